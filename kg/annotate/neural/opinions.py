"""Who thinks well or ill of whom: the opinion between two mentions, in the light of the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.annotate.neural.numeric import Floats, Integers, quick_gelu, softmax

HEADS = 4
"""Heads of the attention to the words around the two."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Pairs of mentions among the words that may tell of them, as far as the graph has answered."""

    told: Floats
    """[words, 4 × n]: each word as the first of two mentions, as the second, as a key and as a value."""
    ends: Integers
    """[pairs, 4]: first and last word of the first mention, and of the second."""


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """The weights of two layers: from a pair and its context to a hidden layer, and on to the opinions."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    def judge(self, asked: Sequence[Asked]) -> Floats:
        """Give the probability of each opinion for all pairs, one row after the other: [pairs, opinions]."""
        inputs = [self._input(one) for one in asked]
        hidden = quick_gelu(np.concatenate(inputs) @ self.inner + self.inner_bias)
        return softmax(hidden @ self.outer + self.outer_bias)

    def _input(self, asked: Asked) -> Floats:
        """Join the pair with what it attends to: [pairs, 2 × n]."""
        holder, target, keys, values = np.split(asked.told, 4, axis=1)
        ends = asked.ends.T
        pair = (holder[ends[0]] + holder[ends[1]] + target[ends[2]] + target[ends[3]]) / 2
        queries, keys, values = _by_head(pair), _by_head(keys), _by_head(values)
        weights = softmax(queries @ keys.transpose(0, 2, 1) / np.sqrt(keys.shape[-1]))
        context = (weights @ values).transpose(1, 0, 2).reshape(pair.shape)
        return np.concatenate([pair, context], 1)


def _by_head(rows: Floats) -> Floats:
    """[rows, n] to [heads, rows, n / heads]."""
    return rows.reshape(len(rows), HEADS, -1).transpose(1, 0, 2)
