"""Facts become quads and come back whole, in the same bytes whatever the order."""

from dataclasses import replace
from itertools import groupby, permutations
from typing import get_args

import pytest
from factory import make_actor, make_article, make_claim, make_event, make_facts, make_linked
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import model
from kg.errors import GraphError, MisuseError
from kg.model import Article, Claim, Evidence, Facts, Figure, Found, Link, Linked, Reason, Span, digest
from kg.rdf import (
    article_quads,
    entity_quads,
    facts_from_quads,
    link_quads,
    read_gazetteer,
    sorted_nquads,
)
from kg.vocabulary import GRAPH_ENTITIES, GRAPH_LINKS, iri

BASE = "https://example.org/data/"


def graph_of(facts, linked, base=BASE):
    quads = [quad for one in facts for quad in article_quads(one, linked.same, base)]
    return [*quads, *entity_quads(linked, base), *link_quads(linked, base)]


def without_text(facts: Facts) -> Facts:
    """What a graph keeps of the facts."""
    article = replace(facts.article, text="", source="", boilerplate=(), length=len(facts.article.text))
    return replace(facts, article=article)


def of(quads, subject, predicate):
    return {q.object for q in quads if q.subject.value == subject and q.predicate.value == iri(predicate)}


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
dates = st.none() | st.sampled_from(["2031", "2031-05", "2031-05-03", "last spring"])
found = st.none() | st.builds(Found, words, st.sampled_from(["metadata", "text"]))
spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda ends: Span(min(ends), max(ends)))
actor_ids = st.sampled_from([f"actor/{name}" for name in "abcde"])
event_ids = st.sampled_from(["event/e", "event/f"])
bounds = st.none() | st.integers(0, 10**30)


def sets(elements):
    return st.lists(elements, max_size=3, unique=True).map(sorted).map(tuple)


figures = st.builds(
    Figure,
    st.sampled_from(get_args(model.Measure)),
    bounds,
    bounds,
    st.sampled_from(get_args(model.Counted)),
)


reasons = st.builds(
    Reason,
    st.sampled_from(get_args(model.ReasonPart)),
    words | st.sampled_from(["head blames", "rule 0.5 @1-2: x"]),
    st.none() | st.floats(0, 1).map(lambda score: round(score, 4)),
    st.none() | spans,
)


@st.composite
def claims(draw, article):
    blames = draw(sets(actor_ids))
    return Claim(
        id=f"claim/{draw(st.integers(0, 10**6))}",
        kind=draw(st.sampled_from(get_args(model.ClaimKind))),
        article=article.key,
        claimants=draw(sets(actor_ids)),
        evidence=Evidence(draw(spans), draw(words), draw(words), draw(words)),
        text=draw(words),
        mode=draw(st.sampled_from(get_args(model.Mode))),
        certainty=draw(st.sampled_from(get_args(model.Certainty))),
        confidence=draw(st.integers(0, 100)) / 100,
        rule=draw(words),
        cue=draw(st.none() | words),
        via=tuple(draw(st.lists(actor_ids, max_size=4))) if draw(st.booleans()) else (),
        about=draw(st.none() | event_ids),
        attributes=tuple(key for key in draw(sets(actor_ids)) if key not in blames),
        blames=blames,
        rejects=draw(sets(actor_ids)),
        intent=draw(st.none() | st.sampled_from(get_args(model.Intent))),
        said_on=draw(dates),
        figures=tuple(draw(st.lists(figures, max_size=12))),
        reasons=draw(sets(reasons)),
    )


@st.composite
def articles_facts(draw):
    """An article with claims on five actors and two events, all of which it mentions."""
    article = Article(
        id=draw(words),
        text=draw(words),
        sha256=digest(draw(words), length=64),
        title=draw(found),
        date=draw(st.none() | st.builds(Found, st.just("2031-05"), words)),
        publisher=draw(found),
        url=draw(st.none() | st.just("https://example.org/a?b=%20#c")),
    )
    mentions = sets(spans).filter(len)
    actors = [
        make_actor(
            name.upper(),
            draw(st.sampled_from(get_args(model.ActorKind))),
            names=draw(sets(words.filter(lambda word, name=name: word != name.upper()))),
            hidden=draw(sets(words)),
            acts_for=draw(sets(actor_ids)),
            mentions=draw(mentions),
        )
        for name in "abcde"
    ]
    events = [
        make_event(
            id=key,
            type=draw(st.sampled_from(get_args(model.EventType))),
            date=draw(dates),
            not_after=draw(dates),
            participants=draw(sets(actor_ids)),
            mentions=draw(mentions),
            places=(),
        )
        for key in ("event/e", "event/f")
    ]
    listed = draw(st.lists(claims(article), max_size=3, unique_by=lambda claim: claim.id))
    return Facts(
        article=article,
        run=model.Run(draw(words), draw(words), draw(words), draw(words), draw(words)),
        main_events=draw(sets(event_ids)),
        publisher=draw(st.none() | actor_ids),
        actors=tuple(actors),
        events=tuple(events),
        claims=tuple(sorted(listed, key=lambda claim: (claim.evidence.span, claim.id))),
    )


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(articles_facts())
def test_facts_survive_the_graph_its_file_and_a_store(facts):
    linked = make_linked(facts)
    quads = graph_of([facts], linked)
    assert facts_from_quads(quads, BASE) == ([without_text(facts)], linked)
    written = sorted_nquads(quads)
    assert set(parse(written, RdfFormat.N_QUADS)) == set(quads)
    store = Store()
    store.extend(quads)
    assert sorted_nquads(store) == written


def test_the_graph_survives_the_facts():
    facts = [make_facts(), make_facts(make_article("Borland denies it."))]
    ids = sorted(one.claims[0].id for one in facts)
    linked = make_linked(*facts, links=(Link("contradicts", *ids, 0.8, "one blames, the other denies"),))
    quads = graph_of(facts, linked)
    assert sorted_nquads(graph_of(*facts_from_quads(quads, BASE))) == sorted_nquads(quads)


def test_order_of_input_does_not_matter():
    facts = [make_facts(), make_facts(make_article("Borland denies it.")), make_facts(make_article("Kesh."))]
    written = {sorted_nquads(graph_of(order, make_linked(*order))) for order in permutations(facts)}
    assert len(written) == 1


def test_each_graph_holds_its_own():
    facts = make_facts()
    article = BASE + facts.article.key
    assert {q.graph_name.value for q in article_quads(facts, {}, BASE)} == {article}
    assert {q.graph_name.value for q in entity_quads(make_linked(facts), BASE)} == {GRAPH_ENTITIES}
    link = Linked(links=(Link("denies", "claim/1", "claim/2", 1.0, "named"),))
    assert {q.graph_name.value for q in link_quads(link, BASE)} == {GRAPH_LINKS}


def test_resolved_ids_replace_those_of_the_article():
    quads = list(article_quads(make_facts(), {"actor/borland": "actor/borland-state"}, BASE))
    named = {term.value for quad in quads for term in (quad.subject, quad.object)}
    assert BASE + "actor/borland-state" in named
    assert BASE + "actor/borland" not in named


def test_superclasses_and_superproperties_are_materialised():
    facts = make_facts()
    quads, claim = graph_of([facts], make_linked(facts)), BASE + facts.claims[0].id
    for curie in ("kg:Accusation", "kg:Claim", "schema:Claim", "prov:Entity"):
        assert NamedNode(iri(curie)) in of(quads, claim, "rdf:type")
    assert of(quads, claim, "kg:attributesTo") == of(quads, claim, "kg:blames") != set()


def test_the_way_a_claim_took_keeps_its_order():
    article = make_article()
    claim = make_claim(article, via=("actor/z", "actor/a", "actor/m"))
    quads = graph_of([make_facts(article, claims=(claim,), actors=(), places=(), events=())], Linked())
    assert len(of(quads, BASE + claim.id, "kg:via")) == 3
    assert facts_from_quads(quads, BASE)[0][0].claims[0].via == claim.via


def test_a_claim_bears_its_reasons_as_one_line_each():
    article = make_article()
    told = (Reason("kind", "rule cue-accuse"), Reason("blames", "head blames", 0.83, Span(33, 40)))
    claim = make_claim(article, reasons=told)
    quads = graph_of([make_facts(article, claims=(claim,), actors=(), places=(), events=())], Linked())
    lines = {"kind: rule cue-accuse", "blames 0.83 @33-40: head blames"}
    assert of(quads, BASE + claim.id, "kg:reason") == {Literal(line) for line in lines}
    assert facts_from_quads(quads, BASE)[0][0].claims[0].reasons == told


@pytest.mark.parametrize("line", ["because", "gossip: rule x", "kind 0,8: rule x", "kind @8: rule x", "kind"])
def test_a_reason_that_is_none_is_told(line):
    facts = make_facts()
    reason = Quad(NamedNode(BASE + facts.claims[0].id), NamedNode(iri("kg:reason")), Literal(line))
    with pytest.raises(GraphError, match="is no reason such as"):
        facts_from_quads([*graph_of([facts], make_linked(facts)), reason], BASE)


def test_links_that_go_both_ways_are_written_both_ways():
    links = (
        Link("contradicts", "claim/1", "claim/2", 0.5, "tolls"),
        Link("denies", "claim/3", "claim/1", 1.0, "names it"),
    )
    quads = list(link_quads(Linked(links=links), BASE))
    assert of(quads, BASE + "claim/2", "kg:contradicts") == {NamedNode(BASE + "claim/1")}
    assert of(quads, BASE + "claim/1", "kg:contradicts") == {NamedNode(BASE + "claim/2")}
    assert of(quads, BASE + "claim/1", "kg:denies") == set()


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/новости?q=100%", None),
        ('http://example.org/"><script>', "http://example.org/%22%3E%3Cscript%3E"),
        ("http://[::1", None),
        ("javascript:alert(1)", None),
        ("file:///home/someone/article.txt", None),
        ("", None),
        ("http://\ud800/\x00", None),
    ],
)
def test_any_address_gives_a_valid_iri_or_none(url, written):
    facts = make_facts(make_article(url=url))
    quads = list(article_quads(facts, {}, BASE))
    found = {term.value for term in of(quads, BASE + facts.article.key, "schema:url")}
    assert all(value.startswith("http") and value.isascii() for value in found)
    if written is not None:
        assert found == {written}
    assert set(parse(sorted_nquads(quads), RdfFormat.N_QUADS)) == set(quads)


def test_half_a_character_does_not_stop_an_article():
    facts = make_facts(make_article("Broken \ud83d here"))
    exact = [q.object.value for q in article_quads(facts, {}, BASE) if q.predicate.value == iri("oa:exact")]
    assert exact == ["Broken � here"]


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2031", "xsd:gYear"), ("2031-05", "xsd:gYearMonth"), ("2031-05-03", "xsd:date"), ("May", "xsd:string")],
)
def test_the_datatype_of_a_date_is_its_precision(value, datatype):
    quads = list(entity_quads(Linked(events=(make_event(date=value),)), BASE))
    assert of(quads, BASE + "event/kesh", "kg:date") == {Literal(value, datatype=NamedNode(iri(datatype)))}


def test_a_graph_that_is_not_of_the_contract_is_named():
    facts = make_facts()
    quads = graph_of([facts], make_linked(facts))
    for predicate in ("kg:text", "kg:evidence", "kg:sha256", "oa:exact", "oa:start", "prov:used"):
        with pytest.raises(GraphError):
            facts_from_quads((q for q in quads if q.predicate.value != iri(predicate)), BASE)
    claim = NamedNode(BASE + facts.claims[0].id)
    for wrong in (Literal("about it"), NamedNode("https://elsewhere.example/x")):
        with pytest.raises(GraphError, match="about"):
            facts_from_quads([*quads, Quad(claim, NamedNode(iri("kg:about")), wrong)], BASE)
    with pytest.raises(GraphError, match="under"):
        facts_from_quads(quads, "https://other.example/")


def test_a_base_that_is_no_iri_is_misuse():
    with pytest.raises(MisuseError, match="not an absolute IRI"):
        list(article_quads(make_facts(), {}, "my data"))


def test_the_gazetteer_is_read_from_turtle(tmp_path):
    path = tmp_path / "actors.ttl"
    path.write_text(
        """@base <https://w3id.org/claimgraph/id/> .
        @prefix kg: <https://w3id.org/claimgraph/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
        <> a owl:Ontology .
        <actor/ardania> a kg:State ; skos:prefLabel "Ardania" ; skos:altLabel "Ардания", "Ardania", "ARD" ;
            skos:hiddenLabel "Ardanian" ;
            owl:sameAs <http://www.wikidata.org/entity/Q0> .
        <actor/moa> a kg:Organization ; skos:prefLabel "Ministry of Ardania" ; kg:actsFor <actor/ardania> .
        <place/kesh> a kg:Place ; skos:prefLabel "Kesh" ; geo:lat 40.5 ; geo:long -3.25 ;
            kg:within <place/ardania> .""",
        encoding="utf-8",
    )
    gazetteer = read_gazetteer([path])
    ardania, ministry = gazetteer.actors
    assert (ardania.kind, ardania.name, ardania.names) == ("state", "Ardania", ("ARD", "Ардания"))
    assert ardania.hidden == ("Ardanian",)
    assert ardania.same_as == ("http://www.wikidata.org/entity/Q0",)
    assert ministry.acts_for == ("actor/ardania",)
    assert gazetteer.places[0].within == "place/ardania"
    assert (gazetteer.places[0].latitude, gazetteer.places[0].longitude) == (40.5, -3.25)


def test_a_broken_gazetteer_is_named(tmp_path):
    path = tmp_path / "places.ttl"
    path.write_text("<place/kesh> a kg:Place .")
    with pytest.raises(GraphError, match=r"places\.ttl"):
        read_gazetteer([path])
    with pytest.raises(GraphError, match=r"absent\.ttl"):
        read_gazetteer([tmp_path / "absent.ttl"])


def test_the_quads_of_a_node_come_in_a_row():
    article = make_article()
    claims = [make_claim(article, words) for words in ("Ardania", "Borland", "Kesh")]
    links = [Link("contradicts", one.id, two.id, 0.7, "why") for one, two in permutations(claims, 2)]
    linked = make_linked(make_facts(), links=links)
    for quads in (article_quads(make_facts(), {}), entity_quads(linked), link_quads(linked)):
        nodes = [node for node, _ in groupby(quad.subject for quad in quads)]
        assert len(nodes) == len(set(nodes)) > 1
