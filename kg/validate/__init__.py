"""Quads × shapes/ → report: what is wrong in a graph, at which node, in which article, and what to do.

pySHACL checks the shapes on an rdflib graph; two more checks see what SHACL cannot: the article's own text,
and literals that are not of their datatype. Importing this costs a fifth of a second.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import GraphError
from kg.validate.data import Data, near
from kg.validate.files import FORMATS, parse
from kg.validate.names import curie
from kg.validate.report import Finding, Report, Severity
from kg.validate.shapes import shape_findings
from kg.validate.texts import text_findings
from kg.vocabulary import PREFIXES

__all__ = ["FORMATS", "Finding", "Report", "Severity", "validate_file", "validate_quads"]


def validate_file(path: Path, texts: Mapping[str, str] = {}) -> Report:
    """Validate a graph file of any format in FORMATS; `texts` as in `validate_quads`."""
    quads = parse(path)
    if not quads:
        raise GraphError(str(path), "holds no triples", "check that the right file was given")
    report = validate_quads(quads, texts)
    if any(quad.predicate.value.startswith(PREFIXES["kg"]) for quad in quads):
        return report
    message = "Nothing here is in the terms of the ontology; give a graph made by `kg export`."
    return Report((*report.findings, Finding("violation", "", "", "terms", "", "", message)))


def validate_quads(
    quads: Iterable[Quad], texts: Mapping[str, str] = {}, context: Collection[Quad] = ()
) -> Report:
    """Validate the graphs of any number of articles in one call, over which its cost is spread.

    `texts` maps SHA-256 to an article's text: every quotation must stand there exactly. `context` holds
    quads that these graphs refer to (entities, linked claims): they are looked up, and not reported on.
    """
    own, data = list(quads), Data()
    with _quiet("rdflib.term"):
        data.add(own)
        data.add_context(near(own, context))
    found = [*shape_findings(data), *text_findings(data, texts)]
    known = {(finding.node, finding.value) for finding in found}
    found += [finding for finding in _literal_findings(data) if (finding.node, finding.value) not in known]
    return Report.of(found)


def _literal_findings(data: Data) -> Iterator[Finding]:
    """Yield a violation for each literal that is not of its datatype."""
    for node, path, literal in data.broken:
        datatype = curie(str(literal.datatype))
        message = f"The value is no valid {datatype}; write it in the form of that datatype."
        where, value = curie(str(path)), str(literal)
        for article in data.articles_of(node):
            yield Finding("violation", str(node), article, "literal", where, value, message)


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library's logger from printing what becomes a finding here."""
    logger = logging.getLogger(name)

    def mute(_: logging.LogRecord) -> bool:
        return False

    logger.addFilter(mute)
    try:
        yield
    finally:
        logger.removeFilter(mute)
