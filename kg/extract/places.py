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
    r"|rural|liberated|the|al|el|areas?|province|state|city|town|region|district|countryside)\b[- ]?)+"
    r"|Arabic|English|French|German|Spanish|Russian|Turkish|Kurdish|Hebrew|Persian|Farsi|Islamic",
    re.IGNORECASE,
)
"""What is no name alone: "in Northern [Aleppo]", "signs in Arabic"."""
QUARTER_AFTER = re.compile(r"^\s+(?:neighbou?rhoods?|quarter|streets?|square)\b")
QUARTER_BEFORE = re.compile(r"\b(?:neighbou?rhood|quarter)s? of\s+(?:the\s+)?$")
SHEIKH = re.compile(r"\b(?:Sheikh?|Shaykh|Cheikh) $")
"""The first part of many names of villages, which readers take for a title."""
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
        name = self._name_at(entity)
        place = self._known.place(name)
        if place is None and not (entity.label in PLACE_LABELS and self._is_place(entity)):
            return None
        key = folded(name)
        if key not in self._by_name:
            self._by_name[key] = self._meant(name, place, entity)
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

    def _name_at(self, entity: Entity) -> str:
        """The name that stands at an entity, with "Sheikh" before it where the two are called a place."""
        span = entity.span
        if found := SHEIKH.search(self._text, max(0, span.start - 8), span.start):
            whole = Span(found.start(), span.end)
            if is_called_place(self._text, whole):
                span = whole
        return plain(span.of(self._text))

    def _is_quarter(self, entity: Entity) -> bool:
        """Tell whether the words around a name call it a part of a town."""
        before = self._text[max(0, entity.span.start - 32) : entity.span.start]
        after = self._text[entity.span.end : entity.span.end + 24]
        return bool(QUARTER_AFTER.match(after) or QUARTER_BEFORE.search(before))

    def _meant(self, name: str, known: Place | None, entity: Entity) -> Place:
        """The place that an article means by a name throughout."""
        if known:
            return self._whereabouts.better(name, known) or known
        held_by = self._held_by(name, entity)
        quarter = self._is_quarter(entity)
        place, within = self._whereabouts.decide(name, held_by, quarter=quarter)
        if place and self._is_attributive(entity) and not self._whereabouts.is_large(place):
            place = None
        if quarter and not (place or within):
            within = self._town_beside(entity)
        return place or _unlisted(name, within)

    def _town_beside(self, entity: Entity) -> str | None:
        """The only town that is named in the sentence of a quarter."""
        (sentence, *_) = self._reading.sentences_of(entity.span)
        beside = self._reading.entities(self._reading.sentences[sentence])
        names = (plain(one.span.of(self._text)) for one in beside if one.label == "location")
        found = map(self._known.place_alone, names)
        towns = {place.id for place in found if place and place.same_as and place.within}
        return towns.pop() if len(towns) == 1 else None

    def _held_by(self, name: str, entity: Entity) -> str | None:
        """The place that the article says the one of the name lies in."""
        for one in self._same_name.get(folded(name), [entity])[:TOLD_OF]:
            for held in self._containment.of(one):
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
        is_area = not place.same_as and region.within is None and self._whereabouts.is_spoken_of(place)
        return place if is_area or not held.comma else None

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
        if self._known.actor(name) or name.split()[-1] in self._persons or self._is_pair(name):
            return False
        return PLACED.search(before) is not None or entity.label == "location"

    def _is_pair(self, name: str) -> bool:
        """Tell whether two places or nations are joined: "near the Ardanian-Borlandic border"."""
        parts = name.split("-")
        return len(parts) > 1 and all(self._known.place(p) or self._known.actor(p) for p in parts)

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
