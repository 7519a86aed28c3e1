"""Packed web archives (WACZ): the WARC files of a zip file, read as they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from kg.errors import InputError
from kg.read import warc
from kg.read.archive import opened_entry, unzipped
from kg.read.draft import Draft
from kg.read.expand import opened

_ENDINGS = (".warc", ".warc.gz")


def drafts(file: BinaryIO, source: str, name: str) -> Iterator[Draft | InputError]:
    """Yield the articles of all WARC files in a zip file; a broken one costs only itself."""
    with unzipped(file, source) as archive:
        entries = [entry for entry in archive.infolist() if entry.filename.lower().endswith(_ENDINGS)]
        if not entries:
            raise InputError(source, "it holds no WARC file", "check that it is a WACZ file")
        for entry in sorted(entries, key=lambda entry: entry.filename):
            where = f"{source}/{entry.filename}"
            stem = PurePosixPath(entry.filename).name.partition(".warc")[0]
            packing = ".gz" if entry.filename.lower().endswith(".gz") else ""
            try:
                with opened_entry(archive, entry, where) as inner, opened(inner, packing, where) as records:
                    yield from warc.drafts(records, where, f"{name}-{stem}")
            except InputError as error:
                yield error
