"""Title, date, publisher and address of an article: from itself, a sidecar or its text, in that order."""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.model import Found
from kg.read.dates import iso_date
from kg.read.draft import FIELDS, Draft
from kg.read.find import SIDECAR, shown
from kg.read.stamps import Stamps

log = logging.getLogger(__name__)

_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "identifier"),
    "title": ("title", "headline"),
    "date": (
        "date",
        "published",
        "date_published",
        "datepublished",
        "published_at",
        "publish_date",
        "pubdate",
    ),
    "publisher": ("publisher", "outlet", "source", "site_name", "sitename"),
    "url": ("url", "link", "permalink"),
}
"""What inputs call each field; case does not matter."""
_MAX_VALUE = 500
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\[\]]|%(?![0-9A-Fa-f]{2})|#.*#")
_MAX_SIDECAR = 50_000_000  # bytes

Sidecar = Mapping[str, Mapping[str, str]]
"""Fields by the id or the file name of an article."""


def fields_of(record: Mapping[str, Any]) -> dict[str, str]:
    """Take the known fields out of a record; a publisher may be a schema.org object with a name."""
    lowered = {str(key).lower(): value for key, value in record.items()}
    fields = {}
    for name, aliases in _NAMES.items():
        values = (_plain(lowered.get(alias)) for alias in aliases)
        if value := next((value for value in values if value), ""):
            fields[name] = value
    return fields


def _plain(value: object) -> str:
    """Return a value as one clean line, empty where it is no simple value."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(_UNSAFE.sub(" ", str(value)).split())[:_MAX_VALUE]


def read_sidecar(folder: Path) -> Sidecar:
    """Read a folder's articles.csv; a broken one is told in the log and costs only itself."""
    path = folder / SIDECAR
    try:
        if path.stat().st_size > _MAX_SIDECAR:
            log.warning("%s: larger than %d MB; left out", shown(path), _MAX_SIDECAR // 1_000_000)
            return {}
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _rows(csv.DictReader(file, strict=True), path)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError, csv.Error) as error:
        log.warning("%s: not a readable CSV file in UTF-8 (%s); left out", shown(path), error)
        return {}


def _rows(rows: csv.DictReader[str], path: Path) -> Sidecar:
    columns = {name.strip().lower() for name in rows.fieldnames or ()}
    if not columns & {"id", "file"}:
        log.warning("%s: has neither a column id nor a column file; left out", shown(path))
        return {}
    sidecar: dict[str, Mapping[str, str]] = {}
    for row in rows:
        cells = {str(key).strip().lower(): _plain(value) for key, value in row.items()}
        fields = {name: cells[name] for name in FIELDS if name != "id" and cells.get(name)}
        for key in (cells.get("id"), cells.get("file")):
            if key:
                sidecar[key] = fields
    return sidecar


def choose(draft: Draft, sidecar: Mapping[str, str], stamps: Stamps) -> dict[str, Found]:
    """Choose title, date and publisher among what is given; what is no date is told in the log."""
    chosen = {}
    for name in ("title", "date", "publisher"):
        offers = (
            (draft.fields.get(name), "metadata"),
            (sidecar.get(name), "sidecar"),
            (getattr(stamps, name), "text"),
        )
        for value, how in offers:
            good = _date(value, draft.source) if name == "date" and value else value
            if good:
                chosen[name] = Found(good, how)
                break
    return chosen


def _date(value: str, source: str) -> str | None:
    date = iso_date(value)
    if date is None:
        log.warning("%s: %r is no date between 1900 and today; left out", source, value)
    return date


def web_address(draft: Draft, sidecar: Mapping[str, str]) -> str | None:
    """Return the article's address if it is a plain http or https one."""
    url = draft.fields.get("url") or sidecar.get("url")
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or _NOT_IN_IRI.search(url):
        log.warning("%s: %r is no web address; left out", draft.source, url)
        return None
    return url
