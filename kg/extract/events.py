"""The events of one article: words that name a happening, grouped by type, day and place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from kg.extract.patterns import any_of, entry, pattern
from kg.extract.places import Atlas
from kg.extract.reading import Reading
from kg.model import Event, EventType, Span, digest
from kg.spelling import is_full

TYPES: dict[str, EventType] = {name: name for name in get_args(EventType)}
ATTACKS: frozenset[EventType] = frozenset(
    {
        "airstrike",
        "shelling",
        "missile-strike",
        "bombing",
        "chemical-attack",
        "shooting",
        "killing",
        "ground-attack",
    }
)
SIDES = frozenset({"nationality", "location", "organization"})
BACKGROUND: frozenset[EventType] = frozenset(
    {"aid", "diplomacy", "advance", "displacement", "investigation", "ceasefire", "sanctions", "protest"}
)
"""Types whose words are often mere background; they count a third towards the main event."""
DATELINE = re.compile(r"(?:^|\n)[A-Z][A-Z ./'-]{2,30},?\s*$")
LOCATED = re.compile(r"\b(?:in|near|at|of|on|outside|around|across|inside|from|over)\s+(?:[\w’'-]+\s+){0,3}$")
HEADLINE_WEIGHT, LEAD_WEIGHT, LEAD_SENTENCES = 4.0, 2.0, 3
RECALLED = 30
"""Events of a type, latest first, to which a further mention may belong; bounds the cost of long texts."""


@dataclass(slots=True)
class _Draft:
    type: EventType
    mentions: list[Span] = field(default_factory=list)
    day: str | None = None
    places: list[str] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    weight: float = 0.0

    def rank(self) -> tuple[float, int]:
        """The weightiest first, of equals the one named first."""
        return self.weight, -min(self.mentions).start


class Happenings:
    """Finds the events of an article and tells which one a sentence speaks of."""

    def __init__(self, reading: Reading, atlas: Atlas) -> None:
        self._reading, self._text, self._atlas = reading, reading.text, atlas
        self._by_type: dict[EventType, list[_Draft]] = defaultdict(list)
        self._by_sentence: dict[int, list[_Draft]] = defaultdict(list)
        for index, sentence in enumerate(reading.sentences):
            self._read(index, sentence)
        for index, sentence in enumerate(reading.sentences):
            self._read_generic(index, sentence)
        drafts = [d for listed in self._by_type.values() for d in listed]
        self._events = {id(d): self._event(d) for d in drafts}
        best = max(drafts, key=_Draft.rank, default=None)
        self._main = best if best and best.weight >= 1 else None

    def main(self) -> str | None:
        """The id of the event the article is mainly about."""
        return self._events[id(self._main)].id if self._main else None

    def of_sentence(self, index: int) -> str | None:
        """The weightiest event named in a sentence, else in the one before, else the main event."""
        here = self._by_sentence.get(index) or self._by_sentence.get(index - 1)
        return self._events[id(max(here, key=_Draft.rank))].id if here else self.main()

    def events(self, taking_part: Mapping[str, Collection[str]]) -> tuple[Event, ...]:
        """The events of the ids given, sorted, each with the actors named as taking part in it."""
        used = (e for e in self._events.values() if e.id in taking_part)
        full = (replace(e, participants=tuple(sorted(taking_part[e.id]))) for e in used)
        return tuple(sorted(full, key=lambda e: e.id))

    def _read(self, index: int, sentence: Span) -> None:
        found = list(any_of("events").finditer(self._text, sentence.start, sentence.end))
        kinds = [(match, TYPES[entry(match)]) for match in found]
        kinds += [(match, "airstrike") for match in self._strikes_of_a_side(sentence)]
        day, places = (self._day(sentence), self._places(sentence)) if kinds else (None, [])
        for match, kind in kinds:
            fitting = (d for d in reversed(self._by_type[kind][-RECALLED:]) if self._fits(d, day, places))
            self._add(next(fitting, None) or self._new(kind), index, Span(*match.span()), day, places)

    def _strikes_of_a_side(self, sentence: Span) -> Iterator[re.Match[str]]:
        """Strikes and raids behind the name of a nation or a body: "Russian strikes", "NATO raids"."""
        named = {e.span.end for e in self._reading.entities(sentence) if e.label in SIDES}
        for match in pattern("generic", "strike").finditer(self._text, sentence.start, sentence.end):
            if match.start() - 1 in named:
                yield match

    def _read_generic(self, index: int, sentence: Span) -> None:
        """Give "the attack" to the weightiest attack that its day and place allow."""
        found = list(pattern("generic", "attack").finditer(self._text, sentence.start, sentence.end))
        if not found:
            return
        day, places = self._day(sentence), self._places(sentence)
        attacks = (d for kind in sorted(ATTACKS) for d in self._by_type[kind][-RECALLED:])
        fitting = [d for d in attacks if self._fits(d, day, places)]
        draft = max(fitting, key=_Draft.rank, default=None) or self._unnamed(found, sentence)
        if draft:
            for match in found:
                self._add(draft, index, Span(*match.span()), day, places)

    def _unnamed(self, found: Sequence[re.Match[str]], sentence: Span) -> _Draft | None:
        """A new event for an attack whose kind no noun names: "jets bombed a market", "rebels killed six"."""
        words = {match.group().lower()[:4] for match in found}
        harm = pattern("generic", "harm").search(self._text, sentence.start, sentence.end)
        by_air = pattern("generic", "aircraft").search(self._text, sentence.start, sentence.end)
        if by_air and (words & {"bomb", "raid"} or harm):
            return self._new("airstrike")
        if "atta" in words:
            return self._new("ground-attack")
        return self._new("killing") if harm else None

    def _new(self, kind: EventType) -> _Draft:
        self._by_type[kind].append(_Draft(kind))
        return self._by_type[kind][-1]

    def _add(self, draft: _Draft, index: int, span: Span, day: str | None, places: Sequence[str]) -> None:
        if draft.mentions and any(span.overlaps(mention) for mention in draft.mentions[-RECALLED:]):
            return
        draft.mentions.append(span)
        draft.day = draft.day or day
        draft.places += [p for p in places if p not in draft.places]
        weight = HEADLINE_WEIGHT if index == 0 else LEAD_WEIGHT if index <= LEAD_SENTENCES else 1.0
        repeated = index in draft.sentences
        draft.weight += weight * (1 / 3 if draft.type in BACKGROUND else 1) * (0.5 if repeated else 1)
        if not repeated:
            draft.sentences.add(index)
            self._by_sentence[index].append(draft)

    def _fits(self, draft: _Draft, day: str | None, places: Sequence[str]) -> bool:
        """Tell whether neither another day nor another place forbids it."""
        coarse = day is not None and not is_full(day)
        if day and day != draft.day and (draft.day or coarse):
            return False
        if not places or not draft.places:
            return True
        return any(self._atlas.related(a, b) for a in places for b in draft.places)

    def _day(self, sentence: Span) -> str | None:
        """The first date of the sentence that is neither the dateline's nor the day something was said."""
        for day in self._reading.dates(sentence):
            before, after = day.span.start - len("reporters on "), day.span.end + len(" ")
            said = any(
                cue.cue.end <= day.span.start or cue.cue.start >= day.span.end
                for cue in self._reading.attributions(Span(max(0, before), after + 1))
            )
            if not said and not DATELINE.search(self._text[max(0, day.span.start - 40) : day.span.start]):
                return day.value
        return None

    def _places(self, sentence: Span) -> list[str]:
        """The towns something happens in; where none is named, the countries behind "in" and the like."""
        located: list[str] = []
        named: list[str] = []
        for entity in self._reading.entities(sentence):
            if place := self._atlas.resolve(entity):
                before = self._text[max(0, entity.span.start - 30) : entity.span.start]
                if LOCATED.search(before):
                    located.append(place)
                elif not self._atlas.may_be_actor(entity):
                    named.append(place)
        towns = [p for p in (*located, *named) if not self._atlas.is_country(p)]
        return list(dict.fromkeys(towns or located))

    def _event(self, draft: _Draft) -> Event:
        first = min(draft.mentions)
        published = self._reading.article.date
        latest = published.value if published and is_full(published.value) and not draft.day else None
        towns = [p for p in draft.places if not self._atlas.is_country(p)]
        places = tuple((towns or draft.places)[:3])
        kind = draft.type.replace("-", " ").capitalize()
        return Event(
            id=f"event/{digest(self._reading.article.sha256, draft.type, str(first.start))}",
            type=draft.type,
            label=", ".join(filter(None, (kind, *(self._atlas.name(p) for p in places[:1]), draft.day))),
            names=tuple(sorted({span.of(self._text) for span in draft.mentions})),
            date=draft.day,
            not_after=latest,
            places=places,
            mentions=tuple(sorted(draft.mentions)),
        )
