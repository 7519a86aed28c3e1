"""Markdown with YAML front matter: the whole file is the text, its front matter is marked as no article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from kg.errors import InputError
from kg.model import Span
from kg.read.draft import Draft
from kg.read.encoding import decode
from kg.read.metadata import fields_of
from kg.read.plain import bom

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_UNCLOSED = re.compile(r"\ufeff?---[ \t]*\r?\n[A-Za-z_]+:[ \t]")
# Whole lines that hold no prose, and the marks before a headline.
_MARKUP = re.compile(
    r"^#{1,6}[ \t]+|^[ \t]*!\[[^\]\n]*\]\([^)\n]*\)[ \t]*$|^[ \t]*(?:[-*_][ \t]*){3,}$|<!--.{0,2000}?-->",
    re.MULTILINE | re.DOTALL,
)
_MAX_YAML = 64_000  # characters of front matter
_FIX = "write it as YAML between two lines of ---, or leave it out"


def drafts(data: bytes, source: str, name: str) -> Iterator[Draft]:
    """Yield the one article of a Markdown file; raise InputError for front matter that is no YAML."""
    text = decode(data, source)
    front = _FRONT_MATTER.match(text)
    if front is None and _UNCLOSED.match(text):
        raise InputError(f"{source}:1", "the front matter has no closing ---", _FIX)
    metadata = _parse(front["yaml"], source) if front else None
    if front is None or metadata is None:
        yield Draft(source, name, text, marked=bom(text) + _markup(text, 0))
        return
    if not text[front.end() :].strip():
        raise InputError(source, "it is empty below its front matter", "give it a text or leave it out")
    marked = (Span(0, front.end()), *_markup(text, front.end()))
    yield Draft(source, name, text, fields_of(metadata), marked)


def _markup(text: str, start: int) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in _MARKUP.finditer(text, start) if found[0])


def _parse(front: str, source: str) -> Mapping[str, Any] | None:
    """Return the front matter's mapping, or None where the two rules of a text enclose something else."""
    if len(front) > _MAX_YAML:
        raise InputError(f"{source}:1", f"the front matter is longer than {_MAX_YAML:,} characters", _FIX)
    try:
        # BaseLoader builds strings, lists and mappings only: dates and ids stay as written.
        loaded = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - it builds even less than SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise InputError(f"{source}:{line}", f"the front matter is no YAML: {error.problem}", _FIX) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{source}:1", "the front matter is no YAML", _FIX) from error
    return loaded if isinstance(loaded, dict) else None
