"""Tables and compressed files: what is read, and what each kind of bad one costs."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import read
from kg.read.expand import opened
from tests.reading import BODY, STORY, articles, errors, write

HEAD = "id,Headline,Published,outlet,link,text\n"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def zst(data: bytes) -> bytes:
    zstd = pytest.importorskip("backports.zstd")
    return bytes(zstd.compress(data))


PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zst}


def test_table(tmp_path: Path) -> None:
    row = f"7,Depot burns,4 March 2021,Valley Courier,https://valley.example/depot,{quoted(BODY)}\n"
    table = write(
        tmp_path / "news.csv", HEAD + row + f",,,,,{quoted('A ferry ran aground; all were saved.')}\n"
    )
    first, second = articles(table)
    assert (first.id, first.text, first.url) == ("7", BODY, "https://valley.example/depot")
    assert [found.value for found in (first.title, first.date, first.publisher) if found] == [
        "Depot burns",
        "2021-03-04",
        "Valley Courier",
    ]
    assert (second.id, second.source) == ("news-2", f"{table}:6")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_as_programs_write_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content = f"title{delimiter}Body\r\nDépôt{delimiter}{quoted(BODY)}\r\n".encode(encoding)
    (article,) = articles(write(tmp_path / "a.csv", content))
    assert article.title
    assert (article.title.value, article.text) == ("Dépôt", BODY)


def test_rows_of_a_table_fail_alone(tmp_path: Path) -> None:
    rows = [
        b"ok," + quoted(STORY).encode(),
        b"a,b,c",
        b"x,",
        b"x,nul\0nul",
        b"x,\x81\x8d \xff",
        b"",
        b"ok2,Fine.",
    ]
    table = write(tmp_path / "a.csv", b"title,text\n" + b"\n".join(rows))
    got = list(read([str(table)]))
    assert [item.source for item in got if isinstance(item, Article)] == [f"{table}:2", f"{table}:13"]
    bad = [(item.where.rpartition(":")[2], item.cause) for item in got if isinstance(item, InputError)]
    assert [line for line, _ in bad] == ["8", "9", "10", "11"]
    assert [
        word in cause
        for (_, cause), word in zip(bad, ["3 values", "empty", "characters", "encoding"], strict=True)
    ]


def test_long_text_is_read_and_a_longer_one_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "The council met again. " * 20_000  # more than the 131,072 characters that csv allows by itself
    (article,) = articles(write(tmp_path / "a.csv", f"text\n{long}\n"))
    assert len(article.text) == len(long)
    monkeypatch.setattr("kg.read.table.MAX_LINE", 1000)
    (error,) = errors(write(tmp_path / "b.csv", f"text\n{long}\n"))
    assert (error.where, error.cause.startswith("the line is longer")) == (f"{tmp_path / 'b.csv'}:2", True)
    (error,) = errors(write(tmp_path / "c.csv", 'text\n"' + "never closed\n" * 200))
    assert "no table from here on" in error.cause


def test_head_that_is_none(tmp_path: Path) -> None:
    (error,) = errors(write(tmp_path / "a.csv", b"title,te\rxt\na,b\n"))  # found by mutation
    assert "no head of a table" in error.cause


def test_other_tables_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "prices.csv", "day,price\n1,2\n")
    write(tmp_path / "articles.csv", "file,title\na.txt,Depot burns\n")
    write(tmp_path / "a.txt", BODY)
    (article,) = articles(tmp_path)
    assert article.title
    assert article.title.value == "Depot burns"
    (error,) = errors(tmp_path / "prices.csv")
    assert "no column of texts" in error.cause


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("txt", STORY),
        ("md", f"---\nid: a\n---\n{STORY}"),
        ("jsonl", '{"id": "a", "text": "Two boats met."}'),
        ("csv", "id,text\na,Two boats met.\n"),
    ],
)
def test_compressed(tmp_path: Path, packing: str, kind: str, content: str) -> None:
    path = write(tmp_path / f"a.{kind}{packing}", PACKERS[packing](content.encode()))
    (article,) = articles(tmp_path)
    assert (article.id, article.source.removesuffix(":1").removesuffix(":2")) == ("a", str(path))


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (lambda pack: pack(STORY.encode() * 99)[:-9], "cut off"),
        (lambda _: STORY.encode(), "cannot be expanded"),
        (lambda _: b"", "is empty"),
        (lambda pack: pack(b""), "is empty"),
        (lambda pack: pack(pack(STORY.encode())), "more than once"),
        (lambda pack: pack(b" " * 6_000_000), "larger than 5 MB"),
    ],
)
def test_bad_compressed_file(
    tmp_path: Path, packing: str, spoil: Callable[[Callable[[bytes], bytes]], bytes], cause: str
) -> None:
    PACKERS[packing](b"")  # skips where the library is missing
    write(tmp_path / "good.txt", BODY)
    path = write(tmp_path / f"a.txt{packing}", spoil(PACKERS[packing]))
    error, article = read([str(tmp_path)])
    assert isinstance(error, InputError)
    assert isinstance(article, Article)
    assert (error.where, cause in error.cause, bool(error.cure)) == (str(path), True, True)


@pytest.mark.parametrize("packing", PACKERS)
def test_bomb_stops_by_its_ratio(tmp_path: Path, packing: str) -> None:
    packed = PACKERS[packing](b'{"text": "One."}\n' + b"\n" * 40_000_000)
    got = list(read([str(write(tmp_path / f"a.jsonl{packing}", packed))]))
    assert isinstance(got[0], Article)
    assert isinstance(got[1], InputError)
    assert "200 times its size" in got[1].cause


def test_lines_before_the_cut_are_read(tmp_path: Path) -> None:
    lines = "".join(f'{{"text": "Report {number} of the flood, {number**7}."}}\n' for number in range(20_000))
    got = list(read([str(write(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())[:-20_000]))]))
    assert isinstance(got[-1], InputError)
    assert sum(isinstance(item, Article) for item in got) == len(got) - 1 > 1000


def test_compressed_twice_by_name(tmp_path: Path) -> None:
    (error,) = errors(write(tmp_path / "a.txt.gz.gz", gzip.compress(gzip.compress(b"x"))))
    assert error.cause == "files of kind .gz.gz are not read"


def test_missing_library_names_file_and_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "backports", None)
    path = write(tmp_path / "a.txt.zst", b"x")
    write(tmp_path / "b.txt", BODY)
    error, article = read([str(tmp_path)])
    assert isinstance(error, InputError)
    assert isinstance(article, Article)
    assert (error.where, error.cure) == (str(path), "pip install 'claimgraph[formats]'")
    assert "backports.zstd" in error.cause


def test_stream_is_not_held_in_memory(tmp_path: Path) -> None:
    packed = write(tmp_path / "a.txt.gz", gzip.compress(os.urandom(5_000_000)))
    with packed.open("rb") as file, opened(file, ".gz", "x") as stream:
        assert stream.read(5)
        assert file.tell() < 500_000
