"""Dependency trees: the best tree over each sentence with a single root, and its relations."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.annotate.neural.numeric import Booleans, Floats, Integers, quick_gelu


def heads(arcs: Floats, sentences: Integers) -> Integers:
    """Find the head of each word, -1 for a root, within its sentence: [windows, words].

    `arcs` [windows, words, words + 1] are scores of heads, those of the root in the first column;
    `sentences` [windows, words] number the sentences of a window in order, -1 for padding. Where the best
    heads of all words make a tree, that is the best tree; else the best one is searched for.
    """
    allowed = (sentences[:, :, None] == sentences[:, None, :]) & (sentences >= 0)[:, :, None]
    index = np.arange(sentences.shape[1])
    allowed[:, index, index] = False
    inner = np.where(allowed, arcs[:, :, 1:], -np.inf)
    best: Integers = np.concatenate([arcs[:, :, :1], inner], 2).argmax(2) - 1
    for window, start, end in _no_trees(best, sentences):
        scores = np.concatenate([arcs[window, start:end, :1], inner[window, start:end, start:end]], 1)
        found = single_rooted(scores.astype(np.float64))
        best[window, start:end] = np.where(found < 0, -1, found + start)
    return best


def _no_trees(best: Integers, sentences: Integers) -> Iterator[tuple[int, int, int]]:
    """Yield the sentences (window, start, end) whose heads hold a cycle, or not one root."""
    windows, words = best.shape
    real = sentences >= 0
    number = sentences + np.arange(windows)[:, None] * words
    roots = np.bincount(number[real & (best < 0)], minlength=windows * words)
    cyclic = np.zeros(windows * words, bool)
    cyclic[number[real & ~_reach_root(best)]] = True
    first = real & (np.diff(sentences, prepend=-1) != 0)
    for window, start in zip(*np.nonzero(first), strict=True):
        sentence = number[window, start]
        if roots[sentence] != 1 or cyclic[sentence]:
            same = sentences[window] == sentences[window, start]
            yield int(window), int(start), int(start + np.count_nonzero(same))


def _reach_root(best: Integers) -> Booleans:
    """Tell of each word whether its heads lead to a root, by following them twice as far each time."""
    windows, words = best.shape
    onward = np.concatenate([np.zeros((windows, 1), best.dtype), best + 1], 1)
    for _ in range(words.bit_length()):
        onward = np.take_along_axis(onward, onward, 1)
    reached: Booleans = onward[:, 1:] == 0
    return reached


def single_rooted(scores: Floats) -> Integers:
    """Find the best tree with one root over [words, words + 1]: the head of each word, -1 for the root.

    Every root costs more than any choice of the other heads can win back, so that the best arborescence has
    one (Stanojević and Cohen 2021, https://aclanthology.org/2021.emnlp-main.823).
    """
    count = len(scores)
    finite = scores[np.isfinite(scores)]
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    square[1:, 0] -= (np.ptp(finite) + 1.0) * (count + 1)
    np.fill_diagonal(square, -np.inf)
    found: Integers = _arborescence(square)[1:] - 1
    return found


def _arborescence(scores: Floats) -> Integers:
    """Find the best head of each node but 0, the root: of [nodes, nodes], node with head.

    Cycles are contracted to one node (Chu and Liu 1965; Edmonds 1967).
    """
    best: Integers = scores.argmax(1)
    best[0] = 0
    cycle = _cycle(best)
    if cycle is None:
        return best
    rest = np.setdiff1d(np.arange(len(scores)), cycle)
    size = len(rest)
    entering = scores[np.ix_(cycle, rest)] - scores[cycle, best[cycle]][:, None]
    leaving = scores[np.ix_(rest, cycle)]
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(rest, rest)]
    smaller[size, :size] = entering.max(0)
    smaller[:size, size] = leaving.max(1)
    inner = _arborescence(smaller)
    into_cycle = inner[:size] == size
    best[rest] = np.where(into_cycle, cycle[leaving.argmax(1)], rest[np.where(into_cycle, 0, inner[:size])])
    entry = inner[size]
    best[cycle[entering[:, entry].argmax()]] = rest[entry]
    return best


def _cycle(best: Integers) -> Integers | None:
    """Find the nodes of one cycle, if the heads make any."""
    onward = best.tolist()
    seen = [0] * len(onward)
    seen[0] = -1
    for start in range(1, len(onward)):
        node = start
        while not seen[node]:
            seen[node] = start
            node = onward[node]
        if seen[node] == start:
            cycle = [node]
            while onward[cycle[-1]] != node:
                cycle.append(onward[cycle[-1]])
            return np.array(cycle)
    return None


def relations(child: Floats, parent: Floats, found: Integers, weight: Floats, bias: Floats) -> Floats:
    """Score the relation of each word to its head: [windows, words, relations].

    `child` [windows, words, n] and `parent` [windows, words + 1, n] are the two sides of a relation, the root
    first; `found` [windows, words] are the heads; `weight` is [relations, n].
    """
    above = np.take_along_axis(parent, found[:, :, None] + 1, 1)
    return quick_gelu(child + above) @ weight.T + bias
