"""Which accusations a denial answers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from kg.link.corpus import Corpus, Said, grouped, not_later
from kg.link.entities import DAY
from kg.model import Event, EventType, Link

SAME_EVENT, SAME_ARTICLE, LIKELY_EVENT = 0.8, 0.6, 0.5
OTHER_OF_ONE_SIDE = 0.1
"""Taken off where the blamed one is not the rejecting one itself, but acts for it or the other way round."""
MOST_ANSWERED = 10
"""Accusations of other articles one denial is linked to, latest first: earlier ones repeat them."""
WINDOW = 14
"""Days within which a denial follows an accusation whose event is only likely to be the same."""
VIOLENT: frozenset[EventType] = frozenset({
    "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack", "ground-attack", "shooting",
    "killing", "shootdown",
})  # fmt: skip
"""Types that reports of one incident give it by turns."""

_Keyed = Mapping[tuple[str, str], Sequence[Said]]


def denials(corpus: Corpus) -> Iterator[Link]:
    """Link each denial to accusations of its article or event, not later than it, blaming whom it clears."""
    accusations = [one for one in corpus.said if one.claim.kind == "accusation" and one.claim.blames]
    by_article = grouped(accusations, lambda one: (one.claim.article,))
    keyed = grouped(accusations, lambda one: _keys(one, one.claim.blames, corpus))
    for denial in corpus.said:
        if denial.claim.kind == "denial":
            yield from _within(denial, by_article.get(denial.claim.article, []), corpus)
            yield from islice(_beyond(denial, keyed, corpus), MOST_ANSWERED)


def _keys(one: Said, actors: Sequence[str], corpus: Corpus) -> list[tuple[str, str]]:
    """Pair the claim's event, and the places of a violent one, with the sides of the actors."""
    if one.event is None:
        return []
    event = corpus.events.get(one.event)
    places = event.places if event and event.type in VIOLENT else ()
    sides = sorted({side for actor in actors for side in corpus.side(actor)})
    return [(what, side) for what in (one.event, *places) for side in sides]


def _within(denial: Said, accusations: Sequence[Said], corpus: Corpus) -> Iterator[Link]:
    """Answer within the article, unless the two speak of different events or days in the wrong order."""
    for accusation in accusations:
        if not_later(accusation.day, denial.day) or not (accusation.day and denial.day):
            certain = _certainty(denial, accusation, corpus)
            if denial.event is None or accusation.event is None:
                certain = SAME_ARTICLE
            if certain:
                yield from _answer(denial, accusation, certain, corpus)


def _beyond(denial: Said, keyed: _Keyed, corpus: Corpus) -> Iterator[Link]:
    """Answer accusations of the same event in other articles, the latest first."""
    found = {
        one.claim.id: one
        for key in _keys(denial, denial.claim.rejects, corpus)
        for one in islice(_until(denial.day, keyed.get(key, ())), MOST_ANSWERED)
    }
    for accusation in sorted(found.values(), key=lambda one: one.order, reverse=True):
        certain = _certainty(denial, accusation, corpus)
        if certain and accusation.claim.article != denial.claim.article:
            yield from _answer(denial, accusation, certain, corpus)


def _until(day: str, said: Sequence[Said]) -> Iterator[Said]:
    """Yield what was said until the day, the latest first; undated claims come last in `said`."""
    end = bisect_right(said, day or "", key=lambda one: one.order[0])
    return (said[number] for number in range(end - 1, -1, -1))


def _certainty(denial: Said, accusation: Said, corpus: Corpus) -> float:
    """How sure it is that both speak of one event; 0 where they do not."""
    if denial.event == accusation.event:
        return SAME_EVENT if denial.event else SAME_ARTICLE
    first, second = (corpus.events.get(one.event or "") for one in (denial, accusation))
    if first and second and _days(accusation.day, denial.day, WINDOW) and _likely_one(first, second):
        return LIKELY_EVENT
    return 0.0


def _likely_one(first: Event, second: Event) -> bool:
    """Tell whether two violent events share a place, and their days, where known, are next to each other."""
    if not {first.type, second.type} <= VIOLENT or set(first.places).isdisjoint(second.places):
        return False
    if not (first.date and second.date):
        return True
    return _days(min(first.date, second.date), max(first.date, second.date), 1)


def _days(first: str, second: str, most: int) -> bool:
    """Tell whether at most so many days lie between; dates of months and years must agree."""
    if len(first) == len(second) == DAY:
        return 0 <= (date.fromisoformat(second) - date.fromisoformat(first)).days <= most
    length = min(len(first), len(second))
    return length > 0 and first[:length] == second[:length]


def _answer(denial: Said, accusation: Said, certain: float, corpus: Corpus) -> Iterator[Link]:
    if not set(denial.claim.claimants).isdisjoint(accusation.claim.claimants):
        return  # nobody answers himself
    cleared = [
        (rejected != blamed, corpus.name(rejected), corpus.name(blamed))
        for rejected in denial.claim.rejects
        for blamed in accusation.claim.blames
        if corpus.one_side(rejected, blamed)
    ]
    if not cleared:
        return
    other, rejected, blamed = min(cleared)
    confidence = round(certain - OTHER_OF_ONE_SIDE * other, 2)
    of_other = f" of what {blamed} is blamed for" if other else ""
    reason = f"{_ON[certain]}: clears {rejected}{of_other}"
    yield Link("denies", denial.claim.id, accusation.claim.id, confidence, reason)


_ON = {SAME_EVENT: "of one event", SAME_ARTICLE: "in one article", LIKELY_EVENT: "of likely one event"}
