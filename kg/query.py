"""Questions by name, asked with values that enter as RDF terms and never as text of the query."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import ParameterError, QueryFileError, UnknownQueryError
from kg.query_file import Parameter, QueryFile, read_query_file
from kg.resources import queries_dir
from kg.store import Answering, Rows, Term
from kg.vocabulary import iri

__all__ = ["Parameter", "QueryFile", "ask", "bind", "find", "load_queries", "resolve", "triples"]

_SUFFIX: Final = ".rq"
_WHOLE: Final = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_PARTS: Final = ("kg:evidence", "oa:hasSelector", "kg:figure", "kg:viaStep")
_OF_CLAIM: Final = f"""
SELECT DISTINCT ?claim ?subject ?predicate ?object
WHERE {{ ?claim ({"|".join(f"<{iri(part)}>" for part in _PARTS)})* ?subject . ?subject ?predicate ?object }}
"""
_TRIPLE: Final = ("subject", "predicate", "object")
_DATE_TYPES: Final = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def load_queries(folder: Path | None = None) -> dict[str, QueryFile]:
    """Read all questions of a folder (the shipped ones by default), sorted by name."""
    return {path.stem: read_query_file(path) for path in _paths(folder)}


def find(name: str, folder: Path | None = None) -> QueryFile:
    """Read the question of that name; UnknownQueryError suggests the nearest."""
    paths = {path.stem: path for path in _paths(folder)}
    if name in paths:
        return read_query_file(paths[name])
    cure = f"{_hint(name, paths)}`kg ask --list` shows all"
    raise UnknownQueryError(f"query '{name}'", "there is none of that name", cure)


def resolve(name: str) -> QueryFile:
    """Read a question by its name, or a user's own by the path of its .rq file."""
    return read_query_file(Path(name)) if name.endswith(_SUFFIX) else find(name)


def bind(query: QueryFile, values: Mapping[str, str]) -> dict[ox.Variable, Term]:
    """Make terms of the values and defaults; ParameterError where one is unknown, missing or ill-typed."""
    names = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in names:
            raise _unknown(name, query, names)
    return {
        ox.Variable(parameter.variable): _bound(parameter, values.get(parameter.name), query)
        for parameter in query.parameters
    }


def ask(store: Answering, query: QueryFile, values: Mapping[str, str] | None = None) -> Rows:
    """Answer a SELECT question with the given values of its parameters.

    ParameterError as `bind`; QueryFileError for a CONSTRUCT, which `Store.construct` answers.
    """
    if query.form != "select":
        raise QueryFileError(query.name, "is no SELECT and gives no rows", "choose a graph format")
    return store.select(query.text, bind(query, values or {}))


def triples(store: Answering, rows: Rows) -> Iterator[ox.Quad]:
    """Yield an answer as triples, in no graph: its rows, or all of the claims it names, evidence included.

    Rows are triples where the columns are subject, predicate and object. Claims stand in the columns `claim`
    and `…_claim`; an answer without such a column gives none.
    """
    if rows.columns == _TRIPLE:
        yield from _quads(rows.rows)
    named = [number for number, column in enumerate(rows.columns) if f"_{column}".endswith("_claim")]
    claims = {term for row in rows.rows for number in named if isinstance(term := row[number], ox.NamedNode)}
    for claim in sorted(claims, key=str):
        yield from _quads(store.select(_OF_CLAIM, {ox.Variable("claim"): claim}).rows)


def _quads(rows: Iterable[tuple[Term | None, ...]]) -> Iterator[ox.Quad]:
    for node, property_, value in rows:
        if isinstance(node, ox.NamedNode) and isinstance(property_, ox.NamedNode) and value is not None:
            yield ox.Quad(node, property_, value)


def _paths(folder: Path | None) -> list[Path]:
    return sorted((folder or queries_dir()).glob(f"*{_SUFFIX}"))


def _bound(parameter: Parameter, value: str | None, query: QueryFile) -> Term:
    given = parameter.default if value is None else value
    if given is None:
        cure = f"add -p {parameter.name}=VALUE"
        raise ParameterError(f"query '{query.name}'", f"needs '{parameter.name}': {parameter.help}", cure)
    if not given and parameter.default == "":
        return ox.Literal("")
    if parameter.choices and given not in parameter.choices:
        cure = f"{_hint(given, parameter.choices)}'{given}' is none"
        raise _wrong(parameter, f"must be one of {', '.join(parameter.choices)}", cure)
    try:
        given.encode()
    except UnicodeEncodeError:
        raise _wrong(parameter, "must be text in UTF-8", "check the terminal's encoding") from None
    return _term(parameter, given)


def _term(parameter: Parameter, value: str) -> Term:
    """Make the term that the parameter's type asks for."""
    match parameter.type:
        case "string":
            return ox.Literal(value)
        case "iri":
            return _node(parameter, value)
        case "integer":
            return _number(parameter, value, _WHOLE, "a whole number")
        case "decimal":
            return _number(parameter, value, _DECIMAL, "a number such as 0.5")
        case "date":
            return _day(parameter, value)


def _node(parameter: Parameter, value: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError:
        raise _wrong(parameter, "must be an absolute IRI", f"'{value}' is none") from None


def _number(parameter: Parameter, value: str, form: re.Pattern[str], wanted: str) -> ox.Literal:
    if not form.fullmatch(value):
        raise _wrong(parameter, f"must be {wanted}", f"'{value}' is none")
    return ox.Literal(value, datatype=ox.NamedNode(iri(f"xsd:{parameter.type}")))


def _day(parameter: Parameter, value: str) -> ox.Literal:
    """Type a date by its precision, as the graph does."""
    if not (_DATE.fullmatch(value) and _exists(f"{value}-01-01"[:10])):
        raise _wrong(parameter, "must be a date, YYYY[-MM[-DD]]", f"'{value}' is none")
    return ox.Literal(value, datatype=ox.NamedNode(iri(_DATE_TYPES[len(value)])))


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _wrong(parameter: Parameter, wanted: str, cure: str) -> ParameterError:
    return ParameterError(f"parameter '{parameter.name}'", wanted, cure)


def _unknown(name: str, query: QueryFile, names: list[str]) -> ParameterError:
    listed = f"it takes {', '.join(names)}" if names else "leave it out: it takes none"
    cause = f"the query '{query.name}' has no such parameter"
    return ParameterError(f"parameter '{name}'", cause, f"{_hint(name, names)}{listed}")


def _hint(name: str, known: Iterable[str]) -> str:
    """Ask whether the one of the known was meant that is spelled most alike, as a whole or in a word."""
    names = list(known)
    by_word = {word: one for one in reversed(names) for word in one.split("-")} | {one: one for one in names}
    near = difflib.get_close_matches(name, by_word, n=1)
    return f"did you mean '{by_word[near[0]]}'? " if near else ""
