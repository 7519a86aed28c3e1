"""Within one article: full name, surname, title, acronym and short form are one actor."""

from __future__ import annotations

import pytest

from kg.annotate.lexical import annotate
from kg.extract import extract
from kg.extract.cast import Cast
from kg.extract.lookup import lookup, undamaged
from kg.extract.reading import Reading
from kg.model import Actor, Facts, Found, Gazetteer, Place, Tenure
from tests.factory import GAZETTEER, RUN, make_article

WATCH = Actor("actor/watch", "Kesh Observatory for Peace", "organization", ("KOP",))
COALITION = Actor("actor/coalition", "Borland-led coalition", "organization", acts_for=("actor/borland",))
PRESS = Actor("actor/press", "Dorn Press", "organization")
DIRECTOR = Actor("actor/rahman", "Nadir Abdulrahman", "person", ("Abdulrahman",), ("actor/watch",))
KNOWN = Gazetteer((*GAZETTEER.actors, WATCH, COALITION, PRESS, DIRECTOR), GAZETTEER.places)


def read(text: str, **fields) -> Facts:
    article = make_article(text, **{"date": Found("2031-05-07", "metadata"), "publisher": None, **fields})
    return extract(annotate(article, KNOWN), KNOWN, RUN)


def claimants(text: str, **fields) -> list[str]:
    """Who claims, claim by claim, by name."""
    facts = read(text, **fields)
    names = {actor.id: actor.name for actor in facts.actors}
    return [names[one] for claim in facts.claims for one in claim.claimants]


@pytest.mark.parametrize(
    "text",
    [
        "The Kesh Observatory for Peace said shells fell. The Observatory said 12 people died.",
        "The Kesh Observatory for Peace said shells fell. Observatorys report said 12 people died.",
        "Shells fell on Dorn, a monitor said. The Kesh Observatory for Peace said 12 people died.",
        "The Kesh Observatory for Peace, a war monitor, said shells fell. The monitoring group said 12 died.",
        "KOP said shells fell. The monitor said 12 people died. The Dorn Press was there.",
    ],
)
def test_a_monitor_is_the_one_body_that_watches(text: str) -> None:
    assert set(claimants(text)) == {"Kesh Observatory for Peace"}


def test_a_monitor_is_nobody_known_where_none_is_named() -> None:
    (actor,) = {a.id for a in read("Shells fell on Dorn, a monitor said.").actors if a.mentions}
    assert actor.startswith("actor/unnamed-")


def test_monitors_at_large_and_other_monitors_are_not_the_one_named() -> None:
    text = "The Kesh Observatory for Peace said shells fell. Another monitor said 12 people died."
    assert "Kesh Observatory for Peace" not in claimants(text)[1:]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Dorn War Council", "The War Council"),
        ("Dorn War Council", "The Council"),
        ("Harakat Nur Council (HNRC)", "HNRC"),
        ("Dorn Office for Homes", "DOH"),
        ("Hill News Agency", "The News Agency"),
    ],
)
def test_a_short_form_is_the_body_named_in_full(full: str, short: str) -> None:
    text = f"The {full} said shells fell. {short} said 12 people died."
    assert set(claimants(text)) == {full.split(" (", maxsplit=1)[0]}


def test_of_two_councils_the_one_named_last_is_meant() -> None:
    text = (
        "The Dorn War Council said shells fell. The Kesh Town Council said homes burned. "
        "The Council said 12 people died."
    )
    assert claimants(text)[-1] == "Kesh Town Council"


def test_a_coalition_is_the_one_that_the_article_names() -> None:
    text = "The Dorn Peace Coalition met. The Coalition said shells fell."
    assert claimants(text)[-1] == "Dorn Peace Coalition"
    assert claimants("The Borland-led coalition met. The coalition said shells fell.")[-1] == COALITION.name


def test_of_two_coalitions_the_one_that_wages_war_is_told_by_what_it_does() -> None:
    named = "The Borland-led coalition flew to Kesh. The Dorn Peace Coalition met. "
    struck = read(f"{named}Anna Ott said the coalition air raids killed 12 civilians.")
    assert [c.blames for c in struck.claims if c.blames] == [("actor/coalition",)]
    assert claimants(f"{named}The coalition said 12 people had died.")[-1] == "Dorn Peace Coalition"


def test_other_bodies_of_one_kind_stay_apart() -> None:
    text = "The Dorn War Council said shells fell. The Kesh Town Council said 12 people died."
    assert claimants(text) == ["Dorn War Council", "Kesh Town Council"]


def test_of_two_persons_of_one_surname_the_one_named_last_is_meant() -> None:
    text = (
        "Anna Ott said shells fell. Ott said homes burned. Bela Ott said 12 people died. "
        "Ott said the roads were closed."
    )
    assert claimants(text) == ["Anna Ott", "Anna Ott", "Bela Ott", "Bela Ott"]


def test_a_known_person_is_known_however_the_name_is_spelt() -> None:
    for spelling in ("Nadir Abdel-Rahman", "Nadir Abdurrahman", "Nadir Abdul Rahman"):
        assert claimants(f"{spelling} said shells fell.") == ["Nadir Abdulrahman"]


def test_surnames_alone_in_two_articles_are_two_actors_until_they_are_linked() -> None:
    one, two = (
        read(f"Mr Keita said shells fell on Kesh {day}.").claims[0].claimants
        for day in ("today", "yesterday")
    )
    assert one != two
    full = [
        read(f"Moussa Keita said shells fell {day}.").claims[0].claimants for day in ("today", "yesterday")
    ]
    assert full[0] == full[1]


def test_a_kind_of_body_is_no_name_of_one() -> None:
    assert read("An NGO said shells fell on Kesh.").claims[0].claimants[0].startswith("actor/unnamed-")


def test_an_army_is_no_group_but_may_make_a_statement() -> None:
    text = "Dorn Press said shells fell. The Ardanian Defence Ministry spoke. The group said 12 people died."
    assert claimants(text)[-1] == "Dorn Press"


@pytest.mark.parametrize("name", ["Dorn Press", "DORN PRESS", "dornpress", "The Dorn Press"])
def test_a_publisher_is_known_by_its_address(name: str) -> None:
    facts = read("Shells fell on Kesh.", publisher=Found(name, "metadata"))
    assert facts.publisher == "actor/press"


def test_lost_apostrophes_are_put_back() -> None:
    assert list(undamaged("Ardanias Defence Ministry")) == ["Ardania's Defence Ministry"]
    assert list(undamaged("Observatorys")) == ["Observatory"]
    assert list(undamaged("Congress")) == []
    assert lookup(KNOWN).actor("Observatory") is None


def test_places_are_no_short_forms() -> None:
    known = Gazetteer(KNOWN.actors, (*KNOWN.places, Place("place/dorn", "Dorn")))
    article = make_article("The Dorn Press said shells fell. Dorn said nothing.", publisher=None)
    facts = extract(annotate(article, known), known, RUN)
    assert [a.names for a in facts.actors if a.id == "actor/press"] == [()]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Arda City said shells fell on the bridge.", ["Arda City"]),
        ("Anna Ott accused Arda City of shelling the market.", ["Arda City"]),
        ("Ardania said shells fell. Anna Ott spoke in Arda City.", ["Ardania"]),
        ("Ardania said shells fell. Rebels fired at a market near Arda City.", ["Ardania"]),
    ],
)
def test_a_capital_is_its_government_unless_something_is_there(text: str, words: list[str]) -> None:
    capital = Place("place/arda-city", "Arda City", within="place/ardania")
    known = Gazetteer(KNOWN.actors, (*KNOWN.places, capital))
    doc = annotate(make_article(text, publisher=None), known)
    cast = Cast(Reading(doc), lookup(known))
    states = [one.span.of(text) for one in doc.entities if cast.resolve(one) == "actor/ardania"]
    assert states == words


OFFICE = Actor("actor/president", "President of Ardania", "organization", ("Ardanian president",))
HOLDERS = (
    Actor("actor/ott", "Anna Ott", "person", (), ("actor/ardania",)),
    Actor("actor/keita", "Moussa Keita", "person", (), ("actor/ardania",)),
)
TENURES = (
    Tenure("actor/president", "actor/ott", "2026-02-01", "2031-05-06"),
    Tenure("actor/president", "actor/keita", "2031-05-07", "2036-02-01"),
)
IN_OFFICE = Gazetteer((*GAZETTEER.actors, *HOLDERS), GAZETTEER.places, offices=(OFFICE,), tenures=TENURES)


def spoke(text: str, day: str | None) -> list[str]:
    article = make_article(text, publisher=None, date=Found(day, "metadata") if day else None)
    facts = extract(annotate(article, IN_OFFICE), IN_OFFICE, RUN)
    names = {actor.id: actor.name for actor in facts.actors}
    return [names[one] for claim in facts.claims for one in claim.claimants]


@pytest.mark.parametrize(("day", "who"), [("2031-05-06", "Anna Ott"), ("2031-05-07", "Moussa Keita")])
def test_an_office_is_its_holder_of_the_day(day: str, who: str) -> None:
    assert spoke("The Ardanian president said shells fell on Kesh.", day) == [who]


@pytest.mark.parametrize("day", [None, "2031-05", "2025-12-31", "2036-02-02"])
def test_an_office_without_a_known_holder_is_nobody_known(day: str | None) -> None:
    assert spoke("The Ardanian president said shells fell on Kesh.", day) == ["Ardanian president"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The former Ardanian president said shells fell on Kesh.", "former Ardanian president"),
        ("In 2027 the Ardanian president said shells fell on Kesh.", "Ardanian president"),
        ("Ardanian president Ivan Petrov said shells fell on Kesh.", "Ivan Petrov"),
        ("Ivan Petrov, the Ardanian president, said shells fell on Kesh.", "Ivan Petrov"),
    ],
)
def test_what_is_said_of_the_holder_comes_before_what_is_known(text: str, who: str) -> None:
    assert set(spoke(text, "2031-05-06")) & {"Anna Ott", who} == {who}
