"""Date expressions, resolved against the day of publication where they need it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kg.model import Date, Span
from kg.spelling import is_full

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
PATTERNS = tuple(
    re.compile(p)
    for p in (
        rf"\b{YEAR}-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b",
        rf"\b(?P<day>[0-3]?\d)[-/.](?P<m>[01]?\d)[-/.]{YEAR}\b",
        rf"\b{MONTH}\s+{DAY}\b(?!,\d)(?:,?\s+{YEAR}\b)?",
        rf"\b{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?\b",
        rf"\b(?P<last>last\s+)?{MONTH}(?:\s+(?P<lastyear>last year)|(?:\s+of)?,?\s+{YEAR})?\b",
        rf"\b(?P<last>last\s+)?{WEEKDAY}\b",
        r"\b(?P<relative>yesterday|today|[Ll]ast month|[Ll]ast year)\b",
        rf"\b(?:in|since)\s+{YEAR}\b",
    )
)


def dates(text: str, sentence: Span, published: str | None) -> Iterator[Date]:
    """Find the date expressions of one sentence; those that cannot be resolved are left out."""
    day = date.fromisoformat(published) if published and is_full(published) else None
    taken: list[Span] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span())
            resolved = _resolve(match.groupdict(), day)
            if resolved and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield Date(span, resolved)


def _resolve(part: dict[str, str | None], published: date | None) -> str | None:
    if relative := part.get("relative"):
        return _relative(relative.lower(), published)
    if weekday := part.get("weekday"):
        return _weekday(weekday, published)
    month = _month(part)
    return part.get("year") if month is None else _calendar(part, month, published)


def _calendar(part: dict[str, str | None], month: int, published: date | None) -> str | None:
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


def _month(part: dict[str, str | None]) -> int | None:
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


def _weekday(name: str, published: date | None) -> str | None:
    """The latest such day up to the day of publication."""
    if published is None:
        return None
    back = (published.weekday() - WEEKDAYS.index(name.lower())) % 7
    return (published - timedelta(days=back)).isoformat()


def _relative(word: str, published: date | None) -> str | None:
    if published is None:
        return None
    first = published.replace(day=1)
    return {
        "today": published.isoformat(),
        "yesterday": (published - timedelta(days=1)).isoformat(),
        "last month": (first - timedelta(days=1)).isoformat()[:7],
        "last year": str(published.year - 1),
    }[word]
