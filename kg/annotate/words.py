"""Words and sentences of a text, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.spelling import POSSESSIVE

WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|\w+(?:[-‐‑’'`]\w+| -(?:led|backed)\b)*")
APOSTROPHES = frozenset("’'`")
BREAK = re.compile(r"(?:\r\n?|\n)(?:[^\S\n]*\n)*")
SENTENCE_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|$)")
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Adm|Gov|Sen|Rep|Prof|St|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|approx|Inc|Ltd|Co)|(?:[A-Z]\.)+[A-Z])\.$"
)
WRAPPED_LINE = range(50, 110)
"""Code points of a line in a text that was wrapped by an editor or a mail program."""
LONGEST = 1500
"""Code points: longer stretches without a sentence end are cut, which bounds the cost of every rule."""
OPENING = re.compile(r"\s+[\"“‘«(\[]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word with its span; `possessive` tells whether a possessive ending followed."""

    text: str
    span: Span
    possessive: bool = False


def words(text: str, span: Span | None = None) -> list[Word]:
    """Split a text, or a stretch of it, into words; punctuation is what lies between them."""
    found = []
    for match in WORD.finditer(text, *((span.start, span.end) if span else ())):
        start, end = match.span()
        word, behind = match.group(), text[end : end + 2]
        bare = POSSESSIVE.sub("", word) if end - start > 2 and word[-2] in APOSTROPHES else word
        own = len(bare) < end - start or (behind[:1] in APOSTROPHES and POSSESSIVE.match(behind) is not None)
        found.append(Word(bare, Span(start, start + len(bare)), own))
    return found


def sentences(text: str, boilerplate: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Split a text into sentences, by line and by closing punctuation; boilerplate belongs to none."""
    found: list[Span] = []
    for block in paragraphs(text, boilerplate):
        start = block.start
        for match in SENTENCE_END.finditer(text, block.start, block.end):
            if _ends_sentence(text, start, match):
                found += bounded(text, Span(start, match.end()))
                start = match.end()
        found += bounded(text, Span(start, block.end))
    return tuple(found)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether what follows may start a sentence, and the full stop belongs to no abbreviation."""
    opening = OPENING.match(text, match.end())
    following = text[opening.end() : opening.end() + 1] if opening else text[match.end() : match.end() + 1]
    if following and (opening is None or following.islower()):
        return False
    before = text[max(start, match.start() - 8) : match.start() + 1]
    return not (match.group() == "." and ABBREVIATION.search(before))


def paragraphs(text: str, boilerplate: Sequence[Span] = ()) -> Iterator[Span]:
    """Yield the stretches between line breaks and boilerplate; a hard-wrapped paragraph is one."""
    breaks = [m.span() for m in BREAK.finditer(text)]
    if _is_wrapped(text, breaks):
        breaks = [b for n, b in enumerate(breaks) if not _wraps(text, breaks[n - 1][1] if n else 0, b)]
    start = 0
    for cut_start, cut_end in sorted([*breaks, *((b.start, b.end) for b in boilerplate)]):
        if cut_start > start:
            yield Span(start, cut_start)
        start = max(start, cut_end)
    if start < len(text):
        yield Span(start, len(text))


def _wraps(text: str, line_start: int, line_break: tuple[int, int]) -> bool:
    """Tell whether a single break ends a line long enough to have been wrapped."""
    single = len(text[slice(*line_break)].replace("\r\n", "\n")) == 1
    return single and WRAPPED_LINE.start <= line_break[0] - line_start < WRAPPED_LINE.stop


def _is_wrapped(text: str, breaks: Sequence[tuple[int, int]]) -> bool:
    """Tell whether most lines of that length break off within a sentence."""
    ends = [b[0] for n, b in enumerate(breaks) if _wraps(text, breaks[n - 1][1] if n else 0, b)]
    open_ended = sum(text[end - 1].isalnum() or text[end - 1] == "," for end in ends)
    return open_ended > 2 and open_ended > len(ends) / 2


def bounded(text: str, span: Span) -> Iterator[Span]:
    """Yield the stretch without the space around it, cut where it is too long for a sentence."""
    while span.end - span.start > LONGEST:
        cut = text.rfind(" ", span.start + 1, span.start + LONGEST)
        cut = cut if cut > 0 else span.start + LONGEST
        yield from bounded(text, Span(span.start, cut))
        span = Span(cut, span.end)
    inner = span.of(text)
    left, right = len(inner) - len(inner.lstrip("\ufeff \t\xa0\r\n")), len(inner.rstrip())
    if right > left:
        yield Span(span.start + left, span.start + right)
