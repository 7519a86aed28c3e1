"""How well findings agree with the annotation, figured as the scorer does, without building a graph.

`training/annotation/score.py` is the measure; this one is a thousand times as fast, so that thresholds can be
chosen by it. It differs where linking renames actors, where a claim's evidence is more than its sentence, and
where repeats are dropped: by 0.02 at most on gold/train.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.extract.case import Case
from kg.extract.findings import Bench, Finding
from kg.extract.learned import Assessment
from kg.model import Gazetteer
from training.annotation import score
from training.claims.examples import Example, Gold, aligned

KINDS = ("accusation", "denial", "admission")
Figure = tuple[str, int | None, int | None]
scorer: Any = score
"""The copied scorer bears no types."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """An annotated article with what the heads say of it."""

    example: Example
    case: Case
    assessment: Assessment
    keys: Mapping[str, str]
    """From our actors to the annotated ones."""

    @classmethod
    def of(cls, example: Example, gazetteer: Gazetteer, assessment: Assessment) -> Judged:
        """Put an example and its assessment together."""
        case = Case.of(example.doc, gazetteer)
        actors = assessment.candidates.actors
        case.resolve_all()
        known = aligned(case, actors, example.gold)
        keys = {actors[number]: "publisher" for number in known["publisher"]}
        keys |= {actors[n]: key for key, numbers in known.items() if key != "publisher" for n in numbers}
        return cls(example, case, assessment, keys)

    def claims(self, least: Mapping[str, float]) -> list[Said]:
        """What is found where things are believed from such chances on."""
        return [self.said(finding) for finding in Bench(self.case, self.assessment, least).findings()]

    def said(self, finding: Finding) -> Said:
        """A finding by the annotation's names for actors."""

        def known(chosen: Iterable[tuple[str, float]]) -> frozenset[str]:
            return frozenset(self.keys.get(actor, actor) for actor, _ in chosen)

        sentence = self.case.reading.sentences[finding.sentence]
        blamed = known(finding.blames)
        figures = ((c.figure.measure, c.figure.minimum, c.figure.maximum) for c in finding.counted)
        return Said(
            (sentence.start, sentence.end),
            known(finding.claimants),
            finding.kind,
            blamed,
            blamed | known(finding.attributes),
            tuple(figures),
            finding.score,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """A predicted claim by the annotation's names."""

    span: tuple[int, int]
    claimants: frozenset[str]
    kind: str
    blames: frozenset[str]
    attributes: frozenset[str]
    figures: tuple[Figure, ...]
    score: float

    @property
    def sort(self) -> str:
        """Its kind, "figure" for a statement with a number."""
        return "figure" if self.kind == "statement" and self.figures else self.kind

    def fits(self, gold: Gold) -> bool:
        """Tell whether it stands where an annotated claim does and has its claimant."""
        return bool(scorer.overlap(gold["evidence"], self.span)) and bool(_accepted(gold) & self.claimants)


def _accepted(gold: Gold) -> set[str]:
    return {*gold["claimant"], *(gold.get("also_claimant") or ())}


def measured(articles: Sequence[Judged], least: Mapping[str, float]) -> dict[str, float]:
    """F1 by attribution, accusation, denial, admission, blame, responsible, figure and figure-any."""
    tallies: defaultdict[str, Any] = defaultdict(scorer.Tally)
    for one in articles:
        claims, gold = one.claims(least), one.example.gold["claims"]
        for name, counts in (*_kinds(gold, claims), *_pairs(gold, claims), *_figures(gold, claims)):
            tallies[name].add(*counts)
    return {name: tally.row()["f1"] for name, tally in tallies.items()}


def right(one: Said, gold: Iterable[Gold]) -> bool:
    """Tell whether the annotation holds a claim of its sort and claimant where it stands."""
    return any(one.fits(claim) and _is_sort(one, claim) for claim in gold)


def _is_sort(one: Said, gold: Gold) -> bool:
    if one.sort == "statement":
        return True
    return bool(gold["kind"] == one.sort or (one.sort == "figure" and gold.get("figure")))


def _kinds(gold: Sequence[Gold], claims: Sequence[Said]) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    voiced = [g for g in gold if g["mode"] != "own-voice"]
    sourced = {(tuple(g["evidence"]), tuple(sorted(g["claimant"]))): g for g in voiced}
    mine = {(c.span, c.claimants): c for c in claims if "publisher" not in c.claimants}
    yield "attribution", _matched(list(sourced.values()), list(mine.values()))
    for kind in KINDS:
        yield kind, _matched([g for g in gold if g["kind"] == kind], [c for c in claims if c.kind == kind])


def _matched(gold: Sequence[Gold], claims: Sequence[Said]) -> tuple[int, int, int, int]:
    count, _, used = scorer.match(gold, claims, lambda g, c: c.fits(g))
    finer = sum(n not in used and any(c.fits(g) for g in gold) for n, c in enumerate(claims))
    return count, count + finer, len(gold), len(claims)


def _pairs(gold: Sequence[Gold], claims: Sequence[Said]) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    for name, fields in (("blame", ("blames",)), ("responsible", ("blames", "attributes"))):
        wanted: dict[tuple[str, str], set[str]] = {}
        for g in gold:
            for actor in {actor for one in fields for actor in g.get(one) or ()}:
                wanted.setdefault((g["claimant"][0], actor), set()).update(_accepted(g))
        found = {(who, actor) for c in claims for who in c.claimants for actor in getattr(c, fields[-1])}
        hit = sum(any(b == actor and who in ws for who, b in found) for (_, actor), ws in wanted.items())
        good = sum(any(b == actor and who in ws for (_, actor), ws in wanted.items()) for who, b in found)
        yield name, (hit, good, len(wanted), len(found))


def _figures(gold: Sequence[Gold], claims: Sequence[Said]) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    wanted = [(_accepted(g), _amount(g["figure"])) for g in gold if g.get("figure")]
    found = list({(c.claimants, figure) for c in claims for figure in c.figures})
    count, _, _ = scorer.match(
        wanted, found, lambda g, c: scorer.same_figure(g[1], c[1]) and bool(g[0] & c[0])
    )
    yield "figure", (count, count, len(wanted), len(found))
    amounts, stated = list({amount for _, amount in wanted}), list({figure for _, figure in found})
    count, _, _ = scorer.match(amounts, stated, scorer.same_figure)
    yield "figure-any", (count, count, len(amounts), len(stated))


def _amount(figure: Gold) -> Figure:
    return figure["measure"], figure["min"], figure["max"]
