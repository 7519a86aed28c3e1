"""Opinions that two actors are one, gathered: of two about one pair the stronger stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from kg.model import Sameness

_Item = TypeVar("_Item")
WINDOW = 12
"""Of many alike, each is compared with so many that come next by alphabet: bounded however many there are."""


def neighbours(items: Sequence[_Item], window: int = WINDOW) -> Iterator[tuple[_Item, _Item]]:
    """Yield each item with those that come next."""
    for n, one in enumerate(items):
        for other in islice(items, n + 1, n + 1 + window):
            yield one, other


def opinion(one: str, other: str, confidence: float, reason: str, *, followed: bool) -> Sameness:
    """Make an opinion, smaller id first."""
    first, second = sorted((one, other))
    return Sameness(first, second, round(confidence, 2), reason, followed)


def strongest(opinions: Iterable[Sameness]) -> Iterator[Sameness]:
    """Of the opinions about one pair yield the strongest; sorted by pair."""
    best: dict[tuple[str, str], Sameness] = {}
    for one in opinions:
        pair = one.first, one.second
        if one.first != one.second and (pair not in best or _strength(one) > _strength(best[pair])):
            best[pair] = one
    yield from (best[pair] for pair in sorted(best))


def _strength(one: Sameness) -> tuple[bool, float, str]:
    return one.followed, one.confidence, one.reason
