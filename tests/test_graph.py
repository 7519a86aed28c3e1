from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import UnknownQueryError, WorkspaceError
from kg.graph import Graph, open_graph
from kg.rdf import article_quads, entity_quads
from kg.store import Store
from tests.factory import make_facts, make_linked


@pytest.fixture
def graph() -> Graph:
    facts = make_facts()
    return Graph.of([*article_quads(facts, {}), *entity_quads(make_linked(facts))])


def test_rows_are_read_by_column(graph: Graph) -> None:
    (row,) = graph.ask("who-blamed-whom", actor="Ardania")
    assert (row["who"], row["blamed"], row["said_in"]) == ("Ardania", "Borland", "kesh")
    assert graph.ask("who-blamed-whom", actor="Borland") == []


def test_an_unknown_question_is_told(graph: Graph) -> None:
    with pytest.raises(UnknownQueryError, match="who-blamed-whom"):
        graph.ask("who-blamed-who")


def test_network_picture_and_export_come_from_the_graph(graph: Graph, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="pictures need the extra [draw]")
    assert list(graph.blame_network().edges) == [("actor/ardania", "actor/borland")]
    graph.draw_blame(tmp_path / "blame.svg")
    assert "Borland" in (tmp_path / "blame.svg").read_text(encoding="utf-8")
    graph.export("turtle", str(tmp_path / "graph.ttl"))
    stream = io.BytesIO()
    graph.export("turtle", stream)
    assert (tmp_path / "graph.ttl").read_bytes() == stream.getvalue()


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="kg build"):
        open_graph(tmp_path)


def test_the_base_is_the_graphs_own() -> None:
    base = "urn:test:"
    facts = make_facts()
    store = Store.memory([*article_quads(facts, {}, base), *entity_quads(make_linked(facts), base)])
    assert "actor/borland" in Graph(store, base).blame_network()
