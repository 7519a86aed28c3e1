"""Two simpler judges of sentences beside the network; the three together judge better than each.

One weighs the mean and the largest of the sentence's vectors, the other its words and pairs of words.
Both weigh the clues too, and were fitted by logistic regression.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kg.arrays import Floats, Integers, sigmoid

WORD = re.compile(r"\w+")


def pooled(vectors: Floats, sentences: Integers) -> Floats:
    """The mean and the largest of each sentence's vectors: [sentences, 2 × n]."""
    ranges = sentences.tolist()
    both = [np.concatenate([vectors[a:b].mean(0), vectors[a:b].max(0)]) for a, b in ranges]
    return np.array(both, np.float32)


def terms(sentence: str) -> list[str]:
    """The words and pairs of neighbouring words, in small letters.

    >>> terms("They said no")
    ['they', 'said', 'no', 'they said', 'said no']
    """
    words = WORD.findall(sentence.lower())
    return [*words, *map(" ".join, pairwise(words))]


@dataclass(frozen=True, slots=True, eq=False)
class ByVectors:
    """Weighs vectors and clues, each less its mean and in units of its spread."""

    mean: Floats
    spread: Floats
    weight: Floats
    bias: Floats

    def __call__(self, pooled: Floats, clues: Floats) -> Floats:
        """[sentences, n] chances."""
        known: Floats = (np.concatenate([pooled, clues], 1) - self.mean) / self.spread
        return sigmoid(known @ self.weight + self.bias)


@dataclass(frozen=True, slots=True, eq=False)
class ByWords:
    """Weighs terms by how often they occur and how rare they are (tf-idf), and clues."""

    vocabulary: Mapping[str, int]
    rarity: Floats
    """[terms]"""
    weight: Floats
    """[terms, n]"""
    clue_weight: Floats
    bias: Floats

    def __call__(self, sentences: Sequence[str], clues: Floats) -> Floats:
        """[sentences, n] chances."""
        known = np.array([self._sum(sentence) for sentence in sentences], np.float32)
        return sigmoid(known + clues @ self.clue_weight + self.bias)

    def _sum(self, sentence: str) -> Floats:
        """The weighted sum of the terms of a sentence, their weights scaled to length one."""
        known = (self.vocabulary.get(term) for term in terms(sentence))
        counts = Counter(number for number in known if number is not None)
        if not counts:
            return np.zeros_like(self.bias)
        numbers = np.fromiter(counts, np.int64)
        often = 1 + np.log(np.fromiter(counts.values(), np.float32))
        sizes = often * self.rarity[numbers]
        return np.asarray(sizes @ self.weight[numbers] / np.sqrt((sizes**2).sum()), np.float32)
