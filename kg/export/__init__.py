"""The graph for other programs: RDF that describes itself, the blame network, and a table of claims.

The same quads give the same bytes, in whatever order they come. RDF bears a time only where SOURCE_DATE_EPOCH
says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final, Literal, TypeAlias

from pyoxigraph import Quad

from kg.errors import KgError, MisuseError
from kg.export import jsonld, syntax, table
from kg.export.describe import description
from kg.files import replacing
from kg.rdf import facts_from_quads
from kg.vocabulary import BASE

Writer: TypeAlias = Callable[[list[Quad], str, float | None], bytes]
"""Make the file of quads under a base IRI, whose claims have at least some confidence."""


def export(
    quads: Iterable[Quad], fmt: str, out: Path | BinaryIO, base: str = BASE, least: float | None = None
) -> None:
    """Write the quads in one of `FORMATS` to a file, which appears whole or not at all, or to a stream.

    RDF says of itself where claims with less than the `least` confidence were left out.
    """
    if fmt not in FORMATS:
        raise MisuseError(fmt, "no export format of that name", f"use one of {', '.join(FORMATS)}")
    content = FORMATS[fmt](list(quads), base, least)
    if isinstance(out, Path):
        with replacing(out) as file:
            file.write(content)
        return
    try:
        out.write(content)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        cause = f"cannot be written: {error.strerror or error}"
        raise KgError("output", cause, "free some space or write to a file with -o") from error


def _described(write: Callable[[list[Quad], str], bytes]) -> Writer:
    return lambda quads, base, least: write([*quads, *description(quads, base, least)], base)


def _csv(quads: list[Quad], base: str, _: float | None) -> bytes:
    return table.claims_csv(*facts_from_quads(quads, base))


def _network(fmt: Literal["graphml", "gexf"]) -> Writer:
    def write(quads: list[Quad], base: str, _: float | None) -> bytes:
        from kg.analyse import blame_network, network_file

        return network_file(blame_network(*facts_from_quads(quads, base)), fmt)

    return write


FORMATS: Final[Mapping[str, Writer]] = {
    "turtle": _described(syntax.turtle),
    "trig": _described(syntax.trig),
    "nquads": _described(syntax.nquads),
    "jsonld": _described(jsonld.jsonld),
    "graphml": _network("graphml"),
    "gexf": _network("gexf"),
    "csv": _csv,
}
"""Name of a format → what writes it."""
