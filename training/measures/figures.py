"""The shape of every measurement: names with figures, and what reads the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from kg.annotate.neural import Reading, Words
from training.sample import Sample
from training.scores.calibration import expected_calibration_error
from training.scores.tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Figures = dict[str, float]
"""Names and figures, in per cent unless a name says otherwise, in the order in which they are printed."""


class Reader(Protocol):
    """What is measured: `kg.annotate.neural.Model`, or a double in tests."""

    def read(self, texts: Sequence[Words]) -> list[Reading]:
        """Read texts, each on its own."""

    def opinion(
        self, text: Words, pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    ) -> NDArray[np.float32]:
        """Give the probabilities [pairs, 5] of the opinions between pairs of mentions (runs of words)."""


def words_of(sample: Sample, *, sentences: bool) -> Words:
    """Take the words of a sample, with its sentences or without."""
    return Words(sample.words, sample.paragraphs, sample.sentences if sentences else None)


def percent(share: float) -> float:
    """Turn a share of 1 into per cent, to two digits as the papers print them."""
    return round(100 * share, 2)


def f1s(tallies: Mapping[str, Tally], suffix: str = " F1") -> Figures:
    """Take the F1 of each tally."""
    return {f"{name}{suffix}": percent(tally.f1) for name, tally in tallies.items()}


def calibration(name: str, judged: Iterable[tuple[float, bool]]) -> Figures:
    """Take the expected calibration error of what was predicted with a probability."""
    return {f"{name} ECE": percent(expected_calibration_error(judged))}


def merged(many: Iterable[Mapping[str, Tally]], names: Sequence[str] = ()) -> dict[str, Tally]:
    """Add up the tallies of texts name by name; `names` come first and are there in any case."""
    sums = {name: Tally() for name in names}
    for tallies in many:
        for name, tally in tallies.items():
            sums[name] = sums.get(name, Tally()) + tally
    return sums
