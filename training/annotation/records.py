"""Annotation with its text becomes a record without any, and a record with its text becomes annotation again.

The two differ in the cue, the words of the article in the one, their places in the other; and a record of a
text that its data set has in capitals alone says which letters of it are capitals.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from training.annotation.checks import Gold
from training.annotation.muc import capitals_of
from training.annotation.sources import source_of
from training.errors import DataError

Record = dict[str, Any]
"""An article's annotation in which cues are lists of [start, end), in code points of the text, and names of
more than LONGEST_NAME words are such places."""

LONGEST_NAME = 6
"""Words of a name that is released as words; a longer one describes, in the article's words."""
GOLD_PARTS = ("train", "dev", "seeds")
"""Parts that are kept beside their texts, and released from there."""
PARTS = (*GOLD_PARTS, "more")
FOLDER = Path(__file__).parent


def record_of(gold: Gold, text: str) -> Record:
    """Put the places of the cues for their words; DataError if annotation and text do not fit."""
    _check_text(gold, text)
    claims = [{**claim, "cue": _places(claim, text, gold["id"])} for claim in gold["claims"]]
    actors = {
        key: {**actor, "names": [_short(n, text) for n in actor["names"]]}
        for key, actor in gold["actors"].items()
    }
    capitals = {"capitals": capitals_of(text)} if source_of(gold["id"]).in_capitals else {}
    return {**gold, **capitals, "actors": actors, "claims": claims}


def gold_of(record: Record, text: str) -> Gold:
    """Put the words of the cues for their places; DataError if the record is of another text."""
    _check_text(record, text)
    claims = [{**claim, "cue": _words(claim["cue"], text)} for claim in record["claims"]]
    actors = {
        key: {**actor, "names": [n if isinstance(n, str) else text[slice(*n)] for n in actor["names"]]}
        for key, actor in record["actors"].items()
    }
    kept = {key: value for key, value in record.items() if key != "capitals"}
    return {**kept, "actors": actors, "claims": claims}


def read_records(path: Path) -> Iterator[Record]:
    """Read the records of a part, one per line."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)


def line_of(record: Record) -> str:
    """Write a record as one compact line."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def digest(text: bytes) -> str:
    """The SHA-256 of a text file, in hexadecimal."""
    return sha256(text).hexdigest()


def _check_text(gold: Gold, text: str) -> None:
    if digest(text.encode("utf-8")) != gold["sha256"]:
        cause = "is not the text that was annotated"
        raise DataError(Path(f"{gold['id']}.txt"), cause, "its SHA-256 must agree")


def _short(name: str, text: str) -> str | list[int]:
    """Put its place for a name that is rather a description; one that the text spells otherwise stays."""
    start = text.find(name) if len(name.split()) > LONGEST_NAME else -1
    return name if start < 0 else [start, start + len(name)]


def _words(places: list[list[int]] | None, text: str) -> str | None:
    return None if places is None else " ".join(text[start:end] for start, end in places)


def _places(claim: Gold, text: str, article: str) -> list[list[int]] | None:
    """Find a cue where it is nearest to the evidence, or word by word in it ("holding X responsible")."""
    cue, (start, end) = claim["cue"], claim["evidence"]
    place = f"claim {claim['id']}"
    if end > len(text):
        raise DataError(Path(f"{article}.json"), f"{place}: its evidence ends behind the text", "shorten it")
    if cue is None:
        return None
    whole: list[tuple[int, int]] = [found.span() for found in re.finditer(_bounded(cue), text)]
    if whole:
        return [[*min(whole, key=lambda span: (max(start - span[0], span[1] - end, 0), span))]]
    words = ".*?".join(f"({_bounded(word)})" for word in cue.split())
    parts = re.compile(words, re.DOTALL).search(text, start, end)
    if parts is None:
        cure = "give words of the evidence, in their order"
        raise DataError(Path(f"{article}.json"), f"{place}: the text has no cue {cue!r}", cure)
    return [list(parts.span(number)) for number in range(1, parts.re.groups + 1)]


def _bounded(words: str) -> str:
    return rf"(?<!\w){re.escape(words)}(?!\w)"
