"""Networks and claims as pictures: SVG, PNG, or one HTML page that shows the sentences behind each part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.accounts import Accounts
from kg.errors import KgError, MissingExtraError, MisuseError
from kg.files import replacing

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png", ".html")


def draw_blame(network: nx.DiGraph[str], path: Path, *, title: str = "Who blames whom") -> None:
    """Draw a network of `kg.analyse.blame_network` in the format that the file's suffix names."""
    nothing = "no claim of the graph blames anybody", "build articles in which somebody blames somebody"

    def render(suffix: str) -> bytes:
        from kg.draw import image, page
        from kg.draw.figure import blame_figure

        if suffix == ".html":
            return page.blame_page(network, title)
        return (image.svg if suffix == ".svg" else image.png)(lambda: blame_figure(network, title))

    _draw(path, render, None if network.number_of_edges() else nothing)


def draw_claims(
    accounts: Accounts, path: Path, *, title: str = "Claims and what they do to one another"
) -> None:
    """Draw the claims around an event, a row for each, and the ties among them as arcs."""

    def render(suffix: str) -> bytes:
        from kg.draw import claims

        return _accounts(accounts, suffix, title, (claims.claims_figure, claims.caption))

    _draw(path, render, None if accounts.said else _NO_CLAIM)


def draw_timeline(accounts: Accounts, path: Path, *, title: str = "Who said what when") -> None:
    """Draw claims by day, a lane for each who makes them, and denials drawn to what they deny."""

    def render(suffix: str) -> bytes:
        from kg.draw import timeline

        return _accounts(accounts, suffix, title, (timeline.timeline_figure, timeline.caption))

    _draw(path, render, None if accounts.said else _NO_CLAIM)


_NO_CLAIM = "no claim speaks of it", "choose another event or actor"


def _accounts(
    accounts: Accounts, suffix: str, title: str, how: tuple[Callable[..., Figure], Callable[[Accounts], str]]
) -> bytes:
    from kg.draw import image, page

    figure, caption = how
    if suffix == ".html":
        return page.accounts_page(accounts, lambda: figure(accounts, title), (title, caption(accounts)))
    return (image.svg if suffix == ".svg" else image.png)(lambda: figure(accounts, title))


def _draw(path: Path, render: Callable[[str], bytes], nothing: tuple[str, str] | None) -> None:
    """Write a picture; KgError where there is nothing to draw."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise MisuseError(str(path), "no picture format ends so", f"end it in {', '.join(SUFFIXES)}")
    if nothing:
        cause, cure = nothing
        raise KgError(str(path), f"nothing to draw: {cause}", f"{cure}, or draw less sure claims as well")
    try:
        picture = render(suffix)
    except ImportError as error:
        cause = f"pictures need {error.name or 'matplotlib and scipy'}, which is not installed"
        raise MissingExtraError("kg draw", cause, "run `pip install 'claimgraph[draw]'`") from error
    with replacing(path) as file:
        file.write(picture)
