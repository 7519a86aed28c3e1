"""Facts of all articles → actors, places and events resolved, and what claims do to one another.

Opinions on what is one are collected first, each with a score and a reason; what people judged comes before
them; then the claims, speaking of what is one by one id, are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.link.actors import of_two_sides, same_actors
from kg.link.claims import claim_links
from kg.link.clusters import Clusters, clusters
from kg.link.copies import Copies, origins
from kg.link.corpus import Corpus
from kg.link.entities import Entities, standing
from kg.link.events import Accounts
from kg.link.judged import Judged
from kg.link.places import of_two_regions, same_places
from kg.link.said import Said, comparable
from kg.model import Facts, Judgement, Linked, Sameness

__all__ = ["gathered", "link"]


def gathered(facts: Iterable[Facts]) -> Linked:
    """Unite what articles say of each actor, place and event under its own id, before any is resolved."""
    entities = Entities()
    for one in facts:
        entities.add(one)
    return entities.resolved({})


def link(facts: Iterable[Facts], judgements: Sequence[Judgement] = ()) -> Linked:
    """Resolve entities and link claims; the same for any order of the facts, which are not kept."""
    entities, accounts, copies, said = Entities(), Accounts(), Copies(), list[Said]()
    judged = Judged(judgements)
    for one in facts:
        judged.add(one)
        entities.add(one)
        accounts.add(one)
        copies.add(one.article)
        said += comparable(one)
    linked = _resolved(entities, accounts, judgements)
    refused = {about for one in judgements if one.verdict == "wrong" for about in one.about}
    copied = copies.links(refused)
    trusted = {about for one in judgements if one.verdict == "same" for about in one.about}
    corpus = Corpus.of(said, linked, origins(copied), trusted)
    links = claim_links(corpus) | {one.key: one for one in copied}
    return replace(linked, links=judged.links(links), judgements=judged.holding(linked.set_aside))


def _resolved(entities: Entities, accounts: Accounts, judgements: Sequence[Judgement]) -> Linked:
    """Settle what is one: actors and places first, since events are compared by them."""
    actors, places = entities.actors(), entities.places()

    def settled(
        opinions: Iterable[Sameness], known: Mapping[str, Any], refuse: Callable[..., bool]
    ) -> Clusters:
        return clusters(opinions, judgements, known, refuse)

    of_actors = settled(same_actors(actors), actors, of_two_sides(actors))
    of_places = settled(same_places(places), places, of_two_regions(places))
    same = of_actors.replaced(standing) | of_places.replaced(standing)
    of_events = settled(accounts.opinions(places, same), accounts.known, accounts.refuse)
    same |= of_events.replaced(accounts.standing)
    every = (of_actors, of_places, of_events)
    return replace(
        entities.resolved(same),
        opinions=tuple(opinion for one in every for opinion in one.opinions),
        set_aside=tuple(aside for one in every for aside in one.set_aside),
    )
