"""The triples of one graph, kept as rdflib keeps them but for what validation has no use for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.query import Result

Triple: TypeAlias = tuple[Any, Any, Any]
Index: TypeAlias = dict[Any, dict[Any, dict[Any, None]]]


class TripleIndex(SimpleMemory):
    """One graph by subject and by predicate; without contexts, so that validation takes a third less time.

    pySHACL wants a store that knows named graphs, but asks one graph only; and it asks for its length, which
    SimpleMemory counts by walking, at every result.
    """

    context_aware = True
    graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self._by_subject: Index = {}
        self._by_predicate: Index = {}
        self._count = 0

    def __len__(self, context: object = None) -> int:
        return self._count

    def add(self, triple: Triple, context: object, quoted: bool = False) -> None:  # noqa: ARG002 rdflib's signature
        """Add a triple, if it is not there."""
        subject, predicate, object_ = triple
        objects = self._by_subject.setdefault(subject, {}).setdefault(predicate, {})
        if object_ not in objects:
            objects[object_] = None
            self._by_predicate.setdefault(predicate, {}).setdefault(object_, {})[subject] = None
            self._count += 1

    def triples(self, triple_pattern: Triple, context: object = None) -> Iterator[tuple[Triple, Any]]:  # noqa: ARG002
        """Yield the triples of a pattern, in which None is any term."""
        subject, predicate, object_ = triple_pattern
        if subject is None and predicate is not None:
            matches = self._with_predicate(predicate, object_)
        else:
            matches = self._with_subject(subject, predicate, object_)
        return ((triple, iter(())) for triple in matches)

    def _with_predicate(self, predicate: Any, object_: Any) -> Iterator[Triple]:
        by_object = self._by_predicate.get(predicate, {})
        for found in by_object if object_ is None else (object_,):
            for subject in by_object.get(found, ()):
                yield subject, predicate, found

    def _with_subject(self, subject: Any, predicate: Any, object_: Any) -> Iterator[Triple]:
        for found in self._by_subject if subject is None else (subject,):
            by_predicate = self._by_subject.get(found, {})
            for path in by_predicate if predicate is None else (predicate,):
                objects = by_predicate.get(path, {})
                for value in objects if object_ is None else (object_,) if object_ in objects else ():
                    yield found, path, value


class TripleGraph(Graph):
    """A graph in a `TripleIndex` that parses each query once for the process: parsing takes milliseconds."""

    def __init__(self) -> None:
        super().__init__(store=TripleIndex())

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        """Answer a SPARQL query."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@cache
def _prepared(query: str) -> Query:
    return prepareQuery(query)
