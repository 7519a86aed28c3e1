"""Who said what of an event or an actor, when, and what the claims do to one another: what pictures show."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.analyse import state_of
from kg.errors import MisuseError
from kg.model import Actor, Claim, ClaimKind, Event, Facts, Linked, LinkKind

UNNAMED = "unnamed"
"""The lane that all claimants without a name share."""
SHORTEST = 8
"""Characters of an id that are enough to name an event or actor, as tables show them."""
_RANK: tuple[ClaimKind, ...] = ("denial", "admission", "accusation", "statement")
_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Account:
    """One claim as a picture shows it; texts are the articles' and not to be trusted."""

    claim: str
    kind: ClaimKind
    who: str
    """Names of the claimants."""
    lane: str
    """Id of the first claimant, of its state, or `UNNAMED`."""
    says: str
    """In few words: 'blames Borland · 12 civilians killed'."""
    quote: str
    article: str
    headline: str
    day: str
    """When it was said, else published: YYYY[-MM[-DD]]; '' where unknown, as for headline, url and event."""
    url: str
    event: str
    copied: bool
    """Whether it stands in an article that copies another."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Tie:
    """What one account does to another, by their numbers."""

    kind: LinkKind
    start: int
    end: int
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Accounts:
    """Claims by day, what they do to one another, and the lanes they stand in, fullest first."""

    said: tuple[Account, ...] = ()
    ties: tuple[Tie, ...] = ()
    lanes: Mapping[str, str] | None = None
    """Id → name."""
    events: tuple[Event, ...] = ()
    """Those spoken of, most often first."""
    left_out: int = 0
    """Claims that were too many."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which claims are wanted; None: all."""

    events: frozenset[str] | None = None
    side: frozenset[str] | None = None
    """Actors who speak, are blamed or are cleared."""
    roll_up: bool = False
    """Whether states stand for who acts for them."""
    most: int = 120


def accounts(facts: Iterable[Facts], linked: Linked, choice: Choice) -> Accounts:
    """Collect the claims wanted, those that deny or revise one of them, and the ties among all these."""
    stated = {claim.id: (claim, one) for one in facts for claim in one.claims}
    wanted = {key for key, (claim, _) in stated.items() if _is_wanted(claim, choice)}
    answers = {"denies", "revises"}
    wanted |= {one.subject for one in linked.links if one.kind in answers and one.object in wanted}
    kept = _kept(wanted & stated.keys(), stated, linked, choice.most)
    view = _View(linked, choice.roll_up)
    said = sorted((view.account(*stated[key]) for key in kept), key=lambda one: (one.day or "~", one.claim))
    about = Counter(claim.about for claim, _ in (stated[key] for key in kept) if claim.about)
    return Accounts(
        said=tuple(said),
        ties=tuple(_ties(said, linked)),
        lanes=view.lanes(said),
        events=tuple(view.events[key] for key, _ in _ranked(about) if key in view.events),
        left_out=len(wanted & stated.keys()) - len(kept),
    )


def find_events(linked: Linked, words: str) -> tuple[Event, ...]:
    """Find events by id, IRI, or words of their label; MisuseError names the nearest where there is none."""
    given = linked.same.get(_key(words, linked.same), words)
    named = [event for event in linked.events if _is_named(event.id, given)]
    found = named or [event for event in linked.events if words.casefold() in event.label.casefold()]
    found = found or [event for event in linked.events if _any(words, event.names)]
    if found and words.strip():
        return tuple(found)
    raise _unknown("event", words, [event.label for event in linked.events])


def find_actors(linked: Linked, words: str) -> tuple[Actor, ...]:
    """Find actors by name, id or IRI; MisuseError names the nearest where there is none."""
    given, name = linked.same.get(_key(words, linked.same), words), words.casefold()
    found = tuple(
        one
        for one in linked.actors
        if _is_named(one.id, given) or name in {other.casefold() for other in (one.name, *one.names)}
    )
    if not found or not words.strip():
        raise _unknown("actor", words, [actor.name for actor in linked.actors])
    return found


def side_of(linked: Linked, actors: Iterable[Actor]) -> frozenset[str]:
    """Return the ids of actors and of all who act for them."""
    known, found = {actor.id: actor for actor in linked.actors}, {actor.id for actor in actors}
    return frozenset(key for key in known if not found.isdisjoint(_acted_for(key, known)))


def _key(words: str, same: Mapping[str, str]) -> str:
    return next((key for key in same if _is_named(key, words)), "")


def _is_named(key: str, words: str) -> bool:
    """Tell whether an IRI, an id, its end, or enough of its beginning names the key."""
    short = key.partition("/")[2]
    begun = len(words.partition("/")[2] or words) >= SHORTEST and (
        key.startswith(words) or short.startswith(words)
    )
    return f"/{words}".endswith(f"/{key}") or words == short or begun


def _any(words: str, names: Iterable[str]) -> bool:
    return any(words.casefold() in name.casefold() for name in names)


def _unknown(noun: str, words: str, names: Collection[str]) -> MisuseError:
    asked = set(words.casefold().split())
    sharing = sorted(
        names, key=lambda name: (-len(asked & set(name.casefold().replace(",", " ").split())), name)
    )
    near = [name for name in sharing[:_CANDIDATES] if asked & set(name.casefold().replace(",", " ").split())]
    near = list(dict.fromkeys([*near, *difflib.get_close_matches(words, names, n=_CANDIDATES, cutoff=0.5)]))
    hint = f"did you mean {' or '.join(repr(name) for name in near[:_CANDIDATES])}? " if near else ""
    return MisuseError(f"{noun} '{words}'", "there is none of that name", f"{hint}`kg ask {noun}s` lists all")


def _acted_for(actor: str, actors: Mapping[str, Actor]) -> set[str]:
    """Return the actor and all it acts for."""
    seen, front = {actor}, [actor]
    while front:
        front = [one for key in front if key in actors for one in actors[key].acts_for if one not in seen]
        seen.update(front)
    return seen


def _is_wanted(claim: Claim, choice: Choice) -> bool:
    if choice.events is not None and claim.about not in choice.events:
        return False
    touched = (*claim.claimants, *claim.blames, *claim.rejects)
    return choice.side is None or not choice.side.isdisjoint(touched)


def _kept(
    wanted: Collection[str], stated: Mapping[str, tuple[Claim, Facts]], linked: Linked, most: int
) -> list[str]:
    """Keep the claims that say most: denials and what they deny, then by kind, figures and confidence."""
    denied = {end for one in linked.links if one.kind == "denies" for end in (one.subject, one.object)}

    def worth(key: str) -> tuple[bool, int, bool, float, str]:
        claim = stated[key][0]
        return key not in denied, _RANK.index(claim.kind), not claim.figures, -claim.confidence, key

    return sorted(wanted, key=worth)[:most]


def _ties(said: Sequence[Account], linked: Linked) -> Iterator[Tie]:
    number = {one.claim: index for index, one in enumerate(said)}
    for link in linked.links:
        if link.subject in number and link.object in number:
            yield Tie(link.kind, number[link.subject], number[link.object], link.reason, link.confidence)


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


class _View:
    """Names, events and copies, for turning claims into accounts."""

    def __init__(self, linked: Linked, roll_up: bool) -> None:
        self.actors = {actor.id: actor for actor in linked.actors}
        self.events = {event.id: event for event in linked.events}
        self._copies = {one.subject for one in linked.links if one.kind == "copyOf"}
        self._roll_up = roll_up

    def account(self, claim: Claim, facts: Facts) -> Account:
        """Show a claim of an article."""
        article = facts.article
        event = self.events.get(claim.about or "")
        return Account(
            claim=claim.id,
            kind=claim.kind,
            who=", ".join(map(self._name, claim.claimants)) or "?",
            lane=self._lane(claim.claimants[0] if claim.claimants else ""),
            says=self._says(claim),
            quote=claim.evidence.exact,
            article=article.id,
            headline=article.title.value if article.title else "",
            day=claim.said_on or (article.date.value if article.date else ""),
            url=article.url or "",
            event=event.label if event else "",
            copied=article.key in self._copies,
            confidence=claim.confidence,
        )

    def lanes(self, said: Sequence[Account]) -> dict[str, str]:
        """Name the lanes, the fullest first and the unnamed last."""
        counts = Counter(one.lane for one in said)
        order = sorted(counts, key=lambda lane: (lane == UNNAMED, -counts[lane], lane))
        return {lane: "unnamed sources" if lane == UNNAMED else self._name(lane) for lane in order}

    def _lane(self, claimant: str) -> str:
        lane = (self._roll_up and state_of(claimant, self.actors)) or claimant
        known = self.actors.get(lane)
        return UNNAMED if known is None or known.kind == "unnamed" else lane

    def _name(self, actor: str) -> str:
        return self.actors[actor].name if actor in self.actors else actor.removeprefix("actor/")

    def _says(self, claim: Claim) -> str:
        own = {key for one in claim.claimants for key in _acted_for(one, self.actors)}
        others = [self._name(one) for one in claim.rejects if one not in own]
        whom = ", ".join(map(self._name, claim.blames))
        deed = {
            "accusation": f"blames {whom}",
            "denial": f"clears {', '.join(others)}" if others else "denies",
            "admission": "admits",
            "statement": "" if claim.figures else quoted(claim.text),
        }[claim.kind]
        return " · ".join(filter(None, [deed, *(figure.words for figure in claim.figures)]))


def quoted(text: str) -> str:
    """Put words in quotation marks; a pair of their own is not doubled.

    >>> quoted('"No plane flew."'), quoted('“No” and “never”')
    ('“No plane flew.”', '““No” and “never””')
    """
    own = text[:1] in _OPENING and text[-1:] in _CLOSING and not (_OPENING | _CLOSING) & {*text[1:-1]}
    return f"“{text[1:-1] if own else text}”"


_OPENING, _CLOSING = frozenset('"“'), frozenset('"”')
