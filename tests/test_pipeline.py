import shutil
from itertools import permutations

import pytest

from kg import pipeline, reader
from kg.annotate.lexical import Lexical
from kg.errors import GraphError, InputError
from kg.model import text_digest
from kg.rdf import sorted_nquads
from kg.workspace import Workspace

REPORTS = {
    "kesh": "KESH, 4 May 2016 - Russia accused Ukraine of shelling it on 3 May, killing at least 12.",
    "mora": "MORA, 5 May 2016 - Ukraine denied that it had shelled it. It said that 30 people were killed.",
    "tarn": "TARN, 6 May 2016 - Syria admitted that its air force bombed a convoy by mistake on 2 May 2016.",
}


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text)
    (folder / "articles.csv").write_text("id,date\nkesh,2016-05-04\nmora,2016-05-05\ntarn,2016-05-06\n")
    return folder


@pytest.fixture
def workspace(tmp_path):
    return Workspace.create(tmp_path / "w")


def build(workspace, *paths, **options):
    options = {"by": Lexical()} | options
    return pipeline.build([str(path) for path in paths], Workspace.open(workspace.path), **options)


def fragile(doc):
    if doc.article.id == "mora":
        raise ZeroDivisionError("halves of nothing")
    return doc


class Fragile(Lexical):
    """Breaks over one article, and remembers which were given to it together."""

    def __init__(self):
        self.given = []

    def __call__(self, articles, gazetteer):
        self.given.append([article.id for article in articles])
        return map(fragile, super().__call__(articles, gazetteer))


class Torn(Lexical):
    """Cannot read at all."""

    def __call__(self, _articles, _gazetteer):
        raise GraphError("model", "is torn", "mend it")


def graph(workspace):
    return sorted_nquads(Workspace.open(workspace.path).store().quads())


def ids(workspace):
    return [one.article.id for one in Workspace.open(workspace.path).articles()]


def test_a_build_fills_the_graph_and_tells_what_it_did(workspace, articles):
    summary = build(workspace, articles)
    assert (summary.articles, summary.new, summary.unchanged, summary.refused) == (3, 3, 0, ())
    assert summary.graph.claims["accusation"] >= 1
    assert summary.undated == ()
    assert set(summary.seconds) == {"read", "annotate", "extract", "rdf", "validate", "store", "link"}
    assert ids(workspace) == ["kesh", "mora", "tarn"]


def test_any_order_and_any_number_of_builds_give_the_same_bytes(tmp_path, articles):
    graphs = set()
    for number, order in enumerate(permutations(sorted(articles.glob("*.txt")))):
        at_once, one_by_one = (Workspace.create(tmp_path / f"{kind}{number}") for kind in ("once", "steps"))
        build(at_once, *order)
        for path in order:
            build(one_by_one, path)
        graphs |= {graph(at_once), graph(one_by_one)}
    assert len(graphs) == 1


def test_unchanged_articles_are_not_read_again(workspace, articles, monkeypatch):
    build(workspace, articles)
    before = graph(workspace)
    told = build(workspace, articles).graph
    monkeypatch.setattr(pipeline, "link", None)
    summary = build(workspace, articles, by=Torn())
    assert (summary.unchanged, summary.changed, summary.new) == (3, 0, 0)
    assert (graph(workspace), summary.graph) == (before, told)
    assert Workspace.open(workspace.path).generation == 1


def test_a_changed_text_replaces_its_article_and_leaves_no_trace(workspace, articles, tmp_path):
    build(workspace, articles)
    (articles / "mora.txt").write_text(REPORTS["mora"] + " Nothing else is known.")
    summary = build(workspace, articles)
    assert (summary.articles, summary.changed, summary.unchanged, summary.removed) == (3, 1, 2, 0)
    fresh = Workspace.create(tmp_path / "fresh")
    build(fresh, articles)
    assert graph(workspace) == graph(fresh)
    assert len(list(workspace.path.glob("facts/*/*"))) == 3


def test_changed_metadata_alone_is_taken(workspace, articles):
    build(workspace, articles)
    (articles / "articles.csv").write_text("id,date,publisher\nkesh,2016-05-04,The Kesh Courier\n")
    assert build(workspace, articles / "kesh.txt").changed == 1
    assert b"The Kesh Courier" in graph(workspace)


def test_pruning_removes_what_is_gone_and_nothing_else_does(workspace, articles):
    build(workspace, articles)
    (articles / "kesh.txt").unlink()
    assert build(workspace, articles).removed == 0
    assert build(workspace, articles, prune=True).removed == 1
    assert ids(workspace) == ["mora", "tarn"]
    assert b"Kesh" not in graph(workspace)


def test_nothing_is_pruned_while_some_input_cannot_be_read(workspace, articles):
    build(workspace, articles)
    (articles / "kesh.txt").write_bytes(b"\x00\x01\x02" * 50)
    summary = build(workspace, articles, prune=True)
    assert len(summary.refused) == 1
    assert ids(workspace) == ["kesh", "mora", "tarn"]


def test_identical_texts_are_one_article(workspace, articles):
    (articles / "a-copy.txt").write_text(REPORTS["tarn"])
    assert build(workspace, articles).articles == 3
    assert ids(workspace) == ["a-copy", "kesh", "mora"]


def test_an_article_that_breaks_a_stage_is_refused_and_the_rest_goes_on(workspace, articles, monkeypatch):
    summary = build(workspace, articles, by=Fragile())
    (error,) = summary.refused
    assert isinstance(error, InputError)
    assert error.where.endswith("mora.txt")
    assert "halves of nothing" in error.cause
    assert ids(workspace) == ["kesh", "tarn"]
    extract = reader.extract
    monkeypatch.setattr(reader, "extract", lambda doc, *rest: extract(fragile(doc), *rest))
    assert [one.where for one in build(workspace, articles).refused] == [error.where]


def test_what_was_annotated_before_a_break_is_not_annotated_again(workspace, articles):
    by = Fragile()
    build(workspace, articles, by=by)
    assert by.given == [["kesh", "mora", "tarn"], ["mora"], ["tarn"]]


def test_what_stops_the_annotator_altogether_stops_the_build(workspace, articles):
    with pytest.raises(GraphError, match="is torn"):
        build(workspace, articles, by=Torn())
    assert ids(workspace) == []


def test_groups_of_any_size_give_the_same(workspace, articles, tmp_path, monkeypatch):
    summary = build(workspace, articles)
    monkeypatch.setattr(reader, "MOST", 2)
    monkeypatch.setattr(reader, "GROUP", 10)
    other = Workspace.create(tmp_path / "other")
    assert set(build(other, articles).seconds) == set(summary.seconds)
    assert graph(other) == graph(workspace)


def test_another_model_reads_all_again(workspace, articles):
    build(workspace, articles)
    other = Lexical()
    other.digest = "f00d"
    assert build(workspace, articles, by=other).changed == 3
    assert b'modelDigest> "f00d"' in graph(workspace)
    assert build(workspace, articles, by=other).unchanged == 3


def test_an_article_in_another_language_is_refused_with_its_name(workspace, articles):
    text = "Le ministère a démenti mardi que l’armée ait bombardé le marché du village."
    (articles / "vire.txt").write_text(text)
    (error,) = build(workspace, articles).refused
    assert error.where.endswith("vire.txt")
    assert "is in French" in error.cause
    assert ids(workspace) == ["kesh", "mora", "tarn"]


def test_a_graph_that_breaks_a_shape_is_kept_out_and_the_rest_goes_on(workspace, articles, monkeypatch):
    validate = pipeline.validate_quads

    def strict(quads, texts):
        mora = f"/article/{text_digest(REPORTS['mora'])[:20]}"
        lost = ("#claimant", "#sha256")
        kept = [
            quad
            for quad in quads
            if not (str(quad.graph_name).endswith(f"{mora}>") and quad.predicate.value.endswith(lost))
        ]
        return validate(kept, texts)

    monkeypatch.setattr(pipeline, "validate_quads", strict)
    summary = build(workspace, articles)
    (error,) = summary.refused
    assert error.where.endswith("mora.txt")
    assert ids(workspace) == ["kesh", "tarn"]
    assert len(list(workspace.path.glob("facts/*/*"))) == 2


def test_facts_lost_from_disk_are_read_anew(workspace, articles):
    build(workspace, articles)
    before = graph(workspace)
    for file in workspace.path.glob("facts/*/*"):
        file.unlink()
    summary = build(workspace, articles)
    assert (summary.articles, summary.changed, summary.unchanged) == (3, 3, 0)
    assert len(list(workspace.path.glob("facts/*/*"))) == 3
    assert graph(workspace) == before


def facts_of(workspace, name):
    (file,) = workspace.path.glob(f"facts/*/{text_digest(REPORTS[name])}.jsonl")
    return file


def test_damaged_facts_of_a_given_article_are_read_anew(workspace, articles, caplog):
    build(workspace, articles)
    before, file = graph(workspace), facts_of(workspace, "mora")
    file.write_text("{\n")
    summary = build(workspace, articles)
    assert (summary.changed, summary.unchanged, summary.refused) == (1, 2, ())
    assert graph(workspace) == before
    (line,) = caplog.messages
    assert file.name in line


@pytest.mark.parametrize("harm", [lambda file: file.write_text("{\n"), lambda file: file.unlink()])
def test_an_article_not_given_whose_facts_are_lost_is_left_out_alone(workspace, articles, tmp_path, harm):
    build(workspace, articles / "mora.txt", articles / "tarn.txt")
    harm(facts_of(workspace, "mora"))
    summary = build(workspace, articles / "kesh.txt")
    (error,) = summary.refused
    assert error.where.endswith("mora.txt")
    assert (summary.new, summary.changed, summary.unchanged, summary.removed) == (1, 0, 1, 1)
    fresh = Workspace.create(tmp_path / "fresh")
    build(fresh, articles / "kesh.txt", articles / "tarn.txt")
    assert graph(workspace) == graph(fresh)
    assert build(workspace, articles).new == 1


@pytest.mark.parametrize("lost", ["1", "1.jsonl", "*"])
def test_a_lost_store_is_made_anew_from_what_was_read(workspace, articles, lost, caplog):
    build(workspace, articles)
    before = graph(workspace)
    for entry in list(workspace.path.glob(f"store/{lost}")):
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    summary = build(workspace, articles / "kesh.txt")
    assert (summary.articles, summary.changed, summary.refused) == (3, 3, ())
    assert graph(workspace) == before
    assert len(caplog.messages) == 1


def test_a_lost_store_and_lost_facts_leave_out_that_article_alone(workspace, articles):
    build(workspace, articles)
    shutil.rmtree(workspace.path / "store" / "1")
    facts_of(workspace, "mora").unlink()
    (error,) = build(workspace, articles / "kesh.txt").refused
    assert error.where.endswith("mora.txt")
    assert ids(workspace) == ["kesh", "tarn"]


def test_nothing_is_put_in_force_where_nothing_was_read(workspace, tmp_path):
    summary = build(workspace, tmp_path / "none")
    assert len(summary.refused) == 1
    assert Workspace.open(workspace.path).generation == 0


def test_batches_of_any_size_give_the_same(workspace, articles, tmp_path, monkeypatch):
    build(workspace, articles)
    monkeypatch.setattr(pipeline, "BATCH", 1)
    other = Workspace.create(tmp_path / "other")
    build(other, articles)
    assert graph(other) == graph(workspace)


def test_a_run_by_another_version_reads_all_again(workspace, articles, monkeypatch):
    build(workspace, articles)
    monkeypatch.setattr(reader, "__version__", "9.9")
    assert build(workspace, articles).changed == 3
    assert b'"9.9"' in graph(workspace)
