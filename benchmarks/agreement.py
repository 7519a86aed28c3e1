"""What was extracted from the texts of a phenomenon, compared with what a careful reader finds in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.cases import VERDICTS, Case, Expected, Phenomenon
from kg.model import Claim, Event, Facts, Span

PUBLISHER = "publisher"
"""The name by which a case calls the article's own voice."""
SPELLINGS = {"’": "'", "u.s.": "us", "u.n.": "un", "u.k.": "uk"}
POSSESSIVE, MARK, ARTICLE = re.compile(r"'s\b|\bs'$"), re.compile(r"[^\w\s]"), re.compile(r"^(?:the|an?)\s+")

HAPPENING = frozenset({"date", "place"})
"""Kinds of record that tell of the main event, not of a claim."""

Names = frozenset[str]
Figure = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Record:
    """Who says what of whom: a claim has one for each other side and each figure.

    The main event has one for its date and one for its place.
    """

    kind: str
    claimants: tuple[Names, ...]
    span: Span
    target: Names = frozenset()
    figure: Figure | None = None
    via: tuple[Names, ...] = ()
    certainty: str = "certain"
    date: str | None = None
    """YYYY[-MM[-DD]] or an interval of two, with a slash between."""
    place: Names = frozenset()

    def __str__(self) -> str:
        """In one line: 'accusation: borland → ardania', 'date: 2031-05-03'."""
        other = self.figure or "/".join(sorted(self.target))
        sides = [
            " + ".join("/".join(sorted(one)) for one in self.claimants),
            *([str(other)] if other else []),
        ]
        via = [f"via {'/'.join(sorted(one))}" for one in self.via]
        more = [*via, *([self.certainty] if self.certainty != "certain" else [])]
        at = [*([self.date] if self.date else []), *sorted(self.place)]
        return f"{self.kind}: {', '.join([*filter(None, [' → '.join(sides)]), *more, *at])}"


@dataclass(frozen=True, slots=True)
class Compared:
    """One case: what was missed and what was found for nothing."""

    case: Case
    found: int
    expected: int
    right: int
    extracted: int
    missed: tuple[Record, ...]
    extra: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall over the records of some cases."""

    precision: float
    recall: float

    @classmethod
    def of(cls, cases: Sequence[Compared]) -> Score:
        """Count over all cases."""
        right, extracted = sum(one.right for one in cases), sum(one.extracted for one in cases)
        found, expected = sum(one.found for one in cases), sum(one.expected for one in cases)
        return cls(right / extracted if extracted else 0.0, found / expected if expected else 0.0)

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def compare(phenomenon: Phenomenon, facts: Sequence[Facts]) -> list[Compared]:
    """Compare the facts of each case with its claims."""
    pairs = zip(phenomenon.cases, facts, strict=True)
    return [_compared(case, one, phenomenon.compares) for case, one in pairs]


def plain(name: str) -> str:
    """Spell a name as it is compared: "The U.S.-led coalition’s" is "us led coalition"."""
    name = name.casefold()
    for written, meant in SPELLINGS.items():
        name = name.replace(written, meant)
    name = MARK.sub(" ", POSSESSIVE.sub("", name))
    return " ".join(ARTICLE.sub("", name.strip()).split())


def _compared(case: Case, facts: Facts, compares: frozenset[str]) -> Compared:
    expected = [record for claim in case.claims for record in _expected(claim, case)]
    extracted = [record for claim in facts.claims for record in _extracted(claim, facts)]
    expected += _expected_event(case, compares)
    extracted += _extracted_events(case, facts, compares)
    if not case.claims:
        extracted = [one for one in extracted if one.kind != "statement"]
    missed = tuple(one for one in expected if not any(_found(one, other, compares) for other in extracted))
    extra = tuple(one for one in extracted if not any(_right(one, other, compares) for other in expected))
    return Compared(
        case,
        found=len(expected) - len(missed),
        expected=len(expected),
        right=len(extracted) - len(extra),
        extracted=len(extracted),
        missed=missed,
        extra=extra,
    )


def _found(expected: Record, extracted: Record, compares: frozenset[str]) -> bool:
    """Tell whether an expected record was found; of a statement only who speaks, and where, must be."""
    if expected.kind in HAPPENING:
        return _same_happening(expected, extracted)
    said = expected.kind == "statement" or _same_deed(expected, extracted)
    return said and _same_voice(expected, extracted, compares)


def _right(extracted: Record, expected: Record, compares: frozenset[str]) -> bool:
    """Tell whether an extracted record is right; a statement is so wherever its source says anything."""
    if extracted.kind in HAPPENING:
        return _same_happening(expected, extracted)
    said = extracted.kind == "statement" or _same_deed(expected, extracted)
    return said and _same_voice(expected, extracted, compares)


def _same_happening(expected: Record, extracted: Record) -> bool:
    return expected.kind == extracted.kind and DETAILS[expected.kind](expected, extracted)


def _same_deed(expected: Record, extracted: Record) -> bool:
    if expected.kind != extracted.kind or not _same_figure(expected.figure, extracted.figure):
        return False
    return expected.kind not in VERDICTS or _same_actor(expected.target, extracted.target)


def _same_voice(expected: Record, extracted: Record, compares: frozenset[str]) -> bool:
    if not _overlap(expected.span, extracted.span) or not _share(expected.claimants, extracted.claimants):
        return False
    return all(DETAILS[name](expected, extracted) for name in compares)


def _same_via(expected: Record, extracted: Record) -> bool:
    pairs = zip(expected.via, extracted.via, strict=False)
    return len(expected.via) == len(extracted.via) and all(_same_actor(*pair) for pair in pairs)


def _same_date(expected: Record, extracted: Record) -> bool:
    """A text may give no way to tell; of an interval any day will do."""
    if expected.date is None or expected.date == extracted.date:
        return True
    low, _, high = expected.date.partition("/")
    return extracted.date is not None and low <= extracted.date <= (high or low)


DETAILS: dict[str, Callable[[Record, Record], bool]] = {
    "via": _same_via,
    "certainty": lambda expected, extracted: expected.certainty == extracted.certainty,
    "date": _same_date,
    "place": lambda expected, extracted: not expected.place or _same_actor(expected.place, extracted.place),
}
"""How what a phenomenon compares beside kind, claimant and other side is compared."""


def _same_figure(expected: Figure | None, extracted: Figure | None) -> bool:
    """Of an open range the bound may be one off: "more than 60" is at least 60, or 61."""
    if not expected or not extracted or expected == extracted:
        return expected == extracted
    (measure, low, high), (other, other_low, other_high) = expected, extracted
    is_open = high is None and other_high is None and low is not None and other_low is not None
    return measure == other and is_open and abs((low or 0) - (other_low or 0)) <= 1


def _share(some: Sequence[Names], others: Sequence[Names]) -> bool:
    return any(_same_actor(one, other) for one in some for other in others)


def _same_actor(some: Names, others: Names) -> bool:
    """Tell whether a name of one is one of the other, or the end of one: "Sato" is "Jun Sato"."""
    return any(
        f" {one}".endswith(f" {two}") or f" {two}".endswith(f" {one}") for one in some for two in others
    )


def _overlap(one: Span, other: Span) -> bool:
    """Tell whether they share half of the shorter."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)


def _expected(claim: Expected, case: Case) -> Iterator[Record]:
    """The records of an expected claim: one for each other side."""
    for target in claim.targets or ("",):
        yield Record(
            kind=claim.kind,
            claimants=tuple(_alike(name, case) for name in claim.claimants),
            span=claim.evidence,
            target=_alike(target, case),
            figure=claim.figure,
            via=tuple(_alike(name, case) for name in claim.via),
            certainty=claim.certainty,
            date=claim.date,
            place=_alike(claim.place or "", case),
        )


def _expected_event(case: Case, compares: frozenset[str]) -> Iterator[Record]:
    """What the text tells of its main event, as far as the file compares it."""
    span, event = Span(0, len(case.text)), case.event
    if event and event.date and "date" in compares:
        yield Record("date", (), span, date=event.date)
    if event and event.places and "place" in compares:
        yield Record("place", (), span, place=frozenset(map(plain, event.places)))


def _extracted_events(case: Case, facts: Facts, compares: frozenset[str]) -> Iterator[Record]:
    """What was found of main events, where the case says anything of its own."""
    span = Span(0, len(case.text))
    mains = [one for one in facts.events if case.event and one.id in facts.main_events]
    for event in mains:
        date, place = _date(event), _place(event, facts)
        if date and "date" in compares:
            yield Record("date", (), span, date=date)
        if place and "place" in compares:
            yield Record("place", (), span, place=place)


def _alike(name: str, case: Case) -> Names:
    """All names that mean the same in the case."""
    groups = [group for group in case.names if name in group]
    return frozenset(plain(one) for one in (name, *(one for group in groups for one in group)) if one)


def _extracted(claim: Claim, facts: Facts) -> Iterator[Record]:
    """The records of an extracted claim: one for each other side and each figure."""
    actors = {actor.id: frozenset(map(plain, (actor.name, *actor.names))) for actor in facts.actors}
    if facts.publisher:
        actors[facts.publisher] = actors.get(facts.publisher, frozenset()) | {PUBLISHER}
    event = next((one for one in facts.events if one.id == claim.about), None)
    record = partial(
        Record,
        claimants=tuple(actors[one] for one in claim.claimants),
        span=claim.evidence.span,
        via=tuple(actors[one] for one in claim.via),
        certainty=claim.certainty,
        date=_date(event),
        place=_place(event, facts),
    )
    sides = {"accusation": claim.blames, "denial": claim.rejects, "admission": claim.attributes}
    for figure in claim.figures:
        yield record(kind="figure", figure=(figure.measure, figure.minimum, figure.maximum))
    if claim.kind in VERDICTS:
        for side in sides[claim.kind] or ("",):
            yield record(kind=claim.kind, target=actors.get(side, frozenset()))
    elif not claim.figures:
        yield record(kind="statement")


def _date(event: Event | None) -> str | None:
    if event is None or event.date or not (event.not_before and event.not_after):
        return event.date if event else None
    return f"{event.not_before}/{event.not_after}"


def _place(event: Event | None, facts: Facts) -> Names:
    places = [one for one in facts.places if event and one.id in event.places]
    return frozenset(plain(name) for one in places for name in (one.name, *one.names))
