"""Trees against the enumeration of all trees."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from kg.annotate.neural import trees
from kg.annotate.neural.trees import heads, single_rooted


def is_tree(found: tuple[int, ...]) -> bool:
    """Tell whether heads (-1 the root) have one root that all lead to."""
    onward = list(range(len(found)))
    for _ in found:
        onward = [found[word] if word >= 0 else word for word in onward]
    return max(onward) < 0 and found.count(-1) == 1


def best(scores: np.ndarray) -> float:
    words = range(len(scores))
    return max(
        sum(scores[word, head + 1] for word, head in enumerate(found))
        for found in product(range(-1, len(scores)), repeat=len(scores))
        if is_tree(found) and all(found[word] != word for word in words)
    )


def total(scores: np.ndarray, found: np.ndarray) -> float:
    return float(sum(scores[word, head + 1] for word, head in enumerate(found)))


@pytest.mark.parametrize("seed", range(40))
def test_the_tree_is_the_best_of_all_with_one_root(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(1 + seed % 5, 2 + seed % 5)) * random.choice([1, 10])
    scores[:, 0] += random.choice([-5, 0, 5])
    scores = np.round(scores) if seed % 3 == 0 else scores
    found = single_rooted(scores)
    assert is_tree(tuple(found.tolist()))
    assert total(scores, found) == pytest.approx(best(scores))


@pytest.mark.parametrize("bounds", [[0, 40], [0, 1, 2, 9, 40], [*range(0, 41, 5)], [*range(41)]])
def test_each_sentence_of_a_window_is_a_tree_of_its_own(bounds: list[int]) -> None:
    arcs = np.random.default_rng(len(bounds)).normal(scale=3, size=(40, 41)).astype(np.float32)
    found = heads(arcs, np.repeat(np.arange(len(bounds) - 1), np.diff(bounds)))
    for start, end in pairwise(bounds):
        inner = np.where(found[start:end] < 0, -1, found[start:end] - start)
        assert is_tree(tuple(inner.tolist()))
        scores = np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], 1)
        assert total(scores, inner) == pytest.approx(total(scores, single_rooted(scores.astype(float))))


def test_trees_that_the_best_heads_make_are_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    arcs = np.zeros((3, 4), np.float32)
    arcs[[0, 1, 2], [2, 0, 2]] = 9.0
    monkeypatch.setattr(trees, "single_rooted", None)
    assert heads(arcs, np.zeros(3, int)).tolist() == [1, -1, 1]


def test_a_long_sentence_of_cycles_becomes_a_tree() -> None:
    scores = np.random.default_rng(5).normal(size=(250, 251))
    scores[:, 0] = -40.0
    assert is_tree(tuple(single_rooted(scores).tolist()))


def test_relations_join_the_two_sides() -> None:
    child = np.array([[1.0, 0.0], [0.0, 2.0]])
    parent = np.array([[0.0, 0.0], [1.0, 1.0], [5.0, 5.0]])
    scores = trees.relations(child, parent, np.array([-1, 0]), np.array([[1.0, 0.0]]), np.array([0.5]))
    gelu = 1 / (1 + np.exp(-1.702))
    assert scores[:, 0].tolist() == pytest.approx([gelu + 0.5, gelu + 0.5])
