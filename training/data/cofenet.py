"""Attributions sentence by sentence, as CofeNet (Wang et al. 2022) takes them: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from training.errors import DataError
from training.labels import ATTRIBUTION
from training.sample import Annotation, Sample


def documents(path: Path) -> Iterator[Sample]:
    """Join the sentences of each text; their labels stay as they are. DataError if a line is none."""
    with path.open(encoding="utf-8") as lines:
        sentences = (_sentence(line, path, number) for number, line in enumerate(lines, 1) if line.strip())
        for name, group in groupby(sentences, lambda sentence: sentence[0]):
            words: list[str] = []
            starts: list[int] = []
            labels: list[str] = []
            for _, forms, said in group:
                starts.append(len(words))
                words += forms
                labels += said
            yield Sample(name, tuple(words), tuple(starts), annotations=(Annotation(tuple(labels), ()),))


def _sentence(line: str, path: Path, number: int) -> tuple[str, list[str], list[str]]:
    """Take the id of the text, the words and their labels; DataError where one of them is missing or odd."""
    try:
        row: dict[str, Any] = json.loads(line)
        forms = [str(word) for word in row["tokens"]]
        labels = [label[:2] + label[2:].capitalize() for label in row["labels"]]
        known = len(forms) == len(labels) > 0 and set(labels) <= {*ATTRIBUTION}
        name = str(row.get("id", number))
    except (AttributeError, KeyError, TypeError, ValueError):
        known = False
    if not known:
        raise DataError(path, f"line {number} is no labelled sentence", "give lines of CofeNet's JSON")
    return name, forms, labels
