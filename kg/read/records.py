"""JSON and JSON lines: each record is an article; a broken one is named by its line and costs only itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.encoding import decode
from kg.read.metadata import fields_of

TEXT_FIELDS = ("text", "body", "content", "articleBody")
MAX_LINE = 20_000_000
"""Bytes of one JSON line."""
_NEXT = re.compile(r"[\s,]*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NO_TEXT = f"give each record one of the fields {', '.join(TEXT_FIELDS)}"


class NoTextError(InputError):
    """A record without the text of an article."""


def looks_like_json(data: bytes) -> bool:
    """Tell by its first record whether an input is JSON or JSON lines."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(re.match(rb"(?:\[\s*)?\{\s*(?:\"|\})", start))


def drafts(data: bytes, source: str, name: str) -> Iterator[Draft | InputError]:
    """Yield the articles of a JSON file: one record, a list of them, or one after the other."""
    text = decode(data, source).removeprefix("\ufeff")
    single = not text.lstrip().startswith("[")
    for record, line, more in _values(text, source):
        if isinstance(record, InputError):
            yield record
        elif single and line == 1 and not more:
            yield _draft(record, source, name)
        else:
            yield _draft(record, f"{source}:{line}", f"{name}-{line}")


def line_drafts(file: BinaryIO, source: str, name: str) -> Iterator[Draft | InputError]:
    """Yield the articles of a file of JSON lines, whatever its size, one line in memory at a time."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        where = f"{source}:{number}"
        if len(line) > MAX_LINE:
            yield InputError(where, f"the line is longer than {MAX_LINE // 1_000_000} MB", "split its text")
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
        elif line.strip():
            yield _line(line, where, f"{name}-{number}")


def _line(line: bytes, where: str, name: str) -> Draft | InputError:
    try:
        record = json.loads(decode(line, where).removeprefix("\ufeff"))
    except InputError as error:
        return error
    except (ValueError, RecursionError) as error:
        return InputError(where, f"the line is no JSON: {_reason(error)}", "mend this line")
    return _draft(record, where, name)


def _values(text: str, source: str) -> Iterator[tuple[Any, int, bool]]:
    """Yield each value of a JSON text, or of its outer list, with its line and whether more follows."""
    decoder = json.JSONDecoder()
    outer = re.match(r"\s*\[", text)
    position = _skip(text, outer.end() if outer else 0)
    line = 1 + text.count("\n", 0, position)
    while position < len(text) and not (outer and text[position] == "]"):
        start = position
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            at = error.lineno if isinstance(error, json.JSONDecodeError) else line
            cause = f"it is no JSON from here on: {_reason(error)}"
            yield InputError(f"{source}:{at}", cause, "mend this record"), line, False
            return
        position = _skip(text, position)
        yield value, line, position < len(text)
        line += text.count("\n", start, position)


def _skip(text: str, position: int) -> int:
    found = _NEXT.match(text, position)
    return found.end() if found else position


def _reason(error: Exception) -> str:
    return (
        error.msg
        if isinstance(error, json.JSONDecodeError)
        else "it is nested too deeply or has a huge number"
    )


def _draft(record: Any, where: str, name: str) -> Draft | InputError:
    fields: Mapping[str, Any] = record if isinstance(record, dict) else {}
    text = next((fields[field] for field in TEXT_FIELDS if isinstance(fields.get(field), str)), None)
    if text is None:
        return NoTextError(where, "the record has no text", _NO_TEXT)
    if not text.strip():
        return InputError(where, "the record's text is empty", "give it a text or leave it out")
    if "\0" in text or _SURROGATE.search(text):
        return InputError(
            where, "the record's text has characters that no text may hold", "mend its \\u escapes"
        )
    return Draft(where, name, text, fields_of(record))
