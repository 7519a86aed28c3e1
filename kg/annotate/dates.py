"""Date expressions, resolved against the day of publication where they need it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kg.annotate import relative
from kg.annotate.relative import WEEK
from kg.model import Date, Span
from kg.spelling import is_full

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH_NAME = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH = (
    rf"(?P<month>{MONTH_NAME}|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
TO_DAY = r"\s?(?P<to>-|–|to|and|until)\s?(?P<lastday>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?"
ON = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
BETWEEN = r"(?P<between>[Bb]etween\s+)?"
PATTERNS = tuple(
    re.compile(p)
    for p in (
        rf"\b{YEAR}-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b",
        rf"\b(?P<day>[0-3]?\d)[-/.](?P<m>[01]?\d)[-/.]{YEAR}\b",
        rf"\b{BETWEEN}{MONTH}\s+{DAY}{TO_DAY}\b(?!,\d)(?:,?\s+{YEAR}\b)?",
        rf"\b{BETWEEN}{DAY}{TO_DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?\b",
        rf"\b{ON}{MONTH}\s+{DAY}\b(?!,\d)(?:,?\s+{YEAR}\b)?",
        rf"\b{ON}{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?\b",
        rf"\b{MONTH}(?:\s+(?P<lastyear>last year)|(?:\s+of)?,?\s+{YEAR})\b",
        rf"\b(?P<bare>(?:last\s+)?(?P<month>{MONTH_NAME}))\b",
        rf"\b(?P<shift>(?:[Ll]ast|[Nn]ext)\s+)?{WEEKDAY}\b",
        rf"\b(?:[Ii]n|[Ss]ince|[Tt]he|[Aa]|of|late|early)\s+{YEAR}\b(?!\s?(?:-|–|people|men|women|soldiers))",
    )
)
IN_TIME = re.compile(
    r"\b(?:in|by|of|until|till|since|from|to|before|after|during|for|this|early|late|mid|between|and|through)[\s-]+$",
    re.IGNORECASE,
)
"""What stands before May and March where they are months: both are words, and names as well."""


def dates(text: str, sentence: Span, published: str | None) -> Iterator[Date]:
    """Find the date expressions of one sentence; those that cannot be resolved are left out."""
    day = date.fromisoformat(published) if published and is_full(published) else None
    taken: list[Span] = []
    for match, value in _found(text, sentence, day):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield Date(span, value)


def _found(text: str, sentence: Span, published: date | None) -> Iterator[tuple[re.Match[str], str]]:
    """All readings of the sentence, the surer before those they overlap."""
    for pattern in PATTERNS:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if not _is_name(match, text) and (value := _resolve(match.groupdict(), published)):
                yield match, value
    if published is None:
        return
    for match in relative.AGO.finditer(text, sentence.start, sentence.end):
        if value := relative.ago(match, published):
            yield match, value
    for match in relative.PATTERN.finditer(text, sentence.start, sentence.end):
        if value := relative.resolve(match.group(), published):
            yield match, value


def _is_name(match: re.Match[str], text: str) -> bool:
    """Tell of "May Lind", "the March Brigade", "the Saturday Market", "on Mondays"."""
    part = match.groupdict()
    word, before = part.get("bare") or part.get("weekday"), text[max(0, match.start() - 12) : match.start()]
    if word is None:
        return False
    if word in {"May", "March"} and not IN_TIME.search(before):
        return True
    if match.group().endswith("ys") and before.lower().endswith("on "):
        return True
    capital = re.match(r"\s+[A-Z][a-z]", text[match.end() : match.end() + 4])
    return capital is not None and before.lower().endswith("the ")


def _resolve(part: Mapping[str, str | None], published: date | None) -> str | None:
    if part.get("to") == "and" and not part.get("between"):
        return None
    if weekday := part.get("weekday"):
        return _weekday(weekday, (part.get("shift") or "").strip().lower(), published)
    month = _month(part)
    if month is None:
        return part.get("year")
    if part.get("lastday"):
        ends = (_calendar({**part, "day": day}, month, published) for day in (part["day"], part["lastday"]))
        first, last = ends
        return f"{first}/{last}" if first and last and first < last else None
    return _calendar(part, month, published)


def _calendar(part: Mapping[str, str | None], month: int, published: date | None) -> str | None:
    """A day or a month; the year is the one written, else the one that fits the day of publication."""
    year, day = part.get("year"), part.get("day")
    if year is None and published is not None:
        year = str(_nearest_year(month, int(day or 1), published) - (1 if part.get("lastyear") else 0))
    if year is None or not 1 <= month <= len(MONTHS):
        return None
    try:
        return date(int(year), month, int(day)).isoformat() if day else f"{year}-{month:02}"
    except ValueError:
        return None


def _month(part: Mapping[str, str | None]) -> int | None:
    if number := part.get("m"):
        return int(number)
    name = (part.get("month") or "").rstrip(".").lower()
    return next((i for i, m in enumerate(MONTHS, 1) if name and m.startswith(name[:3])), None)


def _nearest_year(month: int, day: int, published: date) -> int:
    """News looks back: the latest year that puts the day no later than a week after publication."""
    try:
        late = date(published.year, month, min(day, 28)) > published + timedelta(days=7)
    except ValueError:
        return published.year
    return published.year - late


def _weekday(name: str, shift: str, published: date | None) -> str | None:
    """The latest such day up to the day of publication; the one before that, or after it, if so said."""
    if published is None:
        return None
    back = (published.weekday() - WEEKDAYS.index(name.lower())) % WEEK
    if shift == "last":
        back = back or WEEK
    return (published - timedelta(days=back - WEEK if shift == "next" else back)).isoformat()
