"""The random field against the enumeration of all label sequences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest

from kg.annotate.neural.viterbi import Chain
from kg.arrays import softmax

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
Path = tuple[int, ...]


def chain(random: np.random.Generator) -> Chain:
    return Chain.of(LABELS, random.normal(size=5), random.normal(size=(5, 5)))


def paths(field: Chain, emissions: np.ndarray) -> tuple[list[Path], np.ndarray]:
    """All sequences of labels with their probabilities."""
    every = list(product(range(5), repeat=len(emissions)))
    scores = [
        field.initial[path[0]]
        + sum(field.transitions[pair] for pair in pairwise(path))
        + sum(emissions[place, label] for place, label in enumerate(path))
        for path in every
    ]
    return every, softmax(np.array(scores))


def spans(path: Path) -> Iterator[tuple[int, int, str]]:
    for start, label in enumerate(path):
        if LABELS[label][0] == "B":
            end = start + 1
            while end < len(path) and path[end] == label + 1:
                end += 1
            yield start, end, LABELS[label][2:]


@pytest.mark.parametrize("seed", range(8))
def test_spans_and_probabilities_are_those_of_the_best_of_all_sequences(seed: int) -> None:
    random = np.random.default_rng(seed)
    field = chain(random)
    tables = [random.normal(scale=2, size=(length, 5)) for length in (5, 1, 3, 4)]
    for table, found in zip(tables, field.read(tables, [0, 0, 0, 0]), strict=True):
        every, chances = paths(field, table)
        best = every[int(chances.argmax())]
        assert [(one.span.start, one.span.end, one.span.label) for one in found] == list(spans(best))
        for one in found:
            span = (one.span.start, one.span.end, one.span.label)
            exact = sum(chance for path, chance in zip(every, chances, strict=True) if span in spans(path))
            kind = [
                sum(
                    chance
                    for path, chance in zip(every, chances, strict=True)
                    if LABELS[path[at]][2:] == span[2]
                )
                for at in range(span[0], span[1])
            ]
            assert one.span.score == pytest.approx(exact)
            assert one.words == pytest.approx(np.mean(kind))


def test_the_inside_of_a_span_follows_its_own_kind_alone() -> None:
    field = Chain.of(LABELS, np.zeros(5), np.zeros((5, 5)))
    sure = np.full((1, 3, 5), -50.0)
    sure[0, [0, 1, 2], [2, 1, 4]] = 50.0
    path = field.best(sure.transpose(1, 0, 2), np.array([3]))
    assert path[0, 0] != 2
    assert path[2, 0] != 4 or path[1, 0] in {3, 4}


def test_sure_spans_are_certain_and_unsure_ones_are_not() -> None:
    field = Chain.of(LABELS, np.zeros(5), np.zeros((5, 5)))
    emissions = np.zeros((4, 5))
    emissions[[0, 1, 2, 3], [0, 1, 2, 0]] = 30.0
    [[sure]] = field.read([emissions], [70])
    assert (sure.span.start, sure.span.end, sure.span.label) == (71, 73, "PER")
    assert sure.span.score == pytest.approx(1.0)
    [[unsure]] = field.read([emissions / 15], [0])
    assert 0.2 < unsure.span.score < unsure.words < 0.9


def test_long_windows_do_not_underflow() -> None:
    field = chain(np.random.default_rng(3))
    emissions = np.random.default_rng(4).normal(scale=40, size=(250, 5)).astype(np.float32)
    found = field.read([emissions, emissions[:17]], [0, 0])
    assert found[0] and found[1]
    assert all(0 <= one.span.score <= 1 and 0 <= one.words <= 1 for row in found for one in row)
    assert max(one.span.end for one in found[1]) <= 17
