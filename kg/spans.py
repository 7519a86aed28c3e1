"""Find what stands within a stretch of text, without looking at all the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from kg.model import Span

T = TypeVar("T")


class Ordered(Generic[T]):
    """Items in the order of the text, found by their span in logarithmic time."""

    def __init__(self, items: Iterable[T], span: Callable[[T], Span]) -> None:
        self._items, self._span = sorted(items, key=span), span
        self._starts = [span(item).start for item in self._items]

    def starting_in(self, stretch: Span) -> Sequence[T]:
        """Return the items that start within the stretch."""
        return self._items[self._at(stretch.start) : self._at(stretch.end)]

    def before(self, offset: int, count: int) -> Sequence[T]:
        """Return the last `count` items that start before the offset."""
        last = self._at(offset)
        return self._items[max(0, last - count) : last]

    def sharing(self, stretch: Span) -> list[T]:
        """Return the items that share a code point with the stretch, where none of all overlaps another."""
        near = (*self.before(stretch.start, 1), *self.starting_in(stretch))
        return [item for item in near if self._span(item).overlaps(stretch)]

    def _at(self, offset: int) -> int:
        return bisect_left(self._starts, offset)
