"""Which of the many places of one name an article means: by the regions and countries that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kg.extract.lookup import Lookup, plain
from kg.extract.reading import Reading
from kg.geography import distance_km
from kg.model import Place
from kg.toponyms import place_key, sound_key
from kg.towns import SOUNDING, Town

MOST = 64
"""Places of one name that are weighed, the largest first."""
ANCHORS = 24
"""Places of an article that another is held against."""
NEAR_KM, FAR_KM = 60.0, 180.0
"""How near one of several towns must lie to a place that is named, and how far the next, to be meant."""
LARGER = 5.0
"""How many times the inhabitants of the next a town must have to be meant where nothing else decides."""
KNOWN_WORLDWIDE = 100_000
"""Inhabitants of a town that is told without its country."""
LARGE_REGION = 500_000
"""Inhabitants of a region that is told without its country: a state of the United States."""
OFTEN = 3.0
"""How many times as often as another a country is named that is meant."""
SHORTEST_SOUND = 4
"""Letters of a name that is looked up as it sounds: shorter ones sound like many."""
AREA = re.compile(r"\b(?:province|governorate|region|oblast|district|state|county|raion)$", re.IGNORECASE)


class Whereabouts:
    """Decides between places of one name by what else an article names."""

    def __init__(self, reading: Reading, known: Lookup) -> None:
        self._reading, self._known = reading, known

    def decide(
        self, name: str, held_by: str | None, *, quarter: bool = False
    ) -> tuple[Place | None, str | None]:
        """The place meant, or None; then what holds every place that it may be. A quarter is no town."""
        if not self._known.towns:
            return None, held_by
        for key in _keys(name):
            found = [t for t in self._found(key) if not (quarter and t.geoname)]
            found = self._fitting(found, held_by, by_sound=key.startswith(SOUNDING))
            if found:
                large = None if held_by else self._large_region(found)
                meant = [large] if large else self._preferred(name, found)
                sure = len(meant) == 1
                return (self._place(meant[0]), None) if sure else (None, held_by or self._all_in(meant))
        return (None, held_by) if held_by else (self._known_worldwide(name), None)

    def better(self, name: str, place: Place) -> Place | None:
        """Another place of the name where the article names its country, and not that of the one known."""
        if not self._known.towns or place.within is None or self._named[place.id] != self._named_in(place.id):
            return None
        own, found = self._country(place.id), self._found(place_key(name))
        least = max((t.population for t in found if t.id == place.id), default=0) / LARGER
        others = [t for t in found if self._country(t.id) != own and t.population >= least]
        named = [t for t in self._fitting(others, None) if self._named_in(t.id) >= OFTEN]
        meant = self._preferred(name, named) if named else ()
        return self._place(meant[0]) if len(meant) == 1 else None

    def chain(self, identity: str | None) -> Iterator[str]:
        """A place's id and those of the places that hold it, from the inside out."""
        while identity:
            yield identity
            record = self.record(identity)
            identity = record.within if record else None

    def record(self, identity: str) -> Place | None:
        """A place of one of the lists."""
        known = self._known.place_by_id.get(identity)
        if known or not self._known.towns:
            return known
        town = self._known.towns.known(identity)
        return town.place if town else None

    def _found(self, key: str) -> list[Town]:
        towns = self._known.towns.find(key) if self._known.towns else []
        return sorted(towns, key=lambda t: (-t.population, t.id))[:MOST]

    def _fitting(self, towns: Iterable[Town], held_by: str | None, *, by_sound: bool = False) -> list[Town]:
        """Those within what is said to hold the place, else within a country that is named."""
        if held_by:
            return [t for t in towns if held_by != t.id and held_by in self.chain(t.id)]
        return [t for t in towns if self._is_spoken_of(t, by_sound=by_sound)]

    def _is_spoken_of(self, town: Town, *, by_sound: bool) -> bool:
        """Tell whether the article speaks of where a town lies: its region, what is near, its country."""
        country = self._country(town.id)
        if country == town.id or not self._named[country]:
            return False
        if self._named_inside(town) or self._to_next(town) <= FAR_KM or town.population >= KNOWN_WORLDWIDE:
            return True
        if country in self._countries_with_anchors and self._place(town).latitude is not None:
            return False
        return self._named[country] * (1 if by_sound else OFTEN) >= self._most_named

    def _preferred(self, name: str, towns: Sequence[Town]) -> Sequence[Town]:
        """Leave those that the words speak for most; several where nothing decides."""
        is_area = AREA.search(name) is not None
        if is_area:
            towns = [t for t in towns if t.geoname is None] or towns
        else:
            holding = {step for t in towns for step in self.chain(t.within)}
            towns = [t for t in towns if t.id not in holding and not t.is_district] or towns
        towns = self._of_country(towns)
        inner = [t for t in towns if self._named_inside(t)]
        towns = inner or towns
        return self._of_name(name, self._near(towns)) if len(towns) > 1 else towns

    def _of_country(self, towns: Sequence[Town]) -> Sequence[Town]:
        """Those of the country that is named most, where it is named far more often than others."""
        by_country: dict[str, list[Town]] = {}
        for town in towns:
            by_country.setdefault(self._country(town.id), []).append(town)
        ranked = sorted(by_country, key=lambda c: (-self._named[c], c))
        if len(ranked) > 1 and self._named[ranked[0]] < OFTEN * self._named[ranked[1]]:
            return towns
        return by_country[ranked[0]]

    def _near(self, towns: Sequence[Town]) -> Sequence[Town]:
        """The one that lies near a place that is named, where all others lie far from all."""
        apart = sorted((self._to_next(t), i) for i, t in enumerate(towns))
        if apart[0][0] <= NEAR_KM and apart[1][0] >= FAR_KM:
            return [towns[apart[0][1]]]
        return towns

    def _of_name(self, name: str, towns: Sequence[Town]) -> Sequence[Town]:
        """The one that is far larger than the next, or the only one that bears the name as its own."""
        if len(towns) == 1:
            return towns
        first, second = towns[0], towns[1]
        if first.population and first.population >= LARGER * second.population:
            return [first]
        own = [t for t in towns if place_key(t.name) == place_key(name)]
        return own if len(own) == 1 and own[0].population >= second.population else towns

    def region(self, name: str) -> Place | None:
        """A large region that the curated list lacks, where no town of the name is of its size."""
        large = self._large_region(self._found(place_key(name)))
        return self._place(large) if large else None

    def _large_region(self, towns: Sequence[Town]) -> Town | None:
        """The region among places of a name, the largest first, that no other is nearly as large as."""
        if not towns or towns[0].geoname is not None or towns[0].population < LARGE_REGION:
            return None
        rivals = [t for t in towns[1:2] if LARGER * t.population > towns[0].population]
        return None if rivals else towns[0]

    def country(self, place: Place) -> Place | None:
        """The outermost place that holds one."""
        return self.record(self._country(place.id))

    def is_spoken_of(self, place: Place) -> bool:
        """Tell whether an article speaks of a place's country, of others at most OFTEN times as much."""
        return self._named_in(place.id) * OFTEN >= self._most_named

    def is_large(self, place: Place) -> bool:
        """Tell whether a place is one that is known beyond its country."""
        town = self._known.towns.known(place.id) if self._known.towns else None
        return town is not None and town.population >= KNOWN_WORLDWIDE

    def _named_inside(self, town: Town) -> bool:
        """Tell whether something smaller than its country that holds it is named."""
        steps = list(self.chain(town.within))
        return any(self._named[step] for step in steps[:-1])

    def _to_next(self, town: Town) -> float:
        place = self._place(town)
        found = (distance_km(place, anchor) for anchor in self._anchors)
        return min((km for km in found if km is not None), default=float("inf"))

    def _known_worldwide(self, name: str) -> Place | None:
        """A large town that has no rival of its name, where no country is named."""
        if self._named:
            return None
        found = self._found(place_key(name))
        large = [t for t in found[:1] if t.population >= KNOWN_WORLDWIDE and t.geoname]
        rivals = [t for t in found[1:2] if large and LARGER * t.population > large[0].population]
        return self._place(large[0]) if large and not rivals else None

    def _place(self, town: Town) -> Place:
        return self._known.place_by_id.get(town.id) or town.place

    def _all_in(self, towns: Sequence[Town]) -> str | None:
        """The innermost place that holds all of them."""
        chains = [list(self.chain(t.within)) for t in towns]
        return next((step for step in chains[0] if all(step in c for c in chains)), None)

    def _country(self, identity: str) -> str:
        return list(self.chain(identity))[-1]

    def _named_in(self, identity: str) -> int:
        return self._named[self._country(identity)]

    @cached_property
    def _seen(self) -> Counter[str]:
        """The places known without context that the article names, nations standing for their countries."""
        seen, looked_up = Counter[str](), 0
        names = Counter((e.label, e.span.of(self._reading.text)) for e in self._reading.all_entities)
        for (label, written), count in names.items():
            if label not in {"location", "name", "nationality"}:
                continue
            name = plain(written)
            place = self._known.place_alone(name) or self._known.state_place(name)
            if place is None and label == "location" and looked_up < MOST:
                place, looked_up = self.region(name), looked_up + 1
            if place:
                seen[place.id] += count
        return seen

    @cached_property
    def _named(self) -> Counter[str]:
        """How often the article names each place, or one within it."""
        named: Counter[str] = Counter()
        for identity, count in self._seen.items():
            for step in self.chain(identity):
                named[step] += count
        return named

    @cached_property
    def _most_named(self) -> int:
        """How often the country is named that is named most."""
        return max((self._named_in(one) for one in self._seen), default=0)

    @cached_property
    def _countries_with_anchors(self) -> frozenset[str]:
        return frozenset(self._country(anchor.id) for anchor in self._anchors)

    @cached_property
    def _anchors(self) -> list[Place]:
        """The places smaller than a country that are named most."""
        found = (self.record(identity) for identity, _ in self._seen.most_common())
        return [place for place in found if place and place.within and place.latitude is not None][:ANCHORS]


def _keys(name: str) -> Iterator[str]:
    """What a name is looked up by: as it is written, and as it sounds."""
    yield place_key(name)
    bare = AREA.sub("", name).strip()
    if bare != name:
        yield place_key(bare)
    if len(sound := sound_key(bare)) >= SHORTEST_SOUND:
        yield SOUNDING + sound
