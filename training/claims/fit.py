"""Fit the heads: a few networks from different seeds, and two logistic regressions beside them."""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from torch.optim import AdamW

from kg.extract.learned.experts import pooled, terms
from kg.extract.learned.heads import FORMAT, THINGS
from kg.extract.learned.labels import SENTENCE
from training.claims.examples import Example
from training.claims.network import Batch, ClaimNetwork

log = logging.getLogger("training")

NETWORKS, ROUNDS = 2, 16
RATE, WEIGHT_DECAY, WARM_UP = 3e-3, 0.1, 0.1
TOGETHER = 4
"""Articles of a step."""
STRENGTH_OF_VECTORS, STRENGTH_OF_WORDS = 0.002, 3.0
"""Inverse of the penalty on large weights, by which logistic regressions are kept from learning by heart."""
RAREST = 2
"""Sentences in which a term must occur."""
LEAST_SPREAD = 0.1
"""Added to spreads, so that what hardly varies is not blown up."""

Tables = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the heads are fitted."""

    networks: int = NETWORKS
    rounds: int = ROUNDS
    processes: int = 1
    """Folds that are learnt at a time."""


def fit(examples: Sequence[Example], plan: Plan) -> Tables:
    """Fit the heads; return their weights by the names that `Heads.of` takes, without calibration."""
    began = time.monotonic()
    tables: Tables = {"format": np.array(FORMAT), "networks": np.array(plan.networks)}
    for number in range(plan.networks):
        network = _network(examples, plan, seed=number)
        tables |= {f"network{number}.{name}": table for name, table in network.tables().items()}
        log.info("network %d of %d, %.0f s", number + 1, plan.networks, time.monotonic() - began)
    held = np.concatenate([one.held for one in examples])
    clues = np.concatenate([one.clues for one in examples])
    return tables | _by_vectors(examples, clues, held) | _by_words(examples, clues, held)


def _network(examples: Sequence[Example], plan: Plan, seed: int) -> ClaimNetwork:
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    vectors = torch.from_numpy(np.concatenate([one.vectors for one in examples]))
    network = ClaimNetwork(vectors.shape[1], examples[0].clues.shape[1])
    network.mean.copy_(vectors.mean(0))
    network.spread.copy_(vectors.std(0) + LEAST_SPREAD)
    del vectors
    learnt = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = AdamW(learnt, lr=RATE, weight_decay=WEIGHT_DECAY, betas=(0.9, 0.98))
    order = list(examples)
    steps = plan.rounds * math.ceil(len(order) / TOGETHER)
    step = 0
    network.train()
    for _ in range(plan.rounds):
        chance.shuffle(order)
        for start in range(0, len(order), TOGETHER):
            done = step / steps
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, done / WARM_UP) * min(1.0, (1 - done) / (1 - WARM_UP))
            optimiser.zero_grad()
            network.loss(Batch.of(order[start : start + TOGETHER])).backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimiser.step()
            step += 1
    return network.eval()


def _by_vectors(examples: Sequence[Example], clues: NDArray[np.float32], held: NDArray[np.float32]) -> Tables:
    sums = np.concatenate([pooled(one.vectors, one.candidates.sentences) for one in examples])
    known = np.concatenate([sums, clues], 1)
    mean, spread = known.mean(0), known.std(0) + LEAST_SPREAD
    models = _regressions((known - mean) / spread, held, STRENGTH_OF_VECTORS)
    return {
        "vectors.mean": mean,
        "vectors.spread": spread,
        "vectors.weight": np.stack([one.coef_[0] for one in models], 1).astype(np.float32),
        "vectors.bias": np.array([one.intercept_[0] for one in models], np.float32),
    }


def _by_words(examples: Sequence[Example], clues: NDArray[np.float32], held: NDArray[np.float32]) -> Tables:
    counter = TfidfVectorizer(analyzer=terms, min_df=RAREST, sublinear_tf=True)
    counted = counter.fit_transform([sentence for one in examples for sentence in one.sentences])
    models = _regressions(hstack([counted, csr_matrix(clues)]).tocsr(), held, STRENGTH_OF_WORDS)
    weights = np.stack([one.coef_[0] for one in models], 1).astype(np.float32)
    count = len(counter.vocabulary_)
    return {
        "terms": np.array(counter.get_feature_names_out().tolist()),
        "words.rarity": counter.idf_.astype(np.float32),
        "words.weight": weights[:count].astype(np.float16),
        "words.clues": weights[count:],
        "words.bias": np.array([one.intercept_[0] for one in models], np.float32),
    }


def _regressions(
    known: NDArray[np.float32] | csr_matrix, held: NDArray[np.float32], strength: float
) -> list[LogisticRegression]:
    """One for each thing that sentences may hold."""
    return [
        LogisticRegression(C=strength, max_iter=400).fit(known, held[:, column])
        for column in range(len(SENTENCE))
    ]


def completed(
    tables: Tables, least: Mapping[str, float], steps: Mapping[str, tuple[list[float], list[float]]]
) -> Tables:
    """Add the chances from which things are believed, and what scores are worth."""
    chances = np.array([least[thing] for thing in THINGS], np.float32)
    worth = {f"calibration.{sort}": np.array(step, np.float32) for sort, step in steps.items()}
    return {**tables, "least": chances, **worth}
