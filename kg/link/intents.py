"""Who calls deliberate what another calls an accident."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.bonds import bond, different_voices
from kg.link.corpus import Corpus, grouped, heard
from kg.link.ground import nearness
from kg.link.said import Said
from kg.model import Link

OPPOSED = 0.8


def contradictions(corpus: Corpus) -> Iterator[Link]:
    """Link claims of different claimants by which one actor did one thing on purpose, and did not."""
    for (_, side), group in grouped(corpus.said, lambda one: keys(one, corpus)).items():
        claims = heard(group, lambda one: one.claim.intent)
        for first in (one for one in claims if one.claim.intent == "intentional"):
            for second in (one for one in claims if one.claim.intent == "unintentional"):
                if different_voices(first, second, corpus):
                    sure = OPPOSED * nearness(first, second, corpus)
                    yield from bond("contradicts", first, second, sure, told(corpus.name(side)))


def keys(one: Said, corpus: Corpus) -> set[tuple[str, str]]:
    """Pair the event with the sides of those whose intent the claim speaks of."""
    if one.event is None or one.claim.intent is None:
        return set()
    actors = (*one.claim.attributes, *one.claim.blames, *one.claim.rejects)
    return {(one.event, side) for actor in actors for side in corpus.side(actor)}


def told(doer: str) -> str:
    """Say whose intent it is."""
    return f"intent of {doer}: on purpose against by mistake"
