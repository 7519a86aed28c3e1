"""The network scripts of examples/ are run on a small workspace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.rdf import article_quads, entity_quads
from kg.vocabulary import GRAPH_ENTITIES
from kg.workspace import Workspace
from tests.factory import make_article, make_claim, make_facts, make_linked

SCRIPTS = Path(__file__).parent.parent / "examples" / "scripts"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ardania and Borland blame each other; Borland is heard through the Courier's agency, Ardania."""
    article = make_article("Ardania said Borland did it. Borland, said Ardania, says Ardania did it.")
    there = make_claim(article, "Ardania said Borland did it", blames=("actor/borland",))
    back = make_claim(
        article,
        "Borland, said Ardania, says Ardania did it",
        claimants=("actor/borland",),
        blames=("actor/ardania",),
        via=("actor/ardania",),
    )
    facts = make_facts(article, claims=(there, back))
    path = tmp_path_factory.mktemp("kg") / "data"
    opened = Workspace.create(path)
    with opened.building() as build:
        build.store.replace_graphs([opened.base + article.key], article_quads(facts, {}, opened.base))
        build.store.replace_graphs([GRAPH_ENTITIES], entity_quads(make_linked(facts), opened.base))
        build.keep(facts)
        build.publish([facts])
    return path


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("blame_centrality.py", ["pagerank", "  Ardania", "  Borland", "0.500"]),
        ("reciprocal_blame.py", ["Ardania → Borland: 1, e.g. Ardania said", "each other: 1; arrows in"]),
        ("claim_chains.py", ["The Kesh Courier ← Ardania ← Borland", "   2  Borland"]),
    ],
)
def test_a_script_runs_on_a_workspace(script: str, says: list[str], workspace: Path) -> None:
    if script == "blame_centrality.py":
        pytest.importorskip("scipy", reason="PageRank needs the extra [draw]")
    command = [sys.executable, str(SCRIPTS / script), str(workspace)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    for words in says:
        assert words in ran.stdout


def test_every_script_is_run_here() -> None:
    assert {path.name for path in SCRIPTS.glob("*.py")} == {
        "blame_centrality.py",
        "reciprocal_blame.py",
        "claim_chains.py",
    }
