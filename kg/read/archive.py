"""Zip files, as WACZ and EPUB are: never unpacked to the disk, and read within limits."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from kg.errors import InputError
from kg.read.encoding import EMPTY
from kg.read.expand import guarded

MAX_ENTRIES = 50_000
MAX_SPOOLED = 4_000_000_000
"""Bytes of a zip file that is itself compressed: it must be expanded before it can be read."""
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, OverflowError)
_AGAIN = "get or make the file again"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def unzipped(file: BinaryIO, where: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip file whose directory is sound; raise InputError for any other."""
    with _seekable(file, where) as whole:
        size = whole.seek(0, os.SEEK_END)
        if not size:
            raise InputError(where, *EMPTY)
        try:
            archive = zipfile.ZipFile(whole)
        except (*_BROKEN, ValueError, OSError) as error:
            raise InputError(where, f"it is no zip file, or cut off ({error})", _AGAIN) from error
        with archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise InputError(where, f"it holds more than {MAX_ENTRIES:,} files", "leave it out")
            if sum(entry.compress_size for entry in entries) > size:
                raise InputError(where, "its files lie over each other, as in a zip bomb", "leave it out")
            yield archive


@contextmanager
def _seekable(file: BinaryIO, where: str) -> Iterator[BinaryIO]:
    if file.seekable():
        yield file
        return
    with tempfile.TemporaryFile() as whole:
        size = 0
        while block := file.read(1 << 20):
            size += len(block)
            if size > MAX_SPOOLED:
                cause = f"it expands to more than {MAX_SPOOLED // 1_000_000_000} GB"
                raise InputError(where, cause, "expand it first")
            whole.write(block)
        yield cast(BinaryIO, whole)


def is_safe(name: str) -> bool:
    """Tell whether a file's name in an archive stays within it."""
    return not (name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts)


@contextmanager
def opened_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str) -> Iterator[io.BufferedReader]:
    """Open one file of an archive; reading it raises InputError where it is broken or a bomb."""
    if not is_safe(entry.filename):
        raise InputError(where, "its name leads out of the archive", "leave the archive out: it is hostile")
    if entry.flag_bits & _ENCRYPTED:
        raise InputError(where, "it is encrypted", "give it without its password")
    if entry.compress_type not in _METHODS:
        raise InputError(
            where, "it is compressed in a way that is not read", "make the zip file with deflate"
        )
    try:
        inner = archive.open(entry)
    except (*_BROKEN, ValueError, RuntimeError, EOFError) as error:
        raise InputError(where, f"it cannot be expanded ({error})", _AGAIN) from error
    with inner:
        yield guarded(cast(io.BufferedReader, inner), lambda: entry.compress_size, where, _BROKEN)


def content(archive: zipfile.ZipFile, name: str, where: str, limit: int) -> bytes | None:
    """Return what a file of an archive holds, at most `limit` bytes; None where it is not there."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return None
    with opened_entry(archive, entry, where) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(where, f"it expands to more than {limit // 1_000_000} MB", "leave it out")
    return data
