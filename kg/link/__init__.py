"""Facts of all articles → actors, places and events resolved, and what claims do to one another.

What an event is resolved to follows from that event alone, never from the rest of the corpus: so an article
that has not changed keeps its graph, whatever comes or goes around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.link.agreement import corroborations
from kg.link.answers import denials
from kg.link.corpus import Corpus
from kg.link.entities import merged_actors, merged_events, merged_places, same_events
from kg.link.figures import contradictions, revisions
from kg.model import Facts, Linked

__all__ = ["link"]


def link(facts: Iterable[Facts]) -> Linked:
    """Resolve entities and link claims; the same for any order of the facts."""
    everything = sorted(facts, key=lambda one: one.article.key)
    same = same_events(everything)
    entities = Linked(
        actors=merged_actors(everything),
        places=merged_places(everything),
        events=merged_events(everything, same),
        same=same,
    )
    corpus = Corpus.of(everything, entities)
    links = {one.key: one for find in _FINDERS for one in find(corpus)}
    return replace(entities, links=tuple(links[key] for key in sorted(links)))


_FINDERS = (denials, contradictions, revisions, corroborations)
