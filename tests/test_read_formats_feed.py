"""Feeds: entries become articles, and hostile or broken XML is one clear error."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import read
from tests.reading import BODY, articles, errors, write

pytest.importorskip("feedparser")

LONG = "".join(
    f"<p>{line}</p>"
    for line in f"{BODY}The owner of the depot had left the town in May.".splitlines()
    if line
)
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    channel = f"<channel><title>Valley Courier</title>{''.join(items)}</channel>"
    return f'{head}<rss version="2.0" {CONTENT}>{channel}</rss>'


def item(title: str, body: str, *more: str) -> str:
    described = f"<description>{escape(body)}</description>"
    return f"<item><title>{title}</title>{described}{''.join(more)}</item>"


FULL = item(
    "Depot burns &amp;amp; smoulders",
    "Two aircraft were seen.",
    "<link>https://valley.example/depot</link><guid>tag:valley,7</guid>",
    "<pubDate>Thu, 04 Mar 2021 08:15:00 GMT</pubDate>",
    f"<content:encoded><![CDATA[{LONG}<script>alert(1)</script>]]></content:encoded>",
)
TEASER = item("Ferry runs aground", "<p>All <b>forty</b> on board were saved.</p>")


@pytest.mark.parametrize("ending", ["rss", "xml"])
def test_rss(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"a.{ending}", rss(FULL, TEASER))
    full, teaser = articles(path)
    assert (full.id, full.source, full.url) == ("tag:valley,7", f"{path}:1", "https://valley.example/depot")
    assert [found.value for found in (full.title, full.date, full.publisher) if found] == [
        "Depot burns & smoulders",
        "2021-03-04",
        "Valley Courier",
    ]
    assert "set fire to the grain depot" in full.text
    assert "alert" not in full.text
    assert (teaser.id, teaser.text) == ("a-2", "Ferry runs aground\n\nAll forty on board were saved.")


def test_atom(tmp_path: Path) -> None:
    entry = (
        '<entry><id>urn:x:1</id><title>Depot burns</title><link href="https://valley.example/d"/>'
        "<updated>2021-03-04T08:15:00Z</updated><source><title>Hill Wire</title></source>"
        f'<content type="html">{escape(LONG)}</content></entry>'
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Gathered</title>{entry}</feed>'
    (article,) = articles(write(tmp_path / "a.atom", feed))
    assert article.publisher
    assert article.date
    assert (article.id, article.publisher.value, article.date.value) == ("urn:x:1", "Hill Wire", "2021-03-04")
    assert "\n\n" in article.text


def test_feed_in_another_encoding(tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="iso-8859-1"?>'
    data = rss(item("Dépôt en feu", "Le dépôt brûle."), head=head).encode("latin-1")
    (article,) = articles(write(tmp_path / "a.rss", data))
    assert article.text == "Dépôt en feu\n\nLe dépôt brûle."


LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BAD = {
    "billion laughs": (rss(item("x", "y").replace("y", "&i;"), head=LAUGHS), "entities"),
    "billion laughs in UTF-16": (rss(item("x", "y"), head=LAUGHS).encode("utf-16"), "entities"),
    "file of the reader": (rss(item("x", "y"), head=OUTSIDE), "entities"),
    "cut off": (rss(TEASER)[:-60], "cut off"),
    "no feed": ("<note><to>x</to></note>", "no feed"),
    "no XML": ("hello", "no feed"),
    "address, not a feed": ("http://127.0.0.1:9/feed", "no feed"),
    "path, not a feed": (__file__, "no feed"),
    "no entries": (rss(), "no entries"),
    "entry without text": (rss(item("x", "")), "no text"),
    "empty": ("", "empty"),
    "nested beyond measure": (rss("<item>" * 50_000), "no text"),
}


@pytest.mark.parametrize(("content", "cause"), BAD.values(), ids=BAD.keys())
def test_bad_feed(tmp_path: Path, content: str | bytes, cause: str) -> None:
    path = write(tmp_path / "a.rss", content)
    error = errors(path)[-1]
    assert (error.where.startswith(str(path)), cause in error.cause, bool(error.cure)) == (True, True, True)


def test_entries_before_a_cut_are_read(tmp_path: Path) -> None:
    got = list(read([str(write(tmp_path / "a.rss", rss(TEASER, FULL)[:-300]))]))
    assert [item.title.value for item in got if isinstance(item, Article) and item.title] == [
        "Ferry runs aground"
    ]
    assert [item.cause for item in got if isinstance(item, InputError)] == ["the feed is cut off"]


def test_other_xml_of_a_folder_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "settings.xml", "<settings/>")
    write(tmp_path / "a.rss", rss(TEASER))
    assert len(articles(tmp_path)) == 1
