"""Push and pull: one side brought up to date with the other, graph by graph, and only where they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.errors import RemoteError
from kg.remote import manifest as m
from kg.remote.graphs import GraphStore
from kg.store import Store
from kg.vocabulary import BASE, GRAPH_ENTITIES, GRAPH_LINKS

_TOGETHER: Final = 20
"""Graphs pushed before the manifest is told of them: as many are pushed a second time after a failure."""
_ACROSS: Final = (GRAPH_ENTITIES, GRAPH_LINKS)
_ARTICLE: Final = re.compile(r"(.+[/#])article/[^/]+")
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """How many graphs were brought over, left as they were, and removed."""

    changed: int
    unchanged: int
    removed: int
    altered: int = 0
    """Of the changed, those that are not as they were pushed."""


def push(store: Store, remote: GraphStore, progress: Progress, *, everything: bool = False) -> Moved:
    """Make the endpoint hold the graphs of the store; what others put there stays.

    A push that was broken off goes on where it was. RemoteError where another collection was pushed there.
    """
    here, there = _digests(store, progress), m.manifest(remote.get(m.GRAPH) or ())
    _refuse_another(here, there.digests, remote)
    same = {} if everything else {name: one for name, one in here.items() if there.digests.get(name) == one}
    changed = sorted(here.keys() - same.keys(), key=lambda name: (name in _ACROSS, name))
    gone = sorted(there.digests.keys() - here.keys())
    if not changed and not gone and there.is_whole:
        return Moved(0, len(same), 0)
    kept = {name: there.digests[name] for name in gone}
    remote.put(m.GRAPH, m.entries(same | kept))  # what is about to change is not vouched for
    for start in range(0, len(changed), _TOGETHER):
        batch = changed[start : start + _TOGETHER]
        for number, name in enumerate(batch, start + 1):
            remote.put(name, m.content(store.quads(name)))
            progress("pushing", number)
        remote.add(m.GRAPH, m.entries({name: here[name] for name in batch}))
    for name in gone:
        remote.delete(name)
    remote.put(m.GRAPH, m.entries(here) + m.seal(here))
    return Moved(len(changed), len(same), len(gone))


def pull(known: m.Manifest, remote: GraphStore, store: Store, progress: Progress) -> Moved:
    """Make the store hold the graphs that were pushed to the endpoint, and no others."""
    here = _digests(store, progress)
    gone = here.keys() - known.digests.keys()
    changed = sorted(name for name, one in known.digests.items() if here.get(name) != one)
    altered = 0
    for number, name in enumerate(changed, 1):
        quads = sorted(remote.get(name) or (), key=lambda quad: str(quad.subject))
        altered += m.digest(m.content(quads)) != known.digests[name]
        store.replace_graphs([name], quads)
        progress("pulling", number)
    for name in gone:
        store.remove_graph(name)
    return Moved(len(changed), len(known.digests) - len(changed), len(gone), altered)


def pushed(remote: GraphStore) -> m.Manifest:
    """Read what pushes left there; RemoteError where that is nothing, or not whole."""
    quads = remote.get(m.GRAPH)
    where = str(remote.client.endpoint)
    if not quads:
        raise RemoteError(where, "holds nothing that `kg push` left there", "check the address")
    found = m.manifest(quads)
    if not found.is_whole:
        raise RemoteError(where, "a push there has not ended", "run `kg push` again, then pull")
    return found


def base_of(names: Mapping[str, str]) -> str:
    """Find the base IRI of a graph's data by the names of its graphs."""
    found = {match[1] for name in names if (match := _ARTICLE.fullmatch(name))}
    return found.pop() if len(found) == 1 else BASE


def _digests(store: Store, progress: Progress) -> dict[str, str]:
    """Take the digest of each graph that is not empty."""
    found = dict[str, str]()
    for number, name in enumerate(store.graphs(), 1):
        if content := m.content(store.quads(name)):
            found[name] = m.digest(content)
        progress("comparing", number)
    return found


def _refuse_another(here: Mapping[str, str], there: Mapping[str, str], remote: GraphStore) -> None:
    """Refuse to replace a collection that shares no article with this one."""
    ours, theirs = here.keys() - set(_ACROSS), there.keys() - set(_ACROSS)
    if theirs and ours.isdisjoint(theirs):
        cure = f"push to a dataset of its own, or remove the graph <{m.GRAPH}> there first"
        raise RemoteError(str(remote.client.endpoint), "holds another collection", cure)
