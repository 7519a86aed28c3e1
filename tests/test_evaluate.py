"""The command that measures a model: what it prints and writes, and what it says of odd input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate.neural import Model
from tests.hand_reader import TREEBANK, Fake
from tests.tiny_model import tiny_model
from training import evaluate
from training.data import conllu


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "a.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


def run(monkeypatch: pytest.MonkeyPatch, fake: Fake, *arguments: str | Path) -> int:
    monkeypatch.setattr(Model, "load", lambda _: fake)
    return evaluate.main(["--model", "m", *map(str, arguments)])


def test_the_command_prints_and_writes_what_damage_costs(
    treebank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = Fake(*conllu.documents(treebank))
    assert run(monkeypatch, fake, "--ud", treebank, "--damage", "--json", tmp_path / "out.json") == 0
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert written["digest"] == fake.digest
    figures = written["figures"][f"syntax, {treebank}"]
    assert figures["plain"]["UPOS"] == 100
    assert figures["capitals"]["UPOS"] == 0  # words it has never seen
    assert figures["straight"]["UPOS"] == 100
    first = capsys.readouterr().out.split("\n\n")[0].splitlines()
    assert first[1].split() == ["plain", "-bare", "-capitals", "-curly", "-straight"]
    assert first[2].split() == ["UPOS", "100.00", "75.00", "100.00", "75.00", "0.00"]
    assert list(written["figures"][f"syntax on own words, {treebank}"]) == ["plain"]


def test_entities_are_read_in_the_documents_of_the_treebank(
    treebank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labelled = tmp_path / "a.iob2"
    labelled.write_text("1\tSyria\tB-LOC\t-\t-\n2\twaits\tO\t-\t-\n\n", encoding="utf-8")
    fake = Fake()
    assert run(monkeypatch, fake, "--ner", labelled, "--ud", treebank) == 0
    assert fake.seen[-1].paragraphs == frozenset({0})
    unknown = tmp_path / "b.iob2"
    unknown.write_text("1\tElsewhere\tO\t-\t-\n\n", encoding="utf-8")
    assert run(monkeypatch, fake, "--ner", unknown, "--ud", treebank) == 0
    assert fake.seen[-1].forms == ("Elsewhere",)


@pytest.mark.parametrize("option", ["--ud", "--ner", "--polnear", "--cofenet", "--dse", "--coref", "--gold"])
def test_a_missing_path_is_told_in_one_line(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, Fake(), option, tmp_path / "nowhere") == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "nowhere" in told


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"hello world\n", b"1\t2\t3\n", b"{}\n", b"[1]\n"])
@pytest.mark.parametrize("option", ["--ud", "--ner", "--cofenet", "--dse"])
def test_an_odd_file_is_told_in_one_line(
    option: str,
    content: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    odd = tmp_path / "odd"
    odd.write_bytes(content)
    code = run(monkeypatch, Fake(), option, odd)
    told = capsys.readouterr()
    assert (code, told.err.count("\n")) == (2, 1) or (option == "--ner" and content == b"1\t2\t3\n")


def test_an_odd_folder_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text('{"claims": [{}]}', encoding="utf-8")
    for option in ("--gold", "--coref", "--polnear"):
        assert run(monkeypatch, Fake(), option, tmp_path) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_nothing_to_measure_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        evaluate.main(["--model", "m"])
    assert "nothing to measure" in capsys.readouterr().err


def test_a_folder_that_is_no_model_is_told_in_one_line(
    treebank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate.main(["--model", str(tmp_path / "nowhere"), "--ud", str(treebank)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_model_itself_is_measured(treebank: Path, tmp_path: Path) -> None:
    marked = "[Syria] waits for [Russia].\tSyria\tRussia\t0\nSyria waits.\tSyria\tIraq\t0\n"
    (tmp_path / "pairs.txt").write_text(marked, encoding="utf-8")
    brackets = "# begin document two\n0\tSyria\t(place-1)\n1\twaits\t_\n"
    (tmp_path / "chains.conll").write_text(brackets, encoding="utf-8")
    out = tmp_path / "out.json"
    arguments = [
        "--dse",
        tmp_path / "pairs.txt",
        "--coref",
        tmp_path / "chains.conll",
        "--damage",
        "--json",
        out,
    ]
    (tmp_path / "model").mkdir()
    model = tiny_model(tmp_path / "model")
    assert evaluate.main([*map(str, ["--model", model, "--ud", treebank, *arguments])]) == 0
    figures = json.loads(out.read_text(encoding="utf-8"))["figures"]
    assert [name.split(", ")[0] for name in figures] == [
        "syntax", "syntax on own words", "opinions", "coreference",
    ]  # fmt: skip
    assert figures[f"syntax on own words, {treebank}"]["plain"]["Words"] == 100
    assert set(figures[f"opinions, {tmp_path / 'pairs.txt'}"]) == {
        "plain",
        "bare",
        "capitals",
        "curly",
        "straight",
    }


def test_lines_of_opinions_without_marks_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = "[Syria] waits for [Russia].\tSyria\tRussia\t0\nSyria waits.\tSyria\tIraq\t0\n"
    (tmp_path / "pairs.txt").write_text(marked, encoding="utf-8")
    assert run(monkeypatch, Fake(), "--dse", tmp_path / "pairs.txt") == 0
    assert "1 of 2 lines left out" in capsys.readouterr().out
