"""Find gazetteer entries by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Actor, Gazetteer, Place
from kg.spelling import ARABIC_ARTICLE, POSSESSIVE

LEADING = re.compile(r"^(?:the|a|an|its|their|his|her|our)\s+", re.IGNORECASE)


def plain(name: str) -> str:
    """A name without article and possessive ending, on one line."""
    return POSSESSIVE.sub("", LEADING.sub("", " ".join(name.split()).replace(" -", "-"))).strip(
        " ,.:;\"“”'’()[]"
    )


def folded(name: str) -> str:
    """A name as compared: without article, case, full stops and typographic variants."""
    return plain(name).replace(".", "").replace("’", "'").replace("-", " ").casefold()


@dataclass(frozen=True, slots=True)
class Lookup:
    """Actors and places by name; short names such as IS and US are compared with their case."""

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    persons: Mapping[str, Actor]
    by_id: Mapping[str, Actor]
    place_by_id: Mapping[str, Place]

    def actor(self, name: str) -> Actor | None:
        """Find the actor that bears the name."""
        return self.actors.get(_key(plain(name))) or self.actors.get(folded(name))

    def person(self, name: str) -> Actor | None:
        """Find the person of the name, whatever its Arabic articles and a damaged possessive."""
        for spelling in (name, name.removesuffix("s")):
            if actor := self.persons.get(bare(spelling)):
                return actor
        return None

    def is_state(self, identity: str) -> bool:
        """Tell whether an id is that of a known state."""
        return identity in self.by_id and self.by_id[identity].kind == "state"

    def place(self, name: str) -> Place | None:
        """Find the place that bears the name."""
        return self.places.get(folded(name))

    def country(self, place: Place) -> Place:
        """Follow `within` to the outermost place."""
        while place.within and place.within in self.place_by_id:
            place = self.place_by_id[place.within]
        return place


def bare(name: str) -> str:
    """A person's name without Arabic articles: "Bashar al-Assad" and "Bashar Assad" are one."""
    return folded(ARABIC_ARTICLE.sub("", plain(name))).replace(" al ", " ")


def _key(name: str) -> str:
    """Short capitals keep their case: "US" is not "us"."""
    return name.replace(".", "") if name.isupper() or len(name) <= 4 else folded(name)


@lru_cache(maxsize=4)
def lookup(gazetteer: Gazetteer) -> Lookup:
    """Index a gazetteer by name; of two that share a name the first keeps it."""
    actors: dict[str, Actor] = {}
    places: dict[str, Place] = {}
    for actor in gazetteer.actors:
        for name in (actor.name, *actor.names, *actor.hidden):
            actors.setdefault(_key(plain(name)), actor)
    for place in gazetteer.places:
        for name in (place.name, *place.names):
            places.setdefault(folded(name), place)
    persons = {
        bare(n): a for a in reversed(gazetteer.actors) if a.kind == "person" for n in (a.name, *a.names)
    }
    return Lookup(
        actors, places, persons, {a.id: a for a in gazetteer.actors}, {p.id: p for p in gazetteer.places}
    )
