"""Quality floors of the shipped reader, on development data that it was not trained on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.annotate.neural import Model
from kg.resources import model_dir
from training.evaluate import main

MOST = 30_000_000
"""Bytes that the model and its vocabulary may take in the wheel."""


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    return shared / "data"


def figures(printed: str) -> dict[str, float]:
    """The figure at the end of each line that has one; models/reader/card.md holds them all."""
    rows = (re.fullmatch(r"(\S.*\S) +(\d+\.\d\d)", line) for line in printed.splitlines())
    return {row[1]: float(row[2]) for row in rows if row}


@pytest.mark.parametrize(
    ("option", "path", "floors"),
    [
        ("--ner", "uner_ewt/en_ewt-ud-dev.iob2", {"entities F1": 75.0}),
        ("--polnear", "polnear/dev", {"Source F1": 80.0, "Cue F1": 73.0, "Content F1": 65.5}),
        ("--dse", "dse/valid_noleak.txt", {"macro-F1": 64.0}),
    ],
)
def test_no_floor_sinks(option: str, path: str, floors: dict[str, float], data: Path, capsys) -> None:
    trees = ["--ud", str(data / "ud_ewt/en_ewt-ud-dev.conllu")] if option == "--ner" else []
    assert main(["--model", str(model_dir()), *trees, option, str(data / path)]) == 0
    measured = figures(capsys.readouterr().out)
    assert {name: measured[name] for name, floor in floors.items() if measured[name] < floor} == {}


def test_the_model_fits_the_wheel_and_tells_what_it_is() -> None:
    assert sum(file.stat().st_size for file in model_dir().iterdir()) < MOST
    assert "## Intended use" in (model_dir() / "card.md").read_text(encoding="utf-8")
    assert len(Model.load(model_dir()).digest) == 64
