"""The triples of one graph, kept as rdflib keeps them but for what validation has no use for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any, TypeAlias

from rdflib import Graph, URIRef
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.query import Result
from rdflib.term import IdentifiedNode

Triple: TypeAlias = tuple[Any, Any, Any]
Index: TypeAlias = dict[Any, dict[Any, dict[Any, None]]]
Matches: TypeAlias = Generator[Any, None, None]
Select: TypeAlias = Callable[[str, Mapping[str, Any]], Result]

_NOTHING: dict[Any, dict[Any, None]] = {}


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

    def clear(self) -> None:
        """Let go of all triples."""
        self._by_subject.clear()
        self._by_predicate.clear()
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
        """Yield the triples of a pattern, each with the contexts it is in, of which there are none."""
        return ((triple, iter(())) for triple in self.matches(triple_pattern))

    def matches(self, triple_pattern: Triple) -> Matches:
        """Yield the triples of a pattern, in which None is any term."""
        subject, predicate, object_ = triple_pattern
        if subject is None and predicate is not None:
            return self._with_predicate(predicate, object_)
        return self._with_subject(subject, predicate, object_)

    def objects(self, subject: Any, predicate: Any) -> Matches:
        """Yield the objects of a subject and a property."""
        yield from self._by_subject.get(subject, _NOTHING).get(predicate, ())

    def _with_predicate(self, predicate: Any, object_: Any) -> Matches:
        by_object = self._by_predicate.get(predicate, {})
        for found in by_object if object_ is None else (object_,):
            for subject in by_object.get(found, ()):
                yield subject, predicate, found

    def _with_subject(self, subject: Any, predicate: Any, object_: Any) -> Matches:
        for found in self._by_subject if subject is None else (subject,):
            by_predicate = self._by_subject.get(found, {})
            for path in by_predicate if predicate is None else (predicate,):
                objects = by_predicate.get(path, {})
                for value in objects if object_ is None else (object_,) if object_ in objects else ():
                    yield found, path, value


class TripleGraph(Graph):
    """A graph in a `TripleIndex`, asked for hundreds of triples of each article: that takes the shortest way.

    Queries are answered elsewhere.
    """

    def __init__(self, select: Select) -> None:
        self.index, self._select = TripleIndex(), select
        super().__init__(store=self.index)

    def triples(self, triple: Any) -> Matches:
        """Yield the triples of a pattern; its property may be a path."""
        if isinstance(triple[1], URIRef):
            return self.index.matches(triple)
        return super().triples(triple)

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Matches:
        """Yield the objects of a subject and a property; each may be left open."""
        if isinstance(subject, IdentifiedNode) and isinstance(predicate, URIRef):
            return self.index.objects(subject, predicate)
        return super().objects(subject, predicate, unique)

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:  # noqa: ARG002 rdflib's signature
        """Answer a SELECT; bindings are given by name, as `initBindings`."""
        return self._select(str(query_object), kwargs.get("initBindings") or {})
