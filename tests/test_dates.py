"""Date expressions and what they come to on Wednesday, 7 May 2031."""

from __future__ import annotations

import pytest

from kg.annotate.dates import dates
from kg.model import Span

PUBLISHED = "2031-05-07"


def found(text: str, published: str | None = PUBLISHED) -> list[str]:
    return [date.value for date in dates(text, Span(0, len(text)), published)]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("this morning", "2031-05-07"),
        ("tonight", "2031-05-07"),
        ("tomorrow", "2031-05-08"),
        ("last night", "2031-05-06"),
        ("the day before yesterday", "2031-05-05"),
        ("overnight", "2031-05-06/2031-05-07"),
        ("in the past 24 hours", "2031-05-06/2031-05-07"),
        ("ten days ago", "2031-04-27"),
        ("3 days ago", "2031-05-04"),
        ("two weeks ago", "2031-04-20/2031-04-26"),
        ("six months ago", "2030-11"),
        ("a year ago", "2030"),
        ("last week", "2031-04-28/2031-05-04"),
        ("earlier this week", "2031-05-05/2031-05-07"),
        ("over the weekend", "2031-05-03/2031-05-04"),
        ("earlier this month", "2031-05"),
        ("this year", "2031"),
        ("next Tuesday", "2031-05-13"),
        ("last Wednesday", "2031-04-30"),
        ("on New Year's Eve", "2030-12-31"),
        ("on Saturday 3 May 2031", "2031-05-03"),
        ("between 14 and 17 April", "2031-04-14/2031-04-17"),
        ("on April 14-17, 2030", "2030-04-14/2030-04-17"),
        ("in May", "2031-05"),
        ("in mid-March", "2031-03"),
    ],
)
def test_words_are_resolved_against_the_day_of_publication(words: str, date: str) -> None:
    assert found(f"Kesh was hit {words}.") == [date]


@pytest.mark.parametrize(
    "text",
    [
        "May Lind runs the clinic.",
        "The March Brigade took the mast.",
        "The Saturday Market was shelled.",
        "The shop is closed on Mondays.",
        "It was an overnight success.",
        "He is a hero of today's youth.",
        "Jan Holt was there many days ago.",
    ],
)
def test_names_and_habits_are_no_dates(text: str) -> None:
    assert found(text) == []


def test_a_lost_apostrophe_hides_no_weekday() -> None:
    assert found("Mondays attack on Kesh was the worst.") == ["2031-05-05"]


def test_two_days_with_and_between_them_are_no_interval() -> None:
    assert found("Kesh was hit on 14 and 17 April.") == ["2031-04-17"]


def test_relative_words_need_a_day_of_publication() -> None:
    assert found("Kesh was hit ten days ago and again overnight.", published=None) == []
    assert found("Kesh was hit ten days ago.", published="2031-05") == []


@pytest.mark.parametrize(("text", "date"), [("the 2012 attack", "2012"), ("a 1999 treaty", "1999")])
def test_a_year_before_a_noun_is_a_date(text: str, date: str) -> None:
    assert found(f"Kesh remembers {text}.") == [date]
