"""Inputs to read, and what is read of them."""

from __future__ import annotations

import io
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read import read

BODY = (
    "Villagers said that two aircraft had set fire to the grain depot outside the town on Thursday night.\n\n"
    "The ministry denied that its planes had been in the area and called the report a fabrication.\n"
)
STORY = f"Depot burns after raid\n\n{BODY}"


def articles(*paths: Path | str, stdin: bytes | None = None) -> list[Article]:
    got = list(read([str(path) for path in paths], io.BytesIO(stdin) if stdin is not None else None))
    assert not [item for item in got if isinstance(item, InputError)]
    return [item for item in got if isinstance(item, Article)]


def errors(*paths: Path | str, stdin: bytes | None = None) -> list[InputError]:
    got = read([str(path) for path in paths], io.BytesIO(stdin) if stdin is not None else None)
    return [item for item in got if isinstance(item, InputError)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
