"""Web archives: records become articles, and no bad one costs another."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import archive, read
from tests.reading import BODY, articles, errors, write

pytest.importorskip("fastwarc")
brotli = pytest.importorskip("brotli")
zstd = pytest.importorskip("backports.zstd")


def page(subject: str, head: str = "") -> bytes:
    text = (
        BODY.replace("grain depot", subject)
        + f"The {subject} had stood empty since the harvest, its owner told us.\n"
    )
    body = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
    title = f"<title>Fire at the {subject}</title>"
    return f"<html><head>{title}{head}</head><body><article>{body}</article></body></html>".encode()


def record(
    body: bytes, *headers: str, kind: str = "response", status: str = "200 OK", length: int | None = None
) -> bytes:
    http = "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *headers, "", ""])
    block = http.encode() + body
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Target-URI: <https://valley.example/fire>",
        "WARC-Date: 2022-05-06T07:08:09Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"


def other(body: bytes, kind: str, media: str) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return out.getvalue()


PUBLISHED = (
    '<meta property="article:published_time" content="2021-03-04">'
    '<meta property="og:site_name" content="Valley Courier">'
)
INFO = other(b"software: none\r\n", "warcinfo", "application/warc-fields")
GOOD = [INFO, record(page("mill", PUBLISHED)), record(page("barn"))]


@pytest.mark.parametrize("ending", [".warc", ".warc.gz", ".warc.zst"])
def test_web_archive(tmp_path: Path, ending: str) -> None:
    pack = {".gz": gzip.compress, ".zst": zstd.compress}.get(ending[5:], bytes)
    path = write(
        tmp_path / f"crawl{ending}", b"".join(map(pack, GOOD))
    )  # each record by itself, as crawlers do
    mill, barn = articles(path)
    assert (mill.id, mill.source, mill.url) == ("crawl-2", f"{path}:2", "https://valley.example/fire")
    assert [found.value for found in (mill.title, mill.date, mill.publisher) if found] == [
        "Fire at the mill",
        "2021-03-04",
        "Valley Courier",
    ]
    assert barn.date is None  # the day of the crawl is not the day of the article
    assert "barn" in barn.text


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:100], body[100:])) + b"0\r\n\r\n"


def test_answers_as_servers_send_them(tmp_path: Path) -> None:
    raw = zlib.compressobj(wbits=-15)
    records = [
        record(chunked(page("hut")), "Transfer-Encoding: chunked"),
        record(page("inn"), "Transfer-Encoding: chunked"),  # joined by the crawler, which left the header
        record(gzip.compress(page("bar")), "Content-Encoding: gzip"),
        record(page("spa"), "Content-Encoding: gzip"),
        record(raw.compress(page("den")) + raw.flush(), "Content-Encoding: deflate"),
        record(brotli.compress(page("pub")), "Content-Encoding: br"),
        record(zstd.compress(page("gym")), "Content-Encoding: zstd"),
        other(page("zoo"), "resource", "text/html; charset=utf-8"),
        other(f"Fire at the inn\n\n{BODY}".encode(), "conversion", "text/plain"),
    ]
    got = articles(write(tmp_path / "a.warc", b"".join(records)))
    assert [article.id for article in got] == [f"a-{number}" for number in range(1, 10)]


def test_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    records = [
        record(b"<html><body><form><input></form></body></html>"),
        record(page("mill"), status="404 Not Found"),
        record(page("mill"), kind="request"),
        other(b"User-agent: *\n", "resource", "text/plain"),
        other(b"\x89PNG", "resource", "image/png"),
        record(b""),
    ]
    path = write(tmp_path / "a.warc", b"".join([*records, GOOD[1]]))
    assert [article.id for article in articles(path)] == ["a-7"]
    (error,) = errors(write(tmp_path / "b.warc", b"".join(records)))
    assert error.cause == "the web archive holds no article"


BAD_RECORDS = {
    "gzip bomb": (record(gzip.compress(b" " * 50_000_000), "Content-Encoding: gzip"), "more than 20 MB"),
    "brotli bomb": (record(brotli.compress(b" " * 50_000_000), "Content-Encoding: br"), "more than 20 MB"),
    "zstd bomb": (record(zstd.compress(b" " * 50_000_000), "Content-Encoding: zstd"), "more than 20 MB"),
    "cut gzip": (record(gzip.compress(page("hut"))[:-99], "Content-Encoding: gzip"), "cannot be expanded"),
    "no brotli": (record(b"\xffno", "Content-Encoding: br"), "cannot be expanded"),
    "twice": (record(b"x", "Content-Encoding: gzip, gzip"), "more than once"),
    "unknown coding": (record(b"x", "Content-Encoding: rot13"), "not read"),
    "no answer": (other(b"hello", "response", "application/http"), "no answer"),
    "large": (other(b" " * 20_000_001, "response", "application/http"), "larger than 20 MB"),
    "binary": (record(b"\0\1\2<html>" * 50), "binary"),
}


@pytest.mark.parametrize(("bad", "cause"), BAD_RECORDS.values(), ids=BAD_RECORDS.keys())
def test_bad_record_costs_only_itself(tmp_path: Path, bad: bytes, cause: str) -> None:
    path = write(tmp_path / "a.warc", GOOD[1] + bad + GOOD[2])
    first, error, last = read([str(path)])
    assert isinstance(first, Article)
    assert isinstance(error, InputError)
    assert isinstance(last, Article)
    assert (error.where, cause in error.cause, bool(error.cure)) == (f"{path}:2", True, True)
    assert last.id == "a-3"


@pytest.mark.parametrize(
    ("rest", "cause"),
    [
        (GOOD[2][:-300], "cut off"),
        (record(page("hut"), length=10_000), "cut off"),
        (b"junk junk\r\n" * 9, "broken from here on"),
        (b"WARC/1.0\r\nX: " + b"a" * 1_000_000, "broken from here on"),
    ],
)
def test_what_stands_before_a_break_is_read(tmp_path: Path, rest: bytes, cause: str) -> None:
    first, error = read([str(write(tmp_path / "a.warc", GOOD[1] + rest))])
    assert isinstance(first, Article)
    assert isinstance(error, InputError)
    assert cause in error.cause


def test_cut_compressed_archive(tmp_path: Path) -> None:
    first, error = read([str(write(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, GOOD))[:-40]))])
    assert isinstance(first, Article)
    assert isinstance(error, InputError)
    assert "cut off" in error.cause


@pytest.mark.parametrize(
    ("data", "cause"), [(b"", "empty"), (b"hello\n" * 99, "no web archive"), (b"PK\3\4", "no web archive")]
)
def test_no_web_archive(tmp_path: Path, data: bytes, cause: str) -> None:
    (error,) = errors(write(tmp_path / "a.warc", data))
    assert cause in error.cause


@pytest.mark.parametrize("ending", [".wacz", ".wacz.gz"])
def test_packed_web_archive(tmp_path: Path, ending: str) -> None:
    wacz = zipped(
        [
            ("datapackage.json", json.dumps({"profile": "data-package"}).encode()),
            ("archive/one.warc.gz", b"".join(map(gzip.compress, GOOD))),
            ("archive/three.warc", record(page("hut"))),
            ("archive/two.warc.gz", b"broken"),
        ]
    )
    path = write(tmp_path / f"c{ending}", gzip.compress(wacz) if ending.endswith("gz") else wacz)
    got = list(read([str(path)]))
    assert [item.id for item in got if isinstance(item, Article)] == ["c-one-2", "c-one-3", "c-three-1"]
    (error,) = [item for item in got if isinstance(item, InputError)]
    assert error.where == f"{path}/archive/two.warc.gz"


def encrypted(wacz: bytes) -> bytes:
    """Set the flag of encryption in both heads of the only file."""
    data = bytearray(wacz)
    for magic, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(magic) + place] |= 1
    return bytes(data)


ONE = [("archive/a.warc", GOOD[1])]
BAD_ZIPS = {
    "empty": (b"", "empty"),
    "no zip": (b"hello", "no zip file"),
    "cut": (zipped(ONE)[:-30], "no zip file, or cut off"),
    "no WARC": (zipped([("a.txt", b"x")]), "holds no WARC"),
    "path that leads out": (zipped([("../../a.warc", GOOD[1])]), "leads out"),
    "absolute path": (zipped([("/etc/a.warc", GOOD[1])]), "leads out"),
    "encrypted": (encrypted(zipped(ONE)), "encrypted"),
    "bomb": (zipped([("a.warc", other(b" " * 60_000_000, "resource", "text/html"))]), "200 times"),
    "nested": (zipped([("a.warc.gz", gzip.compress(gzip.compress(GOOD[1])))]), "more than once"),
}


@pytest.mark.parametrize(("data", "cause"), BAD_ZIPS.values(), ids=BAD_ZIPS.keys())
def test_bad_packed_archive(tmp_path: Path, data: bytes, cause: str) -> None:
    path = write(tmp_path / "in" / "a.wacz", data)
    write(tmp_path / "in" / "b.txt", BODY)
    got = list(read([str(tmp_path / "in")]))
    assert [item.id for item in got if isinstance(item, Article)] == ["b"]
    found = [item for item in got if isinstance(item, InputError) and cause in item.cause]
    assert found
    assert found[-1].where.startswith(str(path))
    assert not list(tmp_path.glob("*.warc"))


def test_files_that_lie_over_each_other(tmp_path: Path) -> None:
    wacz = bytearray(zipped(ONE))
    directory = wacz.index(b"PK\1\2")
    wacz[directory + 20 : directory + 24] = (10**8).to_bytes(4, "little")  # its compressed size
    (error,) = errors(write(tmp_path / "a.wacz", bytes(wacz)))
    assert "over each other" in error.cause


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    (error,) = errors(write(tmp_path / "a.wacz", zipped((f"{number}.warc", b"") for number in range(3))))
    assert "more than 2 files" in error.cause


def test_record_by_record(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.warc", GOOD[1] + b"".join(record(page(f"hut {number}")) for number in range(50))
    )
    assert isinstance(
        next(iter(read([str(path)]))), Article
    )  # what stands before is given before the rest is read


def test_missing_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    (error,) = errors(write(tmp_path / "a.warc", GOOD[1]))
    assert (error.where, error.cure) == (str(tmp_path / "a.warc"), "pip install 'claimgraph[formats]'")
