"""Reading files, folders, patterns and standard input, with what is known of each article."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article, Span, text_digest
from kg.read import read
from kg.read.find import find
from tests.reading import BODY, STORY, articles, write

SEEDS = Path(__file__).parents[2] / "shared" / "gold" / "seeds"
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in (BODY * 2).split("\n\n"))
PUBLISHED = '<meta property="article:published_time" content="2021-03-04T08:15:00+00:00">'
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Depot burns after raid - Courier</title>
<meta property="og:title" content="Depot burns after raid">{PUBLISHED}
<meta property="og:site_name" content="Valley Courier"><link rel="canonical" href="https://valley.example/depot">
</head><body><header><span class="date">Wednesday, April 24, 2024</span><nav><a>Home</a></nav></header>
<article><h1>Depot burns after raid</h1>{PARAGRAPHS}<p>Advertisement</p></article>
<footer>© 2024 Valley Courier. All rights reserved.</footer></body></html>"""


def furniture(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.boilerplate]


def test_text_is_kept_to_the_last_code_point(tmp_path: Path) -> None:
    stored = "\ufeffDepot burns\r\n\r\n  “Nothing” left,\tthey said. \u2028é e\u0301\r\n"
    (article,) = articles(write(tmp_path / "a.txt", stored))
    assert article.text == stored
    assert article.sha256 == text_digest(stored)
    assert article.id == "a"
    assert article.boilerplate[0] == Span(0, 1)  # the byte order mark


def test_markdown_keeps_its_front_matter_as_boilerplate(tmp_path: Path) -> None:
    stored = (
        "---\nid: 007\ntitle: Depot burns\ndate: 4 March 2021\nsource: Valley Courier\n"
        f"url: https://valley.example/depot\n---\n# Depot burns\n\n{BODY}"
    )
    (article,) = articles(write(tmp_path / "a.md", stored))
    assert article.text == stored
    assert (article.id, article.url) == ("007", "https://valley.example/depot")
    assert [
        (found.value, found.how) for found in (article.title, article.date, article.publisher) if found
    ] == [
        ("Depot burns", "metadata"),
        ("2021-03-04", "metadata"),
        ("Valley Courier", "metadata"),
    ]
    assert article.boilerplate[0].start == 0
    assert furniture(article)[0].endswith("---\n# ")


def test_thematic_breaks_are_no_front_matter(tmp_path: Path) -> None:
    stored = f"---\nA note on method\n---\n\n{BODY}"
    (article,) = articles(write(tmp_path / "a.md", stored))
    assert article.text == stored
    assert not any("method" in words for words in furniture(article))


def test_page_gives_its_article_and_its_own_metadata(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path / "a.html", PAGE))
    assert article.text.startswith("Depot burns after raid\n\nVillagers said")
    assert "2024" not in article.text
    assert article.date is not None
    assert (article.date.value, article.date.how) == ("2021-03-04", "metadata")
    assert article.publisher is not None
    assert article.publisher.value == "Valley Courier"
    assert article.url == "https://valley.example/depot"
    assert "Advertisement" not in article.text or "Advertisement" in furniture(article)


def test_crawl_date_of_a_page_is_not_its_date(tmp_path: Path) -> None:
    page = PAGE.replace(PUBLISHED, "")
    (article,) = articles(write(tmp_path / "a.html", page))
    assert article.date is None


def test_layout_tables_are_read_as_paragraphs(tmp_path: Path) -> None:
    menu, story = "<tr><td>Home | World</td></tr>", f"<tr><td>{PARAGRAPHS}</td></tr>"
    page = f"<html><body><table>{menu}</table><table>{story}</table></body></html>"
    (article,) = articles(write(tmp_path / "a.htm", page))
    assert "|" not in article.text
    assert "\n\nThe ministry denied" in article.text


def test_page_is_decoded_as_it_declares(tmp_path: Path) -> None:
    page = PAGE.replace('"utf-8"', '"iso-8859-1"').replace("a fabrication", "“a fabrication”")
    (article,) = articles(write(tmp_path / "a.html", page.encode("cp1252")))
    assert "“a fabrication”" in article.text


def test_records_of_json_lines(tmp_path: Path) -> None:
    first = {
        "id": "x1",
        "text": STORY,
        "title": "Depot",
        "date": "2021-03-04",
        "publisher": {"name": "Courier"},
    }
    lines = [json.dumps(first), "", "{broken", json.dumps({"title": "no text"}), json.dumps({"body": BODY})]
    path = write(tmp_path / "news.jsonl", "\n".join(lines))
    got = list(read([str(path)]))
    assert [item.id if isinstance(item, Article) else item.where for item in got] == [
        "x1",
        f"{path}:3",
        f"{path}:4",
        "news-5",
    ]
    assert isinstance(got[0], Article)
    assert got[0].text == STORY
    assert got[0].source == f"{path}:1"
    assert got[0].publisher is not None
    assert got[0].publisher.value == "Courier"


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (json.dumps({"text": BODY}), ["n"]),
        (json.dumps([{"text": BODY}, {"text": STORY, "id": "s"}], indent=1), ["n-2", "s"]),
        (json.dumps({"text": BODY}) + "\n" + json.dumps({"text": STORY}), ["n-1", "n-2"]),
    ],
)
def test_json_is_a_record_a_list_or_lines(tmp_path: Path, content: str, ids: list[str]) -> None:
    assert [article.id for article in articles(write(tmp_path / "n.json", content))] == ids


def test_broken_list_names_the_line_and_keeps_what_came_before(tmp_path: Path) -> None:
    path = write(tmp_path / "n.json", '[\n{"text": "A short report about a raid."},\n{"text": oops}\n]')
    article, error = read([str(path)])
    assert isinstance(article, Article)
    assert isinstance(error, InputError)
    assert error.where == f"{path}:3"


def test_folder_is_read_in_order_without_hidden_and_other_files(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("b.txt", "a/z.TXT", "c.md", ".hidden.txt", ".git/x.txt", "scan.png", "meta.json"):
        write(tmp_path / name, "{}" if name == "meta.json" else f"{STORY}{name}\n")
    with caplog.at_level(logging.WARNING):
        assert [article.id for article in articles(tmp_path)] == ["z", "b", "c"]
    assert "skipped 2 files" in caplog.text


def test_pattern_reads_what_matches(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt", "two.md"):
        write(tmp_path / name, f"{STORY}{name}\n")
    assert [article.id for article in articles(tmp_path / "*.txt")] == ["one", "two"]
    assert [article.id for article in articles(tmp_path / "t*")] == ["two", "two"]


def test_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", STORY)
    assert len(articles(path, tmp_path, tmp_path / "*.txt", path)) == 1


def test_identical_text_is_one_article(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", STORY)
    write(tmp_path / "a.txt", STORY)
    assert [article.id for article in articles(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (STORY.encode(), "Depot burns"),
        (PAGE.encode(), "Depot burns"),
        (json.dumps({"text": BODY}).encode(), "Villagers"),
        (b'{"text": "First report of the raid."}\n{"text": "Second report of it."}', "First"),
    ],
)
def test_standard_input_is_recognised_by_content(content: bytes, beginning: str) -> None:
    assert articles("-", stdin=content)[0].text.startswith(beginning)


def test_metadata_comes_before_sidecar_before_text(tmp_path: Path) -> None:
    write(
        tmp_path / "articles.csv",
        "\ufeffid,File,date,publisher,note\nb,,05-09-2013,Sidecar Wire,x\n,a.txt,2001,,\n",
    )
    write(tmp_path / "a.txt", f"A headline of note\n\nPublished 6 May 2002\n\n{BODY}")
    write(tmp_path / "b.md", f"---\ndate: 2010\n---\n{STORY}")
    write(tmp_path / "c.txt", f"Another headline\n\nPublished 6 May 2002\n\n{BODY}")
    found = {article.id: article for article in articles(tmp_path)}
    dates = {name: (article.date.value, article.date.how) for name, article in found.items() if article.date}
    assert dates == {"a": ("2001", "sidecar"), "b": ("2010", "metadata"), "c": ("2002-05-06", "text")}
    assert found["b"].publisher is not None
    assert (found["b"].publisher.value, found["b"].publisher.how) == ("Sidecar Wire", "sidecar")
    assert found["c"].title is not None
    assert (found["c"].title.value, found["c"].title.how) == ("Another headline", "text")


@pytest.mark.parametrize("sidecar", [b"a,b\n1,2\n", b"\xff\xfe\x00", b'id,date\n"open'])
def test_broken_sidecar_costs_only_itself(
    tmp_path: Path, sidecar: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "articles.csv", sidecar)
    write(tmp_path / "a.txt", STORY)
    assert len(articles(tmp_path)) == 1
    assert "articles.csv" in caplog.text


def test_what_is_no_date_or_address_is_told_and_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    record = {"text": STORY, "date": "sometime", "url": "javascript:alert(1)"}
    (article,) = articles(write(tmp_path / "a.json", json.dumps(record)))
    assert (article.date, article.url) == (None, None)
    assert "sometime" in caplog.text
    assert "javascript" in caplog.text


def test_detected_encoding_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = (
        "Министерство обороны заявило в субботу, что авиация нанесла удар по городу, погибли мирные жители. "
        * 3
    )
    (article,) = articles(write(tmp_path / "a.txt", text.encode("cp1251")))
    assert article.text == text
    assert "a.txt: not UTF-8; detected and read as cp1251" in caplog.text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_byte_order_mark_names_the_encoding(tmp_path: Path, encoding: str) -> None:
    (article,) = articles(write(tmp_path / "a.txt", STORY.encode(encoding)))
    assert article.text == f"\ufeff{STORY}"


def test_id_borne_by_two_texts(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "x", "text": text}) for text in (STORY, BODY)]
    article, error = read([str(write(tmp_path / "a.jsonl", "\n".join(lines)))])
    assert isinstance(article, Article)
    assert isinstance(error, InputError)
    assert "'x' is borne by another text" in error.cause


def test_same_file_name_in_two_folders_is_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "a" / "index.txt", STORY)
    write(tmp_path / "b" / "index.txt", BODY)
    assert [article.id for article in articles(tmp_path)] == ["index", "index"]
    assert "has the id 'index' too" in caplog.text


def test_name_that_is_not_utf8_gives_plain_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text(STORY)
    (article,) = articles(tmp_path)
    assert article.id == "caf\ufffd"
    article.source.encode()


def test_what_find_shows_is_sorted_by_path(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "a/c.txt"):
        write(tmp_path / name, STORY)
    found = [
        item.path.relative_to(tmp_path).as_posix()
        for item in find([str(tmp_path)])
        if not isinstance(item, InputError)
    ]
    assert found == sorted(found)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/gold/seeds is not here")
def test_seeds_are_kept_as_stored_and_bear_no_crawl_date() -> None:
    seeds = {article.id: article for article in articles(SEEDS)}
    assert len(seeds) == 5
    for article in seeds.values():
        assert article.text.encode() == Path(article.source).read_bytes()
        assert article.date is None or not article.date.value.startswith("2024")
    crawl = seeds["seed-002"].text.index("2024")
    assert any(span.start <= crawl < span.end for span in seeds["seed-002"].boilerplate)
