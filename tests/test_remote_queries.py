"""Every question gives the same rows over the SPARQL Protocol, and with its values written into its text."""

import os
import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from endpoints import client, fake, oxigraph
from test_cli import REPORTS
from test_queries import HOSTILE, QUESTIONS, expected, golden_quads, plain

from kg.errors import QueryFileError, RemoteError
from kg.query import QueryFile, ask, bind, find, triples
from kg.remote.answers import RemoteStore
from kg.remote.graphs import GraphStore
from kg.remote.sync import push
from kg.remote.written import written
from kg.store import Store, bound

EVERY = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.memory(golden_quads())


@pytest.fixture(scope="module")
def union() -> rdflib.Graph:
    lines = ox.serialize((quad.triple for quad in golden_quads()), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines, format="nt")


@pytest.fixture(scope="module", params=[("--union-default-graph",), ()], ids=["union", "apart"])
def remote(request):
    """Oxigraph's server with the golden graph pushed to it, its default graph the union of all or not."""
    with oxigraph(*request.param) as url:
        push(Store.memory(golden_quads()), GraphStore(client(f"{url}/store")), lambda *_: None)
        yield RemoteStore(client(f"{url}/query"))


@EVERY
def test_question_gives_the_known_rows_at_an_endpoint(question: QueryFile, remote: RemoteStore):
    known = expected(question.name)
    rows = ask(remote, question, known["parameters"])
    assert list(rows.columns) == known["columns"]
    assert plain(rows) == known["rows"]


@EVERY
def test_question_with_its_values_written_in_is_portable(
    question: QueryFile, union: rdflib.Graph, store: Store
):
    known = expected(question.name)
    text = written(question.text, bind(question, known["parameters"]))
    assert plain(store.select(text)) == known["rows"]
    answer = union.query(text)
    assert [str(column) for column in answer.vars or ()] == known["columns"]
    assert [[None if term is None else str(term) for term in row] for row in answer] == known["rows"]


def test_terms_of_rows_are_whole(remote: RemoteStore, store: Store):
    text = "SELECT ?o WHERE { ?s ?p ?o } ORDER BY STR(?s) STR(?p) STR(?o)"
    manifest = "https://w3id.org/claimgraph/ontology#graphDigest"
    text = text.replace("}", f"FILTER(?p != <{manifest}>) }}")
    assert remote.select(text).rows == store.select(text).rows


def test_the_triples_of_claims_and_constructs(remote: RemoteStore, store: Store):
    rows = ask(remote, find("denials-of-what"), {})
    assert set(triples(remote, rows)) == set(triples(store, rows))
    text = "CONSTRUCT { ?a a ?class } WHERE { ?a a ?class }"
    assert set(remote.construct(text)) == set(store.construct(text))


AWKWARD = [
    *HOSTILE,
    r"\u0022 || true || \u0022",
    r"\\u0022 || true || \\U00000022",
    r"\x",
    'a\\"b',
    "\r\n\t\b\f",
    '\'"""',
    "été 𝒳 ?x $y #z",
]


@pytest.mark.parametrize("value", AWKWARD)
def test_a_value_comes_back_as_it_was(value: str, remote: RemoteStore, union: rdflib.Graph, store: Store):
    text = "SELECT ?out WHERE { BIND(?given AS ?out) }"
    assert remote.select(text, bound(given=value)).rows == [(ox.Literal(value),)]
    query = written(text, bound(given=value))
    assert store.select(query).rows == [(ox.Literal(value),)]
    ((back,),) = union.query(query)
    assert str(back) == value


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_only_names_that_nobody_bears(value: str, remote: RemoteStore):
    assert ask(remote, find("who-blamed-whom"), {"actor": value}).rows == []


def test_only_code_is_written_into():
    text = 'SELECT ?x ?n (?n AS ?m) WHERE { # ?n\n ?x <http://a?n> "?n" FILTER(?n != ?nn) BIND(1 AS ?nn) }'
    assert written(text, bound(n="v")) == (
        'SELECT ?x  ( "v"  AS ?m) WHERE { # ?n\n ?x <http://a?n> "?n" FILTER( "v"  != ?nn) BIND(1 AS ?nn) }'
    )


def test_a_criterion_stays_one(union: rdflib.Graph):
    text = "SELECT ?n ?x (COUNT(*) AS ?c) WHERE { ?x ?p ?n } GROUP BY ?n ?x ORDER BY ?n DESC(?n) ?x"
    query = written(text, bound(n="v"))
    assert " ".join(query.split()) == (
        'SELECT ?x (COUNT(*) AS ?c) WHERE { ?x ?p "v" } GROUP BY ("v" AS ?n) ?x ORDER BY ("v") DESC( "v" ) ?x'
    )
    assert list(union.query(query)) == []


def test_a_parameter_where_no_term_may_stand_is_told():
    with pytest.raises(QueryFileError, match="only a variable may stand"):
        written("SELECT ?x WHERE { ?x ?p ?o VALUES ?n { 1 } }", bound(n="v"))


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/html", b"<p>Welcome</p>"),
        ("application/sparql-results+json", b"{"),
        ("application/sparql-results+json", b'{"head":{},"boolean":true}'),
    ],
)
def test_what_is_no_answer_is_told(kind: str, content: bytes):
    with fake() as served:
        served.trouble = lambda _: (200, {"Content-Type": kind}, content)
        with pytest.raises(RemoteError, match="answers"):
            RemoteStore(client(served.url)).select("SELECT ?x WHERE { ?x ?p ?o }")


@pytest.fixture
def kg(tmp_path):
    def run(*words: str, **environment: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "kg", *words]
        env = {**os.environ, **environment}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    return run


def test_the_commands_from_push_to_pull(kg, tmp_path):
    (tmp_path / "articles").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text)
    with oxigraph("--union-default-graph") as url:
        assert kg("build", "articles")[0] == 0
        code, out, err = kg("push", f"{url}/store")
        assert (code, err) == (0, "")
        assert "0 unchanged, 0 removed" in out
        assert "graphs: 0 pushed" in kg("push", f"{url}/store")[1]
        code, out, err = kg("pull", f"{url}/store", "-w", "copy")
        assert (code, err) == (0, "")
        assert kg("export", "-f", "nquads", "-w", "copy")[1] == kg("export", "-f", "nquads")[1]
        asked = [
            kg("ask", "-f", "csv", *where) for where in ((), ("--endpoint", f"{url}/query"), ("-w", "copy"))
        ]
        assert asked[0][0] == 0
        assert asked[0] == asked[1] == asked[2]
        code, _, err = kg("ask", "--endpoint", f"{url}/nothing")
        assert code == 1
        assert err.startswith(f"kg: {url}/nothing: refuses (404")
    with oxigraph() as url:
        code, _, err = kg("pull", f"{url}/store", "-w", "copy", "--timeout", "5")
        assert (code, "holds nothing" in err) == (1, True)
    assert kg("ask", "-w", "copy")[0] == 0
    code, _, err = kg("build", "articles", "-w", "copy")
    assert (code, "copy that `kg pull` made" in err) == (2, True)
    assert kg("judge", "same", "a", "b", "-w", "copy")[0] == 2


def test_commands_that_are_misused(kg):
    for words, cause in (
        (("push", "http://ana:s3cret@localhost/store"), "holds credentials"),
        (("ask", "--endpoint", "http://localhost/q", "--min-confidence", "0.5"), "does not go with"),
        (("pull", "localhost"), "no URL"),
    ):
        code, out, err = kg(*words)
        assert code == 2
        assert cause in err
        assert "s3cret" not in out + err
        assert len(err.splitlines()) == 1
