"""Reading question files strictly, and binding values as terms."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ParameterError, QueryFileError, UnknownQueryError
from kg.query import ask, bind, find, load_queries, resolve
from kg.query_file import QueryFile, read_query_file
from kg.store import Store
from kg.vocabulary import iri

HEADER = """\
#+ summary: Who says what
#+ parameters:
#+   - actor: who speaks
#+   - most: how many
"""
BODY = "SELECT ?claim WHERE { ?claim ?p ?_actor FILTER(?x < ?_most_integer) }\n"


def read(tmp_path: Path, text: str) -> QueryFile:
    path = tmp_path / "mine.rq"
    path.write_text(text, encoding="utf-8")
    return read_query_file(path)


def question(tmp_path: Path, variable: str, *, default: str | None = None, choices: str = "") -> QueryFile:
    """A question with one parameter, `?_it` and its type."""
    header = "#+ summary: A question\n#+ parameters:\n#+   - it: what it is\n"
    if default is not None:
        header += f'#+ defaults:\n#+   - it: "{default}"\n'
    if choices:
        header += f"#+ enumerate:\n#+   - it: {choices}\n"
    return read(tmp_path, f"{header}SELECT ?s WHERE {{ ?s ?p {variable} }}\n")


def test_a_file_is_read_with_all_its_header_says(tmp_path: Path):
    text = (
        "#+ summary: Who says what\n"
        "#+ description: |\n#+   Two lines\n#+   of it.\n"
        "#+ tags:\n#+   - sources\n"
        "#+ parameters:\n#+   - kind: kind of claim\n#+   - since: first day\n"
        '#+ defaults:\n#+   - since: ""\n'
        "#+ enumerate:\n#+   - kind: [denial, admission]\n"
        "# a comment with ?_nothing in it\n"
        'SELECT ?s WHERE { ?s ?_kind "?_text" . FILTER(?s > ?_since_date) }\n'
    )
    query = read(tmp_path, text)
    kind, since = query.parameters
    assert (query.name, query.summary, query.description) == ("mine", "Who says what", "Two lines of it.")
    assert (query.tags, query.form) == (("sources",), "select")
    assert (kind.name, kind.type, kind.default) == ("kind", "string", None)
    assert kind.choices == ("denial", "admission")
    assert (since.name, since.type, since.variable, since.default) == ("since", "date", "_since_date", "")
    assert "SELECT ?_kind ?_since_date ?s WHERE" in query.text


def test_parameters_reach_the_inner_select_that_uses_them(tmp_path: Path):
    text = (
        "#+ summary: A question\n#+ parameters:\n#+   - actor: who\n"
        "SELECT DISTINCT ?s (COUNT(?_actor) AS ?n) WHERE {\n"
        "  { SELECT ?s WHERE { ?s ?p ?_actor } }\n"
        "  { SELECT ?s (COUNT(*) AS ?m) WHERE { ?s ?q ?o } GROUP BY ?s }\n"
        "} GROUP BY ?s ?_actor\n"
    )
    projected = read(tmp_path, text).text
    assert "SELECT DISTINCT ?_actor ?s (COUNT(" in projected
    assert "{ SELECT ?_actor ?s WHERE" in projected
    assert "{ SELECT ?s (COUNT(*) AS ?m)" in projected


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("", 1, "has no header"),
        ("SELECT ?s WHERE { ?s ?p ?o }", 1, "has no header"),
        ("#+ tags:\n#+   - x\nSELECT ?s WHERE { ?s ?p ?o }", 1, "has no summary"),
        ("#+ summary:\nSELECT ?s WHERE { ?s ?p ?o }", 1, "holds no text"),
        ("#+ summary: a: b\nSELECT ?s WHERE { ?s ?p ?o }", 1, "no valid YAML"),
        ("#+ summary: a\n#+  tags: b\nSELECT ?s WHERE { ?s ?p ?o }", 2, "no valid YAML"),
        ("#+ just words\nSELECT ?s WHERE { ?s ?p ?o }", 1, "holds no `key: value`"),
        ("#+ summary: a\n#+ colour: red\nSELECT ?s WHERE { ?s ?p ?o }", 2, "unknown key 'colour'"),
        ("#+ summary: a\n#+ summary: b\nSELECT ?s WHERE { ?s ?p ?o }", 2, "has 'summary' twice"),
        ("#+ summary: a\n#+ tags: blame\nSELECT ?s WHERE { ?s ?p ?o }", 2, "holds no list"),
        ("#+ summary: [a]\nSELECT ?s WHERE { ?s ?p ?o }", 1, "holds no plain text"),
        ("#+ summary: a\n\nSELECT ?s WHERE {\n  ?s ?p\n}", 5, "no valid SPARQL at column"),
        ("#+ summary: a\nSELECT ?s WHERE { ?s nope:p ?o }", 2, "no valid SPARQL"),
        ("#+ summary: a\nDELETE WHERE { ?s ?p ?o }", 2, "no valid SPARQL"),
        ("#+ summary: a\nASK { ?s ?p ?o }", 1, "ASK"),
        ("#+ summary: a\n\nSELECT ?s WHERE { ?s ?p ?_actor }", 3, "'actor' is not explained"),
        (f"{HEADER}SELECT ?s WHERE {{ ?s ?p ?_actor }}", 4, "does not use its parameter 'most'"),
        (f"{HEADER}#+ defaults:\n#+   - actr: x\n{BODY}", 6, "does not use its parameter 'actr'"),
        (f"{HEADER}#+ defaults:\n#+   - most: 1\n#+   - most: 2\n{BODY}", 7, "has 'most' twice"),
        (f"{HEADER}{BODY.replace('integer', 'colour')}", 5, "unknown type 'colour'"),
        (f"{HEADER}{BODY.replace('?_most_', '?_most_really_')}", 5, "no name of a parameter"),
        (f"{HEADER}{BODY.replace('?x', '?_most')}", 5, "of two types"),
        (f"{HEADER}{BODY.replace('?claim WHERE', '* WHERE')}", 5, "under SELECT *"),
        (f"{HEADER}CONSTRUCT WHERE {{ ?s ?_actor ?_most_integer }}", 3, "only a SELECT"),
        (f"{HEADER}SELECT (COUNT(*) AS ?n) {{ ?s ?_actor ?_most_integer }}", 1, "groups rows"),
    ],
)
def test_a_malformed_file_is_refused_by_line(text: str, line: int, cause: str, tmp_path: Path):
    with pytest.raises(QueryFileError) as refused:
        read(tmp_path, text)
    assert refused.value.where == f"{tmp_path / 'mine.rq'}:{line}"
    assert cause in refused.value.cause
    assert refused.value.cure


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path):
    latin = tmp_path / "latin.rq"
    latin.write_bytes(b"#+ summary: caf\xe9\n")
    for path, cause in ((tmp_path / "none.rq", "No such file"), (tmp_path, "directory"), (latin, "UTF-8")):
        with pytest.raises(QueryFileError, match=cause):
            read_query_file(path)


def test_a_malformed_file_among_others_is_named(tmp_path: Path):
    (tmp_path / "good.rq").write_text("#+ summary: a\nSELECT ?s { ?s ?p ?o }", encoding="utf-8")
    assert list(load_queries(tmp_path)) == ["good"]
    (tmp_path / "bad.rq").write_text("SELECT", encoding="utf-8")
    with pytest.raises(QueryFileError, match=r"bad\.rq:1"):
        load_queries(tmp_path)
    assert find("good", tmp_path).summary == "a"


@pytest.mark.parametrize(
    ("name", "near"),
    [("who-blamed-who", "who-blamed-whom"), ("denial", "denials"), ("tols", "conflicting-tolls")],
)
def test_an_unknown_name_suggests_the_nearest(name: str, near: str):
    with pytest.raises(UnknownQueryError, match=f"did you mean '{near}'"):
        find(name)


@pytest.mark.parametrize("name", ["xyzzy", "", "../queries/denials", "*"])
def test_a_name_like_no_other_suggests_the_list(name: str):
    with pytest.raises(UnknownQueryError) as unknown:
        find(name)
    assert unknown.value.cure == "`kg ask --list` shows all"


def test_a_users_own_file_is_asked_by_its_path(tmp_path: Path):
    path = tmp_path / "own.rq"
    path.write_text("#+ summary: a\nSELECT ?s { ?s ?p ?o }", encoding="utf-8")
    assert resolve(str(path)).name == "own"
    assert resolve("denials") == find("denials")


@pytest.mark.parametrize(
    ("variable", "value", "term"),
    [
        ("?_it", 'Ru"ssia} ?x', ox.Literal('Ru"ssia} ?x')),
        ("?_it_string", "", ox.Literal("")),
        ("?_it_iri", "http://example.org/é", ox.NamedNode("http://example.org/é")),
        ("?_it_integer", "-12", ox.Literal("-12", datatype=ox.NamedNode(iri("xsd:integer")))),
        ("?_it_decimal", ".5", ox.Literal(".5", datatype=ox.NamedNode(iri("xsd:decimal")))),
        ("?_it_date", "2031-05-04", ox.Literal("2031-05-04", datatype=ox.NamedNode(iri("xsd:date")))),
        ("?_it_date", "2031-05", ox.Literal("2031-05", datatype=ox.NamedNode(iri("xsd:gYearMonth")))),
        ("?_it_date", "2031", ox.Literal("2031", datatype=ox.NamedNode(iri("xsd:gYear")))),
    ],
)
def test_a_value_becomes_a_term_of_its_type(variable: str, value: str, term: ox.Literal, tmp_path: Path):
    assert bind(question(tmp_path, variable), {"it": value}) == {ox.Variable(variable[1:]): term}


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("?_it_integer", "ten", "parameter 'it': must be a whole number; 'ten' is none"),
        ("?_it_integer", "1.5", "must be a whole number"),
        ("?_it_integer", "1_000", "must be a whole number"),
        ("?_it_integer", "", "must be a whole number"),
        ("?_it_decimal", "1e3", "must be a number"),
        ("?_it_iri", "no iri", "must be an absolute IRI"),
        ("?_it_iri", "http://x/> . ?s ?p ?o", "must be an absolute IRI"),
        ("?_it_date", "4 May 2031", "must be a date, YYYY"),
        ("?_it_date", "2031-13", "must be a date"),
        ("?_it_date", "2031-02-30", "must be a date"),
        ("?_it_date", "20310504", "must be a date"),
        ("?_it", "\udcff", "must be text in UTF-8"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(variable: str, value: str, message: str, tmp_path: Path):
    with pytest.raises(ParameterError) as refused:
        bind(question(tmp_path, variable), {"it": value})
    assert message in str(refused.value)
    assert refused.value.exit_code == 2


def test_a_value_not_among_the_choices_suggests_the_nearest(tmp_path: Path):
    query = question(tmp_path, "?_it", choices="[denial, admission]")
    with pytest.raises(ParameterError, match="must be one of denial, admission; did you mean 'denial'"):
        bind(query, {"it": "denials"})


def test_a_missing_value_is_told_with_what_it_is_for(tmp_path: Path):
    with pytest.raises(ParameterError, match="needs 'it': what it is; add -p it=VALUE"):
        bind(question(tmp_path, "?_it"), {})


def test_a_default_stands_in_and_an_empty_one_restricts_nothing(tmp_path: Path):
    number = ox.Literal("5", datatype=ox.NamedNode(iri("xsd:integer")))
    variable = ox.Variable("_it_integer")
    assert bind(question(tmp_path, "?_it_integer", default="5"), {}) == {variable: number}
    assert bind(question(tmp_path, "?_it_integer", default=""), {}) == {variable: ox.Literal("")}


@pytest.mark.parametrize(
    ("name", "cure"),
    [("actr", "did you mean 'actor'"), ("colour", "it takes actor, blamed, event, from, to")],
)
def test_an_unknown_parameter_is_refused(name: str, cure: str):
    with pytest.raises(ParameterError, match=cure):
        bind(find("who-blamed-whom"), {name: "x"})


def test_a_question_without_parameters_says_so():
    with pytest.raises(ParameterError, match="it takes none"):
        bind(find("graph-summary"), {"actor": "x"})


def test_a_construct_gives_no_rows(tmp_path: Path):
    query = read(tmp_path, "#+ summary: a\nCONSTRUCT WHERE { ?s ?p ?o }")
    assert query.form == "construct"
    with pytest.raises(QueryFileError, match="is no SELECT"):
        ask(Store.memory(), query)
