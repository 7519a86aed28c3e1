"""The claims around one event: a row for each, by claimant, and arcs for what they do to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import exp
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from kg.accounts import Account, Accounts, Tie
from kg.draw.figure import MARGIN
from kg.draw.marks import (
    BOLD,
    LEGEND_ROW,
    LINE,
    RULE,
    SIZE,
    SMALL,
    TIES,
    canvas,
    counted,
    footing,
    head,
    heading,
    legend,
    legend_rows,
    mark,
    shortened,
    when,
    width_of,
    wrapped,
    write,
)

ROW, GAP = 16.0, 9.0
"""Height of a row, and room between claimants, in points."""
HEAD, FOOT = 70.0, 32.0
MOST_NAME, MOST_SAYS, MOST_SOURCE = 190.0, 300.0, 150.0
LEAST_WIDTH = 640.0
LEAST_ARC, MOST_ARC = 14.0, 230.0


def claims_figure(accounts: Accounts, title: str) -> Figure:
    """Draw the accounts; their parts bear the ids mark-<n>, says-<n>, source-<n> and tie-<n>."""
    names = {lane: shortened(name, MOST_NAME, BOLD) for lane, name in (accounts.lanes or {}).items()}
    rows = _rows(accounts, list(names))
    says = [shortened(one.says, MOST_SAYS) for one in accounts.said]
    sources = [shortened(_source(one), MOST_SOURCE, SMALL) for one in accounts.said]
    marks = MARGIN + max(width_of(name, BOLD) for name in names.values()) + 14
    text = marks + SIZE + 4
    source = text + max(map(width_of, says)) + 14
    arcs = source + max(width_of(one, SMALL) for one in sources) + 8
    width = max(arcs + _bulge(accounts.ties, rows) + MARGIN + 6, LEAST_WIDTH)
    lines = wrapped(caption(accounts), width - 2 * MARGIN)
    kinds = [kind for kind in TIES if any(tie.kind == kind for tie in accounts.ties)]
    meant = legend_rows(accounts, kinds, width - 2 * MARGIN)
    depth, foot = max(rows.values()) + ROW, FOOT + LINE * len(lines)
    figure, axes = canvas(width, depth + HEAD + LEGEND_ROW * len(meant) + foot)
    heading(axes, title, _subtitle(accounts))
    legend(axes, meant)
    footing(axes, lines)
    top = depth + foot
    _draw_lanes(axes, accounts, names, {number: top - y for number, y in rows.items()})
    for number, account in enumerate(accounts.said):
        y = top - rows[number]
        mark(axes, account, (marks, y), f"mark-{number}")
        write(axes, (text, y), says[number], f"says-{number}")
        write(axes, (source, y), sources[number], f"source-{number}", SMALL)
    for number, tie in enumerate(accounts.ties):
        ends = top - rows[tie.start], top - rows[tie.end]
        _draw_tie(axes, tie, (arcs, *ends), number)
    return figure


def _rows(accounts: Accounts, lanes: Sequence[str]) -> dict[int, float]:
    """Place the accounts below one another, lane by lane and by day: how far each stands from the top."""
    place = {lane: number for number, lane in enumerate(lanes)}
    order = sorted(range(len(accounts.said)), key=lambda number: (place[accounts.said[number].lane], number))
    rows, y = {}, 0.0
    for _, group in groupby(order, key=lambda number: accounts.said[number].lane):
        for number in group:
            rows[number] = y + ROW / 2
            y += ROW
        y += GAP
    return rows


def _source(one: Account) -> str:
    return ", ".join(filter(None, [one.day, one.article]))


def _bulge(ties: Sequence[Tie], rows: Mapping[int, float]) -> float:
    return max((_reach(abs(rows[tie.start] - rows[tie.end])) for tie in ties), default=0.0)


def _reach(distance: float) -> float:
    """How far an arc leads to the right: the longer the farther, so that no two of unlike length coincide."""
    return LEAST_ARC + MOST_ARC * (1 - exp(-distance / (2 * MOST_ARC)))


def _subtitle(accounts: Accounts) -> str:
    days = {event.date or event.not_before or "" for event in accounts.events[:1]} - {""}
    told = f"It happened, as reported, {when(days.pop())}" if days else "Its day is not known"
    others = len(accounts.events) - 1
    if others < 1:
        return told
    which = "another event" if others == 1 else f"{others} other events"
    return f"{told}; some of the answers speak of {which}"


def _draw_lanes(
    axes: Axes, accounts: Accounts, names: Mapping[str, str], heights: Mapping[int, float]
) -> None:
    """Write each claimant's name beside its first claim, under a thin rule."""
    right = axes.get_xlim()[1] - MARGIN
    for index, (lane, name) in enumerate(names.items()):
        first = max(y for number, y in heights.items() if accounts.said[number].lane == lane)
        write(axes, (MARGIN, first), name, f"lane-{index}", BOLD)
        rule = first + (ROW + GAP) / 2
        axes.plot([MARGIN, right], [rule, rule], color=RULE, lw=0.6, zorder=0, gid=f"rule-{index}")


def _draw_tie(axes: Axes, tie: Tie, ends: tuple[float, float, float], number: int) -> None:
    x, start, end = ends
    stroke = TIES[tie.kind]
    far = x + _reach(abs(start - end)) * 4 / 3
    curve = Curve([(x, start), (far, start), (far, end), (x, end)], [Curve.MOVETO, *[Curve.CURVE4] * 3])
    look: dict[str, Any] = {"ec": stroke.colour, "ls": stroke.dashes, "lw": stroke.width, "alpha": 0.85}
    axes.add_patch(PathPatch(curve, fc="none", **look, capstyle="butt", zorder=2, gid=f"tie-{number}"))
    if stroke.head:
        head(axes, stroke, (x, end), -1, f"head-{number}")


def caption(accounts: Accounts) -> str:
    """Say in two lines what is drawn, with its counts."""
    drawn = "Each row is a claim: who makes it, what it says, when it was made, and in which article."
    lines = (
        " A line joins two claims; an arrow leads from an answer to what it answers." if accounts.ties else ""
    )
    return f"{drawn}{lines}\n{counted(accounts)}"
