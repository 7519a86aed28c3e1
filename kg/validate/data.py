"""Quads as the one rdflib graph that pySHACL needs, and in whose graph each node stands.

pySHACL on an Oxigraph store is slower, and wrong about plain strings in sh:in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import pyoxigraph as ox
import rdflib
from pyoxigraph import Quad
from rdflib import RDF
from rdflib.term import Node

from kg.errors import GraphError
from kg.validate.index import TripleIndex
from kg.validate.literals import well_formed
from kg.validate.names import term
from kg.vocabulary import GRAPH_ENTITIES, GRAPH_LINKS, iri

_STRING = iri("xsd:string")
_ARTICLE, _IN_ARTICLE, _SOURCE = term("kg:Article"), term("kg:inArticle"), term("oa:hasSource")


class Broken(NamedTuple):
    """A literal that is not of its datatype, and where it stands."""

    node: Node
    path: Node
    literal: rdflib.Literal


class _Terms(dict[object, Any]):
    """Terms of Oxigraph → terms of rdflib, each made once."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: set[object] = set()

    def __missing__(self, key: object) -> Node:
        made = self[key] = self._make(key)
        return made

    def _make(self, key: object) -> Node:
        if isinstance(key, ox.NamedNode):
            return rdflib.URIRef(key.value)
        if isinstance(key, ox.BlankNode):
            return rdflib.BNode(key.value)
        if not isinstance(key, ox.Literal):
            raise GraphError(str(key), "is a triple in place of a node", "state it as a triple of its own")
        datatype = key.datatype.value
        if key.language or datatype == _STRING:
            return rdflib.Literal(key.value, lang=key.language)
        made = rdflib.Literal(key.value, datatype=rdflib.URIRef(datatype), normalize=False)
        if not well_formed(made):
            self.broken.add(made)
        return made


class Data:
    """The graph, the literals in it that are broken, and which articles a node belongs to."""

    def __init__(self) -> None:
        self.graph = rdflib.Graph(store=TripleIndex())
        self.broken: list[Broken] = []
        self._terms = _Terms()
        self._typed: dict[Node, set[str]] = defaultdict(set)
        self._stated: dict[Node, set[str]] = defaultdict(set)
        self._context: set[Node] = set()

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads to be reported on."""
        for quad in quads:
            subject, predicate, object_ = self._add(quad)
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            (self._typed if predicate == RDF.type else self._stated)[subject].add(name)
            if object_ in self._terms.broken:
                self.broken.append(Broken(subject, predicate, object_))

    def add_context(self, quads: Iterable[Quad]) -> None:
        """Add quads to look things up in."""
        for quad in quads:
            self._context.add(self._add(quad)[0])

    def articles_of(self, node: Node) -> Collection[str]:
        """Return the articles in whose graphs a node stands: [''] for none, [] where it is mere context."""
        typed, stated = self._typed.get(node), self._stated.get(node)
        if node in self._context and not typed:
            return [""] if stated else []
        return {self._article(node, name) for name in typed or stated or [""]}

    def _article(self, node: Node, name: str) -> str:
        """Give the article of a named graph; outside one, that of a claim, quotation or article itself."""
        if name:
            return "" if name in {GRAPH_ENTITIES, GRAPH_LINKS} else name
        if (node, RDF.type, _ARTICLE) in self.graph:
            return str(node)
        return str(self.graph.value(node, _IN_ARTICLE) or self.graph.value(node, _SOURCE) or "")

    def _add(self, quad: Quad) -> tuple[Any, Any, Any]:
        subject, predicate, object_ = quad.triple
        triple = self._terms[subject], self._terms[predicate], self._terms[object_]
        self.graph.store.add(triple, self.graph)
        return triple


def near(quads: Collection[Quad], context: Collection[Quad]) -> list[Quad]:
    """Keep the context that the quads refer to, directly or over one more node."""
    kept: list[Quad] = []
    seen: set[object] = set()
    step: Collection[Quad] = quads if context else ()
    for _ in range(2):
        named = {quad.object for quad in step} - seen
        step = [quad for quad in context if quad.subject in named]
        kept += step
        seen |= named
    return kept
