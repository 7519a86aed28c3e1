"""The extraction rules' word patterns, compiled once from patterns.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("patterns.toml").read_text(encoding="utf-8"))


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Compile one entry as whole words, without regard to case."""
    alternatives = "".join(line for line in _tables()[table][name].splitlines())
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)


def names(table: str) -> tuple[str, ...]:
    """List the entries of a table in the file's order."""
    return tuple(_tables()[table])


@cache
def any_of(*tables: str) -> re.Pattern[str]:
    """Compile whole tables into one pattern that names the entry it found ('-' written '_')."""
    parts = (
        f"(?P<{name.replace('-', '_')}>{''.join(text.splitlines())})"
        for table in tables
        for name, text in _tables()[table].items()
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


def entry(match: re.Match[str]) -> str:
    """Name the entry that an `any_of` pattern found."""
    return (match.lastgroup or "").replace("_", "-")
