"""Trees against the enumeration of all trees."""

from __future__ import annotations

from itertools import product

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


def test_each_sentence_of_a_batch_is_a_tree_of_its_own() -> None:
    random = np.random.default_rng(0)
    arcs = random.normal(scale=3, size=(3, 40, 41)).astype(np.float32)
    sentences = np.repeat(np.arange(8), 5)[None].repeat(3, 0)
    sentences[1, 12:], sentences[2] = -1, 0
    found = heads(arcs, sentences)
    for window, start, end in [(0, 0, 5), (0, 35, 40), (1, 0, 5), (1, 10, 12), (2, 0, 40)]:
        inside = found[window, start:end]
        inner = np.where(inside < 0, -1, inside - start)
        assert is_tree(tuple(inner.tolist()))
        scores = np.concatenate(
            [arcs[window, start:end, :1], arcs[window, start:end, start + 1 : end + 1]], 1
        )
        assert total(scores, inner) == pytest.approx(
            total(scores, single_rooted(scores.astype(float))), rel=1e-5
        )


def test_trees_that_the_best_heads_make_are_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    arcs = np.zeros((1, 3, 4), np.float32)
    arcs[0, [0, 1, 2], [2, 0, 2]] = 9.0
    monkeypatch.setattr(trees, "single_rooted", None)
    assert heads(arcs, np.zeros((1, 3), int)).tolist() == [[1, -1, 1]]


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
