"""All entities of a text: known names, other names and role nouns."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.known import index, known_names
from kg.annotate.names import names
from kg.annotate.roles import roles
from kg.annotate.words import Word
from kg.model import Entity, Gazetteer, Span
from kg.spans import Ordered


def entities(text: str, lines: Sequence[Sequence[Word]], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """Find the entities of all sentences, given as words; a role noun may hold a name."""
    known = index(gazetteer)
    matched = [{e.span.start: e for e in known_names(line, known)} for line in lines]
    named = [e for here in matched for e in here.values()] + names(lines, matched, text)
    ordered = Ordered(named, lambda e: e.span)
    found = set(named)
    for line in lines:
        found.update(roles(line, ordered.starting_in(_stretch(line)), text))
    return tuple(sorted(found, key=lambda e: (e.span, e.label)))


def _stretch(line: Sequence[Word]) -> Span:
    return Span(line[0].span.start, line[-1].span.end)
