"""The events of one article: words that name a happening, grouped by type, day and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kg.extract.patterns import any_of, entry
from kg.extract.places import Atlas
from kg.model import Doc, Entity, Event, EventType, Span, digest

WEAK: frozenset[str] = frozenset({"aid", "diplomacy", "advance", "displacement", "investigation", "ceasefire", "sanctions", "protest"})
"""Types whose words are often mere background; they count a third towards the main event."""
HEADLINE_WEIGHT, LEAD_WEIGHT, LEAD_SENTENCES = 4.0, 2.0, 3


@dataclass(slots=True)
class _Draft:
    type: EventType
    mentions: list[Span]
    day: str | None
    places: list[str]
    weight: float = 0.0
    sentences: set[int] = field(default_factory=set)


class Happenings:
    """Finds the events of an article and tells which one a sentence speaks of."""

    def __init__(self, doc: Doc, atlas: Atlas) -> None:
        self._doc, self._atlas = doc, atlas
        self._drafts: list[_Draft] = []
        for index, sentence in enumerate(doc.sentences):
            self._read(index, sentence)
        self._events = {id(d): self._event(d) for d in self._drafts}

    def main(self) -> str | None:
        """The id of the event the article is mainly about."""
        best = max(self._drafts, key=lambda d: (d.weight, -d.mentions[0].start), default=None)
        return self._events[id(best)].id if best and best.weight >= 1 else None

    def of_sentence(self, index: int) -> str | None:
        """The weightiest event named in a sentence, else in the one before, else the main event."""
        for near in (index, index - 1):
            here = [d for d in self._drafts if near in d.sentences]
            if here:
                return self._events[id(max(here, key=lambda d: (d.weight, -d.mentions[0].start)))].id
        return self.main()

    def events(self, used: set[str]) -> tuple[Event, ...]:
        """The events that are used, sorted by id."""
        return tuple(sorted((e for e in self._events.values() if e.id in used), key=lambda e: e.id))

    def _read(self, index: int, sentence: Span) -> None:
        text = self._doc.article.text
        day = next((d.value for d in self._doc.dates if sentence.holds(d.span)), None)
        places = self._places(sentence)
        for match in any_of("events").finditer(text, sentence.start, sentence.end):
            kind = _types()[entry(match)]
            draft = self._fitting(kind, day, places) or self._new(kind)
            draft.mentions.append(Span(*match.span()))
            draft.day = draft.day or day
            draft.places += [p for p in places if p not in draft.places]
            weight = HEADLINE_WEIGHT if index == 0 else LEAD_WEIGHT if index <= LEAD_SENTENCES else 1.0
            draft.weight += (weight / 3 if kind in WEAK else weight) * (0.5 if index in draft.sentences else 1)
            draft.sentences.add(index)

    def _new(self, kind: EventType) -> _Draft:
        draft = _Draft(kind, [], None, [])
        self._drafts.append(draft)
        return draft

    def _places(self, sentence: Span) -> list[str]:
        inside: list[Entity] = [e for e in self._doc.entities if sentence.holds(e.span)]
        found = list(dict.fromkeys(p for e in inside if (p := self._atlas.resolve(e))))
        return [p for p in found if not self._atlas.is_country(p)] or found

    def _fitting(self, kind: EventType, day: str | None, places: Sequence[str]) -> _Draft | None:
        """The last event of the type that neither another day nor another place forbids."""
        for draft in reversed(self._drafts):
            if draft.type != kind or (day and draft.day and day != draft.day):
                continue
            if not places or not draft.places or any(self._atlas.related(a, b) for a in places for b in draft.places):
                return draft
        return None

    def _event(self, draft: _Draft) -> Event:
        first = draft.mentions[0]
        identity = f"event/{digest(self._doc.article.sha256, draft.type, str(first.start))}"
        day, earliest, latest = _bounds(draft.day, self._doc.article.date.value if self._doc.article.date else None)
        towns = [p for p in draft.places if not self._atlas.is_country(p)]
        places = tuple((towns or draft.places)[:3])
        label = ", ".join(filter(None, (draft.type.replace("-", " ").capitalize(), *(self._atlas.name(p) for p in places[:1]), day)))
        return Event(
            id=identity,
            type=draft.type,
            label=label,
            date=day,
            not_before=earliest,
            not_after=latest,
            places=places,
            mentions=tuple(draft.mentions),
        )


def _bounds(day: str | None, published: str | None) -> tuple[str | None, str | None, str | None]:
    """A day where it is known; else what is known is only that it was not after publication."""
    if day and "/" in day:
        return None, *day.split("/")  # type: ignore[return-value]  # an interval has two ends
    if day:
        return day, None, None
    return None, None, published if published and _is_day(published) else None


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


@cache
def _types() -> dict[str, EventType]:
    known: tuple[EventType, ...] = (
        "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack", "ground-attack", "shooting",
        "killing", "shootdown", "abduction", "siege", "advance", "displacement", "ceasefire",
        "ceasefire-violation", "aid", "sanctions", "diplomacy", "protest", "investigation", "other",
    )  # fmt: skip
    return {t: t for t in known}


