"""The register of an article's actors: who they are, under which words and where they were seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from kg.extract.lookup import Lookup, plain
from kg.model import Actor, ActorKind, Span

RECALLED = 60
"""Actors, latest first, among which a definite noun finds the one it stands for."""


class Register:
    """Actors by id with their names, mentions and sides; the latest seen comes last."""

    def __init__(self, known: Lookup) -> None:
        self._known = known
        self._actors: dict[str, Actor] = {}
        self._forms: dict[str, dict[str, None]] = defaultdict(dict)
        self._mentions: dict[str, set[Span]] = defaultdict(set)
        self._acts_for: dict[str, set[str]] = defaultdict(set)
        self._recent: dict[str, None] = {}

    def add(self, actor: Actor) -> str:
        """Enter an actor once; return its id."""
        self._actors.setdefault(actor.id, actor)
        return actor.id

    def see(self, identity: str, span: Span, words: str) -> None:
        """Note where and under which words an actor was seen."""
        self._forms[identity][plain(words)] = None
        self._mentions[identity].add(span)
        self._recent.pop(identity, None)
        self._recent[identity] = None

    def side_with(self, identity: str, sides: Iterable[str]) -> None:
        """Note whom an actor speaks or acts for, unless that would go round in a circle."""
        for side in sides:
            if side not in self.own_side(identity) and identity not in self.own_side(side):
                self._acts_for[identity].add(side)

    def sides(self, identity: str) -> tuple[str, ...]:
        """Whom an actor speaks or acts for directly, sorted."""
        known = self._known.by_id.get(identity)
        return tuple(sorted({*(known.acts_for if known else ()), *self._acts_for[identity]}))

    def kind(self, identity: str) -> ActorKind:
        """What kind of actor it is."""
        return self._actor(identity).kind

    def _actor(self, identity: str) -> Actor:
        """An actor entered, or one known that somebody seen acts for."""
        return self._actors.get(identity) or self._known.by_id[identity]

    def recent(self) -> Iterable[str]:
        """The actors seen last, latest first."""
        return islice(reversed(self._recent), RECALLED)

    def bears(self, identity: str, words: str, *, lower: bool) -> bool:
        """Tell whether a longer name of the actor holds the words."""
        forms = (plain(self._actor(identity).name), *self._forms[identity])
        return any(len(f) > len(words) and f" {words} " in f" {f.lower() if lower else f} " for f in forms)

    def own_side(self, identity: str) -> frozenset[str]:
        """The actor and all it speaks or acts for."""
        side: set[str] = set()
        stack = [identity]
        while stack:
            one = stack.pop()
            if one not in side:
                side.add(one)
                known = self._known.by_id.get(one)
                stack += [*(known.acts_for if known else ()), *self._acts_for[one]]
        return frozenset(side)

    def records(self, used: Iterable[str]) -> tuple[Actor, ...]:
        """The actors used and those they act for, sorted by id, under all the names seen."""
        wanted: set[str] = set()
        for one in used:
            wanted |= self.own_side(one)
        return tuple(self._record(one) for one in sorted(wanted))

    def _record(self, identity: str) -> Actor:
        known = self._known.by_id.get(identity)
        base = known or self._actors[identity]
        return Actor(
            id=base.id,
            name=base.name,
            kind=base.kind,
            names=tuple(sorted({form for form in self._forms[identity] if form} - {base.name})),
            acts_for=tuple(
                sorted({*base.acts_for, *self._acts_for[identity]} if not known else base.acts_for)
            ),
            same_as=base.same_as,
            mentions=tuple(sorted(self._mentions[identity])),
        )
