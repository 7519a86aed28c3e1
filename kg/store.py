"""Quads in an embedded Oxigraph store: named graphs replaced as a whole, SPARQL over their union.

Oxigraph's Python interface has no begin and commit: each `extend` and each `update` is one transaction. So
`replace_graph` stages what is to go and what is to come in two side graphs, and one update applies both:
a crash leaves the old graph or the new one, never half of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import BusyError, GraphError, QueryFileError, WorkspaceError

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Bindings = Mapping[ox.Variable, Term]

_NONE: Bindings = {}
_GOING = ox.NamedNode("urn:claimgraph:going")
_COMING = ox.NamedNode("urn:claimgraph:coming")


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: column names, and rows of terms in the same order; None is unbound."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


class Store:
    """A set of named graphs; opened read-only it takes no lock, so that any number of readers fit."""

    def __init__(self, inner: ox.Store, where: str) -> None:
        self._inner, self._where = inner, where

    @classmethod
    def memory(cls, quads: Iterable[ox.Quad] = ()) -> Store:
        """Make a store in memory, holding the quads."""
        inner = ox.Store()
        inner.extend(quads)
        return cls(inner, "memory")

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open the store in a folder, made if absent unless read-only; BusyError where another one writes."""
        with _told(str(path)):
            if read_only:
                return cls(ox.Store.read_only(str(path)), str(path))
            store = cls(ox.Store(str(path)), str(path))
            for left_by_a_crash in (_GOING, _COMING):
                store._inner.remove_graph(left_by_a_crash)
            return store

    def snapshot(self, path: Path) -> None:
        """Copy the store on disk to a new folder, by hard links where the file system has them."""
        with _told(str(path)):
            self._inner.backup(str(path))

    def replace_graph(self, name: str, quads: Iterable[ox.Quad]) -> None:
        """Make the graph hold exactly these quads, in one transaction; a quad of another is a GraphError."""
        graph = ox.NamedNode(name)
        new = set(quads)
        strays = {quad.graph_name for quad in new} - {graph}
        if strays:
            raise GraphError(name, f"quads of {min(map(str, strays))} among its own", "report this as a bug")
        with _told(self._where):
            old = set(self._inner.quads_for_pattern(None, None, None, graph))
            if old <= new:
                self._inner.extend(new - old)
                return
            self._inner.extend([*_moved(old - new, _GOING), *_moved(new - old, _COMING)])
            self._inner.update(_apply_staged(graph))

    def remove_graph(self, name: str) -> None:
        """Remove the graph with its quads; an absent one is left absent."""
        with _told(self._where):
            self._inner.remove_graph(ox.NamedNode(name))

    def graphs(self) -> list[str]:
        """List the names of the graphs, sorted."""
        with _told(self._where):
            names = self._inner.named_graphs()
            return sorted(name.value for name in names if isinstance(name, ox.NamedNode))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one graph, or of all; in no order."""
        with _told(self._where):
            name = None if graph is None else ox.NamedNode(graph)
            yield from self._inner.quads_for_pattern(None, None, None, name)

    def select(self, query: str, bindings: Bindings = _NONE) -> Rows:
        """Answer a SELECT over the union of all graphs; bindings are terms, and leave their column out."""
        with _told(self._where):
            answer = self._query(query, bindings)
            if not isinstance(answer, ox.QuerySolutions):
                raise QueryFileError("query", "is no SELECT", "choose a graph format for CONSTRUCT")
            free = [variable for variable in answer.variables if variable not in bindings]
            rows = [tuple(solution[variable] for variable in free) for solution in answer]
            return Rows(tuple(variable.value for variable in free), rows)

    def construct(self, query: str, bindings: Bindings = _NONE) -> Iterator[ox.Quad]:
        """Yield the triples of a CONSTRUCT or DESCRIBE over the union of all graphs, in the default graph."""
        with _told(self._where):
            answer = self._query(query, bindings)
            if not isinstance(answer, ox.QueryTriples):
                raise QueryFileError("query", "is no CONSTRUCT", "choose a table format for SELECT")
            yield from (ox.Quad(*triple) for triple in answer)

    def flush(self) -> None:
        """Force everything written onto the disk; a commit alone does not."""
        with _told(self._where):
            self._inner.flush()

    def __len__(self) -> int:
        return len(self._inner)

    def _query(self, query: str, bindings: Bindings) -> object:
        try:
            return self._inner.query(query, use_default_graph_as_union=True, substitutions=dict(bindings))
        except SyntaxError as error:
            raise QueryFileError("query", f"is no valid SPARQL ({error.msg})", "mend the query") from None


def _moved(quads: Iterable[ox.Quad], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Put the quads' triples into another graph."""
    return (ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)


def _apply_staged(graph: ox.NamedNode) -> str:
    """Write the update that applies the side graphs: names of graphs stand in it, never content."""
    return f"""
        DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {_GOING} {{ ?s ?p ?o }} }};
        ADD SILENT {_COMING} TO {graph};
        DROP SILENT GRAPH {_GOING}; DROP SILENT GRAPH {_COMING}
    """


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Turn the engine's errors into ours, with cause and cure."""
    try:
        yield
    except FileNotFoundError as error:
        raise WorkspaceError(where, "no store there", "run `kg build` first") from error
    except OSError as error:
        if "/LOCK:" in str(error):
            raise BusyError(where, "another process is writing it", "wait until it ends") from error
        cause = f"cannot be read or written ({error})"
        raise WorkspaceError(where, cause, "check disk space and permissions") from error
    except RuntimeError as error:
        cure = "move the workspace away and build it again"
        raise WorkspaceError(where, f"is damaged ({error})", cure) from error
