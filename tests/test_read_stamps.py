"""What a text states of itself: headline, date, publisher; page furniture is never its date."""

from __future__ import annotations

import pytest

from kg.read.clutter import furniture
from kg.read.stamps import Stamps, find

BODY = (
    "Villagers said that two aircraft had set fire to the grain depot outside the town, and nine were hurt.\n"
)
HEAD = "Depot burns after night raid\n\n"


def stamps(text: str) -> Stamps:
    return find(text, furniture(text))


@pytest.mark.parametrize(
    ("text", "date", "publisher"),
    [
        (f"{HEAD}MOSCOW, October 22. /TASS/. {BODY}", None, "TASS"),
        (
            f"{HEAD}MOSCOW, October 22. /TASS/. {BODY}The raid began on October 22, 2016.\n",
            "2016-10-22",
            "TASS",
        ),
        (f"{HEAD}GENEVA, June 12, 2019 (AFP) - {BODY}", "2019-06-12", "AFP"),
        (f"{HEAD}BEIRUT (AP) — {BODY}", None, "AP"),
        (f"{HEAD}Beirut, 24 November 2024 (NNA) - {BODY}", "2024-11-24", "NNA"),
        (f"{HEAD}BOGOTÁ, April 12, 2022 – {BODY}", "2022-04-12", None),
        (f"{HEAD}YEREVAN, October 8, 2020. /ARMENPRESS/. {BODY}", "2020-10-08", "ARMENPRESS"),
        (f"{HEAD}Valley Rights Monitor\nApril 5, 2022\n\n{BODY}", "2022-04-05", None),
        (f"{HEAD}(Reuters) - {BODY}", None, "Reuters"),
        (f"{HEAD}Washington (AFP) – {BODY}", None, "AFP"),
        (f"{HEAD}Depot burns after night raid AFP Sunday 10 Jul 2016 {BODY}", "2016-07-10", "AFP"),
        (f"{HEAD}Reuters Wednesday 25 Feb 2015 {BODY}", "2015-02-25", "Reuters"),
        (f"{HEAD}15-08-2016 Depot burns after night raid. {BODY}", "2016-08-15", None),
        (f"{HEAD}07.07.2015Get short URL {BODY}", "2015-07-07", None),
        (f"{HEAD}Last updated at Jun 182016 {BODY}", "2016-06-18", None),
        (f"{HEAD}Published: 3 May 2014\nUpdated: 5 May 2014\n\n{BODY}", "2014-05-03", None),
        (f"{HEAD}By Ana Petrov\n\nMonday, May 18, 2015\n\n{BODY}", "2015-05-18", None),
        (f"{HEAD}BBC News, 19 September 2016\n\n{BODY}", "2016-09-19", "BBC News"),
        (f"{HEAD}19 September 2016\n\nvillagers fled at dawn. {BODY}", "2016-09-19", None),
        (f"19 September 2016\n\n{HEAD}{BODY}", "2016-09-19", None),
        (f"Depot burns after night raid | Valley Courier\n\n{BODY}", None, "Valley Courier"),
        (f"Depot burns after night raid - Region - World - Ahram Online\n\n{BODY}", None, "Ahram Online"),
        (f"{HEAD}{BODY}--AFP\n", None, "AFP"),
        (f"{HEAD}{BODY}(Source: Valley Council + Agencies)\n", None, "Valley Council"),
        (f"{HEAD}{BODY}Last Update: Saturday 7 October 2017 KSA 16:06\n", "2017-10-07", None),
    ],
)
def test_stated_by_the_text(text: str, date: str | None, publisher: str | None) -> None:
    found = stamps(text)
    assert (found.title, found.date, found.publisher) == ("Depot burns after night raid", date, publisher)


@pytest.mark.parametrize(
    "text",
    [
        f"4.3 C\nNew York\nWednesday, April 24, 2024\nHomeNewsDepot burns after night raid\n\n{HEAD}{BODY}",
        f"Wednesday, April 24, 2024\n\nHome\nNews\nSport\n\n{HEAD}{BODY}",
        f"Home | World | Contact us\n24/04/2024 18:02\n\n{HEAD}{BODY}",
        f"{HEAD}{BODY * 3}Leave a Reply\n\nUpdated: 24 April 2024\n",
        f"{HEAD}{BODY}© 2024 Valley Courier, 24 April 2024. All rights reserved.\n",
        f"{HEAD}On 19 September 2016 a depot burned. {BODY}",
        f"{HEAD}19 September 2016 was a dark day for the town. {BODY}",
        f"{HEAD}{BODY}The chronology\n19 September 2016\nThe depot burned.\n",
        f"{HEAD}MOSCOW, October 22. /TASS/. {BODY}A raid on October 22, 2015 and one on October 22, 2016.\n",
        f"{HEAD}A monitor told Reuters that it began on Saturday. {BODY}",
    ],
)
def test_no_date_of_the_article(text: str) -> None:
    assert stamps(text).date is None


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}A monitor told Reuters that the fire was set. {BODY}",
        f"{HEAD}“We were asleep,” he said (AFP photo). {BODY}",
        f"Depot burns after raid – Ministry of Defence\n\n{BODY}",
        f"{HEAD}{BODY}The ministry spoke to SANA.\n",
    ],
)
def test_a_medium_that_is_only_named_is_no_publisher(text: str) -> None:
    assert stamps(text).publisher is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"All news\n\n{HEAD}{BODY}", "Depot burns after night raid"),
        (f"World\n\nConflict\n\n{HEAD}{BODY}", "Depot burns after night raid"),
        (f"{HEAD.strip()}.\n\n6 September 2016 {BODY}", "Depot burns after night raid"),
        (f"{BODY}\nA short line here\n\n{BODY}", None),
        ("Depot burns after night raid", None),
    ],
)
def test_headline(text: str, title: str | None) -> None:
    assert stamps(text).title == title


def test_headline_printed_twice_and_stamps_are_boilerplate() -> None:
    text = f"{HEAD}Posted on July 2 2016 by Li Wen Depot burns after night raid {BODY}"
    found = stamps(text)
    assert text[max(span.end for span in found.spans) :].strip() == BODY.strip()
    assert all(span.start >= len(HEAD) for span in found.spans)
