"""A Doc whose parts are found by place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.referents import Referents
from kg.model import Attribution, Date, Doc, Entity, Number, Span
from kg.spans import Ordered


class Reading:
    """What was annotated in an article, looked up by stretch of text."""

    def __init__(self, doc: Doc) -> None:
        self.article, self.text, self.sentences = doc.article, doc.article.text, doc.sentences
        self.all_entities = doc.entities
        self._entities = Ordered(doc.entities, lambda e: e.span)
        self._starts = [sentence.start for sentence in doc.sentences]
        self._numbers = Ordered(doc.numbers, lambda n: n.span)
        self._dates = Ordered(doc.dates, lambda d: d.span)
        self._cues = Ordered(doc.attributions, lambda a: a.cue)
        self._quotations = Ordered(doc.quotations, lambda q: q)
        self._tokens = Ordered(doc.tokens, lambda token: token.span)
        self.referents = Referents(doc, self._entities)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that an offset stands in, or of the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentences_of(self, stretch: Span) -> range:
        """The numbers of the sentences that a stretch reaches over."""
        return range(
            self.sentence_at(stretch.start), self.sentence_at(max(stretch.start, stretch.end - 1)) + 1
        )

    def entities(self, stretch: Span) -> list[Entity]:
        """The entities that lie within a stretch."""
        return [e for e in self._entities.starting_in(stretch) if e.span.end <= stretch.end]

    def outer_entities(self, stretch: Span) -> list[Entity]:
        """The entities within a stretch that lie in no other of them."""
        inside = self.entities(stretch)
        return [e for e in inside if not any(o.span != e.span and o.span.holds(e.span) for o in inside)]

    def numbers(self, stretch: Span) -> Sequence[Number]:
        """The counts within a stretch."""
        return self._numbers.starting_in(stretch)

    def dates(self, stretch: Span) -> Sequence[Date]:
        """The dates within a stretch."""
        return self._dates.starting_in(stretch)

    def attributions(self, stretch: Span) -> Sequence[Attribution]:
        """The attributions whose cue starts within a stretch."""
        return self._cues.starting_in(stretch)

    def quotation(self, stretch: Span) -> Span | None:
        """The first quotation that shares a code point with a stretch."""
        return next(iter(self._quotations.sharing(stretch)), None)

    def is_nominal(self, stretch: Span) -> bool:
        """Tell whether a stretch holds a noun that is no name, where parts of speech are known."""
        return any(token.tag == "NOUN" for token in self._tokens.starting_in(stretch))

    def is_name(self, stretch: Span) -> bool:
        """Tell whether a stretch begins with a name."""
        return any(token.tag == "PROPN" for token in self._tokens.starting_in(stretch)[:1])

    def quoted(self, stretch: Span) -> float:
        """Share of a stretch that stands in quotation marks, 0 to 1."""
        near = self._quotations.sharing(stretch)
        covered = sum(min(q.end, stretch.end) - max(q.start, stretch.start) for q in near)
        return covered / max(1, stretch.end - stretch.start)
