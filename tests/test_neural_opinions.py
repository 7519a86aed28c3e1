"""Opinions against the formula, one pair at a time."""

from __future__ import annotations

import numpy as np
import pytest

from kg.annotate.neural.opinions import HEADS, Judge

WIDTH = 8


def by_formula(judge: Judge, told: np.ndarray, ends: list[int]) -> np.ndarray:
    holder, target, keys, values = (told[:, part * WIDTH : (part + 1) * WIDTH] for part in range(4))
    pair = holder[ends[:2]].mean(0) + target[ends[2:]].mean(0)
    context = []
    for part in (slice(n * WIDTH // HEADS, (n + 1) * WIDTH // HEADS) for n in range(HEADS)):
        powers = np.exp(keys[:, part] @ pair[part] / np.sqrt(WIDTH / HEADS))
        context.append(powers / powers.sum() @ values[:, part])
    inner = np.concatenate([pair, *context]) @ judge.inner + judge.inner_bias
    powers = np.exp(inner / (1 + np.exp(-1.702 * inner)) @ judge.outer + judge.outer_bias)
    return powers / powers.sum()


def test_all_pairs_at_once_are_judged_like_each() -> None:
    random = np.random.default_rng(0)
    judge = Judge(*(random.normal(size=size) for size in ((2 * WIDTH, WIDTH), WIDTH, (WIDTH, 5), 5)))
    told, ends = random.normal(size=(6, 4 * WIDTH)), np.array([[0, 1, 3, 3], [2, 2, 4, 5], [0, 0, 1, 2]])
    chances = judge.judge(told, ends)
    assert chances.shape == (3, 5)
    for row, pair in zip(chances, ends.tolist(), strict=True):
        assert row == pytest.approx(by_formula(judge, told, pair))
