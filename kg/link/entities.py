"""One actor, place or event out of what several articles say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from kg.model import Actor, Event, Facts, Place, digest

DAY = len("2016-05-12")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Identified)
_Value = TypeVar("_Value", bound=Hashable)


def same_events(facts: Iterable[Facts]) -> dict[str, str]:
    """Map events to an id made of type, day and places, where all are known and the id is another."""
    same: dict[str, str] = {}
    for event in (event for one in facts for event in one.events):
        if event.type != "other" and event.places and event.date and len(event.date) == DAY:
            resolved = f"event/{digest('same', event.type, event.date, *sorted(event.places))}"
            if resolved != event.id:
                same[event.id] = resolved
    return dict(sorted(same.items()))


def merged_actors(facts: Iterable[Facts]) -> tuple[Actor, ...]:
    """Unite the actors of one id, sorted by id."""
    groups = _grouped((actor for one in facts for actor in one.actors), {})
    return tuple(_actor(key, group) for key, group in groups)


def merged_places(facts: Iterable[Facts]) -> tuple[Place, ...]:
    """Unite the places of one id, sorted by id."""
    groups = _grouped((place for one in facts for place in one.places), {})
    return tuple(_place(key, group) for key, group in groups)


def merged_events(facts: Iterable[Facts], same: Mapping[str, str]) -> tuple[Event, ...]:
    """Unite the events resolved to one id, sorted by id."""
    groups = _grouped((event for one in facts for event in one.events), same)
    return tuple(_event(key, group) for key, group in groups)


def _grouped(things: Iterable[_Thing], same: Mapping[str, str]) -> list[tuple[str, list[_Thing]]]:
    groups: defaultdict[str, list[_Thing]] = defaultdict(list)
    for thing in things:
        groups[same.get(thing.id, thing.id)].append(thing)
    return sorted(groups.items())


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
    return Event(
        id=key,
        type=_commonest([event.type for event in group]),
        label=_preferred(event.label for event in group),
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
