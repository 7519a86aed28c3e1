"""Page furniture in a text: menus, adverts, share bars, related strips, comment forms, credits.

Line by line, and careful: what reads as prose is only dropped below a comment form or a strip of links, and
where a text has lost its line breaks, only what proves itself to be a page's tail.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from kg.model import Span
from kg.read import clutter_rules as rules
from kg.read.dates import DAY

_HEAD_LINES = 15  # a page's head block is within these
_MENU_LINE_WORDS = 4  # words of a line that is taken for a menu's only because its neighbours are
_DATE_LINE_WORDS = 6
_TEASER_WORDS = 25
_MAX_LINE = 600  # characters of the longest line that a rule is meant for
_TEASERS = 8  # lines of links below the head of a strip
_PROSE_CHARACTERS = 60
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*$")
_GLUED_TAILS = 20  # candidates tried
_STOPS = re.compile(r"[.!?][\"”’)]*\s")
_CHARACTERS_PER_STOP = (
    200  # news prose ends a sentence every 100 to 200 characters, lists of links more rarely
)


def furniture(text: str) -> tuple[Span, ...]:
    """Return the spans of a text that are no part of the article, sorted and disjoint."""
    lines = [Span(*found.span()) for found in re.finditer(r"[^\s\ufeff][^\n]*", text)]
    lines = [Span(line.start, line.start + len(line.of(text).rstrip())) for line in lines]
    end = _tail(lines, text)
    body = [line for line in lines if line.start < end]
    spans = [
        Span(end, len(text)),
        *_head(body, text),
        *(line for line in body if _is(rules.LINE, line.of(text))),
        *_strips(body, text),
        *_glued(body, text),
        *(Span(*found.span()) for found in rules.TOKEN.finditer(text)),
    ]
    return merged(spans, text)


def merged(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return spans sorted and disjoint; those with only white space between them become one."""
    result: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if result and not text[result[-1].end : span.start].strip():
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def _is(rule: re.Pattern[str], words: str) -> bool:
    """Tell whether a rule covers a line; none is meant for long ones."""
    return len(words) <= _MAX_LINE and bool(rule.fullmatch(words))


def _is_prose(line: str) -> bool:
    return len(line) >= _PROSE_CHARACTERS and bool(_SENTENCE_END.search(line))


def _tail(lines: Sequence[Span], text: str) -> int:
    """Return where the page's tail begins: at a marker with more prose above than below it."""
    prose = [len(line.of(text)) if _is_prose(line.of(text)) else 0 for line in lines]
    above, below = 0, sum(prose)
    for line, length in zip(lines, prose, strict=True):
        words = line.of(text)
        ends = _is(rules.TAIL, words) and above > below
        strips = _is(rules.STRIP, words) and above > 4 * below
        if above and (ends or strips):
            return line.start
        above, below = above + length, below - length
    return len(text)


def _head(lines: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the menus above the first paragraph, with what stands among them."""
    yield from _page_dates(lines[:_HEAD_LINES], text)
    block: list[Span] = []
    for line in lines[:_HEAD_LINES]:
        words = line.of(text)
        if _is_prose(words):
            break
        if crumbs := rules.GLUED_BREADCRUMB.match(words) or rules.BREADCRUMB.match(words):
            yield Span(line.start, line.start + crumbs.end())
        if block and "\n\n" in text[block[-1].end : line.start].replace("\r", ""):
            yield from _menu(block, text)
            block = []
        block.append(line)
    yield from _menu(block, text)


def _page_dates(lines: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the dates above the headline in the company of a menu: the day the page was fetched."""
    dates, menu = [], False
    for line in lines:
        words = line.of(text)
        if re.search(DAY, words) and len(words.split()) <= _DATE_LINE_WORDS:
            dates.append(line)
        elif _is_menu(words):
            menu = True
        elif len(words.split()) > _MENU_LINE_WORDS:
            break
    yield from dates if menu else ()


def _is_menu(words: str) -> bool:
    return any(_is(rule, words) for rule in (rules.MENU, rules.WEATHER, rules.BREADCRUMB))


def _menu(block: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the lines of a block that are of a menu; the short ones beside a menu's are too."""
    sure = [line for line in block if _is_menu(line.of(text))]
    for line in block if sure else ():
        words = line.of(text)
        if line in sure or (len(words.split()) <= _MENU_LINE_WORDS and not _SENTENCE_END.search(words)):
            yield line


def _strips(lines: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the heads of strips of links with the links below them, up to the next prose."""
    teasers = 0
    for line in lines:
        words = line.of(text)
        if _is(rules.STRIP, words) or _is(rules.TAIL, words):
            teasers = _TEASERS
            yield line
        elif teasers and not _SENTENCE_END.search(words) and len(words.split()) <= _TEASER_WORDS:
            teasers -= 1
            yield line
        else:
            teasers = 0


def _glued(lines: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the tail that the last long line may have run together with."""
    if not lines or not _is_long(lines[-1]):
        return
    last = lines[-1]
    tails = rules.GLUED_TAIL.finditer(text, last.start + (last.end - last.start) // 4, last.end)
    for found in itertools.islice(tails, _GLUED_TAILS):
        rest = text[found.start() : last.end]
        stops = len(_STOPS.findall(rest))
        if rules.GLUED_TAIL_PROOF.search(rest) and stops <= 2 + len(rest) / _CHARACTERS_PER_STOP:
            yield Span(found.start(), last.end)
            return
    if words := rules.LAST_WORDS.search(text, last.start, last.end):
        yield Span(words.start(), last.end)


def _is_long(line: Span) -> bool:
    return line.end - line.start >= _PROSE_CHARACTERS
