"""Whom a pronoun or "the group" refers to, by the chains of mentions that the annotator found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Doc, Entity, Span
from kg.spans import Ordered


class Referents:
    """Finds the names that stand in the chain of a mention."""

    def __init__(self, doc: Doc, entities: Ordered[Entity]) -> None:
        self._places = Ordered(tuple(enumerate(doc.tokens)), lambda one: one[1].span)
        self._entities = entities
        heads = ((head, chain) for chain in doc.chains for one in chain if (head := self._head(one)))
        self._chains: dict[Span, tuple[Span, ...]] = dict(heads)

    def names(self, span: Span) -> Iterator[Entity]:
        """Yield the names in the chain of a span, those nearest before it first, then those behind."""
        head = self._head(span)
        chain = self._chains.get(head, ()) if head else ()
        before = [one for one in chain if one < span]
        behind = [one for one in chain if one > span]
        for mention in (*reversed(before), *behind):
            yield from self._named(mention)

    def _named(self, mention: Span) -> Sequence[Entity]:
        """The name that a mention's head is part of, if any."""
        head = self._head(mention)
        sharing = self._entities.sharing(head) if head else ()
        return [one for one in sharing if one.label != "role" and mention.holds(one.span)][:1]

    def _head(self, span: Span) -> Span | None:
        """The word of a span whose own head lies outside it."""
        inside = self._places.starting_in(span)
        if not inside:
            return None
        first, last = inside[0][0], inside[-1][0]
        outward = (token.span for _, token in inside if not first <= token.head <= last)
        return next(outward, inside[-1][1].span)
