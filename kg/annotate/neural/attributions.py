"""From spans and links to attributions: each source and content goes to a cue, and cues to one another."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from kg.annotate.neural.reading import Quoted
from kg.annotate.neural.viterbi import Marked
from kg.arrays import Floats, softmax

SHARED = 0.05
"""Chance from which a cue without a source shares that of another: "Moscow denied it and accused Kyiv"."""


def attributions(spans: Sequence[Marked], links: Floats, offset: int) -> list[Quoted]:
    """Assemble the attributions of a window.

    `links` [words, words] scores the cue (its first word) that a span (its first word) belongs to; `offset`
    is the place of the window's first word. A cue in several parts is led by the part that the others belong
    to. A source goes to one cue, and to others that have none. Where there is no cue, nothing is attributed.
    """
    is_cue = [marked.span.label == "Cue" for marked in spans]
    starts = np.array([marked.span.start for marked in spans], np.intp) - offset
    if not any(is_cue):
        return []
    chances = softmax(links[np.ix_(starts, starts[is_cue])])
    chosen: list[int] = chances.argmax(1).tolist()
    of_cues = [cue for cue, own in zip(chosen, is_cue, strict=True) if own]
    leaders = [other if of_cues[other] == other else cue for cue, other in enumerate(of_cues)]
    groups: list[list[tuple[Marked, float]]] = [[] for _ in leaders]
    cue = 0
    for marked, own, chance, other in zip(spans, is_cue, chances, chosen, strict=True):
        leader = leaders[cue if own else other]
        groups[leader].append((marked, float(chance[leader])))
        cue += own
    sources = [number for number, marked in enumerate(spans) if marked.span.label == "Source"]
    for leader, group in enumerate(groups):
        if group and sources and not any(marked.span.label == "Source" for marked, _ in group):
            likeliest = max(sources, key=lambda number: chances[number, leader])
            if chances[likeliest, leader] > SHARED:
                group.append((spans[likeliest], float(chances[likeliest, leader])))
    return [_quoted(group) for group in groups if group]


def _quoted(group: Sequence[tuple[Marked, float]]) -> Quoted:
    sources, cues, contents = (
        tuple(marked.span for marked, _ in group if marked.span.label == label)
        for label in ("Source", "Cue", "Content")
    )
    return Quoted(sources, cues, contents, prod(marked.words * chance for marked, chance in group))
