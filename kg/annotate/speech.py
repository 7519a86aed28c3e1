"""Who says what, by the model and by the word lists: what each knows better is taken from it.

Measured on gold/train: where a word list knows the cue, patterns find source and content more as the rules of
extraction want them; the model knows cues that no list holds, and sources that no pattern reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotate.attribution import without_lead_in
from kg.annotate.cues import ACCORDING, PHRASES
from kg.annotate.lexicon import lexicon
from kg.annotate.neural.reading import Quoted, Stretch
from kg.annotate.text import Text
from kg.model import Attribution, Span
from kg.spans import Ordered

LONGEST_PHRASE = len("released the following statement")
"""Code points that a phrase may go on beyond what the model takes for the cue."""


def joined(listed: Sequence[Attribution], read: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Join the attributions found by word lists with those that the model read, sorted by cue."""
    by_cue = Ordered(read, lambda one: one.cue)
    kept = [_with_source(one, by_cue) for one in listed]
    taken = Ordered(listed, lambda one: one.cue)
    new = (one for one in read if not taken.sharing(one.cue))
    return tuple(sorted((*kept, *new), key=lambda one: (one.cue, one.content)))


def _with_source(one: Attribution, read: Ordered[Attribution]) -> Attribution:
    """Take the model's source where the patterns see none."""
    if one.source is None:
        for other in read.sharing(one.cue):
            if other.source:
                return replace(one, source=other.source)
    return one


def attributions(text: Text, found: Sequence[Quoted], sentences: Sequence[Span]) -> Iterator[Attribution]:
    """Bring what the model read into the form that extraction knows: cue and content in one sentence."""
    by_place = Ordered(sentences, lambda sentence: sentence)
    for one in found:
        if not one.cues:
            continue
        cue = _narrowed(text, one.cues[0])
        (sentence,) = by_place.before(cue.start + 1, 1)
        parts = (_shared(text.span(content), sentence) for content in one.contents)
        content = max(parts, key=lambda part: part.end - part.start, default=Span(0, 0))
        content = without_lead_in(text.article.text, content)
        if content.end > content.start:
            yield Attribution(cue, content, text.span(one.sources[0]) if one.sources else None)


def _narrowed(text: Text, stretch: Stretch) -> Span:
    """Take of "has repeatedly denied on Monday" the words that a list knows, or else all."""
    article, cue = text.article.text, text.span(stretch)
    for pattern in (ACCORDING, PHRASES):
        match = pattern.search(article, cue.start, cue.end + LONGEST_PHRASE)
        if match and match.start() < cue.end:
            return Span(*match.span())
    words = text.spans[stretch.start : stretch.end]
    return next((word for word in words if word.of(article).lower() in lexicon().cues), cue)


def _shared(part: Span, sentence: Span) -> Span:
    start, end = max(part.start, sentence.start), min(part.end, sentence.end)
    return Span(start, max(start, end))
