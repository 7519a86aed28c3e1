"""Who is the same: every mention of a text takes its most probable antecedent, and chains follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.arrays import Booleans, Floats, Integers, softmax

REACH = 100
"""Mentions before one that may be its antecedent."""
_BLOCK = 256
"""Mentions whose antecedents are scored at once."""
NEAR = np.array([0, 1, 2, 3, 4, 4, 4, *[5] * 8, *[6] * 16, *[7] * 32, *[8] * 64])
"""From the distance in mentions, less one, to its bucket: 1, 2, 3, 4, 5-7, 8-15, 16-31, 32-63, 64 on."""
SENTENCES = 5
"""Sentences between two mentions that are told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Mentions:
    """The mentions of a text, in order."""

    refer: Floats
    """[mentions, 2 × n] in 16 bits: as one that refers back, and as one referred to."""
    words: Sequence[str]
    """Their head words."""
    sentences: Integers
    """The number of the sentence of each."""


@dataclass(frozen=True, slots=True, eq=False)
class Coreference:
    """What was learnt beside the vectors: scores of distances, of equal head words, and of no antecedent."""

    distance: Floats
    same: Floats
    sentence: Floats
    none: Floats

    def chains(self, mentions: Mentions) -> list[list[tuple[int, float]]]:
        """Group mentions, by index, with the probability of what each is taken for: same as which, or new."""
        chain_of: list[int] = []
        chains: list[list[tuple[int, float]]] = []
        for index, (antecedent, score) in enumerate(self._antecedents(mentions)):
            chain = len(chains) if antecedent < 0 else chain_of[antecedent]
            if antecedent < 0:
                chains.append([])
            chain_of.append(chain)
            chains[chain].append((index, score))
        return chains

    def _antecedents(self, mentions: Mentions) -> list[tuple[int, float]]:
        """Choose for each mention an earlier one, or -1, with the probability of the choice."""
        lowered: dict[str, int] = {}
        words = np.array([lowered.setdefault(word.lower(), len(lowered)) for word in mentions.words], np.intp)
        found: list[tuple[int, float]] = []
        for start in range(0, len(words), _BLOCK):
            after = np.arange(start, min(start + _BLOCK, len(words)))
            before = np.arange(max(0, start - REACH), after[-1])
            scores = self._scores(mentions, words, after, before)
            chosen = scores.argmax(1)
            chances = softmax(scores)[np.arange(len(after)), chosen]
            antecedents = np.concatenate([[-1], before])[chosen]
            found += zip(antecedents.tolist(), chances.tolist(), strict=True)
        return found

    def _scores(self, mentions: Mentions, words: Integers, after: Integers, before: Integers) -> Floats:
        """Score antecedents: [after, 1 + before], the first column for none."""
        asked, offered = np.split(mentions.refer, 2, axis=1)
        distance = after[:, None] - before[None, :]
        apart = mentions.sentences[after][:, None] - mentions.sentences[before][None, :]
        scores = (
            asked[after].astype(np.float32) @ offered[before].T.astype(np.float32) / np.sqrt(asked.shape[1])
            + self.distance[NEAR[distance.clip(1, REACH) - 1]]
            + self.same[(words[after][:, None] == words[before][None, :]).astype(np.intp)]
            + self.sentence[apart.clip(0, SENTENCES)]
        )
        possible: Booleans = (distance >= 1) & (distance <= REACH)
        none = np.full((len(after), 1), self.none[0])
        return np.concatenate([none, np.where(possible, scores, -np.inf)], 1)
