"""The events of one article: words that name a happening, grouped by type, day and place."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import get_args

from kg.extract.days import Days, finer, is_narrow, overlap
from kg.extract.patterns import any_of, entry, pattern
from kg.extract.places import Atlas
from kg.extract.reading import Reading
from kg.extract.sites import Sites
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
FROM_AFAR: frozenset[EventType] = frozenset({"airstrike", "missile-strike"})
SIDES = frozenset({"nationality", "location", "organization"})
BACKGROUND: frozenset[EventType] = frozenset(
    {"aid", "diplomacy", "advance", "displacement", "investigation", "ceasefire", "sanctions", "protest"}
)
"""Types whose words are often mere background."""
BACKGROUND_SHARE, OTHER_SHARE = 1 / 3, 1 / 2
CIVIL: frozenset[EventType] = frozenset({"diplomacy", "investigation", "sanctions", "protest"})
PASSING, BESIDE = 7.0, 0.2
"""An attack that no headline names and that weighs less is spoken of in passing, where an election, a trial,
a storm or talks weigh at least such a share of it. The best of a few on gold/train (type 0.66 to 0.82)."""
HEADLINE_WEIGHT, LEAD_WEIGHT, LEAD_SENTENCES = 4.0, 2.0, 3
HEAD_SENTENCES = 8
"""How far down a day is taken for that of the main event; on gold/train 0.69 for 3 sentences, 0.73 for 8."""
TOWNS, COUNTRIES = 3, 1
"""Places told of an event: towns, and the country that the text says it was in beside them."""
RECALLED = 30
"""Events of a type, latest first, to which a further mention may belong; bounds the cost of long texts."""


@dataclass(slots=True)
class _Draft:
    type: EventType
    mentions: list[Span] = field(default_factory=list)
    first: int = sys.maxsize
    """Where the first of the mentions starts; kept, for texts with thousands of them."""
    day: str | None = None
    places: list[str] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    weight: float = 0.0

    def rank(self) -> tuple[float, int]:
        """The weightiest first, of equals the one named first."""
        return self.weight, -self.first


class Happenings:
    """Finds the events of an article and tells which one a sentence speaks of."""

    def __init__(self, reading: Reading, atlas: Atlas) -> None:
        self._reading, self._text, self._atlas = reading, reading.text, atlas
        self._days, self._sites = Days(reading), Sites(reading, atlas)
        self._known: dict[int, tuple[str | None, Sequence[str]]] = {}
        self._by_type: dict[EventType, list[_Draft]] = defaultdict(list)
        self._by_sentence: dict[int, list[_Draft]] = defaultdict(list)
        for index, sentence in enumerate(reading.sentences):
            self._read(index, sentence)
        for index, sentence in enumerate(reading.sentences):
            self._read_generic(index, sentence)
        drafts = [d for listed in self._by_type.values() for d in listed]
        self._main = self._weightiest(drafts)
        if self._main:
            self._main.day = self._day_of_head(self._main.sentences) or self._main.day
            self._main.places = self._main.places or self._places_of_head()
        self._events = {id(d): self._event(d) for d in drafts}

    def _circumstances(self, index: int) -> tuple[str | None, Sequence[str]]:
        """The day and the places that a sentence gives to what happens in it."""
        if index not in self._known:
            sentence = self._reading.sentences[index]
            self._known[index] = self._days.of_sentence(sentence), self._sites.of_sentence(sentence)
        return self._known[index]

    def _weightiest(self, drafts: Sequence[_Draft]) -> _Draft | None:
        """What the article is mainly about: the weightiest event, unless it is an attack in passing."""
        best = max(drafts, key=_Draft.rank, default=None)
        if best is None or best.type not in ATTACKS or best.weight >= PASSING or 0 in best.sentences:
            return best
        least = BESIDE * best.weight
        others = (d for d in drafts if d.type == "other" or (d.type in CIVIL and d.weight >= 1))
        return max((d for d in others if d.weight >= least), key=_Draft.rank, default=best)

    def _day_of_head(self, naming: Collection[int]) -> str | None:
        """The first day, else stretch, in the head of the article; sentences naming the event come first."""
        head = range(min(HEAD_SENTENCES, len(self._reading.sentences)))
        days = (
            self._circumstances(index)[0] for index in sorted(head, key=lambda index: index not in naming)
        )
        known = [day for day in days if day and is_narrow(day)]
        return min(known, key=lambda day: _dated(day)[0] is None, default=None)

    def _places_of_head(self) -> list[str]:
        """The first places that the head of the article names as such."""
        head = range(min(LEAD_SENTENCES + 1, len(self._reading.sentences)))
        return list(next(filter(None, (self._circumstances(index)[1] for index in head)), ()))

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
        day, places = self._circumstances(index) if kinds else (None, ())
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
        day, places = self._circumstances(index)
        by_kind = {kind: self._by_type[kind][-RECALLED:] for kind in sorted(ATTACKS)}
        fitting = [d for drafts in by_kind.values() for d in drafts if self._fits(d, day, places)]
        if all(match.group().lower().startswith("str") for match in found):
            fitting = [d for d in fitting if d.type in FROM_AFAR] or fitting
        draft = max(fitting, key=_Draft.rank, default=None) or self._unnamed(found, index)
        if draft:
            for match in found:
                self._add(draft, index, Span(*match.span()), day, places)

    def _unnamed(self, found: Sequence[re.Match[str]], index: int) -> _Draft | None:
        """A new event for an attack whose kind no noun names: "jets bombed a market", "rebels killed six"."""
        words = {match.group().lower()[:4] for match in found}
        sentence = self._reading.sentences[index]
        harm = pattern("generic", "harm").search(self._text, sentence.start, sentence.end)
        by_air = pattern("generic", "aircraft").search(self._text, sentence.start, sentence.end)
        if by_air and (words & {"bomb", "raid", "stru", "stri", "atta"} or harm):
            return self._new("airstrike")
        if any(match.group().lower().startswith("bombard") for match in found):
            return self._new("shelling")
        if "atta" in words and self._is_violent(sentence):
            return self._new("ground-attack")
        if "bomb" in words:
            return self._new("bombing")
        calamity = (draft for draft in self._by_sentence[index] if draft.type == "other")
        return next(calamity, None) or self._new("killing") if harm else None

    def _is_violent(self, sentence: Span) -> bool:
        """Tell whether a sentence speaks of weapons, fighters or victims: rivals "attack" each other too."""
        return pattern("generic", "violence").search(self._text, sentence.start, sentence.end) is not None

    def _new(self, kind: EventType) -> _Draft:
        self._by_type[kind].append(_Draft(kind))
        return self._by_type[kind][-1]

    def _add(self, draft: _Draft, index: int, span: Span, day: str | None, places: Sequence[str]) -> None:
        if draft.mentions and any(span.overlaps(mention) for mention in draft.mentions[-RECALLED:]):
            return
        draft.mentions.append(span)
        draft.first = min(draft.first, span.start)
        draft.day = finer(draft.day, day)
        draft.places += [p for p in places if p not in draft.places]
        weight = HEADLINE_WEIGHT if index == 0 else LEAD_WEIGHT if index <= LEAD_SENTENCES else 1.0
        repeated = index in draft.sentences
        draft.weight += weight * _share(draft.type) * (0.5 if repeated else 1)
        if not repeated:
            draft.sentences.add(index)
            self._by_sentence[index].append(draft)

    def _fits(self, draft: _Draft, day: str | None, places: Sequence[str]) -> bool:
        """Tell whether neither another day nor another place forbids it."""
        if day and not (overlap(day, draft.day) if draft.day else is_narrow(day)):
            return False
        if not places or not draft.places:
            return True
        return any(self._atlas.related(a, b) for a in places for b in draft.places)

    def _event(self, draft: _Draft) -> Event:
        published = self._reading.article.date
        latest = published.value if published and is_full(published.value) and not draft.day else None
        day, earliest, last = _dated(draft.day)
        countries = [p for p in draft.places if self._atlas.is_country(p)]
        towns = [p for p in draft.places if p not in countries]
        places = (*towns[:TOWNS], *countries[: COUNTRIES if towns else TOWNS])
        kind = draft.type.replace("-", " ").capitalize()
        return Event(
            id=f"event/{digest(self._reading.article.sha256, draft.type, str(draft.first))}",
            type=draft.type,
            label=", ".join(filter(None, (kind, *(self._atlas.name(p) for p in places[:1]), draft.day))),
            names=tuple(sorted({span.of(self._text) for span in draft.mentions})),
            date=day,
            not_before=earliest,
            not_after=last or latest,
            places=places,
            mentions=tuple(sorted(draft.mentions)),
        )


def _share(kind: EventType) -> float:
    """What a word of the type counts towards the main event, 0 to 1."""
    return BACKGROUND_SHARE if kind in BACKGROUND else OTHER_SHARE if kind == "other" else 1.0


def _dated(day: str | None) -> tuple[str | None, str | None, str | None]:
    """Date and bounds: of a night and the like the day it ends on, of a longer stretch the bounds alone."""
    first, _, last = (day or "").partition("/")
    if not last:
        return day, None, None
    is_night = date.fromisoformat(last) - date.fromisoformat(first) <= timedelta(days=1)
    return last if is_night else None, first, last
