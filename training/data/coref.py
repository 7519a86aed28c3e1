"""Coreference in CoNLL files with bracketed mentions, as GUM publishes them.

A line holds number, word and brackets: `(person-1` opens a mention of chain 1, `person-1)` closes it, a name
of the entity may follow; `_` stands for none. Plain numbers, and `|` between brackets, are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from training.data.conllu import head_of
from training.errors import DataError
from training.sample import Mention, Range, Sample

_BRACKET = re.compile(r"\([^()|]+\)?|[^()|]+\)")


def documents(path: Path, parsed: Sequence[Sample] = ()) -> Iterator[Sample]:
    """Read the documents of a file; one with the words of a parsed text takes its sentences and its trees.

    Without, `sentences` is empty, and the head of a mention is its first word. DataError if malformed.
    """
    trees = {sample.words: sample for sample in parsed}
    for name, words, brackets in _documents(path):
        sample = trees.get(words, Sample(name, words, ()))
        heads = sample.heads or (-1,) * len(words)
        spans = _spans(brackets, path, name)
        mentions = (Mention(span, head_of(span, [*heads]), chain) for span, chain in spans)
        yield replace(sample, id=name, mentions=tuple(mentions))


def _documents(path: Path) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Give name, words and brackets of each document."""
    name, words, brackets = path.stem, list[str](), list[str]()
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("#"):
            if line.startswith("# begin document"):
                if words:
                    yield name, tuple(words), brackets
                name, words, brackets = line.removeprefix("# begin document").strip(), [], []
        elif line.strip():
            row = line.split("\t")
            if len(row) != 3:
                cause = f"line {number} is not of number, word and brackets"
                raise DataError(path, cause, "give GUM's .conll")
            words.append(row[1])
            brackets.append(row[2])
    if words:
        yield name, tuple(words), brackets


def _spans(brackets: Sequence[str], path: Path, name: str) -> list[tuple[Range, str]]:
    """Match the brackets; DataError where one stays open or closes nothing."""
    opened: dict[str, list[int]] = {}
    found: list[tuple[Range, str]] = []
    for place, text in enumerate(brackets):
        for bracket in _BRACKET.findall(text):
            key = bracket.strip("()")
            if bracket.startswith("("):
                opened.setdefault(key, []).append(place)
            if bracket.endswith(")"):
                if not opened.get(key):
                    raise DataError(path, f"{key}) of {name} closes no mention", "check the brackets")
                found.append(((opened[key].pop(), place + 1), _chain(key)))
    if any(opened.values()):
        left = next(key for key, places in opened.items() if places)
        raise DataError(path, f"({left} of {name} stays open", "check the brackets")
    return sorted(found)


def _chain(key: str) -> str:
    """The chain of a bracket: `1` of `person-1-Somebody` and of `1`."""
    fields = key.split("-")
    return fields[1] if len(fields) > 1 else key
