"""The places of one article."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from kg.extract.containment import Containment, Held
from kg.extract.lookup import Lookup, folded, plain
from kg.extract.reading import Reading
from kg.extract.whereabouts import Whereabouts
from kg.model import Entity, Place, Span, digest, slug

PLACED = re.compile(
    r"\b(?:in|near|outside|around|off"
    r"|(?:port|island|siege|shelling|bombing|bombardment|fall|recapture|market|streets|outskirts|suburbs|slopes|middle"
    r"|cent(?:er|re)|north|south|east|west|airport|harbou?r|residents|people|coast|shores?|battle) of"
    r"|(?:hospital|clinic|school|camp|post|base|checkpoint|prison|jail|bridge|station|pit|mine) (?:at|in)"
    r")\s+(?:the\s+)?$"
)
NAMED_AS_PLACE = re.compile(
    r"\b(?:town|city|village|district|province|governorate|neighbou?rhood|area|suburb|region|outskirts|locality|camp)s?"
    r" of\s+(?:the\s+)?$"
)
KIND_AFTER = re.compile(
    r"^\s+(?:province|city|governorate|district|town|village|neighbou?rhood|region|airport|airbase|area|suburb|countryside|camp)\b"
)
ATTRIBUTIVE = re.compile(
    r"\s+(?!(?:in|on|and|or|as|at|by|when|where|after|before|with|since|to|from|is|was)\b)[a-z]"
)
PEOPLE = re.compile(r"(?:ite|ish|ese|ian|can)s?$")
"""How words for peoples end: "an Alawite village" is no village called so."""


KIND = re.compile(
    r"^(?:(?:town|city|village|district|province|governorate|region|camp)s? of )"
    r"|(?<=\w) (?:province|governorate|district|city|town|village|region)$",
    re.IGNORECASE,
)
"""What calls a place what it is: the text names Kesh where it says "the province of Kesh"."""
NO_NAME = re.compile(
    r"(?:(?:(?:north|south|east|west)(?:[- ]?(?:north|south|east|west))?(?:ern)?|central|upper|lower|old"
    r"|rural|liberated|the|al|el|areas?|province|state|city|town|region|district|countryside)\b[- ]?)+",
    re.IGNORECASE,
)
"""Words that are part of names and none themselves: "in Northern [Aleppo]"."""
BODY = re.compile(
    r"\b(?:regime|government|authorit(?:y|ies)|forces|army|troops|military|administration|officials|ministry|war)\b",
    re.IGNORECASE,
)
"""What a body has in its name, and no place."""
PLACE_LABELS = frozenset({"name", "location", "person"})
TOLD_OF = 20
"""Mentions of a place, the first ones, that are asked where it lies."""


def is_called_place(text: str, span: Span) -> bool:
    """Tell whether the words around a name call it a town, a district and the like."""
    before, after = text[max(0, span.start - 32) : span.start], text[span.end : span.end + 24]
    is_kind = KIND_AFTER.match(after) and not PEOPLE.search(span.of(text))
    return bool(NAMED_AS_PLACE.search(before) or is_kind)


class Atlas:
    """Resolves location mentions to places and remembers the words each was seen under."""

    def __init__(self, reading: Reading, known: Lookup) -> None:
        self._reading, self._text, self._known = reading, reading.text, known
        self._whereabouts, self._containment = Whereabouts(reading, known), Containment(reading)
        self._places: dict[str, Place] = {}
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._mentions: dict[str, set[Span]] = defaultdict(set)
        self._by_name: dict[str, Place] = {}

    def resolve(self, entity: Entity) -> str | None:
        """Return the id of the place an entity names, or None."""
        name = plain(entity.span.of(self._text))
        place = self._known.place(name)
        if place is None and not (entity.label in PLACE_LABELS and self._is_place(entity)):
            return None
        key = folded(name)
        if key not in self._by_name:
            self._by_name[key] = self._meant(name, place, attributive=self._is_attributive(entity))
        place = self._by_name[key]
        self._places.setdefault(place.id, place)
        self._forms[place.id].update({name, KIND.sub("", name)})
        self._mentions[place.id].add(entity.span)
        return place.id

    def _is_attributive(self, entity: Entity) -> bool:
        """Tell whether a name stands before a noun: "in the Arab country", "the Kesh shooting"."""
        before = self._text[max(0, entity.span.start - 4) : entity.span.start]
        after = self._text[entity.span.end : entity.span.end + 24]
        return (
            before.endswith("the ") and ATTRIBUTIVE.match(after) is not None and not KIND_AFTER.match(after)
        )

    def _meant(self, name: str, known: Place | None, *, attributive: bool) -> Place:
        """The place that an article means by a name throughout."""
        if known:
            return self._whereabouts.better(name, known) or known
        held_by = self._held_by(name)
        place, within = self._whereabouts.decide(name, held_by)
        if place and attributive and not self._whereabouts.is_large(place):
            place = None
        return place or _unlisted(name, within)

    def _held_by(self, name: str) -> str | None:
        """The place that the article says the one of the name lies in."""
        for entity in self._same_name.get(folded(name), ())[:TOLD_OF]:
            for held in self._containment.of(entity):
                if (place := self._holder(held)) and self._known.place(name) != place:
                    return place.id
        return None

    def _holder(self, held: Held) -> Place | None:
        """What holds a place: a town its quarters, but its villages the region that is named after it."""
        place = self._known.place(held.by) or self._known.state_place(held.by)
        place = place or self._whereabouts.region(held.by)
        if place and held.near:
            return self._whereabouts.country(place)
        region = self._known.place_by_id.get(place.within or "") if place else None
        if place is None or region is None:
            return place
        if region.name.startswith(f"{place.name} ") and not held.quarter and not held.comma:
            return region
        is_town = bool(place.same_as) or region.within is not None
        return None if held.comma and is_town else place

    @cached_property
    def _same_name(self) -> dict[str, list[Entity]]:
        """The entities of the article by name."""
        found: dict[str, list[Entity]] = {}
        for entity in self._reading.all_entities:
            found.setdefault(folded(entity.span.of(self._text)), []).append(entity)
        return found

    def _is_place(self, entity: Entity) -> bool:
        """Tell whether the annotator or the words around it make an unknown name a place."""
        before = self._text[max(0, entity.span.start - 32) : entity.span.start]
        name = plain(entity.span.of(self._text))
        if not name or NO_NAME.fullmatch(name) or BODY.search(name):
            return False
        if is_called_place(self._text, entity.span):
            return True
        if self._known.actor(name) or name.split()[-1] in self._persons:
            return False
        return PLACED.search(before) is not None or entity.label == "location"

    @cached_property
    def _persons(self) -> frozenset[str]:
        """The surnames of persons who are named both in full and by them alone."""
        names = {plain(e.span.of(self._text)) for e in self._reading.all_entities if e.label in PLACE_LABELS}
        full = (e.span.of(self._text) for e in self._reading.all_entities if e.label == "person")
        surnames = {name.split()[-1] for name in map(plain, full) if " " in name}
        return frozenset(surnames & names)

    def is_country(self, place: str) -> bool:
        """Tell whether the gazetteer holds it as an outermost place."""
        known = self._known.place_by_id.get(place)
        return known is not None and known.within is None

    def may_be_actor(self, entity: Entity) -> bool:
        """Tell whether the name also stands for an actor: "Moscow" may be Russia."""
        return self._known.actor(plain(entity.span.of(self._text))) is not None

    def name(self, place: str) -> str:
        """Its preferred name."""
        return self._places[place].name

    def related(self, one: str, other: str) -> bool:
        """Tell whether one is the other, lies within it or is named after it ("Deir ez-Zor Airport")."""
        names = sorted((self.name(one), self.name(other)), key=len)
        return other in self._up(one) or one in self._up(other) or names[1].startswith(f"{names[0]} ")

    def _up(self, place: str) -> list[str]:
        """A place and those that hold it, from the inside out."""
        own = self._places.get(place)
        return [place, *self._whereabouts.chain(own.within)] if own else list(self._whereabouts.chain(place))

    def places(self) -> tuple[Place, ...]:
        """All places seen, with those they lie within."""
        wanted = {step for seen in self._places for step in self._up(seen)}
        return tuple(self._record(one) for one in sorted(wanted))

    def _record(self, identity: str) -> Place:
        base = self._places.get(identity) or self._whereabouts.record(identity) or Place(identity, identity)
        return Place(
            id=base.id,
            name=base.name,
            names=tuple(sorted(self._forms[identity] - {base.name})),
            latitude=base.latitude,
            longitude=base.longitude,
            within=base.within,
            same_as=base.same_as,
            mentions=tuple(sorted(self._mentions[identity])),
        )


def _unlisted(name: str, within: str | None) -> Place:
    """A place that no list knows, or one of many: of one name and one region all articles mean the same."""
    parts = (folded(name), within) if within else (folded(name),)
    return Place(f"place/{slug(name)}-{digest(*parts, length=8)}", name, within=within)
