"""Entities of re3d, defence reports on Syria and Iraq (Dstl 2017): entities.json beside documents.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from training.data.brat import text_sample
from training.data.entities import refined
from training.data.gazetteer import write
from training.sample import UNKNOWN, Sample

_TYPES = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NAT"}
SURE = 0.5
"""Annotators' agreement from which an entity is taken; Nationality and Location were not always scored."""
_BEFORE = {"the", "a", "an", "of", "president", "minister", "gen", "mr", "mrs", "ms", "dr", "sir", "secretary"}


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
    """Label entities whose words are all capitalised, the innermost of nested ones; other capitals stay open."""
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
    return refined_nat(replace(sample, entities=tuple(labels)), labels)


def refined_nat(sample: Sample, labels: list[str]) -> Sample:
    """Refine as the treebanks' labels are, but keep the demonyms that the annotators saw."""
    better = list(refined(sample).entities)
    for place, label in enumerate(labels):
        if label.endswith("NAT"):
            better[place] = label
    return replace(sample, entities=tuple(better))


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word in {"-", "of", "al", "for", "and", "the", "’", "'", "."}
