"""The raw text of a treebank: what a reader that splits words itself is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def texts(path: Path) -> Iterator[str]:
    """Give the text of each document of a CoNLL-U file, in order, its paragraphs apart by an empty line.

    As in the CoNLL 2018 shared task, words are joined where SpaceAfter=No says so, sentences by a space.
    """
    parts: list[str] = []
    covered = 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc") and parts:
            yield "".join(parts).strip()
            parts = []
        elif line.startswith("# newpar") and parts:
            parts.append("\n\n")
        if line.startswith("#") or not line:
            covered = 0
            continue
        row = line.split("\t")
        token, _, last = row[0].partition("-")
        if "." not in token and int(token) > covered:
            parts.append(row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " "))
            covered = int(last or token)
    if parts:
        yield "".join(parts).strip()
