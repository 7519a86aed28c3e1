"""Whose side actors are on: all that they speak or act for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from kg.link.corpus import UNNAMED
from kg.model import Actor

Relation = Literal["agree", "unknown", "conflict"]


def is_named(actor: Actor) -> bool:
    """Tell whether an actor is known beyond its article."""
    return actor.kind != "unnamed" and not actor.id.startswith(UNNAMED)


FEW = 20
"""Members of a group whose sides are looked at."""


class Sides:
    """The sides of many actors, each followed upwards once."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors
        self._above: dict[str, frozenset[str]] = {}

    def of(self, identity: str) -> frozenset[str]:
        """All the named actors that one speaks or acts for, itself left out."""
        if identity not in self._above:
            self._above[identity] = self._followed(identity)
        return self._above[identity]

    def tops(self, identity: str) -> frozenset[str]:
        """Those of its side that act for nobody: a state, an alliance, a group."""
        return frozenset(one for one in self.of(identity) if not self.of(one))

    def relation(self, one: str, other: str) -> Relation:
        """Whether two are on one side; not so where either is named with two sides."""
        first, second = self.of(one), self.of(other)
        if not first or not second:
            return "unknown"
        if first & second or one in second or other in first:
            return "unknown" if self._is_torn(one) or self._is_torn(other) else "agree"
        return "conflict"

    def differ(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Tell whether two groups, of which the first few members are looked at, are of different sides."""
        first, second = self._of_group(one), self._of_group(other)
        return bool(first and second) and not first & second

    def _of_group(self, group: Sequence[str]) -> frozenset[str]:
        looked_at = group[:FEW]
        return (
            frozenset(looked_at).union(*map(self.of, looked_at))
            if any(map(self.of, looked_at))
            else frozenset()
        )

    def _is_torn(self, identity: str) -> bool:
        return len(self.tops(identity)) > 1

    def _followed(self, identity: str) -> frozenset[str]:
        seen: set[str] = set()
        stack = [identity]
        while stack:
            actor = self._actors.get(stack.pop())
            new = [one for one in actor.acts_for if one not in seen] if actor else []
            seen.update(new)
            stack += new
        return frozenset(one for one in seen - {identity} if not one.startswith(UNNAMED))
