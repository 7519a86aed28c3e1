"""kg export: the graph in a file, for other tools."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.confidence import at_least
from kg.export import export as write
from kg.workspace import Workspace


def export(form: str, output: Path | None, folder: Path, least: float | None) -> int:
    """Write the graph, or what of it is at least so sure; to standard output where no file is named."""
    workspace = Workspace.open(folder)
    store = at_least(workspace.store(), least)
    write(store.quads(), form, output or sys.stdout.buffer, workspace.base, least)
    return 0
