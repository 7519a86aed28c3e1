"""Words that tell a day by the day of publication: "yesterday", "ten days ago", "earlier this month"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from kg.annotate.lexicon import lexicon

WEEK = 7
SATURDAY = 5
MONTHS_A_YEAR = 12


def _day(shift: int) -> Callable[[date], str]:
    return lambda today: (today + timedelta(days=shift)).isoformat()


def _days(first: int, last: int) -> Callable[[date], str]:
    return lambda today: interval(today + timedelta(days=first), today + timedelta(days=last))


def _year(shift: int) -> Callable[[date], str]:
    return lambda today: str(today.year + shift)


def _month(shift: int) -> Callable[[date], str]:
    def told(today: date) -> str:
        year, month = divmod(today.year * MONTHS_A_YEAR + today.month - 1 + shift, MONTHS_A_YEAR)
        return f"{year}-{month + 1:02}"

    return told


def _week_before(today: date) -> str:
    monday = today - timedelta(days=today.weekday() + WEEK)
    return interval(monday, monday + timedelta(days=WEEK - 1))


def _this_week(today: date) -> str:
    return interval(today - timedelta(days=today.weekday()), today)


def _weekend(today: date) -> str:
    """The latest Saturday and Sunday, the first of them before today."""
    saturday = today - timedelta(days=(today.weekday() - SATURDAY - 1) % WEEK + 1)
    return interval(saturday, min(today, saturday + timedelta(days=1)))


def _feast(month: int, day: int) -> Callable[[date], str]:
    def told(today: date) -> str:
        this_year = date(today.year, month, day)
        return (this_year if this_year <= today else date(today.year - 1, month, day)).isoformat()

    return told


DURING_LAST = r"(?:in|over|during|within) the (?:past|last|previous) "
WORDS: dict[str, Callable[[date], str]] = {
    r"the day before yesterday": _day(-2),
    r"yesterday|last night": _day(-1),
    r"today|tonight|this (?:morning|afternoon|evening)": _day(0),
    r"tomorrow": _day(1),
    rf"overnight(?! (?:success|stay|train|bus|flight|guest))|{DURING_LAST}(?:24 hours|day)": _days(-1, 0),
    rf"{DURING_LAST}(?:48 hours|two days)": _days(-2, 0),
    r"last week": _week_before,
    r"(?:earlier )?this week": _this_week,
    r"last weekend|(?:over|at|during) the weekend": _weekend,
    r"last month": _month(-1),
    r"(?:earlier |later )?this month": _month(0),
    r"next month": _month(1),
    r"last year": _year(-1),
    r"(?:earlier |later )?this year": _year(0),
    r"New Year['’]s Eve": _feast(12, 31),
    r"New Year['’]s Day": _feast(1, 1),
    r"Christmas Eve": _feast(12, 24),
    r"Christmas Day": _feast(12, 25),
}
AGO = re.compile(
    r"\b(?P<count>an?|\d{1,2}|[a-z]+(?:-[a-z]+)?) (?P<unit>day|week|month|year)s? ago\b",
    re.IGNORECASE,
)
PATTERN = re.compile(rf"\b(?:{'|'.join(f'(?:{words})' for words in WORDS)})(?![\w-]|['’]s)", re.IGNORECASE)
_EACH = tuple((re.compile(words, re.IGNORECASE), told) for words, told in WORDS.items())


def resolve(words: str, today: date) -> str | None:
    """The day, month, year or interval that a match of PATTERN tells."""
    return next((told(today) for pattern, told in _EACH if pattern.fullmatch(words)), None)


def ago(match: re.Match[str], today: date) -> str | None:
    """What a match of AGO tells: days to the day, weeks to the week, months and years likewise."""
    count = _count(match["count"].lower())
    if count is None:
        return None
    match match["unit"].lower():
        case "day":
            return _day(-count)(today)
        case "week":
            middle = today - timedelta(days=WEEK * count)
            return interval(middle - timedelta(days=3), middle + timedelta(days=3))
        case "month":
            return _month(-count)(today)
        case _:
            return _year(-count)(today)


def _count(word: str) -> int | None:
    if word in {"a", "an"}:
        return 1
    return int(word) if word.isdigit() else lexicon().units.get(word)


def interval(first: date, last: date) -> str:
    """Write an interval as ISO 8601 does, a single day as a day."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
