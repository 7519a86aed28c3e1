"""kg ask: a question to the graph."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import console, query, results
from kg.confidence import at_least
from kg.errors import MisuseError, ParameterError
from kg.export.syntax import turtle
from kg.files import replacing
from kg.store import Answering, Rows
from kg.workspace import Workspace

if TYPE_CHECKING:
    from pyoxigraph import Quad

_LISTED = {
    "actor": "actors",
    "blamed": "actors",
    "event": "events",
    "place": "events",
    "publisher": "articles",
}
"""The question that lists what a parameter may name."""
WRITERS: Mapping[str, Callable[[Rows], str]] = {
    "csv": results.to_csv,
    "json": results.to_json,
    "md": results.to_markdown,
    "table": results.to_tsv,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How an answer is written."""

    form: str
    output: Path | None
    base: str


def list_queries() -> int:
    """Show the questions with their summaries and parameters."""
    questions = query.load_queries().values()
    console.table(
        ("query", "what it answers", "parameters"),
        [(one.name, one.summary, " ".join(map(_parameter, one.parameters))) for one in questions],
    )
    return 0


def _parameter(parameter: query.Parameter) -> str:
    """Write a parameter; one that may be left out in brackets."""
    return parameter.name if parameter.default is None else f"[{parameter.name}]"


def ask(
    name: str, values: Sequence[str], form: str, folder: Path, output: Path | None, least: float | None
) -> int:
    """Ask the graph, or what of it is at least so sure, and write the answer; 1 where nothing matched."""
    question, given = query.resolve(name), values_of(values)
    workspace = Workspace.open(folder)
    return asked(question, given, at_least(workspace.store(), least), Answer(form, output, workspace.base))


def asked(question: query.QueryFile, given: Mapping[str, str], store: Answering, answer: Answer) -> int:
    """Ask whatever answers, and write the answer; 1 where nothing matched."""
    form = answer.form
    if question.form == "construct" and form not in {"ttl", "table"}:
        raise MisuseError(f"query '{question.name}'", "gives triples, not rows", "take --format ttl")
    if question.form == "construct" or form == "ttl":
        return described(_triples(question, given, store), answer.base, answer.output)
    return answered(query.ask(store, question, given), form, answer.base, answer.output, _hint(given))


def answered(rows: Rows, form: str, base: str, output: Path | None, hint: str = "") -> int:
    """Write an answer; 1 where nothing matched, which is said with the hint."""
    if form == "table" and output is None:
        shown = _shortened(base) if console.on_terminal() else str
        console.table(rows.columns, [[shown(results.cell(term)) for term in row] for row in rows.rows])
    else:
        _write(WRITERS[form](rows).encode("utf-8", "replace"), output)
    return _matched(len(rows.rows), hint)


def described(quads: Collection[Quad], base: str, output: Path | None) -> int:
    """Write triples as Turtle; 1 where there are none."""
    _write(turtle(quads, base), output)
    return _matched(len(quads))


def _triples(question: query.QueryFile, given: Mapping[str, str], store: Answering) -> list[Quad]:
    """Collect the triples of a CONSTRUCT, or those that the rows of a SELECT stand for."""
    if question.form == "construct":
        return list(store.construct(question.text, query.bind(question, given)))
    rows = query.ask(store, question, given)
    triples = list(query.triples(store, rows))
    if rows.rows and not triples:
        cure = "take --format table, csv, json or md"
        raise MisuseError(f"query '{question.name}'", "gives rows that name no claim", cure)
    return triples


def _matched(count: int, hint: str = "") -> int:
    """Return the exit code; say so where nothing matched."""
    if not count:
        console.say(f"kg: nothing matched{hint}")
    return 0 if count else 1


def _hint(given: Mapping[str, str]) -> str:
    """Tell which questions show the names that the given parameters may have."""
    lists = [f"`kg ask {one}`" for one in sorted({_LISTED[one] for one in given if one in _LISTED})]
    return f"; {' and '.join(lists)} {'show' if lists[1:] else 'shows'} names" if lists else ""


def _shortened(base: str) -> Callable[[str], str]:
    """Make IRIs of the workspace fit a table: 'claim/3f5a0c12', which `kg explain` understands."""
    iri = re.compile(re.escape(base) + r"(\w+/(?:[0-9a-f]{8}|[^/]+))[^/]*")
    return lambda text: iri.sub(r"\1", text)


def values_of(pairs: Sequence[str]) -> dict[str, str]:
    """Take 'name=value' apart."""
    for pair in pairs:
        if "=" not in pair:
            raise ParameterError(f"-p {pair}", "is no name=value", "write it as -p actor=Russia")
    return dict(pair.split("=", 1) for pair in pairs)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    with replacing(output) as file:
        file.write(content)
