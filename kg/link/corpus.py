"""The claims that may be linked, with what linking needs to know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

from kg.model import Claim, Event, Evidence, Facts, Link, Linked, LinkKind, Span

_Key = TypeVar("_Key", bound=Hashable)

MOST_VOICES = 40
"""Claims of one group that are compared pair by pair, earliest first: bounds the work where a thousand
outlets repeat each other, and keeps all of what a single incident usually draws."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, the event it is about as resolved, and the day it was made (or published), '' if unknown."""

    claim: Claim
    event: str | None
    day: str

    @property
    def order(self) -> tuple[str, str]:
        """By day, unknown ones last; then by id."""
        return self.day or "~", self.claim.id


@dataclass(frozen=True, slots=True)
class Corpus:
    """The claims, earliest first, and for whom each actor acts."""

    said: tuple[Said, ...]
    events: Mapping[str, Event]
    names: Mapping[str, str]
    sides: Mapping[str, frozenset[str]]
    """An actor and all it acts for, directly or not."""

    @classmethod
    def of(cls, said: Iterable[Said], entities: Linked) -> Corpus:
        """Put the claims in order, beside the events and the actors resolved."""
        actors = entities.actors
        acts_for = {actor.id: actor.acts_for for actor in actors}
        return cls(
            said=tuple(sorted(said, key=lambda one: one.order)),
            events={event.id: event for event in entities.events},
            names={actor.id: actor.name for actor in actors},
            sides={actor.id: _closure(actor.id, acts_for) for actor in actors if actor.acts_for},
        )

    def side(self, actor: str) -> frozenset[str]:
        """Return the actor and all it acts for."""
        return self.sides.get(actor, frozenset({actor}))

    def one_side(self, first: str, second: str) -> bool:
        """Tell whether the two are one, or one acts for the other."""
        return first in self.side(second) or second in self.side(first)

    def name(self, actor: str) -> str:
        """Return the actor's preferred name, or its id."""
        return self.names.get(actor, actor)


def comparable(facts: Facts) -> Iterator[Said]:
    """Yield the claims that another one may answer or exclude, without their evidence and reasons."""
    published = facts.article.date.value if facts.article.date else ""
    for claim in facts.claims:
        if claim.kind in {"accusation", "denial"} or (claim.about and claim.figures):
            bare = replace(claim, evidence=_NOWHERE, reasons=())
            yield Said(bare, claim.about, claim.said_on or published)


def under(one: Said, same: Mapping[str, str]) -> Said:
    """Name what a claim speaks of by the ids that stand for others."""

    def now(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(same.get(actor, actor) for actor in ids))

    claim, event = one.claim, same.get(one.event, one.event) if one.event else None
    named = replace(
        claim,
        about=event,
        claimants=now(claim.claimants),
        via=now(claim.via),
        attributes=now(claim.attributes),
        blames=now(claim.blames),
        rejects=now(claim.rejects),
    )
    return replace(one, claim=named, event=event)


_NOWHERE = Evidence(Span(0, 0), "")


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


def voices(group: Sequence[Said], same_voice: Callable[[Said], Hashable]) -> Iterator[tuple[Said, Said]]:
    """Yield pairs out of a group, with the earliest claim of each voice standing for the voice."""
    first: dict[Hashable, Said] = {}
    for one in group:
        first.setdefault(same_voice(one), one)
    return combinations(list(first.values())[:MOST_VOICES], 2)


def not_later(first: str, second: str) -> bool:
    """Tell whether the first date lies before the second or may be the same, as far as both are known."""
    length = min(len(first), len(second))
    return length > 0 and first[:length] <= second[:length]


def symmetric(kind: LinkKind, first: Claim, second: Claim, confidence: float, reason: str) -> Link:
    """Make a link that holds both ways: stored once, smaller id first."""
    low, high = sorted((first.id, second.id))
    return Link(kind, low, high, confidence, reason)
