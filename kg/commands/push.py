"""kg push: the workspace's graph to an endpoint."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kg import console
from kg.remote.endpoint import endpoint
from kg.remote.graphs import GraphStore
from kg.remote.http import Client
from kg.remote.sync import Moved
from kg.remote.sync import push as bring
from kg.workspace import Workspace


def push(address: str, folder: Path, timeout: float, *, everything: bool) -> int:
    """Bring the endpoint up to date, and tell what that took."""
    where = endpoint(address)
    store = Workspace.open(folder).store()
    with closing(Client(where, timeout)) as client, console.progress() as progress:
        moved = bring(store, GraphStore(client), progress, everything=everything)
    tell(str(where), "pushed", moved)
    return 0


def tell(where: str, done: str, moved: Moved) -> None:
    """Tell how many graphs were brought over."""
    if not console.voice.quiet:
        counts = f"{moved.changed:,} {done}, {moved.unchanged:,} unchanged, {moved.removed:,} removed"
        console.out(f"{where}: graphs: {counts}")
