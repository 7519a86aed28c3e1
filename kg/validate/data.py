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
from rdflib.term import Node

from kg.errors import GraphError
from kg.validate.index import TripleGraph
from kg.validate.literals import well_formed
from kg.validate.names import term
from kg.validate.queries import Queries
from kg.vocabulary import GRAPH_ENTITIES, GRAPH_LINKS, iri

_STRING = iri("xsd:string")
_BROKEN = "urn:claimgraph:not-a:"
_TYPE, _ARTICLE, _IN_ARTICLE, _SOURCE = (
    term(name) for name in ("rdf:type", "kg:Article", "kg:inArticle", "oa:hasSource")
)


class Broken(NamedTuple):
    """A literal that is not of its datatype, and where it stands."""

    node: Node
    path: Node
    lexical: str
    datatype: str


class _Terms(dict[object, Any]):
    """Terms of Oxigraph → terms of rdflib, each made once.

    A literal that is not of its datatype gets another, as rdflib would come to grief computing with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.broken: dict[object, str] = {}

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
            made = rdflib.Literal(key.value, datatype=rdflib.URIRef(f"{_BROKEN}{datatype}"))
            self.broken[made] = datatype
        return made


class Data:
    """The graph, the literals in it that are broken, and which articles a node belongs to."""

    def __init__(self) -> None:
        self._terms = _Terms()
        self._queries = Queries(self._terms)
        self.graph = TripleGraph(self._queries.select)
        self.broken: list[Broken] = []
        self._typed: dict[Node, set[str]] = defaultdict(set)
        self._stated: dict[Node, set[str]] = defaultdict(set)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, and remember in which graphs their subjects stand."""
        terms, broken = self._terms, self._terms.broken
        for quad in quads:
            subject, predicate, object_ = terms[quad.subject], terms[quad.predicate], terms[quad.object]
            self.graph.index.add((subject, predicate, object_), self.graph)
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            (self._typed if predicate == _TYPE else self._stated)[subject].add(name)
            if broken and object_ in broken:
                self.broken.append(Broken(subject, predicate, str(object_), broken[object_]))
                other = ox.Literal(str(object_), datatype=ox.NamedNode(f"{_BROKEN}{broken[object_]}"))
                self._queries.add(Quad(quad.subject, quad.predicate, other, quad.graph_name))
            else:
                self._queries.add(quad)

    def close(self) -> None:
        """Let go of what was added: a graph of rdflib is a cycle, and would wait for a search for garbage."""
        self.graph.index.clear()
        self._queries.clear()
        self._terms.clear()

    def iris(self, namespace: str) -> set[str]:
        """Return the IRIs of a namespace that stand anywhere in the graph."""
        terms = (term for term in self._terms.values() if isinstance(term, rdflib.URIRef))
        return {str(term) for term in terms if term.startswith(namespace)}

    def articles_of(self, node: Node) -> Collection[str]:
        """Return the articles in whose graphs a node is typed, or else stands; [''] for none."""
        names = self._typed.get(node) or self._stated.get(node) or [""]
        return {self._article(node, name) for name in names}

    def _article(self, node: Node, name: str) -> str:
        """Give the article of a named graph; outside one, that of a claim, quotation or article itself."""
        if name:
            return "" if name in {GRAPH_ENTITIES, GRAPH_LINKS} else name
        if (node, _TYPE, _ARTICLE) in self.graph:
            return str(node)
        return str(self.graph.value(node, _IN_ARTICLE) or self.graph.value(node, _SOURCE) or "")
