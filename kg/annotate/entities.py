"""All entities of a text: known names, other names and role nouns."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.known import index, known_names
from kg.annotate.names import names
from kg.annotate.roles import roles
from kg.annotate.words import Word
from kg.model import Entity, Gazetteer, Span
from kg.spans import Ordered


def entities(
    text: str, lines: Sequence[Sequence[Word]], gazetteer: Gazetteer, others: Sequence[Entity] | None = None
) -> tuple[Entity, ...]:
    """Find the entities of all sentences, given as words; a role noun may hold a name.

    `others` are names that something else has found; where there is nothing else, capitals tell them.
    """
    known = index(gazetteer)
    matched = [{e.span.start: e for e in known_names(line, known)} for line in lines]
    named = [e for here in matched for e in here.values()]
    if others is None:
        named += names(lines, matched, text)
    else:
        taken = {e.span for e in named}
        named += [e for e in others if e.span not in taken]
    ordered = Ordered(named, lambda e: e.span)
    found = set(named)
    for line in lines:
        found.update(roles(line, ordered.starting_in(_stretch(line)), text))
    return tuple(sorted(found, key=lambda e: (e.span, e.label)))


def _stretch(line: Sequence[Word]) -> Span:
    return Span(line[0].span.start, line[-1].span.end)
