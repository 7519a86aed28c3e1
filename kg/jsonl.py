"""Facts ↔ one line of JSON each, checked against the types of `kg/model.py` when read."""

from __future__ import annotations

import json
from typing import Final

import msgspec

from kg.errors import KgError
from kg.model import Facts

VERSION: Final = 1
"""Raised whenever a line written before can no longer be read."""


def dumps(facts: Facts) -> str:
    """Write the facts of one article on one line, without a line break at its end."""
    return json.dumps({"version": VERSION, "facts": msgspec.to_builtins(facts)}, separators=(",", ":"))


def loads(line: str) -> Facts:
    """Read back one line; KgError where it is of another version or not of the model."""
    try:
        record = json.loads(line)
        version = record["version"]
        if version == VERSION:
            return msgspec.convert(record["facts"], Facts)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise KgError("facts line", f"cannot be read ({error})", "build the article again") from error
    raise KgError("facts line", f"has version {version}, not {VERSION}", "use the release that wrote it")
