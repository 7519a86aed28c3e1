import subprocess
import sys
import textwrap

import pyoxigraph as ox
import pytest

from kg.errors import BusyError, GraphError, QueryFileError, WorkspaceError
from kg.store import Rows, Store

GRAPH, OTHER = "http://x.test/g", "http://x.test/other"
S, P = ox.NamedNode("http://x.test/s"), ox.NamedNode("http://x.test/p")


def quads(*values, graph=GRAPH, node=S):
    return [ox.Quad(node, P, ox.Literal(one), ox.NamedNode(graph)) for one in values]


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    return Store.memory() if request.param == "memory" else Store.open(tmp_path / "store")


def values(store, graph=None):
    return sorted(quad.object.value for quad in store.quads(graph))


def test_a_replaced_graph_holds_the_new_quads_and_nothing_else(store):
    store.replace_graphs([GRAPH], quads("a", "b"))
    store.replace_graphs([OTHER], quads("b", graph=OTHER))
    store.replace_graphs([GRAPH], quads("b", "c"))
    assert values(store, GRAPH) == ["b", "c"]
    assert values(store, OTHER) == ["b"]
    assert store.graphs() == [GRAPH, OTHER]


def test_words_that_look_like_sparql_stay_words(store):
    attack = 'x" } }; DROP ALL; INSERT DATA { <http://a> <http://b> "\\u0022 } ; CLEAR ALL #'
    store.replace_graphs([GRAPH], quads("a", "b"))
    store.replace_graphs([GRAPH], quads("b", attack))
    assert values(store, GRAPH) == sorted(["b", attack])


def test_graphs_replaced_together_lose_the_nodes_that_do_not_come_again(store):
    first, second = ox.NamedNode("http://x.test/1"), ox.NamedNode("http://x.test/2")
    store.replace_graphs([GRAPH], [*quads("a", "b", node=first), *quads("c", node=second)])
    both = [*quads("b", "d", node=first), *quads("e", graph=OTHER, node=second)]
    store.replace_graphs([GRAPH, OTHER], both)
    assert set(store.quads()) == set(both)
    store.replace_graphs([GRAPH, OTHER], iter(()))
    assert len(store) == 0


def test_quads_are_written_and_removed_in_portions(store, monkeypatch):
    monkeypatch.setattr("kg.store._PORTION", 3)
    numbers = [str(number) for number in range(10)]
    store.replace_graphs([GRAPH], quads(*numbers))
    assert values(store) == numbers
    store.replace_graphs([GRAPH], quads("9"))
    assert values(store) == ["9"]


@pytest.mark.parametrize("there", [(), ("a",)])
def test_a_quad_of_another_graph_is_refused(store, there):
    store.replace_graphs([GRAPH], quads(*there))
    with pytest.raises(GraphError, match=OTHER):
        store.replace_graphs([GRAPH], [*quads("b"), *quads("c", graph=OTHER)])


def test_a_node_that_comes_twice_is_refused_before_it_loses_anything(store):
    store.replace_graphs([GRAPH], quads("a", "b"))
    with pytest.raises(GraphError, match="apart"):
        store.replace_graphs([GRAPH], [*quads("a"), *quads("c", node=P), *quads("b")])
    assert {"a", "b"} <= set(values(store))


def test_a_removed_graph_is_gone_and_an_absent_one_no_error(store):
    store.replace_graphs([GRAPH], quads("a"))
    store.remove_graph(GRAPH)
    store.remove_graph(GRAPH)
    assert len(store) == 0
    assert store.graphs() == []


def test_queries_see_the_union_and_drop_bound_columns(store):
    store.replace_graphs([GRAPH], quads("a"))
    store.replace_graphs([OTHER], quads("b", graph=OTHER))
    rows = store.select("SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o")
    assert rows == Rows(("o",), [(ox.Literal("a"),), (ox.Literal("b"),)])
    query = "SELECT ?o ?wanted WHERE { ?s ?p ?o FILTER(?o = ?wanted) }"
    bound = store.select(query, {ox.Variable("wanted"): ox.Literal("b")})
    assert bound == Rows(("o",), [(ox.Literal("b"),)])


def test_construct_gives_triples_and_select_does_not(store):
    store.replace_graphs([GRAPH], quads("a"))
    made = list(store.construct("CONSTRUCT { ?s ?p 'made' } WHERE { ?s ?p ?o }"))
    assert [quad.object.value for quad in made] == ["made"]
    with pytest.raises(QueryFileError, match="no CONSTRUCT"):
        list(store.construct("SELECT * WHERE { ?s ?p ?o }"))
    with pytest.raises(QueryFileError, match="no SELECT"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(QueryFileError, match="no valid SPARQL"):
        store.select("SELECT")


def test_a_copy_is_changed_alone(store):
    store.replace_graphs([GRAPH, OTHER], [*quads("a", "b"), *quads("b", graph=OTHER)])
    copy = store.copy()
    copy.remove([*quads("b", "absent"), *quads("b")])
    assert (values(copy), values(store)) == (["a", "b"], ["a", "b", "b"])
    assert (values(copy, GRAPH), values(copy, OTHER)) == (["a"], ["b"])


def test_quads_are_found_by_what_they_are_about_and_what_they_name(store):
    named = ox.Quad(P, P, S, ox.NamedNode(OTHER))
    store.replace_graphs([GRAPH, OTHER], [*quads("a"), named])
    assert list(store.about(S)) == quads("a")
    assert list(store.naming(S)) == [named]
    assert list(store.naming(ox.Literal("a"))) == quads("a")
    assert list(store.about(ox.Literal("a"))) == []


def test_readers_read_a_snapshot_while_the_original_is_written(tmp_path):
    store = Store.open(tmp_path / "store")
    store.replace_graphs([GRAPH], quads("a"))
    store.snapshot(tmp_path / "copy")
    store.replace_graphs([GRAPH], quads("b"))
    first, second = (Store.open(tmp_path / "copy", read_only=True) for _ in range(2))
    assert values(first) == values(second) == ["a"]


def test_a_second_writer_is_told_who_is_in_the_way(tmp_path):
    store = Store.open(tmp_path / "store")
    with pytest.raises(BusyError, match="another process"):
        Store.open(tmp_path / "store")
    assert len(store) == 0


def test_what_is_no_store_is_told(tmp_path):
    with pytest.raises(WorkspaceError, match="kg build"):
        Store.open(tmp_path / "none", read_only=True)
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "CURRENT").write_text("x")
    with pytest.raises(WorkspaceError, match="damaged"):
        Store.open(tmp_path / "junk")


def test_flushed_quads_outlive_a_kill(tmp_path):
    script = f"""
        import os, pyoxigraph as ox
        from pathlib import Path
        from kg.store import Store
        def quads(*values):
            return [ox.Quad(ox.NamedNode("http://x.test/s"), ox.NamedNode("http://x.test/p"), ox.Literal(one),
                    ox.NamedNode({GRAPH!r})) for one in values]
        opened = Store.open(Path({str(tmp_path / "store")!r}))
        opened.replace_graphs([{GRAPH!r}], quads("a", "b"))
        opened.replace_graphs([{GRAPH!r}], quads("b", "c"))
        opened.flush()
        os.kill(os.getpid(), 9)
    """
    assert subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False).returncode == -9
    assert values(Store.open(tmp_path / "store")) == ["b", "c"]
