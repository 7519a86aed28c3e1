"""A figure as SVG with real text, or as PNG; the same bytes each time."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

import matplotlib as mpl
from matplotlib.figure import Figure

MOST_PIXELS = 12_000
"""Longest side of a PNG; twice as many would need 2 GB of memory."""


def svg(draw: Callable[[], Figure]) -> bytes:
    """Draw as SVG whose names can be searched and copied."""
    with _own_style():
        buffer = BytesIO()
        draw().savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        return buffer.getvalue()


def png(draw: Callable[[], Figure]) -> bytes:
    """Draw as PNG, two pixels a point; fewer where a side would pass `MOST_PIXELS`."""
    with _own_style():
        buffer = BytesIO()
        figure = draw()
        dpi = min(144, MOST_PIXELS / max(figure.get_size_inches()))
        figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
        return buffer.getvalue()


@contextmanager
def _own_style() -> Iterator[None]:
    """Leave the user's matplotlib settings aside, and say nothing of letters that no font here has."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "claimgraph"})
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
        yield
