"""Expected calibration error: how far stated probabilities are from the share that is right.

Source: Naeini et al. 2015 and, with these 15 bins, Guo et al. 2017, "On Calibration of Modern Neural
Networks", https://proceedings.mlr.press/v70/guo17a.html.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

BINS = 15
"""Bins of equal width over (0, 1], as in Guo et al.; a probability of 0 counts in the first."""


def expected_calibration_error(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> float:
    """Average |share right - mean probability| over bins, weighed by their size.

    `judged` are pairs of a stated probability and whether the prediction was right; 0 where there is none.

    >>> round(expected_calibration_error([(0.9, True), (0.9, False)]), 2)
    0.4
    """
    sizes, hits, sums = [0] * bins, [0] * bins, [0.0] * bins
    for probability, right in judged:
        place = min(bins - 1, max(0, ceil(probability * bins) - 1))
        sizes[place] += 1
        hits[place] += right
        sums[place] += probability
    gaps = sum(abs(hit - stated) for hit, stated in zip(hits, sums, strict=True))
    return gaps / sum(sizes) if sum(sizes) else 0.0
