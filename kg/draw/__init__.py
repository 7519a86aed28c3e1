"""Networks as pictures: SVG, PNG, or one HTML page that shows the sentences behind each arrow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, MissingExtraError, MisuseError
from kg.files import replacing

if TYPE_CHECKING:
    import networkx as nx

SUFFIXES = (".svg", ".png", ".html")


def draw_blame(network: nx.DiGraph[str], path: Path, *, title: str = "Who blames whom") -> None:
    """Draw a network of `kg.analyse.blame_network` in the format that the file's suffix names."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise MisuseError(str(path), "no picture format ends so", f"end it in {', '.join(SUFFIXES)}")
    if not network.number_of_edges():
        cure = "build articles in which somebody blames somebody, or draw less sure claims as well"
        raise KgError(str(path), "nothing to draw: no claim of the graph blames anybody", cure)
    picture = _render(network, suffix, title)
    with replacing(path) as file:
        file.write(picture)


def _render(network: nx.DiGraph[str], suffix: str, title: str) -> bytes:
    try:
        from kg.draw import image, page

        render = {".svg": image.svg, ".png": image.png, ".html": page.html}[suffix]
        return render(network, title)
    except ImportError as error:
        cause = f"pictures need {error.name or 'matplotlib and scipy'}, which is not installed"
        raise MissingExtraError("kg draw", cause, "run `pip install 'claimgraph[draw]'`") from error
