"""Files that are either wholly written or not there at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` once wholly written; KgError where the disk refuses."""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe: nothing to take the place of
            with path.open("wb") as device:
                yield device
            return
        with _beside(path.resolve()) as file:
            yield file
    except OSError as error:
        cause = f"cannot be written: {error.strerror or error}"
        cure = "free some space or choose another path"
        if isinstance(error, FileNotFoundError):
            cure = "make its folder first, or choose another path"
        raise KgError(str(path), cause, cure) from error


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    """Write next to `path`, then rename: readers see the old file or the new one, never a part."""
    part = path.with_name(f".kg-{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
