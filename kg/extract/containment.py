"""What an article says of where a place lies: "the village of X in northern Y", "Y's X district"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.lookup import plain
from kg.extract.reading import Reading
from kg.model import Entity, Span

REACH = 80
"""Code points between a place and the one that is said to hold it."""
_QUARTERS = "neighbou?rhood|quarter|district|suburb|area|camp|street|square|market|hospital"
_KINDS = rf"(?:city|town|village|hamlet|sub-?district|countryside|region|locality|{_QUARTERS})s?"
_SIDES = (
    r"(?:(?:the|rural|far"
    r"|(?:north|south|east|west|central)(?:ern)?(?:[- ]?(?:north|south|east|west)(?:ern)?)?"
    r"|(?:north|south|east|west|countryside|province|governorate|region|state|district|city|town|outskirts"
    r"|suburbs?|part|side|cent(?:er|re)) of),? )*"
)
HELD_BEFORE = re.compile(
    rf"(?: (?P<kind>{_KINDS}))?"
    rf"(?:(?:(?:,| \(|,? which is) (?:an? |the )?|,? (?:an?|the) )(?:[a-z-]+ ){{0,3}}?(?P<apposed>{_KINDS}))?"
    rf"(?:,? (?:located |situated |lying )?(?:in|inside|within)|(?P<of> of)) (?i:{_SIDES})"
)
"""Between a place and what holds it: "X, a village in northern ", "X neighbourhood of "."""
HELD_BEHIND_COMMA = re.compile(rf"(?: {_KINDS})?(?P<comma>,)? ")
"""Between a place and the region or state behind it; texts have often lost the comma."""
CALLED = re.compile(
    r"\b(?:city|town|village|hamlet|sub-?district|neighbou?rhood|district|suburb|area) of (?:the )?$"
)
"""Before a name that is called a place, so that what follows it without a comma may hold it."""
NEAR = re.compile(
    rf"(?: {_KINDS})?,? (?:(?:[a-z0-9]+ ){{0,3}}(?:(?:north|south|east|west)[- ]?){{1,3}} of"
    r"|just outside|near|close to|on the outskirts of) (?:the )?(?:[a-z-]+ ){0,3}?"
)
"""Between a place and one that lies near it."""
COMPASS = re.compile(r"(?:the )?(?:rural|(?:north|south|east|west|central)+(?:ern)?)", re.IGNORECASE)
HOLDS = re.compile(
    rf"(?: (?:province|governorate|region|state|city))?(?:['’]s (?:[a-z-]+ ){{0,2}}?| )(?P<kind>{_KINDS})"
    r" of (?:the )?"
)
"""Between what holds a place and that: "Y province's besieged town of "."""
LIST = re.compile(r"(?:,|,? and)? ")
LISTED = 5
"""Places of a list that are passed over on the way to what holds them all."""
OWNS = re.compile(r"['’]s (?:[a-z-]+ ){0,2}")
IS_QUARTER = re.compile(rf"(?:{_QUARTERS})s?", re.IGNORECASE)
ENDS_AS = re.compile(rf" (?P<kind>{_KINDS})$", re.IGNORECASE)
BEGINS_AS = re.compile(rf" (?P<kind>{_KINDS})\b", re.IGNORECASE)
PLACED: frozenset[str] = frozenset({"location", "name", "nationality"})


@dataclass(frozen=True, slots=True)
class Held:
    """A place that is said to hold another, and whether that is a part of a town."""

    by: str
    quarter: bool = False
    comma: bool = False
    """It is only named behind it: "X, Y"."""
    near: bool = False
    """It is said to be near, so that both lie in one country."""


class Containment:
    """Finds the place that the words around a name say it lies in."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self._text = reading, reading.text

    def of(self, entity: Entity) -> list[Held]:
        """The names that may hold it, the surest first; the caller knows which of them are places."""
        before = self._before(entity)
        return [*self._behind(entity), *([before] if before else [])]

    def _behind(self, entity: Entity) -> Iterator[Held]:
        """What is said to hold it, or a list that it opens: "X and Y in Z"."""
        start = self._bare(entity.span).end
        for number, other in enumerate(self._following(entity.span.end)):
            gap, name = self._text[start : other.span.start], plain(other.span.of(self._text))
            found = HELD_BEFORE.fullmatch(gap)
            kind = found and (found["kind"] or found["apposed"])
            if found and (kind or not found["of"]):
                yield Held(name, quarter=_is_quarter(kind) and found["of"] is not None)
                return
            if number == 0 and NEAR.fullmatch(gap):
                yield Held(name, near=True)
                return
            behind = HELD_BEHIND_COMMA.fullmatch(gap)
            called = CALLED.search(self._text[max(0, entity.span.start - 24) : entity.span.start])
            if number == 0 and behind and (behind["comma"] or called):
                yield Held(name, comma=True)
            if not LIST.fullmatch(gap):
                return
            start = other.span.end

    def _following(self, offset: int) -> list[Entity]:
        """The next names that may be places."""
        near = self._reading.entities(Span(offset, offset + REACH))
        return [
            one for one in near if one.label in PLACED and not COMPASS.fullmatch(one.span.of(self._text))
        ][:LISTED]

    def _before(self, entity: Entity) -> Held | None:
        near = self._reading.entities(Span(max(0, entity.span.start - REACH), entity.span.start))
        for other in near[-1:]:
            if other.label not in PLACED:
                return None
            gap, name = self._text[other.span.end : entity.span.start], plain(other.span.of(self._text))
            if found := HOLDS.fullmatch(gap):
                return Held(name, quarter=_is_quarter(found["kind"]))
            behind = self._text[self._bare(entity.span).end :][:24]
            if OWNS.fullmatch(gap) and (kind := BEGINS_AS.match(behind)):
                return Held(name, quarter=_is_quarter(kind["kind"]))
        return None

    def _bare(self, span: Span) -> Span:
        """Leave out the word at the end of a name that tells what kind of place it is."""
        found = ENDS_AS.search(span.of(self._text))
        return Span(span.start, span.start + found.start()) if found else span


def _is_quarter(kind: str | None) -> bool:
    return kind is not None and IS_QUARTER.fullmatch(kind) is not None
