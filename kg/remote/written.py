"""A query with its values written in: what the embedded store binds apart from the text.

A value enters as one RDF term, escaped so that no reader of SPARQL ends it early, and nowhere but where the
variable stood in the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryFileError
from kg.query_file import SELECT, code_of
from kg.store import Bindings, Term
from kg.vocabulary import iri

_VARIABLE: Final = re.compile(r"[?$](\w+)")
_GROUP_BY: Final = re.compile(r"(?<![\w?$:.-])GROUP\s+BY(?![\w:-])", re.IGNORECASE)
_ORDER_BY: Final = re.compile(r"(?<![\w?$:.-])ORDER\s+BY(?![\w:-])", re.IGNORECASE)
_STRING: Final = iri("xsd:string")
_ESCAPES: Final = str.maketrans({
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"
})  # fmt: skip


def written(query: str, bindings: Bindings) -> str:
    """Put the terms in the place of their variables, and take these out of the columns."""
    terms = {variable.value: _sparql(term) for variable, term in bindings.items()}
    if not terms:
        return query
    code, parts, done = code_of(query), list[str](), 0
    columns, groups, orders = (_bare(code, clause) for clause in (SELECT, _GROUP_BY, _ORDER_BY))
    for found in _VARIABLE.finditer(code):
        if found[1] not in terms:
            continue
        term, place = terms[found[1]], found.start()
        if place in orders:
            term = f"({term})"
        elif place in groups:  # named, since a group by a nameless term breaks rdflib
            term = f"({term} AS {found[0]})"
        parts += [query[done:place], "" if place in columns else f" {term} "]
        done = found.end()
    text = "".join([*parts, query[done:]])
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        cure = "use it in FILTER or as what a triple names, and name other columns"
        raise QueryFileError("query", "has a parameter where only a variable may stand", cure) from error
    return text


def _bare(code: str, clause: re.Pattern[str]) -> set[int]:
    """Find where variables stand in such clauses by themselves, not as a part of an expression."""
    return {place for found in clause.finditer(code) for place in _outside(code, found.end())}


def _outside(code: str, start: int) -> Iterator[int]:
    """Yield where variables stand outside brackets, until a group begins or ends."""
    depth = 0
    for offset in range(start, len(code)):
        letter = code[offset]
        depth += (letter == "(") - (letter == ")")
        if letter in "{}" and not depth:
            return
        if letter in "?$" and not depth:
            yield offset


def _sparql(term: Term) -> str:
    """Write a term in SPARQL."""
    if not isinstance(term, ox.Literal):
        return str(term)
    # Some readers resolve \uXXXX before they look for quotes: none may arise from a backslash of the text.
    text = re.sub(r"\\\\([uU])", lambda found: f"\\\\\\U{ord(found[1]):08X}", term.value.translate(_ESCAPES))
    if term.language:
        return f'"{text}"@{term.language}'
    datatype = term.datatype.value
    return f'"{text}"' if datatype == _STRING else f'"{text}"^^<{datatype}>'
