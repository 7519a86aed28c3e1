"""The loss of a linear-chain conditional random field where some labels may be unknown."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from training.network import Chain

FORBIDDEN = -1e4


def constraints(labels: Sequence[str]) -> tuple[Tensor, Tensor]:
    """What BIO forbids, as scores to add: to a first label [labels] and to a pair [labels, labels]."""
    inside = torch.tensor([label.startswith("I-") for label in labels])
    follows = torch.tensor(
        [[before[2:] == label[2:] and before != "O" for label in labels] for before in labels]
    )  # fmt: skip
    return inside * FORBIDDEN, (inside[None, :] & ~follows) * FORBIDDEN


def loss(emissions: Tensor, allowed: Tensor, mask: Tensor, chain: Chain, labels: Sequence[str]) -> Tensor:
    """Negative log-likelihood per word of the label sequences that are allowed, all of them summed over.

    `emissions` and `allowed` (boolean) are [batch, words, labels], `mask` [batch, words] is true at words.
    """
    first, following = constraints(labels)
    initial, transitions = chain.initial + first, chain.transitions + following
    scores = emissions.float()
    both = torch.cat([scores.masked_fill(~allowed, FORBIDDEN), scores])
    totals = _totals(both, torch.cat([mask, mask]), initial, transitions)
    right, every = totals.chunk(2)
    return (every - right).sum() / mask.sum()


def _totals(scores: Tensor, mask: Tensor, initial: Tensor, transitions: Tensor) -> Tensor:
    """The forward algorithm: log of the summed weights of all label sequences, [batch]."""
    reached = initial + scores[:, 0]
    for place in range(1, scores.shape[1]):
        onward = torch.logsumexp(reached[:, :, None] + transitions, 1) + scores[:, place]
        reached = torch.where(mask[:, place, None], onward, reached)
    return torch.logsumexp(reached, 1)
