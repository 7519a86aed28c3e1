"""Annotate: an article becomes a Doc of sentences, quotations, names, numbers, dates and attributions.

This first reader is lexical: word lists and surface patterns. Whatever reads better fills the same Doc.
"""

from __future__ import annotations

from kg.annotate.attribution import attributions
from kg.annotate.dates import dates
from kg.annotate.entities import entities
from kg.annotate.line import Line
from kg.annotate.numbers import numbers
from kg.annotate.quotes import quotations
from kg.annotate.words import Word, sentences, words
from kg.model import Article, Attribution, Doc, Entity, Gazetteer, Span
from kg.spans import Ordered

READER = "lexical"


def annotate(article: Article, gazetteer: Gazetteer) -> Doc:
    """Read an article; what lies in its boilerplate is left out."""
    text = article.text
    lines = [(span, found) for span in sentences(text, article.boilerplate) if (found := words(text, span))]
    spans = [span for span, _ in lines]
    quoted = quotations(text)
    named = entities(text, [found for _, found in lines], gazetteer)
    published = article.date.value if article.date else None
    days = [day for span in spans for day in dates(text, span, published)]
    return Doc(
        article=article,
        sentences=tuple(spans),
        quotations=quoted,
        entities=named,
        numbers=tuple(number for span in spans for number in numbers(text, span)),
        dates=tuple(sorted(days, key=lambda day: day.span)),
        attributions=_attributions(text, lines, named, quoted),
    )


def _attributions(
    text: str, lines: list[tuple[Span, list[Word]]], named: tuple[Entity, ...], quoted: tuple[Span, ...]
) -> tuple[Attribution, ...]:
    by_place = Ordered(named, lambda entity: entity.span)
    around = Ordered(quoted, lambda quotation: quotation)
    found: list[Attribution] = []
    for span, line_words in lines:
        marks = [q for q in (*around.before(span.start, 1), *around.starting_in(span)) if q.overlaps(span)]
        found += attributions(Line(text, span, line_words, by_place.starting_in(span), marks))
    return tuple(found)
