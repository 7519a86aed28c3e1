"""Writes docs/ontology.html: pyLODE's page of the ontology, with the alignments and lists it leaves out.

Run as `make docs`. The same ontology gives the same page: no time, no path, no random order.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pylode import OntPub
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SDO, SKOS
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[1]
KG = "https://w3id.org/claimgraph/ontology#"
NAMED_GRAPH = URIRef("http://www.w3.org/ns/sparql-service-description#NamedGraph")
SPREAD = {RDFS.domain: SDO.domainIncludes, RDFS.range: SDO.rangeIncludes}
NARROW = """    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style>
      @media (max-width: 800px) {
        body { margin: 0; padding: 1em; }
        #pylode, #toc { position: static; transform: none; width: auto; height: auto; }
        #content { width: auto; }
        table { table-layout: auto; display: block; overflow-x: auto; }
        dd { margin-left: 1em; }
        a, code { overflow-wrap: anywhere; }
      }
    </style>
"""
"""What lets pyLODE's page be read on a phone."""
REMARKS = {OWL.FunctionalProperty: "At most one value.", OWL.SymmetricProperty: "Holds both ways."}


def page_view(source: Graph) -> Graph:
    """Retell the ontology in what pyLODE shows: unions spread out, lists and alignments as notes."""
    view = Graph(bind_namespaces="none")
    for prefix, namespace in source.namespaces():
        view.bind(prefix, namespace)
    ontology = next(source.subjects(RDF.type, OWL.Ontology))
    shown = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    terms = {node for kind in shown for node in source.subjects(RDF.type, kind) if isinstance(node, URIRef)}
    for node in sorted({ontology, *terms}):
        for predicate, value in sorted(source.predicate_objects(node)):
            for triple in _shown(source, node, predicate, value):
                view.add(triple)
        for note in _notes(source, node):
            view.add((node, SKOS.note, Literal(note)))
    for graph in sorted(source.subjects(RDF.type, NAMED_GRAPH)):
        view.add((ontology, SKOS.note, Literal(f"`{_short(source, graph)}`: {_comment(source, graph)}")))
    return view


def _shown(source: Graph, node: Node, predicate: Node, value: Node) -> Iterator[tuple[Node, Node, Node]]:
    members = source.value(value, OWL.unionOf)
    if predicate in SPREAD and members is not None:
        yield from ((node, SPREAD[predicate], member) for member in Collection(source, members))
    elif predicate in (DCTERMS.creator, DCTERMS.publisher):
        yield node, predicate, source.value(value, SDO.name)
    elif value not in REMARKS:
        yield node, predicate, value


def _notes(source: Graph, node: Node) -> Iterator[str]:
    yield from (remark for kind, remark in REMARKS.items() if (node, RDF.type, kind) in source)
    if (node, SKOS.editorialNote, None) in source:
        yield "Offered: defined for later use, not yet written by the software."
    close = [f"[{_short(source, other)}]({other})" for other in sorted(source.objects(node, SKOS.closeMatch))]
    if close:
        yield "Close to " + ", ".join(close)
    for scheme in source.objects(node, RDFS.seeAlso):
        concepts = sorted(source.subjects(SKOS.inScheme, scheme))
        yield "\n".join(f"- {_concept(source, concept)}" for concept in concepts)


def _concept(source: Graph, concept: Node) -> str:
    codes = [
        f"{name}: {code}."
        for name, predicate in (("ACLED", "acled"), ("PLOVER", "plover"))
        for code in source.objects(concept, URIRef(KG + predicate))
    ]
    return " ".join([f"`{_short(source, concept)}`", _comment(source, concept), *codes])


def _comment(source: Graph, node: Node) -> str:
    return str(source.value(node, RDFS.comment) or source.value(node, SKOS.definition))


def _short(source: Graph, node: Node) -> str:
    prefix, _, name = source.compute_qname(str(node), generate=False)
    return f"{prefix}:{name}"


def main() -> None:
    """Write the page."""
    source = Graph(bind_namespaces="none")
    for name in ("kg.ttl", "event-types.ttl"):
        source.parse(ROOT / "ontology" / name)
    page = ROOT / "docs" / "ontology.html"
    OntPub(page_view(source)).make_html(page)
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("  </head>", f"{NARROW}  </head>", 1), encoding="utf-8")


if __name__ == "__main__":
    main()
