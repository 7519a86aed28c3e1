"""Which words of an article show what a claim says: its claimant, its cue, its content, whom it blames."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Final, NamedTuple

from kg.console import Piece
from kg.model import Claim, Facts, ReasonPart, Span

AROUND: Final = 200
"""Code points of the article shown before and after the evidence."""
LABELS: Final[Mapping[ReasonPart, str]] = {
    "claimant": "claimant",
    "kind": "cue",
    "blames": "blamed",
    "rejects": "cleared",
    "attributes": "doer",
    "figure": "figure",
}
"""What the words that a part rests on are called; of two parts that rest on the same words, the first."""


class Mark(NamedTuple):
    """Words of the article, and what they show."""

    span: Span
    label: str


def passage(claim: Claim, facts: Facts) -> Iterator[Piece]:
    """Yield the evidence amid the words of the article around it, in pieces that bear what they show."""
    text, evidence, content = facts.article.text, claim.evidence.span, _content(claim, facts)
    body = _body(claim, facts)
    shown, marks = _window(evidence, body, text), _marks(claim, facts)

    def labels(offset: int) -> tuple[str, ...]:
        wide = ("evidence", evidence), ("content", content)
        outer = [label for label, span in wide if span and _holds(span, offset)]
        return (*outer, *(mark.label for mark in marks if _holds(mark.span, offset)))

    if shown.start > body.start:
        yield Piece("… ", ())
    for path, offsets in groupby(range(shown.start, shown.end), labels):
        run = list(offsets)
        yield Piece(text[run[0] : run[-1] + 1], path)
    if shown.end < body.end:
        yield Piece(" …", ())


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end


def _body(claim: Claim, facts: Facts) -> Span:
    """The stretch of the article in which the claim stands, without menus and adverts."""
    span, clutter = claim.evidence.span, facts.article.boilerplate
    first = max((one.end for one in clutter if one.end <= span.start), default=0)
    last = min((one.start for one in clutter if one.start >= span.end), default=len(facts.article.text))
    return Span(first, last)


def _window(evidence: Span, body: Span, text: str) -> Span:
    """The evidence with some whole words around it."""
    start, end = max(body.start, evidence.start - AROUND), min(body.end, evidence.end + AROUND)
    before, after = text[start : evidence.start], text[evidence.end : end]
    if start > body.start:
        start = evidence.start - len(before.partition(" ")[2])
    if end < body.end:
        end = evidence.end + len(after.rpartition(" ")[0])
    return Span(start, end)


def _content(claim: Claim, facts: Facts) -> Span | None:
    """Where the evidence says what is claimed."""
    return _found(claim.text, claim.evidence.span, facts.article.text)


def _found(words: str, within: Span, text: str) -> Span | None:
    start = text.find(words, within.start, within.end) if words else -1
    return None if start < 0 else Span(start, start + len(words))


def _marks(claim: Claim, facts: Facts) -> list[Mark]:
    """List what parts of the claim rest on; of marks that overlap the longest stays, then the first."""
    named = [Mark(span, label) for part, label in LABELS.items() for span in _spans(part, claim, facts)]
    kept = list[Mark]()
    for mark in sorted(named, key=lambda mark: mark.span.start - mark.span.end):
        if not any(mark.span.overlaps(other.span) for other in kept):
            kept.append(mark)
    return kept


def _spans(part: ReasonPart, claim: Claim, facts: Facts) -> Collection[Span]:
    """Where a part of the claim stands: as its reasons say, else where its actors or its cue are seen."""
    told = [reason.span for reason in claim.reasons if reason.part == part and reason.span]
    content = _content(claim, facts)
    if told:
        return told
    match part:
        case "kind":
            cue = _found(claim.cue or "", claim.evidence.span, facts.article.text)
            return [cue] if cue else []
        case "claimant":
            seen = _mentions(claim.claimants, claim, facts)
            return [one for one in seen if not (content and content.holds(one))] or seen
        case "blames" | "rejects" | "attributes":
            actors: tuple[str, ...] = getattr(claim, part)
            own = _mentions([one for one in actors if one in claim.claimants], claim, facts)
            others = _mentions([one for one in actors if one not in claim.claimants], claim, facts)
            return [*others, *(one for one in own if content and content.holds(one))]
    return []


def _mentions(actors: Collection[str], claim: Claim, facts: Facts) -> list[Span]:
    """Where the evidence names any of the actors."""
    evidence = claim.evidence.span
    spans = [span for actor in facts.actors if actor.id in actors for span in actor.mentions]
    return [span for span in spans if evidence.holds(span)]
