"""Dependency trees: the best tree over each sentence with a single root, and its relations."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.arrays import Booleans, Floats, Integers, quick_gelu


def heads(arcs: Floats, sentences: Integers) -> Integers:
    """Find the head of each word of a window, -1 for a root, within its sentence: [words].

    `arcs` [words, words + 1] are scores of heads, those of the root in the first column; `sentences` [words]
    number the sentences in order. Where the best heads of all words make a tree, that is the best tree; else
    the best one is searched for.
    """
    inner = np.where(sentences[:, None] == sentences, arcs[:, 1:], -np.inf)
    np.fill_diagonal(inner, -np.inf)
    best: Integers = np.concatenate([arcs[:, :1], inner], 1).argmax(1) - 1
    for start, end in _no_trees(best, sentences):
        scores = np.concatenate([arcs[start:end, :1], inner[start:end, start:end]], 1)
        found = single_rooted(scores.astype(np.float64))
        best[start:end] = np.where(found < 0, -1, found + start)
    return best


def _no_trees(best: Integers, sentences: Integers) -> Iterator[tuple[int, int]]:
    """Yield the sentences (start, end) whose heads hold a cycle, or not one root."""
    starts = np.flatnonzero(np.diff(sentences, prepend=-1))
    ends = np.append(starts[1:], len(best))
    roots = np.add.reduceat(best < 0, starts, dtype=np.intp)
    lost = np.add.reduceat(~_reach_root(best), starts, dtype=np.intp)
    wrong = (roots != 1) | (lost > 0)
    yield from zip(starts[wrong].tolist(), ends[wrong].tolist(), strict=True)


def _reach_root(best: Integers) -> Booleans:
    """Tell of each word whether its heads lead to a root, by following them twice as far each time."""
    onward = np.concatenate([[0], best + 1])
    for _ in range(len(best).bit_length()):
        onward = onward[onward]
    reached: Booleans = onward[1:] == 0
    return reached


def single_rooted(scores: Floats) -> Integers:
    """Find the best tree with one root over [words, words + 1]: the head of each word, -1 for the root.

    Where the best arborescence has more roots, each is made to cost more than any choice of the other heads
    can win back (Stanojević and Cohen 2021, https://aclanthology.org/2021.emnlp-main.823).
    """
    count = len(scores)
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    found = _arborescence(square)
    if np.count_nonzero(found[1:] == 0) > 1:
        square[1:, 0] -= (np.ptp(scores[np.isfinite(scores)]) + 1.0) * (count + 1)
        found = _arborescence(square)
    rooted: Integers = found[1:] - 1
    return rooted


def _arborescence(scores: Floats) -> Integers:
    """Find the best head of each node but 0, the root: of [nodes, nodes], node with head.

    Each cycle of best heads becomes one node, scored by what entering it wins or costs, until there is none
    (Chu and Liu 1965; Edmonds 1967).
    """
    nodes = np.arange(len(scores))
    best: Integers = scores.argmax(1)
    best[0] = 0
    group = _contracted(best)
    if group is None:
        return best
    sizes = np.bincount(group)
    is_cycle = sizes[group] > 1
    won = scores - np.where(is_cycle, scores[nodes, best], 0.0)[:, None]
    order = np.argsort(group, kind="stable")
    firsts = np.searchsorted(group[order], np.arange(len(sizes)))
    smaller = np.maximum.reduceat(np.maximum.reduceat(won[order], firsts, 0)[:, order], firsts, 1)
    np.fill_diagonal(smaller, -np.inf)
    inner = _arborescence(smaller)
    options = np.where(group == inner[group][:, None], won, -np.inf)
    heads = options.argmax(1)
    entered = np.lexsort((-options[nodes, heads], group))[firsts]
    best[entered] = heads[entered]
    return best


def _contracted(best: Integers) -> Integers | None:
    """Number the nodes so that those of a cycle share a number, the root being 0; None without a cycle."""
    onward, least = best, np.arange(len(best))
    for _ in range(len(best).bit_length()):
        least = np.minimum(least, least[onward])
        onward = onward[onward]
    if not onward.any():
        return None
    on_cycle = np.zeros(len(best), bool)
    on_cycle[onward] = True
    return np.unique(np.where(on_cycle, least, np.arange(len(best))), return_inverse=True)[1]


def relations(child: Floats, parent: Floats, found: Integers, weight: Floats, bias: Floats) -> Floats:
    """Score the relation of each word to its head: [words, relations].

    `child` [words, n] and `parent` [words + 1, n] are the two sides of a relation, the root's first; `found`
    [words] are the heads; `weight` is [relations, n].
    """
    return quick_gelu(child + parent[found + 1]) @ weight.T + bias
