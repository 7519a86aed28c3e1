"""Who thinks well or ill of whom: the opinion between two mentions, in the light of the words around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.arrays import Floats, Integers, quick_gelu, softmax

HEADS = 4
"""Heads of the attention to the words around the two."""


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """The weights of two layers: from a pair and its context to a hidden layer, and on to the opinions."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    def judge(self, told: Floats, ends: Integers) -> Floats:
        """Give the probability of each opinion between pairs of mentions: [pairs, opinions].

        `told` [words, 4 × n] says of each word around them what it is as the first of two, as the second, as
        a key and as a value; `ends` [pairs, 4] are the first and last word of the first, and of the second.
        """
        size = told.shape[1] // 4
        holder, target = told[:, :size], told[:, size : 2 * size]
        a, b, c, d = ends.T
        pair = 0.5 * (holder.take(a, 0) + holder.take(b, 0) + target.take(c, 0) + target.take(d, 0))
        keys, values = _by_head(told[:, 2 * size : 3 * size]), _by_head(told[:, 3 * size :])
        weights = softmax(_by_head(pair) @ keys.transpose(0, 2, 1) / (size // HEADS) ** 0.5)
        context = (weights @ values).transpose(1, 0, 2).reshape(pair.shape)
        hidden = quick_gelu(np.concatenate([pair, context], 1) @ self.inner + self.inner_bias)
        return softmax(hidden @ self.outer + self.outer_bias)


def _by_head(rows: Floats) -> Floats:
    """[rows, n] to [heads, rows, n / heads]."""
    return rows.reshape(len(rows), HEADS, -1).transpose(1, 0, 2)
