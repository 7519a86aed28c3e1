"""What the rules found, as numbers for the heads: they learn when the rules are to be believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from kg.extract.reading import Reading
from kg.model import Claim

KINDS = ("statement", "accusation", "denial", "admission")
FIGURE, BLAMED, DOER, CLEARED, LAST, DOING = 4, 5, 6, 7, 8, 9
WIDTH = 10
"""Claimant of each of KINDS and of a figure; blamed, doer, cleared; spoke last; stands like a doer."""
SENTENCE_WIDTH = 2 * LAST + 1

Floats = NDArray[np.float32]


class RuleBook:
    """What the rules tell of an actor in a sentence."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.told: dict[tuple[int, int], Floats] = {}
        """By sentence and actor, [WIDTH], 0 or 1; nothing where there is none."""

    @classmethod
    def of(
        cls,
        claims: Iterable[Claim],
        doing: Iterable[Iterable[str]],
        number: Mapping[str, int],
        reading: Reading,
    ) -> RuleBook:
        """Enter the rules' claims and, for each sentence, who stands where a doer stands."""
        book = cls(reading)
        speaking: defaultdict[int, set[int]] = defaultdict(set)
        for claim in claims:
            for sentence in reading.sentences_of(claim.evidence.span):
                book._enter(claim, sentence, number)
                if claim.mode != "own-voice":
                    speaking[sentence].update(number[one] for one in claim.claimants)
        book._enter_last(speaking)
        for sentence, actors in enumerate(doing):
            for actor in actors:
                if actor in number:
                    book._mark(sentence, number[actor], DOING)
        return book

    def of_sentences(self) -> Floats:
        """What is told of all others, of the publisher, and of doers: [sentences, SENTENCE_WIDTH]."""
        table: Floats = np.zeros((len(self._reading.sentences), SENTENCE_WIDTH), np.float32)
        for (sentence, actor), told in self.told.items():
            half = table[sentence, LAST : 2 * LAST] if actor == 0 else table[sentence, :LAST]
            np.maximum(half, told[:LAST], out=half)
            table[sentence, -1] = max(table[sentence, -1], told[DOING])
        return table

    def _mark(self, sentence: int, actor: int, column: int) -> None:
        self.told.setdefault((sentence, actor), np.zeros(WIDTH, np.float32))[column] = 1

    def _enter(self, claim: Claim, sentence: int, number: Mapping[str, int]) -> None:
        for claimant in claim.claimants:
            self._mark(sentence, number[claimant], KINDS.index(claim.kind))
            if claim.figures:
                self._mark(sentence, number[claimant], FIGURE)
        for column, actors in ((BLAMED, claim.blames), (DOER, claim.attributes), (CLEARED, claim.rejects)):
            for actor in actors:
                self._mark(sentence, number[actor], column)

    def _enter_last(self, speaking: Mapping[int, set[int]]) -> None:
        """Note in each sentence who spoke last before it."""
        last: set[int] = set()
        for sentence in range(len(self._reading.sentences)):
            for actor in last:
                self._mark(sentence, actor, LAST)
            last = speaking.get(sentence) or last
