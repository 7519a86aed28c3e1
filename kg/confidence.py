"""The graph without claims below a confidence, for whatever is asked of it.

A question may count, or look for what is absent, so that rows cannot be dropped from its answer afterwards:
it is asked of a copy that lacks those claims and what hangs on nothing else. Articles, places and runs stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Quad

from kg.results import cell
from kg.store import Store, Term
from kg.vocabulary import iri

_CLAIMS: Final = f"SELECT ?claim WHERE {{ ?claim a <{iri('kg:Claim')}> }}"
_SURE: Final = f"SELECT ?claim ?sure WHERE {{ ?claim <{iri('kg:confidence')}> ?sure }}"
_LINKS: Final = f"""SELECT ?link ?claim WHERE {{ ?link a <{iri("kg:Link")}> .
  {{ ?link <{iri("rdf:subject")}> ?claim }} UNION {{ ?link <{iri("rdf:object")}> ?claim }} }}"""
_REMARKS: Final = f"""SELECT ?remark ?thing WHERE {{
  VALUES ?class {{ <{iri("kg:Sameness")}> <{iri("kg:Judgement")}> }} ?remark a ?class .
  {{ ?remark <{iri("rdf:subject")}> ?thing }} UNION {{ ?remark <{iri("rdf:object")}> ?thing }} }}"""
_REPLACED: Final = f"SELECT ?part ?whole WHERE {{ ?part <{iri('dcterms:isReplacedBy')}> ?whole }}"
_DOERS: Final = f"""SELECT DISTINCT ?claim ?event ?actor WHERE {{
  ?event <{iri("kg:participant")}> ?actor . ?claim <{iri("kg:about")}> ?event .
  {{ ?claim <{iri("kg:attributesTo")}> ?actor }} UNION {{ ?claim <{iri("kg:rejects")}> ?actor }} }}"""
_PARTICIPANT: Final = iri("kg:participant")
_HANGING: Final = frozenset(map(iri, (
    "kg:evidence", "oa:hasSelector", "kg:figure", "kg:viaStep", "schema:item", "kg:mention",
    "kg:claimant", "kg:via", "kg:about", "kg:attributesTo", "kg:blames", "kg:rejects",
    "kg:participant", "kg:actsFor", "prov:wasAttributedTo",
)))  # fmt: skip
"""Properties whose object goes with the last node that names it."""
_ATTRIBUTED_TO: Final = iri("prov:wasAttributedTo")
_REPLACED_BY: Final = iri("dcterms:isReplacedBy")


def at_least(store: Store, least: float | None) -> Store:
    """Copy the graph without claims that are less sure; None leaves nothing out and copies nothing.

    A claim without a confidence is not sure enough. What a copy on disk costs goes with what is left out.
    """
    if least is None:
        return store
    left_out, copy = _LeftOut(store, least), store.copy()
    copy.remove(left_out.quads())
    return copy


class _LeftOut:
    """The nodes that go, and the participants that events lose."""

    def __init__(self, store: Store, least: float) -> None:
        self._store = store
        sure = {claim for claim, confidence in _rows(store, _SURE) if _number(confidence) >= least}
        self._nodes = {claim for (claim,) in _rows(store, _CLAIMS)} - sure
        self._nodes |= {link for link, claim in _rows(store, _LINKS) if claim in self._nodes}
        self._participants = self._unfounded()
        self._remarks = _rows(store, _REMARKS)
        self._remarking = {remark for remark, _ in self._remarks}
        self._follow(self._nodes)
        self._forget()

    def quads(self) -> Iterator[Quad]:
        """Yield the quads that go, some of them twice."""
        for node in self._nodes:
            yield from self._store.about(node)
            yield from self._store.naming(node)
        for actor in {actor for _, actor in self._participants}:
            yield from (quad for quad in self._store.naming(actor) if self._is_unfounded(quad))

    def _unfounded(self) -> set[tuple[Term, Term]]:
        """Pair events with participants whom only claims that go take for doers."""
        doers = _rows(self._store, _DOERS)
        founded = {(event, actor) for claim, event, actor in doers if claim not in self._nodes}
        return {(event, actor) for _, event, actor in doers} - founded

    def _forget(self) -> None:
        """Let go of opinions and judgements on what goes, and of ids that gave way to it."""
        self._nodes |= {part for part, whole in _rows(self._store, _REPLACED) if whole in self._nodes}
        going = {remark for remark, thing in self._remarks if thing in self._nodes}
        self._nodes |= going
        self._follow(going)

    def _follow(self, front: set[Term]) -> None:
        """Let go of what hangs on nodes that go, until nothing more does."""
        while front:
            quads = (quad for node in front for quad in self._store.about(node))
            hanging = {quad.object for quad in quads if quad.predicate.value in _HANGING}
            front = {node for node in hanging - self._nodes if not self._is_held(node)}
            self._nodes |= front

    def _is_held(self, node: Term) -> bool:
        """Tell whether something that stays names the node."""
        naming = self._store.naming(node)
        return any(self._holds(quad) for quad in naming)

    def _holds(self, quad: Quad) -> bool:
        """Tell whether it is a reason to stay: opinions on a node and former ids of it are none."""
        if quad.subject in self._nodes or self._is_unfounded(quad):
            return False
        about = quad.subject in self._remarking and quad.predicate.value != _ATTRIBUTED_TO
        return not about and quad.predicate.value != _REPLACED_BY

    def _is_unfounded(self, quad: Quad) -> bool:
        pair = (quad.subject, quad.object)
        return quad.predicate.value == _PARTICIPANT and pair in self._participants


def _rows(store: Store, query: str) -> list[tuple[Term, ...]]:
    """Answer a question that leaves no cell empty."""
    return [tuple(term for term in row if term is not None) for row in store.select(query).rows]


def _number(confidence: Term) -> float:
    """Read a confidence; what is none is below all others."""
    try:
        return float(cell(confidence))
    except ValueError:
        return -1
