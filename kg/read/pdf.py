"""PDF: the text that a file holds, its lines put together to paragraphs; scans hold none."""

from __future__ import annotations

import io
import logging
import re
import statistics
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.encoding import EMPTY
from kg.read.extras import needed
from kg.read.metadata import fields_of

MAX_PAGES = 2000
MAX_STREAM = 20_000_000
"""Bytes that one stream of a file may expand to."""
_LIMITS: dict[str, Any] = {
    "array_based_stream_maximum_output_length": MAX_STREAM,
    "lzw_maximum_output_length": MAX_STREAM,
    "run_length_maximum_output_length": MAX_STREAM,
    "zlib_maximum_output_length": MAX_STREAM,
    "brotli_maximum_output_length": MAX_STREAM,
    "stream_parsing_work_maximum_count": 500_000,  # of a page; one full of words takes some 20,000
    "jbig2dec_binary": None,  # no program of the machine is called for pictures
}
_MAX_TEXT = 5_000_000
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What damaged files have been seen to raise in pypdf, beside its own errors."""
_ENCRYPTED = ("it is encrypted", "save it without its password")
_NO_TITLE = re.compile(r"microsoft word|untitled|\.(?:docx?|indd|qxd|pdf|rtf|odt)\b", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…:][\"”’»)\]]*$")
_REPEATED = 3  # pages that share their first or last line: it is the page's head or foot
_SHORT = 0.8  # of the usual width: a sentence that ends so early ends a paragraph


def drafts(data: bytes, source: str, name: str) -> Iterator[Draft]:
    """Yield the one article of a PDF file; raise InputError where it is broken, encrypted or has no text."""
    with needed("pypdf", source):
        import pypdf
        from pypdf import errors
    if not data.strip():
        raise InputError(source, *EMPTY)
    if b"%PDF-" not in data[:1024]:
        raise InputError(source, "it is no PDF file", "give its text as .txt")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with pypdf.apply_configuration(**_LIMITS):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError(source, *_ENCRYPTED)
            pages = _pages(reader, source)
            title = str((reader.metadata and reader.metadata.title) or "")
    except (errors.DependencyError, errors.FileNotDecryptedError, errors.WrongPasswordError) as error:
        raise InputError(source, *_ENCRYPTED) from error
    except errors.LimitReachedError as error:
        cause = f"a part of it is beyond what is read, such as {MAX_STREAM // 1_000_000} MB expanded"
        raise InputError(source, cause, "leave it out") from error
    except (errors.PyPdfError, errors.DeprecationError, *_BROKEN) as error:
        cause = f"the PDF file is broken ({type(error).__name__}: {str(error)[:100]})"
        raise InputError(source, " ".join(cause.split()), "get or make the file again") from error
    text = "\n\n".join(paragraph for page in _without_heads(pages) for paragraph in _paragraphs(page))
    if not text.strip():
        raise InputError(source, "it holds no text, as scans do", "run OCR over it first (ocrmypdf)")
    yield Draft(source, name, text, {} if _NO_TITLE.search(title) else fields_of({"title": title}))


def _pages(reader: Any, source: str) -> list[list[str]]:
    """Return the lines of each page."""
    if len(reader.pages) > MAX_PAGES:
        raise InputError(source, f"it has more than {MAX_PAGES:,} pages", "split it into its articles")
    pages, size = [], 0
    for page in reader.pages:
        words = _UNSAFE.sub(" ", page.extract_text())
        size += len(words)
        if size > _MAX_TEXT:
            cause = f"the text is longer than {_MAX_TEXT:,} characters"
            raise InputError(source, cause, "split it into its articles")
        pages.append([line.strip() for line in words.split("\n")])
    return pages


def _without_heads(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the pages without the first and last lines that many of them share but for numbers."""
    edges = Counter(_masked(line) for page in pages for line in {*page[:1], *page[-1:]})
    for page in pages:
        last = len(page) - 1
        yield [
            line
            for index, line in enumerate(page)
            if index not in {0, last} or edges[_masked(line)] < _REPEATED
        ]


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Put the lines of a page together: a blank line, or a sentence that ends early, ends a paragraph."""
    widths = [len(line) for line in lines if line]
    usual = statistics.quantiles(widths, n=4)[2] if len(widths) > 1 else 0
    paragraph = ""
    for line in lines:
        if not line and paragraph:
            yield paragraph
            paragraph = ""
            continue
        if paragraph.endswith("-") and line[:1].islower() and paragraph[-2:-1].isalpha():
            paragraph = paragraph[:-1] + line
        else:
            paragraph = f"{paragraph} {line}".strip()
        if len(line) < _SHORT * usual and _SENTENCE_END.search(line):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph
