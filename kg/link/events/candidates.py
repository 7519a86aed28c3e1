"""Which accounts are compared: those of articles that are alike, and those of one day and place."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from kg.link.corpus import VIOLENT
from kg.link.events.profile import Profile

LATEST = 20
"""Accounts of one day and place that a further one is compared with, the latest ones."""
LONGEST = 7
"""Days of an account that is found by its days."""
Compared = tuple[Profile, Profile]


def candidates(found: Sequence[Profile], alike: Iterable[tuple[str, str]]) -> Iterator[Compared]:
    """Yield each pair once, the earlier account first; main events also meet in like articles."""
    number = {profile.id: place for place, profile in enumerate(found)}
    seen = set[tuple[int, int]]()
    for first, second in (*_of_articles(found, alike), *_of_days_and_places(found)):
        low, high = sorted((number[first.id], number[second.id]))
        if (low, high) not in seen and first.article != second.article:
            seen.add((low, high))
            yield found[low], found[high]


def _of_articles(found: Sequence[Profile], alike: Iterable[tuple[str, str]]) -> Iterator[Compared]:
    told: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in found:
        told[profile.text].append(profile)
    for one, other in alike:
        yield from (pair for pair in product(told[one], told[other]) if _may_be_told_twice(*pair))


def _may_be_told_twice(one: Profile, other: Profile) -> bool:
    """Main events may be one wherever texts are alike; what is told in passing, with them at its place."""
    if one.is_main and other.is_main:
        return True
    share_a_place = not {*one.places}.isdisjoint(other.places)
    return (one.is_main or other.is_main) and _is_like(one, other) and share_a_place


def _of_days_and_places(found: Sequence[Profile]) -> Iterator[Compared]:
    """Main events meet by any day they may lie on; others only where both tell the day and a like type."""
    holding: defaultdict[tuple[int, str], deque[Profile]] = defaultdict(lambda: deque(maxlen=LATEST))
    for profile in found:
        keys = list(_keys(profile))
        for key in keys:
            yield from ((other, profile) for other in holding[key] if _may_meet(other, profile))
        for key in keys:
            holding[key].append(profile)


def _keys(profile: Profile) -> Iterator[tuple[int, str]]:
    if profile.days and profile.days[1] - profile.days[0] < LONGEST:
        first, last = profile.days
        yield from product(range(first, last + 1), profile.places)


def _may_meet(one: Profile, other: Profile) -> bool:
    if one.is_main and other.is_main:
        return True
    return _is_like(one, other) and one.is_dated and other.is_dated


def _is_like(one: Profile, other: Profile) -> bool:
    types = {one.type, other.type}
    return "other" not in types and (len(types) == 1 or types <= VIOLENT)
