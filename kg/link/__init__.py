"""Facts of all articles → actors, places and events resolved, and what claims do to one another.

What an event is resolved to follows from that event alone, never from the rest of the corpus: so an article
that has not changed keeps its graph, whatever comes or goes around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.link.agreement import corroborations
from kg.link.answers import denials
from kg.link.corpus import Corpus, Said, comparable
from kg.link.entities import Entities
from kg.link.figures import contradictions, revisions
from kg.model import Facts, Link, Linked

__all__ = ["link"]


def link(facts: Iterable[Facts]) -> Linked:
    """Resolve entities and link claims; the same for any order of the facts, which are not kept."""
    entities, said = Entities(), list[Said]()
    for one in facts:
        entities.add(one)
        said += comparable(one, entities.same)
    linked = entities.merged()
    corpus = Corpus.of(said, linked)
    found = [one for find in _FINDERS for one in find(corpus)]
    links = {one.key: one for one in sorted(found, key=_strength, reverse=True)}  # the last one stays
    return replace(linked, links=tuple(links[key] for key in sorted(links)))


_FINDERS = (denials, contradictions, revisions, corroborations)


def _strength(link: Link) -> tuple[float, str]:
    """Rank the reasons two claims are linked for: the surest first, of equals the first by alphabet."""
    return -link.confidence, link.reason
