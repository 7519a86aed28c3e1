"""The blame network as SVG with real text, or as PNG; the same bytes each time."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import matplotlib as mpl
import networkx as nx

from kg.draw.figure import blame_figure


def svg(network: nx.DiGraph[str], title: str) -> bytes:
    """Draw as SVG whose names can be searched and copied."""
    with _own_style():
        buffer = BytesIO()
        blame_figure(network, title).savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        return buffer.getvalue()


def png(network: nx.DiGraph[str], title: str) -> bytes:
    """Draw as PNG, two pixels a point."""
    with _own_style():
        buffer = BytesIO()
        blame_figure(network, title).savefig(buffer, format="png", dpi=144, metadata={"Software": None})
        return buffer.getvalue()


@contextmanager
def _own_style() -> Iterator[None]:
    """Leave the user's matplotlib settings aside, and say nothing of letters that no font here has."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "claimgraph"})
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
        yield
