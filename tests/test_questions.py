"""Questions about many accounts of one event, asked of small graphs whose answers can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from kg.annotate.lexical import Lexical
from kg.model import Counted, EventType, Facts, Figure, Link
from kg.pipeline import build
from kg.query import ask, find, load_queries
from kg.rdf import article_quads, entity_quads, link_quads
from kg.results import cell
from kg.store import Store
from kg.workspace import Workspace
from tests.factory import make_linked
from tests.reports import admits, blames, copies, counts, denies, link, report


def graph(*reports: Facts, links: tuple[Link, ...] = ()) -> Store:
    linked = make_linked(*reports, links=links)
    articles = (quad for one in reports for quad in article_quads(one, {}))
    return Store.memory([*articles, *entity_quads(linked), *link_quads(linked)])


def answer(store: Store, name: str, *columns: str, **values: str) -> list[tuple[str, ...]]:
    """The rows of an answer, by these columns; '' where nothing is known."""
    rows = ask(store, find(name), values)
    picked = [rows.columns.index(column) for column in columns]
    return [tuple(cell(row[number]) for number in picked) for row in rows.rows]


def test_opposing_claims_are_counted_each_once_and_rank_their_event() -> None:
    one = report("one", blames("ardania", "army"), counts("watch", 9, 9), counts("ministry", 12, None))
    two = report("two", denies("spokesman", "army"), blames("cestria", "army", about="event/mora"))
    three = report("three", denies("army", "army", about="event/mora"), by="Mirror")
    links = (
        link("denies", (two, 0), (one, 0)),
        link("contradicts", (one, 1), (one, 2)),
        link("denies", (three, 0), (two, 1)),
    )
    store = graph(one, two, three, links=links)
    wanted = ("event", "opposing", "denied", "excluding", "sources", "articles")
    assert answer(store, "contested-events", *wanted) == [
        ("Shelling of Kesh", "4", "1", "2", "3", "2"),  # Ardania and its ministry, Watch, Borland's spokesman
        ("Bombing of Mora", "2", "1", "0", "2", "2"),
    ]
    assert answer(store, "contested-events", "event", type="bombing") == [("Bombing of Mora",)]
    assert answer(store, "contested-events", "event", to="2031-05") == [("Shelling of Kesh",)]


def test_a_changed_story_and_a_copy_oppose_nothing() -> None:
    one = report("one", counts("watch", 9, 9), blames("ardania", "army"))
    two = report("two", counts("watch", 12, 12), denies("army", "army"), day="2031-05-06", by="Mirror")
    same = report("two", counts("watch", 12, 12), denies("army", "army"), by="Mirror", like="one")
    changed = link("contradicts", (one, 0), (two, 0)), link("revises", (two, 0), (one, 0))
    denied, again = link("denies", (two, 1), (one, 1)), link("denies", (same, 1), (one, 1))
    opposing = "contested-events", "opposing"
    assert answer(graph(one, two, links=changed), *opposing) == []
    assert answer(graph(one, two, links=(*changed, denied)), *opposing) == [("2",)]
    assert answer(graph(one, same, links=(again,)), *opposing) == [("2",)]
    assert answer(graph(one, same, links=(again, copies(same, one))), *opposing) == []


GRADES: dict[str, tuple[str, tuple[dict[str, Any], ...]]] = {
    "one source": ("weak", (blames("ardania", "army"),)),
    "one side by two voices": ("weak", (blames("ardania", "army"), blames("ministry", "army"))),
    "unnamed ones count as one": ("weak", (blames("witness", "army"), blames("gunmen", "army"))),
    "two sources": ("fair", (blames("ardania", "army"), blames("watch", "fleet"))),
    "both blamed by both": (
        "fair",
        (blames("ardania", "army", "brigade"), blames("watch", "army", "brigade")),
    ),
    "one blamed by each": ("contested", (blames("ardania", "army"), blames("watch", "brigade"))),
    "the blamed denies": ("contested", (blames("ardania", "army"), denies("spokesman", "army"))),
    "it denies without a name": ("contested", (blames("ardania", "army"), denies("spokesman"))),
    "its state denies": ("contested", (blames("ardania", "army"), denies("borland", "borland"))),
    "one outside clears": ("contested", (blames("ardania", "army"), denies("cestria", "army"))),
    "more clear than blame": (
        "discounted",
        (blames("ardania", "army"), denies("cestria", "army"), denies("watch", "borland")),
    ),
    "more clear, but two are blamed": (
        "contested",
        (blames("ardania", "army", "brigade"), denies("cestria", "army"), denies("watch", "borland")),
    ),
    "others are cleared": ("weak", (blames("ardania", "army"), denies("cestria", "brigade"))),
    "the blamed admits": ("confirmed", (blames("ardania", "army"), denies("army"), admits("spokesman"))),
    "another admits": ("weak", (blames("ardania", "army"), admits("brigade"))),
}


@pytest.mark.parametrize(("grade", "claims"), GRADES.values(), ids=GRADES)
def test_an_event_has_the_grade_that_the_claims_give(grade: str, claims: tuple[dict[str, Any], ...]) -> None:
    store = graph(report("one", *claims))
    assert answer(store, "contestedness", "event", "grade") == [("Shelling of Kesh", grade)]
    assert answer(store, "contestedness", "event", grade=grade, event="kesh") == [("Shelling of Kesh",)]
    assert answer(store, "contestedness", "event", event="mora") == []


def test_an_answer_in_another_article_and_by_a_link_alone_counts_for_the_grade() -> None:
    one, two = report("one", blames("ardania", "army")), report("two", denies("army", "army", about=None))
    assert answer(graph(one, two), "contestedness", "grade") == [("weak",)]
    store = graph(one, two, links=(link("denies", (two, 0), (one, 0)),))
    assert answer(store, "contestedness", "grade", "sides_denying") == [("contested", "1")]


def test_a_copy_is_no_second_source_in_its_own_voice_but_its_claimants_are_heard() -> None:
    one = report("one", blames("courier", "army"))
    two = report("two", blames("mirror", "army"), by="Mirror")
    third = report("third", blames("watch", "army"), by="Mirror")
    wanted = ("grade", "sources_blaming")
    assert answer(graph(one, two), "contestedness", *wanted) == [("fair", "2")]
    assert answer(graph(one, two, links=(copies(two, one),)), "contestedness", *wanted) == [("weak", "1")]
    store = graph(one, third, links=(copies(third, one),))
    assert answer(store, "contestedness", *wanted) == [("fair", "2")]


def test_grades_explain_themselves_and_judge_nobody() -> None:
    told = find("contestedness").description
    grades = next(one.choices for one in find("contestedness").parameters if one.name == "grade")
    assert set(grades) == {grade for grade, _ in GRADES.values()}
    assert all(f"{grade} - " in told for grade in grades)
    assert "none is our verdict" in told


@pytest.mark.parametrize("name", ["contested-events", "events", "timeline"])
def test_every_type_of_event_can_be_asked_for_and_no_other(name: str) -> None:
    (types,) = (one.choices for one in find(name).parameters if one.name == "type")
    assert sorted(types) == sorted(get_args(EventType))


def test_tolls_count_independent_sources_of_the_same_number() -> None:
    one = report("one", counts("watch", 9, 9), counts("courier", 9, 9), counts("ministry", 9, None))
    two = report("two", counts("watch", 9, 9), counts("mirror", 9, 9), day="2031-05-05", by="Mirror")
    three = report(
        "three", counts("ardania", 9, 9, about=None), counts("spokesman", 9, 9, about="event/mora")
    )
    wanted = ("event", "minimum", "maximum", "sources", "who", "said_in")
    same = [
        ("Shelling of Kesh", "9", "", "1", "Ministry", "one"),
        ("Shelling of Kesh", "9", "9", "2", "Courier", "one"),
        ("Shelling of Kesh", "9", "9", "2", "Mirror", "two"),
        ("Shelling of Kesh", "9", "9", "2", "Watch", "one"),
        ("Shelling of Kesh", "9", "9", "2", "Watch", "two"),
        ("Bombing of Mora", "9", "9", "1", "Spokesman", "three"),
    ]
    rows = answer(graph(one, two, three, links=(copies(two, one),)), "tolls-by-event", *wanted)
    assert rows == [("", "9", "9", "1", "Ardania", "three"), *same]
    assert ("3",) in answer(graph(one, two, three), "tolls-by-event", "sources")


SPEAKERS = ("army", "borland", "watch", "witness", "gunmen")
"""An army and its state are one source, and so are two who bear no name: three in all."""


def test_a_side_is_one_source_and_so_are_all_who_bear_no_name() -> None:
    tolls = report("tolls", *(counts(who, 9, 9) for who in SPEAKERS))
    assert set(answer(graph(tolls), "tolls-by-event", "sources")) == {("3",)}
    charges = report("charges", *(blames(who, "brigade") for who in SPEAKERS))
    assert answer(graph(charges), "silence", "sources", "accusations") == [("3", "5")]
    assert answer(graph(charges), "contestedness", "sources_blaming") == [("3",)]
    opposed = link("contradicts", (tolls, 0), (tolls, 2))
    assert answer(graph(tolls, links=(opposed,)), "contested-events", "sources") == [("3",)]


def test_a_copy_adds_nothing_to_silence_disputes_and_backing() -> None:
    meant, chance = (blames("watch", "brigade", intent=one) for one in ("intentional", "unintentional"))
    one, two = report("one", meant, chance), report("two", meant, chance, by="Mirror", like="one")
    backed = link("corroborates", (one, 0), (two, 1))
    other = replace(two, claims=tuple(replace(claim, claimants=("actor/mirror",)) for claim in two.claims))
    for linked, told, pairs in ((), "4", 4), ((copies(two, one),), "2", 1):
        store = graph(one, two, links=linked)
        assert answer(store, "silence", "accusations") == [(told,)]
        assert len(answer(store, "intent-disputes", "claim")) == pairs
    single = "single-source-claims", "said_in"
    assert sorted(answer(graph(one, other, links=(backed,)), *single)) == [("one",), ("two",)]
    assert answer(graph(one, other, links=(backed, copies(other, one))), *single) == [("one",)] * 2


def test_what_a_copy_adds_in_its_own_words_is_not_lost() -> None:
    said = blames("watch", "brigade", intent="intentional", figures=counts("watch", 9, 9)["figures"])
    added = blames("cestria", "army", intent="unintentional", figures=counts("cestria", 20, 20)["figures"])
    one, two = report("one", said), report("two", said, added, by="Mirror", like="one")
    store = graph(one, two, links=(copies(two, one),))
    both = [("one",), ("two",)]
    assert sorted(answer(store, "accusations-without-answer", "said_in")) == both
    assert sorted(answer(store, "single-source-claims", "said_in")) == both
    assert answer(store, "conflicting-tolls", "lower_in", "higher_in") == [("one", "two")]
    assert answer(store, "intent-disputes", "deliberate_in", "accident_in") == [("one", "two")]


def test_what_a_copy_adds_is_counted_and_what_it_repeats_is_not() -> None:
    said = blames("watch", "brigade")
    one = report("one", said)
    two = report("two", said, blames("cestria", "brigade"), denies("spokesman"), by="Mirror", like="one")
    links = copies(two, one), link("denies", (two, 2), (one, 0))
    store = graph(one, two, links=links)
    pairs = answer(store, "blame-counts", "who", "blamed", "claims", "articles")
    assert pairs == [("Cestria", "Brigade", "1", "1"), ("Watch", "Brigade", "1", "1")]
    assert answer(store, "timeline", "event", "claims", "articles")[0] == ("Shelling of Kesh", "3", "2")
    assert answer(store, "silence", "blamed", "sources", "accusations") == [("Brigade", "2", "2")]
    opposed = answer(store, "contested-events", "opposing", "denied", "sources", "articles")
    assert opposed == [("2", "1", "3", "2")]
    assert answer(store, "contestedness", "grade", "sources_blaming") == [("fair", "2")]
    speaking = {row[0]: row[1:] for row in answer(store, "actors", "actor", "claims_made", "times_blamed")}
    assert (speaking["Watch"], speaking["Cestria"]) == (("1", "0"), ("1", "0"))
    assert speaking["Brigade"] == ("0", "2")


def test_what_a_copy_adds_about_a_state_is_counted() -> None:
    one = report("one", blames("ministry", "army"))
    added = blames("cestria", "army")
    two = report("two", blames("ministry", "army"), added, by="Mirror", like="one")
    wanted = "blame-between-states", "blaming_state", "blamed_state", "claims", "articles"
    assert answer(graph(one, two, links=(copies(two, one),)), *wanted) == [
        ("Ardania", "Borland", "1", "1"),
        ("Cestria", "Borland", "1", "1"),
    ]


def test_what_a_copy_adds_in_its_own_voice_is_of_the_same_source_as_the_original() -> None:
    one = report("one", blames("courier", "brigade"))
    two = report("two", blames("courier", "brigade"), blames("mirror", "brigade"), by="Mirror", like="one")
    wanted = "silence", "sources", "accusations"
    assert answer(graph(one, two), *wanted) == [("2", "3")]
    store = graph(one, two, links=(copies(two, one),))
    assert answer(store, *wanted) == [("1", "2")]
    assert answer(store, "contestedness", "sources_blaming") == [("1",)]
    denied = link("contradicts", (two, 1), (one, 0))
    opposed = graph(one, two, links=(copies(two, one), denied))
    assert answer(opposed, "contested-events", "opposing", "sources") == [("2", "1")]


def test_who_copies_whom_and_how_often() -> None:
    one, two = report("one"), report("two", day="2031-05-06", by="Mirror")
    three, four = report("three", day="2031-05-07", by="Mirror"), report("four", day=None, by="Witness")
    store = graph(one, two, three, four, links=(copies(two, one), copies(three, one), copies(four, two)))
    wanted = ("publisher", "copies_from", "articles", "copy", "original", "published", "confidence")
    assert answer(store, "who-copies-whom", *wanted) == [
        ("Mirror", "Courier", "2", "two", "one", "2031-05-06", "0.9"),
        ("Mirror", "Courier", "2", "three", "one", "2031-05-07", "0.9"),
        ("Witness", "Mirror", "1", "four", "two", "", "0.9"),
    ]
    assert len(answer(store, "who-copies-whom", "copy", publisher="cour")) == 2
    assert answer(store, "who-copies-whom", "copy", **{"from": "2031-05-07"}) == [("three",)]


def test_blame_between_states_is_counted_by_period() -> None:
    one = report("one", blames("ministry", "army"), blames("ardania", "fleet"), blames("watch", "army"))
    two = report("two", blames("ministry", "army"), day="2031-05-20", by="Mirror", like="one")
    three = report("three", blames("spokesman", "ministry"), day="2032")
    four = report("four", blames("cestria", "army"), day=None)
    wanted = ("period", "blaming_state", "blamed_state", "claims", "articles")
    store = graph(one, two, three, four)
    undated, later = ("", "Cestria", "Borland", "1", "1"), ("2032", "Borland", "Ardania", "1", "1")
    monthly = [undated, ("2031-05", "Ardania", "Borland", "3", "2"), later]
    assert answer(store, "blame-between-states", *wanted) == monthly
    daily = [("2031-05-04", "Ardania", "Borland", "2", "1"), ("2031-05-20", "Ardania", "Borland", "1", "1")]
    assert answer(store, "blame-between-states", *wanted, by="day") == [undated, *daily, later]
    assert answer(store, "blame-between-states", *wanted, by="day", to="2031-05-19") == daily[:1]
    assert answer(store, "blame-between-states", *wanted, actor="ardania", by="day") == daily
    assert answer(store, "blame-between-states", *wanted, blamed="Ardania") == [later]
    assert answer(store, "blame-between-states", *wanted, event="mora") == []
    copied = graph(one, two, three, four, links=(copies(two, one),))
    assert answer(copied, "blame-between-states", *wanted)[1] == ("2031-05", "Ardania", "Borland", "2", "1")


def test_the_silent_are_blamed_and_nobody_of_their_side_answers() -> None:
    one = report(
        "one", blames("ardania", "army", "brigade"), blames("ministry", "brigade"), blames("watch", "gunmen")
    )
    two = report("two", blames("watch", "brigade"), denies("cestria", "brigade"), day="2031-06-01")
    three = report("three", blames("watch", "brigade", about="event/mora"), day=None)
    wanted = ("blamed", "event", "sources", "accusations", "first", "last")
    brigade = [
        ("Brigade", "Shelling of Kesh", "2", "3", "2031-05-04", "2031-06-01"),
        ("Brigade", "Bombing of Mora", "1", "1", "", ""),
    ]
    army = ("Army", "Shelling of Kesh", "1", "1", "2031-05-04", "2031-05-04")
    assert answer(graph(one, two, three), "silence", *wanted) == [brigade[0], army, brigade[1]]
    for spoken in (denies("spokesman"), admits("borland"), denies("fleet", "fleet")):
        answered = graph(one, two, three, report("four", spoken))
        assert answer(answered, "silence", *wanted) == brigade
    assert answer(graph(one, two, three), "silence", *wanted, blamed="borland") == [army]
    assert answer(graph(one, two, three), "silence", *wanted, event="mora") == brigade[1:]


def test_an_accusation_is_answered_in_any_article_and_once_for_its_copies() -> None:
    one = report("one", blames("ardania", "army", about=None), blames("watch", "fleet"))
    two = report("two", blames("ardania", "army", about=None), by="Mirror", like="one")
    three = report("three", denies("army", "army", about=None))
    unanswered = [("Army", "one"), ("Army", "two"), ("Fleet", "one")]
    wanted = "accusations-without-answer", "blamed", "said_in"
    assert answer(graph(one, two, three), *wanted) == unanswered
    denied = link("denies", (three, 0), (one, 0))
    assert answer(graph(one, two, three, links=(denied, copies(two, one))), *wanted) == [("Fleet", "one")]
    spoken = report("four", denies("spokesman"))
    assert ("Fleet", "one") not in answer(graph(one, two, spoken), *wanted)


def test_a_denial_answers_across_articles_of_one_event() -> None:
    one, two = report("one", blames("ardania", "army")), report("two", denies("spokesman", "army"))
    store = graph(one, two, links=(link("denies", (two, 0), (one, 0)),))
    wanted = ("denied_by", "denial_in", "claimed_by", "answered_in", "event")
    row = ("Spokesman", "two", "Ardania", "one", "Shelling of Kesh")
    assert answer(store, "denials-of-what", *wanted, actor="borland") == [row]


def test_a_copy_is_not_counted_again() -> None:
    said = blames("watch", "army"), counts("watch", 20, 20)
    one, two = report("one", *said), report("two", *said, by="Mirror", like="one")
    three = report("three", counts("ministry", 9, 9), day="2031-05-03")
    both, once = graph(one, two, three), graph(one, two, three, links=(copies(two, one),))
    asked = {
        "blame-counts": (("claims", "articles"), [("2", "2")], [("1", "1")]),
        "timeline": (("claims", "articles"), [("5", "3"), ("0", "0")], [("3", "2"), ("0", "0")]),
        "conflicting-tolls": (("higher_in",), [("one",), ("two",)], [("one",)]),
        "single-source-claims": (("said_in",), [("one",), ("one",), ("three",), ("two",), ("two",)], None),
    }
    for name, (columns, before, after) in asked.items():
        assert sorted(answer(both, name, *columns), reverse=name == "timeline") == before
        if after:
            assert sorted(answer(once, name, *columns), reverse=name == "timeline") == after
    assert {one for (one,) in answer(once, "single-source-claims", "said_in")} == {"one", "three"}
    speaking = {row[0]: row[1:] for row in answer(once, "actors", "actor", "claims_made", "times_blamed")}
    assert speaking["Watch"] == ("2", "0")
    assert speaking["Army"] == ("0", "1")


def test_every_question_answers_on_many_accounts() -> None:
    """On 1,200 claims about two events."""
    reports = []
    for number in range(200):
        who = ("ardania", "watch", "cestria", "ministry", "courier")[number % 5]
        said = blames(who, ("army", "fleet", "brigade")[number % 3]), counts(who, number, number)
        other = [one | {"about": "event/mora"} for one in said]
        reports.append(report(f"r{number}", *said, *other, denies("army", "fleet"), admits("spokesman")))
    links = tuple(link("denies", (one, 4), (one, 0)) for one in reports)
    store = graph(*reports, links=(*links, *(copies(one, reports[0]) for one in reports[150:])))
    for question in load_queries().values():
        values = {one.name: "ardania" for one in question.parameters if one.default is None}
        assert ask(store, question, values) is not None


@pytest.fixture(scope="module")
def sample(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample corpus, as the lexical reader has it."""
    workspace = Workspace.create(tmp_path_factory.mktemp("sample") / "kg")
    build([str(examples)], workspace, by=Lexical())
    return workspace.store()


SAMPLE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "contested-events": (("event",), ("Daquq",)),
    "contestedness": (("event", "grade"), ("Daquq", "contested")),
    "denials-of-what": (
        ("denied_by", "claimed_by", "denial_in", "answered_in"),
        ("US-led coalition", "Igor Konashenkov", "daquq-denial", "daquq-accusation"),
    ),
    "accusations-without-answer": (("blamed", "said_in"), ("Syria", "kerry-and-assad")),
    "silence": (("blamed", "event"), ("Syria", "Siege")),
    "tolls-by-event": (("event", "measure", "minimum", "sources"), ("Deir ez-Zor", "killed", "62", "")),
    "blame-between-states": (
        ("period", "blaming_state", "blamed_state"),
        ("2016-10", "Russia", "United States"),
    ),
    "who-copies-whom": (
        ("publisher", "copies_from", "copy", "original"),
        ("Coastal Observer", "Volga Wire", "agency-2", "sarmada-relayed"),
    ),
    "conflicting-tolls": (("measure", "lower_at_most", "higher_at_least"), ("killed", "62", "90")),
}


@pytest.mark.parametrize(("columns", "row"), SAMPLE.values(), ids=SAMPLE)
def test_the_sample_corpus_answers(
    columns: tuple[str, ...], row: tuple[str, ...], sample: Store, request: pytest.FixtureRequest
) -> None:
    """A row that any reader and any resolution of events must give; each cell is part of the one found."""
    name = request.node.callspec.id
    rows = answer(sample, name, *columns)
    assert [found for found in rows if all(part in cell for part, cell in zip(row, found, strict=True))], rows


def test_a_toll_that_names_nobody_goes_on_counting_those_of_its_article() -> None:
    def dead(who: str, number: int, counted: Counted) -> dict[str, Any]:
        figure = Figure("killed", number, number, counted)
        return {"claimants": (f"actor/{who}",), "about": "event/kesh", "figures": (figure,)}

    def rows(sentence: str, *before: dict[str, Any]) -> list[tuple[str, ...]]:
        told = report("two", *before, dead("watch", 90, "people"))
        words = told.claims[-1].evidence.exact
        last = replace(told.claims[-1], evidence=replace(told.claims[-1].evidence, exact=sentence))
        assert words != sentence
        store = graph(
            report("one", dead("ministry", 60, "soldiers")), replace(told, claims=(*told.claims[:-1], last))
        )
        return answer(store, "conflicting-tolls", "lower_at_most", "higher_at_least", "lower_in")

    soldiers = dead("cestria", 62, "soldiers")
    assert ("60", "90", "one") in rows("The Watch put the toll at 90.", soldiers)
    assert ("60", "90", "one") not in rows("The Watch put the toll at 90.")
    assert ("60", "90", "one") not in rows("The Watch put the toll at 90 people.", soldiers)
    assert ("60", "90", "one") not in rows("The Watch counted 90.", soldiers)
