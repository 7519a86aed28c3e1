"""The names of the graph: namespaces, named graphs and which classes an instance bears. Strings only.

Every term is written as a CURIE ("kg:claimant"); `iri` expands it. The terms are defined in ontology/kg.ttl.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BASE: Final = "https://w3id.org/claimgraph/id/"
"""The default base IRI of data."""

PREFIXES: Final[Mapping[str, str]] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "kg": "https://w3id.org/claimgraph/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def iri(curie: str) -> str:
    """Expand a CURIE of a known prefix.

    >>> iri("kg:claimant")
    'https://w3id.org/claimgraph/ontology#claimant'
    """
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


GRAPH_ENTITIES: Final = iri("kg:graph-entities")
GRAPH_LINKS: Final = iri("kg:graph-links")

ARTICLE_TYPES: Final = ("kg:Article", "schema:NewsArticle", "prov:Entity")
EVENT_TYPES: Final = ("kg:Event", "sem:Event", "schema:Event")
PLACE_TYPES: Final = ("kg:Place", "sem:Place", "schema:Place")
LINK_TYPES: Final = ("kg:Link", "rdf:Statement")
SAMENESS_TYPES: Final = ("kg:Sameness", "rdf:Statement")
JUDGEMENT_TYPES: Final = ("kg:Judgement", "rdf:Statement", "prov:Entity")
PERSON_TYPES: Final = ("prov:Person", "prov:Agent")
RUN_TYPES: Final = ("kg:Run", "prov:Activity")
_ACTOR: Final = ("kg:Actor", "prov:Agent", "sem:Actor")
_CLAIM: Final = ("kg:Claim", "schema:Claim", "prov:Entity")

ACTOR_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("kg:Person", *_ACTOR),
    "state": ("kg:State", *_ACTOR),
    "armed-group": ("kg:ArmedGroup", *_ACTOR),
    "organization": ("kg:Organization", *_ACTOR),
    "unnamed": ("kg:UnnamedSource", *_ACTOR),
    "actor": _ACTOR,
}
"""Kind of actor → the classes it bears, its own first; the first kind that fits is read."""

CLAIM_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "accusation": ("kg:Accusation", *_CLAIM),
    "denial": ("kg:Denial", *_CLAIM),
    "admission": ("kg:Admission", *_CLAIM),
    "statement": _CLAIM,
}
"""Kind of claim → the classes it bears, its own first; the first kind that fits is read."""
