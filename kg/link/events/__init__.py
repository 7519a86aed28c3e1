"""Which events of different articles are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.link.entities import DAY
from kg.model import Event, Facts, Place, Sameness


class Accounts:
    """What articles tell of events, as far as it bears on which of them are one."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, Event]] = {}

    def add(self, facts: Facts) -> None:
        """Take in the events of one article."""
        published = facts.article.date.value if facts.article.date else "~"
        self.known |= {event.id: (published, event) for event in facts.events}

    def opinions(self, places: Mapping[str, Place], same: Mapping[str, str]) -> Iterator[Sameness]:
        """Yield which events are one; places by their ids, of which some stand for others."""
        del places
        keyed: dict[tuple[str, ...], list[str]] = {}
        for key, (_, event) in sorted(self.known.items()):
            if event.type != "other" and event.places and event.date and len(event.date) == DAY:
                where = sorted({same.get(place, place) for place in event.places})
                keyed.setdefault((event.type, event.date, *where), []).append(key)
        for group in keyed.values():
            for first, second in pairwise(group):
                yield Sameness(first, second, 0.8, "same type, day and place")

    def refuse(self, _one: Sequence[str], _other: Sequence[str]) -> bool:
        """Tell whether two groups of events must not become one."""
        return False

    def standing(self, key: str) -> tuple[str, str]:
        """Rank the ids of one event for the one that stands for all: that of the earliest article."""
        return self.known[key][0], key
