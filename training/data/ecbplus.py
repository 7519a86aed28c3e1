"""Chains of persons, groups and places in ECB+ (Cybulska and Vossen 2014), from its lists of mentions.

Only what takes part in the annotated events is marked, so that words outside mentions say nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.errors import DataError
from training.sample import Mention, Sample

_TYPES = {"HUM", "LOC"}
_AFTER_HEAD = {"of", "for", "in", "at", "from", "on", "with", "to", "by", ",", "who", "that", "which", "'s"}
"""Words before which the head of a noun phrase stands, if it is not its last word."""


def documents(path: Path) -> Iterator[Sample]:
    """Read the documents of a list of entity mentions, each of the sentences that hold any."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    try:
        for one in json.loads(path.read_text(encoding="utf-8")):
            by_document.setdefault(one["doc_id"], []).append(one)
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(path, "is no list of mentions", "give one of ECB+'s entity lists") from error
    for name, marked in sorted(by_document.items()):
        yield _document(name, marked)


def _document(name: str, marked: list[dict[str, Any]]) -> Sample:
    sentences = {int(one["sent_id"]): one["full_sentence"].split() for one in marked}
    words: list[str] = []
    starts: dict[int, int] = {}
    for number, sentence in sorted(sentences.items()):
        starts[number] = len(words)
        words += sentence
    found = [
        mention
        for one in marked if one["mention_type"][:3] in _TYPES
        if (mention := _mention(one, starts[int(one["sent_id"])], words))
    ]  # fmt: skip
    return Sample(
        name, tuple(words), tuple(starts.values()), frozenset(starts.values()),
        mentions=tuple(sorted(found, key=lambda one: one.words)),
    )  # fmt: skip


def _mention(one: dict[str, Any], begin: int, words: list[str]) -> Mention | None:
    """Find the words of a mention behind those on its left; None where they are others."""
    said = one["tokens_str"].split()
    start = begin + len(one["left_sentence"].split())
    if words[start : start + len(said)] != said:
        return None
    return Mention((start, start + len(said)), start + head_of_phrase(said), one["coref_chain"])


def head_of_phrase(words: Sequence[str]) -> int:
    """Guess the head of a noun phrase without a tree: its last word, or the last before a modifier."""
    return next((n for n, word in enumerate(words) if n and word in _AFTER_HEAD), len(words)) - 1
