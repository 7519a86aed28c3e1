"""One sentence with what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.annotate.words import Word
from kg.model import Entity, Span


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence; `text` is the whole article's, and offsets are into it."""

    text: str
    span: Span
    words: Sequence[Word]
    entities: Sequence[Entity]
    quotations: Sequence[Span]

    def quoted(self, offset: int) -> bool:
        """Tell whether the offset lies inside quotation marks."""
        return any(q.start < offset < q.end for q in self.quotations)

    def before(self, offset: int) -> str:
        """The sentence up to the offset."""
        return self.text[self.span.start : offset]

    def after(self, offset: int) -> str:
        """The sentence from the offset on."""
        return self.text[offset : self.span.end]
