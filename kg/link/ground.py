"""How far two claims tied to one event speak of one happening, by what they and their articles say of it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from kg.link.corpus import Corpus
from kg.link.said import DAY, Said
from kg.link.scope import are_like_blows, in_common, of_one_happening, other_deeds

VAGUE, DESCRIBED = 0.7, 0.7
"""Of an event without a day or a place, where the claims stand in different articles; of claimants in one
article of whom one is not named: 'the group' may be the other one."""
UNPLACED = 0.6
"""Of claimants in one article of whom one is a person, and it is not known whom that person speaks for."""
UNDATED = ((0, 0.7), (2, 0.5), (14, 0.3))
"""Of an event whose day one article does not tell: by how many days at most what is known lies apart."""
LONG_AFTER = 0.2
NEXT_DAY = 0.2
"""Of events that two articles date to days that follow each other: one may have taken a day for another, but
raids of two days are more often two."""
DOUBT, UNKNOWN = 0.4, 0.2
"""Of a claim that leaves open which of two it was; that says that it is not known."""
IN_COMMON, IN_COMMON_APART = (0.4, 0.8, 1.0), (0.7, 0.9, 1.0)
"""Of claims whose own words have nothing in common, or one respect, or more: place, day, deed. In one
article, that tells of several happenings; and in two, that are held to tell of the same."""

OTHER_DEED = 0.7
"""Of claims in two articles by whose words shells fell, and bombs, on one place and day."""


def nearness(first: Said, second: Said, corpus: Corpus, other_deed: float = 0.0) -> float:
    """How sure it is that two claims about one event by its id are of one happening, by two voices.

    `other_deed` is how sure that is where two articles name the deed otherwise, of one place.
    """
    if not (of_one_happening(first.scope, second.scope) and _dates_agree(first, second)):
        return 0.0
    near, common = placing(first, second, corpus), min(2, in_common(first.scope, second.scope))
    deed = float(not other_deeds(first.scope, second.scope))
    if near == 1 and _told_otherwise(first, second):
        deed = other_deed
    if first.claim.article != second.claim.article:
        return near * deed * timing(first, second, corpus) * IN_COMMON_APART[common]
    if first.claim.text == second.claim.text:
        return 0.0  # one of them was misread
    return (
        near
        * deed
        * IN_COMMON[common]
        * corpus.lands.unlike(first.scope.places, second.scope.places)
        * _known(first, second, corpus)
    )


def _told_otherwise(first: Said, second: Said) -> bool:
    """Tell whether two articles name one deed by other words, as by what fell and by what it fell from.

    Both are about it, or date and place it alike; an article that names two deeds tells of two.
    """
    return (
        first.claim.article != second.claim.article
        and are_like_blows(first.scope, second.scope)
        and ((first.is_main and second.is_main) or _told_alike(first, second))
    )


def _told_alike(first: Said, second: Said) -> bool:
    """Tell whether two articles give the event one day and place."""
    sharp = is_sharp(first) and is_sharp(second) and first.when == second.when
    return sharp and bool(first.told and second.told and {*first.told.places} & {*second.told.places})


def placing(first: Said, second: Said, corpus: Corpus) -> float:
    """How sure it is that two claims may speak of one place."""
    return corpus.lands.nearness(first.places, second.places)


def timing(first: Said, second: Said, corpus: Corpus, next_day: float = NEXT_DAY) -> float:
    """How sure it is that two articles mean one day; a cluster of events may hold others, by and by.

    Where a person holds the two events to be one, days decide nothing.
    """
    if corpus.is_judged(first) and corpus.is_judged(second):
        return 1.0
    one, other = first.when, second.when
    if one and other:
        if not days_within(min(one, other), max(one, other), 1):
            return 0.0
        sharp = is_sharp(first) and is_sharp(second)
        return (1.0 if one == other else next_day) if sharp else VAGUE
    day, later = sorted((one or first.day, other or second.day))
    return next((sure for most, sure in UNDATED if not day or days_within(day, later, most)), LONG_AFTER)


def footing(said: Said) -> float:
    """How sure it is that the claim is laid to those whom it names."""
    if said.scope.unknown:
        return said.laid * UNKNOWN
    return said.laid * (DOUBT if said.scope.doubtful or said.claim.certainty == "possible" else 1)


def is_sharp(said: Said) -> bool:
    """Tell whether the article gives the event a day and a place: it hardly means another of its kind."""
    return bool(said.told and said.told.places and len(said.when) == DAY)


def days_within(first: str, second: str, most: int) -> bool:
    """Tell whether at most so many days lie between; dates of months and years must agree."""
    if len(first) == len(second) == DAY:
        return 0 <= (date.fromisoformat(second) - date.fromisoformat(first)).days <= most
    length = min(len(first), len(second))
    return length > 0 and first[:length] == second[:length]


def _dates_agree(first: Said, second: Said) -> bool:
    """Tell whether the dates that their words name lie no day apart; for one that names none, its event's."""
    if not (first.scope.dates or second.scope.dates):
        return True
    one, other = ({*map(_ordinal, said.scope.dates or _month_day(said))} for said in (first, second))
    return not (one and other) or any(abs(a - b) <= 1 for a in one for b in other)


def _month_day(said: Said) -> frozenset[str]:
    return frozenset({said.when[5:]} if len(said.when) == DAY else ())


def _ordinal(month_day: str) -> int:
    """Number the days of a leap year; a day that a month does not have is its last."""
    month, day = map(int, month_day.split("-"))
    return date(2000, month, min(day, monthrange(2000, month)[1])).toordinal()


def _known(first: Said, second: Said, corpus: Corpus) -> float:
    """How sure it is that the claimants of one article are two, by what is known of them."""
    speakers = [who for said in (first, second) for who in said.claim.claimants]
    known = 1.0 if all(map(corpus.is_named, speakers)) else DESCRIBED
    return known * UNPLACED if any(map(corpus.is_unplaced, speakers)) else known
