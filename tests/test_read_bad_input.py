"""Every kind of bad input is one clear error, and costs only itself."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import MAX_MEGABYTES, read
from tests.reading import BODY, STORY, errors, write

AMBIGUOUS = (
    "Le ministère a démenti samedi « toute frappe » sur le marché où vingt civils sont morts à l'aube. " * 3
)
BAD: dict[str, tuple[str, str | bytes, str]] = {
    "empty file": ("a.txt", b"", "empty"),
    "white space": ("a.txt", " \r\n\t\n", "empty"),
    "only a byte order mark": ("a.txt", "\ufeff\n", "empty"),
    "binary file": ("a.txt", b"\x89PNG\r\n\0\0\0\rIHDR", "binary"),
    "control characters": ("a.txt", "\x01\x02 abc" * 20, "binary"),
    "unsure encoding": ("a.txt", AMBIGUOUS.encode("cp1252"), "(it could be cp1252, "),
    "false byte order mark": ("a.txt", b"\xef\xbb\xbf\xff\xfe", "not valid"),
    "too long a text": ("a.txt", b"word " * 1_100_000, "larger than 5 MB"),
    "unknown kind": ("a.docx", STORY, "not read"),
    "page without an article": (
        "a.html",
        "<html><body><form>User <input></form></body></html>",
        "no article",
    ),
    "page of nothing": ("a.html", "<!-- -->", "no article"),
    "front matter that is no YAML": ("a.md", f"---\ntitle: [open\ndate: x\n---\n{STORY}", "no YAML"),
    "front matter without an end": ("a.md", f"---\ntitle: x\n\n{STORY}", "no closing"),
    "front matter alone": ("a.md", "---\ntitle: x\n---\n\n", "empty below"),
    "broken JSON": ("a.json", "{", "no JSON"),
    "JSON of no record": ("a.json", "42", "no text"),
    "record without text": ("a.jsonl", '{"title": "x"}', "no text"),
    "record of empty text": ("a.jsonl", '{"text": " "}', "empty"),
    "record of half a character": ("a.jsonl", '{"text": "raid \\ud800"}', "characters"),
    "deeply nested JSON": ("a.jsonl", '{"text":' + "[" * 100_000, "no JSON"),
    "huge number": ("a.jsonl", '{"text": "x", "n": ' + "9" * 5000 + "}", "no JSON"),
}


@pytest.mark.parametrize(("name", "content", "cause"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_one_clear_error(tmp_path: Path, name: str, content: str | bytes, cause: str) -> None:
    path = write(tmp_path / "in" / name, content)
    (error,) = errors(path)
    assert error.where.startswith(str(path))
    assert cause in error.cause
    assert error.cure
    assert "\n" not in str(error)


def test_bad_input_costs_only_itself(tmp_path: Path) -> None:
    for case, (name, content, _) in BAD.items():
        write(tmp_path / case / name, content)
    write(tmp_path / "good.txt", STORY)
    got = list(read([str(tmp_path)]))
    assert [item.id for item in got if isinstance(item, Article)] == ["good"]


@pytest.mark.parametrize(("path", "cause"), [("gone.txt", "no such file"), ("gone/*.txt", "nothing matches")])
def test_missing_path(tmp_path: Path, path: str, cause: str) -> None:
    (error,) = errors(tmp_path / path)
    assert cause in error.cause


def test_folder_without_articles(tmp_path: Path) -> None:
    write(tmp_path / "scan.png", b"x")
    (error,) = errors(tmp_path)
    assert (error.where, error.cause) == (str(tmp_path), "the folder holds no article")


def test_line_longer_than_allowed_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.records.MAX_LINE", 200)
    long = json.dumps({"text": "word " * 100})
    path = write(tmp_path / "a.jsonl", f"{long}\n" + '{"text": "A short report."}')
    error, article = read([str(path)])
    assert isinstance(error, InputError)
    assert error.where == f"{path}:1"
    assert isinstance(article, Article)
    assert article.id == "a-2"


def test_standard_input_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAX_MEGABYTES, "-", 1)
    (error,) = errors("-", stdin=b"word " * 300_000)
    assert "larger than 1 MB" in error.cause


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = write(tmp_path / "locked.txt", STORY)
    write(tmp_path / "open.txt", BODY)
    opened: Callable[..., object] = Path.open

    def refuse(path: Path, *args: object, **kwargs: object) -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    error, article = read([str(tmp_path)])
    assert isinstance(error, InputError)
    assert (error.where, error.cause) == (str(locked), "it cannot be read: Permission denied")
    assert isinstance(article, Article)


def test_links_that_lead_back_or_nowhere(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "gone.txt")
    got = list(read([str(tmp_path)]))
    assert [item.cause for item in got if isinstance(item, InputError)] == [
        "this link leads back into its own folder",
        "it cannot be read: No such file or directory",
    ]
    assert len([item for item in got if isinstance(item, Article)]) == 1


def test_special_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (error,) = errors(tmp_path / "pipe.txt")
    assert error.cause == "it is no regular file"
