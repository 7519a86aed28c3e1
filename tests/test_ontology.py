"""Every term is defined once, described, and used or offered; what the software writes is what is defined."""

import html
import re
from collections import defaultdict
from typing import get_args

import pytest
from conftest import ROOT
from pyoxigraph import BlankNode, NamedNode, parse

from kg import model
from kg import vocabulary as v
from kg.columns import MODE_SPELLING
from kg.vocabulary import PREFIXES, iri

KG = PREFIXES["kg"]
XSD = PREFIXES["xsd"]
WORDS = {
    "kg:event-types": model.EventType,
    "kg:measures": model.Measure,
    "kg:kinds-counted": model.Counted,
    "kg:certainties": model.Certainty,
    "kg:intents": model.Intent,
    "kg:verdicts": model.Verdict,
}


@pytest.fixture(scope="module")
def ontology():
    """Subject → predicate → objects, of the two files that define terms."""
    found = defaultdict(lambda: defaultdict(set))
    for name in ("kg.ttl", "event-types.ttl"):
        for quad in parse(path=ROOT / "ontology" / name):
            found[quad.subject][quad.predicate.value].add(quad.object)
    return found


@pytest.fixture(scope="module")
def terms(ontology):
    """Local name → predicate → objects, of the terms of this vocabulary."""
    return {node.value[len(KG) :]: ontology[node] for node in ontology if node_of(node).startswith(KG)}


def node_of(term):
    return term.value if isinstance(term, NamedNode) else ""


def used_terms():
    """The terms that code, shapes and queries name, and the words of the model that become terms."""
    files = [*ROOT.glob("kg/**/*.py"), *ROOT.glob("shapes/*.ttl"), *ROOT.glob("queries/*.rq")]
    assert len(files) > 20
    used = set()
    for path in files:
        used |= set(re.findall(r"(?<![\w-])kg:([A-Za-z][\w-]*)", path.read_text(encoding="utf-8")))
    for words in (*WORDS.values(), model.LinkKind):
        used |= set(get_args(words))
    return used | {MODE_SPELLING.get(word, word) for word in get_args(model.Mode)}


def kinds(term):
    return {node_of(kind).rsplit("#", 1)[-1] for kind in term[iri("rdf:type")]}


def test_every_term_used_is_defined(terms):
    assert used_terms() - terms.keys() == set()


def test_every_term_defined_is_used_or_offered(terms):
    used = used_terms()
    apart = {"acled", "plover"}  # what relates event types to the codes of others
    schemes = {name for name, term in terms.items() if "ConceptScheme" in kinds(term)}
    unused = terms.keys() - used - apart - schemes
    offered = {name for name, term in terms.items() if iri("skos:editorialNote") in term}
    assert unused == offered


def test_every_term_has_one_label_and_one_comment_in_english(terms):
    for name, term in terms.items():
        comments = term[iri("rdfs:comment")] | term[iri("skos:definition")]
        for texts in (term[iri("rdfs:label")], comments):
            assert [text.language for text in texts] == ["en"], name
        assert next(iter(comments)).value.endswith("."), name


def test_every_property_has_domain_and_range(terms, ontology):
    properties = {name for name in terms if any(kind.endswith("Property") for kind in kinds(terms[name]))}
    assert len(properties) > 40
    for name in properties:
        for predicate in ("rdfs:domain", "rdfs:range"):
            (target,) = terms[name][iri(predicate)]
            if isinstance(target, BlankNode):
                assert iri("owl:unionOf") in ontology[target], name
            else:
                assert not target.value.startswith(KG) or target.value[len(KG) :] in terms, name
        ranges = {node_of(target) for target in terms[name][iri("rdfs:range")]}
        if "ObjectProperty" in kinds(terms[name]):
            assert not any(target.startswith(XSD) for target in ranges), name


@pytest.mark.parametrize(("scheme", "words"), WORDS.items())
def test_the_closed_lists_are_those_of_the_model(terms, scheme, words):
    concepts = {name for name, term in terms.items() if NamedNode(iri(scheme)) in term[iri("skos:inScheme")]}
    assert concepts == set(get_args(words))


def test_every_event_type_names_its_acled_and_plover_code(terms):
    for name in set(get_args(model.EventType)) - {"other"}:
        assert terms[name][iri("kg:acled")], name
        assert terms[name][iri("kg:plover")], name


def test_what_is_a_superclass_is_written_as_a_type(terms):
    single = (v.ARTICLE_TYPES, v.EVENT_TYPES, v.PLACE_TYPES, v.LINK_TYPES, v.SAMENESS_TYPES, v.RUN_TYPES)
    for types in (*single, *v.ACTOR_TYPES.values(), *v.CLAIM_TYPES.values()):
        for curie in types:
            if curie.startswith("kg:"):
                above = {node_of(node) for node in terms[curie[3:]][iri("rdfs:subClassOf")]}
                assert above <= {iri(other) for other in types}, curie


def test_alignments_lead_to_other_vocabularies(terms):
    close = {node_of(node) for term in terms.values() for node in term[iri("skos:closeMatch")]}
    for vocabulary in ("InterchangeOntology#", "groundedannotationframework.org/grasp#", "spar/cito/"):
        assert any(vocabulary in target for target in close), vocabulary
    assert not any(target.startswith(KG) for target in close)


def test_the_header_says_what_it_is(ontology):
    header = ontology[NamedNode("https://w3id.org/claimgraph/ontology")]
    assert NamedNode(iri("owl:Ontology")) in header[iri("rdf:type")]
    for predicate in ("dcterms:title", "dcterms:license", "dcterms:creator", "owl:versionInfo"):
        assert header[iri(predicate)], predicate
    assert {text.value for text in header["http://purl.org/vocab/vann/preferredNamespaceUri"]} == {KG}


def test_the_reference_page_describes_every_term(terms):
    page = html.unescape((ROOT / "docs" / "ontology.html").read_text(encoding="utf-8"))
    for name, term in terms.items():
        if "ConceptScheme" not in kinds(term):
            (comment,) = term[iri("rdfs:comment")] | term[iri("skos:definition")]
            assert f"{KG}{name}<" in page or f">kg:{name}<" in page, f"{name}: run `make docs`"
            assert comment.value in page, f"{name}: run `make docs`"
    assert page.index('name="viewport"') < page.index("</head>")
