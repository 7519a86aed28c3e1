"""Words and sentences of a text, with exact offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Span

WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|\w+(?:[-‐‑’'`]\w+)*")
POSSESSIVE = re.compile(r"[’'`]s?$")
BLANK_LINE = re.compile(r"\n\s*\n|\r\n?|\n")
SENTENCE_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|$)")
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Adm|Gov|Sen|Rep|Prof|St|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|approx|Inc|Ltd|Co)|(?:[A-Z]\.)+[A-Z])\.$"
)
OPENING = re.compile(r"\s+[\"“‘«(\[]*[A-Z0-9\"“‘«]|\s*$|\s*\n")


@dataclass(frozen=True, slots=True)
class Word:
    """A word without its possessive ending; `span` is the bare word, `possessive` tells whether an ending followed."""

    text: str
    span: Span
    possessive: bool = False


def words(text: str) -> list[Word]:
    """Split a text into words; punctuation is what lies between them."""
    found = []
    for match in WORD.finditer(text):
        start, end = match.span()
        bare = POSSESSIVE.sub("", match.group()) if end - start > 2 else match.group()
        own = len(bare) < end - start or POSSESSIVE.match(text[end : end + 2]) is not None
        found.append(Word(bare, Span(start, start + len(bare)), own))
    return found


class Words(Sequence[Word]):
    """The words of a text, found by offset."""

    def __init__(self, text: str) -> None:
        self._words = words(text)
        self._starts = [word.span.start for word in self._words]

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # overloads of Sequence add nothing here
        return self._words[index]

    def index(self, offset: int, *_: int) -> int:  # type: ignore[override]  # by offset, not by value
        """Return the index of the first word that starts at or after the offset."""
        return bisect_left(self._starts, offset)

    def within(self, span: Span) -> list[Word]:
        """Return the words that start within the span."""
        return self._words[self.index(span.start) : self.index(span.end)]


def sentences(text: str, boilerplate: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Split a text into sentences, by line and by closing punctuation; boilerplate belongs to none."""
    found: list[Span] = []
    for block in _blocks(text, boilerplate):
        start = block.start
        for match in SENTENCE_END.finditer(text, block.start, block.end):
            if _ends_sentence(text, start, match):
                _add(found, text, Span(start, match.end()))
                start = match.end()
        _add(found, text, Span(start, block.end))
    return tuple(found)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if not OPENING.match(text, match.end()):
        return False
    before = text[max(start, match.start() - 8) : match.start() + 1]
    return not (match.group() == "." and ABBREVIATION.search(before))


def _blocks(text: str, boilerplate: Sequence[Span]) -> Iterator[Span]:
    """The stretches between line breaks and boilerplate."""
    cuts = sorted([m.span() for m in BLANK_LINE.finditer(text)] + [(b.start, b.end) for b in boilerplate])
    start = 0
    for cut_start, cut_end in cuts:
        if cut_start > start:
            yield Span(start, cut_start)
        start = max(start, cut_end)
    if start < len(text):
        yield Span(start, len(text))


def _add(found: list[Span], text: str, span: Span) -> None:
    inner = span.of(text)
    left, right = len(inner) - len(inner.lstrip("\ufeff \t\xa0\r\n")), len(inner.rstrip())
    if right > left:
        found.append(Span(span.start + left, span.start + right))
