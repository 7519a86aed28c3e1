"""The shipped questions, asked of a small graph whose every answer is known."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from kg.query import QueryFile, ask, bind, find, load_queries, triples
from kg.rdf import article_quads, entity_quads, facts_from_quads, link_quads
from kg.resources import queries_dir
from kg.results import cell
from kg.store import Rows, Store

GOLDEN = Path(__file__).parent / "golden"
QUESTIONS = load_queries()
REQUIRED = (
    "who-blamed-whom blame-between-states denials denials-of-what admissions accusations-without-answer "
    "tolls-by-event conflicting-tolls claims-by-actor timeline sources-of-event hearsay-chains "
    "quotes-of-actor single-source-claims intent-disputes evidence-of-claim "
    "contested-events contestedness changed-stories who-copies-whom silence"
).split()


def golden_quads() -> list[ox.Quad]:
    return list(ox.parse(path=GOLDEN / "disputes.trig", format=ox.RdfFormat.TRIG))


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.memory(golden_quads())


@pytest.fixture(scope="module")
def union() -> rdflib.Graph:
    graph = rdflib.Graph()
    triples = ox.serialize((quad.triple for quad in golden_quads()), format=ox.RdfFormat.N_TRIPLES)
    return graph.parse(data=triples, format="nt")


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def plain(rows: Rows) -> list[list[str | None]]:
    return [[None if term is None else cell(term) for term in row] for row in rows.rows]


def claims(store: Store, name: str, **values: str) -> list[str]:
    """The ends of the claims' IRIs that a question answers with, in order."""
    rows = ask(store, find(name), values)
    return [cell(row[rows.columns.index("claim")]).rpartition("/")[2] for row in rows.rows]


def test_the_golden_graph_is_laid_out_as_the_product_does():
    facts, linked = facts_from_quads(golden_quads())
    again = [quad for one in facts for quad in article_quads(one, {})]
    assert {*again, *entity_quads(linked), *link_quads(linked)} == set(golden_quads())


def test_every_promised_question_is_there():
    assert set(REQUIRED) <= set(QUESTIONS)


def test_every_question_has_known_answers_and_no_answer_is_left_over():
    assert {path.stem for path in (GOLDEN / "expected").iterdir()} == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
def test_question_gives_the_known_rows_in_order(question: QueryFile, store: Store):
    known = expected(question.name)
    rows = ask(store, question, known["parameters"])
    assert known["rows"]
    assert list(rows.columns) == known["columns"]
    assert plain(rows) == known["rows"]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
def test_question_is_portable(question: QueryFile, union: rdflib.Graph):
    """The file as it stands gives the same rows on another engine, on the bare union of the graphs."""
    known = expected(question.name)
    bound = {
        variable.value: rdflib.util.from_n3(str(term))
        for variable, term in bind(question, known["parameters"]).items()
    }
    text = (queries_dir() / f"{question.name}.rq").read_text(encoding="utf-8")
    answer = union.query(text, initBindings=bound)
    assert [str(column) for column in answer.vars or ()] == known["columns"]
    assert [[None if term is None else str(term) for term in row] for row in answer] == known["rows"]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
def test_question_asks_the_union_and_explains_itself(question: QueryFile):
    assert "GRAPH" not in question.text
    assert question.description
    assert question.tags


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
def test_answers_about_claims_bear_their_words(question: QueryFile, store: Store):
    """Where a column names a claim, another holds its sentence and another the article."""
    rows = ask(store, question, expected(question.name)["parameters"])
    quotes = {"quote", "denial", "one_quote", "later_quote", "lower_quote", "deliberate_quote"}
    places = {"said_in", "denial_in", "one_in", "later_in", "lower_in", "deliberate_in"}
    if "claim" in rows.columns:
        assert quotes & set(rows.columns)
        assert places & set(rows.columns)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
def test_an_empty_graph_has_no_answers(question: QueryFile):
    rows = ask(Store.memory(), question, expected(question.name)["parameters"])
    assert [row for row in plain(rows) if row[-1] != "0"] == []


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"actor": "Cestria"}, ["c07", "c12", "c14"]),
        ({"actor": "cestria"}, ["c07", "c12", "c14"]),
        ({"actor": "https://w3id.org/claimgraph/id/actor/cestria"}, ["c07", "c12", "c14"]),
        ({"actor": "actor/cestria"}, ["c07", "c12", "c14"]),
        ({"actor": "Ardania"}, ["c01"]),
        ({"actor": "THE MINISTRY"}, ["c01"]),
        ({"actor": "Cestri"}, []),
        ({"blamed": "Borland"}, ["c12", "c14", "c01", "c12", "c06"]),
        ({"blamed": "Borland army"}, ["c12", "c14", "c01", "c12"]),
        ({"actor": "Cestria", "blamed": "Borland", "event": "KESH"}, ["c12", "c14"]),
        ({"event": "event/truce"}, ["c09"]),
        ({"from": "2031-05-05"}, ["c09", "c07", "c14", "c06"]),
        ({"from": "2031-06-15"}, ["c09", "c07"]),
        ({"to": "2031-05-04"}, ["c01"]),
        ({"to": "2031"}, ["c09", "c07", "c14", "c01", "c06"]),
        ({"from": "2031-05", "to": "2031-05"}, ["c14", "c01", "c06"]),
    ],
)
def test_blame_is_narrowed_by_name_event_and_date(values: dict[str, str], found: list[str], store: Store):
    assert claims(store, "who-blamed-whom", **values) == found


def test_an_altogether_empty_value_means_any(store: Store):
    assert claims(store, "denials", actor="") == claims(store, "denials")


def test_claims_are_narrowed_by_kind(store: Store):
    assert claims(store, "claims-by-actor", actor="Ardania", kind="admission") == ["c08"]
    assert claims(store, "claims-by-actor", actor="Ardania", kind="statement") == ["c11", "c02"]


def test_tolls_are_narrowed_by_measure(store: Store):
    assert claims(store, "tolls-by-event", measure="destroyed") == ["c07"]
    assert claims(store, "conflicting-tolls", measure="destroyed") == []


def test_places_count_what_lies_within(store: Store):
    rows = ask(store, find("events"), {"place": "kesh province"})
    assert sorted({cell(row[0]) for row in rows.rows}) == [
        "airstrike on a convoy near Arvik, June 2031",
        "protest in Kesh",
        "shelling of Kesh, 3 May 2031",
    ]


def test_a_claim_is_named_by_its_iri_or_the_end_of_it(store: Store):
    base = "https://w3id.org/claimgraph/id/"
    for name in (f"{base}claim/c01", "claim/c01", "c01"):
        assert claims(store, "evidence-of-claim", claim=name) == ["c01"]
    assert claims(store, "evidence-of-claim", claim="1") == []


@pytest.mark.parametrize(
    ("name", "found"), [("claim/0123456a", 1), ("0123456b", 1), ("0123456", 0), ("claim/0123456", 0)]
)
def test_a_claim_is_named_by_the_eight_characters_that_a_table_shows(name: str, found: int):
    text = (GOLDEN / "disputes.trig").read_bytes()
    long = text.replace(b"c01", b"0123456aff").replace(b"c02", b"0123456bff")
    store = Store.memory(ox.parse(long, format=ox.RdfFormat.TRIG))
    assert len(claims(store, "evidence-of-claim", claim=name)) == found
    subjects = {cell(row[0]) for row in ask(store, find("triples-of-claim"), {"claim": name}).rows}
    assert sum("/claim/" in one and one.count("/") == 6 for one in subjects) == found


HOSTILE = [
    '" || true || "',
    "') } UNION { ?claim ?p ?o } #",
    '"} UNION {?s ?p ?o} FILTER(""="',
    "\\",
    "\n}",
    "?_actor",
    "<http://x>",
    "{}",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_only_names_that_nobody_bears(value: str, store: Store):
    assert claims(store, "who-blamed-whom", actor=value) == []
    assert claims(store, "who-blamed-whom", blamed=value, event=value) == []
    assert claims(store, "evidence-of-claim", claim=value) == []


def test_a_name_with_quotes_and_braces_is_found_as_it_is():
    name = 'The "Free" {Kesh} \\ Brigade'
    quads = [
        quad
        if quad.object != ox.Literal("Free Kesh Brigade")
        else ox.Quad(quad.subject, quad.predicate, ox.Literal(name), quad.graph_name)
        for quad in golden_quads()
    ]
    assert claims(Store.memory(quads), "who-blamed-whom", blamed=name) == ["c09"]


def test_the_triples_of_the_claims_in_an_answer(store: Store):
    rows = ask(store, find("denials-of-what"))
    found = list(triples(store, rows))
    kg = "https://w3id.org/claimgraph/ontology#"
    subjects = {quad.subject.value.rpartition("/id/")[2] for quad in found}
    assert subjects == {
        f"claim/{claim}{part}"
        for claim in ("c01", "c04")
        for part in ("", "/evidence", "/evidence/position", "/evidence/quote")
    }
    assert any(quad.predicate.value == f"{kg}claimant" for quad in found)
    assert list(triples(store, ask(store, find("timeline")))) == []


def test_rows_of_triples_are_triples(store: Store):
    (claim,) = {quad.subject for quad in store.quads() if quad.subject.value.endswith("/claim/c01")}
    found = set(triples(store, ask(store, find("triples-of-claim"), {"claim": claim.value})))
    of_claim = {ox.Quad(*quad.triple) for quad in store.quads() if quad.subject == claim}
    assert of_claim < found
