"""The queries of shapes, answered by Oxigraph in rdflib's terms.

rdflib takes half a second to parse them and then a hundred times as long to answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeAlias

import pyoxigraph as ox
from pyoxigraph import Quad
from rdflib import Variable
from rdflib.query import Result
from rdflib.term import Identifier

from kg.errors import GraphError

Bound: TypeAlias = dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]


class Queries:
    """Asks quads, whatever graphs they stand in; none may come after the first question."""

    def __init__(self, terms: Mapping[object, Any]) -> None:
        self._terms = terms
        self._quads: list[Quad] = []

    def add(self, quad: Quad) -> None:
        """Add a quad."""
        self._quads.append(quad)

    def select(self, query: str, bound: Mapping[str, Identifier]) -> Result:
        """Answer a SELECT with some variables bound to IRIs, which stand in each row."""
        given: Bound = {ox.Variable(name): ox.NamedNode(str(node)) for name, node in bound.items()}
        solutions = self._store.query(query, use_default_graph_as_union=True, substitutions=given)
        if not isinstance(solutions, ox.QuerySolutions):
            raise GraphError("shapes", "hold a query that is no SELECT", "install claimgraph again")
        names = [variable.value for variable in solutions.variables]
        result = Result("SELECT")
        result.vars = [Variable(name) for name in names]
        fixed = {Variable(name): node for name, node in bound.items()}
        result.bindings = [
            fixed | {Variable(name): self._terms[term] for name in names if (term := solution[name])}
            for solution in solutions
        ]
        return result

    def clear(self) -> None:
        """Let go of all quads."""
        self._quads.clear()
        self.__dict__.pop("_store", None)

    @cached_property
    def _store(self) -> ox.Store:
        store = ox.Store()
        store.extend(self._quads)
        return store
