"""Optional libraries: what cannot be read without one says so, and how to get it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import InputError


@contextmanager
def needed(library: str, where: str) -> Iterator[None]:
    """Turn a failing import into an InputError about the file that needs the library."""
    try:
        yield
    except ImportError as error:
        cause = f"it takes the library {library} to read it, which is not installed"
        raise InputError(where, cause, "pip install 'claimgraph[formats]'") from error
