"""kg pull: the graph at an endpoint, copied into a workspace."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kg import console
from kg.commands.push import tell
from kg.remote import sync
from kg.remote.endpoint import endpoint
from kg.remote.graphs import GraphStore
from kg.remote.http import Client
from kg.workspace import Workspace


def pull(address: str, folder: Path, timeout: float) -> int:
    """Make the workspace a copy of what was pushed there, or bring the copy up to date."""
    where = endpoint(address)
    with closing(Client(where, timeout)) as client:
        remote = GraphStore(client)
        known = sync.pushed(remote)
        workspace = Workspace.create(folder, sync.base_of(known.digests))
        with workspace.copying() as building, console.progress() as progress:
            moved = sync.pull(known, remote, building.store, progress)
            if moved.changed or moved.removed:
                building.publish(())
    if moved.altered:
        console.say(f"kg: {moved.altered:,} of the graphs are not as they were pushed")
    tell(str(where), "pulled", moved)
    return 0
