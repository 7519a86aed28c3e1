"""Find gazetteer entries by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import Actor, Gazetteer, Place, Tenure
from kg.names import servant
from kg.spelling import ARABIC_ARTICLE, POSSESSIVE
from kg.towns import Towns, towns

LEADING = re.compile(r"^(?:the|a|an|its|their|his|her|our)\s+", re.IGNORECASE)

BODY_ARTICLE = re.compile(r"(?:the|al)[ -]?(?=\w{4})")
NO_GAPS = str.maketrans("", "", " -.’'")
UNCLOSED = re.compile(r"(?<=\w) \([^)]*$")
"""A bracket behind a name that its mention breaks off in: "Kesh War Office (KWO"."""
LOST_INSIDE = re.compile(r"(?<=\w{3}[^s\W])s(?= [A-Z])")
LOST_AT_END = re.compile(r"(?<=\w{3}[^s\W])s$")
REMEMBERED = 20_000
"""Names whose plain form is remembered, for news repeats itself: a few megabytes."""


@lru_cache(REMEMBERED)
def plain(name: str) -> str:
    """A name without article and possessive ending, on one line."""
    whole = UNCLOSED.sub("", " ".join(name.split()).replace(" -", "-"))
    return POSSESSIVE.sub("", LEADING.sub("", whole)).strip(" ,.:;\"“”'’()[]")


def undamaged(name: str) -> Iterator[str]:
    """What a name may have been before it lost an apostrophe: "Russias navy" gives "Russia's navy"."""
    inside, ending = LOST_INSIDE.sub("'s", name, count=1), LOST_AT_END.sub("", name)
    yield from (one for one in (inside, ending) if one != name)


@lru_cache(REMEMBERED)
def folded(name: str) -> str:
    """A name as compared: without article, case, full stops and typographic variants."""
    return plain(name).replace(".", "").replace("’", "'").replace("-", " ").casefold()


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """Actors and places by name; short names such as IS and US are compared with their case."""

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    persons: Mapping[str, Actor]
    by_id: Mapping[str, Actor]
    place_by_id: Mapping[str, Place]
    towns: Towns | None = None
    """Places beyond those of the list."""
    tenures: Mapping[str, Sequence[Tenure]] = field(default_factory=dict)
    """By the names of the offices."""

    def actor(self, name: str) -> Actor | None:
        """Find the actor that bears the name."""
        return self.actors.get(_key(plain(name))) or self.actors.get(folded(name))

    def publisher(self, name: str) -> Actor | None:
        """Find the body that signs with the name, be it written as in an address: "keshcourier"."""
        return self.actor(name) or _squeezed(self).get(_bare_letters(name))

    def person(self, name: str) -> Actor | None:
        """Find the person of the name, whatever its Arabic articles and a damaged possessive."""
        for spelling in (name, name.removesuffix("s")):
            if actor := self.persons.get(bare(spelling)):
                return actor
        return None

    def holder(self, office: str, day: str) -> Actor | None:
        """Find the person who held an office on a day, by a name of the office."""
        holding = (
            one for one in self.tenures.get(folded(office), ()) if one.not_before <= day <= one.not_after
        )
        held = {one.holder for one in holding}
        return self.by_id.get(held.pop()) if len(held) == 1 else None

    def is_state(self, identity: str) -> bool:
        """Tell whether an id is that of a known state."""
        return identity in self.by_id and self.by_id[identity].kind == "state"

    def place(self, name: str) -> Place | None:
        """Find the place that bears the name."""
        return self.places.get(folded(name))

    def place_alone(self, name: str) -> Place | None:
        """Find the place that bears the name, unless a body bears it too, as an agency may."""
        actor = self.actor(name)
        return self.place(name) if actor is None or actor.kind == "state" else None

    def state_place(self, name: str) -> Place | None:
        """Find the country of a state, by its own name or that of its people."""
        actor = self.actor(name)
        is_state = actor is not None and actor.kind == "state"
        return self.place_by_id.get(actor.id.replace("actor/", "place/", 1)) if actor and is_state else None

    def country(self, place: Place) -> Place:
        """Follow `within` to the outermost place."""
        while place.within and place.within in self.place_by_id:
            place = self.place_by_id[place.within]
        return place


def bare(name: str) -> str:
    """A person's name without Arabic articles: "Bashar al-Assad" and "Bashar Assad" are one."""
    return servant(folded(ARABIC_ARTICLE.sub("", plain(name)))).replace(" al ", " ")


def _key(name: str) -> str:
    """Short capitals keep their case: "US" is not "us"."""
    return name.replace(".", "") if name.isupper() or len(name) <= 4 else folded(name)


def _bare_letters(name: str) -> str:
    """A body's name in small letters without spaces, hyphens and article."""
    return BODY_ARTICLE.sub("", name.casefold()).translate(NO_GAPS)


@lru_cache(maxsize=4)
def _squeezed(known: Lookup) -> Mapping[str, Actor]:
    """Bodies that act for no state, as media and agencies do, by the bare letters of their names."""
    found: dict[str, Actor] = {}
    for actor in known.by_id.values():
        if actor.kind == "organization" and not any(map(known.is_state, actor.acts_for)):
            for name in (actor.name, *actor.names):
                found.setdefault(_bare_letters(name), actor)
    return found


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
        actors,
        places,
        persons,
        {a.id: a for a in gazetteer.actors},
        {p.id: p for p in gazetteer.places},
        towns(gazetteer.towns) if gazetteer.towns else None,
        _tenures(gazetteer),
    )


def _tenures(gazetteer: Gazetteer) -> Mapping[str, Sequence[Tenure]]:
    """Who held an office, by each of its names."""
    held: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in gazetteer.tenures:
        held[tenure.office].append(tenure)
    return {folded(n): held[one.id] for one in gazetteer.offices for n in (one.name, *one.names)}
