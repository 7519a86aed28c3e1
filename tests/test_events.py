"""The main event of an article: its type, day and places."""

from __future__ import annotations

import pytest

from kg.annotate.lexical import annotate
from kg.extract import extract
from kg.extract.days import bounds, finer, is_narrow, overlap
from kg.model import Event, Facts, Found
from tests.factory import GAZETTEER, RUN, make_article


def read(text: str) -> Facts:
    article = make_article(text, date=Found("2031-05-07", "metadata"), publisher=None)
    return extract(annotate(article, GAZETTEER), GAZETTEER, RUN)


def main(text: str) -> Event:
    facts = read(text)
    return next(e for e in facts.events if e.id in facts.main_events)


def places(text: str) -> set[str]:
    facts = read(text)
    held = next(e for e in facts.events if e.id in facts.main_events).places
    return {p.name for p in facts.places if p.id in held}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna Ott wins the election.\n\nVoters cheered. Her rival had attacked her record.", "other"),
        ("Her rivals attack her at the debate.\n\nVoters were bored, and so were the candidates.", "other"),
        ("A judge freed two men.\n\nThe verdict surprised many. One had been in a shooting.", "other"),
        ("Earthquake kills 40 in Kesh.\n\nThe earthquake struck at dawn. Schools collapsed.", "other"),
        ("Warplanes bombard the town of Kesh.\n\nThe bombardment lasted an hour.", "airstrike"),
        ("Borlandic jets struck a fuel depot in Kesh.", "airstrike"),
        ("Two churches in Kesh were bombed during mass.", "bombing"),
        ("A coach was blown up in Kesh.", "bombing"),
        ("A tower in Kesh was hit by a cruise missile.", "missile-strike"),
        ("The army bombards the town of Kesh.\n\nThe bombardment lasted an hour.", "shelling"),
        (
            "Rebels attack Kesh.\n\nThe attack on the town began at dawn, and soldiers were wounded.",
            "ground-attack",
        ),
        ("Gunmen hanged six villagers in Kesh.\n\nThe killings shocked the town.", "killing"),
        ("Shells kill six at a court in Kesh.", "shelling"),
        ("A van attack in Kesh killed six.", "killing"),
        ("A gunman killed six in Kesh.", "shooting"),
        (
            "Ministers meet in Kesh.\n\nA treaty followed the talks. One had been wounded in an attack.",
            "diplomacy",
        ),
        ("Ministers met with rebels in Kesh.\n\nThe talks lasted an hour. A treaty was signed.", "diplomacy"),
    ],
)
def test_the_type_is_that_of_what_the_article_is_mainly_about(text: str, kind: str) -> None:
    assert main(text).type == kind


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Shelling hits Kesh\n\nWednesday 7 May 2031\n\nShells fell on Kesh on Monday.", "2031-05-05"),
        ("Shelling hits Kesh\n\nWednesday 7 May 2031\n\nShells fell on Kesh.", None),
        ("Shells fell on Kesh. A video published on Tuesday shows smoke.", None),
        ("Shells fell on Kesh. It had been calm there. Three people died on Monday.", "2031-05-05"),
        ("“We saw shells fall today on Kesh,” a man told reporters.", None),
        ("Shells fell on Kesh overnight.", "2031-05-07"),
        ("Shells fell on Kesh last week.", None),
        ("Shells fell on Kesh last month.", "2031-04"),
        ("Shells fell on Kesh last week. Three people died on Friday.", "2031-05-02"),
    ],
)
def test_the_day_is_neither_that_of_publication_nor_of_speech(text: str, date: str | None) -> None:
    assert main(text).date == date


def test_a_stretch_of_days_bounds_the_event() -> None:
    event = main("Shells fell on Kesh last week.")
    assert (event.not_before, event.not_after) == ("2031-04-28", "2031-05-04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air strikes hit the town of Dorn, a doctor born in the town of Lesk said.", {"Dorn"}),
        ("Shelling hit Kesh, residents of the town of Lesk said.", {"Kesh"}),
        ("The Kesh agreements were broken by shelling in the town of Dorn.", {"Dorn"}),
        ("Speaking in Kesh, a man said the shelling of the town of Dorn had begun.", {"Dorn"}),
        ("Fighting broke out on the slopes of Dorn.", {"Dorn"}),
        ("Shelling goes on. Three people died in the town of Dorn.", {"Dorn"}),
    ],
)
def test_the_place_is_where_it_happened(text: str, expected: set[str]) -> None:
    assert places(text) == expected


def test_a_province_is_also_called_by_its_bare_name() -> None:
    facts = read("Shells fell in Dorn province, residents said.")
    assert any("Dorn" in (p.name, *p.names) for p in facts.places)


def test_dates_are_compared_by_what_they_cover() -> None:
    assert bounds("2031-05") == ("2031-05-01", "2031-05-31")
    assert bounds("2031") == ("2031-01-01", "2031-12-31")
    assert overlap("2031-05-06/2031-05-07", "2031-05-07")
    assert not overlap("2031-04", "2031-05-07")
    assert finer("2031-05", "2031-05-07") == "2031-05-07"
    assert finer(None, "2031") == "2031"
    assert is_narrow("2031-05-06/2031-05-07") and not is_narrow("2031-05")
