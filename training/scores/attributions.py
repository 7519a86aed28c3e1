"""Full attribution: who says it, by which cue, and what, right together.

A predicted attribution is right where source, cue and content each have a Jaccard index of at least one half
with those of a gold attribution, over sets of words; each gold attribution is matched once, in text order.
An attribution without cue or without content is no full one and left out on both sides; a missing source
matches only a missing source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from training.scores.tally import Tally

OVERLAP = 0.5
"""The least Jaccard index at which two sets of words count as the same part."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of one attribution, as sets of word indices."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def scores(gold: Iterable[Parts], predicted: Iterable[Parts]) -> Tally:
    """Tally the full attributions of one text."""
    wanted = [parts for parts in gold if parts.cue and parts.content]
    offered = [parts for parts in predicted if parts.cue and parts.content]
    free, correct = list(offered), 0
    for parts in wanted:
        match = next((other for other in free if _alike(parts, other)), None)
        if match is not None:
            free.remove(match)
            correct += 1
    return Tally.of(correct, len(offered), len(wanted))


def _alike(one: Parts, other: Parts) -> bool:
    pairs = ((one.source, other.source), (one.cue, other.cue), (one.content, other.content))
    return all(jaccard(a, b) >= OVERLAP for a, b in pairs)


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the words of both that are in each; two empty sets are the same."""
    return len(one & other) / len(one | other) if one or other else 1.0
