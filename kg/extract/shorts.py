"""Short forms of the bodies that an article names in full: "the Observatory", "the Council", "the KWO"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from kg.extract.heads import heads
from kg.extract.lookup import Lookup, folded, plain
from kg.model import Actor, Entity, Span
from kg.names import acronym, holds, initials

GIVEN = re.compile(r"\s*\((?:the\s|or\s|also\s)?[“\"‘']?(?P<short>[A-Z][\w.&-]{1,9})[”\"’']?\)")
"""An acronym in brackets behind the name that it stands for."""
LONGEST_GIVEN = len(" (also “Abcdefghij”)")
BEHIND_HEAD = re.compile(r"\s(?:for|of|on|in|against|to|de|and)\s.*")
"""What follows the head of a body's name: "for Peace" in "Kesh Observatory for Peace"."""
MOST_BODIES = 100
"""Names of bodies in one article that are remembered."""
MOST_NAMES = 12
"""Names of a known body that are looked at for short forms."""


class Shorts:
    """The bodies of an article by their short forms; of several the one named last is meant."""

    def __init__(self, text: str, entities: Iterable[Entity], known: Lookup) -> None:
        self._text, self._known = text, known
        self._mentions: dict[str, list[Entity]] = {}
        for entity in entities:
            name = plain(entity.span.of(text)) if entity.label == "organization" else ""
            if name in self._mentions or (name and len(self._mentions) < MOST_BODIES):
                self._mentions.setdefault(name, []).append(entity)

    def meant(self, name: str, at: Span) -> list[Entity]:
        """Mentions in full of the bodies that a short form may stand for, the likeliest first."""
        return self._nearest(self._by_short.get(folded(name), {}), at)

    def watching(self, at: Span) -> list[Entity]:
        """Mentions of the bodies that watch a war, as their names tell, the likeliest first."""
        return self._nearest(self._watchers, at)

    def _nearest(self, bodies: Mapping[str, Sequence[str]], at: Span) -> list[Entity]:
        """The last mention of each body before a place, nearest first; else the one body named behind."""
        every = [[self._mentions[name] for name in names] for names in bodies.values()]
        before = (
            [some[n - 1] for some in mentions if (n := bisect_left(some, at, key=_place)) > 0]
            for mentions in every
        )
        nearest = sorted((max(some, key=_place) for some in before if some), key=_place, reverse=True)
        return nearest or [mentions[0][0] for mentions in every if len(every) == 1]

    @cached_property
    def _by_short(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """Short form → the bodies it may stand for, each with the names it has in the text."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name, mentions in self._mentions.items():
            known = self._known.actor(name)
            forms = (form for full in _names(name, known) for form in _short_forms(full))
            for short in {folded(form) for form in (*forms, *self._given(name, mentions[0]))} - {
                folded(name)
            }:
                found[short][known.id if known else name].append(name)
        return found

    @cached_property
    def _watchers(self) -> Mapping[str, Sequence[str]]:
        """The bodies that watch, each with the names it has in the text."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._mentions:
            known = self._known.actor(name)
            words = {word for full in _names(name, known) for word in folded(full).split()}
            if len(words) > 1 and words & heads().watching:
                found[known.id if known else name].append(name)
        return found

    def _given(self, name: str, entity: Entity) -> Iterator[str]:
        """The acronym in brackets behind a name, where its letters stand in the name in their order."""
        brackets = GIVEN.search(self._text, entity.span.start, entity.span.end + LONGEST_GIVEN)
        short = acronym(brackets["short"]) if brackets else None
        if brackets and short and entity.span.end >= brackets.start() - 1 and holds(name, short):
            yield short


def _place(entity: Entity) -> Span:
    return entity.span


def _names(name: str, known: Actor | None) -> tuple[str, ...]:
    return (name, *(known.name, *known.names)[:MOST_NAMES]) if known else (name,)


def _short_forms(name: str) -> Iterator[str]:
    """What a name of several words may be shortened to: its head with less before it, first words, initials.

    >>> sorted(_short_forms("Kesh Observatory for Peace"))
    ['KOFP', 'KOP', 'Kesh Observatory', 'Observatory']
    >>> sorted(_short_forms("Dorn News Agency"))
    ['Agency', 'DNA', 'Dorn', 'News Agency']
    """
    main, kinds = BEHIND_HEAD.sub("", name).split(), heads().kinds
    if main and main[-1].lower() in kinds:
        yield from (" ".join(main[n:]) for n in range(1, len(main)))
        if len(main) < len(name.split()):
            yield " ".join(main)
        else:
            own = [n for n, word in enumerate(main, 1) if word.lower() not in kinds]
            yield from (" ".join(main[:n]) for n in own[-1:])
    yield from initials(name)
