"""An article in words, as the model takes it, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.annotate.neural.reading import Stretch, Words
from kg.annotate.neural.words import split
from kg.annotate.words import paragraphs
from kg.model import Article, Span


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an article, but for its boilerplate."""

    article: Article
    words: Words
    spans: Sequence[Span]
    """Where the words stand."""

    @classmethod
    def of(cls, article: Article) -> Text:
        """Split an article into words."""
        spans, starts = list[Span](), set[int]()
        for paragraph in paragraphs(article.text, article.boilerplate):
            if found := split(article.text, paragraph):
                starts.add(len(spans))
                spans += found
        forms = tuple(span.of(article.text) for span in spans)
        return cls(article, Words(forms, frozenset(starts)), spans)

    def span(self, stretch: Stretch) -> Span:
        """Return where a stretch of words stands."""
        return self.over(stretch.start, stretch.end)

    def over(self, start: int, end: int) -> Span:
        """Return where the words from one to another, exclusive, stand."""
        return Span(self.spans[start].start, self.spans[end - 1].end)
