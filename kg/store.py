"""Quads in an embedded Oxigraph store: named graphs replaced as a whole, SPARQL over their union.

A replacement is no transaction: its memory would grow with the graph, and Oxigraph holds up to a gigabyte of
what `extend` writes. What comes goes past all that straight into files; a store that is written is nobody
else's, and thrown away where something fails (see `kg/workspace.py`).
"""

from __future__ import annotations

import shutil
import tempfile
import time
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.errors import BusyError, GraphError, LostError, QueryFileError, WorkspaceError

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Bindings = Mapping[ox.Variable, Term]

_NONE: Bindings = {}
_MEMORY = "memory"
_ATTEMPTS, _PAUSE = 20, 0.05
"""How often, and after how many seconds, the removal of a folder is tried again."""
_PORTION = 50_000
"""Quads written or removed at a time: about a kilobyte of memory each."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: column names, and rows of terms in the same order; None is unbound."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


def bound(**values: Term | str) -> Bindings:
    """Bind variables to terms, or to words as they stand, for a query that selects them."""
    terms = {name: ox.Literal(value) if isinstance(value, str) else value for name, value in values.items()}
    return {ox.Variable(name): term for name, term in terms.items()}


class Answering(Protocol):
    """What can be asked in SPARQL, over the union of its graphs."""

    def select(self, query: str, bindings: Bindings = _NONE) -> Rows:
        """Answer a SELECT."""
        ...

    def construct(self, query: str, bindings: Bindings = _NONE) -> Iterator[ox.Quad]:
        """Yield the triples of a CONSTRUCT or DESCRIBE."""
        ...


class Store:
    """A set of named graphs; opened read-only it takes no lock, so that any number of readers fit."""

    def __init__(self, inner: ox.Store, where: str) -> None:
        self._inner, self._where = inner, where

    @classmethod
    def memory(cls, quads: Iterable[ox.Quad] = ()) -> Store:
        """Make a store in memory, holding the quads."""
        inner = ox.Store()
        inner.extend(quads)
        return cls(inner, _MEMORY)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open the store in a folder, made if absent unless read-only; BusyError where another one writes."""
        with _told(str(path)):
            if read_only:
                return cls(ox.Store.read_only(str(path)), str(path))
            return cls(ox.Store(str(path)), str(path))

    def snapshot(self, path: Path) -> None:
        """Copy the store on disk to a new folder, by hard links where the file system has them."""
        with _told(str(path)):
            self._inner.backup(str(path))

    def copy(self) -> Store:
        """Copy the store for a while; the copy of one on disk is a temporary file until it is let go."""
        if self._where == _MEMORY:
            return Store.memory(self.quads())
        folder = Path(tempfile.mkdtemp(prefix="kg-"))
        self.snapshot(folder / "store")
        copied = Store.open(folder / "store")
        weakref.finalize(copied, _removed, folder)
        return copied

    def replace_graphs(self, names: Iterable[str], quads: Iterable[ox.Quad]) -> None:
        """Make the graphs hold exactly their quads; only what differs is written.

        The quads of one node of a graph must come in a row, as only theirs are in memory together; GraphError
        where they do not, or are of another graph. After an error the graphs are neither old nor new.
        """
        graphs = {ox.NamedNode(name) for name in names}
        with _told(self._where):
            change = _Change(self._inner, graphs)
            self._add(change.coming(quads))
            self._remove(change.going())

    def remove_graph(self, name: str) -> None:
        """Remove the graph with its quads; an absent one is left absent."""
        with _told(self._where):
            graph = ox.NamedNode(name)
            self._remove(self._inner.quads_for_pattern(None, None, None, graph))
            self._inner.remove_graph(graph)

    def remove(self, quads: Iterable[ox.Quad]) -> None:
        """Remove the quads; those that are absent are left absent."""
        with _told(self._where):
            self._remove(quads)

    def _add(self, quads: Iterator[ox.Quad]) -> None:
        while portion := list(islice(quads, _PORTION)):
            self._inner.bulk_extend(portion)

    def _remove(self, quads: Iterable[ox.Quad]) -> None:
        for number, quad in enumerate(quads, 1):
            self._inner.remove(quad)
            if number % _PORTION == 0:
                self._inner.flush()

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

    def about(self, node: Term) -> Iterator[ox.Quad]:
        """Yield the quads whose subject is the node."""
        with _told(self._where):
            if isinstance(node, ox.NamedNode | ox.BlankNode):
                yield from self._inner.quads_for_pattern(node, None, None, None)

    def naming(self, node: Term) -> Iterator[ox.Quad]:
        """Yield the quads whose object is the node."""
        with _told(self._where):
            yield from self._inner.quads_for_pattern(None, None, node, None)

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


def _removed(folder: Path) -> None:
    """Remove the folder of a store that is still closing: what its threads write meanwhile goes as well."""
    for _ in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)


class _Change:
    """What comes to graphs and what goes, told node by node."""

    def __init__(self, inner: ox.Store, graphs: Collection[ox.NamedNode]) -> None:
        self._inner, self._graphs = inner, graphs
        self._seen = {graph: set[object]() for graph in graphs if inner.contains_named_graph(graph)}
        self._going: list[ox.Quad] = []

    def coming(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield what is not there yet."""
        for (graph, subject), node in groupby(quads, attrgetter("graph_name", "subject")):
            if graph not in self._graphs:
                raise GraphError(str(graph), "is not among the graphs to replace", "report this as a bug")
            seen = self._seen.get(graph)
            if seen is None:
                yield from node
                continue
            if subject in seen:
                raise GraphError(str(subject), "has quads apart from its others", "report this as a bug")
            seen.add(subject)
            old, new = set(self._inner.quads_for_pattern(subject, None, None, graph)), set(node)
            self._going += old - new
            yield from new - old

    def going(self) -> Iterator[ox.Quad]:
        """Yield what was there and did not come again; asked when all has come."""
        yield from self._going
        for graph, seen in self._seen.items():
            quads = self._inner.quads_for_pattern(None, None, None, graph)
            yield from (quad for quad in quads if quad.subject not in seen)


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Turn the engine's errors into ours, with cause and cure."""
    try:
        yield
    except FileNotFoundError as error:
        raise LostError(where, "no store there", "`kg build` makes a new one") from error
    except OSError as error:
        if "/LOCK:" in str(error):
            raise BusyError(where, "another process is writing it", "wait until it ends") from error
        cause = f"cannot be read or written ({error})"
        raise WorkspaceError(where, cause, "check disk space and permissions") from error
    except RuntimeError as error:
        cure = "`kg build` makes a new one; if it ends here too, remove the workspace's folder store first"
        raise LostError(where, f"is damaged ({error})", cure) from error
