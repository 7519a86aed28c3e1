"""Who said what when: a lane for each claimant, a column for each day, arrows from denials to claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, hypot, sqrt
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from kg.accounts import Accounts
from kg.draw.figure import MARGIN, TEXT
from kg.draw.marks import (
    BOLD,
    LEGEND_ROW,
    LINE,
    RULE,
    SIZE,
    SOFT,
    TIES,
    Pen,
    canvas,
    counted,
    footing,
    heading,
    legend,
    legend_rows,
    mark,
    named,
    shortened,
    when,
    width_of,
    wrapped,
    write,
)
from kg.model import Event

PITCH = 14.0
"""From one mark to the next, in points."""
PAD = 7.0
"""Room above and below the marks of a lane, and beside those of a column."""
LABELLED = 24
"""Claims up to which each bears its words; more would not fit a screen."""
MOST_COLUMNS = 32
"""Days, or months, up to which each has a column of its own."""
MOST_EVENTS = 6
"""Events whose dates are marked, those most spoken of."""
MOST_BEND = 44.0
"""How far, in points, an arrow's bow may leave the straight line, twice over: within the margin."""
MOST_NAME, MOST_SAYS = 190.0, 170.0
EVENT_ROW = TEXT * 1.7
HEAD, FOOT, LEAST_WIDTH = 62.0, 30.0, 640.0
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Grid:
    """Where everything stands; lengths in points, x from the left, y from the top of the lanes."""

    columns: Sequence[str]
    x: Mapping[str, float]
    widths: Mapping[str, float]
    y: Mapping[str, float]
    heights: Mapping[str, float]
    marks: Mapping[int, tuple[float, float]]
    width: float
    height: float


def timeline_figure(accounts: Accounts, title: str) -> Figure:
    """Draw the accounts; their parts bear the ids mark-<n>, says-<n>, lane-<n> and tie-<n>."""
    events = _marked(accounts)
    says = _labels(accounts)
    names = {lane: shortened(name, MOST_NAME, BOLD) for lane, name in (accounts.lanes or {}).items()}
    grid = _grid(accounts, events, says, names)
    lines = wrapped(caption(accounts), grid.width - 2 * MARGIN)
    meant = legend_rows(accounts, ["denies"] if _denied(accounts) else [], grid.width - 2 * MARGIN)
    above = HEAD + LEGEND_ROW * len(meant) + EVENT_ROW * len(events) + 20
    top = grid.height + FOOT + LINE * len(lines)
    figure, axes = canvas(grid.width, top + above)
    heading(axes, title, _subtitle(accounts))
    legend(axes, meant)
    footing(axes, lines)
    _draw_lanes(axes, grid, names, top)
    _draw_days(axes, grid, top)
    _draw_events(axes, grid, events, top)
    for number, account in enumerate(accounts.said):
        x, y = grid.marks[number]
        mark(axes, account, (x, top - y), f"mark-{number}")
        if says:
            write(axes, (x + SIZE, top - y), says[number], f"says-{number}", Pen(halo=True))
    _draw_denials(axes, accounts, grid, top)
    return figure


def _labels(accounts: Accounts) -> list[str]:
    """Cut the words of each claim to a width; none at all where there are too many."""
    return [shortened(one.says, MOST_SAYS) for one in accounts.said] if len(accounts.said) <= LABELLED else []


def _day(event: Event) -> str:
    return event.date or event.not_before or ""


def _marked(accounts: Accounts) -> list[Event]:
    """The events whose dates are marked, by date."""
    return sorted([event for event in accounts.events if _day(event)][:MOST_EVENTS], key=_day)


def _length(accounts: Accounts) -> int:
    """How many letters of a date tell its column: of a day, a month or a year."""
    days = [one.day for one in accounts.said] + [_day(event) for event in _marked(accounts)]
    return next((n for n in (10, 7) if len({day[:n] for day in days}) <= MOST_COLUMNS), 4)


def _grid(accounts: Accounts, events: Sequence[Event], says: Sequence[str], names: Mapping[str, str]) -> Grid:
    days = [one.day for one in accounts.said] + [_day(event) for event in events]
    length = _length(accounts)
    columns = sorted({day[:length] or UNDATED for day in days}, key=lambda day: (day == UNDATED, day))
    cells: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(accounts.said):
        cells.setdefault((one.lane, one.day[:length] or UNDATED), []).append(number)
    fullest = {lane: max(len(cell) for (of, _), cell in cells.items() if of == lane) for lane in names}
    ranks = {lane: most if says else min(6, ceil(sqrt(most * 0.6))) for lane, most in fullest.items()}
    widths = {column: width_of(named(column)) + 2 * PAD for column in columns}
    for (lane, column), cell in cells.items():
        wide = max(width_of(says[number]) for number in cell) if says else 0.0
        across = 1 if says else ceil(len(cell) / ranks[lane])
        widths[column] = max(widths[column], across * PITCH + wide + 2 * PAD)
    short = LEAST_WIDTH - 2 * MARGIN - _left(names) - sum(widths.values())
    widths = {column: wide + max(0.0, short / len(columns)) for column, wide in widths.items()}
    heights = {lane: rank * PITCH + 2 * PAD for lane, rank in ranks.items()}
    x = _sums(columns, widths, MARGIN + _left(names))
    y = _sums(list(names), heights, 0.0)
    marks = {}
    for (lane, column), cell in cells.items():
        for place, number in enumerate(cell):
            across, down = divmod(place, ranks[lane])
            marks[number] = (x[column] + PAD + (across + 0.5) * PITCH, y[lane] + PAD + (down + 0.5) * PITCH)
    width = max(x[columns[-1]] + widths[columns[-1]] + MARGIN, LEAST_WIDTH)
    return Grid(columns, x, widths, y, heights, marks, width, sum(heights.values()))


def _left(names: Mapping[str, str]) -> float:
    """Room for the names of the lanes."""
    return max(width_of(name, BOLD) for name in names.values()) + 14


def _sums(keys: Sequence[str], lengths: Mapping[str, float], start: float) -> dict[str, float]:
    placed = {}
    for key in keys:
        placed[key], start = start, start + lengths[key]
    return placed


def _draw_lanes(axes: Axes, grid: Grid, names: Mapping[str, str], top: float) -> None:
    right = axes.get_xlim()[1] - MARGIN
    for number, (lane, name) in enumerate(names.items()):
        y = top - grid.y[lane]
        axes.plot([MARGIN, right], [y, y], color=RULE, lw=0.6, zorder=0, gid=f"rule-{number}")
        write(axes, (MARGIN, y - grid.heights[lane] / 2), name, f"lane-{number}", BOLD)
    axes.plot([MARGIN, right], [top - grid.height] * 2, color=RULE, lw=0.6, zorder=0, gid="rule-last")


def _draw_days(axes: Axes, grid: Grid, top: float) -> None:
    """Write the dates above the columns, every other column shaded."""
    for number, column in enumerate(grid.columns):
        if number % 2 == 0:
            corner = grid.x[column], top - grid.height
            band = Rectangle(corner, grid.widths[column], grid.height, fc="#f2f2f2", ec="none", zorder=-1)
            band.set_gid(f"band-{number}")
            axes.add_patch(band)
        write(axes, (grid.x[column] + PAD, top + 9), named(column), f"day-{number}", Pen(colour=SOFT))


def _draw_events(axes: Axes, grid: Grid, events: Sequence[Event], top: float) -> None:
    """Mark each event by a line down the column of its day, its label above; no line crosses a label."""
    right = axes.get_xlim()[1] - MARGIN
    marked = set[str]()
    look: dict[str, Any] = {"color": "#000000", "lw": 1, "ls": (0, (2, 2)), "zorder": 1}
    for number, event in enumerate(events):
        column = max(one for one in grid.columns if _day(event).startswith(one))
        x, y = grid.x[column] + 1.5, top + 24 + EVENT_ROW * (len(events) - 1 - number)
        if column not in marked:
            axes.plot([x, x], [y - 4, top - grid.height], **look, gid=f"event-{number}")
        marked.add(column)
        label = shortened(f"▾ {event.label}", right - MARGIN)
        fits = x + width_of(label) <= right
        pen = Pen(across="left" if fits else "right", halo=True)
        write(axes, (x - 3 if fits else x + 5, y), label, f"event-name-{number}", pen)


def _draw_denials(axes: Axes, accounts: Accounts, grid: Grid, top: float) -> None:
    stroke, away = TIES["denies"], SIZE / 2 + 1
    look: dict[str, Any] = {
        "arrowstyle": "-|>", "mutation_scale": 8, "color": stroke.colour, "lw": 1, "alpha": 0.7,
        "shrinkA": away, "shrinkB": away, "zorder": 2,
    }  # fmt: skip
    for number, tie in enumerate(accounts.ties):
        if tie.kind == "denies":
            (a, b), (c, d) = grid.marks[tie.start], grid.marks[tie.end]
            bend = min(0.45 if abs(b - d) < 1 else 0.18, MOST_BEND / max(hypot(a - c, b - d), 1))
            ends, curve = ((a, top - b), (c, top - d)), f"arc3,rad={bend:.3f}"
            axes.add_patch(FancyArrowPatch(*ends, connectionstyle=curve, **look, gid=f"tie-{number}"))


def _subtitle(accounts: Accounts) -> str:
    days = sorted({one.day for one in accounts.said if one.day})
    if not days:
        return "No claim bears a date"
    return (
        f"Said {when(days[0])}" if len(days) == 1 else f"Said from {named(days[0])} to {named(days[-1])}"
    )


def _denied(accounts: Accounts) -> bool:
    return any(one.kind == "denies" for one in accounts.ties)


def caption(accounts: Accounts) -> str:
    """Say in two lines what is drawn, with its counts."""
    unit = {10: "day", 7: "month", 4: "year"}[_length(accounts)]
    when = "on the day" if unit == "day" else f"in the {unit}"
    drawn = f"A mark is a claim, {when} it was made, else published; {unit}s without any are left out."
    lines = " An arrow leads from a denial to what it denies." if _denied(accounts) else ""
    dated = (
        f" A dotted line is the {unit} of an event." if any(_day(event) for event in accounts.events) else ""
    )
    return f"{drawn}{lines}{dated}\n{counted(accounts)}"
