"""What every scorer counts: how much of the prediction is right, how much of the gold is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums of one measurement; precision, recall and F1 are shares of 1, and 0 where there is nothing.

    >>> Tally.of(correct=1, predicted=2, gold=4) + Tally.of(correct=1, predicted=2, gold=0)
    Tally(right=2, predicted=4, found=2, gold=4)
    """

    right: float = 0
    """Credit for the predicted items."""
    predicted: float = 0
    found: float = 0
    """Credit for the gold items; not the same as `right` where the two sides are weighed apart (B-cubed)."""
    gold: float = 0

    @classmethod
    def of(cls, correct: float, predicted: float, gold: float) -> Tally:
        """Tally items that are right on both sides at once."""
        return cls(correct, predicted, correct, gold)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that are found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up the tallies of many texts."""
    return sum(tallies, Tally())
