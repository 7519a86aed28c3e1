"""Dates as inputs write them."""

from __future__ import annotations

import datetime

import pytest

from kg.read.dates import iso_date

TODAY = datetime.datetime.now(tz=datetime.UTC).date()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2016-10-22", "2016-10-22"),
        ("2016-10-22T10:00:00+03:00", "2016-10-22"),
        ("2016-10", "2016-10"),
        ("2016", "2016"),
        ("20161022", "2016-10-22"),
        ("05-09-2013", "2013-09-05"),
        ("5/9/2013", "2013-09-05"),
        ("05/13/2016", "2016-05-13"),
        ("07.07.2015 10:15", "2015-07-07"),
        ("October 22, 2016", "2016-10-22"),
        ("22nd Oct 2016", "2016-10-22"),
        ("October 2016", "2016-10"),
        ("Sat, 22 Oct 2016 10:00:00 GMT", "2016-10-22"),
        ("29 February 2016", "2016-02-29"),
    ],
)
def test_date_keeps_its_precision(raw: str, expected: str) -> None:
    assert iso_date(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "", "yesterday", "October 22", "Saturday", "10:00", "2016-13", "2016-02-30", "30/30/2016",
        "22 Oct 16",
        "1899-12-31", "0001-01-01", "31 February 2016", "9" * 80, "2016-10-22 " + "x" * 80, "at 2016 feet",
    ],
)  # fmt: skip
def test_nonsense_is_no_date(raw: str) -> None:
    assert iso_date(raw) is None


def test_dates_end_tomorrow() -> None:
    days = [TODAY + datetime.timedelta(days=days) for days in (0, 1, 3)]
    assert [iso_date(day.isoformat()) is not None for day in days] == [True, True, False]
