"""Bytes of an input to text: their encoding is proven, declared or surely detected, never guessed."""

from __future__ import annotations

import codecs
import logging
import re

import charset_normalizer

from kg.errors import InputError

log = logging.getLogger(__name__)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the web uses (WHATWG Encoding Standard): the many other code pages only add false rivals.
_DETECTABLE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "koi8_r", "koi8_u", "gb18030", "big5",
    "euc_jp", "euc_kr", "shift_jis",
]  # fmt: skip
_MULTIBYTE = {"gb18030", "big5", "euc_jp", "euc_kr", "shift_jis"}
_MAX_MESS = 0.05  # charset-normalizer's share of odd characters: 0.0 in right decodings of whole articles
_MIN_COHERENCE = 0.3  # its likeness to a known language: 0.5 to 1.0 in right decodings
_RIVAL_MARGIN = 0.1  # a rival this near in coherence, and as clean, leaves the matter open
_MAX_CONTROL = 0.01  # share of control characters above which something is no text
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
EMPTY = ("it is empty", "give it a text or leave it out")
"""Cause and cure of an input without text."""
_BINARY = ("it is a binary file, not text", "give its text as .txt, .md, .html or .json")
_TO_UTF8 = "save it as UTF-8 (for example: iconv -f ENCODING -t UTF-8)"


def decode(data: bytes, where: str, declared: str | None = None) -> str:
    """Decode an input, keeping a byte order mark as U+FEFF; raise InputError where that is not safe.

    `declared` is the encoding that a page names for itself; it counts after the mark and valid UTF-8.
    """
    if not data.strip():
        raise InputError(where, *EMPTY)
    text = _marked(data, where)
    if text is None:
        if b"\0" in data:
            raise InputError(where, *_BINARY)
        text = _strict(data, "utf-8") or _declared(data, declared) or _detected(data, where)
    if "\0" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL * len(text):
        raise InputError(where, *_BINARY)
    if not text.strip("\ufeff \t\r\n"):
        raise InputError(where, *EMPTY)
    return text


def charset_of_page(data: bytes) -> str | None:
    """Return the encoding that an HTML page declares in its first 4 kB."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _marked(data: bytes, where: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            if text is None:
                raise InputError(where, f"it is marked as {encoding.upper()} but is not valid", _TO_UTF8)
            return text
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def _declared(data: bytes, declared: str | None) -> str | None:
    if declared is None:
        return None
    # As browsers do: pages that say Latin-1 or ASCII are Windows-1252, of which it is nearly a part.
    western = declared.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}
    return _strict(data, "cp1252" if western else declared)


def _detected(data: bytes, where: str) -> str:
    matches = charset_normalizer.from_bytes(data, cp_isolation=_DETECTABLE)
    best = matches.best()
    if best is None:
        raise InputError(where, "its encoding cannot be told", _TO_UTF8)
    text = str(best)
    rivals = [
        match
        for match in matches
        if match.chaos <= best.chaos + _MAX_MESS
        and match.coherence >= best.coherence - _RIVAL_MARGIN
        and str(match) != text
    ]
    likely = best.coherence >= _MIN_COHERENCE or best.encoding in _MULTIBYTE
    if best.chaos > _MAX_MESS or rivals or not likely:
        could = ", ".join(_named([best, *rivals])[:3])
        raise InputError(where, f"its encoding cannot be told for sure (it could be {could})", _TO_UTF8)
    log.warning("%s: not UTF-8; detected and read as %s", where, best.encoding)
    return text


def _named(matches: list[charset_normalizer.CharsetMatch]) -> list[str]:
    """Name the encodings that give these texts, the commonest on the web first; several may give the same."""
    names = (name for match in matches for name in match.could_be_from_charset if name in _DETECTABLE)
    return sorted(dict.fromkeys(names), key=lambda name: name != "cp1252")
