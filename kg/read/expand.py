"""Compressed files: expanded as a stream, within limits that no text comes near and every bomb breaks."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from kg.errors import InputError
from kg.read.extras import needed

MAX_RATIO = 200
"""Bytes expanded of one byte compressed; news as JSON lines comes to 3 to 20."""
FREE = 10_000_000
"""Bytes expanded before the ratio counts: a short file may be all white space."""
_MAGICS = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")
_AGAIN = "get or make the file again"


@contextmanager
def opened(file: io.BufferedReader, packing: str, where: str) -> Iterator[BinaryIO]:
    """Open what a file of the packing '.gz', '.zst' or '' holds; reading it raises InputError."""
    if not packing or not file.peek(1):  # an empty file is reported as such by its reader
        yield cast(BinaryIO, file)
        return
    inner, broken = _gzip(cast(BinaryIO, file)) if packing == ".gz" else _zstd(cast(BinaryIO, file), where)
    with inner, guarded(inner, file.tell, where, broken) as stream:
        if stream.peek(4).startswith(_MAGICS):
            raise InputError(where, "it is compressed more than once", "compress it once")
        yield cast(BinaryIO, stream)


def guarded(
    inner: io.BufferedReader, consumed: Callable[[], int], where: str, broken: tuple[type[Exception], ...]
) -> io.BufferedReader:
    """Wrap a stream that expands; `consumed` tells how many compressed bytes it has taken so far."""
    return io.BufferedReader(_Guarded(inner, consumed, where, broken), 1 << 16)


class _Guarded(io.RawIOBase):
    def __init__(
        self,
        inner: io.BufferedReader,
        consumed: Callable[[], int],
        where: str,
        broken: tuple[type[Exception], ...],
    ) -> None:
        self._inner, self._consumed, self._where, self._broken = inner, consumed, where, broken
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read1(len(buffer))  # no more: a break must not take what stands before
        except EOFError as error:
            raise InputError(self._where, "the compressed file is cut off", _AGAIN) from error
        except self._broken as error:
            raise InputError(self._where, f"it cannot be expanded ({error})", _AGAIN) from error
        self._given += len(data)
        if self._given > FREE and self._given > MAX_RATIO * max(1, self._consumed()):
            cause = f"it expands to more than {MAX_RATIO} times its size"
            raise InputError(self._where, cause, "leave it out, or expand it and look at it")
        buffer[: len(data)] = data
        return len(data)


def _gzip(file: BinaryIO) -> tuple[io.BufferedReader, tuple[type[Exception], ...]]:
    return cast(io.BufferedReader, gzip.GzipFile(fileobj=file)), (gzip.BadGzipFile, zlib.error)


def _zstd(file: BinaryIO, where: str) -> tuple[io.BufferedReader, tuple[type[Exception], ...]]:
    with needed("backports.zstd", where):
        from backports import zstd
    return cast(io.BufferedReader, zstd.ZstdFile(file)), (zstd.ZstdError,)


def zstd_bytes(data: bytes, limit: int, where: str) -> bytes:
    """Expand a piece of Zstandard, at most `limit` bytes; raise ValueError for what is none."""
    with needed("backports.zstd", where):
        from backports import zstd
    expanding = zstd.ZstdDecompressor()
    try:
        expanded = bytes(expanding.decompress(data, limit))
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error
    if not expanding.eof and len(expanded) < limit:
        raise EOFError("it is cut off")
    return expanded
