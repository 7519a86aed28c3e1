"""What is asked of a graph without its less sure claims finds no trace of them, and all of the others."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from factory import make_actor, make_article, make_claim, make_event, make_facts, make_linked, seen

from kg.confidence import at_least
from kg.graph import Graph
from kg.model import Figure, Link, Place, Reason
from kg.query import ask, find
from kg.rdf import article_quads, entity_quads, facts_from_quads, link_quads, sorted_nquads
from kg.results import cell
from kg.store import Store
from kg.validate import validate_quads
from kg.vocabulary import BASE, iri

GOLDEN = Path(__file__).parent / "golden" / "disputes.trig"
TEXT = "Ardania and the Wire said Borland shelled Kesh. Cestria denied it. Doria blamed Elbia for the siege."
ACTORS = ("Ardania", "Borland", "Cestria", "Doria", "Elbia", "Wire", "Agency", "Publisher")
SURE, UNSURE = 0.75, 0.4


def graph(**confidence):
    """Three claims, of Ardania on the shelling, Cestria denying it, and Doria on the siege."""
    article = make_article(TEXT)
    charge = make_claim(
        article, "Ardania and the Wire said Borland shelled Kesh.", kind="accusation", about="event/kesh",
        blames=("actor/borland",), figures=(Figure("killed", 1, None, "people"),),
        via=("actor/wire", "actor/agency"), reasons=(Reason("kind", "rule x"),), id="claim/charge",
    )  # fmt: skip
    denial = make_claim(
        article, "Cestria denied it.", kind="denial", claimants=("actor/cestria",), about="event/kesh",
        rejects=("actor/borland",), id="claim/denial",
    )  # fmt: skip
    siege = make_claim(
        article, "Doria blamed Elbia for the siege.", kind="accusation", claimants=("actor/doria",),
        about="event/siege", blames=("actor/elbia",), id="claim/siege",
    )  # fmt: skip
    claims = [replace(one, confidence=confidence.get(one.id[6:], SURE)) for one in (charge, denial, siege)]
    actors = [
        make_actor(name, mentions=seen(name, TEXT), acts_for=("actor/elbia",) if name == "Doria" else ())
        for name in ACTORS
    ]
    events = [
        make_event(mentions=seen("shelled", TEXT), participants=("actor/borland",)),
        make_event(
            id="event/siege", type="siege", label="Siege", mentions=seen("siege", TEXT),
            participants=("actor/borland", "actor/elbia"), places=(),
        ),
    ]  # fmt: skip
    facts = make_facts(
        article, claims=tuple(claims), actors=tuple(actors), events=tuple(events), main_events=(),
        publisher="actor/publisher", places=(Place("place/kesh", "Kesh", mentions=seen("Kesh", TEXT)),),
    )  # fmt: skip
    links = (Link("denies", "claim/denial", "claim/charge", 0.8, "of one event"),)
    linked = make_linked(facts, links=links)
    return [*article_quads(facts, {}), *entity_quads(linked), *link_quads(linked)]


def ids(quads):
    """Ids of everything that stands in quads as subject, as object, or in their graph's name."""
    terms = {term for quad in quads for term in (quad.subject, quad.object)}
    return {term.value[len(BASE) :] for term in terms if str(term).startswith(f"<{BASE}")}


def left(least=SURE, **confidence):
    """What is left of the graph where claims are only so sure."""
    return list(at_least(Store.memory(graph(**confidence)), least).quads())


def lost(**confidence):
    """Ids that are no longer there, without those of mentions."""
    gone = ids(graph()) - ids(left(**confidence))
    return {one for one in gone if "/mention/" not in one}


def part_of(claim):
    return {f"claim/{claim}", *(f"claim/{claim}/evidence{part}" for part in ("", "/position", "/quote"))}


def test_nothing_is_left_out_without_a_threshold_or_below_all():
    store = Store.memory(graph())
    assert at_least(store, None) is store
    assert set(left(0)) == set(left(SURE)) == set(graph())


def test_a_claim_goes_with_its_parts_its_links_and_who_only_it_names():
    charge = {*part_of("charge"), "claim/charge/figure-1", "claim/charge/via-1", "claim/charge/via-2"}
    (link,) = (one for one in ids(graph()) if one.startswith("link/"))
    assert lost(charge=UNSURE) == {*charge, link, "actor/ardania", "actor/wire", "actor/agency"}
    assert not any(quad.predicate.value == iri("kg:denies") for quad in left(charge=UNSURE))
    assert lost(denial=UNSURE) == {*part_of("denial"), link, "actor/cestria"}


def test_an_event_goes_with_the_last_claim_about_it_and_a_place_stays():
    siege = {*part_of("siege"), "event/siege", "actor/doria", "actor/elbia"}
    assert lost(siege=UNSURE) == siege
    assert "event/kesh" not in lost(charge=UNSURE)
    gone = lost(charge=UNSURE, denial=UNSURE)
    assert "event/kesh" in gone
    assert "place/kesh" not in gone
    assert "actor/borland" not in gone  # the siege names it
    assert {"actor/borland", "event/kesh"} <= lost(charge=UNSURE, denial=UNSURE, siege=UNSURE)


def test_the_mentions_of_what_goes_go_and_no_others():
    mentions = {one for one in ids(graph()) if "/mention/" in one}
    kept = {one for one in ids(left(siege=UNSURE)) if "/mention/" in one}
    assert kept < mentions
    gone = [make_actor(name).id for name in ("Doria", "Elbia")]
    assert len(mentions - kept) == 2 * (len(gone) + 1)  # each with its position


def test_an_event_loses_the_doer_that_only_claims_left_out_name():
    def participants(**confidence):
        quads = left(**confidence)
        found = [quad for quad in quads if quad.predicate.value == iri("kg:participant")]
        return {(quad.subject.value[len(BASE) :], quad.object.value[len(BASE) :]) for quad in found}

    whole = {
        ("event/kesh", "actor/borland"),
        ("event/siege", "actor/borland"),
        ("event/siege", "actor/elbia"),
    }
    assert participants() == participants(charge=UNSURE) == whole
    assert participants(charge=UNSURE, denial=UNSURE) == whole - {("event/kesh", "actor/borland")}


def test_a_main_event_stays_without_its_claims_and_its_doers():
    article = ox.NamedNode(BASE + make_article(TEXT).key)
    main = ox.Quad(article, ox.NamedNode(iri("kg:mainEvent")), ox.NamedNode(BASE + "event/kesh"), article)
    quads = list(at_least(Store.memory([*graph(charge=UNSURE, denial=UNSURE), main]), SURE).quads())
    assert "event/kesh" in ids(quads)
    (event,) = (one for one in facts_from_quads(quads)[1].events if one.id == "event/kesh")
    assert event.participants == ()


def test_a_claim_without_a_confidence_is_not_sure_enough():
    charge = ox.NamedNode(BASE + "claim/charge")
    bare = [q for q in graph() if (q.subject, q.predicate.value) != (charge, iri("kg:confidence"))]
    vague = ox.Quad(charge, ox.NamedNode(iri("kg:confidence")), ox.Literal("rather"), bare[0].graph_name)
    for quads in (bare, [*bare, vague]):
        assert "claim/charge" not in ids(at_least(Store.memory(quads), 0).quads())


def golden():
    return list(ox.parse(path=GOLDEN, format=ox.RdfFormat.TRIG))


@pytest.mark.parametrize("least", [0.0, 0.75, 0.8, 1.0])
def test_the_rest_is_the_facts_less_the_claims(least):
    facts, linked = facts_from_quads(golden())
    rest, links = facts_from_quads(at_least(Store.memory(golden()), least).quads())
    sure = {claim.id for one in facts for claim in one.claims if claim.confidence >= least}
    assert [one.article for one in rest] == [one.article for one in facts]
    for before, after in zip(facts, rest, strict=True):
        assert after.claims == tuple(claim for claim in before.claims if claim.id in sure)
    kept = (one for one in linked.links if one.kind == "copyOf" or {one.subject, one.object} <= sure)
    assert links.links == tuple(kept)
    assert links.places == linked.places
    assert {one.id for one in links.actors} <= {one.id for one in linked.actors}


def violations(quads):
    return {finding for finding in validate_quads(quads).findings if finding.severity == "violation"}


@pytest.mark.parametrize("least", [0.8, 1.0])
def test_the_rest_keeps_the_contract_as_far_as_the_whole_does(least):
    assert violations(at_least(Store.memory(golden()), least).quads()) <= violations(golden())


def test_counts_and_absences_are_those_of_the_rest():
    store = Store.memory(graph(denial=UNSURE))
    assert ask(store, find("accusations-without-answer")).rows
    before, after = (
        {cell(row[-1]).rpartition("/")[2] for row in ask(one, find("accusations-without-answer")).rows}
        for one in (store, at_least(store, SURE))
    )
    assert (before, after) == ({"siege"}, {"siege", "charge"})
    count = f"SELECT (COUNT(?c) AS ?n) {{ ?c a <{iri('kg:Claim')}> }}"
    counts = [cell(one.select(count).rows[0][0]) for one in (store, at_least(store, SURE))]
    assert counts == ["3", "2"]


def test_a_store_on_disk_stays_as_it_is_and_its_copy_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    store = Store.open(tmp_path / "store")
    names = {quad.graph_name.value for quad in graph()}
    store.replace_graphs(
        names, sorted(graph(charge=UNSURE), key=lambda q: (str(q.graph_name), str(q.subject)))
    )
    store.flush()
    del store
    store = Store.open(tmp_path / "store", read_only=True)
    before = sorted_nquads(store.quads())
    copy = at_least(store, SURE)
    assert set(copy.quads()) == set(left(charge=UNSURE))
    assert len(list((tmp_path / "temporary").iterdir())) == 1
    del copy
    assert list((tmp_path / "temporary").iterdir()) == []
    assert sorted_nquads(store.quads()) == before


def test_scripts_take_the_surer_claims():
    whole = Graph.of(graph(siege=UNSURE))
    assert len(whole.ask("who-blamed-whom")) == 2
    assert [row["who"] for row in whole.at_least(SURE).ask("who-blamed-whom")] == ["Ardania"]
    assert list(whole.at_least(SURE).blame_network().edges) == [("actor/ardania", "actor/borland")]
    assert whole.at_least(None) is whole
