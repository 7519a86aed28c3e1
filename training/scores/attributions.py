"""Full attribution: who says it, by which cue, and what, right together.

A predicted attribution is right where source, cue and content each have a Jaccard index of at least one half
with those of a gold attribution, over sets of words; each gold attribution is matched once, in text order.
An attribution without cue or without content is no full one and left out on both sides; a missing source
matches only a missing source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from training.scores.tally import Tally

OVERLAP = 0.5
"""The least Jaccard index at which two sets of words count as the same part."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of one attribution, as sets of word indices."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def scores(gold: Sequence[Parts], predicted: Sequence[Parts]) -> Tally:
    """Tally the full attributions of one text."""
    return Tally.of(len(right(gold, predicted)), *(sum(map(_full, side)) for side in (predicted, gold)))


def right(gold: Sequence[Parts], predicted: Sequence[Parts]) -> set[int]:
    """Find the predicted attributions, by their place in the list, that match a gold one."""
    matched: set[int] = set()
    for wanted in filter(_full, gold):
        free = (
            n for n, one in enumerate(predicted) if n not in matched and _full(one) and _alike(wanted, one)
        )
        matched.update(islice(free, 1))
    return matched


def _full(parts: Parts) -> bool:
    return bool(parts.cue and parts.content)


def _alike(one: Parts, other: Parts) -> bool:
    pairs = ((one.source, other.source), (one.cue, other.cue), (one.content, other.content))
    return all(jaccard(a, b) >= OVERLAP for a, b in pairs)


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the words of both that are in each; two empty sets are the same."""
    return len(one & other) / len(one | other) if one or other else 1.0
