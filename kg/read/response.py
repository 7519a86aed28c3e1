"""An answer of a web server as an archive keeps it: status, type and body, expanded within limits."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from kg.errors import InputError
from kg.read.expand import zstd_bytes
from kg.read.extras import needed

MAX_BODY = 20_000_000
"""Bytes of one record, and of what it expands to."""
_MAX_HEAD = 256_000
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})[^\n]*\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[^\n]{0,200}\n")
_GZIP, _RAW = 47, -15  # window sizes by which zlib knows gzip or zlib, and deflate without a head
_LEAVE = "leave it out"


@dataclass(frozen=True, slots=True)
class Response:
    """What was answered."""

    media: str
    """The media type, such as 'text/html'."""
    charset: str | None
    body: bytes


def of_record(block: bytes, content_type: str, where: str) -> Response | None:
    """Take a record's block apart; None where the server answered with something else than 200."""
    if not content_type.lower().startswith("application/http"):
        declared = Message()
        declared["Content-Type"] = content_type
        return Response(declared.get_content_type(), declared.get_content_charset(), block)
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, _MAX_HEAD)
    if status is None or end is None:
        raise InputError(where, "the record holds no answer of a web server", _LEAVE)
    if status[1] != b"200":
        return None
    head = BytesHeaderParser().parsebytes(block[status.end() : end.end()])
    body = block[end.end() :]
    if "chunked" in str(head.get("Transfer-Encoding", "")).lower():
        body = _joined(body)
    coding = str(head.get("Content-Encoding", "")).strip().lower()
    return Response(head.get_content_type(), head.get_content_charset(), _expanded(body, coding, where))


def _joined(body: bytes) -> bytes:
    """Join the chunks of a body; one that is in no chunks any more is returned as it is."""
    parts: list[bytes] = []
    position = 0
    while found := _CHUNK.match(body, position):
        size = int(found[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        position = found.end() + size
    return b"".join(parts) if parts and position >= len(body) else body


def _expanded(body: bytes, coding: str, where: str) -> bytes:
    if coding in {"", "identity", "none", "utf-8"}:
        return body
    if "," in coding:
        raise InputError(where, "the record is compressed more than once", _LEAVE)
    try:
        data = _by_coding(body, coding, where)
    except (zlib.error, EOFError, ValueError) as error:
        if body.lstrip()[:1] == b"<":  # crawlers expand bodies and leave the header
            return body
        raise InputError(where, f"the record cannot be expanded ({error})", _LEAVE) from error
    if len(data) > MAX_BODY:
        raise InputError(where, f"the record expands to more than {MAX_BODY // 1_000_000} MB", _LEAVE)
    return data


def _by_coding(body: bytes, coding: str, where: str) -> bytes:
    if coding in {"gzip", "x-gzip", "deflate"}:
        try:
            return _inflated(body, _GZIP)
        except zlib.error:
            if coding != "deflate":
                raise
            return _inflated(body, _RAW)
    if coding == "br":
        return _brotli(body, where)
    if coding == "zstd":
        return zstd_bytes(body, MAX_BODY + 1, where)
    raise InputError(where, f"the record is compressed as {coding[:40]!r}, which is not read", _LEAVE)


def _inflated(body: bytes, window: int) -> bytes:
    expanding = zlib.decompressobj(window)
    data = expanding.decompress(body, MAX_BODY + 1)
    if not expanding.eof and len(data) <= MAX_BODY:
        raise EOFError("it is cut off")
    return data


def _brotli(body: bytes, where: str) -> bytes:
    with needed("brotli", where):
        import brotli
    expanding = brotli.Decompressor()
    try:
        data = bytes(expanding.process(body, output_buffer_limit=MAX_BODY + 1))
    except brotli.error as error:
        raise ValueError(str(error)) from error
    if not expanding.is_finished() and len(data) <= MAX_BODY:
        raise EOFError("it is cut off")
    return data
