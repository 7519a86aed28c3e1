"""Quads as JSON-LD, compacted by a context made for them: prefixes, and the types of their properties."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from kg.export.syntax import in_order, prefixes, serialised
from kg.vocabulary import iri


def jsonld(quads: Iterable[ox.Quad], base: str) -> bytes:
    """Write the graphs as one document whose order is fixed."""
    ordered = in_order(quads)
    short = _Shortener(prefixes(base))
    types = _types(ordered, short)
    context = {**short.namespaces, **{key: {"@type": value} for key, value in sorted(types.items())}}
    expanded = json.loads(serialised(ordered, ox.RdfFormat.JSON_LD))
    document = {"@context": context, "@graph": [_node(node, short, types) for node in expanded]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


class _Shortener:
    """IRIs as compact ones, by the longest namespace that fits."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self.namespaces = dict(sorted(namespaces.items()))
        self._longest = sorted(namespaces.items(), key=lambda item: -len(item[1]))

    def __call__(self, full: str) -> str:
        for prefix, namespace in self._longest:
            name = full[len(namespace) :]
            if full.startswith(namespace) and not name.startswith("//"):
                return f"{prefix}:{name}"
        return full


def _types(quads: Iterable[ox.Quad], short: _Shortener) -> dict[str, str]:
    """Find the properties all of whose values are IRIs, or literals of one datatype other than string."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        found[quad.predicate.value].add(_type(quad.object))
    found.pop(iri("rdf:type"), None)
    single = {predicate: kinds.pop() for predicate, kinds in found.items() if len(kinds) == 1}
    return {short(predicate): short(kind) for predicate, kind in single.items() if kind}


def _type(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if not isinstance(term, ox.Literal):
        return "@id"
    return "" if term.language or term.datatype.value == iri("xsd:string") else term.datatype.value


def _node(node: Mapping[str, Any], short: _Shortener, types: Mapping[str, str]) -> dict[str, Any]:
    compact: dict[str, Any] = {}
    for key, values in node.items():
        if key == "@graph":
            compact[key] = [_node(inner, short, types) for inner in values]
        elif key == "@id":
            compact[key] = short(values)
        elif key == iri("rdf:type"):
            compact["@type"] = [short(value["@id"]) for value in values]
        else:
            plain = [_value(value, short, types.get(short(key))) for value in values]
            compact[short(key)] = plain if len(plain) > 1 else plain[0]
    return compact


def _value(value: Mapping[str, Any], short: _Shortener, kind: str | None) -> object:
    """Give the bare string where the context says the type, or where there is none to say."""
    if "@id" in value:
        return short(value["@id"]) if kind == "@id" else {"@id": short(value["@id"])}
    if "@language" in value:
        return dict(value)
    own = short(value["@type"]) if "@type" in value else None
    return value["@value"] if own == kind else {"@type": own, "@value": value["@value"]}
