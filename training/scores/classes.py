"""Macro-averaged F1 of a classification, as scikit-learn's `f1_score(average="macro")` has it.

The mean of the F1 of every class that occurs in the gold or the prediction; a class with neither right
predictions nor recall has 0. Source: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.f1_score.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from training.scores.tally import Tally


def scores(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, Tally]:
    """Tally every class that occurs; ValueError where the two differ in length."""
    correct = Counter(true for true, found in zip(gold, predicted, strict=True) if true == found)
    golds, founds = Counter(gold), Counter(predicted)
    return {name: Tally.of(correct[name], founds[name], golds[name]) for name in sorted({*golds, *founds})}


def macro(by_class: Mapping[str, Tally]) -> float:
    """Average the F1 of all classes, each with the same weight; 0 where there is none."""
    return sum(tally.f1 for tally in by_class.values()) / len(by_class) if by_class else 0.0
