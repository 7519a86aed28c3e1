"""From Samples to what the network takes: windows of words, grouped into batches of similar length."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg.annotate.neural.features import Pieces, arrays, windows
from training.damage import DAMAGES
from training.network import Window
from training.sample import Sample

LIMIT = 250
"""Word pieces of a window, as at reading."""
KINDS = (3, 2, 1, 1)
"""How often each of DAMAGES is chosen, in its order: lost marks cost most."""
MASKED = 0.07
"""Share of the word pieces that are hidden from the network."""
PER_BATCH = 2048
"""Word pieces of a batch, padding included."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Example:
    """A window of a sample: its words from start to end (exclusive)."""

    sample: Sample
    start: int
    end: int
    pieces: int

    def cut(self, values: Sequence[T]) -> Sequence[T]:
        """The part of the sample's word-by-word values that lies in the window."""
        return values[self.start : self.end]


Batch = list[Example]


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts samples into examples, some of them damaged on the way."""

    pieces: Pieces
    chance: random.Random

    def epoch(self, samples: Sequence[Sample], limits: Sequence[int], damaged: float) -> Iterator[Batch]:
        """Cut each sample, at a limit drawn from `limits`, after damaging that share of them."""
        for sample in samples:
            harmed = self._damaged(sample) if self.chance.random() < damaged else sample
            yield self.examples(harmed, self.chance.choice(limits))

    def examples(self, sample: Sample, limit: int = LIMIT) -> Batch:
        """Cut one sample."""
        lengths = [len(self.pieces.of(word)) for word in sample.words]
        found = windows(lengths, sample.sentences, limit)
        return [Example(sample, start, end, sum(lengths[start:end])) for start, end in found]

    def _damaged(self, sample: Sample) -> Sample:
        (damage,) = self.chance.choices(list(DAMAGES.values()), KINDS)
        damaged = damage(sample)
        return damaged if damaged.words and len(damaged.pairs) == len(sample.pairs) else sample


def by_length(examples: Sequence[Example], chance: random.Random) -> list[Batch]:
    """Group examples of similar length into batches, in random order."""
    batches: list[Batch] = []
    for example in sorted(examples, key=lambda one: one.pieces + chance.random() * 4):
        if batches and (len(batches[-1]) + 1) * (example.pieces + 2) <= PER_BATCH:
            batches[-1].append(example)
        else:
            batches.append([example])
    chance.shuffle(batches)
    return batches


def by_sample(groups: Iterator[Batch], chance: random.Random) -> list[Batch]:
    """Keep the windows of a sample in one batch, with those of others as far as they fit."""
    batches: list[Batch] = []
    for group in groups:
        longest = max(one.pieces for one in (*(batches[-1] if batches else ()), *group)) + 2
        if batches and (len(batches[-1]) + len(group)) * longest <= PER_BATCH:
            batches[-1] += group
        else:
            batches.append(list(group))
    chance.shuffle(batches)
    return batches


def window(batch: Batch, pieces: Pieces, hide: np.random.Generator | None = None) -> Window:
    """Pad the examples of a batch; with a generator, some pieces are hidden."""
    features = [pieces.features(one.sample.words, one.sample.paragraphs, one.start, one.end) for one in batch]
    padded = arrays(features)
    if hide is not None:
        ids = padded["ids"]
        hidden = (hide.random(ids.shape) < MASKED) & ~np.isin(ids, (0, pieces.opening, pieces.closing))
        padded["ids"] = np.where(hidden, pieces.tokenizer.token_to_id("[MASK]") or 0, ids)
    return Window(*(_tensor(padded[name]) for name in Window._fields))


def table(batch: Batch, values: Callable[[Example], Sequence[int]], empty: int) -> Tensor:
    """Put word-by-word numbers of each example into one table [batch, words], filled up with `empty`."""
    rows = [values(one) for one in batch]
    padded = np.full((len(rows), max(one.end - one.start for one in batch)), empty, np.int64)
    for row, found in zip(padded, rows, strict=True):
        row[: len(found)] = found
    return _tensor(padded)


def _tensor(values: NDArray[np.int64]) -> Tensor:
    """Put an array where the network is."""
    return torch.from_numpy(values).to(torch.get_default_device())
