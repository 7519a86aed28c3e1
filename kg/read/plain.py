"""Plain text: the file is the text, to the last code point."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Span
from kg.read.draft import Draft
from kg.read.encoding import decode


def drafts(data: bytes, source: str, name: str) -> Iterator[Draft]:
    """Yield the one article of a text file; a byte order mark stays, as U+FEFF: offsets hold in the file."""
    text = decode(data, source)
    yield Draft(source, name, text, marked=bom(text))


def bom(text: str) -> tuple[Span, ...]:
    """Return the span of a byte order mark, which is no part of the article."""
    return (Span(0, 1),) if text.startswith("\ufeff") else ()
