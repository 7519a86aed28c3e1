"""A built graph for scripts: ask it, take its network, draw it, export it.

from kg.graph import open_graph

graph = open_graph("kg-data")
for row in graph.ask("who-blamed-whom", actor="Russia"):
    print(row["blamed"], row["quote"])
network = graph.at_least(0.7).blame_network()  # a networkx.DiGraph, of the surer claims
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import NamedNode, Quad

from kg import query
from kg.analyse import blame_network
from kg.confidence import at_least
from kg.draw import draw_blame
from kg.export import export
from kg.model import Facts, Linked
from kg.rdf import facts_from_quads
from kg.results import cell
from kg.store import Store
from kg.vocabulary import BASE, GRAPH_ENTITIES, GRAPH_LINKS, iri
from kg.workspace import Workspace

if TYPE_CHECKING:
    import networkx as nx

_TOUCHES = frozenset(map(iri, ("kg:about", "kg:claimant", "kg:blames", "kg:rejects")))
_ANSWERS = frozenset(map(iri, ("kg:denies", "kg:revises")))


def open_graph(workspace: str | Path = "kg-data") -> Graph:
    """Open the graph that `kg build` made in a workspace folder."""
    opened = Workspace.open(Path(workspace))
    return Graph(opened.store(), opened.base)


class Graph:
    """A graph that is only read; what it says of an actor, claim or event bears ids relative to the base."""

    def __init__(self, store: Store, base: str = BASE) -> None:
        self._store, self.base = store, base

    @classmethod
    def of(cls, quads: Iterable[Quad], base: str = BASE) -> Graph:
        """Make a graph of quads in memory."""
        return cls(Store.memory(quads), base)

    def at_least(self, confidence: float | None) -> Graph:
        """Leave out claims that are less sure, and what hangs on nothing else; None leaves nothing out."""
        return self if confidence is None else Graph(at_least(self._store, confidence), self.base)

    def ask(self, name: str, /, **values: str) -> list[dict[str, str]]:
        """Answer a question of `kg ask --list`: rows by column, '' where nothing is known."""
        rows = query.ask(self._store, query.resolve(name), values)
        return [
            {column: cell(term) for column, term in zip(rows.columns, row, strict=True)} for row in rows.rows
        ]

    @cached_property
    def facts(self) -> tuple[list[Facts], Linked]:
        """Read the graph back as what was found in each article and what was linked over all."""
        return facts_from_quads(self._store.quads(), self.base)

    @cached_property
    def linked(self) -> Linked:
        """Read back only what was linked over all articles."""
        return facts_from_quads(self._shared(), self.base)[1]

    def facts_about(self, ids: Iterable[str]) -> list[Facts]:
        """Read the articles that make claims about these events, or by, against or for these actors.

        Those that deny or revise one of the claims are among them.
        """
        nodes = [NamedNode(self.base + one) for one in ids]
        claims = {quad.subject for node in nodes for quad in self._store.naming(node) if _is(quad, _TOUCHES)}
        claims |= {
            quad.subject for claim in claims for quad in self._store.naming(claim) if _is(quad, _ANSWERS)
        }
        graphs = {quad.graph_name for claim in claims for quad in self._store.about(claim)}
        names = {graph.value for graph in graphs if isinstance(graph, NamedNode)}
        articles = sorted(names - {GRAPH_ENTITIES, GRAPH_LINKS})
        quads = (quad for name in articles for quad in self._store.quads(name))
        return facts_from_quads(chain(self._shared(), quads), self.base)[0]

    def _shared(self) -> Iterator[Quad]:
        return chain(self._store.quads(GRAPH_ENTITIES), self._store.quads(GRAPH_LINKS))

    def blame_network(self, *, roll_up: bool = False) -> nx.DiGraph[str]:
        """Connect claimants to those they blame, see `kg.analyse.blame_network`."""
        return blame_network(*self.facts, roll_up=roll_up)

    def draw_blame(self, path: str | Path, *, roll_up: bool = False) -> None:
        """Draw who blames whom to a .svg, .png or .html file."""
        draw_blame(self.blame_network(roll_up=roll_up), Path(path))

    def export(self, fmt: str, out: str | Path | BinaryIO) -> None:
        """Write the graph in one of `kg.export.FORMATS` to a file or a binary stream."""
        export(self._store.quads(), fmt, Path(out) if isinstance(out, str) else out, self.base)


def _is(quad: Quad, properties: frozenset[str]) -> bool:
    return quad.predicate.value in properties
