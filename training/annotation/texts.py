"""Texts of articles as the public data sets give them, in every form that the annotated ones may have.

An annotated text is a title, an empty line, the body, a line's end; its SHA-256 tells which form is right.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from training.errors import DataError

_TITLES = ("title", "article_title", "headline")
_BODIES = ("text", "article_content", "content")
_DECODED = (("utf-8-sig", "replace"), ("ascii", "replace"), ("cp1252", "replace"))
"""Ways of reading a table of unknown encoding: in the texts from FA-KES, bytes beyond ASCII became U+FFFD."""


def texts(folder: Path) -> Iterator[bytes]:
    """Yield what may be an article in the files of a folder, at any depth; DataError if it is no folder."""
    if not folder.is_dir():
        raise DataError(folder, "is no folder", "give one that holds texts")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _of_file(path)


def _of_file(path: Path) -> Iterator[bytes]:
    if path.suffix == ".txt":
        content = path.read_bytes()
        yield content
        yield content.replace(b"\r\n", b"\n")
    elif path.suffix == ".conllu":
        yield from map(_encoded, _of_treebank(path.read_text(encoding="utf-8", errors="replace")))
    elif path.suffix == ".csv":
        for encoding, errors in _DECODED:
            yield from map(_encoded, _of_table(path, encoding, errors))
    elif path.name == "documents.json":
        yield from map(_encoded, _of_documents(path.read_text(encoding="utf-8-sig", errors="replace")))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _article(title: str, body: str) -> str:
    return f"{title.strip()}\n\n{body.strip()}\n"


def _of_documents(lines: str) -> Iterator[str]:
    """Read re3d's documents, one JSON object per line."""
    for line in lines.split("\n"):
        try:
            document = json.loads(line)
        except ValueError:
            continue
        match document:
            case {"title": str(title), "text": str(body)}:
                yield _article(title, body)


def _of_table(path: Path, encoding: str, errors: str) -> Iterator[str]:
    """Read the rows of a table with a title and a body, as they are, and with line ends as spaces."""
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        reader = csv.DictReader(file)
        try:
            title = next((name for name in _TITLES if name in (reader.fieldnames or ())), None)
            body = next((name for name in _BODIES if name in (reader.fieldnames or ())), None)
            if title is None or body is None:
                return
            for row in reader:
                text = _article(row[title] or "", row[body] or "")
                yield text
                head, _, rest = text.strip().partition("\n\n")
                yield _article(re.sub(r"\s*\n\s*", " ", head), re.sub(r"\s*\n\s*", " ", rest))
        except csv.Error:  # some other table: a folder of a data set may hold any
            return


def _of_treebank(lines: str) -> Iterator[str]:
    """Join the sentences of each document of a CoNLL-U file by spaces, its paragraphs by empty lines."""
    paragraphs: list[list[str]] = []
    for line in lines.split("\n"):
        if re.match(r"# newdoc\b", line) and paragraphs:
            yield _joined(paragraphs)
            paragraphs = []
        elif re.match(r"# newpar\b", line):
            paragraphs.append([])
        elif line.startswith("# text = "):
            paragraphs = paragraphs or [[]]
            paragraphs[-1].append(line.removeprefix("# text = "))
    if paragraphs:
        yield _joined(paragraphs)


def _joined(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs).strip() + "\n"
