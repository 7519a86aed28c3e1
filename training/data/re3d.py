"""Entities of re3d, defence reports on Syria and Iraq (Dstl 2017): entities.json beside documents.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from training.data.brat import text_sample
from training.data.entities import refined
from training.data.gazetteer import known, names, write
from training.sample import UNKNOWN, Sample, repaired

_TYPES = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NAT"}
SURE = 0.5
"""Annotators' agreement from which an entity is taken; Nationality and Location were not always scored."""
_BEFORE = {"the", "a", "an", "of", "president", "minister", "gen", "mr", "mrs", "ms", "dr", "sir"}
_PRONOUNS = {"he", "she", "it", "we", "they", "his", "her", "its", "our", "their", "this", "these"}


def documents(folder: Path) -> Iterator[Sample]:
    """Read the documents of every source in the folder, with the names among their entities."""
    for source in sorted(folder.glob("*/documents.json")):
        entities: dict[str, list[dict[str, Any]]] = {}
        for one in _lines(source.with_name("entities.json")):
            entities.setdefault(one["documentId"], []).append(one)
        for document in _lines(source):
            yield _document(document, entities.get(document["_id"], []))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8-sig").split("\n"):
        if line.strip():
            yield json.loads(line)


def _document(document: dict[str, Any], entities: list[dict[str, Any]]) -> Sample:
    """Label entities of capitalised words alone, the innermost of nested ones; other capitals stay open."""
    sample, spans = text_sample(document["_id"], document["text"])
    labels = [UNKNOWN if word[:1].isupper() else "O" for word in sample.words]
    found = []
    for one in entities:
        words = [n for n, span in enumerate(spans) if span.start < one["end"] and one["begin"] < span.end]
        while words and sample.words[words[0]].lower().rstrip(".") in _BEFORE:
            del words[0]
        if words and one["type"] in _TYPES and (one["confidence"] >= SURE or one["type"] == "Nationality"):
            found.append((len(words), words[0], words[-1] + 1, _TYPES[one["type"]]))
    for _, start, end, kind in sorted(found, reverse=True):
        if all(_is_name(word) for word in sample.words[start:end]):
            write(labels, start, end, kind)
    return _refined(replace(sample, entities=tuple(labels)))


def _refined(sample: Sample) -> Sample:
    """Refine as the treebanks' labels are; but states, which act here as organisations, are places."""
    labels = list(refined(sample).entities)
    for place, label in enumerate(sample.entities):
        if label.endswith("NAT"):
            labels[place] = label
    for start, end, kind in known(sample.words, names()):
        if kind == "LOC" and labels[start] == "B-ORG" and labels[end : end + 1] != ["I-ORG"]:
            write(labels, start, end, kind)
    return replace(sample, entities=repaired(labels))


def _is_name(word: str) -> bool:
    capital = word[:1].isupper() and word.lower() not in _PRONOUNS
    return capital or word in {"-", "of", "al", "for", "and", "the", "’", "'", "."}
