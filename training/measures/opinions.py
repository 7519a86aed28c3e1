"""Who blames or endorses whom: macro-F1 over the opinions between given pairs of mentions."""

from __future__ import annotations

from collections.abc import Sequence

from training.labels import OPINIONS
from training.measures.figures import Figures, Reader, calibration, f1s, percent, words_of
from training.sample import Sample
from training.scores.classes import macro, scores


def measure(reader: Reader, samples: Sequence[Sample]) -> Figures:
    """Measure macro-F1, the F1 of each class, and the calibration of the most probable class."""
    gold, found, sure = [], [], []
    for sample in samples:
        pairs = [(pair.first, pair.second) for pair in sample.pairs]
        for pair, chances in zip(
            sample.pairs, reader.opinion(words_of(sample, sentences=True), pairs), strict=True
        ):
            best = int(chances.argmax())
            gold.append(OPINIONS[pair.opinion])
            found.append(OPINIONS[best])
            sure.append((float(chances[best]), best == pair.opinion))
    by_class = scores(gold, found)
    return {"macro-F1": percent(macro(by_class)), **f1s(by_class), **calibration("opinions", sure)}
