"""How often each extraction rule is right: `python -m benchmarks.rules GOLD_DIR SCORER`.

Builds facts from the articles of an annotated folder and counts, for each rule, the claims that overlap a
gold claim of the same kind by the same claimant, as the scorer matches them. kg/extract/rules.py holds the
result for gold/train as the confidence of a rule's claims; gold/dev tells how well that carries over.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.annotate import annotate, annotator
from kg.extract import extract
from kg.gazetteer import shipped_gazetteer
from kg.link import link
from kg.model import Article, Doc, Facts, Run
from kg.rdf import article_quads, entity_quads, sorted_nquads
from kg.read import read


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print one line a rule: right, found, share."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description="Measure the rules.")
    parser.add_argument("gold", type=Path, help="folder of <id>.txt and <id>.json")
    parser.add_argument("scorer", type=Path, help="path of score.py")
    options = parser.parse_args(arguments)
    right, found = count(options.gold, scorer(options.scorer))
    for rule in sorted(found, key=lambda r: -right[r] / found[r]):
        print(f"{rule:18} {right[rule]:5} of {found[rule]:5}  {right[rule] / found[rule]:.2f}")


def scorer(path: Path) -> ModuleType:
    """Load the scorer, which is a script beside the annotation and no part of any package."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python script; name the path of score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def count(gold_dir: Path, score: ModuleType) -> tuple[Counter[str], Counter[str]]:
    """Count the right and all claims by rule over the annotated articles of a folder."""
    facts = _facts(gold_dir)
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.nq"
        linked = link(facts)
        quads = [q for f in facts for q in article_quads(f, {})]
        graph.write_bytes(sorted_nquads([*quads, *entity_quads(linked)]))
        predicted = score.Predicted(str(graph))
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one in facts:
        gold = json.loads((gold_dir / f"{one.article.id}.json").read_text(encoding="utf-8"))
        node = predicted.articles[one.article.id]
        to_gold = score.align(predicted, gold, node, one.article.text)
        nodes = {str(c["iri"]).rsplit("/", 1)[-1]: c for c in predicted.claims[node]}
        for claim in one.claims:
            mine = nodes[claim.id.rsplit("/", 1)[-1]]
            named = {to_gold(actor) for actor in mine["claimant"]}
            found[claim.rule] += 1
            near = [g for g in gold["claims"] if any(score.overlap(g["evidence"], s) for s in mine["spans"])]
            right[claim.rule] += any(_same(g, claim.kind, named) for g in near)
    return right, found


def _facts(gold_dir: Path) -> list[Facts]:
    gazetteer = shipped_gazetteer()
    reader = annotator()
    run = Run("claimgraph", "benchmark", reader.name)
    articles = (a for a in read([str(gold_dir / "*.txt")]) if isinstance(a, Article))
    annotated = [a for a in articles if (gold_dir / f"{a.id}.json").exists()]
    docs = annotate(annotated, gazetteer, reader)
    return [extract(doc, gazetteer, run) for doc in docs if isinstance(doc, Doc)]


def _same(gold: Mapping[str, Any], kind: str, named: set[str]) -> bool:
    """Tell whether a gold claim is by the claimant and of the kind; a figure passes for a statement."""
    accepted = {*gold["claimant"], *(gold.get("also_claimant") or [])}
    kinds = {gold["kind"], "statement"} if gold["kind"] == "figure" else {gold["kind"]}
    return kind in kinds and bool(accepted & named)


if __name__ == "__main__":
    main()
