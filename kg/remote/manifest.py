"""Which graphs a push left at an endpoint: a graph of digests, beside those it tells of.

It holds a digest of each graph that is wholly there and, once a push has ended, one of them all.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.vocabulary import iri

GRAPH: Final = iri("kg:graph-manifest")
_DIGEST: Final = iri("kg:graphDigest")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is at an endpoint, as far as pushes tell."""

    digests: Mapping[str, str]
    """Graph → digest of its triples."""
    is_whole: bool
    """The last push has ended."""


def manifest(quads: Iterable[ox.Quad]) -> Manifest:
    """Read a manifest; a graph that two pushes at once tell of differently counts as unknown."""
    told = defaultdict[str, set[str]](set)
    for quad in quads:
        name, found = quad.subject, quad.object
        if (
            isinstance(name, ox.NamedNode)
            and isinstance(found, ox.Literal)
            and quad.predicate.value == _DIGEST
        ):
            told[name.value].add(found.value)
    seals = told.pop(GRAPH, set())
    digests = {name: next(iter(found)) for name, found in told.items() if len(found) == 1}
    return Manifest(digests, len(digests) == len(told) and seals == {_of_all(digests)})


def entries(digests: Mapping[str, str]) -> bytes:
    """Write the lines of some graphs."""
    return "".join(f'<{name}> <{_DIGEST}> "{found}" .\n' for name, found in sorted(digests.items())).encode()


def seal(digests: Mapping[str, str]) -> bytes:
    """Write the line that says a push has ended."""
    return entries({GRAPH: _of_all(digests)})


def content(quads: Iterable[ox.Quad]) -> bytes:
    """Write the triples of a graph in N-Triples, in the order of their bytes."""
    return b"".join(sorted({f"{quad.triple} .\n".encode() for quad in quads}))


def digest(triples: bytes) -> str:
    """Tell one graph from another by what `content` writes of it."""
    return hashlib.sha256(triples).hexdigest()


def _of_all(digests: Mapping[str, str]) -> str:
    return digest(entries(digests))
