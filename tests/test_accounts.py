"""Which claims a picture shows, in which lanes, and what they do to one another."""

from __future__ import annotations

from typing import Any

import pytest

from kg.accounts import UNNAMED, Accounts, Choice, accounts, find_actors, find_events, side_of
from kg.errors import MisuseError
from kg.graph import Graph
from kg.model import Facts, Linked
from kg.rdf import article_quads, entity_quads, link_quads
from tests.factory import make_event, make_linked
from tests.reports import KESH, admits, blames, copies, counts, denies, link, report

ONE = report("one", blames("ministry", "army"), counts("watch", 9, 12), blames("witness", "fleet"))
TWO = report("two", denies("spokesman", "army", about=None), blames("cestria", "army", about="event/mora"))
COPY = report("copy", blames("watch", "army"), counts("gunmen", 3, 3), by="Mirror", day=None)
LINKS = (link("denies", (TWO, 0), (ONE, 0)), link("contradicts", (ONE, 1), (COPY, 1)), copies(COPY, ONE))
LINKED = make_linked(ONE, TWO, COPY, links=LINKS)


def shown(*reports: Facts, linked: Linked = LINKED, **choice: Any) -> Accounts:
    return accounts(reports or (ONE, TWO, COPY), linked, Choice(**choice))


def test_claims_of_an_event_come_by_day_with_what_answers_them() -> None:
    found = shown(events=frozenset({KESH}))
    said = {(one.article, one.who, one.says, one.day, one.copied) for one in found.said}
    assert said == {
        ("one", "Ministry", "blames Army", "2031-05-04", False),
        ("one", "Watch", "9 to 12 people killed", "2031-05-04", False),
        ("one", "Witness", "blames Fleet", "2031-05-04", False),
        ("two", "Spokesman", "denies", "2031-05-04", False),
        ("copy", "Watch", "blames Army", "", True),
        ("copy", "Gunmen", "3 people killed", "", True),
    }
    assert [one.day for one in found.said] == ["2031-05-04"] * 4 + [""] * 2
    assert [event.id for event in found.events] == [KESH]


def test_ties_lead_from_and_to_the_claims_they_are_between() -> None:
    found = shown(events=frozenset({KESH}))
    told = {(tie.kind, found.said[tie.start].who, found.said[tie.end].who) for tie in found.ties}
    assert ("denies", "Spokesman", "Ministry") in told
    assert {kind for kind, *_ in told} == {"denies", "contradicts"}  # a copy is of articles, not of claims


def test_lanes_are_claimants_the_fullest_first_and_the_unnamed_last() -> None:
    lanes = shown(events=frozenset({KESH})).lanes
    assert lanes is not None
    assert list(lanes.items()) == [
        ("actor/watch", "Watch"),
        ("actor/ministry", "Ministry"),
        ("actor/spokesman", "Spokesman"),
        (UNNAMED, "unnamed sources"),
    ]
    rolled = shown(events=frozenset({KESH}), roll_up=True).lanes
    assert set(rolled or ()) == {"actor/watch", "actor/ardania", "actor/borland", UNNAMED}


def test_an_actor_has_what_its_side_says_and_what_is_said_of_it() -> None:
    side = side_of(LINKED, find_actors(LINKED, "borland"))
    assert side == {f"actor/{one}" for one in ("borland", "army", "spokesman", "fleet")}
    found = shown(side=side)
    assert {(one.article, one.says) for one in found.said} == {
        ("one", "blames Army"), ("one", "blames Fleet"), ("two", "denies"), ("two", "blames Army"),
        ("copy", "blames Army"),
    }  # fmt: skip


def test_what_a_claim_says_in_few_words() -> None:
    words = {
        "blames Army, Brigade · 9 people killed": blames("watch", "army", "brigade", **_figures()),
        "clears Army": denies("cestria", "army"),
        "denies": denies("spokesman", "borland"),
        "admits": admits("army"),
        "“Sentence 4 of words.”": {"claimants": ("actor/watch",), "about": KESH},
    }
    one = report("words", *words.values())
    found = shown(one, linked=make_linked(one))
    assert {account.says for account in found.said} == set(words)


def _figures() -> dict[str, Any]:
    return {"figures": counts("watch", 9, 9)["figures"]}


def test_of_too_many_claims_denials_and_what_they_deny_are_kept() -> None:
    found = shown(most=2)
    assert {one.says for one in found.said} == {"denies", "blames Army"}
    assert len(found.ties) == 1
    assert found.left_out == 5


@pytest.mark.parametrize(
    "words", ["kesh", "SHELLING OF", KESH, "x/event/kesh", "https://w3id.org/x/event/kesh"]
)
def test_an_event_is_found_by_words_id_and_iri(words: str) -> None:
    assert [event.id for event in find_events(LINKED, words)] == [KESH]


def test_an_event_is_found_by_the_beginning_of_its_id_and_by_an_id_it_had() -> None:
    event = make_event(id="event/0123456789abcdef", label="Fire", names=("Blaze",))
    linked = Linked(events=(event,), same={"event/ffff456789abcdef": event.id})
    for words in ("event/01234567", "01234567", "event/ffff4567", "event/ffff456789abcdef", "blaze"):
        assert find_events(linked, words) == (event,), words
    for words in ("event/0123456", "0123456"):
        with pytest.raises(MisuseError):
            find_events(linked, words)


def test_several_events_of_the_same_words_are_all_found() -> None:
    assert len(find_events(LINKED, "ing of")) == 2


@pytest.mark.parametrize(
    ("find", "words", "near"),
    [
        (find_events, "bombing in Kesh", "'Bombing of Mora' or 'Shelling of Kesh'"),
        (find_events, "Shelinng of Keshh", "'Shelling of Kesh'"),
        (find_actors, "Borlnad", "'Borland'"),
        (find_actors, "Bor", "kg ask actors"),
        (find_events, "", "kg ask events"),
        (find_actors, " ", "kg ask actors"),
    ],
)
def test_what_is_unknown_is_told_with_what_is_near(find: Any, words: str, near: str) -> None:
    with pytest.raises(MisuseError, match=near) as told:
        find(LINKED, words)
    assert told.value.exit_code == 2


def test_a_graph_reads_only_the_articles_that_matter() -> None:
    other = report("other", blames("watch", "brigade", about="event/mora"))
    linked = make_linked(ONE, TWO, COPY, other, links=LINKS)
    articles = (quad for one in (ONE, TWO, COPY, other) for quad in article_quads(one, {}))
    graph = Graph.of([*articles, *entity_quads(linked), *link_quads(linked)])
    assert graph.linked.events == linked.events
    assert {one.article.id for one in graph.facts_about([KESH])} == {"one", "two", "copy"}
    assert {one.article.id for one in graph.facts_about(["actor/brigade"])} == {"other"}
    wanted = Choice(events=frozenset({KESH}))
    some = accounts(graph.facts_about([KESH]), graph.linked, wanted)
    assert some == accounts(*graph.facts, wanted)
