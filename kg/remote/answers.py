"""Questions over the SPARQL 1.1 Protocol: values are written into the query as terms.

Questions ask the union of all graphs. Where an endpoint's default graph is not that, the request names them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import RemoteError
from kg.remote.graphs import ACCEPTED, parsed
from kg.remote.http import Client, Reply
from kg.remote.manifest import GRAPH as MANIFEST
from kg.remote.written import written
from kg.store import Bindings, Rows

log = logging.getLogger(__name__)

_JSON: Final = "application/sparql-results+json"
_NONE: Final[Bindings] = {}
_APART: Final = """SELECT ?graph WHERE {
  { SELECT ?graph ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } } LIMIT 1 } FILTER NOT EXISTS { ?s ?p ?o }
}"""
"""One row where the default graph is not the union of the named ones."""
_GRAPHS: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"


class RemoteStore:
    """An endpoint that is asked as a store is."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def select(self, query: str, bindings: Bindings = _NONE) -> Rows:
        """Answer a SELECT; what is bound has no column."""
        return self._rows(self._ask(written(query, bindings), _JSON, self._named))

    def construct(self, query: str, bindings: Bindings = _NONE) -> Iterator[ox.Quad]:
        """Yield the triples of a CONSTRUCT, in the default graph."""
        reply = self._ask(written(query, bindings), ACCEPTED, self._named)
        yield from (ox.Quad(*quad.triple) for quad in parsed(self._client, reply))

    @cached_property
    def _named(self) -> tuple[str, ...]:
        """List the graphs that a request must name; none where the default graph is their union."""
        if not self._rows(self._ask(_APART, _JSON)).rows:
            return ()
        graphs = (row[0] for row in self._rows(self._ask(_GRAPHS, _JSON)).rows)
        names = {graph.value for graph in graphs if isinstance(graph, ox.NamedNode)}
        cure = "slow where they are many; let the server's default graph be the union of all"
        log.warning("%s: each request names %d graphs, %s", self._client.endpoint, len(names), cure)
        return tuple(sorted(names - {MANIFEST}))

    def _ask(self, query: str, accepted: str, graphs: tuple[str, ...] = ()) -> Reply:
        form = urlencode([("query", query), *(("default-graph-uri", name) for name in graphs)])
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accepted}
        reply = self._client.request("POST", "", form.encode(), headers)
        if reply is None:
            raise RemoteError(str(self._client.endpoint), "answers nothing", "check the address")
        return reply

    def _rows(self, reply: Reply) -> Rows:
        where, cure = str(self._client.endpoint), "check that the address is that of a SPARQL endpoint"
        if reply.kind not in {_JSON, "application/json"}:
            raise RemoteError(where, f"answers in {reply.kind}, not in rows", cure)
        try:
            answer = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
            if not isinstance(answer, ox.QuerySolutions):
                raise RemoteError(where, "answers with no rows", cure)
            names = tuple(variable.value for variable in answer.variables)
            return Rows(names, [tuple(solution[name] for name in names) for solution in answer])
        except SyntaxError:
            raise RemoteError(where, "answers with rows that cannot be read", cure) from None
