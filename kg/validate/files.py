"""Graph files → quads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
"""Suffix of a graph file → its format."""


def parse(path: Path) -> list[ox.Quad]:
    """Read a graph file; a GraphError names the line and column of broken syntax."""
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise GraphError(str(path), "is of no known graph format", f"use one of {', '.join(FORMATS)}")
    try:
        return list(ox.parse(path=path, format=format_, base_iri=path.resolve().as_uri()))
    except OSError as error:
        cause = f"cannot be read ({error.strerror or error})"
        raise GraphError(str(path), cause, "check the path and its permissions") from error
    except SyntaxError as error:
        raise _broken(path, format_, error) from error


def _broken(path: Path, format_: ox.RdfFormat, error: SyntaxError) -> GraphError:
    """Tell where the syntax breaks; the parser's message says so once more, in front of the reason."""
    if error.lineno is None:
        cure = "mend the file and validate it again"
        return GraphError(str(path), f"is not valid {format_.name} ({error.msg})", cure)
    reason = error.msg.partition(": ")[2] or error.msg
    where = f"{path}, line {error.lineno}, column {error.offset}"
    return GraphError(where, f"is not valid {format_.name} ({reason})", "mend the file there")
