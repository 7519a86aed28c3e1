"""Chains of mentions whose vectors are chosen by hand, and against one mention at a time."""

from __future__ import annotations

import numpy as np
import pytest

from kg.annotate.neural.coreference import REACH, Coreference, Mentions

NOTHING = Coreference(np.zeros(10), np.zeros(2), np.zeros(6), np.zeros(1))


def groups(chains: list[list[tuple[int, float]]]) -> list[list[int]]:
    return [[index for index, _ in chain] for chain in chains]


def test_mentions_of_like_vectors_are_the_same() -> None:
    one, two = [3.0, -3.0], [-3.0, 3.0]
    refer = np.array([[*v, *v] for v in (one, two, one, two, one)])
    found = NOTHING.chains(Mentions(refer, list("abcde"), np.arange(5)))
    assert groups(found) == [[0, 2, 4], [1, 3]]
    assert found[0][0][1] == 1.0
    assert found[1][0][1] == pytest.approx(1 / (1 + np.exp(-18 / np.sqrt(2))))


def test_words_distances_and_sentences_count() -> None:
    blank = np.zeros((3, 4))
    same = Coreference(np.zeros(10), np.array([-1.0, 1.0]), np.zeros(6), np.zeros(1))
    assert groups(same.chains(Mentions(blank, ["Army", "he", "army"], np.zeros(3, int)))) == [[0, 2], [1]]
    near = Coreference(np.array([1.0, *[-1.0] * 9]), np.zeros(2), np.zeros(6), np.zeros(1))
    assert groups(near.chains(Mentions(blank, list("abc"), np.zeros(3, int)))) == [[0, 1, 2]]
    apart = Coreference(np.zeros(10), np.zeros(2), np.array([-1.0, *[1.0] * 5]), np.zeros(1))
    assert groups(apart.chains(Mentions(blank, list("abc"), np.array([0, 0, 9])))) == [[0, 2], [1]]


def test_distances_are_told_apart_by_bucket() -> None:
    count = REACH + 2
    for bucket, first, last in [
        (0, 1, 1),
        (3, 4, 4),
        (4, 5, 7),
        (5, 8, 15),
        (6, 16, 31),
        (7, 32, 63),
        (8, 64, 100),
    ]:
        distance = np.full(10, -1.0)
        distance[bucket] = 1.0
        field = Coreference(distance, np.array([0.0, 0.5]), np.zeros(6), np.array([1.2]))
        for away in {first, last}:
            words = [f"w{n}" for n in range(count)]
            words[-1 - away] = words[-1]
            chains = field.chains(Mentions(np.zeros((count, 2)), words, np.zeros(count, int)))
            assert [count - 1 - away, count - 1] in groups(chains)


def test_blocks_make_no_difference() -> None:
    random = np.random.default_rng(0)
    count = 700
    mentions = Mentions(
        random.normal(size=(count, 8)), [str(n % 50) for n in range(count)], np.arange(count) // 9
    )
    field = Coreference(*(random.normal(size=size) for size in (10, 2, 6, 1)))
    starts = {0, 255, 256, 257, 511, 512, 699}
    chosen = field._antecedents(mentions)
    for index in starts:
        cut = slice(max(0, index - REACH), index + 1)
        alone = field._antecedents(
            Mentions(mentions.refer[cut], mentions.words[cut], mentions.sentences[cut])
        )[-1]
        expected = alone[0] + cut.start if alone[0] >= 0 else -1
        assert chosen[index] == (expected, pytest.approx(alone[1]))


def test_none_are_no_chain() -> None:
    assert NOTHING.chains(Mentions(np.zeros((0, 4)), [], np.zeros(0, int))) == []
