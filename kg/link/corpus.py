"""The claims that may be linked, with what linking needs to know of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TypeVar

from kg.link.scope import NOWHERE, Lands, Scope, in_common, of_one_happening
from kg.model import Claim, Event, EventType, Evidence, Facts, Linked

_Key = TypeVar("_Key", bound=Hashable)

MOST_VOICES = 40
"""Claims of one group that are compared pair by pair: bounds the work where a thousand outlets repeat each
other, and keeps all of what a single incident usually draws."""
DAY = len("2016-05-12")
VIOLENT: frozenset[EventType] = frozenset({
    "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack", "ground-attack", "shooting",
    "killing", "shootdown",
})  # fmt: skip
"""Types that reports of one incident give it by turns."""
UNNAMED = "actor/unnamed-"
VAGUE, DESCRIBED = 0.7, 0.7
"""Of an event without a day or a place, where the claims stand in different articles; of claimants in one
article of whom one is not named: 'the group' may be the other one."""
UNPLACED = 0.6
"""Of claimants in one article of whom one is a person, and it is not known whom that person speaks for."""
ROLES = frozenset(
    "activist activists army director governor group groups media militants minister ministry monitor "
    "network ngo ngos observatory observers official officials opposition police premier president rebels "
    "reports residents rescuers source sources spokesman state the witnesses".split()
)
"""Words that name nobody, in titles of articles with capitals."""
IN_COMMON = (0.4, 0.8, 1.0)
"""Of claims whose own words have nothing in common, or one respect, or more: place, day, deed."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, the event it is about, the day it was made (or published), '' if unknown, and its origin."""

    claim: Claim
    event: str | None
    day: str
    origin: str
    """The article, or the one it is a copy of."""
    scope: Scope = NOWHERE
    own: bool = False
    """Whether the article itself speaks, or its publisher is quoted in it."""

    @property
    def order(self) -> tuple[str, str]:
        """By day, unknown ones last; then by id."""
        return self.day or "~", self.claim.id

    @property
    def voice(self) -> tuple[str, ...]:
        """Who speaks. What copies say themselves is said by one voice, whoever publishes them."""
        copied = self.claim.mode == "own-voice" and self.origin != self.claim.article
        return (self.origin,) if copied else self.claim.claimants


@dataclass(frozen=True, slots=True)
class Corpus:
    """The claims, earliest first, and for whom each actor acts."""

    said: tuple[Said, ...]
    events: Mapping[str, Event]
    names: Mapping[str, str]
    sides: Mapping[str, frozenset[str]]
    """An actor and all it acts for, directly or not."""
    people: frozenset[str]
    lands: Lands

    @classmethod
    def of(cls, said: Iterable[Said], linked: Linked, origins: Mapping[str, str]) -> Corpus:
        """Put the claims in order, under the actors and events as resolved, and beside them."""
        acts_for = {actor.id: actor.acts_for for actor in linked.actors}
        resolved = (_resolved(one, linked.same, origins) for one in said)
        return cls(
            said=tuple(sorted(resolved, key=lambda one: one.order)),
            events={event.id: event for event in linked.events},
            names={actor.id: actor.name for actor in linked.actors},
            sides={actor: _closure(actor, acts_for) for actor in acts_for if acts_for[actor]},
            people=frozenset(actor.id for actor in linked.actors if actor.kind == "person"),
            lands=Lands({place.id: place.within for place in linked.places}),
        )

    def side(self, actor: str) -> frozenset[str]:
        """Return the actor and all it acts for."""
        return self.sides.get(actor, frozenset({actor}))

    def one_side(self, first: str, second: str) -> bool:
        """Tell whether the two are one, or one acts for the other."""
        return first in self.side(second) or second in self.side(first)

    def alike(self, first: Iterable[str], second: Iterable[str]) -> bool:
        """Tell whether an actor that no gazetteer holds may be another, whose name holds all of its name."""
        pairs = ((one, other) for one in first for other in second)
        return any(
            _part(self.name(one), self.name(other)) for one, other in pairs if _LOCAL.search(one + other)
        )

    def allied(self, first: Iterable[str], second: Iterable[str]) -> bool:
        """Tell whether one of the first and one of the second are one, or act for the same."""
        theirs = {side for actor in second for side in self.side(actor)}
        return any(not theirs.isdisjoint(self.side(actor)) for actor in first)

    def name(self, actor: str) -> str:
        """Return the actor's preferred name, or its id."""
        return self.names.get(actor, actor)

    def listed(self, actors: Iterable[str]) -> str:
        """Return the actors' names in order: 'Ardania and Borland'."""
        return " and ".join(sorted({self.name(actor) for actor in actors}))

    def nearness(self, first: Said, second: Said) -> float:
        """How far two claims about one event by its id are of one happening by two voices."""
        if not of_one_happening(*map(self._dated, (first, second))):
            return 0.0
        near = self.placing(first, second) * IN_COMMON[min(2, in_common(first.scope, second.scope))]
        if first.claim.article != second.claim.article:
            return near if self.is_sharp(first.event) else near * VAGUE
        if first.claim.text == second.claim.text:
            return 0.0  # one of them was misread
        near *= self.lands.unlike(first.scope.places, second.scope.places)
        speakers = [who for one in (first, second) for who in one.claim.claimants]
        near *= 1 if all(map(self.is_named, speakers)) else DESCRIBED
        return (
            near * UNPLACED if any(who in self.people and who not in self.sides for who in speakers) else near
        )

    def _dated(self, one: Said) -> Scope:
        """Return the claim's scope with the day of its event, where its words name none."""
        event = self.events.get(one.event or "")
        if one.scope.dates or not (event and event.date and len(event.date) == DAY):
            return one.scope
        return replace(one.scope, dates=frozenset({event.date[5:]}))

    def placing(self, first: Said, second: Said) -> float:
        """How far two claims may speak of one place."""
        return self.lands.nearness(*(one.scope.places or self.places(one.event) for one in (first, second)))

    def places(self, event: str | None) -> frozenset[str]:
        """Return the places of an event."""
        found = self.events.get(event or "")
        return frozenset(found.places if found else ())

    def is_named(self, actor: str) -> bool:
        """Tell whether an actor bears a name, and not a description that fits many: 'rebels', 'the group'."""
        name = self.names.get(actor, "Its id")
        words = set(re.findall(r"\w+", name.casefold()))
        return not actor.startswith(UNNAMED) and name != name.casefold() and not words <= ROLES

    def is_sharp(self, event: str | None) -> bool:
        """Tell whether the event has a day and a place, so that two articles hardly mean two of its kind."""
        found = self.events.get(event or "")
        return bool(found and found.places and found.date and len(found.date) == DAY)


def comparable(facts: Facts) -> Iterator[Said]:
    """Yield the claims that another one may answer, exclude or agree with, without evidence and reasons."""
    published = facts.article.date.value if facts.article.date else ""
    named = sorted((span, place.id) for place in facts.places for span in place.mentions)
    for claim in facts.claims:
        if claim.kind != "statement" or (claim.about and (claim.figures or claim.attributes or claim.intent)):
            stripped = replace(claim, evidence=Evidence(claim.evidence.span, ""), reasons=())
            within = claim.evidence.span
            scope = Scope.of(claim.evidence.exact, (place for span, place in named if within.holds(span)))
            own = claim.mode == "own-voice" or facts.publisher in claim.claimants
            yield Said(stripped, claim.about, claim.said_on or published, claim.article, scope, own)


_LOCAL = re.compile(r"-[0-9a-f]{8,}")
"""Stands in the ids of actors that no gazetteer holds."""


def _part(first: str, second: str) -> bool:
    """Tell whether all words of one name are words of the other: 'the Watch', 'the Border Watch'."""
    one, other = (set(re.findall(r"\w{3,}", name.casefold())) - {"the", "and"} for name in (first, second))
    return bool(one and other) and (one <= other or other <= one)


def _resolved(said: Said, same: Mapping[str, str], origins: Mapping[str, str]) -> Said:
    """Put the ids of actors and events as resolved in place of those that the article uses."""
    claim = said.claim
    return Said(
        claim=replace(
            claim,
            about=same.get(said.event, said.event) if said.event else None,
            claimants=_united(claim.claimants, same),
            via=_united(claim.via, same),
            attributes=_united(claim.attributes, same),
            blames=_united(claim.blames, same),
            rejects=_united(claim.rejects, same),
        ),
        event=same.get(said.event, said.event) if said.event else None,
        day=said.day,
        origin=origins.get(said.origin, said.origin),
        scope=said.scope.under(same),
        own=said.own,
    )


def _united(actors: tuple[str, ...], same: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(same.get(actor, actor) for actor in actors))


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


def not_later(first: str, second: str) -> bool:
    """Tell whether the first date lies before the second or may be the same, as far as both are known."""
    length = min(len(first), len(second))
    return length > 0 and first[:length] <= second[:length]
