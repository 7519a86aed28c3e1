"""A question in a file: SPARQL under a `#+` header (the grlc convention), strictly read.

Variables such as `?_actor` and `?_from_date` are parameters: the word after the first underscore is the name,
the one after the second the type. The header explains each; one with a default may be left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import QueryFileError
from kg.query_header import Header, MalformedError, read_header

ParameterType = Literal["string", "iri", "integer", "decimal", "date"]
Form = Literal["select", "construct"]

_TYPES: Final[dict[str, ParameterType]] = {
    "string": "string",
    "iri": "iri",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
}
_NOT_CODE: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r'|<[^<>"{}|^`\\\x00-\x20]*>|#[^\n]*',
    re.DOTALL,
)
SELECT: Final = re.compile(r"(?<![\w?$:.-])SELECT(?:\s+(?:DISTINCT|REDUCED))?(?![\w:-])", re.IGNORECASE)
_VARIABLE: Final = re.compile(r"[?$](_\w+)")
_NAMED: Final = re.compile(r"_([A-Za-z][A-Za-z0-9]*)(?:_([A-Za-z]+))?")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_SYNTAX_ERROR: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST_PROBLEM: Final = 160
"""Characters shown of what the parser expected, which may be a list of all tokens."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question is asked with."""

    name: str
    type: ParameterType
    variable: str
    """Its name in the query, without the question mark: `_from_date`."""
    help: str
    default: str | None = None
    """None: it must be given; '': no restriction."""
    choices: tuple[str, ...] = ()
    """The only values allowed, where there are such."""


@dataclass(frozen=True, slots=True)
class QueryFile:
    """A question that can be asked by its name."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    """The SPARQL to run: the file's, with the parameters added to its columns; no other are bound."""
    form: Form


def read_query_file(path: Path) -> QueryFile:
    """Read a question; QueryFileError names the line, the cause and the cure."""
    try:
        return _query(path.stem, path.read_text(encoding="utf-8-sig"))
    except MalformedError as error:
        raise QueryFileError(f"{path}:{error.line}", error.cause, error.cure) from error
    except OSError as error:
        raise QueryFileError(str(path), f"cannot be read ({error.strerror})", "check the path") from error
    except UnicodeDecodeError as error:
        raise QueryFileError(str(path), "is not in UTF-8", "save it in that encoding") from error


def _query(name: str, text: str) -> QueryFile:
    """Read header and body, and hold them against each other."""
    header = read_header(text)
    form = _form(text)
    parameters = _parameters(text, header)
    if parameters and form != "select":
        cure = "write it as a SELECT, or without parameters"
        raise MalformedError(header.lines[parameters[0].name], "only a SELECT can take parameters", cure)
    return QueryFile(
        name=name,
        summary=header.summary,
        description=header.description,
        tags=header.tags,
        parameters=parameters,
        text=_projected(text) if parameters else text,
        form=form,
    )


def _form(text: str) -> Form:
    """Let Oxigraph parse the query, by asking an empty store."""
    try:
        answer = ox.Store().query(text)
    except SyntaxError as error:
        raise _syntax_error(error.msg) from error
    if isinstance(answer, ox.QuerySolutions):
        return "select"
    if isinstance(answer, ox.QueryTriples):
        return "construct"
    raise MalformedError(1, "is an ASK query", "write a SELECT or a CONSTRUCT")


def _syntax_error(message: str) -> MalformedError:
    located = _SYNTAX_ERROR.match(message)
    line, column, problem = located.groups() if located else ("1", "1", message)
    problem = " ".join(problem.split())
    if len(problem) > _LONGEST_PROBLEM:
        problem = f"{problem[:_LONGEST_PROBLEM]}…"
    return MalformedError(int(line), f"is no valid SPARQL at column {column} ({problem})", "mend the query")


def _parameters(text: str, header: Header) -> tuple[Parameter, ...]:
    """Take the parameters in the order in which the header explains them."""
    used = _used(text)
    for name, line in header.lines.items():
        if name not in used:
            cure = f"use ?_{name} in the query, or take it out of the header"
            raise MalformedError(line, f"the query does not use its parameter '{name}'", cure)
    for name, (_, line) in used.items():
        if name not in header.help:
            cure = f"add `#+   - {name}: what it is for` under `#+ parameters:`"
            raise MalformedError(line, f"the parameter '{name}' is not explained", cure)
    return tuple(_parameter(name, *used[name], header) for name in header.help)


def _parameter(name: str, variable: str, line: int, header: Header) -> Parameter:
    suffix = variable.removeprefix(f"_{name}").removeprefix("_") or "string"
    if suffix not in _TYPES:
        cure = f"end it in one of {', '.join(_TYPES)}"
        raise MalformedError(line, f"?{variable} is of an unknown type '{suffix}'", cure)
    return Parameter(
        name=name,
        type=_TYPES[suffix],
        variable=variable,
        help=header.help[name],
        default=header.defaults.get(name),
        choices=header.choices.get(name, ()),
    )


def _used(text: str) -> dict[str, tuple[str, int]]:
    """Find the parameters in the query: name → variable, line of the first use."""
    used: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(code_of(text).split("\n"), 1):
        for variable in _VARIABLE.findall(line):
            named = _NAMED.fullmatch(variable)
            if named is None:
                cure = "name it ?_name or ?_name_type, in letters and digits"
                raise MalformedError(number, f"?{variable} is no name of a parameter", cure)
            first, _ = used.setdefault(named[1], (variable, number))
            if first != variable:
                cause = f"the parameter '{named[1]}' is of two types, ?{first} and ?{variable}"
                raise MalformedError(number, cause, "use one of them throughout")
    return used


def _projected(text: str) -> str:
    """Add the parameters used within each SELECT to its columns: names only, never values."""
    code, parts, done = code_of(text), [], 0
    for select in SELECT.finditer(code):
        line = code.count("\n", 0, select.start()) + 1
        missing = _missing(code[select.end() :], line)
        parts += [text[done : select.end()], *(f" ?{variable}" for variable in missing)]
        done = select.end()
    projected = "".join([*parts, text[done:]])
    try:
        ox.Store().query(projected)
    except SyntaxError as error:
        cure = "group in an inner SELECT and filter outside it"
        raise MalformedError(1, "uses a parameter within a SELECT that groups rows", cure) from error
    return projected


def _missing(code: str, line: int) -> list[str]:
    """List the parameters used, but not among the columns, of the SELECT that ends where this code begins."""
    scope = code[: _end_of_group(code)]
    columns = scope
    while _BRACKETS.search(columns):
        columns = _BRACKETS.sub("", columns)
    columns = columns.partition("{")[0]
    missing = sorted(set(_VARIABLE.findall(scope)) - set(_VARIABLE.findall(columns)))
    if missing and "*" in columns:
        raise MalformedError(line, f"uses ?{missing[0]} under SELECT *", "name the columns")
    return missing


def code_of(text: str) -> str:
    """Blank out strings, IRIs and comments; every offset and line stays."""
    return _NOT_CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _end_of_group(code: str) -> int:
    """Return where the group that this code stands in is closed."""
    depth = 0
    for brace in re.finditer(r"[{}]", code):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return brace.start()
    return len(code)
