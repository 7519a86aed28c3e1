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
    inner: BinaryIO, consumed: Callable[[], int], where: str, broken: tuple[type[Exception], ...]
) -> io.BufferedReader:
    """Wrap a stream that expands; `consumed` tells how many compressed bytes it has taken so far."""
    return io.BufferedReader(_Guarded(inner, consumed, where, broken), 1 << 16)


class _Guarded(io.RawIOBase):
    def __init__(
        self, inner: BinaryIO, consumed: Callable[[], int], where: str, broken: tuple[type[Exception], ...]
    ) -> None:
        self._inner, self._consumed, self._where, self._broken = inner, consumed, where, broken
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
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


def _gzip(file: BinaryIO) -> tuple[BinaryIO, tuple[type[Exception], ...]]:
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)), (gzip.BadGzipFile, zlib.error)


def _zstd(file: BinaryIO, where: str) -> tuple[BinaryIO, tuple[type[Exception], ...]]:
    with needed("backports.zstd", where):
        from backports import zstd
    return cast(BinaryIO, zstd.ZstdFile(file)), (zstd.ZstdError,)
