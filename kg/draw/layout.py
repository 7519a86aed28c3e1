"""Where actors go: every island of the network laid out, boxes pushed apart, islands packed side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

Points = NDArray[np.float64]
"""Shape (n, 2): x and y in points (1/72 inch), y upwards."""

SPREAD = 1.7
"""Width of an island over the side of a square of all its boxes; judged by eye at 5, 40 and 200 actors."""
GAP = 26.0
"""Points left free between islands."""
SCREEN = 1.5
"""Width of a screen over its height."""
EXACT_UP_TO = 300
"""Actors of an island up to which the slower, clearer layout is used (300 take about 3 s)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of actors in points from the lower left corner of a canvas of that size."""

    centres: Mapping[str, tuple[float, float]]
    width: float
    height: float


def arrange(network: nx.DiGraph[str], boxes: Mapping[str, tuple[float, float]]) -> Layout:
    """Place every actor so that no two boxes (width and height in points, around the centre) overlap."""
    islands = [sorted(island) for island in nx.weakly_connected_components(network)]
    islands.sort(key=lambda island: (-len(island), island))
    blocks = []
    for island in islands:
        sizes = np.array([boxes[actor] for actor in island])
        centres = push_apart(_spread(network, island, sizes), sizes)
        low, high = (centres - sizes / 2).min(axis=0), (centres + sizes / 2).max(axis=0)
        blocks.append((centres - low, high - low))
    corners, (width, height) = _pack([block[1] for block in blocks])
    centres_of = {
        actor: (float(x), float(y))
        for island, (centres, _), corner in zip(islands, blocks, corners, strict=True)
        for actor, (x, y) in zip(island, centres + corner, strict=True)
    }
    return Layout(centres_of, width, height)


def push_apart(centres: Points, sizes: Points) -> Points:
    """Move boxes away from each other until none overlap, along the axis where they overlap least."""
    centres = centres + np.arange(len(centres))[:, None] * 1e-3  # no two at one place
    cell = sizes.max(axis=0)
    while True:
        near = KDTree(centres / cell).query_pairs(1, p=np.inf, output_type="ndarray")
        offset = centres[near[:, 0]] - centres[near[:, 1]]
        depth = (sizes[near[:, 0]] + sizes[near[:, 1]]) / 2 - np.abs(offset)
        overlap = depth.min(axis=1) > 1e-6
        if not overlap.any():
            return centres
        least = depth == depth.min(axis=1, keepdims=True)
        shift = np.where(overlap[:, None] & least, np.sign(offset) * depth, 0) * 0.3
        np.add.at(centres, near[:, 0], shift)
        np.subtract.at(centres, near[:, 1], shift)
        centres *= 1.002  # bit by bit, so that there is an end


def _spread(network: nx.DiGraph[str], island: list[str], sizes: Points) -> Points:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(island)  # in sorted order: the layouts depend on it
    members = set(island)
    graph.add_edges_from(sorted(pair for pair in network.edges if members.issuperset(pair)))
    small = len(island) <= EXACT_UP_TO
    positions = nx.kamada_kawai_layout(graph) if small else dict(nx.forceatlas2_layout(graph, seed=1))
    unit = _level(np.array([positions[actor] for actor in island], dtype=np.float64))
    extent = max(float(np.max(np.ptp(unit, axis=0))), 1e-9)
    side = SPREAD * float(np.sqrt(sizes.prod(axis=1).sum()))
    return np.asarray(unit * side / extent, dtype=np.float64)


def _level(points: Points) -> Points:
    """Turn the points so that they stretch from left to right, the way screens do."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    signs = np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1)  # else left to chance
    return np.asarray((centred @ (axes * signs))[:, ::-1], dtype=np.float64)


def _pack(sizes: list[Points]) -> tuple[list[Points], tuple[float, float]]:
    """Set blocks, largest first, in the rows that a screen shows largest: their corners, and the extent."""
    widest = max((float(size[0]) for size in sizes), default=0.0)
    trials = [_rows(sizes, widest * stretch) for stretch in (1.0, 1.2, 1.5, 2.0, 2.7, 3.5)]
    return min(trials, key=lambda trial: max(trial[1][0], trial[1][1] * SCREEN))


def _rows(sizes: list[Points], limit: float) -> tuple[list[Points], tuple[float, float]]:
    corners, x, y, row, width = [], 0.0, 0.0, 0.0, 0.0
    for size in sizes:
        if x and x + float(size[0]) > limit:
            x, y, row = 0.0, y + row + GAP, 0.0
        corners.append((x, y))
        x, row = x + float(size[0]) + GAP, max(row, float(size[1]))
        width = max(width, x - GAP)
    height = y + row
    upright = [np.array([a, height - b - size[1]]) for (a, b), size in zip(corners, sizes, strict=True)]
    return upright, (width, height)
