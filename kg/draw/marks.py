"""How claims and the ties between them look: by shape and line as much as by colour, and as real text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch, Polygon
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from kg.accounts import Account, Accounts
from kg.draw.figure import INK, MARGIN, PAPER, TEXT, fonts, plain
from kg.model import ClaimKind, LinkKind

SIZE = 9.0
"""Width of a mark, in points."""
LINE, LEGEND_ROW = 13.0, 18.0
"""From one line of the caption, and of the legend, to the next."""
RULE, SOFT = "#d0d0d0", "#595959"


class Look(NamedTuple):
    """A colour of the palette of Okabe and Ito, and the shape of a mark or the dashes of a line."""

    colour: str
    shape: str


class Stroke(NamedTuple):
    """How a tie is drawn: what it says, colour, dashes, and whether it has a head."""

    name: str
    colour: str
    dashes: str | tuple[int, tuple[float, ...]]
    width: float
    head: bool


KINDS: Mapping[ClaimKind, Look] = {
    "accusation": Look("#D55E00", "^"),
    "denial": Look("#0072B2", "X"),
    "admission": Look("#009E73", "D"),
    "statement": Look("#767676", "o"),
}
TIES: Mapping[LinkKind, Stroke] = {
    "denies": Stroke("denies", "#0072B2", "solid", 1.3, True),
    "contradicts": Stroke("cannot hold with", "#D55E00", (0, (5, 2.5)), 1.1, False),
    "corroborates": Stroke("agrees with", "#009E73", (0, (1, 1.6)), 1.6, False),
    "revises": Stroke("changes the story of", "#9c4f7e", (0, (6, 2, 1, 2)), 1.3, True),
}


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Make a page of that size in points, with axes that count points from its lower left corner."""
    figure = Figure(figsize=(width / 72, height / 72), facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return figure, axes


class Pen(NamedTuple):
    """How a line of text is written."""

    size: float = TEXT
    colour: str = INK
    across: Literal["left", "right", "center"] = "left"
    bold: bool = False
    halo: bool = False
    """Whether lines below it fade."""


PLAIN, BOLD, SMALL, TITLE = Pen(), Pen(bold=True), Pen(TEXT - 1, SOFT), Pen(15, bold=True)


@cache
def _bold() -> FontProperties:
    font = fonts().copy()
    font.set_weight("bold")
    return font


def width_of(text: str, pen: Pen = PLAIN) -> float:
    """Width of a line of text, in points."""
    font = _bold() if pen.bold else fonts()
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) * pen.size / TEXT


def shortened(text: str, most: float, pen: Pen = PLAIN) -> str:
    """Cut a text to a width in points, at the end, with an ellipsis."""
    text = plain(text)
    if width_of(text, pen) <= most:
        return text
    while text and width_of(f"{text}…", pen) > most:
        share = most / width_of(f"{text}…", pen)
        text = text[: min(len(text) - 1, int(len(text) * share))]
    return f"{text.rstrip()}…"


def write(axes: Axes, place: tuple[float, float], text: str, gid: str, pen: Pen = PLAIN) -> None:
    """Write a line of real text, its middle at that height."""
    weight = "bold" if pen.bold else "normal"
    halo = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.6, "pad": 0.3} if pen.halo else None
    axes.text(
        *place, text, font=fonts(), fontsize=pen.size, color=pen.colour, ha=pen.across, va="center",
        parse_math=False, fontweight=weight, bbox=halo, gid=gid, zorder=4,
    )  # fmt: skip


def named(day: str) -> str:
    """Write a date for people: '17 Sep 2016'; what is none stays as it is."""
    forms = {len("2016-09-17"): ("", "%b %Y"), len("2016-09"): ("-01", "%b %Y")}
    rest, form = forms.get(len(day), ("", ""))
    try:
        known = date.fromisoformat(day + rest)
    except ValueError:
        return day
    return f"{known:{form}}" if rest else f"{known.day} {known:{form}}"


def when(day: str) -> str:
    """Write a date as an adverb.

    >>> when("2016-09-17"), when("2016-09"), when("2016")
    ('on 17 Sep 2016', 'in Sep 2016', 'in 2016')
    """
    return f"{'on' if len(day) == len('2016-09-17') else 'in'} {named(day)}"


def mark(axes: Axes, account: Account, place: tuple[float, float], gid: str) -> None:
    """Draw a claim; hollow where its article copies another."""
    shape(axes, account.kind, account.copied, place, gid)


def shape(axes: Axes, kind: ClaimKind, hollow: bool, place: tuple[float, float], gid: str) -> None:
    """Draw a mark of that kind."""
    look = KINDS[kind]
    style = MarkerStyle(look.shape)
    path = style.get_path().transformed(style.get_transform())
    box = path.get_extents()
    scale = SIZE / max(box.width, box.height)
    middle = (box.x0 + box.width / 2) * scale, (box.y0 + box.height / 2) * scale
    moved = Affine2D().scale(scale).translate(place[0] - middle[0], place[1] - middle[1])
    look_of: dict[str, Any] = {"facecolor": PAPER if hollow else look.colour, "edgecolor": look.colour}
    width = 1.4 if hollow else 0.6
    axes.add_patch(PathPatch(path.transformed(moved), **look_of, lw=width, zorder=3, gid=gid))


def heading(axes: Axes, title: str, below: str) -> None:
    """Write the title at the top, and a line below it."""
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    room = width - 2 * MARGIN
    write(axes, (MARGIN, height - 22), shortened(title, room, TITLE), "title", TITLE)
    write(axes, (MARGIN, height - 41), shortened(below, room), "subtitle", Pen(colour=SOFT))


def wrapped(text: str, room: float) -> list[str]:
    """Break a text between words into lines of that width, in points; its own line breaks stay."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width_of(longer) > room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def footing(axes: Axes, lines: Sequence[str]) -> None:
    """Write the caption at the bottom."""
    for number, line in enumerate(lines):
        write(axes, (MARGIN, 17 + LINE * (len(lines) - 1 - number)), line, f"caption-{number}")


class Entry(NamedTuple):
    """An entry of the legend: a mark or a line, and what it means."""

    name: str
    kind: ClaimKind | None = None
    hollow: bool = False
    tie: LinkKind | None = None

    @property
    def width(self) -> float:
        """In points, with the room after it."""
        return self.symbol + width_of(self.name) + 20

    @property
    def look(self) -> str:
        """How the page styles it."""
        return f"{self.kind}-copy" if self.hollow else str(self.kind)

    @property
    def symbol(self) -> float:
        """Width of the mark or line."""
        return 30.0 if self.tie else 13.0


def legend_rows(accounts: Accounts, ties: Iterable[LinkKind], room: float) -> list[list[Entry]]:
    """List what the marks and lines mean, only those that are there, in rows of that width."""
    entries = [Entry(kind, kind) for kind in KINDS if any(one.kind == kind for one in accounts.said)]
    copied = [one.kind for one in accounts.said if one.copied]
    entries += [Entry("hollow: in a copy", kind, hollow=True) for kind in copied[:1]]
    entries += [Entry(TIES[tie].name, tie=tie) for tie in ties]
    rows: list[list[Entry]] = [[]]
    for entry in entries:
        if rows[-1] and sum(one.width for one in rows[-1]) + entry.width - 20 > room:
            rows.append([])
        rows[-1].append(entry)
    return rows


def legend(axes: Axes, rows: Sequence[Sequence[Entry]]) -> None:
    """Draw the legend below the heading."""
    y, number = axes.get_ylim()[1] - 63, 0
    for row in rows:
        x = MARGIN
        for entry in row:
            if entry.tie:
                _draw_stroke(axes, TIES[entry.tie], (x, y), entry.tie)
            elif entry.kind:
                shape(axes, entry.kind, entry.hollow, (x + SIZE / 2, y), f"legend-mark-{entry.look}")
            write(axes, (x + entry.symbol, y), entry.name, f"legend-{number}")
            x, number = x + entry.width, number + 1
        y -= LEGEND_ROW


def _draw_stroke(axes: Axes, stroke: Stroke, place: tuple[float, float], name: str) -> None:
    x, y = place
    look: dict[str, Any] = {"color": stroke.colour, "ls": stroke.dashes, "lw": stroke.width}
    axes.plot([x, x + 24], [y, y], **look, gid=f"legend-tie-{name}")
    if stroke.head:
        head(axes, stroke, (x + 25, y), 1, f"legend-head-{name}")


def head(axes: Axes, stroke: Stroke, tip: tuple[float, float], way: int, gid: str) -> None:
    """Draw the head of an arrow that leads to the right (1) or to the left (-1)."""
    x, y = tip
    corners = [(x, y), (x - 6 * way, y + 2.8), (x - 6 * way, y - 2.8)]
    axes.add_patch(Polygon(corners, fc=stroke.colour, ec="none", zorder=3, gid=gid))


def counted(accounts: Accounts) -> str:
    """Say what is shown in numbers."""
    said = accounts.said
    counts = {
        "claim": len(said),
        "claimant": len({one.who for one in said}),
        "article": len({one.article for one in said}),
    }
    told = " · ".join(f"{count} {noun}{'s' * (count != 1)}" for noun, count in counts.items())
    copies = len({one.article for one in said if one.copied})
    told += f", {copies} of them {'a copy' if copies == 1 else 'copies'}" if copies else ""
    left = f" {accounts.left_out} more claims were too many to draw." if accounts.left_out else ""
    return f"{told}.{left} Claims are quoted, not judged."
