"""Directed opinions (Park et al. 2021): sentences with two marked mentions and the class between them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from kg.annotate.neural.words import split
from kg.model import Span
from training.errors import DataError
from training.labels import OPINIONS
from training.sample import Pair, Range, Sample

_APOSTROPHES = "'’"


def samples(path: Path) -> Iterator[Sample]:
    """Read sentence, p, q and class of each line; a mark that stops inside a word is widened to all of it."""
    text = path.read_text(encoding="utf-8")
    for number, fields in enumerate(csv.reader(text.splitlines(keepends=True), delimiter="\t"), 1):
        if not fields:
            continue
        if len(fields) != 4 or not fields[3].strip().isdigit() or int(fields[3]) >= len(OPINIONS):
            raise DataError(path, f"line {number} is not of sentence, p, q and class", "give a file of DSE")
        found = _sample(f"{path.stem}-{number}", fields[0], fields[1], fields[2], int(fields[3]))
        if found:
            yield found


def _sample(name: str, marked: str, first: str, second: str, opinion: int) -> Sample | None:
    """Take the marks out of the sentence; None if either mention is not marked."""
    text, marks = "", []
    for part in re.split(r"(\[[^\[\]]*\])", marked):
        inner = part[1:-1] if part.startswith("[") else part
        if part.startswith("["):
            marks.append((inner, len(text), len(text) + len(inner.rstrip(_APOSTROPHES) or inner)))
        text += inner
    spans = split(text, Span(0, len(text)))
    ranges = [
        _words(spans, start, end)
        for word in (first, second) for inner, start, end in marks if inner == word
    ]  # fmt: skip
    if len(ranges) < 2 or not spans or not all(ranges):
        return None
    pair = Pair(ranges[0] or (0, 1), ranges[-1] or (0, 1), opinion)
    words = tuple(span.of(text) for span in spans)
    return Sample(name, words, (0,), frozenset({0}), pairs=(pair,))


def _words(spans: list[Span], start: int, end: int) -> Range | None:
    touched = [n for n, span in enumerate(spans) if span.start < end and start < span.end]
    return (touched[0], touched[-1] + 1) if touched else None
