"""Which judgements can hold together: the earlier ones hold, and one that contradicts them is set aside.

"Same" reaches on: A same B and B same C make A same C, which no "different A C" can stand beside.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.model import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Settled:
    """The judgements that hold together, and those set aside, each with what it contradicts."""

    in_force: tuple[Judgement, ...]
    aside: Mapping[str, tuple[Judgement, ...]]
    """By the id of a judgement: the fewest of those in force that it cannot stand beside."""
    _groups: _Groups = field(repr=False, compare=False)

    def held(self, first: str, second: str) -> Verdict | None:
        """Tell what those in force make of two actors, places or events; None where they leave it open."""
        return self._groups.held(first, second)


def settle(judgements: Iterable[Judgement]) -> Settled:
    """Take in judgements in the order given; near-linear but for those set aside."""
    groups, links = _Groups(), dict[str, Judgement]()
    in_force, aside = list[Judgement](), dict[str, tuple[Judgement, ...]]()
    for judgement in judgements:
        against = tuple[Judgement, ...]()
        match judgement.verdict, judgement.about:
            case "same", (one, other):
                against = groups.unite(one, other, judgement)
            case "different", (one, other):
                against = groups.part(one, other, judgement)
            case _, (link,):
                first = links.setdefault(link, judgement)
                against = (first,) if first.verdict != judgement.verdict else ()
        if against:
            aside[judgement.id] = against
        else:
            in_force.append(judgement)
    return Settled(tuple(in_force), aside, groups)


def contradicted(judgement: Judgement, in_force: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return those in force that a further judgement cannot stand beside."""
    return settle([*in_force, judgement]).aside.get(judgement.id, ())


class _Groups:
    """What is held to be one, and which groups are held apart."""

    def __init__(self) -> None:
        self._members: dict[str, list[str]] = {}
        self._root: dict[str, str] = {}
        self._same: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
        self._apart: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
        """By the roots of two groups: the judgement that holds them apart."""

    def unite(self, first: str, second: str, by: Judgement) -> tuple[Judgement, ...]:
        """Make two groups one, or return the judgements that hold them apart."""
        one, other = self._find(first), self._find(second)
        if by_whom := self._apart[one].get(other):
            near, far = by_whom.about
            if self._find(near) != one:
                near, far = far, near
            return (*self._path(first, near), by_whom, *self._path(far, second))
        self._same[first].setdefault(second, by)
        self._same[second].setdefault(first, by)
        if one != other:
            self._merge(one, other)
        return ()

    def part(self, first: str, second: str, by: Judgement) -> tuple[Judgement, ...]:
        """Hold two groups apart, or return the judgements that make them one."""
        one, other = self._find(first), self._find(second)
        if one == other:
            return self._path(first, second)
        self._apart[one].setdefault(other, by)
        self._apart[other].setdefault(one, by)
        return ()

    def held(self, first: str, second: str) -> Verdict | None:
        """Tell whether two are one, or must not be."""
        one, other = self._find(first), self._find(second)
        if one == other:
            return "same"
        return "different" if other in self._apart[one] else None

    def _find(self, key: str) -> str:
        if key not in self._root:
            self._root[key], self._members[key] = key, [key]
        return self._root[key]

    def _merge(self, one: str, other: str) -> None:
        """Let the smaller group go into the greater one: each member moves a logarithmic number of times."""
        if self._size(one) < self._size(other):
            one, other = other, one
        moving = self._members.pop(other)
        self._members[one] += moving
        self._root |= dict.fromkeys(moving, one)
        for enemy, judgement in self._apart.pop(other, {}).items():
            self._apart[one].setdefault(enemy, judgement)
            self._apart[enemy].setdefault(one, self._apart[enemy].pop(other))

    def _size(self, root: str) -> int:
        return len(self._members[root]) + len(self._apart[root])

    def _path(self, start: str, end: str) -> tuple[Judgement, ...]:
        """Return the fewest judgements that make two members of one group the same."""
        came: dict[str, str] = {start: start}
        front = deque([start])
        while end not in came:
            here = front.popleft()
            for there in self._same[here]:
                if there not in came:
                    came[there] = here
                    front.append(there)
        steps = list[Judgement]()
        while end != start:
            steps.append(self._same[came[end]][end])
            end = came[end]
        return tuple(reversed(steps))
