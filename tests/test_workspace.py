import json
import shutil
import subprocess
import sys
import textwrap

import pytest
from factory import make_article, make_facts

from kg.errors import BusyError, LostError, MisuseError, WorkspaceError
from kg.rdf import article_quads
from kg.workspace import Workspace, without_text


@pytest.fixture
def workspace(tmp_path):
    return Workspace.create(tmp_path / "w")


def publish(workspace, *everything):
    """Build the workspace's graph of exactly these facts."""
    with workspace.building() as building:
        for name in building.store.graphs():
            building.store.remove_graph(name)
        for facts in everything:
            building.keep(facts)
            quads = article_quads(facts, {}, workspace.base)
            building.store.replace_graphs([workspace.base + facts.article.key], quads)
        building.publish(everything)


def some(text="Some text.", name="a"):
    return make_facts(make_article(text, id=name), claims=(), actors=(), places=(), events=())


def test_what_was_built_is_there_when_opened_again(workspace):
    publish(workspace, some())
    again = Workspace.open(workspace.path)
    assert again.facts(some().article.sha256) == some()
    assert again.articles() == [without_text(some())]
    assert again.store().graphs() == [again.base + some().article.key]
    assert dict(again.texts()) == {some().article.sha256: "Some text."}


def test_facts_of_removed_articles_go_and_old_generations_with_the_next_build(workspace):
    publish(workspace, some("one", "a"), some("two", "b"))
    publish(workspace, some("two", "b"))
    assert [file.stem for file in workspace.path.glob("facts/*/*")] == [some("two", "b").article.sha256]
    publish(workspace, some("three", "c"))
    assert sorted(entry.name for entry in workspace.path.glob("store/*")) == ["2", "2.jsonl", "3", "3.jsonl"]


def test_a_reader_keeps_its_graph_while_and_after_another_build(workspace):
    publish(workspace, some("one", "a"))
    before = Workspace.open(workspace.path).store()
    with workspace.building() as building:
        building.store.remove_graph(before.graphs()[0])
        assert len(Workspace.open(workspace.path).store()) == len(before) > 0
        building.publish([])
    assert len(before) > 0
    assert len(Workspace.open(workspace.path).store()) == 0


def test_a_reader_who_comes_late_is_given_the_later_graph(workspace):
    publish(workspace, some("one", "a"))
    late = Workspace.open(workspace.path)
    for _ in range(3):
        publish(workspace, some("two", "b"))
    assert late.store().graphs() == [late.base + some("two", "b").article.key]


def test_a_build_that_fails_changes_nothing_but_keeps_what_it_read(workspace):
    publish(workspace, some("one", "a"))

    def fail():
        with workspace.building() as building:
            building.keep(some("two", "b"))
            building.store.remove_graph(building.store.graphs()[0])
            raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        fail()
    again = Workspace.open(workspace.path)
    assert len(again.store().graphs()) == 1
    assert sorted(entry.name for entry in workspace.path.glob("store/*")) == ["1", "1.jsonl"]
    with again.building() as building:
        assert building.workspace.facts(some("two", "b").article.sha256) == some("two", "b")


def test_a_build_killed_half_way_leaves_the_graph_and_no_lock(workspace):
    publish(workspace, some("one", "a"))
    script = f"""
        import os
        from pathlib import Path
        from kg.workspace import Workspace
        with Workspace.open(Path({str(workspace.path)!r})).building() as building:
            building.store.remove_graph(building.store.graphs()[0])
            os.kill(os.getpid(), 9)
    """
    assert subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False).returncode == -9
    assert len(Workspace.open(workspace.path).store().graphs()) == 1
    publish(workspace, some("two", "b"))
    assert [one.article.id for one in workspace.articles()] == ["b"]


def test_a_second_build_at_the_same_time_is_told_which_process_holds_it(workspace):
    script = f"""
        import sys
        from pathlib import Path
        from kg.workspace import Workspace
        with Workspace.open(Path({str(workspace.path)!r})).building():
            print("held", flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(BusyError, match=f"process {other.pid}"), workspace.building():
            pass
        other.stdin.close()
    with workspace.building():
        pass


def test_folders_that_are_no_workspace_are_told_apart(tmp_path):
    with pytest.raises(WorkspaceError, match="kg build"):
        Workspace.open(tmp_path)
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(WorkspaceError, match="empty folder"):
        Workspace.create(tmp_path)
    with pytest.raises(WorkspaceError, match=r"note\.txt"):
        Workspace.create(tmp_path / "note.txt" / "w")
    assert (tmp_path / "note.txt").read_text() == "mine"


def test_an_empty_workspace_says_that_it_holds_no_graph_yet(workspace):
    assert workspace.articles() == []
    with pytest.raises(WorkspaceError, match="no graph yet"):
        workspace.store()


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format": 1, "base": 3, "generation": 1}', "\x00"])
def test_a_damaged_record_is_told(workspace, content):
    (workspace.path / "workspace.json").write_text(content)
    with pytest.raises(WorkspaceError, match="damaged"):
        Workspace.open(workspace.path)


def test_a_newer_format_is_told_before_anything_else_is_read(workspace):
    (workspace.path / "workspace.json").write_text(json.dumps({"format": 99, "shape": "unknown"}))
    with pytest.raises(WorkspaceError, match="newer claimgraph"):
        Workspace.open(workspace.path)


def test_the_base_is_settled_when_the_workspace_is_made(tmp_path):
    Workspace.create(tmp_path / "w", "https://example.org/")
    assert Workspace.create(tmp_path / "w").base == "https://example.org/"
    with pytest.raises(MisuseError, match=r"example\.org"):
        Workspace.create(tmp_path / "w", "https://example.com/")


@pytest.mark.parametrize("base", ["not an iri", "data/", ""])
def test_a_base_that_is_no_iri_leaves_no_workspace_behind(tmp_path, base):
    with pytest.raises(MisuseError, match="--base"):
        Workspace.create(tmp_path / "w", base)
    assert not (tmp_path / "w").exists()


def test_missing_facts_name_their_file_and_the_cure(workspace):
    publish(workspace, some())
    shutil.rmtree(workspace.path / "facts")
    with pytest.raises(LostError, match=rf"{some().article.sha256}\.jsonl: is missing; `kg build`"):
        workspace.texts()[some().article.sha256]


@pytest.mark.parametrize("lost", ["1", "1.jsonl", "1/CURRENT", "1/MANIFEST-*"])
def test_a_lost_store_is_told_to_readers_and_begun_anew_by_a_build(workspace, lost, caplog):
    publish(workspace, some())
    for entry in list(workspace.path.glob(f"store/{lost}")):
        shutil.rmtree(entry) if entry.is_dir() else entry.write_text("{")
    with pytest.raises(LostError, match="`kg build`"):
        workspace.articles(), workspace.store()
    with workspace.building() as building:
        assert (len(building.store), building.known, building.lost) == (0, [without_text(some())], True)
    assert len(caplog.messages) == 1


def test_damaged_facts_name_their_file(workspace):
    publish(workspace, some())
    (file,) = workspace.path.glob("facts/*/*")
    for content in (b"{", b"", b"\xff", b"{}\n{}\n"):
        file.write_bytes(content)
        with pytest.raises(LostError, match=rf"{file.name}: is damaged.*; `kg build`"):
            workspace.facts(some().article.sha256)
