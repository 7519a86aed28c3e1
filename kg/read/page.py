"""HTML pages: trafilatura finds the article in the page; offsets are into the text it gives."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.encoding import charset_of_page, decode
from kg.read.metadata import fields_of

_LOOKS_LIKE_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*$")
_MIN_WORDS = 10  # of a sentence that shows a page to have an article
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MIN_TEXT = 200  # characters below which a page is a menu, a notice or a login form
_NO_ARTICLE = "save the article's own page, or give its text as .txt"
_TABLE_TAGS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_MIN_ROWS = 2  # a table of figures has a head and a row
_MIN_TITLE_WORDS = 4  # shorter is often the name of the site
_TITLE_PARTS = re.compile(r"\s[|»–—-]\s|[|»]")
_PUBLISHED = re.compile(r"\b(?:published|pubdate|entry-date|post-date|article-date)\b", re.IGNORECASE)


class NoArticleError(InputError):
    """A page that holds no article, such as a front page or a form."""


def looks_like_page(data: bytes) -> bool:
    """Tell by its first tags whether an input is an HTML page."""
    return bool(_LOOKS_LIKE_PAGE.match(data[:4096].removeprefix(b"\xef\xbb\xbf")))


def drafts(data: bytes, source: str, name: str) -> Iterator[Draft]:
    """Yield the one article of a page; raise InputError where there is none."""
    html = decode(data, source, charset_of_page(data)).lstrip("\ufeff")
    html = _CONTROL.sub(" ", _XML_DECLARATION.sub("", html))
    try:
        text, fields = _extract(html)
    except (ValueError, TypeError, RecursionError, LookupError, AttributeError) as error:
        # What broken markup has been seen to raise in trafilatura and lxml.
        raise InputError(source, "the page's markup cannot be read", _NO_ARTICLE) from error
    if not _is_article(text):
        raise NoArticleError(source, "the page holds no article", _NO_ARTICLE)
    title = fields.get("title", "")
    if title and _plain(title) not in _plain(text[: 3 * len(title) + 200]):
        text = f"{title}\n\n{text}"
    yield Draft(source, name, text, fields)


def words(html: str) -> str:
    """Return the words of a fragment too short to be a page."""
    import trafilatura  # noqa: PLC0415 - as below

    try:
        return " ".join(trafilatura.html2txt(f"<html><body>{html}</body></html>").split())
    except (ValueError, TypeError, RecursionError, LookupError, AttributeError):
        return ""


def _is_article(text: str) -> bool:
    lines = text.splitlines()
    sentences = (line for line in lines if len(line.split()) >= _MIN_WORDS and _SENTENCE_END.search(line))
    return len(text) >= _MIN_TEXT and next(sentences, None) is not None


def _extract(html: str) -> tuple[str, dict[str, str]]:
    """Return the page's main text, paragraphs parted by blank lines, and the metadata its markup gives."""
    # Its 144 ms of start-up are spared to builds without pages.
    import trafilatura  # noqa: PLC0415
    from trafilatura.metadata import extract_metadata, extract_title  # noqa: PLC0415

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    tree = trafilatura.load_html(html)
    if tree is None:
        return "", {}
    dates = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01"}
    head = extract_metadata(_head_only(tree), date_config=dates)
    fields = fields_of(
        {
            "title": head.title or extract_title(tree),
            "date": head.date or _article_time(tree),
            "publisher": head.sitename,
            "url": head.url,
        }
    )
    fields["title"] = _title(fields.get("title", ""), tree)
    _flatten_layout(tree)
    found = trafilatura.bare_extraction(tree, include_comments=False)
    lines = (getattr(found, "text", None) or "").splitlines()
    return "\n\n".join(line.strip() for line in lines if line.strip()), fields


def _flatten_layout(tree: Any) -> None:
    """Turn tables that only lay out a page into plain blocks; those of figures stay."""
    for table in list(tree.iter("table")):
        nested = table.find(".//p") is not None or table.find(".//table") is not None
        if nested or len(table.findall(".//tr")) < _MIN_ROWS:
            for cell in list(table.iter(*_TABLE_TAGS)):
                cell.tag = "div"


def _title(given: str, tree: Any) -> str:
    """Choose the part of a page's title that the page shows: sites put their own name in too."""
    body = tree.find("body")
    if len(given.split()) >= _MIN_TITLE_WORDS or body is None:
        return given
    shown = _plain(" ".join(body.itertext()))
    parts = sorted(_TITLE_PARTS.split(tree.findtext(".//title") or ""), key=len, reverse=True)
    longer = (part.strip() for part in parts if len(part.split()) >= _MIN_TITLE_WORDS)
    return next((part for part in longer if _plain(part) in shown), given)


def _head_only(tree: Any) -> Any:
    """Copy a page without what is visible, so that no crawl date is taken for the article's."""
    bare = copy.deepcopy(tree)
    body = bare.find("body")
    if body is not None:
        records = [script for script in body.iter("script") if _is_record(script)]
        body.clear()
        body.extend(records)
    for element in list(bare.iter("script", "style", "link")):
        if not _is_record(element) and element.get("rel") != "canonical":
            element.drop_tree()
    return bare


def _is_record(element: Any) -> bool:
    return "ld+json" in (element.get("type") or "")


def _article_time(tree: Any) -> str | None:
    """Return the machine-readable time of the page's article, where markup names it the publication's."""
    for element in tree.iter("time", "meta", "span"):
        marks = " ".join(element.get(name) or "" for name in ("itemprop", "class", "pubdate"))
        moment = element.get("datetime") or element.get("content")
        if moment and (_PUBLISHED.search(marks) or "datePublished" in marks):
            return str(moment)
    return None


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()
