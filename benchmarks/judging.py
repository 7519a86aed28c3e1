"""Claims held against annotation: which of them the annotators have too, and which of theirs are found.

Who is meant and what overlaps is decided as by `training/annotation/score.py`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from benchmarks.build import ROOT
from benchmarks.rules import scorer
from kg.annotate import Annotator
from kg.pipeline import build
from kg.rdf import sorted_nquads
from kg.workspace import Workspace

SCORER: Final = ROOT / "training" / "annotation" / "score.py"
KINDS: Final = ("accusation", "denial", "admission", "figure", "statement")
"""Kinds of annotated claims. One in the graph may be of two: an accusation, a denial, an admission or a
statement, and, where it bears a number, a figure."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of the graph: how sure it is, its kinds, and which annotated claims of its article it finds."""

    confidence: float
    kinds: frozenset[str]
    right: bool
    """An annotated claim has its kind and claimant and overlaps its evidence.

    A figure passes for a statement.
    """
    finds: frozenset[int]
    """Numbers of the annotated claims of one of its kinds, with its claimant, that its evidence overlaps."""


@dataclass(frozen=True, slots=True)
class Article:
    """The claims found in an article, and the kinds of those annotated there."""

    claims: tuple[Judged, ...]
    gold: tuple[str, ...]


def judged(folder: Path, by: Annotator | None = None) -> list[Article]:
    """Build the graph of a folder of annotated articles, <id>.txt and <id>.json, and judge its claims."""
    score = scorer(SCORER)
    golds = list(_annotated(folder))
    with tempfile.TemporaryDirectory() as temporary:
        graph = Path(temporary) / "graph.nq"
        if golds:
            workspace = Workspace.create(Path(temporary) / "kg-data")
            build([str(folder / f"{gold['id']}.txt") for gold in golds], workspace, by=by)
            graph.write_bytes(sorted_nquads(workspace.store().quads()))
        predicted = score.Predicted(str(graph)) if golds else None
    return [_judge(gold, folder, predicted, score) for gold in golds]


def _annotated(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "claims" in gold:
            yield gold


def _judge(gold: Mapping[str, Any], folder: Path, predicted: Any, score: ModuleType) -> Article:
    """Judge the claims of one article; an article that is not in the graph has none."""
    kinds = tuple(one["kind"] for one in gold["claims"])
    text = (folder / f"{gold['id']}.txt").read_bytes().decode("utf-8")
    node = predicted.articles.get(gold["id"])
    if node is None:
        return Article((), kinds)
    who = score.align(predicted, gold, node, text)
    found = []
    for claim in predicted.claims[node]:
        said_by = {who(actor) for actor in claim["claimant"]}
        near = _near(claim, said_by, gold["claims"], score)
        confidence = float(predicted.g.value(claim["iri"], score.KG.confidence))
        found.append(_judged(claim, confidence, near, kinds))
    return Article(tuple(found), kinds)


def _near(claim: Mapping[str, Any], said_by: set[str], golds: Sequence[Any], score: ModuleType) -> list[int]:
    """Number the annotated claims of the claimant that the evidence overlaps."""
    return [
        number
        for number, gold in enumerate(golds)
        if said_by & {*gold["claimant"], *(gold.get("also_claimant") or ())}
        and any(score.overlap(gold["evidence"], span) for span in claim["spans"])
    ]


def _judged(claim: Mapping[str, Any], confidence: float, near: Sequence[int], gold: Sequence[str]) -> Judged:
    own = next((kind.lower() for kind in claim["kinds"]), "statement")
    kinds = frozenset({own, "figure"} if claim["figures"] else {own})
    accepted = {own, "figure"} if own == "statement" else {own}
    return Judged(
        confidence=confidence,
        kinds=kinds,
        right=any(gold[number] in accepted for number in near),
        finds=frozenset(number for number in near if gold[number] in kinds),
    )
