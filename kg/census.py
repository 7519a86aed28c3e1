"""What a graph holds, counted by the store itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.results import cell
from kg.store import Store
from kg.vocabulary import iri

_KINDS = ("Claim", "Accusation", "Denial", "Admission", "Actor", "Place", "Event")
_THINGS = f"""SELECT ?kind (COUNT(*) AS ?count) WHERE {{
  VALUES ?kind {{ {" ".join(f"<{iri(f'kg:{kind}')}>" for kind in _KINDS)} }}
  ?thing a ?kind }} GROUP BY ?kind"""
_LINKS = f"""SELECT ?kind (COUNT(*) AS ?count) WHERE {{
  ?link a <{iri("kg:Link")}> ; <{iri("rdf:predicate")}> ?kind }} GROUP BY ?kind ORDER BY ?kind"""


@dataclass(frozen=True, slots=True)
class Census:
    """How much of what; claims and links by kind."""

    claims: Counter[str]
    links: Counter[str]
    actors: int
    places: int
    events: int


def census(store: Store) -> Census:
    """Count what the store holds."""
    things = _counted(store, _THINGS)
    claims = Counter({kind: things[kind.capitalize()] for kind in ("accusation", "denial", "admission")})
    claims["statement"] = things["Claim"] - claims.total()
    return Census(+claims, _counted(store, _LINKS), things["Actor"], things["Place"], things["Event"])


def _counted(store: Store, query: str) -> Counter[str]:
    rows = (map(cell, row) for row in store.select(query).rows)
    return Counter({kind.removeprefix(iri("kg:")): int(count) for kind, count in rows})
