"""The actors and places known beforehand hang together and find what people write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.model import slug
from kg.read.outlets import AGENCIES, OUTLETS

ONTOLOGY = Path(__file__).parent.parent / "ontology"
KG = "https://w3id.org/claimgraph/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
LABELS = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}hiddenLabel")
KINDS = {f"{KG}{kind}" for kind in ("Person", "Organization", "State", "ArmedGroup")}
OFFICE, TENURE = f"{KG}Office", f"{KG}Tenure"
SMALL_STATES = set(
    """andorra antigua-and-barbuda dominica grenada kiribati liechtenstein marshall-islands micronesia monaco
    nauru palau saint-kitts-and-nevis saint-lucia saint-vincent-and-the-grenadines san-marino
    tuvalu""".split()
)
"""Those that no list of places needs."""
OF_NO_ONE_COUNTRY = {"place/kashmir"}

Node = Mapping[str, list[str]]


def read(name: str) -> dict[str, Node]:
    """Read a gazetteer file: the id of each subject, and its values by predicate."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in parse(path=ONTOLOGY / name, format=RdfFormat.TURTLE):
        assert isinstance(triple.subject, NamedNode)
        assert isinstance(triple.object, NamedNode | Literal)
        nodes[short(triple.subject.value)][triple.predicate.value].append(short(triple.object.value))
    return {subject: dict(values) for subject, values in nodes.items()}


def short(iri: str) -> str:
    return iri.removeprefix("https://w3id.org/claimgraph/id/")


@pytest.fixture(scope="module")
def actors() -> dict[str, Node]:
    return {s: node for s, node in read("actors.ttl").items() if node[RDF_TYPE][0] not in {OFFICE, TENURE}}


@pytest.fixture(scope="module")
def offices() -> dict[str, Node]:
    return {s: node for s, node in read("actors.ttl").items() if node[RDF_TYPE] == [OFFICE]}


@pytest.fixture(scope="module")
def tenures() -> list[Node]:
    return [node for node in read("actors.ttl").values() if node[RDF_TYPE] == [TENURE]]


@pytest.fixture(scope="module")
def places() -> dict[str, Node]:
    return read("places.ttl")


def folded(label: str) -> str:
    """Names of several words are the same in any case; names of one word ("IS", "US") are not."""
    return label.casefold() if " " in label or "-" in label else label


def owners(nodes: Mapping[str, Node]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for subject, node in nodes.items():
        for predicate in LABELS:
            for label in node.get(predicate, []):
                found[folded(label)].add(subject)
    return found


def upwards(nodes: Mapping[str, Node], subject: str, predicate: str) -> Iterator[str]:
    """Follow a predicate from a subject; a node that does not exist or a cycle fails the test."""
    seen = [subject]
    while above := nodes[seen[-1]].get(predicate):
        assert above[0] not in seen, f"{subject}: cycle through {above[0]}"
        assert above[0] in nodes, f"{seen[-1]}: no such node {above[0]}"
        seen.append(above[0])
        yield above[0]


def test_every_actor_has_one_name_and_one_kind(actors: dict[str, Node]) -> None:
    for subject, node in actors.items():
        assert len(node[LABELS[0]]) == 1, subject
        assert len(node[RDF_TYPE]) == 1, subject
        assert node[RDF_TYPE][0] in KINDS, subject
        assert subject == f"actor/{slug(node[LABELS[0]][0])}"


def test_whoever_an_actor_acts_for_is_an_actor_and_no_person(actors: dict[str, Node]) -> None:
    for subject in actors:
        for above in upwards(actors, subject, f"{KG}actsFor"):
            assert actors[above][RDF_TYPE] != [f"{KG}Person"], subject


@pytest.mark.parametrize("file", ["actors.ttl", "places.ttl"])
def test_a_label_belongs_to_one_node(file: str) -> None:
    shared = {label: who for label, who in owners(read(file)).items() if len(who) > 1}
    assert shared == {}


@pytest.mark.parametrize("file", ["actors.ttl", "places.ttl"])
def test_labels_are_clean(file: str) -> None:
    for subject, node in read(file).items():
        for label in (label for predicate in LABELS for label in node.get(predicate, [])):
            assert label == " ".join(label.split()), subject
            assert len(label) > 1, subject


@pytest.mark.parametrize("file", ["actors.ttl", "places.ttl"])
def test_an_authority_identifier_belongs_to_one_node(file: str) -> None:
    found: dict[str, str] = {}
    for subject, node in read(file).items():
        for iri in node.get(SAME_AS, []):
            assert found.setdefault(iri, subject) == subject, f"{iri}: {subject} and {found[iri]}"


def test_every_place_lies_within_a_country(actors: dict[str, Node], places: dict[str, Node]) -> None:
    countries = {s for s, node in places.items() if f"{KG}within" not in node} - OF_NO_ONE_COUNTRY
    for country in countries:
        assert any("geonames.org" in iri for iri in places[country][SAME_AS]), country
    for subject in places:
        assert [subject, *upwards(places, subject, f"{KG}within")][-1] in countries | OF_NO_ONE_COUNTRY
    states = {s.removeprefix("actor/") for s, node in actors.items() if node[RDF_TYPE] == [f"{KG}State"]}
    placeless = states - {c.removeprefix("place/") for c in countries}
    assert {"soviet-union", "yugoslavia"} <= placeless <= {"soviet-union", "yugoslavia"} | SMALL_STATES


def test_coordinates_come_in_pairs_and_in_range(places: dict[str, Node]) -> None:
    for subject, node in places.items():
        latitude, longitude = node.get(f"{GEO}lat", []), node.get(f"{GEO}long", [])
        assert len(latitude) == len(longitude) <= 1, subject
        assert all(-60 <= float(value) <= 85 for value in latitude), subject
        assert all(-180 <= float(value) <= 180 for value in longitude), subject


@pytest.mark.parametrize(
    ("label", "top"),
    [
        ("Russian Defense Ministry", "russia"),
        ("Russia's Defence Ministry", "russia"),
        ("Sergei Rudskoi", "russia"),
        ("Ghanaian Foreign Ministry", "ghana"),
        ("Bhutanese government", "bhutan"),
        ("Syrian Coalition", "syrian-national-coalition"),
        ("MNLF", "moro-national-liberation-front"),
        ("FAO", "united-nations"),
        ("CENTCOM", "united-states"),
        ("U.S.", "united-states"),
        ("US-led coalition", "united-states"),
        ("Assad regime", "syria"),
        ("IDF", "israel"),
        ("al-Qassam Brigades", "hamas"),
        ("Gaza Health Ministry", "hamas"),
        ("RSF", "rapid-support-forces"),
        ("Sudanese army", "sudan"),
        ("Tamil Tigers", "liberation-tigers-of-tamil-eelam"),
        ("Myanmar junta", "myanmar"),
        ("SBU", "ukraine"),
        ("Lugansk People's Republic", "luhansk-people-s-republic"),
        ("JIAT", "saudi-arabia"),
        ("Daesh", "islamic-state"),
        ("Jabhat Fateh al-Sham", "hayat-tahrir-al-sham"),
        ("Ethiopian National Defence Force", "ethiopia"),
        ("M23 rebels", "march-23-movement"),
        ("UN children's agency", "united-nations"),
    ],
)
def test_a_name_leads_to_who_answers_for_it(actors: dict[str, Node], label: str, top: str) -> None:
    (subject,) = owners(actors)[folded(label)]
    assert [subject, *upwards(actors, subject, f"{KG}actsFor")][-1] == f"actor/{top}"


@pytest.mark.parametrize(
    ("label", "country", "latitude", "longitude"),
    [
        ("Dayr Az Zawr", "syria", 35.3, 40.1),
        ("Daquq", "iraq", 35.1, 44.4),
        ("Falluja", "iraq", 33.3, 43.8),
        ("Kiev", "ukraine", 50.4, 30.5),
        ("Artemivsk", "ukraine", 48.6, 38.0),
        ("Khan Yunis", "palestine", 31.3, 34.3),
        ("El-Fasher", "sudan", 13.6, 25.3),
        ("Mek'ele", "ethiopia", 13.5, 39.5),
        ("Rangoon", "myanmar", 16.8, 96.2),
        ("Lashkargah", "afghanistan", 31.6, 64.4),
        ("Hudaydah", "yemen", 14.8, 42.9),
        ("Maiduguri", "nigeria", 11.8, 13.2),
        ("Goma", "democratic-republic-of-the-congo", -1.7, 29.2),
    ],
)
def test_a_spelling_leads_to_its_town(
    places: dict[str, Node], label: str, country: str, latitude: float, longitude: float
) -> None:
    (subject,) = owners(places)[folded(label)]
    assert [*upwards(places, subject, f"{KG}within")][-1] == f"place/{country}"
    assert float(places[subject][f"{GEO}lat"][0]) == pytest.approx(latitude, abs=0.3)
    assert float(places[subject][f"{GEO}long"][0]) == pytest.approx(longitude, abs=0.3)


def test_nothing_that_was_written_by_hand_is_lost(actors: dict[str, Node]) -> None:
    for subject, node in read("../tools/actors.ttl").items():
        for predicate, values in node.items():
            assert set(values) <= set(actors[subject][predicate]), subject


def test_every_state_of_the_united_nations_is_known(actors: dict[str, Node]) -> None:
    states = [s for s, node in actors.items() if node[RDF_TYPE] == [f"{KG}State"]]
    assert len(states) == 195 + len({"kosovo", "taiwan", "soviet-union", "yugoslavia"})
    for subject in states:
        assert actors[subject].get(LABELS[1]), subject


def test_an_office_is_held_by_a_person_from_one_day_to_a_later_one(
    actors: dict[str, Node], offices: dict[str, Node], tenures: list[Node]
) -> None:
    assert {node[f"{KG}office"][0] for node in tenures} == offices.keys()
    for node in tenures:
        (holder,), (first,), (last,) = (node[f"{KG}{key}"] for key in ("holder", "notBefore", "notAfter"))
        assert actors[holder][RDF_TYPE] == [f"{KG}Person"]
        assert date.fromisoformat(first) < date.fromisoformat(last), (holder, first)
    for node in offices.values():
        assert node[f"{KG}actsFor"][0] in actors


def test_two_never_hold_an_office_for_more_than_the_day_of_the_change(tenures: list[Node]) -> None:
    held = sorted((n[f"{KG}office"][0], n[f"{KG}notBefore"][0], n[f"{KG}notAfter"][0]) for n in tenures)
    for (office, _, last), (other, first, _) in pairwise(held):
        assert office != other or last <= first, (office, first)


def test_every_medium_that_signs_reports_is_known(actors: dict[str, Node]) -> None:
    labels = {label for node in actors.values() for key in LABELS for label in node.get(key, ())}
    known = {label.removeprefix("The ").casefold() for label in labels}
    unknown = [name for name in (*AGENCIES, *OUTLETS) if name.removeprefix("The ").casefold() not in known]
    assert not unknown
