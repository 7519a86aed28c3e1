"""kg export: the graph in a file, for other tools."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.export import export as write
from kg.workspace import Workspace


def export(form: str, output: Path | None, folder: Path) -> int:
    """Write the workspace's graph in the given form, to standard output where no file is named."""
    workspace = Workspace.open(folder)
    write(workspace.store().quads(), form, output or sys.stdout.buffer, workspace.base)
    return 0
