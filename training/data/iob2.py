"""Entities in Universal NER's IOB2 files, laid over the sentences of a treebank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from training.errors import DataError
from training.sample import UNKNOWN, Sample

Sentence = tuple[tuple[str, ...], tuple[str, ...]]
"""Words and their labels."""


def sentences(path: Path) -> Iterator[Sentence]:
    """Read the sentences; DataError if a line has no label."""
    rows: list[list[str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
        if line.startswith("#"):
            continue
        if line:
            row = line.split("\t")
            if len(row) < 3 or row[2][:1] not in {"O", "B", "I"}:
                raise DataError(path, f"line {number} is no IOB2", "give a file of number, word and label")
            rows.append(row)
        elif rows:
            yield tuple(row[1] for row in rows), tuple(row[2] for row in rows)
            rows = []


def documents(path: Path) -> Iterator[Sample]:
    """Read each sentence as a document of its own, for measuring without a treebank."""
    for number, (words, labels) in enumerate(sentences(path)):
        yield Sample(f"{path.stem}-{number}", words, (0,), frozenset({0}), entities=labels)


def laid_over(documents: Sequence[Sample], labelled: Sequence[Sentence]) -> Iterator[Sample]:
    """Give each document the labels of its sentences, found by their words; UNKNOWN where there are none."""
    by_words: Mapping[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for words, labels in labelled:
        by_words[words].append(labels)
    for document in documents:
        ends = [*document.sentences[1:], len(document.words)]
        labels_found: list[str] = []
        for start, end in zip(document.sentences, ends, strict=True):
            words = document.words[start:end]
            known = by_words.get(words)
            unlabelled = (UNKNOWN,) * len(words)
            labels_found += (known.pop(0) if len(known) > 1 else known[0]) if known else unlabelled
        yield replace(document, entities=tuple(labels_found))
