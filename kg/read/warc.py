"""Web archives (WARC): each page that was answered is an article, whatever the archive's size.

FastWARC parts the records; what a record holds is taken apart here, within limits, so that one bad answer
never costs the next.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BufferedReader
from typing import Any, BinaryIO, cast

from kg.errors import InputError
from kg.read import page, plain
from kg.read.draft import Draft
from kg.read.encoding import EMPTY, charset_of_page, decode
from kg.read.extras import needed
from kg.read.response import MAX_BODY, Response, of_record

log = logging.getLogger(__name__)

_PAGES = ("text/html", "application/xhtml+xml")
_HEADER = 1 << 16
_BROKEN = "get the archive again, or leave it: what stands before is read"


class _CutError(InputError):
    """The archive ends within a record."""


def drafts(file: BinaryIO, source: str, name: str) -> Iterator[Draft | InputError]:
    """Yield the articles of an archive, one record in memory at a time."""
    other = read = 0
    for number, record in enumerate(_records(file, source), start=1):
        where = f"{source}:{number}"
        try:
            draft = _draft(record, where, f"{name}-{number}")
        except page.NoArticleError:
            draft = None  # a crawl is mostly front pages, lists and forms
        except InputError as error:
            if isinstance(error, _CutError) or error.where == source:  # the stream broke: nothing can follow
                raise
            yield error
            continue
        if draft is None:
            other += 1
        else:
            read += 1
            yield draft
    if not read + other:
        raise InputError(source, *EMPTY)
    log.info("%s: %d of %d records hold no article", source, other, other + read)
    if not read:
        raise InputError(source, "the web archive holds no article", "check what was crawled")


def _records(file: BinaryIO, source: str) -> Iterator[Any]:
    with needed("FastWARC", source):
        from fastwarc.warc import ArchiveIterator
    tape: Any = _Tape(cast(BufferedReader, file))
    records = ArchiveIterator(tape, parse_http=False, stream_detect=False, max_header_len=_HEADER)
    number = 1
    while (record := _next(records, f"{source}:{number}", first=number == 1)) is not None:
        number += 1
        yield record


def _next(records: Iterator[Any], where: str, *, first: bool) -> Any:
    """Return the next record, None at the end."""
    try:
        return next(records, None)
    except InputError:
        raise
    except BaseException as error:
        # FastWARC panics, beside every Exception, where its Rust meets what it did not foresee.
        if not isinstance(error, OSError | ValueError) and type(error).__name__ != "PanicException":
            raise
        cause = "it is no web archive" if first else "the web archive is broken from here on"
        raise InputError(where, f"{cause} ({error})", _BROKEN) from error


class _Tape:
    """A stream that is only read forward: what FastWARC asks of one, without seeking."""

    def __init__(self, file: BufferedReader) -> None:
        self._file, self._position = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read1(size)  # what is at hand: nothing is lost to a break right after it
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position


def _draft(record: Any, where: str, name: str) -> Draft | None:
    """Return the article of a record, None where it is none; raise InputError for one that is broken."""
    kind = (record.headers.get("WARC-Type") or "").lower()
    if kind not in {"response", "resource", "conversion"}:
        return None
    if record.content_length > MAX_BODY:
        raise InputError(where, f"the record is larger than {MAX_BODY // 1_000_000} MB", "leave it out")
    length, block = record.content_length, record.reader.read(MAX_BODY)
    if len(block) < length:
        raise _CutError(where, "the record is cut off", "get the archive again")
    got = of_record(block, record.headers.get("Content-Type") or "", where)
    if got is None or not got.body.strip():
        return None
    draft = _article(got, kind, where, name)
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if draft is None or draft.fields.get("url", "").startswith("http") or not address:
        return draft
    return Draft(draft.source, draft.name, draft.text, {**draft.fields, "url": address}, draft.marked)


def _article(got: Response, kind: str, where: str, name: str) -> Draft | None:
    if got.media in _PAGES:
        html = decode(got.body, where, charset_of_page(got.body) or got.charset)
        return next(page.drafts(html.encode(), where, name))
    if got.media == "text/plain" and kind == "conversion":  # a crawler's own text of a page
        return next(plain.drafts(got.body, where, name))
    return None
