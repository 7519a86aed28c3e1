"""Score assessments as `score.py` scores a graph, and write down what came of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.extract import facts
from kg.extract.learned import Believing
from kg.extract.rulings import rulings
from kg.link import link
from kg.model import Facts, Run
from kg.rdf import article_quads, entity_quads, sorted_nquads
from training.annotation import score
from training.claims.measure import Judged

RUN = Run("claimgraph", "training", "trained")
MEASURES = "attribution accusation blame responsible denial admission figure figure-any".split()

Figures = Mapping[str, Mapping[str, float]]


def scored(articles: Sequence[Judged], believing: Believing, gold: Path) -> Figures:
    """Build the graph of articles as they were judged, and score it against their gold folder."""
    found = [facts(one.case, list(rulings(one.case, believing, one.assessment)), RUN) for one in articles]
    return scored_facts(found, gold)


def scored_facts(found: Sequence[Facts], gold: Path) -> Figures:
    """Score the facts of the articles of a gold folder."""
    linked = link(found)
    quads = (quad for one in found for quad in article_quads(one, linked.same))
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(scratch) / "graph.nq"
        graph.write_bytes(sorted_nquads([*quads, *entity_quads(linked)]))
        measure: Any = score.score
        result: Figures = measure(str(gold), str(graph))
    return result


def table(rows: Iterable[tuple[str, Figures]]) -> str:
    """Lay figures out as Markdown: precision / recall / F1 by measure."""
    lines = [f"| | {' | '.join(MEASURES)} |", f"| --- |{' --- |' * len(MEASURES)}"]
    for name, figures in rows:
        cells = (figures[one] for one in MEASURES)
        lines.append(
            f"| {name} | " + " | ".join(f"{c['p']:.2f}/{c['r']:.2f}/{c['f1']:.3f}" for c in cells) + " |"
        )
    return "\n".join(lines)
