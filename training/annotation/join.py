"""Join the released annotation to its texts, wherever they lie among the files of given folders.

`articles("more", [Path("fakes"), Path("muc34")])` yields each article found, as `(text, gold)`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from training.annotation.checks import Gold
from training.annotation.muc import messages, with_capitals
from training.annotation.records import FOLDER, PARTS, Record, digest, gold_of, read_records
from training.annotation.texts import texts
from training.errors import DataError


def articles(part: str, folders: Sequence[Path]) -> Iterator[tuple[str, Gold]]:
    """Yield text and annotation of each article of a part whose text is in the folders, in the part's order.

    Offsets of the annotation are code points of the text, its cues words; corrections are made in it.
    Articles not found are passed over. DataError if there is no such part, or a folder is none.
    """
    records = released(part)
    found = find(records, folders)
    for record in records:
        if record["sha256"] in found:
            text = found[record["sha256"]].decode("utf-8")
            yield text, gold_of(record, text)


def released(part: str) -> list[Record]:
    """Read the annotation of a part, without texts; DataError if there is no such part."""
    path = FOLDER / f"{part}.jsonl"
    if part not in PARTS:
        raise DataError(path, "is no part of the release", f"give one of {', '.join(PARTS)}")
    return list(read_records(path))


def find(records: Iterable[Record], folders: Iterable[Path]) -> dict[str, bytes]:
    """Find the texts of records in folders, each by its SHA-256; DataError if a folder is none."""
    some = list(records)
    digests = {record["sha256"] for record in some}
    capitals = {record["id"]: record["capitals"] for record in some if "capitals" in record}
    found: dict[str, bytes] = {}
    for folder in folders:
        for text in _candidates(folder, capitals):
            name = digest(text)
            if name in digests:
                found[name] = text
    return found


def join(records: Iterable[Record], found: Mapping[str, bytes], out: Path) -> list[str]:
    """Write the articles whose text was found into a folder; return the ids of the others."""
    out.mkdir(parents=True, exist_ok=True)
    missing: list[str] = []
    for record in records:
        text = found.get(record["sha256"])
        if text is None:
            missing.append(record["id"])
            continue
        gold = gold_of(record, text.decode("utf-8"))
        written = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
        (out / f"{record['id']}.txt").write_bytes(text)
        (out / f"{record['id']}.json").write_bytes(written.encode("utf-8"))
    return missing


def _candidates(folder: Path, capitals: Mapping[str, Sequence[int]]) -> Iterator[bytes]:
    yield from texts(folder)
    for name, text in messages(folder):
        if name in capitals:
            yield with_capitals(text, capitals[name]).encode("utf-8")
