"""The SHACL shapes, and what pySHACL finds by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH
from rdflib.term import Node

from kg.errors import GraphError
from kg.resources import shapes_dir
from kg.validate.data import Data
from kg.validate.files import parse
from kg.validate.names import curie
from kg.validate.report import Finding, Severity

_SEVERITY: Final[Mapping[Node, Severity]] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}

_INCOMPARABLE: Final = (ReportableRuntimeError, ArithmeticError, LookupError, TypeError, ValueError)
"""What pySHACL raises at terms it is not made for: NaN, a blank node where a number should be."""


class Shapes(NamedTuple):
    """The shapes as pySHACL takes them, and the path of each property shape, written out."""

    graph: rdflib.Graph
    paths: Mapping[Node, str]


@cache
def load_shapes() -> Shapes:
    """Load shapes/ once for the process."""
    data = Data()
    for path in sorted(shapes_dir().glob("*.ttl")):
        data.add(parse(path))
    graph = data.graph
    return Shapes(graph, {shape: _path_text(graph, path) for shape, path in graph.subject_objects(SH.path)})


def _path_text(graph: rdflib.Graph, path: Node) -> str:
    """Write a SHACL path as SPARQL does: 'kg:evidence/oa:hasSource', '^kg:figure', 'kg:rejects|kg:denies'."""
    if isinstance(path, rdflib.URIRef):
        return curie(str(path))
    if inverse := graph.value(path, SH.inversePath):
        return f"^{_path_text(graph, inverse)}"
    alternatives = graph.value(path, SH.alternativePath)
    steps = [_path_text(graph, step) for step in graph.items(alternatives or path)]
    return ("|" if alternatives else "/").join(steps)


def shape_findings(data: Data) -> Iterator[Finding]:
    """Run pySHACL and take its report apart."""
    shapes = load_shapes()
    try:
        _, report, text = pyshacl.validate(data.graph, shacl_graph=shapes.graph, inplace=True)
    except _INCOMPARABLE as error:
        cure = "give numbers as xsd:integer or xsd:decimal, and nodes as IRIs"
        raise GraphError("graph", f"has terms that cannot be compared ({error})", cure) from error
    if not isinstance(report, rdflib.Graph):
        raise GraphError("shapes", f"cannot be applied ({text})", "install claimgraph again")
    for result in report.objects(None, SH.result):
        yield from _findings(data, shapes, dict(report.predicate_objects(result)))


def _findings(data: Data, shapes: Shapes, result: Mapping[Node, Node]) -> Iterator[Finding]:
    """Make a finding for each article that the node of a validation result stands in."""
    shape, severity = result[SH.sourceShape], _SEVERITY[result[SH.resultSeverity]]
    node, value = result[SH.focusNode], result.get(SH.value)
    if SH.sourceConstraint in result and value is not None:  # it targets a class and selects the node
        node, value = value, None
    shown = "" if value is None else str(value)
    name, path, message = str(shape).rpartition("#")[2], shapes.paths.get(shape, ""), result[SH.resultMessage]
    for article in data.articles_of(node):
        yield Finding(severity, str(node), article, name, path, shown, str(message))
