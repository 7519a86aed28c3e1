"""The places of one article."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.extract.lookup import Lookup, folded, plain
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
PEOPLE = re.compile(r"(?:ite|ish|ese|ian|can)s?$")
"""How words for peoples end: "an Alawite village" is no village called so."""


KIND = re.compile(
    r"^(?:(?:town|city|village|district|province|governorate|region|camp)s? of )"
    r"|(?<=\w) (?:province|governorate|district|city|town|village|region)$",
    re.IGNORECASE,
)
"""What calls a place what it is: the text names Kesh where it says "the province of Kesh"."""
PLACE_LABELS = frozenset({"name", "location", "person"})


def is_called_place(text: str, span: Span) -> bool:
    """Tell whether the words around a name call it a town, a district and the like."""
    before, after = text[max(0, span.start - 32) : span.start], text[span.end : span.end + 24]
    is_kind = KIND_AFTER.match(after) and not PEOPLE.search(span.of(text))
    return bool(NAMED_AS_PLACE.search(before) or is_kind)


class Atlas:
    """Resolves location mentions to places and remembers the words each was seen under."""

    def __init__(self, text: str, known: Lookup) -> None:
        self._text, self._known = text, known
        self._places: dict[str, Place] = {}
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._mentions: dict[str, set[Span]] = defaultdict(set)

    def resolve(self, entity: Entity) -> str | None:
        """Return the id of the place an entity names, or None."""
        name = plain(entity.span.of(self._text))
        place = self._known.place(name)
        if place is None:
            if entity.label not in PLACE_LABELS or not self._is_place(entity):
                return None
            place = Place(f"place/{slug(name)}-{digest(folded(name), length=8)}", name)
        self._places[place.id] = place
        self._forms[place.id].update({name, KIND.sub("", name)})
        self._mentions[place.id].add(entity.span)
        return place.id

    def _is_place(self, entity: Entity) -> bool:
        """Tell whether the annotator or the words around it make an unknown name a place."""
        before = self._text[max(0, entity.span.start - 32) : entity.span.start]
        called = is_called_place(self._text, entity.span) or PLACED.search(before) is not None
        return called or entity.label == "location"

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

    def _up(self, place: str | None) -> list[str]:
        chain: list[str] = []
        while place:
            chain.append(place)
            record = self._known.place_by_id.get(place)
            place = record.within if record else None
        return chain

    def places(self) -> tuple[Place, ...]:
        """All places seen, with those they lie within."""
        wanted = {step for seen in self._places for step in self._up(seen)}
        return tuple(self._record(one) for one in sorted(wanted))

    def _record(self, identity: str) -> Place:
        base = self._places.get(identity) or self._known.place_by_id[identity]
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
