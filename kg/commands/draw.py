"""kg draw: the graph as a picture."""

from __future__ import annotations

from pathlib import Path

from kg import console
from kg.draw import draw_blame
from kg.graph import open_graph


def blame(output: Path, folder: Path, *, roll_up: bool, least: float | None) -> int:
    """Draw who blames whom into an SVG, PNG or HTML file; KgError where nobody blames anybody."""
    network = open_graph(folder).at_least(least).blame_network(roll_up=roll_up)
    told = "" if least is None else f", by claims of confidence {least:g} or more"
    draw_blame(network, output, title=f"Who blames whom{told}")
    console.say(f"{output}: {len(network)} actors, {network.number_of_edges()} connections")
    return 0
