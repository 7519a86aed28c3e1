"""IRIs for rdflib, and short again for people."""

from __future__ import annotations

from rdflib import URIRef

from kg.vocabulary import PREFIXES, iri


def term(name: str) -> URIRef:
    """Make the IRI of a CURIE of a known prefix."""
    return URIRef(iri(name))


def curie(name: str) -> str:
    """Shorten an IRI by a known prefix.

    >>> curie("http://www.w3.org/ns/oa#exact")
    'oa:exact'
    """
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name.removeprefix(namespace)}"
    return name
