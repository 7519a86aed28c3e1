"""Chains of mentions in articles annotated with claims: wherever a name listed for an actor stands.

A third of the articles, chosen by their names, is held out to measure on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kg.annotate.neural.words import split
from kg.model import Span
from training.data.brat import text_sample
from training.data.ecbplus import head_of_phrase
from training.data.gazetteer import silver
from training.sample import Mention, Sample

HELD_OUT_OF = 3


def held_out(file: Path) -> bool:
    """Tell whether an article is for measuring."""
    return int(sha256(file.stem.encode()).hexdigest(), 16) % HELD_OUT_OF == 0


def documents(folder: Path) -> Iterator[Sample]:
    """Read the articles X.json beside X.txt that are not held out."""
    for file in sorted(folder.glob("*.json")):
        if held_out(file):
            continue
        names = _names(json.loads(file.read_bytes())["actors"])
        sample, _ = text_sample(file.stem, file.with_suffix(".txt").read_bytes().decode("utf-8"))
        mentions = tuple(_mentions(sample.words, names))
        yield replace(sample, mentions=mentions, entities=silver(sample.words), silver=True)


def _names(actors: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[tuple[str, ...], str]:
    """The words of each name, in small letters, and its actor; a name of several actors is left out."""
    named = [(_words(name), key) for key, actor in actors.items() for name in set(actor["names"])]
    bearers = Counter(words for words, _ in named)
    return {words: key for words, key in named if words and bearers[words] == 1}


def _words(name: str) -> tuple[str, ...]:
    return tuple(span.of(name).lower() for span in split(name, Span(0, len(name))))


def _mentions(words: Sequence[str], names: Mapping[tuple[str, ...], str]) -> Iterator[Mention]:
    """Find the names from left to right, the longest first."""
    plain = tuple(word.lower() for word in words)
    longest = max(map(len, names), default=0)
    place = 0
    while place < len(plain):
        sizes = range(min(longest, len(plain) - place), 0, -1)
        size = next((one for one in sizes if plain[place : place + one] in names), 0)
        if size:
            found = plain[place : place + size]
            yield Mention((place, place + size), place + head_of_phrase(found), names[found])
        place += size or 1
