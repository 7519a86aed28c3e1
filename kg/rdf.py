"""How a fact looks in RDF: facts → quads and back, by the columns of `kg/columns.py`.

The article's text, its boilerplate and the path it was read from stay out of the graph. Order is kept where
it means something (`Claim.via`, figures); every other tuple is read back sorted. No node is blank. The quads
of one node come in a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg import columns
from kg.columns import Column, Names, Term
from kg.errors import GraphError
from kg.graph_reader import Reader
from kg.model import (
    Actor,
    Claim,
    Event,
    Evidence,
    Facts,
    Found,
    Gazetteer,
    Judgement,
    Link,
    Linked,
    Place,
    Span,
    digest,
)
from kg.vocabulary import (
    ACTOR_TYPES,
    ARTICLE_TYPES,
    BASE,
    CLAIM_TYPES,
    EVENT_TYPES,
    GRAPH_ENTITIES,
    GRAPH_LINKS,
    JUDGEMENT_TYPES,
    LINK_TYPES,
    PERSON_TYPES,
    PLACE_TYPES,
    RUN_TYPES,
    SAMENESS_TYPES,
    iri,
)

Triple: TypeAlias = tuple[NamedNode, NamedNode, Term]
Entity: TypeAlias = Actor | Place | Event

_SYMMETRIC: Final = frozenset({"contradicts", "corroborates"})
_TYPE = NamedNode(iri("rdf:type"))
_USED = NamedNode(iri("prov:used"))
_GENERATED_BY = NamedNode(iri("prov:wasGeneratedBy"))
_MENTION = NamedNode(iri("kg:mention"))
_EVIDENCE = NamedNode(iri("kg:evidence"))
_SOURCE = NamedNode(iri("oa:hasSource"))
_SELECTOR = NamedNode(iri("oa:hasSelector"))
_FIGURE = NamedNode(iri("kg:figure"))
_ATTRIBUTES = NamedNode(iri("kg:attributesTo"))
_SAME_AS = NamedNode(iri("owl:sameAs"))
_REPLACED_BY = NamedNode(iri("dcterms:isReplacedBy"))
_PREDICATE = NamedNode(iri("rdf:predicate"))
_ATTRIBUTED_TO = NamedNode(iri("prov:wasAttributedTo"))
_VIA_STEP = NamedNode(iri("kg:viaStep"))


def article_quads(facts: Facts, same: Mapping[str, str], base: str = BASE) -> Iterator[Quad]:
    """Yield an article's graph; `same` gives the ids that the link stage resolved to others."""
    names = Names(base, same)
    article = names.node(facts.article.key)
    triples = sorted(_article_triples(facts, article, names), key=lambda triple: triple[0].value)
    return _in_graph(triples, article)


def entity_quads(linked: Linked, base: str = BASE) -> Iterator[Quad]:
    """Yield the graph of actors, places and events; their mentions stand in the articles' graphs."""
    return _in_graph(_entity_triples(linked, Names(base)), NamedNode(GRAPH_ENTITIES))


def link_quads(linked: Linked, base: str = BASE) -> Iterator[Quad]:
    """Yield the graph of links: the plain property between two claims, and a node that bears why.

    Beside them stand the opinions on what is one, what people judged of them and of links, and by what each
    id that was resolved is replaced.
    """
    names = Names(base)
    parts = (
        _link_triples(linked.links, names),
        _sameness_triples(linked, names),
        _judgement_triples(linked.judgements, names),
    )
    return _in_graph(chain.from_iterable(parts), NamedNode(GRAPH_LINKS))


def facts_from_quads(quads: Iterable[Quad], base: str = BASE) -> tuple[list[Facts], Linked]:
    """Read back what was written, in whatever graphs it stands; GraphError where a noun is not complete.

    Each article's facts hold the entities it names and those that these name in turn (acts for, within, at).
    """
    reader = Reader(quads, Names(base))
    linked = Linked(
        reader.actors(),
        reader.places(),
        reader.events(),
        reader.links(),
        reader.opinions(),
        *reader.replaced(),
        judgements=reader.judgements(),
    )
    return reader.facts(linked), linked


def replaced_in(quads: Iterable[Quad], base: str = BASE) -> dict[str, str]:
    """Read which id stands for which other one."""
    return Reader((quad for quad in quads if quad.predicate == _REPLACED_BY), Names(base)).replaced()[0]


def read_gazetteer(paths: Iterable[Path]) -> Gazetteer:
    """Read actors and places from Turtle files whose IRIs lie under the default base."""
    reader = Reader((quad for path in paths for quad in _parse(path)), Names(BASE))
    return Gazetteer(reader.actors(), reader.places(), offices=reader.offices(), tenures=reader.tenures())


def sorted_nquads(quads: Iterable[Quad]) -> bytes:
    """Write N-Quads, each quad once, lines in byte order."""
    buffer = BytesIO()
    ox.serialize(quads, buffer, ox.RdfFormat.N_QUADS)
    return b"".join(sorted(set(buffer.getvalue().splitlines(keepends=True))))


def _parse(path: Path) -> Iterator[Quad]:
    try:
        yield from ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise GraphError(str(path), f"cannot be read as Turtle ({error})", "repair the file") from error


def _in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    return (Quad(subject, predicate, object_, graph) for subject, predicate, object_ in triples)


def _types(node: NamedNode, types: Iterable[str]) -> Iterator[Triple]:
    return ((node, _TYPE, NamedNode(iri(curie))) for curie in types)


def _child(node: NamedNode, *parts: str) -> NamedNode:
    return NamedNode("/".join((node.value, *parts)))


def _property(node: NamedNode, column: Column, value: object, names: Names) -> Iterator[Triple]:
    for item in value if isinstance(value, tuple) else (value,):
        term = None if item is None else column.codec.encode(item, names)
        if term is not None:
            yield node, column.predicate, term


def _properties(node: NamedNode, record: object, table: Iterable[Column], names: Names) -> Iterator[Triple]:
    for column in table:
        yield from _property(node, column, getattr(record, column.field), names)


def _article_triples(facts: Facts, node: NamedNode, names: Names) -> Iterator[Triple]:
    article, run = facts.article, names.node(facts.run.key)
    yield from _types(node, ARTICLE_TYPES)
    yield from _properties(node, article, columns.ARTICLE, names)
    yield from _properties(node, facts, columns.FACTS, names)
    yield from _property(node, columns.LENGTH, len(article.text) or article.length, names)
    for value, how in columns.FOUND:
        found: Found | None = getattr(article, value.field)
        if found is not None:
            yield from _property(node, value, found.value, names)
            yield from _property(node, how, found.how, names)
    yield from _types(run, RUN_TYPES)
    yield from _properties(run, facts.run, columns.RUN, names)
    yield run, _USED, node
    for claim in facts.claims:
        yield names.node(claim.id), _GENERATED_BY, run
        yield from _claim_triples(claim, node, names)
    entities: tuple[Entity, ...] = (*facts.actors, *facts.places, *facts.events)
    for entity in entities:
        yield from _mention_triples(entity, node, names)


def _claim_triples(claim: Claim, article: NamedNode, names: Names) -> Iterator[Triple]:
    node = names.node(claim.id)
    yield from _types(node, CLAIM_TYPES[claim.kind])
    yield from _properties(node, claim, columns.CLAIM, names)
    for blamed in claim.blames:
        yield node, _ATTRIBUTES, names.node(blamed)
    yield from _evidence_triples(node, claim.evidence, article, names)
    for number, figure in enumerate(claim.figures, 1):
        figure_node = _child(node, f"figure-{number}")
        yield node, _FIGURE, figure_node
        yield from _types(figure_node, ("kg:Figure",))
        yield from _properties(figure_node, figure, columns.FIGURE, names)
    for number, actor in enumerate(claim.via if len(claim.via) > 1 else (), 1):
        step = _child(node, f"via-{number}")
        yield node, _VIA_STEP, step
        yield from _types(step, ("schema:ListItem",))
        for column, value in zip(columns.STEP, (number, actor), strict=True):
            yield from _property(step, column, value, names)


def _evidence_triples(
    claim: NamedNode, evidence: Evidence, article: NamedNode, names: Names
) -> Iterator[Triple]:
    node, words = _child(claim, "evidence"), _child(claim, "evidence", "quote")
    yield claim, _EVIDENCE, node
    yield from _selection(node, evidence.span, article, names)
    yield node, _SELECTOR, words
    yield from _types(words, ("oa:TextQuoteSelector",))
    yield from _properties(words, evidence, columns.QUOTE, names)


def _mention_triples(entity: Entity, article: NamedNode, names: Names) -> Iterator[Triple]:
    named = names.node(entity.id)
    for span in entity.mentions:
        node = _child(article, "mention", digest(named.value, str(span.start), str(span.end)))
        yield named, _MENTION, node
        yield from _selection(node, span, article, names)


def _selection(node: NamedNode, span: Span, article: NamedNode, names: Names) -> Iterator[Triple]:
    position = _child(node, "position")
    yield from _types(node, ("oa:SpecificResource",))
    yield node, _SOURCE, article
    yield node, _SELECTOR, position
    yield from _types(position, ("oa:TextPositionSelector",))
    yield from _properties(position, span, columns.SPAN, names)


def _entity_triples(linked: Linked, names: Names) -> Iterator[Triple]:
    for actor in linked.actors:
        yield from _types(names.node(actor.id), ACTOR_TYPES[actor.kind])
        yield from _properties(names.node(actor.id), actor, columns.ACTOR, names)
    for place in linked.places:
        yield from _types(names.node(place.id), PLACE_TYPES)
        yield from _properties(names.node(place.id), place, columns.PLACE, names)
    for event in linked.events:
        yield from _types(names.node(event.id), EVENT_TYPES)
        yield from _properties(names.node(event.id), event, columns.EVENT, names)


def _link_triples(links: Collection[Link], names: Names) -> Iterator[Triple]:
    stated = [(link.subject, link.kind, link.object) for link in links]
    stated += [(link.object, link.kind, link.subject) for link in links if link.kind in _SYMMETRIC]
    for subject, kind, object_ in sorted(stated):
        yield names.node(subject), NamedNode(iri(f"kg:{kind}")), names.node(object_)
    for link in links:
        node = names.node(link.key)
        yield from _types(node, LINK_TYPES)
        yield from _properties(node, link, columns.LINK, names)


def _sameness_triples(linked: Linked, names: Names) -> Iterator[Triple]:
    for opinion in linked.opinions:
        node = names.node(opinion.key)
        yield from _types(node, SAMENESS_TYPES)
        yield node, _PREDICATE, _SAME_AS
        yield from _properties(node, opinion, columns.SAMENESS, names)
    for member, whole in sorted(linked.same.items()):
        yield names.node(member), _REPLACED_BY, names.node(whole)
        yield from _property(names.node(member), columns.LABEL, linked.labels.get(member), names)


def _judgement_triples(judgements: Collection[Judgement], names: Names) -> Iterator[Triple]:
    """Yield what people judged: a statement of their own, with a verdict on it."""
    people = {names.node(f"person/{digest(one.by)}"): one.by for one in judgements}
    for one in judgements:
        node = names.node(one.id)
        yield from _types(node, JUDGEMENT_TYPES)
        for column, value in zip(columns.STATEMENT, one.statement or ("", *one.about), strict=True):
            yield from _property(node, column, value, names)
        yield from _properties(node, one, columns.JUDGEMENT, names)
        yield node, _ATTRIBUTED_TO, names.node(f"person/{digest(one.by)}")
    for person, name in sorted(people.items(), key=lambda item: item[0].value):
        yield from _types(person, PERSON_TYPES)
        yield from _property(person, columns.LABEL, name, names)
