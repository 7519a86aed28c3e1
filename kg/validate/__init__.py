"""Quads × shapes/ → report: what is wrong in a graph, at which node, in which article, and what to do.

pySHACL checks the shapes on an rdflib graph; further checks see what SHACL cannot: the article's own text,
literals that are not of their datatype, terms that the ontology does not have. Importing this takes a fifth
of a second.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import GraphError
from kg.validate.data import Data
from kg.validate.files import FORMATS, parse
from kg.validate.names import curie
from kg.validate.report import Finding, Report, Severity
from kg.validate.shapes import shape_findings
from kg.validate.terms import term_findings
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


def validate_quads(quads: Iterable[Quad], texts: Mapping[str, str] = {}) -> Report:
    """Validate any number of articles' graphs with the entities they name; a call costs less for many.

    `texts` maps SHA-256 to an article's text: every quotation must stand there exactly. Named graphs tell
    which article a finding belongs to.
    """
    with closing(Data()) as data:
        with _quiet("rdflib.term"):
            data.add(quads)
        found = [*shape_findings(data), *text_findings(data, texts)]
        known = {(finding.node, finding.value) for finding in found}
        more = (*_literal_findings(data), *term_findings(data))
        found += [finding for finding in more if (finding.node, finding.value) not in known]
        return Report.of(found)


def _literal_findings(data: Data) -> Iterator[Finding]:
    """Yield a violation for each literal that is not of its datatype."""
    for node, path, lexical, datatype in data.broken:
        message = f"The value is no valid {curie(datatype)}; write it in the form of that datatype."
        for article in data.articles_of(node):
            where = curie(str(path))
            yield Finding("violation", str(node), article, "literal", where, lexical, message)


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
