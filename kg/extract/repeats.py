"""Drop what says nothing new: headlines that the body repeats, the same figure by the same claimants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Claim, Figure, Span

HEADLINE_LINES = 2
"""Sentences at the top that may be a headline and its repetition."""
HEADLINE_CUES = frozenset({"–", "—", "-", ":"})


def without_repeats(claims: Sequence[Claim], sentences: Sequence[Span]) -> tuple[Claim, ...]:
    """Keep each claim once, in the order of the text."""
    top = sentences[min(HEADLINE_LINES, len(sentences)) - 1].end if sentences else 0
    given: dict[tuple[str, ...], set[Figure]] = defaultdict(set)
    kept: dict[str, Claim] = {}
    for claim in claims:
        headline = claim.mode == "own-voice" or claim.cue in HEADLINE_CUES
        if headline and claim.evidence.span.end <= top and _said_again(claim, claims):
            continue
        fresh = tuple(f for f in claim.figures if f not in given[claim.claimants])
        if fresh or claim.rule != "figure":
            given[claim.claimants].update(fresh)
            kept[claim.id] = claim if fresh == claim.figures else replace(claim, figures=fresh)
    return tuple(sorted(kept.values(), key=lambda c: (c.evidence.span, c.id)))


def _said_again(claim: Claim, claims: Sequence[Claim]) -> bool:
    """The body puts forward the same blame or the same figures."""
    later = [c for c in claims if c.evidence.span.start > claim.evidence.span.start]
    if claim.blames:
        return any(set(claim.blames) & set(c.blames) for c in later)
    amounts = {_amount(f) for c in later for f in c.figures}
    return all(_amount(f) in amounts for f in claim.figures)


def _amount(figure: Figure) -> tuple[str, int | None]:
    return figure.measure, figure.minimum or figure.maximum
