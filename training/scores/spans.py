"""Exact-match scores of labelled spans: named entities, and the sources, cues and contents of attributions.

A span is right where start, end and label are. Sources: Tjong Kim Sang and De Meulder 2003 (entities of CoNLL
2003), https://aclanthology.org/W03-0419; Wang et al. 2022 (`exact_match` of CofeNet's scorer),
https://aclanthology.org/2022.coling-1.215.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from training.scores.tally import Tally, total

Span = tuple[int, int, str]
"""First word, word after the last, label."""


def scores(gold: Iterable[Span], predicted: Iterable[Span]) -> dict[str, Tally]:
    """Tally one text's spans per label that occurs; a span listed twice counts once."""
    true, found = set(gold), set(predicted)
    labels = sorted({label for _, _, label in true | found})
    return {label: _tally(label, true, found) for label in labels}


def _tally(label: str, gold: set[Span], predicted: set[Span]) -> Tally:
    counts = (sum(span[2] == label for span in spans) for spans in (gold & predicted, predicted, gold))
    return Tally.of(*counts)


def micro(by_label: Iterable[Tally]) -> Tally:
    """Merge the tallies of all labels into the micro-average."""
    return total(by_label)


def bio_spans(tags: Sequence[str]) -> Iterator[Span]:
    """Read spans off BIO tags as CofeNet's scorer does: what an I opens without its B is no span.

    >>> list(bio_spans(["B-cue", "I-cue", "I-source", "B-source"]))
    [(0, 2, 'cue'), (3, 4, 'source')]
    """
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            yield start, index, label
            label = ""
        if tag.startswith("B-"):
            start, label = index, tag[2:]


def pieces(spans: Iterable[Span], starts: Sequence[int], length: int) -> Iterator[Span]:
    """Cut spans at the sentences of a text, whose first words are `starts`, of `length` words.

    A scorer that takes each sentence as a text of its own sees every piece as a span.

    >>> list(pieces([(1, 5, "content")], [0, 3], 6))
    [(1, 3, 'content'), (3, 5, 'content')]
    """
    bounds = [*starts, length]
    for start, end, label in spans:
        inner = bounds[bisect_right(bounds, start) : bisect_left(bounds, end)]
        for first, last in pairwise([start, *inner, end]):
            yield first, last, label
