"""Answers as text: CSV, TSV, SPARQL JSON and Markdown. Pure functions of rows.

Words of articles are untrusted: each form escapes what would be read as markup, a formula or a control code.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Final

import pyoxigraph as ox

from kg.store import Rows, Term
from kg.vocabulary import iri

_STRING: Final = iri("xsd:string")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_FORMULA: Final = tuple("=+-@\t\r")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|~&#])")


def cell(term: Term | None) -> str:
    """Write a term for people: the text of a literal, the IRI of a node, nothing where it is unbound."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def rows_of(columns: Sequence[str], rows: Iterable[Sequence[Term | str | float | None]]) -> Rows:
    """Make an answer of what is no term yet: texts and numbers become literals."""
    terms = [
        tuple(ox.Literal(value) if isinstance(value, str | float) else value for value in row) for row in rows
    ]
    return Rows(tuple(columns), terms)


def to_csv(rows: Rows) -> str:
    """Write CSV (RFC 4180, lines ended by LF), with the columns' names in the first line.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay as they are.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([_csv_cell(term) for term in row] for row in rows.rows)
    return text.getvalue()


def to_tsv(rows: Rows) -> str:
    """Write one line for each row, cells parted by tabs; any white space within a cell becomes one space."""
    lines = [rows.columns, *([_one_line(term) for term in row] for row in rows.rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def to_json(rows: Rows) -> str:
    """Write the W3C format application/sparql-results+json; an unbound column is left out of its row."""
    bindings = [
        {column: _json(term) for column, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def to_markdown(rows: Rows) -> str:
    """Write a Markdown table in which nothing of the cells is read as Markdown or HTML."""
    lines = [
        [_escaped(column) for column in rows.columns],
        ["---"] * len(rows.columns),
        *([_escaped(_one_line(term)) for term in row] for row in rows.rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv_cell(term: Term | None) -> str:
    text = _CONTROL.sub(" ", cell(term))
    return text if _NUMBER.fullmatch(text) else harmless(text)


def _one_line(term: Term | None) -> str:
    return " ".join(_CONTROL.sub(" ", cell(term)).split())


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _json(term: Term) -> dict[str, object]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal():
            return _json_literal(term)
        case ox.Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}


def _json_literal(literal: ox.Literal) -> dict[str, object]:
    written: dict[str, object] = {"type": "literal", "value": literal.value}
    if literal.language:
        return written | {"xml:lang": literal.language}
    if literal.datatype.value != _STRING:
        return written | {"datatype": literal.datatype.value}
    return written
