"""The places of one article."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.extract.lookup import Lookup, folded, plain
from kg.model import Entity, Place, Span, digest, slug

PLACED = re.compile(
    r"(?:\b(?:town|city|village|district|province|governorate|neighbou?rhood|area|suburb|region|outskirts|locality|camp|port|island)s?"
    r" of|\b(?:in|near|outside|around))\s+(?:the\s+)?$"
)
KIND_AFTER = re.compile(
    r"^\s+(?:province|city|governorate|district|town|village|neighbou?rhood|region|airport|airbase|area|suburb|countryside|camp)\b"
)


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
            if entity.label not in {"name", "location", "organization"} or not self._stands_as_place(
                entity.span
            ):
                return None
            place = Place(f"place/{slug(name)}-{digest(folded(name), length=8)}", name)
        self._places[place.id] = place
        self._forms[place.id].add(name)
        self._mentions[place.id].add(entity.span)
        return place.id

    def _stands_as_place(self, span: Span) -> bool:
        before, after = self._text[max(0, span.start - 32) : span.start], self._text[span.end : span.end + 24]
        return bool(PLACED.search(before) or KIND_AFTER.match(after))

    def is_country(self, place: str) -> bool:
        """Tell whether the gazetteer holds it as an outermost place."""
        known = self._known.place_by_id.get(place)
        return known is not None and known.within is None

    def name(self, place: str) -> str:
        """Its preferred name."""
        return self._places[place].name

    def related(self, one: str, other: str) -> bool:
        """Tell whether one is the other or lies within it."""
        return other in self._up(one) or one in self._up(other)

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
