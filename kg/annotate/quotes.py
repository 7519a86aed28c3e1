"""Quotations: stretches between quotation marks, with the quotations that run on over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

MARK = re.compile(r"[\"“”«»]|``|''")
OPENERS, CLOSERS = {"“", "«", "``"}, {"”", "»", "''"}
LONGEST = 3000
"""Code points: an opening mark whose partner lies farther away is taken for a stray one."""


def quotations(text: str) -> tuple[Span, ...]:
    """Find the quotations, marks included; one left open ends with its paragraph."""
    return tuple(_pairs(text))


def _pairs(text: str) -> Iterator[Span]:
    start: int | None = None
    for match in MARK.finditer(text):
        mark = match.group()
        if start is not None and "\n" in text[start : match.start()]:
            yield _to_line_end(text, start)
            start = None
        if start is None:
            if mark in OPENERS or (mark == '"' and _may_open(text, match.start())):
                start = match.start()
        elif mark in OPENERS:
            start = match.start()
        elif mark in CLOSERS or mark == '"':
            if match.end() - start <= LONGEST:
                yield Span(start, match.end())
            start = None
    if start is not None:
        yield _to_line_end(text, start)


def _may_open(text: str, at: int) -> bool:
    return not text[at - 1 : at].strip() or text[at - 1] in "([-–—:" if at else True


def _to_line_end(text: str, start: int) -> Span:
    end = text.find("\n", start)
    return Span(start, min(len(text) if end < 0 else end, start + LONGEST))
