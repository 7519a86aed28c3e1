"""Terms in the ontology's namespace that the ontology does not define: mostly slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

import pyoxigraph as ox
import rdflib

from kg.resources import ontology_dir
from kg.validate.data import Data
from kg.validate.files import parse
from kg.validate.names import curie
from kg.validate.report import Finding
from kg.vocabulary import PREFIXES


def term_findings(data: Data) -> Iterator[Finding]:
    """Yield a violation for each node that uses an undefined term as property, class or value."""
    namespace = PREFIXES["kg"]  # itself no term: VoID names it as the vocabulary in use
    for name in sorted(data.iris(namespace) - _defined() - {namespace}):
        used = rdflib.URIRef(name)
        nearest = get_close_matches(name, _defined(), n=1)
        advice = f"did you mean {curie(nearest[0])}?" if nearest else "mint terms in a namespace of your own."
        message = f"{curie(name)} is no term of the ontology; {advice}"
        uses = (*data.graph.triples((None, used, None)), *data.graph.triples((None, None, used)))
        for node, path, _ in uses:
            for article in data.articles_of(node):
                yield Finding("violation", str(node), article, "terms", curie(str(path)), name, message)


@cache
def _defined() -> frozenset[str]:
    files = (ontology_dir() / name for name in ("kg.ttl", "event-types.ttl"))
    subjects = (quad.subject for path in files for quad in parse(path))
    return frozenset(subject.value for subject in subjects if isinstance(subject, ox.NamedNode))
