"""What an export says of itself, in VoID and PROV: what is in it, from which articles, by which version."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__
from kg.errors import MisuseError
from kg.model import digest
from kg.rdf import sorted_nquads
from kg.vocabulary import PREFIXES, iri

VOID = "http://rdfs.org/ns/void#"
PARTS = ("Article", "Claim", "Event", "Actor")
"""Classes whose instances are counted."""
_PLUMBING = ("rdf", "rdfs", "xsd", "owl")
_TYPE = NamedNode(iri("rdf:type"))

Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def description(quads: Iterable[Quad], base: str, least: float | None = None) -> list[Quad]:
    """Describe the quads, in the default graph; the dataset's IRI is made of its content.

    Where claims with less than the `least` confidence were left out, it says so.
    """
    quads = set(quads)
    key = digest(sorted_nquads(quads).decode())
    dataset = NamedNode(f"{base}dataset/{key}")
    statements = [
        *_contents(dataset, quads),
        *_left_out(dataset, least),
        (dataset, _void("uriSpace"), Literal(base)),
        *_provenance(dataset, NamedNode(f"{base}export/{digest(key, __version__, _time() or '')}"), quads),
    ]
    return [Quad(*statement) for statement in statements]


def _contents(dataset: NamedNode, quads: set[Quad]) -> Iterator[Statement]:
    triples = {quad.triple for quad in quads}
    articles = len(_instances(quads, "Article"))
    yield dataset, _TYPE, _void("Dataset")
    yield dataset, _TYPE, NamedNode(iri("prov:Entity"))
    title = f"Who says what happened, in {articles} article{'s' * (articles != 1)}"
    yield dataset, NamedNode(iri("dcterms:title")), Literal(title, language="en")
    yield dataset, _void("triples"), Literal(len(triples))
    yield dataset, _void("entities"), Literal(len({triple.subject for triple in triples}))
    terms = {str(triple.predicate) for triple in triples}
    terms |= {str(triple.object) for triple in triples if triple.predicate == _TYPE}
    for prefix, namespace in PREFIXES.items():
        if prefix not in _PLUMBING and any(term.startswith(f"<{namespace}") for term in terms):
            yield dataset, _void("vocabulary"), NamedNode(namespace)
    for name in PARTS:
        part = NamedNode(f"{dataset.value}/{name.lower()}s")
        yield dataset, _void("classPartition"), part
        yield part, _void("class"), NamedNode(iri(f"kg:{name}"))
        yield part, _void("entities"), Literal(len(_instances(quads, name)))


def _left_out(dataset: NamedNode, least: float | None) -> Iterator[Statement]:
    if least is not None:
        told = f"Claims with a confidence below {least:g}, and what hangs on nothing else, were left out"
        yield dataset, NamedNode(iri("dcterms:description")), Literal(told, language="en")


def _provenance(dataset: NamedNode, activity: NamedNode, quads: set[Quad]) -> Iterator[Statement]:
    for article in _instances(quads, "Article"):
        yield dataset, NamedNode(iri("prov:wasDerivedFrom")), article
    yield dataset, NamedNode(iri("prov:wasGeneratedBy")), activity
    yield activity, _TYPE, NamedNode(iri("prov:Activity"))
    yield activity, NamedNode(iri("schema:name")), Literal("claimgraph export")
    yield activity, NamedNode(iri("schema:softwareVersion")), Literal(__version__)
    time = _time()
    if time:
        stamp = Literal(time, datatype=NamedNode(iri("xsd:dateTime")))
        yield dataset, NamedNode(iri("dcterms:created")), stamp
        yield activity, NamedNode(iri("prov:endedAtTime")), stamp


def _instances(quads: set[Quad], name: str) -> set[NamedNode]:
    wanted = NamedNode(iri(f"kg:{name}"))
    typed = (quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == wanted)
    return {subject for subject in typed if isinstance(subject, NamedNode)}


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)


def _time() -> str | None:
    """The moment SOURCE_DATE_EPOCH names, in UTC; None where it is not set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError) as error:
        cause = f"{epoch!r} is not a number of seconds since 1970"
        raise MisuseError("SOURCE_DATE_EPOCH", cause, "set it to a whole number or unset it") from error
