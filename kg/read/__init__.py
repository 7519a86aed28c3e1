"""Read: files, folders, patterns and standard input become articles.

    find → one reader per format → draft → furniture and stamps of its text → metadata → Article

What cannot be read is yielded as an InputError among the articles, and the rest goes on.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article, text_digest
from kg.read import (
    book,
    clutter,
    expand,
    feed,
    markdown,
    metadata,
    page,
    pdf,
    plain,
    records,
    stamps,
    table,
    wacz,
    warc,
)
from kg.read.draft import Draft
from kg.read.find import READ_ARE, SIDECAR, STDIN, Source, find, shown

log = logging.getLogger(__name__)

MAX_TEXT = 5_000_000
"""Code points of one article."""
MAX_MEGABYTES = {
    ".txt": 5, ".md": 5, ".markdown": 5, ".html": 20, ".htm": 20, ".json": 50, STDIN: 50,
    ".rss": 20, ".atom": 20, ".xml": 20, ".pdf": 100,
}  # fmt: skip
"""Of one file, expanded, never read beyond; what is read record by record has no limit."""
_MEGABYTE = 1_000_000
_READERS: Mapping[str, Callable[[bytes, str, str], Iterator[Draft | InputError]]] = {
    ".txt": plain.drafts,
    ".md": markdown.drafts,
    ".markdown": markdown.drafts,
    ".html": page.drafts,
    ".htm": page.drafts,
    ".json": records.drafts,
    ".rss": feed.drafts,
    ".atom": feed.drafts,
    ".xml": feed.drafts,
    ".pdf": pdf.drafts,
}
_STREAMS: Mapping[str, Callable[[BinaryIO, str, str], Iterator[Draft | InputError]]] = {
    ".jsonl": records.line_drafts,
    ".ndjson": records.line_drafts,
    ".csv": table.drafts,
    ".tsv": table.drafts,
    ".warc": warc.drafts,
    ".wacz": wacz.drafts,
    ".epub": book.drafts,
}
"""Readers that hold one record in memory at a time."""


def read(paths: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Article | InputError]:
    """Yield the articles of files, folders, patterns and '-', sorted by path, each text once."""
    reading = _Reading()
    for source in find(paths):
        if isinstance(source, InputError):
            yield source
            reading.given[source.where] += 1
        elif not source.readable:
            reading.skipped[source.root] += source.path.name != SIDECAR
        else:
            yield from reading.of_source(source)
    if STDIN in paths:
        for draft in _of_stdin(stdin or sys.stdin.buffer):
            yield from reading.of_draft(draft, Path())
    yield from reading.closing([path for path in sorted(set(paths)) if Path(path).is_dir()])


@dataclass(slots=True)
class _Reading:
    """What one call of `read` remembers from input to input."""

    texts: dict[str, str] = field(default_factory=dict)
    """Where each text, by its digest, was read first."""
    ids: dict[str, str] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    """How many articles and errors came of each argument."""
    skipped: Counter[str] = field(default_factory=Counter)
    """How many files of each folder are no articles."""
    sidecars: dict[Path, metadata.Sidecar] = field(default_factory=dict)

    def of_source(self, source: Source) -> Iterator[Article | InputError]:
        """Yield what is in one file."""
        where = shown(source.path)
        for draft in _of_file(source, where):
            if isinstance(draft, records.NoTextError) and draft.where == where and not source.explicit:
                self.skipped[source.root] += 1  # a folder may hold other JSON: settings, annotations
            else:
                self.given[source.root] += 1
                yield from self.of_draft(draft, source.path)

    def of_draft(self, draft: Draft | InputError, path: Path) -> Iterator[Article | InputError]:
        """Yield the article of a draft, unless its text was read before or its id is another's."""
        article = draft if isinstance(draft, InputError) else self._article(draft, path)
        if isinstance(draft, InputError) or isinstance(article, InputError):
            yield article
            return
        if (first := self.texts.setdefault(article.sha256, article.source)) != article.source:
            log.info("%s: the same text as %s; read once", article.source, first)
            return
        if (bearer := self.ids.setdefault(article.id, article.source)) != article.source:
            if "id" in draft.fields:
                cause = f"the id {article.id!r} is borne by another text, {bearer}"
                yield InputError(article.source, cause, "give each text its own id")
                return
            log.warning("%s: another text has the id %r too: %s", article.source, article.id, bearer)
        yield article

    def _article(self, draft: Draft, path: Path) -> Article | InputError:
        text = draft.text
        if len(text) > MAX_TEXT:
            cause = f"the text is longer than {MAX_TEXT:,} characters"
            return InputError(draft.source, cause, "split it into its articles")
        rows = self._sidecar(path.parent) if path.name else {}
        given_id = draft.fields.get("id")
        row = rows.get(given_id or draft.name) or rows.get(path.name) or {}
        furniture = clutter.merged([*draft.marked, *clutter.furniture(text)], text)
        stamped = stamps.find(text, furniture)
        chosen = metadata.choose(draft, row, stamped)
        return Article(
            id=given_id or draft.name,
            text=text,
            sha256=text_digest(text),
            source=draft.source,
            title=chosen.get("title"),
            date=chosen.get("date"),
            publisher=chosen.get("publisher"),
            url=metadata.web_address(draft, row),
            boilerplate=clutter.merged([*furniture, *stamped.spans], text),
        )

    def _sidecar(self, folder: Path) -> metadata.Sidecar:
        if folder not in self.sidecars:
            self.sidecars[folder] = metadata.read_sidecar(folder)
        return self.sidecars[folder]

    def closing(self, folders: Sequence[str]) -> Iterator[InputError]:
        """Tell what was skipped, and yield an error for each folder that gave nothing."""
        for folder, count in sorted(self.skipped.items()):
            if count:
                log.warning("%s: skipped %d files that are no articles; %s", shown(folder), count, READ_ARE)
        for folder in folders:
            if not self.given[folder] and not any(where.startswith(shown(folder)) for where in self.given):
                yield InputError(shown(folder), "the folder holds no article", READ_ARE)


def _of_file(source: Source, where: str) -> Iterator[Draft | InputError]:
    """Read one file by its suffix; what goes wrong with it is yielded."""
    kind = source.kind
    try:
        with source.path.open("rb") as packed, expand.opened(packed, source.packing, where) as file:
            if kind in _STREAMS:
                yield from _STREAMS[kind](file, where, source.name)
            else:
                data = _bounded(file, where, MAX_MEGABYTES[kind])
                yield from _READERS[kind](data, where, source.name)
    except InputError as error:
        yield error
    except OSError as error:
        cause = f"it cannot be read: {error.strerror or error}"
        yield InputError(where, cause, "check its permissions and its disk")


def _of_stdin(stdin: BinaryIO) -> Iterator[Draft | InputError]:
    """Read standard input as a page, JSON or text, by its content."""
    where = "standard input"
    try:
        data = _bounded(stdin, where, MAX_MEGABYTES[STDIN])
        kind = ".html" if page.looks_like_page(data) else ".json" if records.looks_like_json(data) else ".txt"
        yield from _READERS[kind](data, where, "stdin")
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(where, f"it cannot be read: {error.strerror or error}", "pipe a text in")


def _bounded(file: BinaryIO, where: str, megabytes: int) -> bytes:
    """Read a file that is no larger than allowed, never more than a byte beyond."""
    data = file.read(megabytes * _MEGABYTE + 1)
    if len(data) > megabytes * _MEGABYTE:
        raise InputError(where, f"it is larger than {megabytes} MB", "split it into its articles")
    return data
