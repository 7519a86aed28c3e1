"""Answers as text, with cells that try to be more than text."""

import csv
import io
import json

import pyoxigraph as ox
import pytest

from kg.results import cell, to_csv, to_json, to_markdown, to_tsv
from kg.store import Rows
from kg.vocabulary import iri

IRI = ox.NamedNode("https://example.org/claim/1")
NUMBER = ox.Literal("-5", datatype=ox.NamedNode(iri("xsd:integer")))


def rows(*cells: str) -> Rows:
    return Rows(("quote",), [(ox.Literal(text),) for text in cells])


def test_terms_for_people():
    terms = (None, IRI, NUMBER, ox.Literal("été", language="fr"), ox.BlankNode("b"))
    assert [cell(term) for term in terms] == ["", IRI.value, "-5", "été", "_:b"]


def test_csv_is_read_back_as_it_was():
    awkward = ['a "word", said', "two\nlines", "", "žába; 1"]
    text = to_csv(rows(*awkward))
    assert list(csv.reader(io.StringIO(text))) == [["quote"], *([one] for one in awkward)]
    assert to_csv(Rows(("who", "claim"), [(None, IRI)])) == f"who,claim\n,{IRI.value}\n"


@pytest.mark.parametrize("formula", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", '=HYPERLINK("x")'])
def test_csv_disarms_formulas(formula: str):
    (_, (written,)) = csv.reader(io.StringIO(to_csv(rows(formula))))
    assert written == f"'{formula}"


def test_csv_leaves_numbers():
    assert to_csv(Rows(("n",), [(NUMBER,)])) == "n\n-5\n"
    assert to_csv(rows("-77.5", "+3")) == "quote\n-77.5\n+3\n"


def test_tsv_is_one_line_a_row():
    assert to_tsv(rows("a\tb\r\nc  d")) == "quote\na b c d\n"
    assert to_tsv(Rows(("a", "b"), [(None, NUMBER)])) == "a\tb\n\t-5\n"


@pytest.mark.parametrize("write", [to_csv, to_tsv, to_markdown])
def test_control_codes_are_taken_out(write):
    assert not {"\x1b", "\x9b", "\x00", "\u202e"} & set(write(rows("a\x1b[31mb\x9bc\x00d\u202ee")))


def test_json_is_the_w3c_format():
    french = ox.Literal("été", language="fr")
    answer = Rows(("a", "b"), [(IRI, NUMBER), (french, None), (ox.Literal('"'), ox.BlankNode("x"))])
    assert json.loads(to_json(answer)) == {
        "head": {"vars": ["a", "b"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": IRI.value},
                    "b": {"type": "literal", "value": "-5", "datatype": iri("xsd:integer")},
                },
                {"a": {"type": "literal", "value": "été", "xml:lang": "fr"}},
                {"a": {"type": "literal", "value": '"'}, "b": {"type": "bnode", "value": "x"}},
            ]
        },
    }


def test_json_is_read_by_another_program():
    answer = Rows(("a", "b"), [(IRI, NUMBER), (ox.Literal("x\ny"), None)])
    read = ox.parse_query_results(to_json(answer), format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(solution) for solution in read] == answer.rows


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", r"a \| b"),
        ("two\nlines", "two lines"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("![x](javascript:y)", r"!\[x\](javascript:y)"),
        ("*b* _i_ `c` &lt; \\", r"\*b\* \_i\_ \`c\` \&lt; \\"),
    ],
)
def test_markdown_reads_nothing_of_a_cell(text: str, written: str):
    assert to_markdown(rows(text)) == f"| quote |\n| --- |\n| {written} |\n"
