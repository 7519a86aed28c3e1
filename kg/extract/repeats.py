"""Drop what says nothing new: headlines that the body repeats, the same figure by the same claimant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Claim, Doc, Figure

HEADLINE_LINES = 2
"""Sentences at the top that may be a headline and its repetition."""


def without_repeats(claims: Sequence[Claim], doc: Doc) -> tuple[Claim, ...]:
    """Keep each claim once, in the order of the text."""
    top = doc.sentences[min(HEADLINE_LINES, len(doc.sentences)) - 1].end if doc.sentences else 0
    kept: dict[str, Claim] = {}
    for claim in claims:
        others = [c for c in claims if c.id != claim.id and c.evidence.span.start > claim.evidence.span.start]
        if claim.mode == "own-voice" and claim.evidence.span.end <= top and _said_again(claim, others):
            continue
        if fresh := _fresh(claim, kept.values()):
            kept[fresh.id] = fresh
    return tuple(sorted(kept.values(), key=lambda c: (c.evidence.span, c.id)))


def _said_again(claim: Claim, others: Sequence[Claim]) -> bool:
    """The body puts forward the same blame or the same figures."""
    if claim.blames:
        return any(set(claim.blames) & set(o.blames) for o in others)
    return all(any(_same(f, g) for o in others for g in o.figures) for f in claim.figures)


def _same(one: Figure, other: Figure) -> bool:
    return (one.measure, one.minimum or one.maximum) == (other.measure, other.minimum or other.maximum)


def _fresh(claim: Claim, before: Sequence[Claim]) -> Claim | None:  # type: ignore[misc]
    """The claim less the figures its claimants gave before; None where nothing is left."""
    given = {f for b in before if b.claimants == claim.claimants for f in b.figures}
    left = tuple(f for f in claim.figures if f not in given)
    if claim.figures and not left and claim.rule == "figure":
        return None
    return replace(claim, figures=left) if left != claim.figures else claim
