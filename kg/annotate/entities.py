"""All entities of a text: known names, other names and role nouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.annotate.known import index, known_names
from kg.annotate.names import names
from kg.annotate.roles import roles
from kg.annotate.words import Word
from kg.model import Entity, Gazetteer, Span
from kg.spans import Ordered

LONGEST_NAME = 300
"""Code points of a name at most."""


def entities(
    text: str, lines: Sequence[Sequence[Word]], gazetteer: Gazetteer, others: Iterable[Entity] = ()
) -> tuple[Entity, ...]:
    """Find the entities of all sentences, given as words; a role noun may hold a name.

    Of `others`, names that something else has found, those are added that share nothing with one found here.
    """
    known = index(gazetteer)
    matched = [{e.span.start: e for e in known_names(line, known)} for line in lines]
    named = [e for here in matched for e in here.values()] + names(lines, matched, text)
    named += _new(others, named)
    ordered = Ordered(named, lambda e: e.span)
    found = set(named)
    for line in lines:
        found.update(roles(line, ordered.starting_in(_stretch(line)), text))
    return tuple(sorted(found, key=lambda e: (e.span, e.label)))


def _new(others: Iterable[Entity], named: Sequence[Entity]) -> list[Entity]:
    ordered = Ordered(named, lambda e: e.span)
    return [
        other
        for other in others
        if not any(
            e.span.overlaps(other.span)
            for e in ordered.starting_in(Span(other.span.start - LONGEST_NAME, other.span.end))
        )
    ]


def _stretch(line: Sequence[Word]) -> Span:
    return Span(line[0].span.start, line[-1].span.end)
