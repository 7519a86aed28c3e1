"""One actor, place or event out of what several articles say of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from kg.link.circles import opened
from kg.model import Actor, Event, Facts, Linked, Place

DAY = len("2016-05-12")

UNLISTED = re.compile(r"-[0-9a-f]{8,12}$")
"""How ids of what no gazetteer holds end."""

_Thing = TypeVar("_Thing", Actor, Place, Event)
_Value = TypeVar("_Value", bound=Hashable)
_Groups: TypeAlias = defaultdict[str, Counter[_Thing]]
"""Id → what articles say of the thing, without where, and how many say so."""


class Entities:
    """The actors, places and events of many articles; what articles say alike is kept once."""

    def __init__(self) -> None:
        self._actors: _Groups[Actor] = defaultdict(Counter)
        self._places: _Groups[Place] = defaultdict(Counter)
        self._events: _Groups[Event] = defaultdict(Counter)

    def add(self, facts: Facts) -> None:
        """Take in those of one article."""
        _gather(self._actors, facts.actors)
        _gather(self._places, facts.places)
        _gather(self._events, facts.events)

    def actors(self) -> dict[str, Actor]:
        """Unite what articles say of each id, sorted by id."""
        return _united_by_id(self._actors, _actor)

    def places(self) -> dict[str, Place]:
        """Unite what articles say of each id, sorted by id."""
        return _united_by_id(self._places, _place)

    def resolved(self, same: Mapping[str, str]) -> Linked:
        """Unite those that are one, sorted by id; `same` gives the id that stands for another."""
        actors, places = _merged(self._actors, _actor, same), _merged(self._places, _place, same)
        sides = opened({one.id: one.acts_for for one in actors}, set(same.values()))
        holders = opened({one.id: (one.within,) if one.within else () for one in places}, set(same.values()))
        return Linked(
            actors=tuple(replace(one, acts_for=sides[one.id]) for one in actors),
            places=tuple(replace(one, within=next(iter(holders[one.id]), None)) for one in places),
            events=_merged(self._events, _event, same),
            same=dict(sorted(same.items())),
            labels={key: label for key in sorted(same) for label in self._labels(key)},
        )

    def _labels(self, key: str) -> Iterator[str]:
        groups: tuple[_Groups[Any], ...] = (self._actors, self._places, self._events)
        for group in groups:
            if key in group:
                yield min(thing.label if isinstance(thing, Event) else thing.name for thing in group[key])


def _gather(groups: _Groups[_Thing], things: Iterable[_Thing]) -> None:
    for thing in things:
        groups[thing.id][replace(thing, mentions=())] += 1


def _united_by_id(
    groups: _Groups[_Thing], unite: Callable[[str, Sequence[_Thing]], _Thing]
) -> dict[str, _Thing]:
    return {key: unite(key, list(group.elements())) for key, group in sorted(groups.items())}


def _merged(
    groups: _Groups[_Thing], unite: Callable[[str, Sequence[_Thing]], _Thing], same: Mapping[str, str]
) -> tuple[_Thing, ...]:
    whole: dict[str, list[_Thing]] = defaultdict(list)
    for key, group in sorted(groups.items()):
        whole[same.get(key, key)] += group.elements()
    united = (unite(key, group) for key, group in sorted(whole.items()))
    return tuple(_renamed(one, same) for one in united)


def _renamed(thing: _Thing, same: Mapping[str, str]) -> _Thing:
    """Put the ids that stand for others where the thing names others."""

    def now(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({same.get(one, one) for one in ids} - {thing.id}))

    if isinstance(thing, Actor):
        return replace(thing, acts_for=now(thing.acts_for))
    if isinstance(thing, Place):
        return replace(thing, within=next(iter(now((thing.within,) if thing.within else ())), None))
    return replace(thing, places=now(thing.places), participants=now(thing.participants))


def standing(key: str) -> tuple[bool, int, str]:
    """Rank the ids of one actor or place for the one that stands for all: listed ones, then long names."""
    return UNLISTED.search(key) is not None, -len(key), key


def _actor(key: str, group: Sequence[Actor]) -> Actor:
    name = _preferred(actor.name for actor in group)
    kinds = [actor.kind for actor in group if actor.kind != "actor"]
    return Actor(
        id=key,
        name=name,
        kind=_commonest(kinds) if kinds else "actor",
        names=_other_names(name, group),
        acts_for=_united(actor.acts_for for actor in group),
        same_as=_united(actor.same_as for actor in group),
    )


def _place(key: str, group: Sequence[Place]) -> Place:
    name = _preferred(place.name for place in group)
    points = [(p.latitude, p.longitude) for p in group if p.latitude is not None and p.longitude is not None]
    latitude, longitude = _commonest(points) if points else (None, None)
    within = [place.within for place in group if place.within is not None]
    return Place(
        id=key,
        name=name,
        names=_other_names(name, group),
        latitude=latitude,
        longitude=longitude,
        within=_commonest(within) if within else None,
        same_as=_united(place.same_as for place in group),
    )


def _event(key: str, group: Sequence[Event]) -> Event:
    dates = [event.date for event in group if event.date]
    date = min(dates, key=lambda one: (-len(one), one)) if dates else None
    exact = date is not None and len(date) == DAY
    label = _preferred(event.label for event in group)
    return Event(
        id=key,
        type=_commonest([event.type for event in group]),
        label=label,
        names=tuple(sorted({name for event in group for name in (event.label, *event.names)} - {label})),
        date=date,
        not_before=None if exact else min((e.not_before for e in group if e.not_before), default=None),
        not_after=None if exact else max((e.not_after for e in group if e.not_after), default=None),
        places=_united(event.places for event in group),
        participants=_united(event.participants for event in group),
    )


def _preferred(names: Iterable[str]) -> str:
    """Choose the name most often used, of these the longest, of these the first by alphabet."""
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _commonest(values: Sequence[_Value]) -> _Value:
    """Choose the value most often given; of equals the first by its written form."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], str(value)))


def _other_names(name: str, group: Sequence[Actor] | Sequence[Place]) -> tuple[str, ...]:
    return tuple(sorted({other for one in group for other in (one.name, *one.names)} - {name}))


def _united(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({item for part in parts for item in part}))
