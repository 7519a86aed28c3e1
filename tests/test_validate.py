"""Graphs that keep the contract pass; each way of breaking it is told, at its node."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pyshacl
import pytest
from factory import TEXT, make_article, make_claim, make_facts, make_linked
from rdflib import RDF, SH, Graph, URIRef

from kg.errors import GraphError
from kg.model import Counted, EventType, Evidence, Facts, LinkKind, Measure, Span
from kg.rdf import article_quads, entity_quads
from kg.resources import shapes_dir
from kg.validate import FORMATS, Report, validate_file, validate_quads
from kg.validate.data import Data
from kg.validate.files import parse
from kg.validate.shapes import load_shapes
from kg.vocabulary import BASE, iri

EXAMPLES = Path(__file__).parent / "shapes"
VALID = sorted(EXAMPLES.glob("*/valid/*"))
INVALID = sorted(EXAMPLES.glob("*/invalid/*"))


def name(path: Path) -> str:
    return f"{path.parts[-3]}-{path.stem}"


@cache
def example(path: Path) -> Report:
    return validate_file(path)


def told(report: Report) -> list[str]:
    return [finding.message for finding in report.findings if finding.severity != "info"]


def quads_of(*facts: Facts) -> list[ox.Quad]:
    graphs = [quad for one in facts for quad in article_quads(one, {})]
    return [*graphs, *entity_quads(make_linked(*facts))]


def texts_of(*facts: Facts) -> dict[str, str]:
    return {one.article.sha256: one.article.text for one in facts}


def with_evidence(facts: Facts, **fields: object) -> Facts:
    claim = facts.claims[0]
    return replace(facts, claims=(replace(claim, evidence=replace(claim.evidence, **fields)),))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# Shapes


@pytest.mark.parametrize("path", VALID, ids=name)
def test_valid_examples_pass(path: Path) -> None:
    assert told(example(path)) == []


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_invalid_examples_are_refused_for_that_reason_alone(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    expected = first.removeprefix("# expect: ").split(" | ")
    messages = told(example(path))
    assert first.startswith("# expect: ")
    assert [part for part in expected if not any(part in message for message in messages)] == []
    assert [message for message in messages if not any(part in message for part in expected)] == []


def test_every_message_is_seen() -> None:
    seen = {message for path in INVALID for message in told(example(path))}
    templates = {str(message) for message in load_shapes().graph.objects(None, SH.message)}
    patterns = {
        template: ".*".join(map(re.escape, re.split(r"\{\?\w+\}", template))) for template in templates
    }
    unseen = [
        template
        for template, pattern in patterns.items()
        if not any(re.fullmatch(pattern, message) for message in seen)
    ]
    assert unseen == []


def test_shapes_are_shacl_and_speak_to_people() -> None:
    graph = Graph()
    for path in shapes_dir().glob("*.ttl"):
        graph.parse(path)
    pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)  # raises where a shape is none
    shapes = {*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(RDF.type, SH.NodeShape)}
    assert len(shapes) > 80
    for shape in shapes:
        speaker = graph.value(shape, SH.sparql) or shape
        message = str(graph.value(speaker, SH.message))
        assert graph.value(shape, SH.name) and graph.value(shape, SH.severity), shape
        assert message[-1] == "." and re.search("[;,] ", message), f"{shape} tells no cure"


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("event-type", EventType),
        ("figure-measure", Measure),
        ("figure-counted", Counted),
        ("link-kind", LinkKind),
    ],
)
def test_lists_of_values_are_those_of_the_model(shape: str, words: object) -> None:
    graph = load_shapes().graph
    values = graph.value(URIRef(f"https://w3id.org/claimgraph/shapes#{shape}"), SH["in"])
    assert values is not None
    assert {str(value) for value in graph.items(values)} == {iri(f"kg:{word}") for word in get_args(words)}


# What the stages write


def test_a_written_graph_conforms() -> None:
    facts = make_facts()
    assert validate_quads(quads_of(facts), texts_of(facts)) == Report(())


def test_order_of_quads_does_not_matter() -> None:
    quads = quads_of(with_evidence(make_facts(), span=Span(3, 4)))
    shuffled = sorted(quads, key=lambda quad: hash(str(quad)))
    assert validate_quads(shuffled) == validate_quads(quads)
    assert not validate_quads(quads).conforms


def test_entities_are_needed() -> None:
    report = validate_quads(article_quads(make_facts(), {}))
    assert "A claim needs a kg:claimant that is a kg:Actor" in " ".join(told(report))


def test_findings_name_their_article() -> None:
    good = make_facts()
    bad = make_facts(make_article(TEXT + " More."))
    bad = replace(bad, claims=(replace(bad.claims[0], blames=()),))
    report = validate_quads(quads_of(good, bad))
    assert report.refused == {BASE + bad.article.key}
    assert [finding.node for finding in report.findings if finding.severity == "violation"] == [
        BASE + bad.claims[0].id
    ]


def test_findings_name_their_article_in_turtle(tmp_path: Path) -> None:
    facts = with_evidence(make_facts(), span=Span(3, 4))
    path = tmp_path / "graph.ttl"
    triples = [quad.triple for quad in quads_of(facts)]
    ox.serialize(triples, str(path), format=ox.RdfFormat.TURTLE)
    assert validate_file(path).refused == {BASE + facts.article.key}


def test_faults_of_entities_belong_to_no_article() -> None:
    facts = make_facts()
    quads = [quad for quad in quads_of(facts) if quad.object != ox.Literal("Ardania")]
    report = validate_quads(quads)
    assert report.refused == {""}
    assert not report.conforms


def test_warnings_do_not_refuse() -> None:
    facts = make_facts(make_article(date=None))
    report = validate_quads(quads_of(facts), texts_of(facts))
    assert [finding.severity for finding in report.findings] == ["warning"]
    assert report.conforms


# Text


def test_quotation_must_stand_in_the_text() -> None:
    facts = make_facts()
    end = facts.claims[0].evidence.span.end
    shifted = with_evidence(facts, span=Span(0, end - 1), exact=TEXT[1:end])
    report = validate_quads(quads_of(shifted), texts_of(facts))
    assert [(finding.shape, finding.value) for finding in report.findings] == [("text", TEXT[1:end])]
    assert f"The words at 0 to {end - 1} of the article are 'The ministry" in report.findings[0].message
    assert report.refused == {BASE + facts.article.key}


def test_offsets_count_code_points() -> None:
    text = "💥 " + TEXT
    article = make_article(text)
    facts = make_facts(article, claims=(make_claim(article, "Borland shelled Kesh"),))
    assert validate_quads(quads_of(facts), texts_of(facts)).conforms
    utf16 = Evidence.at(Span(facts.claims[0].evidence.span.start + 1, 40), text)
    moved = with_evidence(facts, span=utf16.span)
    assert not validate_quads(quads_of(moved), texts_of(facts)).conforms


def test_lone_surrogates_are_read_as_written() -> None:
    facts = make_facts(make_article("Borland \ud83d shelled Kesh, said Ardania."))
    assert validate_quads(quads_of(facts), texts_of(facts)).conforms


def test_text_must_be_the_article_s() -> None:
    facts = make_facts()
    report = validate_quads(quads_of(facts), {facts.article.sha256: TEXT + " "})
    assert [(finding.path, finding.node) for finding in report.findings] == [
        ("kg:sha256", BASE + facts.article.key)
    ]
    assert not report.conforms


def test_length_must_be_the_text_s() -> None:
    facts = make_facts()
    length = ox.NamedNode(iri("kg:length"))
    longer = ox.Literal(str(len(TEXT) + 1), datatype=ox.NamedNode(iri("xsd:integer")))
    quads = [
        ox.Quad(quad.subject, length, longer, quad.graph_name) if quad.predicate == length else quad
        for quad in quads_of(facts)
    ]
    report = validate_quads(quads, texts_of(facts))
    assert [finding.path for finding in report.findings] == ["kg:length"]


def test_absent_texts_are_counted_not_refused() -> None:
    facts, other = make_facts(), make_facts(make_article(TEXT + " More."))
    report = validate_quads(quads_of(facts, other), texts_of(facts))
    assert report.conforms
    assert [(finding.severity, finding.message) for finding in report.findings] == [
        ("info", "text not at hand: 1 articles unchecked; their quotations may not be exact")
    ]


# Files


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_every_format_is_read(suffix: str, tmp_path: Path) -> None:
    facts = make_facts()
    format_ = FORMATS[suffix]
    quads = quads_of(facts)
    path = tmp_path / f"graph{suffix}"
    named = quads if format_.supports_datasets else [quad.triple for quad in quads]
    ox.serialize(named, str(path), format=format_)
    assert validate_file(path, texts_of(facts)) == Report(())


@pytest.mark.parametrize(
    ("file", "text", "where"),
    [
        ("broken.ttl", "<http://a.example/> <http://b.example/>\n  .", "line 2, column 3"),
        ("broken.trig", "@prefix kg: <https://k.example/> .\nkg:a kg:b kg:c", "line 2"),
        ("broken.nt", "<http://a.example/> <http://b.example/> <c> .\n", "line 1"),
        ("broken.nq", "no quad\n", "line 1"),
        ("broken.jsonld", '{"@id": "http://a.example/",\n "@type": }', "line 2"),
        ("broken.rdf", "<rdf:RDF>\n</rdf>", "Unknown prefix rdf"),  # the parser of XML tells no line
        ("remote.jsonld", '{"@context": "https://schema.org/", "@id": "http://a.example/"}', "remote"),
    ],
)
def test_broken_syntax_is_located(file: str, text: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=re.escape(where)) as caught:
        validate_file(written(tmp_path / file, text))
    assert caught.value.where.startswith(str(tmp_path / file))
    assert "is not valid" in caught.value.cause


def test_wrong_encoding_is_located(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttl"
    path.write_bytes('<http://a.example/> <http://b.example/> "é" .'.encode("latin-1"))
    with pytest.raises(GraphError, match=r"line 1, column .*UTF-8"):
        validate_file(path)


def test_unusable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no known graph format"):
        validate_file(tmp_path / "graph.docx")
    with pytest.raises(GraphError, match="cannot be read"):
        validate_file(tmp_path / "absent.ttl")
    with pytest.raises(GraphError, match="cannot be read"):
        (tmp_path / "folder.ttl").mkdir()
        validate_file(tmp_path / "folder.ttl")
    with pytest.raises(GraphError, match="holds no triples"):
        validate_file(written(tmp_path / "empty.ttl", "# nothing\n"))


def test_a_foreign_graph_does_not_conform(tmp_path: Path) -> None:
    path = written(tmp_path / "foreign.ttl", "<http://a.example/> <http://b.example/> 1 .")
    report = validate_file(path)
    assert not report.conforms
    assert "Nothing here is in the terms of the ontology" in report.findings[0].message


def test_broken_literals_print_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    path = written(
        tmp_path / "literal.ttl",
        f"@prefix xsd: <{iri('xsd:')}> . @prefix kg: <{iri('kg:')}> .\n"
        '<http://a.example/> kg:length "many"^^xsd:integer , "2016-13-01"^^xsd:date .',
    )
    with caplog.at_level(logging.DEBUG, logger="rdflib"):
        messages = told(validate_file(path))
    assert messages == [
        "The value is no valid xsd:date; write it in the form of that datatype.",
        "The value is no valid xsd:integer; write it in the form of that datatype.",
    ]
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_terms_beyond_comparison_are_an_error_with_a_cure() -> None:
    quads = quads_of(make_facts())
    nan = ox.Literal("NaN", datatype=ox.NamedNode(iri("xsd:double")))
    confidence = ox.NamedNode(iri("kg:confidence"))
    quads = [
        ox.Quad(quad.subject, confidence, nan, quad.graph_name) if quad.predicate == confidence else quad
        for quad in quads
    ]
    with pytest.raises(GraphError, match=r"cannot be compared.*xsd:decimal"):
        validate_quads(quads)


def test_quoted_triples_are_an_error_with_a_cure() -> None:
    node = ox.NamedNode("http://a.example/")
    with pytest.raises(GraphError, match="triple in place of a node"):
        validate_quads([ox.Quad(node, node, ox.Triple(node, node, node))])


# The store of triples against rdflib's own


def test_index_answers_every_pattern_as_rdflib_does() -> None:
    data = Data()
    data.add(quads_of(make_facts()))
    peer = Graph()
    for triple in data.graph:
        peer.add(triple)
    subject, predicate, object_ = next(iter(peer))
    for mask in range(8):
        pattern = (
            subject if mask & 1 else None,
            predicate if mask & 2 else None,
            object_ if mask & 4 else None,
        )
        found = list(data.graph.triples(pattern))
        assert len(found) == len(set(found))
        assert set(found) == set(peer.triples(pattern))
    assert len(data.graph) == len(peer)


def test_a_closed_graph_lets_go_of_all_that_was_added():
    data = Data()
    data.add(parse(VALID[0]))
    assert len(data.graph) and len(data.graph.query("SELECT ?s WHERE { ?s ?p ?o }"))
    data.close()
    assert not len(data.graph)
    assert not data.iris("")
    assert not len(data.graph.query("SELECT ?s WHERE { ?s ?p ?o }"))
