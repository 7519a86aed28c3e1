"""Linear-chain conditional random fields over BIO labels: the best sequence, and how probable its spans are.

Viterbi finds the sequence, forward-backward the probabilities (Lafferty et al. 2001; Rabiner 1989). Both take
one step per word for all windows of a batch at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.annotate.neural.reading import Stretch
from kg.arrays import Booleans, Floats, Integers

_LEAST = 1e-300
"""Taken for the logarithm of a probability that is too small for a number."""


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """A field: its labels "O", "B-…", "I-…", and log-potentials, minus infinity for what BIO forbids."""

    labels: tuple[str, ...]
    initial: Floats
    """[labels]"""
    transitions: Floats
    """[from, to]"""

    @classmethod
    def of(cls, labels: Sequence[str], initial: Floats, transitions: Floats) -> Chain:
        """Make a field of what was learnt, in which an inside follows only its own kind."""
        inside = np.array([label.startswith("I-") for label in labels])
        kinds = np.array([label[2:] for label in labels])
        outlawed = inside[None, :] & (kinds[:, None] != kinds[None, :])
        return cls(
            tuple(labels),
            np.where(inside, -np.inf, initial.astype(np.float64)),
            np.where(outlawed, -np.inf, transitions.astype(np.float64)),
        )

    def read(self, tables: Sequence[Floats], offsets: Sequence[int]) -> list[list[Marked]]:
        """Find the spans of windows: `tables` [words, labels], whose first words stand at the `offsets`."""
        lengths = np.array([len(table) for table in tables])
        scores = np.zeros((lengths.max(), len(tables), len(self.labels)))
        for window, table in enumerate(tables):
            scores[: len(table), window] = table
        path = self.best(scores, lengths)
        spans = _Spans(self, path, lengths, self._posterior(scores, lengths))
        return spans.of_windows(np.array(offsets))

    def best(self, scores: Floats, lengths: Integers) -> Integers:
        """Find the most probable labels (Viterbi): of [words, windows, labels], [words, windows].

        What stands at and after a window's length means nothing.
        """
        count, windows, _ = scores.shape
        into = self.transitions.T[None]
        came = np.zeros(scores.shape, np.intp)
        reached = scores.copy()
        reached[0] += self.initial
        for place in range(1, count):
            onward = reached[place - 1][:, None, :] + into
            onward.argmax(-1, out=came[place])
            reached[place] += onward.max(-1)
        path = np.zeros((count, windows), np.intp)
        rows = np.arange(windows)
        label = reached[lengths - 1, rows].argmax(-1)
        for place in range(count - 1, -1, -1):
            path[place] = label
            inner = (place > 0) & (lengths > place)
            label = np.where(inner, came[place][rows, label], label)
        return path

    def _posterior(self, scores: Floats, lengths: Integers) -> _Posterior:
        """Run forward and backward, scaled at each word so that nothing underflows."""
        count = len(scores)
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        moves = np.exp(self.transitions)
        forward, scale = np.empty_like(weights), np.empty(weights.shape[:2])
        now = np.exp(self.initial) * weights[0]
        for place in range(count):
            if place:
                now = _sums(now, moves) * weights[place]
            scale[place] = now.sum(-1)
            now = now / scale[place][:, None]
            forward[place] = now
        backward = np.ones_like(weights)
        for place in range(count - 2, -1, -1):
            ahead = _sums(weights[place + 1] * backward[place + 1], moves.T) / scale[place + 1][:, None]
            backward[place] = np.where((lengths > place + 1)[:, None], ahead, 1.0)
        return _Posterior(weights, moves, forward, backward, scale)


def _sums(rows: Floats, table: Floats) -> Floats:
    """Multiply matrices so that each row comes out the same to the last bit, whatever the others are."""
    products: Floats = (rows[:, :, None] * table).sum(1)
    return products


@dataclass(frozen=True, slots=True)
class Marked:
    """A span with two probabilities: that it is there exactly so, and that a word of it is in such a span."""

    span: Stretch
    """Its score is the first probability."""
    words: float
    """The second, the mean over its words."""


@dataclass(frozen=True, slots=True, eq=False)
class _Posterior:
    """Forward and backward weights [words, windows, labels], and the scales [words, windows]."""

    weights: Floats
    moves: Floats
    forward: Floats
    backward: Floats
    scale: Floats

    def marginals(self) -> Floats:
        """Probability of each label of each word."""
        return self.forward * self.backward

    def onward(self, place: Integers, window: Integers, before: Integers, label: Integers) -> Floats:
        """Probability that the word at `place` has the label, where the one before it has the other."""
        ahead = self.weights[place, window, label] * self.backward[place, window, label]
        behind = self.scale[place, window] * self.backward[place - 1, window, before]
        return self.moves[before, label] * ahead / behind


@dataclass(frozen=True, slots=True, eq=False)
class _Spans:
    """The spans on the best paths [words, windows] of a batch."""

    chain: Chain
    path: Integers
    lengths: Integers
    posterior: _Posterior

    def of_windows(self, offsets: Integers) -> list[list[Marked]]:
        """Collect the spans of each window, in order, with the offsets added to their places."""
        found: list[list[Marked]] = [[] for _ in self.lengths]
        starts, ends, windows = self._bounds()
        if not len(starts):
            return found
        labels = self.path[starts, windows]
        exact = self._exact(starts, ends, windows, labels).clip(0.0, 1.0)
        mean = self._mean(starts, ends, windows, labels).clip(0.0, 1.0)
        begin = offsets[windows]
        columns = (windows, starts + begin, ends + begin, labels, exact, mean)
        for window, start, end, label, score, words in zip(*(c.tolist() for c in columns), strict=True):
            found[window].append(Marked(Stretch(start, end, self.chain.labels[label][2:], score), words))
        return found

    def _bounds(self) -> tuple[Integers, Integers, Integers]:
        """Starts and ends of all spans, and their windows, by window and start."""
        count = len(self.path)
        real = np.arange(count)[:, None] < self.lengths
        outside = ~self._labelled("I") | ~real
        nearest = np.where(outside, np.arange(count)[:, None], count)
        nearest = np.minimum.accumulate(nearest[::-1])[::-1]
        nearest = np.vstack([nearest, np.full((1, nearest.shape[1]), count)])
        windows, starts = np.nonzero((self._labelled("B") & real).T)
        return starts, nearest[starts + 1, windows], windows

    def _labelled(self, letter: str) -> Booleans:
        kinds = np.array([label[0] == letter for label in self.chain.labels])
        return kinds[self.path]

    def _exact(self, starts: Integers, ends: Integers, windows: Integers, labels: Integers) -> Floats:
        """Probability that a span begins at its start, goes on to its end and ends there."""
        count, width = self.path.shape
        place, window = np.meshgrid(np.arange(1, count), np.arange(width), indexing="ij")
        steps = np.log(self.posterior.onward(place, window, self.path[:-1], self.path[1:]).clip(_LEAST))
        steps[place >= self.lengths] = 0.0
        so_far = np.vstack([np.zeros((1, width)), np.cumsum(steps, 0)])
        goes_on = np.exp(so_far[ends - 1, windows] - so_far[starts, windows])
        inside = labels + 1  # each B- is followed by its I-
        stays = np.zeros(len(starts))
        open_ended = ends < self.lengths[windows]
        last = self.path[ends - 1, windows]
        followed = (column[open_ended] for column in (ends, windows, last, inside))
        stays[open_ended] = self.posterior.onward(*followed)
        begins = self.posterior.marginals()[starts, windows, labels]
        whole: Floats = begins * goes_on * (1.0 - stays)
        return whole

    def _mean(self, starts: Integers, ends: Integers, windows: Integers, labels: Integers) -> Floats:
        """Mean probability, over the words of a span, of its kind of label."""
        so_far = np.cumsum(self.posterior.marginals(), 0)
        so_far = np.concatenate([np.zeros_like(so_far[:1]), so_far])
        inner = so_far[ends, windows] - so_far[starts, windows]
        rows = np.arange(len(starts))
        return (inner[rows, labels] + inner[rows, labels + 1]) / (ends - starts)
