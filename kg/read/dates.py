"""Dates as inputs write them, brought to ISO 8601 at the precision they have."""

from __future__ import annotations

import datetime
import re

from dateutil import parser

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH = r"(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|Sept)\.?"
"""An English month, whole or shortened."""
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
"""An English day of the week, whole or shortened."""
# "Jun 182016" is "Jun 18, 2016" after a feed dropped its punctuation.
_Y = r"(?:19|20)\d\d"
DAY = (
    rf"(?:(?P<year>{_Y})(?P<mark>[-/.])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)"
    rf"|(?P<day2>\d{{1,2}})(?P<mark2>[-/.])(?P<month2>\d{{1,2}})(?P=mark2)(?P<year2>{_Y})(?!\d)"
    rf"|(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month3>{MONTH}),?\s(?P<year3>{_Y})(?!\d)"
    rf"|(?P<month4>{MONTH})\s(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?,?\s?(?P<year4>{_Y})(?!\d))"
)
"""A whole date in running English text; `of_match` reads it."""
_ISO = re.compile(
    r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?|((?:19|20)\d\d)(\d\d)(\d\d)", re.DOTALL
)
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)\b.*", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MAX_LENGTH = 60  # longer than any date with its weekday, time and zone


def iso_date(raw: str) -> str | None:
    """Return a date as YYYY[-MM[-DD]], or None for what is no date, before 1900 or after tomorrow.

    Numbers are read day first, unless that is impossible: '05-09-2013' is the fifth of September.
    """
    raw = raw.strip()
    if len(raw) > _MAX_LENGTH:
        return None
    if iso := _ISO.fullmatch(raw):
        year, month, day = (iso[1], iso[2], iso[3]) if iso[1] else (iso[4], iso[5], iso[6])
        return _checked(int(year), int(month or 0), int(day or 0))
    if numeric := _NUMERIC.fullmatch(raw):
        return day_first(int(numeric[1]), int(numeric[2]), int(numeric[3]))
    return _written(raw)


def of_match(match: re.Match[str]) -> str | None:
    """Return the ISO date of a match of `DAY`."""
    groups = match.groupdict()
    if groups["year"]:
        return _checked(int(groups["year"]), int(groups["month"]), int(groups["day"]))
    if groups["year2"]:
        return day_first(int(groups["day2"]), int(groups["month2"]), int(groups["year2"]))
    variant = "3" if groups["year3"] else "4"
    month, day, year = (groups[f"{part}{variant}"] for part in ("month", "day", "year"))
    return _checked(int(year), month_number(month), int(day))


def month_number(name: str) -> int:
    """Return 1 to 12 for an English month, whole or shortened."""
    return [month[:3] for month in MONTHS].index(name[:3].title()) + 1


def day_first(day: int, month: int, year: int) -> str | None:
    """Read two numbers as day and month, or as month and day where only that is possible."""
    return _checked(year, month, day) or _checked(year, day, month)


def _written(raw: str) -> str | None:
    if not _YEAR.search(raw):  # dateutil would fill in this year
        return None
    try:
        # What differs between two defaults was not in the text.
        one, two = (
            parser.parse(raw, dayfirst=True, ignoretz=True, default=default)
            for default in (datetime.datetime(1904, 1, 1), datetime.datetime(1908, 2, 2))
        )
    except (ValueError, OverflowError):
        return None
    month = one.month if one.month == two.month else 0
    day = one.day if one.day == two.day else 0
    return _checked(one.year, month, day) if one.year == two.year else None


def _checked(year: int, month: int, day: int) -> str | None:
    if day and not month:
        return None
    try:
        date = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    tomorrow = datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=1)
    if date.year < 1900 or date > tomorrow:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]
