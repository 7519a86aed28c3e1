"""The picture of what confidence is worth: precision and recall by threshold, and a reliability diagram."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.calibration import Bin, Level, Share, calibration_error

COLOURS: Final = {"all": "#1a1a1a", "accusation": "#d55e00", "figure": "#0072b2"}
"""Claims drawn, in colours that all eyes tell apart; denials and admissions are too few for a curve."""


def draw(levels: Sequence[Level], bins: Sequence[Bin]) -> bytes:
    """Draw as SVG with text that can be searched; the same figures give the same bytes."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "claimgraph", "font.size": 9})
        figure = Figure(figsize=(9, 4), layout="constrained")
        left, right = figure.subplots(1, 2)
        _thresholds(left, levels)
        _reliability(right, bins)
        buffer = BytesIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        return buffer.getvalue()


def _thresholds(axes: Any, levels: Sequence[Level]) -> None:
    for name, colour in COLOURS.items():
        pairs = [(one.precision, one.recall) if name == "all" else one.by_kind[name] for one in levels]
        for number, (style, what) in enumerate((("-", "precision"), ("--", "recall"))):
            line = _line(levels, [pair[number] for pair in pairs])
            axes.plot(*line, style, color=colour, label=f"{name}: {what}", drawstyle="steps-pre")
    axes.set(xlabel="claims of at least this confidence", ylabel="share", xlim=(0, 1), ylim=(0, 1.02))
    axes.set_title("What a threshold gains and costs", loc="left", fontweight="bold")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=3, fontsize=8, frameon=False)


def _line(levels: Sequence[Level], shares: Sequence[Share]) -> tuple[list[float], list[float]]:
    points = zip(levels, shares, strict=True)
    known = [(one.least, share.value) for one, share in points if share.value is not None]
    return [least for least, _ in known], [value for _, value in known]


def _reliability(axes: Any, bins: Sequence[Bin]) -> None:
    axes.plot((0, 1), (0, 1), color="#999999", linewidth=1)
    axes.plot([one.confidence for one in bins], [one.right for one in bins], "o-", color=COLOURS["all"])
    for one in bins:
        axes.annotate(f"{one.claims:,}", (one.confidence, one.right), (5, -9), textcoords="offset points")
    axes.set(xlabel="mean confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.02))
    axes.set_title("How sure, and how often right", loc="left", fontweight="bold")
    axes.text(0.03, 0.95, f"expected calibration error {calibration_error(bins) or 0.0:.3f}")
