"""The lexical annotator: word lists and surface patterns; small, quick, and in need of no model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.annotate.attribution import attributions
from kg.annotate.dates import dates
from kg.annotate.entities import entities
from kg.annotate.line import Line
from kg.annotate.numbers import numbers
from kg.annotate.quotes import quotations
from kg.annotate.words import sentences, words
from kg.model import Article, Attribution, Doc, Entity, Gazetteer, Span
from kg.spans import Ordered


class Lexical:
    """Reads articles one by one."""

    name = "lexical"
    digest = ""
    folder = None

    def __call__(self, articles: Sequence[Article], gazetteer: Gazetteer) -> Iterator[Doc]:
        """Read the articles, in order."""
        return (annotate(article, gazetteer) for article in articles)


def annotate(article: Article, gazetteer: Gazetteer) -> Doc:
    """Read an article; what lies in its boilerplate is left out."""
    lines = Lines(article, sentences(article.text, article.boilerplate))
    named = lines.entities(gazetteer)
    return lines.doc(named, lines.attributions(named))


class Lines:
    """The sentences of an article, and what word lists and patterns tell of them."""

    def __init__(self, article: Article, spans: Sequence[Span]) -> None:
        """Take the sentences that have a word."""
        self._article, self._text = article, article.text
        self._lines = [(span, found) for span in spans if (found := words(self._text, span))]
        self._quotations = quotations(self._text)

    def entities(self, gazetteer: Gazetteer, others: Iterable[Entity] = ()) -> tuple[Entity, ...]:
        """Find names and role nouns; `others` are names that something else has found."""
        return entities(self._text, [found for _, found in self._lines], gazetteer, others)

    def attributions(self, named: Sequence[Entity]) -> tuple[Attribution, ...]:
        """Find who says what."""
        by_place = Ordered(named, lambda entity: entity.span)
        around = Ordered(self._quotations, lambda quotation: quotation)
        found: list[Attribution] = []
        for span, line in self._lines:
            marks = around.sharing(span)
            found += attributions(Line(self._text, span, line, by_place.starting_in(span), marks))
        return tuple(found)

    def doc(self, named: tuple[Entity, ...], said: tuple[Attribution, ...]) -> Doc:
        """Put the Doc together, with the numbers, dates and quotations."""
        published = self._article.date.value if self._article.date else None
        spans = tuple(span for span, _ in self._lines)
        days = [day for span in spans for day in dates(self._text, span, published)]
        return Doc(
            article=self._article,
            sentences=spans,
            quotations=self._quotations,
            entities=named,
            numbers=tuple(number for span in spans for number in numbers(self._text, span)),
            dates=tuple(sorted(days, key=lambda day: day.span)),
            attributions=said,
        )
