"""Cross-validation: each article is judged by heads that were fitted on other articles."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

import torch
from sklearn.isotonic import IsotonicRegression

from kg.extract.learned.heads import SORTS, Assessment, Heads
from training.claims.examples import Example
from training.claims.fit import Plan, completed, fit
from training.claims.measure import Judged, right
from training.claims.thresholds import FIRST

FOLDS = 5
SHUFFLED_BY = 13
Steps = tuple[list[float], list[float]]
"""Scores, and the shares that were right."""
AS_IT_IS: dict[str, Steps] = dict.fromkeys(SORTS, ([0.0, 1.0], [0.0, 1.0]))
"""Calibrations that change nothing."""


def folds(count: int) -> list[list[int]]:
    """Part `count` articles into FOLDS, always the same way."""
    order = list(range(count))
    random.Random(SHUFFLED_BY).shuffle(order)  # noqa: S311 - nothing secret
    return [order[start::FOLDS] for start in range(FOLDS)]


def cross_fitted(
    examples: Sequence[Example], more: Sequence[Example], plan: Plan, share: float = 1.0
) -> list[Assessment]:
    """Judge each article by heads fitted on a share of the other folds, and on that share of `more`."""
    further = more[: round(len(more) * share)]
    works = []
    for fold in folds(len(examples)):
        others = [one for other in folds(len(examples)) for one in other if one not in fold]
        learnt = [examples[one] for one in others[: round(len(others) * share)]]
        works.append(([*learnt, *further], [examples[one] for one in fold], plan))
    with ProcessPoolExecutor(plan.processes, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        found = list(pool.map(_fold, works))
    by_number = {
        number: assessment
        for fold, assessments in zip(folds(len(examples)), found, strict=True)
        for number, assessment in zip(fold, assessments, strict=True)
    }
    return [by_number[number] for number in range(len(examples))]


def _fold(work: tuple[Sequence[Example], Sequence[Example], Plan]) -> list[Assessment]:
    """Fit on some articles, and judge others."""
    learnt, asked, plan = work
    heads = Heads.of(completed(fit(learnt, plan), FIRST, AS_IT_IS))
    return [assess(heads, one) for one in asked]


def assess(heads: Heads, one: Example) -> Assessment:
    """Judge an annotated article."""
    return heads.assess(one.vectors, one.candidates, one.clues, one.sentences)


def calibration(scores: Sequence[float], right: Sequence[bool]) -> Steps:
    """Fit rising steps from scores to the share that was right (isotonic regression).

    One right and one wrong claim added at either end keep it from promising certainty.
    """
    known, shares = [*scores, 0.0, 0.0, 1.0, 1.0], [*map(float, right), 0.0, 1.0, 0.0, 1.0]
    model = IsotonicRegression().fit(known, shares)
    return model.X_thresholds_.tolist(), model.y_thresholds_.tolist()


def calibrated(articles: Sequence[Judged], least: Mapping[str, float]) -> dict[str, Steps]:
    """Fit the steps of each sort of claim by the annotated articles."""
    claims = [(one, claim) for one in articles for claim in one.claims(least)]
    found = {}
    for sort in SORTS:
        same = [
            (claim.score, right(claim, one.example.gold["claims"]))
            for one, claim in claims
            if claim.sort == sort
        ]
        found[sort] = calibration([score for score, _ in same], [good for _, good in same])
    return found
