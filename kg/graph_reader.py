"""Quads → nouns: the reading half of `kg/rdf.py`, by the same columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from pyoxigraph import NamedNode, Quad

from kg import columns
from kg.columns import Column, Names
from kg.errors import GraphError
from kg.model import (
    Actor,
    Article,
    Claim,
    Event,
    Evidence,
    Facts,
    Figure,
    Found,
    Judgement,
    Link,
    Linked,
    Place,
    Run,
    Sameness,
    Span,
    Tenure,
)
from kg.vocabulary import ACTOR_TYPES, CLAIM_TYPES, iri

Entity: TypeAlias = Actor | Place | Event
_TABLES = {Actor: columns.ACTOR, Place: columns.PLACE, Event: columns.EVENT}


def _node(curie: str) -> NamedNode:
    return NamedNode(iri(curie))


_TYPE, _POSITION, _QUOTE = map(_node, ("rdf:type", "oa:TextPositionSelector", "oa:TextQuoteSelector"))


class Reader:
    """Quads by subject and predicate, whatever graph they stand in."""

    def __init__(self, quads: Iterable[Quad], names: Names) -> None:
        self._names = names
        self._terms: dict[object, dict[NamedNode, set[object]]] = {}
        for quad in quads:
            properties = self._terms.setdefault(quad.subject, {})
            properties.setdefault(quad.predicate, set()).add(quad.object)

    def actors(self) -> tuple[Actor, ...]:
        """Read every actor, sorted by id, without mentions."""
        return tuple(
            Actor(id=self._key(node), kind=kind, **self._labelled(node, columns.ACTOR))
            for node, kind in self._kinds(ACTOR_TYPES)
        )

    def offices(self) -> tuple[Actor, ...]:
        """Read every office, sorted by id."""
        nodes = self._instances("kg:Office")
        labelled = ((node, self._labelled(node, columns.ACTOR)) for node in nodes)
        return tuple(Actor(id=self._key(node), kind="organization", **fields) for node, fields in labelled)

    def tenures(self) -> tuple[Tenure, ...]:
        """Read who held which office when, sorted by IRI."""
        return tuple(Tenure(**self._fields(node, columns.TENURE)) for node in self._instances("kg:Tenure"))

    def places(self) -> tuple[Place, ...]:
        """Read every place, sorted by id, without mentions."""
        nodes = self._instances("kg:Place")
        return tuple(Place(id=self._key(node), **self._labelled(node, columns.PLACE)) for node in nodes)

    def events(self) -> tuple[Event, ...]:
        """Read every event, sorted by id, without mentions."""
        nodes = self._instances("kg:Event")
        return tuple(Event(id=self._key(node), **self._fields(node, columns.EVENT)) for node in nodes)

    def links(self) -> tuple[Link, ...]:
        """Read every link, sorted by its IRI."""
        return tuple(Link(**self._fields(node, columns.LINK)) for node in self._instances("kg:Link"))

    def opinions(self) -> tuple[Sameness, ...]:
        """Read every opinion on what is one, sorted."""
        nodes = self._instances("kg:Sameness")
        found = (Sameness(**self._fields(node, columns.SAMENESS)) for node in nodes)
        return tuple(sorted(found, key=lambda one: (one.first, one.second)))

    def replaced(self) -> tuple[dict[str, str], dict[str, str]]:
        """Read by what each id was replaced, and the labels of those replaced."""
        same, labels = dict[str, str](), dict[str, str]()
        for node in list(self._terms):
            for whole in self._objects(node, _node("dcterms:isReplacedBy")):
                same[self._key(node)] = self._key(whole)
                labels |= {self._key(node): label for label in self._values(node, columns.LABEL)}
        return dict(sorted(same.items())), dict(sorted(labels.items()))

    def judgements(self) -> tuple[Judgement, ...]:
        """Read what people judged, sorted by id."""
        return tuple(self._judgement(node) for node in self._instances("kg:Judgement"))

    def _judgement(self, node: NamedNode) -> Judgement:
        stated = self._fields(node, columns.STATEMENT)
        about: tuple[str, ...] = (stated["subject"], stated["object"])
        statement = (stated["kind"], *about) if stated["kind"] else ()
        if statement:
            about = (Link(**stated, confidence=0, reason="").key,)
        name = self._fields(self._one(node, _node("prov:wasAttributedTo")), (columns.LABEL,)).get("label", "")
        fields = self._fields(node, columns.JUDGEMENT)
        return Judgement(id=self._key(node), about=about, by=name, statement=statement, **fields)

    def facts(self, linked: Linked) -> list[Facts]:
        """Read every article, sorted by id, with the entities it names and those that these name in turn."""
        entities: tuple[Entity, ...] = (*linked.actors, *linked.places, *linked.events)
        records = {entity.id: entity for entity in entities}
        claims, mentions, runs = self._claims(), self._mentions(records), self._runs()
        found = []
        for node in self._instances("kg:Article"):
            if node not in runs:
                raise _broken(node, "no kg:Run used it")
            key = self._key(node)
            facts = Facts(
                article=self._article(node),
                run=runs[node],
                claims=tuple(claims[key]),
                **self._fields(node, columns.FACTS),
            )
            found.append(_with_entities(facts, mentions[key], records))
        return found

    def _article(self, node: NamedNode) -> Article:
        found: dict[str, Any] = {}
        for value, how in columns.FOUND:
            for word in self._values(node, value):
                found[value.field] = Found(word, *self._values(node, how))
        length = self._fields(node, (columns.LENGTH,))
        return Article(text="", **self._fields(node, columns.ARTICLE), **found, **length)

    def _runs(self) -> dict[object, Run]:
        return {
            article: Run(**self._fields(node, columns.RUN))
            for node in self._instances("kg:Run")
            for article in self._objects(node, _node("prov:used"))
        }

    def _claims(self) -> dict[str, list[Claim]]:
        """Read the claims of each article, by where they stand."""
        claims = defaultdict(list)
        for node, kind in self._kinds(CLAIM_TYPES):
            claim = self._claim(node, kind)
            claims[claim.article].append(claim)
        for found in claims.values():
            found.sort(key=lambda claim: (claim.evidence.span, claim.id))
        return claims

    def _claim(self, node: NamedNode, kind: Any) -> Claim:
        fields = self._fields(node, columns.CLAIM)
        fields["attributes"] = tuple(key for key in fields["attributes"] if key not in fields["blames"])
        steps = [self._fields(step, columns.STEP) for step in self._objects(node, _node("kg:viaStep"))]
        if steps:
            fields["via"] = tuple(s["actor"] for s in sorted(steps, key=lambda s: int(s["position"])))
        figures = sorted(
            (node for node in self._objects(node, _node("kg:figure")) if isinstance(node, NamedNode)),
            key=lambda node: (len(node.value), node.value),
        )
        return Claim(
            id=self._key(node),
            kind=kind,
            evidence=self._evidence(self._one(node, _node("kg:evidence"))),
            figures=tuple(Figure(**self._figure(figure)) for figure in figures),
            **fields,
        )

    def _figure(self, node: NamedNode) -> dict[str, Any]:
        return {"minimum": None, "maximum": None} | self._fields(node, columns.FIGURE)

    def _evidence(self, node: object) -> Evidence:
        return Evidence(self._span(node), **self._fields(self._selector(node, _QUOTE), columns.QUOTE))

    def _span(self, node: object) -> Span:
        return Span(**self._fields(self._selector(node, _POSITION), columns.SPAN))

    def _selector(self, node: object, wanted: NamedNode) -> object:
        for selector in self._objects(node, _node("oa:hasSelector")):
            if wanted in self._objects(selector, _TYPE):
                return selector
        raise _broken(node, f"has no {wanted.value} among its selectors")

    def _mentions(self, records: Mapping[str, Entity]) -> dict[str, dict[str, list[Span]]]:
        """Read where each article names each entity: article id → entity id → spans."""
        found: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for node in list(self._terms):
            for mention in self._objects(node, _node("kg:mention")):
                if self._key(node) not in records:
                    raise _broken(node, "is mentioned, but is no kg:Actor, kg:Event or kg:Place here")
                article = self._key(self._one(mention, _node("oa:hasSource")))
                found[article][self._key(node)].append(self._span(mention))
        return found

    def _objects(self, node: object, predicate: NamedNode) -> set[object]:
        return self._terms.get(node, {}).get(predicate, set())

    def _one(self, node: object, predicate: NamedNode) -> object:
        values = self._objects(node, predicate)
        if len(values) != 1:
            raise _broken(node, f"has {len(values)} values of {predicate.value}, not 1")
        return next(iter(values))

    def _key(self, node: object) -> str:
        try:
            return self._names.key(node)
        except ValueError as error:
            raise _broken(node, str(error)) from error

    def _instances(self, curie: str) -> list[NamedNode]:
        return [node for node, _ in self._kinds({"": (curie,)})]

    def _kinds(self, kinds: Mapping[str, tuple[str, ...]]) -> list[tuple[NamedNode, Any]]:
        """Return the nodes that bear a kind's own class, sorted, each with the first kind that fits."""
        found: dict[NamedNode, str] = {}
        wanted = [(_node(classes[0]), kind) for kind, classes in kinds.items()]
        for node, properties in self._terms.items():
            types = properties.get(_TYPE, set())
            kind = next((kind for own, kind in wanted if own in types), None)
            if kind is not None and isinstance(node, NamedNode):
                found[node] = kind
        return sorted(found.items(), key=lambda item: item[0].value)

    def _values(self, node: object, column: Column) -> list[Any]:
        try:
            terms = self._objects(node, column.predicate)
            found = sorted({column.codec.decode(term, self._names) for term in terms})
        except ValueError as error:
            raise _broken(node, f"{column.curie}: {error}") from error
        if column.many != "*" and (len(found) > 1 or (column.many == "1" and not found)):
            raise _broken(node, f"has {len(found)} values of {column.curie}, not 1")
        return found

    def _labelled(self, node: object, table: Iterable[Column]) -> dict[str, Any]:
        """Read the fields of a named thing; its preferred name is not one of its other names."""
        fields = self._fields(node, table)
        return fields | {"names": tuple(name for name in fields["names"] if name != fields["name"])}

    def _fields(self, node: object, table: Iterable[Column]) -> dict[str, Any]:
        """Read the fields that a node has; those that are absent keep their default."""
        fields: dict[str, Any] = {}
        for column in table:
            values = self._values(node, column)
            if column.many == "*":
                fields[column.field] = tuple(values)
            elif values:
                fields[column.field] = values[0]
        return fields


def _broken(node: object, cause: str) -> GraphError:
    where = node.value if isinstance(node, NamedNode) else str(node)
    return GraphError(where, cause, "check the graph with `kg validate`")


def _with_entities(facts: Facts, mentions: Mapping[str, list[Span]], records: Mapping[str, Entity]) -> Facts:
    found: dict[type, list[Any]] = {Actor: [], Place: [], Event: []}
    for key in sorted(_closure([*mentions, *_named(facts)], records)):
        record = records[key]
        found[type(record)].append(replace(record, mentions=tuple(sorted(mentions.get(key, ())))))
    return replace(facts, actors=tuple(found[Actor]), places=tuple(found[Place]), events=tuple(found[Event]))


def _named(facts: Facts) -> Iterator[str]:
    yield from _references(facts, columns.FACTS)
    for claim in facts.claims:
        yield from _references(claim, columns.CLAIM)


def _closure(keys: Iterable[str], records: Mapping[str, Entity]) -> set[str]:
    """Return the ids that have a record, and those that their records name in turn."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key in records and key not in found:
            found.add(key)
            waiting += _references(records[key], _TABLES[type(records[key])])
    return found


def _references(record: object, table: Iterable[Column]) -> Iterator[str]:
    for column in table:
        if column.codec is columns.REF:
            value = getattr(record, column.field)
            yield from value if isinstance(value, tuple) else () if value is None else (value,)
