"""What can be wrong with what the recipe and the measurements are given."""

from __future__ import annotations

from pathlib import Path


class DataError(Exception):
    """A file that cannot be read as what it was given as; its message names the file, the cause, the cure."""

    def __init__(self, path: Path, cause: str, cure: str) -> None:
        super().__init__(f"{path}: {cause}; {cure}")
