"""The heads' network in numpy: from vectors of words, candidates and clues to chances.

Trained by `training/claims/network.py`, which holds the same in torch. Words are projected; each sentence is
summed up by four attentions; each mention asks the words of the sentence it is seen from; what the mentions
say is pooled into the sentence, and what the sentence says goes back to each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kg.arrays import Floats, Integers, quick_gelu, sigmoid, softmax
from kg.extract.learned.candidates import NO_MENTION, Candidates
from kg.extract.learned.syntax import SIZES

SUMMARIES = 4
POOLED = 2
"""Mentions up to this distance, and the publisher's, tell of a sentence what it holds: distances below it."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """One trained network: its weights by name."""

    weights: Mapping[str, Floats]

    @classmethod
    def of(cls, trained: Mapping[str, Floats]) -> Network:
        """Take what was trained; layers that follow one another, or stand side by side, become one."""
        first = trained["words.weight"] / trained["spread"][:, None]
        joint = {
            "words.weight": first,
            "words.bias": trained["words.bias"] - trained["mean"] @ first,
            "offer.weight": np.concatenate([trained["key.weight"], trained["value.weight"]], 1),
            "offer.bias": np.concatenate([trained["key.bias"], trained["value.bias"]]),
        }
        return cls({**trained, **joint})

    def __call__(self, vectors: Floats, candidates: Candidates, clues: Floats) -> tuple[Floats, Floats]:
        """Give the chances of roles [pairs, roles] and of what sentences hold [sentences, n]."""
        words = quick_gelu(self._layer("words", vectors))
        seen_from = candidates.pairs[candidates.pair, 0]
        summaries = self._summaries(words, candidates)
        said = self._mentions(words, candidates, seen_from)
        sentences = self._sentences(summaries, said, candidates, seen_from, clues)
        held = sigmoid(self._layer("held", sentences))
        rows = np.concatenate([said, sentences[seen_from]], 1)
        scores = self._layer("roles", quick_gelu(self._layer("role", rows)))
        firsts = np.searchsorted(candidates.pair, np.arange(len(candidates.pairs)))
        return sigmoid(np.maximum.reduceat(scores, firsts, 0)), held

    def _layer(self, name: str, x: Floats) -> Floats:
        layer: Floats = x @ self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return layer

    def _summaries(self, words: Floats, candidates: Candidates) -> Floats:
        """Sum up the words of each sentence in SUMMARIES ways: [sentences, width]."""
        asked = self._layer("summary", words)
        parts = words.reshape(len(words), SUMMARIES, -1)
        summed = [
            np.einsum("wn,wnh->nh", softmax(asked[start:end].T).T, parts[start:end]).reshape(-1)
            for start, end in candidates.sentences.tolist()
        ]
        return np.array(summed, np.float32)

    def _mentions(self, words: Floats, candidates: Candidates, seen_from: Integers) -> Floats:
        """What each row says of its sentence: [rows, width]."""
        vectors, own = self._vectors(words, candidates)
        traits = self._layer("facts", candidates.facts)
        for number, name in enumerate(("label", "kind", "distance")):
            traits += self.weights[name][candidates.sorts[:, number]]
        for number in range(len(SIZES)):
            traits += self.weights[f"place{number}"][candidates.places[:, number]]
        heard = self._heard(self._layer("query", vectors)[own] + traits, words, candidates, seen_from)
        mentions = np.concatenate([self._layer("mention", vectors)[own], traits, heard], 1)
        return quick_gelu(self._layer("said", mentions))

    def _vectors(self, words: Floats, candidates: Candidates) -> tuple[Floats, Integers]:
        """The vectors of the mentions, each once though many sentences see it, and which of them rows have.

        The first is that of nobody.
        """
        ends = candidates.words @ (len(words), 1) + 1
        ends[candidates.sorts[:, 2] == NO_MENTION] = 0
        known, own = np.unique(ends, return_inverse=True)
        first, last = np.divmod(np.maximum(known - 1, 0), len(words))
        vectors = (words[first] + words[last]) * np.float32(0.5)
        vectors[known == 0] = self.weights["nobody"]
        return vectors, own

    def _heard(self, queries: Floats, words: Floats, candidates: Candidates, seen_from: Integers) -> Floats:
        """What each row hears when it asks the words of its sentence: [rows, width]."""
        keys, values = np.split(self._layer("offer", words), 2, axis=1)
        heard = np.empty_like(queries)
        bounds = np.searchsorted(seen_from, np.arange(len(candidates.sentences) + 1))
        for number, (start, end) in enumerate(candidates.sentences.tolist()):
            rows = slice(bounds[number], bounds[number + 1])
            shares = softmax(queries[rows] @ keys[start:end].T / queries.shape[1] ** 0.5)
            heard[rows] = shares @ values[start:end]
        return heard

    def _sentences(
        self,
        summaries: Floats,
        said: Floats,
        candidates: Candidates,
        seen_from: Integers,
        clues: Floats,
    ) -> Floats:
        """Describe each sentence by itself, its neighbours, its mentions and its clues."""
        near = (candidates.sorts[:, 2] < POOLED) | (candidates.sorts[:, 2] == NO_MENTION)
        pooled = np.zeros((len(summaries), said.shape[1]), np.float32)
        np.maximum.at(pooled, seen_from[near], said[near])
        nothing = np.zeros_like(summaries[:1])
        before, behind = np.concatenate([nothing, summaries[:-1]]), np.concatenate([summaries[1:], nothing])
        known = np.concatenate([summaries, before, behind, pooled, self._layer("clues", clues)], 1)
        return quick_gelu(self._layer("sentence", known))
