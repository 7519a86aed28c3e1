"""A claim with what linking needs to know of it, and no more of its article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.link.scope import NOWHERE, Scope
from kg.model import Claim, Event, Evidence, Facts

DAY = len("2016-05-12")


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, the event it is about, the day it was made (or published), '' if unknown, and its origin."""

    claim: Claim
    event: str | None
    day: str
    origin: str
    """The article, or the one it is a copy of."""
    told: Event | None = None
    """The event as the claim's own article tells it, under its own id."""
    is_main: bool = False
    """Whether it is what the article is about."""
    scope: Scope = NOWHERE
    own: bool = False
    """Whether the article itself speaks, or its publisher is quoted in it."""
    laid: float = 1.0
    """How sure its reader was of those whom it blames or takes for the doers: of the least sure one."""

    @property
    def order(self) -> tuple[str, str]:
        """By day, unknown ones last; then by id."""
        return self.day or "~", self.claim.id

    @property
    def voice(self) -> tuple[str, ...]:
        """Who speaks. What copies say themselves is said by one voice, whoever publishes them."""
        copied = self.claim.mode == "own-voice" and self.origin != self.claim.article
        return (self.origin,) if copied else self.claim.claimants

    @property
    def places(self) -> frozenset[str]:
        """What the claim's own words name, else where its article tells that the event was."""
        return self.scope.places or frozenset(self.told.places if self.told else ())

    @property
    def when(self) -> str:
        """The date of the event as the claim's article tells it, '' if unknown."""
        return (self.told.date if self.told else "") or ""


def comparable(facts: Facts) -> Iterator[Said]:
    """Yield the claims that another one may answer, exclude or agree with, without evidence and reasons."""
    published = facts.article.date.value if facts.article.date else ""
    named = sorted((span, place.id) for place in facts.places for span in place.mentions)
    events = {event.id: _bare(event) for event in facts.events}
    for claim in facts.claims:
        if claim.kind != "statement" or (claim.about and (claim.figures or claim.attributes or claim.intent)):
            day, within = claim.said_on or published, claim.evidence.span
            places = (place for span, place in named if within.holds(span))
            yield Said(
                claim=replace(claim, evidence=Evidence(within, ""), reasons=()),
                event=claim.about,
                day=day,
                origin=claim.article,
                told=events.get(claim.about or ""),
                is_main=claim.about in facts.main_events,
                scope=Scope.of(claim.evidence.exact, places, day),
                own=claim.mode == "own-voice" or facts.publisher in claim.claimants,
                laid=_laid(claim),
            )


_DOERS = frozenset({"blames", "attributes"})


def _laid(claim: Claim) -> float:
    scores = (reason.score for reason in claim.reasons if reason.part in _DOERS)
    return min((score for score in scores if score is not None), default=1.0)


def _bare(event: Event) -> Event:
    return Event(event.id, event.type, "", date=event.date, places=event.places)


def under(said: Said, same: Mapping[str, str], origins: Mapping[str, str]) -> Said:
    """Name what a claim speaks of by the ids that stand for others, and its article's original."""

    def now(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(same.get(one, one) for one in ids))

    claim, event = said.claim, same.get(said.event, said.event) if said.event else None
    return replace(
        said,
        claim=replace(
            claim,
            about=event,
            claimants=now(claim.claimants),
            via=now(claim.via),
            attributes=now(claim.attributes),
            blames=now(claim.blames),
            rejects=now(claim.rejects),
        ),
        event=event,
        told=replace(said.told, places=now(said.told.places)) if said.told else None,
        origin=origins.get(said.origin, said.origin),
        scope=said.scope.under(same),
    )


def not_later(first: str, second: str) -> bool:
    """Tell whether the first date lies before the second or may be the same, as far as both are known."""
    length = min(len(first), len(second))
    return length > 0 and first[:length] <= second[:length]
