"""Tables (CSV, TSV): each row is an article; a broken row is named by its line and costs only itself."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, cast

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.encoding import EMPTY, decode
from kg.read.metadata import fields_of
from kg.read.records import MAX_LINE, TEXT_FIELDS, NoTextError

_DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_TEXT = f"name a column of its first line {', '.join(TEXT_FIELDS)}"
_WIDE = "put values that hold the separator, a quote or a line break in quotes"


def drafts(file: BinaryIO, source: str, name: str) -> Iterator[Draft | InputError]:
    """Yield the articles of a table of any size, one row in memory at a time."""
    csv.field_size_limit(MAX_LINE)
    lines = _lines(file, source)
    head = next(lines, "")
    if not head.strip():
        raise InputError(source, *EMPTY)
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        columns = [_cell(cell) for cell in next(csv.reader([head], delimiter=delimiter))]
    except csv.Error as error:
        raise InputError(f"{source}:1", f"its first line is no head of a table ({error})", _WIDE) from error
    column = _text_column(columns)
    if column is None:
        raise NoTextError(source, "the table has no column of texts", _NO_TEXT)
    rows = csv.reader(lines, delimiter=delimiter)
    line = 2
    for number, row in enumerate(_rows(rows, source), start=1):
        where, line = f"{source}:{line}", rows.line_num + 2
        if len(row) > len(columns):
            yield InputError(where, f"the row has {len(row)} values for {len(columns)} columns", _WIDE)
        elif row:
            yield _draft(row, columns, column, where, f"{name}-{number}")


def _rows(rows: Iterator[list[str]], source: str) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        cause = f"it is no table from here on ({error})"
        raise InputError(f"{source}:{getattr(rows, 'line_num', 0) + 1}", cause, _WIDE) from error


def _lines(file: BinaryIO, source: str) -> Iterator[str]:
    """Yield lines with each byte as one character: a row of another encoding costs only itself."""
    buffered = file if hasattr(file, "peek") else io.BufferedReader(cast(io.RawIOBase, file))
    if cast(io.BufferedReader, buffered).peek(2).startswith(_UTF16):
        buffered = _recoded(buffered, source)
    number = 0
    while line := buffered.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            cause = f"the line is longer than {MAX_LINE // 1_000_000} MB"
            raise InputError(f"{source}:{number}", cause, "split its text")
        yield (line.removeprefix(codecs.BOM_UTF8) if number == 1 else line).decode("latin-1")


def _recoded(file: BinaryIO, source: str) -> BinaryIO:
    """Turn a table in UTF-16, as spreadsheets save it, into UTF-8 as it is read."""
    text = io.TextIOWrapper(file, "utf-16", newline="")

    class Recoded(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            try:
                data = text.read(len(buffer) // 4).encode()  # a character takes four bytes at most
            except UnicodeError as error:
                raise InputError(
                    source, "it is marked as UTF-16 but is not valid", "save it as UTF-8"
                ) from error
            buffer[: len(data)] = data
            return len(data)

    return cast(BinaryIO, io.BufferedReader(Recoded()))


def _text_column(columns: Sequence[str]) -> int | None:
    lowered = [column.strip().lower() for column in columns]
    names = (name.lower() for name in TEXT_FIELDS)
    return next((lowered.index(name) for name in names if name in lowered), None)


def _draft(
    row: Sequence[str], columns: Sequence[str], column: int, where: str, name: str
) -> Draft | InputError:
    raw = row[column] if column < len(row) else ""
    if not raw.strip():
        return InputError(where, "the row's text is empty", "give it a text or leave it out")
    if "\0" in raw:
        return InputError(where, "the row's text has characters that no text may hold", "mend this row")
    try:
        text = decode(raw.encode("latin-1"), where).removeprefix("\ufeff")
    except InputError as error:
        return error
    record: Mapping[str, str] = {
        title.strip(): _cell(cell)
        for index, (title, cell) in enumerate(zip(columns, row, strict=False))
        if index != column
    }
    return Draft(where, name, text, fields_of(record))


def _cell(raw: str) -> str:
    """Decode a short value: UTF-8, else as Windows writes it."""
    data = raw.encode("latin-1")
    try:
        return data.decode()
    except UnicodeError:
        return data.decode("cp1252", "replace")
