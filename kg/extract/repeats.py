"""Drop what says nothing new: headlines that the body repeats, the same figure by the same claimants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Claim, Figure, Span

HEADLINE_LINES = 2
"""Sentences at the top that may be a headline and its repetition."""
NUMBERS_ALONE = frozenset({"figure", "head figure"})
"""Rules whose claims say nothing but their figures."""
HEADLINE_CUES = frozenset({"–", "—", "-", ":"})


def without_repeats(claims: Sequence[Claim], sentences: Sequence[Span]) -> tuple[Claim, ...]:
    """Keep each claim once, in the order of the text."""
    top = sentences[min(HEADLINE_LINES, len(sentences)) - 1].end if sentences else 0
    given: dict[tuple[str, ...], set[Figure]] = defaultdict(set)
    kept: dict[str, Claim] = {}
    for claim in claims:
        headline = claim.mode == "own-voice" or claim.cue is None or claim.cue in HEADLINE_CUES
        if headline and claim.evidence.span.end <= top and _said_again(claim, claims):
            continue
        fresh = tuple(f for f in claim.figures if f not in given[claim.claimants])
        if fresh or claim.rule not in NUMBERS_ALONE:
            given[claim.claimants].update(fresh)
            kept[claim.id] = claim if fresh == claim.figures else replace(claim, figures=fresh)
    return tuple(sorted(kept.values(), key=lambda c: (c.evidence.span, c.id)))


def _said_again(claim: Claim, claims: Sequence[Claim]) -> bool:
    """The body puts forward the same blame and the same figures."""
    later = [c for c in claims if c.evidence.span.start > claim.evidence.span.start]
    if claim.blames and not any(set(claim.blames) & set(c.blames) for c in later):
        return False
    told = [f for c in later for f in c.figures]
    return all(any(_is_again(figure, other) for other in told) for figure in claim.figures)


def _is_again(figure: Figure, other: Figure) -> bool:
    """Tell whether a figure gives another's number in short: "20 dead" for "more than 20 were killed"."""
    numbers = [one.minimum or one.maximum or 0 for one in (figure, other)]
    return figure.measure == other.measure and abs(numbers[0] - numbers[1]) <= 1
