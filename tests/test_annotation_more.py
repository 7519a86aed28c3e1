"""The part `more` is joined to texts of the data sets alone; those of MUC-3 get their small letters first."""

import json
from pathlib import Path

import pytest

from training.annotation import join as joining
from training.annotation.__main__ import main
from training.annotation.corrections import corrected, load
from training.annotation.join import articles, find, released
from training.annotation.muc import capitals_of, messages, with_capitals
from training.annotation.records import digest, line_of, record_of
from training.annotation.release import records
from training.errors import DataError

MESSAGES = """\

DEV-MUC3-0001 (NOSC)

   AVA, 3 JAN 90 -- [REPORT] [TEXT] THE MAYOR OF AVA SAID  THAT
REBELS [BAM] BURNT A MILL.

   THE BAM DENIED IT. \n


DEV-MUC3-0002 (NOSC)

   AVA, 4 JAN 90 -- NO TEXT HERE
DEV-MUC3-0003 (NOSC)
   BEE, NO DATE -- [TEXT] NOTHING NEW.
"""
TEXT = "The mayor of Ava said that rebels [BAM] burnt a mill.\n\nThe BAM denied it."
GOLD = {
    "id": "dev-muc3-0001", "sha256": digest(TEXT.encode()), "date": None, "publisher": [], "boilerplate": [],
    "actors": {"bam": {"names": ["BAM"]}}, "events": {},
    "claims": [
        {"id": "c1", "kind": "denial", "claimant": ["bam"], "evidence": [55, 73], "cue": "denied",
         "mode": "indirect"},
    ],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the messages, as the archive names their file."""
    path = tmp_path / "muc34" / "dev" / "dev-muc3-0001-0100"
    path.parent.mkdir(parents=True)
    path.write_text(MESSAGES)
    path.with_name("key-dev-0001.muc4").write_text(MESSAGES)
    return tmp_path / "muc34"


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release whose part `more` is the one article."""
    (tmp_path / "more.jsonl").write_text(line_of(record_of(GOLD, TEXT)))
    monkeypatch.setattr(joining, "FOLDER", tmp_path)
    return tmp_path


def test_messages_are_read_without_their_heads(folder: Path) -> None:
    assert list(messages(folder)) == [("dev-muc3-0001", TEXT.lower()), ("dev-muc3-0003", "nothing new.")]


def test_line_ends_make_no_difference(folder: Path) -> None:
    path = folder / "dev" / "dev-muc3-0001-0100"
    path.write_bytes(MESSAGES.replace("\n", "\r\n").encode())
    assert dict(messages(folder))["dev-muc3-0001"] == TEXT.lower()


def test_capitals_are_distances() -> None:
    assert capitals_of("ab CD e F") == [3, 1, 4]
    assert capitals_of("none") == []
    assert with_capitals("ab cd e f", [3, 1, 4]) == "ab CD e F"
    assert with_capitals("ab", [1, 7]) == "aB"


def test_only_a_record_of_a_text_in_capitals_has_capitals() -> None:
    assert record_of(GOLD, TEXT)["capitals"][:2] == [0, 13]
    assert "capitals" not in record_of({**GOLD, "id": "seed-000"}, TEXT)


def test_articles_are_text_and_annotation(folder: Path, release: Path) -> None:
    assert list(articles("more", [folder])) == [(TEXT, GOLD)]


def test_another_text_under_the_same_id_is_not_taken(folder: Path, release: Path) -> None:
    path = folder / "dev" / "dev-muc3-0001-0100"
    path.write_text(MESSAGES.replace("MILL", "MALL"))
    assert list(articles("more", [folder])) == []


def test_what_is_no_part_or_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is no part"):
        list(articles("most", []))
    with pytest.raises(DataError, match="is no folder"):
        list(articles("more", [tmp_path / "none"]))


def test_the_command_writes_a_part_and_the_release_is_made_of_it(
    folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = release / "out"
    assert main(["--texts", str(folder), "--out", str(out), "--part", "more"]) == 0
    assert capsys.readouterr().out == "more: 1 of 1 articles\n"
    assert (out / "more" / "dev-muc3-0001.txt").read_text() == TEXT
    assert json.loads((out / "more" / "dev-muc3-0001.json").read_bytes()) == GOLD
    assert list(records(out / "more", ())) == released("more")


def test_articles_of_train_are_corrected(shared: Path) -> None:
    found = {gold["id"]: gold for _, gold in articles("train", [shared / "gold" / "train"])}
    changes = load()
    assert len(changes) == 87
    for name in {change.article for change in changes}:
        gold = json.loads((shared / "gold" / "train" / f"{name}.json").read_bytes())
        assert corrected(gold, changes) == found[name] != gold


def test_all_texts_of_more_are_had_from_the_data_sets(shared: Path) -> None:
    data = shared / "data"
    found = list(articles("more", [data / "fakes", data / "muc34"]))
    assert [gold["id"] for _, gold in found] == [record["id"] for record in released("more")]
    for text, gold in found:
        assert "capitals" not in gold
        for claim in gold["claims"]:
            start, end = claim["evidence"]
            assert set((claim["cue"] or "").split()) <= set(_words(text[start:end])), gold["id"]


def test_a_record_is_found_by_its_hash_alone_where_it_needs_no_capitals(tmp_path: Path) -> None:
    (tmp_path / "any.txt").write_text(TEXT)
    assert find([{**GOLD, "id": "seed-000"}], [tmp_path]) == {GOLD["sha256"]: TEXT.encode()}


def _words(text: str) -> list[str]:
    """Words with and without the marks around them."""
    return [form for word in text.split() for form in (word, word.strip(".,;:-\"'[]()"))]
