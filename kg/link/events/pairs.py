"""What two accounts have in common, as named features; how much each counts, `weights.toml` says."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from kg.geography import chain, distance_km
from kg.link.corpus import VIOLENT
from kg.link.events.profile import Days, Profile
from kg.link.events.words import Rarity, forms
from kg.model import EventType, Place

FEW_DAYS = 3
NEAR_KM = 20.0
RARE = 7.0
"""Inverse document frequency of a word that stands in one of a thousand texts."""
SAME_DAY, SAME_PLACE = "same day", "same place"
Features = dict[str, float]


Story = Callable[[str, str], bool]
"""Tells whether two articles tell one story."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares accounts of events by what is known of words and places."""

    rarity: Rarity
    places: Mapping[str, Place]
    story: Story

    def features(self, first: Profile, second: Profile) -> Features:
        """Return the features that hold, 1 for those that are only true or false."""
        found: Features = {
            "alike topics": self.rarity.alike(first.topic, second.topic),
            "alike words": self.rarity.alike(first.words, second.words),
            "same actors": _share(frozenset(first.actors), frozenset(second.actors)),
        }
        if self.story(first.text, second.text):
            found["one story"] = 1.0
        kind = _of_types(first.type, second.type)
        if first.triggers & second.triggers or (kind == "same type" and first.type != "other"):
            found["same trigger"] = 1.0
            found["same trigger, alike words"] = found["alike words"]
        shared = set(first.places) & set(second.places)
        place = self._of_places(first, second)
        days = _of_days(first.days, second.days, both_told=first.is_dated and second.is_dated)
        if place == SAME_PLACE:
            found["same rare place"] = max(self._rareness(one) for one in shared)
        for name in (
            days,
            "" if days == SAME_DAY else _of_publication(first.published, second.published),
            place,
            kind,
            _of_tolls(first, second),
        ):
            if name:
                found[name] = 1.0
        return found

    def _of_places(self, first: Profile, second: Profile) -> str:
        one, other = ([p for p in some.places if self._is_narrow(p)] for some in (first, second))
        if not one or not other:
            return "place unknown"
        if set(one) & set(other):
            return SAME_PLACE
        pairs = list(product(one, other))
        if any(a in self._chain(b) or b in self._chain(a) for a, b in pairs):
            return "one place within the other"
        known = [(a, b) for a, b in product(self._located(one), self._located(other)) if a.id != b.id]
        apart = [km for a, b in known if (km := distance_km(a, b)) is not None]
        if not apart:
            return "places unlisted"
        return "places near" if min(apart) <= NEAR_KM else "places far apart"

    def _rareness(self, place: str) -> float:
        """How much its name tells: from 0, of words in every text, to about 1; 0 for a country."""
        words = forms(self.places[place].name) if place in self.places and self._is_narrow(place) else ()
        return math.fsum(map(self.rarity.weight, words)) / len(words) / RARE if words else 0.0

    def _located(self, places: Iterable[str]) -> list[Place]:
        """The places, or else what holds them, that have coordinates and are less than a country."""
        chains = ([p for p in self._chain(place) if self._is_narrow(p)] for place in places)
        known = ((self.places[p] for p in up if p in self.places) for up in chains)
        located = (next((p for p in up if p.latitude is not None), None) for up in known)
        return [place for place in located if place]

    def _chain(self, place: str) -> tuple[str, ...]:
        return chain(place, self.places)

    def _is_narrow(self, place: str) -> bool:
        """Tell whether a place is less than a country."""
        record = self.places.get(place)
        return record is None or record.within is not None or record.latitude is None


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _of_days(first: Days | None, second: Days | None, *, both_told: bool) -> str:
    if not first or not second:
        return "day unknown"
    gap = max(first[0], second[0]) - min(first[1], second[1])
    if gap <= 0:
        return SAME_DAY if both_told else "maybe the same day"
    return "next day" if gap == 1 else "few days apart" if gap <= FEW_DAYS else "many days apart"


def _of_publication(first: int | None, second: int | None) -> str:
    if first is None or second is None:
        return "publication unknown"
    gap = abs(first - second)
    if gap <= 1:
        return "published the same day" if gap == 0 else "published the next day"
    return "published days apart" if gap <= FEW_DAYS else "published long apart"


def _of_types(first: EventType | None, second: EventType | None) -> str:
    if first is None or second is None:
        return "type unknown"
    if first == second:
        return "same type"
    return "both violent" if {first, second} <= VIOLENT else "other type"


def _of_tolls(first: Profile, second: Profile) -> str:
    if not first.tolls or not second.tolls:
        return ""
    return "same toll" if first.tolls & second.tolls else "other toll"
