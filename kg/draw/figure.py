"""The blame network as a matplotlib figure: actors as discs, blame as arrows, every name as real text."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

import networkx as nx
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyArrowPatch
from matplotlib.path import Path as Curve
from matplotlib.textpath import text_to_path

from kg.draw.layout import Layout, arrange

KINDS = {
    "state": ("state", "#0072B2"),
    "armed-group": ("armed group", "#D55E00"),
    "organization": ("organisation", "#009E73"),
    "person": ("person", "#56B4E9"),
    "unnamed": ("unnamed source", "#999999"),
    "actor": ("other", "#E69F00"),
}
"""Name in the legend and colour by kind: the palette of Okabe and Ito, told apart by colour-blind eyes."""
INK, PAPER, LINE = "#1a1a1a", "#ffffff", "#6b6b6b"
TEXT = 8.0
"""Size of names, in points."""
MARGIN, HEAD, FOOT = 24.0, 62.0, 34.0
"""Room around the network, for title and legend above it and for the caption below it, in points."""
LEAST_WIDTH = 560.0
SCRIPTS = ("Noto Sans CJK JP", "Noto Sans Arabic", "Noto Sans", "Arial Unicode MS", "Microsoft YaHei")
"""Fonts asked, where installed, for letters that the bundled one lacks."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Disc:
    """An actor as drawn; lengths in points."""

    name: str
    kind: str
    radius: float
    loop: float
    """Room beside the disc for an arrow to itself."""
    text: tuple[float, float]

    @property
    def box(self) -> tuple[float, float]:
        """Width and height of disc, loop and name, with some air."""
        wide = max(self.text[0], 2 * self.radius)
        return wide + 8, 2 * self.radius + self.loop + self.text[1] + 9


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a disc is centred, and whether its name stands above (1) or below (-1) it."""

    centre: Point
    side: int


def blame_figure(network: nx.DiGraph[str], title: str) -> Figure:
    """Draw the network; its parts bear the ids actor-<n>, name-<n> and blame-<n>, counted in its order."""
    discs = {actor: _disc(network, actor) for actor in network}
    layout = arrange(network, {actor: disc.box for actor, disc in discs.items()})
    scale = max(1.0, layout.width / 900)
    width = max(layout.width + 2 * MARGIN, LEAST_WIDTH)
    height = layout.height + 2 * MARGIN + (HEAD + FOOT) * scale
    figure = Figure(figsize=(width / 72, height / 72), facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    corner = ((width - layout.width) / 2, FOOT * scale + MARGIN)
    spots = _spots(network, discs, layout, corner)
    _draw_blame(axes, network, discs, spots)
    _draw_actors(axes, discs, spots)
    _draw_words(axes, network, title, scale)
    return figure


def _spots(
    network: nx.DiGraph[str], discs: Mapping[str, Disc], layout: Layout, corner: Point
) -> dict[str, Spot]:
    """Place discs in their boxes; a name stands on the side where fewer arrows come in."""
    spots = {}
    for actor, (x, y) in layout.centres.items():
        around = [layout.centres[other][1] for other in nx.all_neighbors(network, actor) if other != actor]
        side = 1 if sum(1 if other < y else -1 for other in around) > 0 else -1
        disc = discs[actor]
        shift = disc.box[1] / 2 - disc.loop - disc.radius - 3
        spots[actor] = Spot((x + corner[0], y + corner[1] - side * shift), side)
    return spots


def plain(text: str) -> str:
    """Put a space for whatever cannot be printed, and one for any run of them."""
    kept = "".join(char if char.isprintable() or char in "\u200c\u200d" else " " for char in text)
    return " ".join(kept.split())


def wrapped(name: str) -> str:
    """Break a name into at most two lines of about twenty letters."""
    lines = textwrap.wrap(plain(name), 20) or ["?"]
    return "\n".join(lines if len(lines) <= 2 else [lines[0], lines[1][:19] + "…"])


@cache
def fonts() -> FontProperties:
    """The bundled font, then those installed for other scripts, then the viewer's own."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    families = ["DejaVu Sans", *(name for name in SCRIPTS if name in installed), "sans-serif"]
    return FontProperties(family=families, size=TEXT)


def _kind(kind: str) -> str:
    return kind if kind in KINDS else "actor"


def _disc(network: nx.DiGraph[str], actor: str) -> Disc:
    data = network.nodes[actor]
    name, measure = wrapped(str(data["label"])), text_to_path.get_text_width_height_descent
    widths = [measure(line, fonts(), ismath=False)[0] for line in name.splitlines()]
    text = (max(widths), len(widths) * TEXT * 1.25)
    radius = 4.5 + min(2.2 * sqrt(data["blamed"]), 16)
    return Disc(name, _kind(data["kind"]), radius, 16.0 if network.has_edge(actor, actor) else 0.0, text)


def _draw_actors(axes: Axes, discs: Mapping[str, Disc], spots: Mapping[str, Spot]) -> None:
    halo = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.75, "pad": 0.6}
    for number, (actor, disc) in enumerate(discs.items()):
        (x, y), side = spots[actor].centre, spots[actor].side
        colour = KINDS[disc.kind][1]
        look = {"facecolor": colour, "edgecolor": PAPER, "lw": 1}
        axes.add_patch(Circle((x, y), disc.radius, **look, zorder=3, gid=f"actor-{number}"))
        axes.text(
            x, y + side * (disc.radius + 2), disc.name, ha="center", va="bottom" if side > 0 else "top",
            font=fonts(), linespacing=1.1, color=INK, bbox=halo, parse_math=False, zorder=4,
            gid=f"name-{number}",
        )  # fmt: skip


def _draw_blame(
    axes: Axes, network: nx.DiGraph[str], discs: Mapping[str, Disc], spots: Mapping[str, Spot]
) -> None:
    for number, (claimant, blamed, data) in enumerate(network.edges(data=True)):
        weight = data["weight"]
        thick = min(0.5 + 0.9 * sqrt(weight), 6)
        look: dict[str, Any] = {
            "arrowstyle": "-|>", "mutation_scale": 5 + 2 * thick, "lw": thick, "color": LINE, "alpha": 0.8,
            "zorder": 1, "capstyle": "butt", "gid": f"blame-{number}",
        }  # fmt: skip
        start, end = spots[claimant].centre, spots[blamed].centre
        if claimant == blamed:
            curve, middle = _loop(spots[blamed], discs[blamed].radius)
            arrow = FancyArrowPatch(path=curve, **look)
        else:
            bend = 0.16 if network.has_edge(blamed, claimant) else 0.0
            look |= {"shrinkA": discs[claimant].radius + 1, "shrinkB": discs[blamed].radius + 1.5}
            arrow = FancyArrowPatch(start, end, connectionstyle=f"arc3,rad={bend}", **look)
            middle = _middle(start, end, bend)
        axes.add_patch(arrow)
        if weight > 1:
            _draw_count(axes, middle, weight, number)


def _draw_count(axes: Axes, place: Point, weight: int, number: int) -> None:
    halo = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.85, "pad": 0.1, "boxstyle": "round"}
    axes.text(
        *place, str(weight), va="center", ha="center", fontsize=TEXT - 1.5, color=INK, zorder=2,
        bbox=halo, gid=f"count-{number}",
    )  # fmt: skip


def _loop(spot: Spot, radius: float) -> tuple[Curve, Point]:
    """Leave a disc on the side away from its name and come back there."""
    (x, y), away = spot.centre, -spot.side
    near, far = (radius + 1.5) * sqrt(0.5), (radius + 22.0) * away
    points = [(x - near, y + near * away), (x - 16, y + far), (x + 16, y + far), (x + near, y + near * away)]
    return Curve(points, [Curve.MOVETO, *[Curve.CURVE4] * 3]), (x, y + (radius + 15) * away)


def _middle(start: Point, end: Point, bend: float) -> Point:
    """The point half-way along matplotlib's arc3 curve."""
    (a, b), (c, d) = start, end
    return (a + c) / 2 + bend * (d - b) / 2, (b + d) / 2 - bend * (c - a) / 2


def _draw_words(axes: Axes, network: nx.DiGraph[str], title: str, scale: float) -> None:
    """Write the title and the legend above the network, the caption below it."""
    height, size = axes.get_ylim()[1], TEXT * scale
    axes.text(
        MARGIN, height - 14 * scale, plain(title), va="top", font=fonts(), fontsize=15 * scale, color=INK,
        fontweight="bold", parse_math=False, gid="title",
    )  # fmt: skip
    axes.text(MARGIN, 14 * scale, caption(network), fontsize=size, color=INK, gid="caption", linespacing=1.4)
    seen = {_kind(data["kind"]) for _, data in network.nodes(data=True)}
    marks = [
        Line2D([], [], marker="o", ls="", ms=7 * scale, mec=PAPER, mfc=colour, label=name)
        for kind, (name, colour) in KINDS.items()
        if kind in seen
    ]
    legend = axes.legend(
        handles=marks, loc="upper left", bbox_to_anchor=(MARGIN - 6, height - 34 * scale), ncols=len(marks),
        bbox_transform=axes.transData, frameon=False, fontsize=size, handletextpad=0.1, columnspacing=1.2,
        borderpad=0.4,
    )  # fmt: skip
    legend.set_gid("legend")


def caption(network: nx.DiGraph[str]) -> str:
    """Say in two lines what is drawn, with its counts."""
    behind = [claim for *_, data in network.edges(data=True) for claim in data["claims"]]
    counts = {
        "actor": len(network),
        "arrow": network.number_of_edges(),
        "claim": len({one.claim for one in behind}),
        "article": len({one.article for one in behind}),
    }
    counted = " · ".join(f"{count} {noun}{'s' * (count != 1)}" for noun, count in counts.items())
    return (
        "An arrow from X to Y: X blames Y; its width and number say in how many claims. "
        f"The larger a disc, the more often blamed.\n{counted}. Claims are quoted, not judged."
    )
