"""Quads as Turtle, TriG and N-Quads in one order: by graph and subject, types first, a blank line between."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TypeAlias

import pyoxigraph as ox

from kg.export.describe import VOID
from kg.rdf import sorted_nquads
from kg.vocabulary import PREFIXES, iri

KINDS = (
    "article", "actor", "claim", "event", "place", "run", "link", "judgement", "person", "dataset", "export",
)  # fmt: skip
"""First segments of ids; each is a prefix of its own."""
Statements: TypeAlias = Iterable[ox.Quad] | Iterable[ox.Triple]
_TYPE = ox.NamedNode(iri("rdf:type"))
_KG = PREFIXES["kg"]


def turtle(quads: Iterable[ox.Quad], base: str) -> bytes:
    """Write the union of all graphs, what stands in the default one first."""
    own, rest = set[ox.Quad](), set[ox.Quad]()
    for quad in quads:
        named = isinstance(quad.graph_name, ox.NamedNode)
        (rest if named else own).add(ox.Quad(quad.subject, quad.predicate, quad.object))
    ordered = (*in_order(own), *in_order(rest - own))
    return _readable([quad.triple for quad in ordered], ox.RdfFormat.TURTLE, base)


def trig(quads: Iterable[ox.Quad], base: str) -> bytes:
    """Write the graphs, the default one first."""
    return _readable(in_order(quads), ox.RdfFormat.TRIG, base)


def nquads(quads: Iterable[ox.Quad], base: str) -> bytes:  # noqa: ARG001  # as all writers
    """Write one quad a line, lines in byte order."""
    return sorted_nquads(quads)


def in_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """List each quad once, in the order of all exports."""
    return sorted(set(quads), key=_rank)


def prefixes(base: str) -> dict[str, str]:
    """Name the namespaces of vocabularies and, one for each kind, of ids under the base."""
    return {**PREFIXES, "void": VOID, **{kind: f"{base}{kind}/" for kind in KINDS}}


def serialised(statements: Statements, fmt: ox.RdfFormat, names: dict[str, str] | None = None) -> bytes:
    """Write statements in the order given."""
    buffer = BytesIO()
    ox.serialize(statements, buffer, fmt, prefixes=names)
    return buffer.getvalue()


def _rank(quad: ox.Quad) -> tuple[str, str, bool, str, bool, str]:
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
    predicate, object_ = quad.predicate, str(quad.object)
    foreign = not object_.startswith(f"<{_KG}")
    subject = str(quad.subject)[:-1]  # without its ">", which would put <claim/1/evidence> before <claim/1>
    return graph, subject, predicate != _TYPE, predicate.value, foreign, object_


def _readable(statements: Statements, fmt: ox.RdfFormat, base: str) -> bytes:
    """Serialise with a blank line after each subject and the prefixes in use, in alphabetical order."""
    lines = serialised(statements, fmt, prefixes(base)).splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")]
    body = b"".join(lines[len(head) :]).replace(b" .\n", b" .\n\n").replace(b"\n\n}", b"\n}\n")
    used = [line for line in sorted(head) if line.split()[1] in body]
    return b"".join([*used, b"\n", body.rstrip(b"\n"), b"\n"])
