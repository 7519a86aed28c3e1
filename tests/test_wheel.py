"""The wheel works outside the checkout, with its own ontology, shapes, queries and model."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REPORT = """---
title: Two killed in Example Town
date: 2017-03-02
publisher: The Example Post
---

The defence ministry of Russia blamed the United States for an airstrike on the town on Wednesday.
It said that at least 12 civilians were killed.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment that holds the wheel, and sees this one's libraries."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", symlinks=True)
    commands = folder / "venv" / "bin"
    target = commands / "python"
    install = ["--python", str(target), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True, capture_output=True)
    (library,) = (folder / "venv" / "lib").glob("python*/site-packages")
    # Through a .pth file the libraries are seen, but not the checkout that they point to.
    (library / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return commands


def run(folder: Path, *command: str | Path) -> str:
    """Run a command away from the checkout and return what it prints."""
    done = subprocess.run(list(command), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_brings_its_own_data(installed: Path, tmp_path: Path) -> None:
    folders = "ontology_dir(), shapes_dir(), queries_dir(), model_dir()"
    code = f"from kg.resources import *; print({folders}, sep='\\n')"
    names = ("ontology", "shapes", "queries", "models/reader")
    for name, line in zip(names, run(tmp_path, installed / "python", "-c", code).splitlines(), strict=True):
        folder = Path(line)
        assert folder.is_relative_to(installed.parent)
        original = {path.name for path in (ROOT / name).glob("*.*")}
        assert {path.name for path in folder.glob("*.*")} == original != set()


def test_command_and_module_show_the_same_help(installed: Path, tmp_path: Path) -> None:
    by_command = run(tmp_path, installed / "kg", "--help")
    by_module = run(tmp_path, installed / "python", "-m", "kg", "--help")
    assert "build" in by_command
    assert "build" in by_module


@pytest.mark.parametrize("reader", ["lexical", "trained"])
def test_an_article_becomes_an_answer_outside_the_checkout(
    reader: str, installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    run(tmp_path, installed / "kg", "build", "report.md", "--reader", reader)
    answer = run(tmp_path, installed / "kg", "ask", "who-blamed-whom", "--format", "csv")
    assert "Russia" in answer
    assert "United States" in answer
