"""What the README and the guide show is run as shown, on the sample corpus, away from the checkout."""

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.query import load_queries

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "docs/guide.md")
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\$ kg (?P<words>.*?)(?:  # exit code (?P<code>\d))?")


def blocks(page: str) -> list[tuple[str, str]]:
    """The kind and text of every fenced block that is to be run."""
    return BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))


def kg(folder: Path, words: str) -> subprocess.CompletedProcess[str]:
    """Run one command line of the documentation; a pipe or a redirection is the shell's, as for a reader."""
    line = f'"{sys.executable}" -m kg {words}'
    return subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S602


def a_claim(folder: Path) -> str:
    """An id as the answers give it, to stand for CLAIM."""
    answer = kg(folder, "ask who-blamed-whom -f csv").stdout
    return next(csv.DictReader(io.StringIO(answer)))["claim"]


def a_link(folder: Path) -> str:
    """An id as the list gives it, to stand for LINK."""
    answer = kg(folder, "judge list --unsure -f csv").stdout
    return next(csv.DictReader(io.StringIO(answer)))["link"]


def run_console(folder: Path, text: str) -> None:
    """Run the lines of a console block; each must end as the page says."""
    for line in text.splitlines():
        command = COMMAND.fullmatch(line)
        if not command:
            continue
        words = command["words"]
        if "CLAIM" in words:
            words = words.replace("CLAIM", a_claim(folder))
        if "LINK" in words:
            words = words.replace("LINK", a_link(folder))
        done = kg(folder, words)
        assert done.returncode == int(command["code"] or 0), f"{line}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_code_run_as_shown(page: str, tmp_path: Path, examples: Path) -> None:
    shutil.copytree(examples, tmp_path / "examples" / "articles")
    found = blocks(page)
    assert found
    for kind, text in found:
        if kind == "console":
            run_console(tmp_path, text)
        else:
            code = [sys.executable, "-c", text]
            done = subprocess.run(code, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert done.stdout


def test_the_guide_names_every_question() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    assert [name for name in load_queries() if f"`{name}`" not in guide] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md"])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{page}: {target}"
