"""kg draw: the graph as a picture."""

from __future__ import annotations

from pathlib import Path

from kg import console
from kg.analyse import blame_network
from kg.draw import draw_blame
from kg.rdf import facts_from_quads
from kg.workspace import Workspace


def blame(output: Path, folder: Path, *, roll_up: bool) -> int:
    """Draw who blames whom into an SVG, PNG or HTML file; 1 where nobody blames anybody."""
    workspace = Workspace.open(folder)
    facts, linked = facts_from_quads(workspace.store().quads(), workspace.base)
    network = blame_network(facts, linked, roll_up=roll_up)
    draw_blame(network, output)
    console.say(f"{output}: {len(network)} actors, {network.number_of_edges()} connections")
    return 0 if len(network) else 1
