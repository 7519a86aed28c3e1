"""A draft: what a format's reader takes out of one input, before its metadata is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import Span

FIELDS = ("id", "title", "date", "publisher", "url")
"""The metadata an input may give of itself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its file, page or record gives it."""

    source: str
    """The file as the user named it, with the line for a record: 'news.jsonl:12'."""
    name: str
    """The id to use where the input gives none: the file's stem, 'stem-LINE' for a record."""
    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """Metadata the input gives of itself, as written; keys are of FIELDS."""
    marked: tuple[Span, ...] = ()
    """Spans of the text that the format itself shows to be no article, such as front matter."""
