"""Functions on arrays that the heads of the reader and those that judge claims share."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

Floats: TypeAlias = NDArray[np.floating]
Integers: TypeAlias = NDArray[np.integer]
Booleans: TypeAlias = NDArray[np.bool_]


def one_thread() -> AbstractContextManager[object]:
    """Keep numpy's products of small matrices on one thread.

    Its threads would wait for each other longer than they work, all the more beside those of the engine:
    decoding took three times as long on two cores with another program on them.
    """
    limit: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limit


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def sigmoid(x: Floats) -> Floats:
    """Turn logits into probabilities, without overflow."""
    chances: Floats = 0.5 * (np.tanh(0.5 * x) + 1.0)
    return chances


def quick_gelu(x: Floats) -> Floats:
    """Approximate GELU by x·sigmoid(1.702 x) (Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415)."""
    return x * sigmoid(1.702 * x)


def softmax(x: Floats) -> Floats:
    """Turn logits into probabilities along the last axis; minus infinity gives 0, but not a row of it."""
    powers: Floats = np.exp(x - x.max(-1, keepdims=True))
    powers /= powers.sum(-1, keepdims=True)
    return powers
