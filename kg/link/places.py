"""Places of different articles that are one: unlisted ones whose names sound alike, in one region.

Listed places are what they are: two of them are never one, and that a name sounds like theirs is kept as a
near miss, for a person to judge. So is what differs in vowels alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.geography import chain
from kg.link.entities import UNLISTED
from kg.link.opinions import WINDOW, neighbours, opinion, strongest
from kg.model import Place, Sameness
from kg.toponyms import place_key, sound_key

KIND = re.compile(
    r"^(?:town|city|village|district|area|camp) of |"
    r" (?:town|city|village|district|area|neighbou?rhood|quarter|suburb|camp|subdistrict)$"
)
"""What is no part of a name: "Kesh town" is Kesh."""
SAME_REGION, REGION_UNKNOWN, BOTH_UNKNOWN = 0.9, 0.75, 0.65
"""That two unlisted places are one whose names are spelt the same; set by hand."""
BY_SOUND = 0.1
"""How much less sure that is where the names only sound alike."""
NEAR_MISS, BY_CONSONANTS = 0.5, 0.35
SHORTEST_SOUND, SHORTEST_SKELETON = 5, 4
"""Letters of a sound, and of the consonants in it, that tell names apart; shorter ones meet by chance."""
FEW = 6
"""Members of a group whose regions are looked at."""


def same_places(places: Mapping[str, Place]) -> Iterator[Sameness]:
    """Yield opinions on which places are one, near misses among them, sorted; near-linear in their number."""
    names = {identity: _bare(place.name) for identity, place in places.items()}
    sounds = {identity: sound_key(name) for identity, name in names.items()}
    found: list[Sameness] = []
    for sound, group in _blocks(sounds):
        if len(sound) >= SHORTEST_SOUND or len({names[one] for one in group}) == 1:
            found += _alike(group, names, places)
    found += _nearly_alike(sounds, places)
    yield from strongest(found)


def of_two_regions(places: Mapping[str, Place]) -> Callable[[Sequence[str], Sequence[str]], bool]:
    """What tells that two groups must not become one: listed places, or regions apart from each other."""

    def differ(one: Sequence[str], other: Sequence[str]) -> bool:
        return any(_are_apart(a, b, places) for a in one[:FEW] for b in other[:FEW])

    return differ


def _are_apart(one: str, other: str, places: Mapping[str, Place]) -> bool:
    if not is_unlisted(one) and not is_unlisted(other):
        return True
    first, second = _region(one, places), _region(other, places)
    if first is None or second is None:
        return False
    return not (_holds(first, second, places) or _holds(second, first, places))


def is_unlisted(identity: str) -> bool:
    """Tell whether no list knows a place, by its id."""
    return UNLISTED.search(identity) is not None


def _bare(name: str) -> str:
    return KIND.sub("", place_key(name))


def _region(identity: str, places: Mapping[str, Place]) -> str | None:
    record = places.get(identity)
    return record.within if record else None


def _holds(outer: str, inner: str, places: Mapping[str, Place]) -> bool:
    return outer in chain(inner, places)


def _blocks(keys: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the ids of each key that several have, an unlisted one among them."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for identity in sorted(keys):
        blocks[keys[identity]].append(identity)
    for key, group in sorted(blocks.items()):
        if key and len(group) > 1 and any(map(is_unlisted, group)):
            yield key, group


def _alike(group: Sequence[str], names: Mapping[str, str], places: Mapping[str, Place]) -> Iterator[Sameness]:
    """Opinions on places whose names sound alike."""
    by_region: dict[str | None, list[str]] = defaultdict(list)
    for one in filter(is_unlisted, group):
        by_region[_region(one, places)].append(one)
    for region, ids in by_region.items():
        base = SAME_REGION if region else BOTH_UNKNOWN
        for one, other in pairwise(ids):
            yield _opinion(one, other, names, base, f"both in {_name(region, places)}")
    yield from _across(by_region, names, places)
    listed = [one for one in group if not is_unlisted(one)]
    for one, other in _few(filter(is_unlisted, group), listed):
        if not _are_apart(one, other, places):
            reason = f"{_said(names, one, other)}, one of them in a list"
            yield opinion(one, other, NEAR_MISS, reason, followed=False)


def _across(
    by_region: Mapping[str | None, list[str]], names: Mapping[str, str], places: Mapping[str, Place]
) -> Iterator[Sameness]:
    """Opinions on a place of an unknown or wider region and those of the regions in it, where it is one."""
    within: dict[str | None, list[str]] = defaultdict(list)
    for region in filter(None, by_region):
        wider = (step for step in chain(region, places)[1:] if step in by_region)
        within[next(wider, None)].append(region)
    for outer, inner in within.items():
        for one, other in _few(by_region.get(outer, ())[:1], [by_region[region][0] for region in inner]):
            if len(inner) == 1:
                reason = f"the one in {_name(inner[0], places)}, the other in {_name(outer, places)}"
                yield _opinion(one, other, names, REGION_UNKNOWN, reason)
            else:
                reason = f"{_said(names, one, other)}, but {len(inner)} regions have one of the name"
                yield opinion(one, other, NEAR_MISS, reason, followed=False)


def _nearly_alike(sounds: Mapping[str, str], places: Mapping[str, Place]) -> Iterator[Sameness]:
    """Near misses: names in one region that differ in vowels alone."""
    consonants = {
        one: f"{skeleton} {_region(one, places)}"
        for one, sound in sounds.items()
        if len(skeleton := re.sub(r"[aiuy]", "", sound)) >= SHORTEST_SKELETON and _region(one, places)
    }
    for _, group in _blocks(consonants):
        ordered = sorted(group, key=lambda one: (sounds[one], one))
        for one, other in neighbours(ordered):
            if sounds[one] != sounds[other] and (is_unlisted(one) or is_unlisted(other)):
                where = _name(_region(one, places), places)
                reason = f"names differ in vowels alone, both in {where}"
                yield opinion(one, other, BY_CONSONANTS, reason, followed=False)


def _opinion(one: str, other: str, names: Mapping[str, str], base: float, where: str) -> Sameness:
    alike = names[one] == names[other]
    said = _said(names, one, other)
    return opinion(one, other, base if alike else base - BY_SOUND, f"{said}, {where}", followed=True)


def _said(names: Mapping[str, str], one: str, other: str) -> str:
    return "same name" if names[one] == names[other] else "names that sound alike"


def _name(region: str | None, places: Mapping[str, Place]) -> str:
    if region is None:
        return "an unknown region"
    return places[region].name if region in places else region


def _few(ones: Iterable[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair each with the first of the others: bounded however many there are."""
    return ((one, other) for one in ones for other in others[:WINDOW])
