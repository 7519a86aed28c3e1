"""What an article tells of an event, as far as it bears on which others are the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kg.link.events.words import forms
from kg.model import Event, EventType, Facts, Span
from kg.spelling import is_full

SENTENCE, SENTENCE_END = re.compile(r"[^.!?…\n]+"), re.compile(r"[.!?…\n]")
LEAD_SENTENCES, NAMING = 3, 6
"""Sentences at the head of an article, and places that name an event, whose words are compared."""
TOPIC = 600
"""Code points at the head of an article that tell what it is about."""
LONGEST = 300
"""Code points of a sentence that are read on each side of what names an event."""
UNDATED_DAYS = 3
"""Days before its publication within which an article's main event without a date is taken to lie."""

Days = tuple[int, int]
"""First and last day, as ordinals."""
Toll = tuple[str, int | None, int | None]
"""Measure, minimum and maximum."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An event in one article; the places and actors by the ids that stand for them."""

    id: str
    article: str
    is_main: bool = True
    type: EventType | None = None
    days: Days | None = None
    is_dated: bool = False
    """Whether the day is told, and not only bounds of it."""
    published: int | None = None
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    triggers: frozenset[str] = frozenset()
    """What names the event, in one form each."""
    words: frozenset[str] = frozenset()
    """Of the sentences that name it, and of the lead where it is the main event."""
    topic: frozenset[str] = frozenset()
    """Of the head of the article; of the event's own sentences where it is told in passing."""
    tolls: frozenset[Toll] = frozenset()
    """What is put forward by claims about it."""

    @property
    def text(self) -> str:
        """What its topic is of: the article, or what it tells in passing as if that were one of its own."""
        return self.article if self.is_main else self.id


def profiles(facts: Facts) -> Iterator[Profile]:
    """Yield the events of one article."""
    article, text = facts.article, facts.article.text
    title = article.title.value if article.title else ""
    topic = forms(f"{title} {text[:TOPIC]}")
    published = _day(article.date.value) if article.date else None
    lead = [found.group()[: 2 * LONGEST] for found in islice(SENTENCE.finditer(text), LEAD_SENTENCES)]
    tolls = _tolls(facts)
    for event in facts.events:
        is_main = event.id in facts.main_events
        read = [*(lead if is_main else ()), *(_around(one, text) for one in event.mentions[:NAMING])]
        words = forms(" ".join(dict.fromkeys(read)))
        yield Profile(
            id=event.id,
            article=article.sha256,
            is_main=is_main,
            type=event.type,
            days=_days(event, published if is_main else None),
            is_dated=is_full(event.date),
            published=published,
            places=event.places,
            actors=event.participants,
            triggers=forms(" ".join(event.names)),
            words=words,
            topic=topic if is_main else words,
            tolls=frozenset(tolls[event.id]),
        )


def _around(mention: Span, text: str) -> str:
    """The sentence that a mention stands in, as far as it is near."""
    before = text[max(0, mention.start - LONGEST) : mention.start]
    after = text[mention.start : mention.start + LONGEST]
    return SENTENCE_END.split(before)[-1] + SENTENCE_END.split(after)[0]


def _tolls(facts: Facts) -> Mapping[str | None, set[Toll]]:
    """The numbers given for each event."""
    tolls: defaultdict[str | None, set[Toll]] = defaultdict(set)
    for claim in facts.claims:
        tolls[claim.about].update((one.measure, one.minimum, one.maximum) for one in claim.figures)
    return tolls


def _days(event: Event, published: int | None) -> Days | None:
    """The days the event may lie on: its date, its bounds, else the days before publication."""
    if is_full(event.date) and (day := _day(event.date)):
        return day, day
    first, last = _day(event.not_before), _day(event.not_after)
    if first and last:
        return first, last
    if event.date or published is None:
        return None
    return published - UNDATED_DAYS, published


def _day(value: str | None) -> int | None:
    if not value or not is_full(value):
        return None
    try:
        return date.fromisoformat(value).toordinal()
    except ValueError:
        return None


def ordered(found: Sequence[Profile]) -> list[Profile]:
    """Sort by day of publication, unknown last, then by article and id."""
    return sorted(found, key=lambda one: (one.published or 10**9, one.article, one.id))
