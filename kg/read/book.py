"""Books (EPUB), as papers and magazines are kept: each part of the reading order is an article."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO
from urllib.parse import unquote

from kg.errors import InputError
from kg.read import page
from kg.read.archive import content, is_safe, unzipped
from kg.read.draft import Draft
from kg.read.markup import Element, elements
from kg.read.metadata import fields_of

MAX_PART = 20_000_000
"""Bytes of one part of a book, expanded."""
MAX_BOOK = 200_000_000
"""Bytes of all parts."""
_MAX_XML = 5_000_000
_PAGES = ("application/xhtml+xml", "text/html")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_NO_BOOK = "check that it is an EPUB file"


def drafts(file: BinaryIO, source: str, name: str) -> Iterator[Draft | InputError]:
    """Yield the articles of a book; a broken part costs only itself."""
    with unzipped(file, source) as archive:
        package = _package_path(archive, source)
        described = elements(_needed(archive, package, source), f"{source}/{package}")
        parts = _reading_order(described, posixpath.dirname(package))
        if _locked(archive, source) & set(parts):
            raise InputError(source, "the book is encrypted (DRM)", "give it without its protection")
        of_book = _metadata(described)
        size = given = 0
        for number, path in enumerate(parts, start=1):
            where = f"{source}/{path}"
            if size > MAX_BOOK:
                raise InputError(source, f"it expands to more than {MAX_BOOK // 1_000_000} MB", "split it")
            try:
                data = _part(archive, path, where)
                size += len(data)
                draft = next(page.drafts(data, where, f"{name}-{number}"))
            except page.NoArticleError:
                continue  # a cover, a list of contents
            except InputError as error:
                yield error
            else:
                yield Draft(where, draft.name, draft.text, {**draft.fields, **of_book}, draft.marked)
            given += 1
        if not given:
            raise InputError(source, "the book holds no article", _NO_BOOK)


def _package_path(archive: zipfile.ZipFile, source: str) -> str:
    container = content(archive, "META-INF/container.xml", f"{source}/META-INF/container.xml", _MAX_XML)
    if container is None:
        raise InputError(source, "it is no EPUB file: it lacks META-INF/container.xml", _NO_BOOK)
    roots = elements(container, f"{source}/META-INF/container.xml")
    path = next((root.attributes.get("full-path", "") for root in roots if root.name == "rootfile"), "")
    if not path:
        raise InputError(source, "it is no EPUB file: its container names no book", _NO_BOOK)
    return path


def _needed(archive: zipfile.ZipFile, path: str, source: str) -> bytes:
    data = content(archive, path, f"{source}/{path}", _MAX_XML)
    if data is None:
        raise InputError(source, f"the book lacks its file {path!r}", "get or make the book again")
    return data


def _part(archive: zipfile.ZipFile, path: str, where: str) -> bytes:
    if not is_safe(path):
        raise InputError(where, "its name leads out of the archive", "leave the book out: it is hostile")
    data = content(archive, path, where, MAX_PART)
    if data is None:
        raise InputError(where, "the book lacks this file", "get or make the book again")
    return data


def _reading_order(described: Sequence[Element], folder: str) -> list[str]:
    """Return the paths of the pages of a book in the order of reading, each once."""
    paths = {
        item.attributes["id"]: posixpath.normpath(posixpath.join(folder, unquote(item.attributes["href"])))
        for item in described
        if item.name == "item"
        and {"id", "href"} <= item.attributes.keys()
        and item.attributes.get("media-type") in _PAGES
        and "nav" not in item.attributes.get("properties", "").split()
    }
    references = (item.attributes.get("idref", "") for item in described if item.name == "itemref")
    return list(dict.fromkeys(paths[reference] for reference in references if reference in paths))


def _locked(archive: zipfile.ZipFile, source: str) -> set[str]:
    """Return the paths that are encrypted; fonts that are only veiled are none of them."""
    where = f"{source}/META-INF/encryption.xml"
    data = content(archive, "META-INF/encryption.xml", where, _MAX_XML)
    locked, method = set(), ""
    for element in elements(data, where) if data else ():
        if element.name == "EncryptionMethod":
            method = element.attributes.get("Algorithm", "")
        elif element.name == "CipherReference" and method not in _FONTS:
            locked.add(posixpath.normpath(unquote(element.attributes.get("URI", ""))))
    return locked


def _metadata(described: Sequence[Element]) -> Mapping[str, str]:
    """Return what a book says of all its parts; its own title and address are not theirs."""
    said: dict[str, str] = {}
    for element in described:
        if element.name in {"date", "publisher"} and element.attributes.get("event") != "modification":
            said.setdefault(element.name, element.text)
    return fields_of(said)
