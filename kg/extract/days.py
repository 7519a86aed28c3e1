"""Which day a sentence gives to what happens in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.reading import Reading
from kg.model import Date, Span
from kg.spelling import is_full

DATELINE = re.compile(r"(?:^|\n)[A-Z][A-Z ./'-]{2,30},?\s*$")
STAMP_ZONE = 400
"""Code points at the head of an article in which the day of publication, year and all, is a stamp."""
ISSUED = re.compile(
    r"\b(?:publish|post|releas|issu|announc|broadcast|air|dat|fil|updat|report|obtain|receiv)(?:ed|e)?(?:\s+late|\s+early)?(?:\s+on)?\s+$"
)
"""A day behind such a verb is that of a paper or a film, not of what it tells."""
YEAR = len("2016")


class Days:
    """Tells the days of happenings from those of speech and of publication."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self._text = reading, reading.text
        published = reading.article.date
        self._published = published.value if published else None

    def of_sentence(self, sentence: Span) -> str | None:
        """The first day known to the day, else the first date at all."""
        values = [day.value for day in self._happening(sentence)]
        return next(filter(is_narrow, values), values[0] if values else None)

    def _happening(self, sentence: Span) -> Iterator[Date]:
        for day in self._reading.dates(sentence):
            if not (self._is_said(day) or self._is_stamp(day) or self._is_quoted(day)):
                yield day

    def _is_said(self, day: Date) -> bool:
        """Tell whether a cue stands beside it: "told reporters on Monday"."""
        before, after = day.span.start - len("reporters on "), day.span.end + len(" ")
        return any(
            cue.cue.end <= day.span.start or cue.cue.start >= day.span.end
            for cue in self._reading.attributions(Span(max(0, before), after + 1))
        )

    def _is_stamp(self, day: Date) -> bool:
        before = self._text[max(0, day.span.start - 40) : day.span.start]
        if DATELINE.search(before) or ISSUED.search(before):
            return True
        with_year = re.search(r"\d{4}", day.span.of(self._text)) is not None
        return with_year and day.value == self._published and day.span.start < STAMP_ZONE

    def _is_quoted(self, day: Date) -> bool:
        """Tell of "today" in a quotation, which is the day of speech."""
        return day.span.of(self._text)[0].islower() and self._reading.quoted(day.span) == 1


def is_narrow(date: str) -> bool:
    """Tell whether a date is a day or a stretch of days, rather than a month or a year."""
    return is_full(date) or "/" in date


def bounds(date: str) -> tuple[str, str]:
    """First and last day of a date; of a month the last is as in the longest."""
    first, _, last = date.partition("/")
    last = last or first
    return first + "-01-01"[len(first) - YEAR :], last + "-12-31"[len(last) - YEAR :]


def overlap(one: str, other: str) -> bool:
    """Tell whether two dates may be the same day."""
    (first, last), (other_first, other_last) = bounds(one), bounds(other)
    return first <= other_last and other_first <= last


def finer(one: str | None, other: str | None) -> str | None:
    """The one of two dates that says more; of equals the first."""
    known = [date for date in (one, other) if date]
    return min(known, key=_width, default=None)


def _width(date: str) -> int:
    """0 for a day, more for a stretch, a month, a year."""
    return 0 if is_full(date) else 1 if "/" in date else 12 - len(date)
