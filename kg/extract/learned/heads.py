"""The trained heads: loaded from a model's folder, they judge the sentences and actors of an article."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.arrays import Floats, one_thread
from kg.errors import ModelError
from kg.extract.learned.candidates import FACTS, Candidates
from kg.extract.learned.clues import CLUES
from kg.extract.learned.experts import ByVectors, ByWords, pooled
from kg.extract.learned.labels import ROLES, SENTENCE
from kg.extract.learned.network import Network

FILE = "claims.npz"
"""The file of a model's folder that holds them."""
FORMAT = 1
"""The version of weights that this code reads: another list of clues, facts or labels is another format."""

THINGS = (*SENTENCE, *(f"another {role}" for role in ROLES))
"""What has a threshold."""
SORTS = ("statement", "accusation", "denial", "admission", "figure")
"""Claims that are calibrated apart; "figure" is a statement with a number."""
SEEN = (("facts", FACTS), ("clues", CLUES))
"""The layers that take what this code counts, and how many numbers they take."""
DAMAGED = (OSError, EOFError, ValueError, TypeError, LookupError, BadZipFile, zlib.error)
"""What numpy and the weights raise where a file is cut, altered or holds something else."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What a score of the heads is worth: rising steps from scores to shares that were right."""

    scores: Floats
    shares: Floats

    def __call__(self, score: float) -> float:
        """The share of claims of such a score that were right, 0 to 1."""
        return float(np.interp(score, self.scores, self.shares))


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """What the heads say of an article."""

    candidates: Candidates
    held: Floats
    """[sentences, SENTENCE]: the chance that a sentence holds such a thing."""
    roles: Floats
    """[pairs, ROLES]: the chance of a role, given that the sentence holds what the role needs."""

    def chance(self, sentence: int, thing: str) -> float:
        """The chance that a sentence holds a thing of SENTENCE."""
        return float(self.held[sentence, SENTENCE.index(thing)])

    def actors(self, sentence: int, role: str) -> list[tuple[int, float]]:
        """The candidates for a role of ROLES, as numbers of actors, with their chances; likeliest first."""
        bounds = np.searchsorted(self.candidates.pairs[:, 0], [sentence, sentence + 1])
        column = self.roles[bounds[0] : bounds[1], ROLES.index(role)].tolist()
        actors = self.candidates.pairs[bounds[0] : bounds[1], 1].tolist()
        return sorted(zip(actors, column, strict=True), key=lambda one: (-one[1], one[0]))


@dataclass(frozen=True, slots=True, eq=False)
class Believing:
    """From which chances things are believed, and what is then the confidence."""

    least: Mapping[str, float]
    """By things of SENTENCE; under "another blames" and so on, for a second actor to have the role too."""
    calibrations: Mapping[str, Calibration]
    """By kind of claim, "figure" for a statement with a number."""

    @classmethod
    def of(cls, weights: Mapping[str, Floats]) -> Believing:
        """Take the thresholds in the order of THINGS, and the calibrations by their names."""
        least = dict(zip(THINGS, weights["least"].tolist(), strict=True))
        return cls(least, {sort: Calibration(*weights[f"calibration.{sort}"]) for sort in SORTS})


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """All that was trained."""

    networks: Sequence[Network]
    by_vectors: ByVectors
    by_words: ByWords
    believing: Believing

    def assess(
        self,
        vectors: NDArray[np.floating[Any]],
        candidates: Candidates,
        clues: Floats,
        sentences: Sequence[str],
    ) -> Assessment:
        """Judge an article of at least one sentence; `vectors` [words, n] are the reader's."""
        exact = vectors.astype(np.float32, copy=False)
        with one_thread():
            judged = [network(exact, candidates, clues) for network in self.networks]
            by_vectors = self.by_vectors(pooled(exact, candidates.sentences), clues)
            by_words = self.by_words(sentences, clues)
        held = (np.mean([held for _, held in judged], 0) + by_vectors + by_words) / 3
        return Assessment(candidates, held, np.mean([roles for roles, _ in judged], 0))

    @classmethod
    def of(cls, weights: Mapping[str, NDArray[np.generic]]) -> Heads:
        """Take the weights by name; one of DAMAGED where one is missing or they do not fit."""
        count = int(weights["networks"])
        layers = [(f"network{number}.{name}.weight", size) for number in range(count) for name, size in SEEN]
        fits = layers and all(weights[name].shape[0] == size for name, size in layers)
        if int(weights["format"]) != FORMAT or not fits:
            raise ValueError(f"holds no heads of format {FORMAT}")
        exact = {name: table.astype(np.float32) for name, table in weights.items() if table.dtype.kind == "f"}
        vectors = (exact[f"vectors.{name}"] for name in ("mean", "spread", "weight", "bias"))
        words = (exact[f"words.{name}"] for name in ("rarity", "weight", "clues", "bias"))
        vocabulary = {term: number for number, term in enumerate(weights["terms"].tolist())}
        return cls(
            [Network.of(_under(f"network{number}.", exact)) for number in range(count)],
            ByVectors(*vectors),
            ByWords(vocabulary, *words),
            Believing.of(exact),
        )


def _under(prefix: str, weights: Mapping[str, Floats]) -> dict[str, Floats]:
    return {name.removeprefix(prefix): table for name, table in weights.items() if name.startswith(prefix)}


@lru_cache(maxsize=2)
def load(folder: Path) -> Heads | None:
    """Load the heads of a model's folder; None where it has none, ModelError where they are of no use."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as weights:
            return Heads.of(dict(weights))
    except DAMAGED as error:
        cure = "install claimgraph again, or name the folder of another model"
        raise ModelError(str(path), f"cannot be read ({error})", cure) from error
