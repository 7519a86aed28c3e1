"""Feeds (RSS, Atom): each entry is an article, with the text that the feed itself holds."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from kg.errors import InputError
from kg.read import page
from kg.read.dates import iso_date
from kg.read.draft import Draft
from kg.read.encoding import charset_of_page, decode
from kg.read.extras import needed
from kg.read.metadata import fields_of
from kg.read.records import NoTextError

log = logging.getLogger(__name__)

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|RDF|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z/!]|&#?\w+;")


def drafts(data: bytes, source: str, name: str) -> Iterator[Draft | InputError]:
    """Yield the articles of a feed; raise NoTextError for other XML."""
    text = decode(data, source, charset_of_page(data)).removeprefix("\ufeff")
    if "<!ENTITY" in text:
        cause = "it declares entities of its own, as attacks on readers do"
        raise InputError(source, cause, "leave the feed out, or write the entities out")
    feed = _parsed(_CONTROL.sub(" ", _DECLARATION.sub("", text)), source)
    entries = feed.get("entries", [])
    if not feed.get("version"):
        raise NoTextError(source, "it is no feed", "give a feed in RSS or Atom")
    whole = bool(_END.search(text))
    for number, entry in enumerate(entries if whole else entries[:-1], start=1):
        yield _draft(entry, feed.get("feed", {}), f"{source}:{number}", f"{name}-{number}")
    if not whole:
        yield InputError(f"{source}:{max(1, len(entries))}", "the feed is cut off", "get the feed again")
    elif not entries:
        yield InputError(source, "the feed has no entries", "leave it out")
    elif feed.get("bozo"):
        log.warning("%s: not well-formed (%s); read as far as it goes", source, feed.get("bozo_exception"))


def _parsed(text: str, source: str) -> Mapping[str, Any]:
    """Parse a feed from memory: given a string, feedparser would take it for an address or a path."""
    with needed("feedparser", source):
        import feedparser
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(text.encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,  # markup is taken off below, by the reader of pages
        )
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError) as error:
        raise InputError(source, "the feed's markup cannot be read", "get the feed again") from error
    return parsed


def _draft(entry: Mapping[str, Any], feed: Mapping[str, Any], where: str, name: str) -> Draft | InputError:
    fields = _fields(entry, feed)
    title = fields.get("title", "")
    bodies = [*entry.get("content", []), entry.get("summary_detail") or {}]
    body = max((str(body.get("value") or "") for body in bodies), key=len)
    name = fields.pop("id", "") or name
    try:
        found = _of_page(body, title, where, name) if _TAG.search(body) else None
    except InputError as error:
        return error
    if found is not None:
        return Draft(where, name, found.text, {**found.fields, **fields}, found.marked)
    text = page.words(body) if _TAG.search(body) else body
    if not text.strip():
        return InputError(where, "the entry has no text", "give the article's own page")
    return Draft(where, name, text if title in text[:500] else f"{title}\n\n{text}", fields)


def _of_page(body: str, title: str, where: str, name: str) -> Draft | None:
    """Read an entry's markup as a page; None where it is too short to be one, as a teaser is."""
    html = f"<html><head><title>{escape(title)}</title></head><body><article>{body}</article></body></html>"
    try:
        return next(page.drafts(html.encode("utf-8", "replace"), where, name))
    except page.NoArticleError:
        return None


def _fields(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, str]:
    title = str(entry.get("title") or "")
    given = str(entry.get("published") or entry.get("updated") or "")
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    if moment and iso_date(given) is None:
        given = f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}"
    origin = entry.get("source") or {}
    publisher = entry.get("publisher") or origin.get("title") or feed.get("title")
    return fields_of(
        {
            "id": entry.get("id"),
            "title": page.words(title) if _TAG.search(title) else title,
            "date": given,
            "publisher": publisher,
            "url": entry.get("link"),
        }
    )
