"""Named graphs by the SPARQL 1.1 Graph Store HTTP Protocol, each addressed as `?graph=IRI`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import RemoteError
from kg.remote.http import Client, Reply

TURTLE: Final = "text/turtle"
ACCEPTED: Final = f"application/n-triples, {TURTLE};q=0.9"
_FORMATS: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    TURTLE: ox.RdfFormat.TURTLE,
}


class GraphStore:
    """The graphs of an endpoint."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, name: str) -> list[ox.Quad] | None:
        """Fetch a graph, as quads of that name; None where there is none."""
        reply = self.client.request("GET", _named(name), headers={"Accept": ACCEPTED})
        if reply is None:
            return None
        graph = ox.NamedNode(name)
        return [
            ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed(self.client, reply)
        ]

    def put(self, name: str, content: bytes) -> None:
        """Make a graph hold these triples, in N-Triples, and no others."""
        self._send("PUT", name, content)

    def add(self, name: str, content: bytes) -> None:
        """Add triples, in N-Triples, to a graph."""
        self._send("POST", name, content)

    def delete(self, name: str) -> None:
        """Remove a graph; an absent one is left absent."""
        self.client.request("DELETE", _named(name))

    def _send(self, method: str, name: str, content: bytes) -> None:
        # N-Triples are Turtle, which every store must take; not every one takes the former.
        self.client.request(method, _named(name), content, {"Content-Type": f"{TURTLE}; charset=utf-8"})


def parsed(client: Client, reply: Reply) -> Iterable[ox.Quad]:
    """Read the triples of a reply; RemoteError where there are none to read."""
    form = _FORMATS.get(reply.kind)
    cure = "check that the address is right"
    if form is None:
        raise RemoteError(str(client.endpoint), f"answers in {reply.kind}, which is no graph", cure)
    try:
        return list(ox.parse(reply.body, format=form))
    except SyntaxError as error:
        cause = f"answers with a graph that cannot be read ({error.msg})"
        raise RemoteError(str(client.endpoint), client.endpoint.hidden(cause), cure) from None


def _named(name: str) -> str:
    return urlencode({"graph": name})
