"""Quotations held against the article's own text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import rdflib
from rdflib.term import Node

from kg.model import text_digest
from kg.validate.data import Data
from kg.validate.names import term
from kg.validate.report import Finding

_SHOWN: Final = 60
"""Code points of the article that a message shows."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""RDF has no lone surrogates: they stand in the graph as U+FFFD."""

_SHA256, _LENGTH, _SOURCE, _SELECTOR = (
    term(name) for name in ("kg:sha256", "kg:length", "oa:hasSource", "oa:hasSelector")
)
_START, _END, _EXACT = (term(name) for name in ("oa:start", "oa:end", "oa:exact"))


class _Given(NamedTuple):
    """An article's text, and what the graph says of it."""

    article: Node
    digest: str
    length: Node | None
    text: str


class _Quotation(NamedTuple):
    """Words that are said to stand at a position of an article."""

    node: Node
    start: int
    end: int
    exact: str


class _Fault(NamedTuple):
    """What the text shows to be wrong, before it is known in whose graph."""

    node: Node
    path: str
    value: str
    message: str


def text_findings(data: Data, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a violation for each quotation that is not in the text, and an info where no text is at hand."""
    unchecked = 0
    quotations = _quotations(data.graph) if texts else {}
    for article, sha256 in data.graph.subject_objects(_SHA256):
        text = texts.get(str(sha256))
        if text is None:
            unchecked += 1
            continue
        given = _Given(article, str(sha256), data.graph.value(article, _LENGTH), text)
        for fault in _faults(given, quotations.get(article, ())):
            for name in data.articles_of(fault.node):
                yield Finding("violation", str(fault.node), name, "text", *fault[1:])
    if unchecked:
        message = f"text not at hand: {unchecked} articles unchecked; their quotations may not be exact"
        yield Finding("info", "", "", "text", "", "", message)


def _faults(given: _Given, quotations: Iterable[_Quotation]) -> Iterator[_Fault]:
    if text_digest(given.text) != given.digest:
        message = "The text at hand is not the article's: its SHA-256 is another; read the article again."
        yield _Fault(given.article, "kg:sha256", given.digest, message)
        return
    text = _SURROGATE.sub("\ufffd", given.text)
    if given.length is not None and str(given.length) != str(len(text)):
        message = f"The kg:length of an article is not {len(text)}, the code points of its text; correct it."
        yield _Fault(given.article, "kg:length", str(given.length), message)
    for node, start, end, exact in quotations:
        there = text[start:end]
        if there != exact:
            message = f"The words at {start} to {end} of the article are {_shown(there)}; quote them exactly."
            yield _Fault(node, "kg:evidence", exact, message)


def _shown(words: str) -> str:
    """Put words in quotation marks, in one line and not too long."""
    return repr(words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…")


def _quotations(graph: rdflib.Graph) -> Mapping[Node, list[_Quotation]]:
    """Collect the quotations of each article; ill-formed ones are left to the shapes."""
    starts, ends, words = (dict(graph.subject_objects(path)) for path in (_START, _END, _EXACT))
    by_article: dict[Node, list[_Quotation]] = defaultdict(list)
    for node, article in graph.subject_objects(_SOURCE):
        selectors = list(graph.objects(node, _SELECTOR))
        start, end, exact = (
            next((found[selector] for selector in selectors if selector in found), None)
            for found in (starts, ends, words)
        )
        if exact is not None and _is_offset(start) and _is_offset(end):
            by_article[article].append(_Quotation(node, int(str(start)), int(str(end)), str(exact)))
    return by_article


def _is_offset(found: Node | None) -> bool:
    return found is not None and str(found).isascii() and str(found).isdigit()
