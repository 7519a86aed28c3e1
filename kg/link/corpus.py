"""The claims that may be linked, beside who their actors are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TypeVar

from kg.link.described import LOCAL, described
from kg.link.said import Said, under
from kg.link.scope import Lands
from kg.model import Event, EventType, Linked

_Key = TypeVar("_Key", bound=Hashable)

MOST_VOICES = 40
"""Claims of one group that are compared pair by pair: bounds the work where a thousand outlets repeat each
other, and keeps all of what a single incident usually draws."""
VIOLENT: frozenset[EventType] = frozenset({
    "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack", "ground-attack", "shooting",
    "killing", "shootdown",
})  # fmt: skip
"""Types that reports of one incident give it by turns."""
PASSING = 0.5
"""Times that a news agency passes on what others say, for each that it is quoted itself: at least so many."""
UNNAMED = "actor/unnamed-"
"""How the ids of actors of one article alone begin."""
ROLES = frozenset(
    "activist activists army director governor group groups media militants minister ministry monitor "
    "network ngo ngos observatory observers official officials opposition police premier president rebels "
    "reports residents rescuers source sources spokesman state the witnesses".split()
)
"""Words that name nobody, in titles of articles with capitals."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The claims, earliest first, and for whom each actor acts."""

    said: tuple[Said, ...]
    events: Mapping[str, Event]
    names: Mapping[str, str]
    sides: Mapping[str, frozenset[str]]
    """An actor and all it acts for, directly or not."""
    people: frozenset[str]
    armed: frozenset[str]
    """Armed groups."""
    states: frozenset[str]
    relays: frozenset[str]
    """Those through whom claims came to articles: news agencies, broadcasters."""
    lands: Lands
    judged: frozenset[str]
    """Events that a person holds to be one with others, by the ids that articles use."""

    @classmethod
    def of(
        cls, said: Iterable[Said], linked: Linked, origins: Mapping[str, str], judged: Iterable[str] = ()
    ) -> Corpus:
        """Put the claims in order, under the actors and events as resolved, and beside them.

        Of the places of claims countries are left out: they hold what lies apart.
        """
        acts_for = {actor.id: actor.acts_for for actor in linked.actors}
        acts_for |= {actor: (ruler,) for actor, ruler in described(linked.actors)}
        lands = Lands({place.id: place.within for place in linked.places})
        resolved = (_narrowed(under(one, linked.same, origins), lands) for one in said)
        ordered = tuple(sorted(resolved, key=lambda one: one.order))
        return cls(
            said=ordered,
            events={event.id: event for event in linked.events},
            names={actor.id: actor.name for actor in linked.actors},
            sides={actor: _closure(actor, acts_for) for actor in acts_for if acts_for[actor]},
            people=frozenset(actor.id for actor in linked.actors if actor.kind == "person"),
            armed=frozenset(actor.id for actor in linked.actors if actor.kind == "armed-group"),
            states=frozenset(actor.id for actor in linked.actors if actor.kind == "state"),
            relays=_relays(ordered),
            lands=lands,
            judged=frozenset(judged),
        )

    def side(self, actor: str) -> frozenset[str]:
        """Return the actor and all it acts for."""
        return self.sides.get(actor, frozenset({actor}))

    def one_side(self, first: str, second: str) -> bool:
        """Tell whether the two are one, or one acts for the other."""
        return first in self.side(second) or second in self.side(first)

    def allied(self, first: Iterable[str], second: Iterable[str]) -> bool:
        """Tell whether one of the first and one of the second are one, or act for the same."""
        theirs = {side for actor in second for side in self.side(actor)}
        return any(not theirs.isdisjoint(self.side(actor)) for actor in first)

    def alike(self, first: Iterable[str], second: Iterable[str]) -> bool:
        """Tell whether an actor that no gazetteer holds may be another, whose name holds all of its name."""
        pairs = [(one, other) for one in first for other in second if LOCAL.search(one + other)]
        return any(_part(self.name(one), self.name(other)) for one, other in pairs)

    def name(self, actor: str) -> str:
        """Return the actor's preferred name, or its id."""
        return self.names.get(actor, actor)

    def listed(self, actors: Iterable[str]) -> str:
        """Return the actors' names in order: 'Ardania and Borland'."""
        return " and ".join(sorted({self.name(actor) for actor in actors}))

    def is_named(self, actor: str) -> bool:
        """Tell whether an actor bears a name, and not a description that fits many: 'rebels', 'the group'."""
        name = self.names.get(actor, "Its id")
        words = set(re.findall(r"\w+", name.casefold()))
        return not actor.startswith(UNNAMED) and name != name.casefold() and not words <= ROLES

    def is_unplaced(self, actor: str) -> bool:
        """Tell whether the actor is a person of whom it is not known whom they speak for."""
        return actor in self.people and actor not in self.sides

    def is_judged(self, said: Said) -> bool:
        """Tell whether a person holds the claim's event to be one with another."""
        return said.told is not None and said.told.id in self.judged


def _relays(said: Iterable[Said]) -> frozenset[str]:
    passing, speaking = Counter[str](), Counter[str]()
    for one in said:
        passing.update(one.claim.via)
        speaking.update(() if one.own else one.claim.claimants)
    return frozenset(actor for actor, times in passing.items() if times >= PASSING * speaking[actor])


def _narrowed(said: Said, lands: Lands) -> Said:
    """Leave countries out of the places of a claim."""
    places = frozenset(lands.narrow(said.scope.places))
    scope = replace(said.scope, places=places, is_wide=bool(said.scope.places and not places))
    told = replace(said.told, places=lands.narrow(said.told.places)) if said.told else None
    return replace(said, scope=scope, told=told)


def _part(first: str, second: str) -> bool:
    """Tell whether all words of one name are words of the other: 'the Watch', 'the Border Watch'."""
    one, other = (set(re.findall(r"\w{3,}", name.casefold())) - {"the", "and"} for name in (first, second))
    return bool(one and other) and (one <= other or other <= one)


def _closure(actor: str, acts_for: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    seen, front = {actor}, [actor]
    while front:
        front = [one for known in front for one in acts_for.get(known, ()) if one not in seen]
        seen.update(front)
    return frozenset(seen)


def grouped(said: Iterable[Said], keys: Callable[[Said], Iterable[_Key]]) -> dict[_Key, list[Said]]:
    """Put claims under each of their keys; the order within a group stays."""
    groups: defaultdict[_Key, list[Said]] = defaultdict(list)
    for one in said:
        for key in keys(one):
            groups[key].append(one)
    return dict(groups)


def heard(group: Iterable[Said], position: Callable[[Said], Hashable]) -> list[Said]:
    """Choose the claims to compare: the first of each voice in each position, at most MOST_VOICES.

    Each position is heard before one is heard twice: what a thousand outlets repeat does not drown the one
    that says otherwise.
    """
    positions: defaultdict[Hashable, dict[Hashable, Said]] = defaultdict(dict)
    for one in group:
        positions[position(one)].setdefault(one.voice, one)
    turns = zip_longest(*(voices.values() for voices in positions.values()))
    return [one for one in chain.from_iterable(turns) if one is not None][:MOST_VOICES]
