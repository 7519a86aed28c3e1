from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.errors import KgError, MisuseError
from kg.export import FORMATS, export
from kg.export.table import claims_csv
from kg.model import Figure, Link
from kg.rdf import article_quads, entity_quads, facts_from_quads, link_quads
from kg.vocabulary import BASE, iri
from tests.factory import make_actor, make_article, make_claim, make_facts, make_linked

RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
AWKWARD = 'He said: "It’s <b>50% \\ \n .\n\t{}" — Ардания 俄罗斯 🕊'
OWN = ("dataset/", "export/")


def graph(base: str = BASE, text: str = AWKWARD) -> list[ox.Quad]:
    """Two articles, the second with words that need escaping, and a link between their claims."""
    one, two = make_facts(), make_facts(make_article(text, id="other", url="https://example.org/a?b=c#d"))
    link = Link("contradicts", one.claims[0].id, two.claims[0].id, 0.5, "by hand")
    linked = make_linked(one, two, links=(link,))
    articles = [quad for facts in (one, two) for quad in article_quads(facts, {}, base)]
    return [*articles, *entity_quads(linked, base), *link_quads(linked, base)]


def exported(quads: list[ox.Quad], fmt: str, base: str = BASE) -> bytes:
    out = io.BytesIO()
    export(quads, fmt, out, base)
    return out.getvalue()


def parsed(content: bytes, fmt: str) -> set[ox.Quad]:
    return set(ox.parse(content, format=RDF[fmt]))


def without_description(quads: set[ox.Quad], base: str = BASE) -> set[ox.Quad]:
    own = tuple(f"<{base}{kind}" for kind in OWN)
    return {quad for quad in quads if not str(quad.subject).startswith(own)}


@pytest.mark.parametrize("base", [BASE, "https://example.org/data#", "urn:test:"])
@pytest.mark.parametrize("fmt", ["trig", "nquads", "jsonld"])
def test_quads_come_back_as_they_were(fmt: str, base: str) -> None:
    quads = graph(base)
    assert without_description(parsed(exported(quads, fmt, base), fmt), base) == set(quads)


def test_turtle_is_the_union_of_all_graphs() -> None:
    quads = graph()
    union = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert without_description(parsed(exported(quads, "turtle"), "turtle")) == union


@pytest.mark.parametrize("fmt", RDF)
def test_facts_are_read_back_from_every_syntax(fmt: str) -> None:
    quads = graph()
    assert facts_from_quads(parsed(exported(quads, fmt), fmt)) == facts_from_quads(quads)


def test_rdflib_reads_the_same_json_ld() -> None:
    rdflib = pytest.importorskip("rdflib")
    quads = graph()
    theirs = rdflib.Dataset()
    theirs.parse(data=exported(quads, "jsonld"), format="json-ld")
    assert len({(s, p, o) for s, p, o, _ in theirs.quads()}) == len(
        {quad.triple for quad in parsed(exported(quads, "nquads"), "nquads")}
    )


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_quads_give_the_same_bytes_in_any_order(fmt: str) -> None:
    quads = graph()
    assert exported(quads, fmt) == exported([*quads[::-1], *quads], fmt)


def test_turtle_reads_well() -> None:
    text = exported(graph(), "turtle").decode()
    head, first = text.split("\n\n")[:2]
    assert head.splitlines() == sorted(head.splitlines())
    assert "@prefix owl:" not in head
    assert first.startswith("dataset:")
    assert "\n\nactor:borland a kg:Actor , kg:State , sem:Actor , prov:Agent ;\n\tskos:prefLabel" in text


def test_json_ld_reads_well() -> None:
    document = json.loads(exported(graph(), "jsonld"))
    nodes = [node for graph in document["@graph"] for node in graph.get("@graph", [])]
    claim = next(node for node in nodes if "kg:Accusation" in node.get("@type", []))
    assert (claim["kg:claimant"], claim["kg:blames"]) == ("actor:ardania", "actor:borland")
    assert claim["kg:confidence"] == "0.5"


def values(content: bytes, subject: str, predicate: str) -> set[str]:
    found = {quad for quad in parsed(content, "trig") if subject in str(quad.subject)}
    return {str(quad.object) for quad in found if quad.predicate.value == predicate}


def test_an_export_describes_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    quads = graph()
    content = exported(quads, "trig")
    void = "http://rdfs.org/ns/void#"
    assert values(content, "dataset/", f"{void}triples") == {str(ox.Literal(len({q.triple for q in quads})))}
    for part, count in {"articles": 2, "claims": 2, "actors": 3, "events": 1}.items():
        assert values(content, f"/{part}", f"{void}entities") == {str(ox.Literal(count))}
    articles = {str(q.subject) for q in quads if q.object == ox.NamedNode(iri("kg:Article"))}
    assert values(content, "dataset/", iri("prov:wasDerivedFrom")) == articles
    (created,) = values(content, "dataset/", iri("dcterms:created"))
    assert "1970-01-02T00:00:00Z" in created
    assert values(content, "export/", iri("schema:softwareVersion"))
    assert f"<{iri('kg:')}>" in values(content, "dataset/", f"{void}vocabulary")


def test_an_export_tells_what_it_leaves_out() -> None:
    out = io.BytesIO()
    export(graph(), "trig", out, least=0.7)
    (told,) = values(out.getvalue(), "dataset/", iri("dcterms:description"))
    assert "below 0.7" in told
    assert not values(exported(graph(), "trig"), "dataset/", iri("dcterms:description"))


def test_no_time_is_told_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert not values(exported(graph(), "trig"), "dataset/", iri("dcterms:created"))


def test_another_graph_is_another_dataset() -> None:
    one, two = (parsed(exported(graph(text=text), "trig"), "trig") for text in ("One.", "Two."))
    shared = {str(quad.subject) for quad in one} & {str(quad.subject) for quad in two}
    assert not {name for name in shared if "/dataset/" in name}


def test_a_time_that_is_none_is_misuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(MisuseError, match="yesterday"):
        exported(graph(), "turtle")


def rows(*claims: dict[str, Any], text: str = "- 5 killed") -> list[dict[str, str]]:
    article = make_article(text, title=None)
    facts = make_facts(article, claims=tuple(make_claim(article, **fields) for fields in claims))
    return list(csv.DictReader(io.StringIO(claims_csv([facts], make_linked(facts)).decode(), newline="")))


def test_csv_has_a_row_for_each_claim() -> None:
    figures = (Figure("killed", 5, 5, "people"), Figure("wounded", None, 9, "other"))
    (row,) = rows({"kind": "accusation", "blames": ("actor/borland", "actor/x"), "figures": figures})
    assert (row["claimant"], row["blamed"]) == ("Ardania", "Borland; actor/x")
    assert row["blamed_id"] == "actor/borland; actor/x"
    assert (row["figures"], row["start"], row["end"]) == ("5 people killed; up to 9 wounded", "0", "10")
    assert (row["article"], row["date"], row["headline"]) == ("kesh", "2031-05-04", "")


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = rows({"cue": None}, text=text)
    assert row["quote"] == f"'{text}"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure("killed", 12, 12, "aid-workers"), "12 aid workers killed"),
        (Figure("killed", 50, 60, "other"), "50 to 60 killed"),
        (Figure("wounded", 62, None, "children"), "at least 62 children wounded"),
        (Figure("wounded", None, 9, "other"), "up to 9 wounded"),
        (Figure("other", None, None, "vehicles"), "some vehicles"),
    ],
)
def test_figures_in_words(figure: Figure, words: str) -> None:
    assert figure.words == words


@pytest.mark.parametrize(("fmt", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_by_others(fmt: str, read: Any) -> None:
    network = read(io.BytesIO(exported(graph(), fmt)))
    assert network.edges["actor/ardania", "actor/borland"]["weight"] == 2


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(MisuseError, match="turtle, trig"):
        exported(graph(), "xlsx")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.ttl"
    export(graph(), "turtle", path)
    before = path.read_bytes()

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(KgError, match="No space left"):
        export(graph(text="Other."), "turtle", path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_stream_that_refuses_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs Linux's /dev/full")
    with pytest.raises(KgError, match="No space left"), Path("/dev/full").open("wb", buffering=0) as full:
        export(graph(), "csv", full)


def test_an_actor_without_claims_is_no_node() -> None:
    facts = make_facts(actors=(make_actor("Nobody"),), claims=())
    quads = [*article_quads(facts, {}), *entity_quads(make_linked(facts))]
    assert b"Nobody" not in exported(quads, "graphml")
