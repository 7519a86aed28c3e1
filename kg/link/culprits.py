"""Who says that one did it, and who that it was another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.link.bonds import bond, different_voices
from kg.link.corpus import UNNAMED, Corpus, Said, grouped, heard
from kg.model import EventType, Link

OTHER, COUNTER, EACH_OTHER = 0.3, 0.6, 0.8
"""How sure it is that two name different culprits of one deed; where one of them is of the side that the
other names; where each is."""
ONE_DOER: frozenset[EventType] = frozenset({
    "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack", "shooting", "killing",
    "shootdown", "abduction",
})  # fmt: skip
"""Types of deeds that one side does; in others, such as clashes, several have a part."""


def contradictions(corpus: Corpus) -> Iterator[Link]:
    """Link claims of different claimants that lay one deed to actors of different sides."""
    for group in grouped(corpus.said, lambda one: keys(one, corpus)).values():
        for first, second in combinations(heard(group, culprits), 2):
            if different_voices(first, second, corpus) and apart(culprits(first), culprits(second), corpus):
                sure = _opposed(first, second, corpus) * corpus.nearness(first, second)
                yield from bond("contradicts", first, second, sure, told(first, second, corpus))


def culprits(one: Said) -> tuple[str, ...]:
    """Return the named actors that did it by this claim."""
    named = (*one.claim.attributes, *one.claim.blames)
    return tuple(sorted({actor for actor in named if not actor.startswith(UNNAMED)}))


def apart(first: Iterable[str], second: Iterable[str], corpus: Corpus) -> bool:
    """Tell whether no actor of the first is of one side with one of the second."""
    return not corpus.allied(first, second)


def told(first: Said, second: Said, corpus: Corpus) -> str:
    """Say who is named by whom."""
    names = sorted(corpus.listed(culprits(one)) for one in (first, second))
    return f"culprit: {names[0]} against {names[1]}"


def keys(one: Said, corpus: Corpus) -> list[str]:
    """Return the event of a claim that lays a deed to a named actor."""
    event = corpus.events.get(one.event or "")
    laid = bool(one.claim.blames) or one.claim.kind == "admission"
    if not laid or event is None or event.type not in ONE_DOER or not culprits(one):
        return []
    return [event.id]


def _opposed(first: Said, second: Said, corpus: Corpus) -> float:
    """How sure it is that the two dispute one deed, by whom they speak for."""
    pairs = ((first, second), (second, first))
    accused = [corpus.allied(culprits(one), other.claim.claimants) for one, other in pairs]
    return (OTHER, COUNTER, EACH_OTHER)[sum(accused)]
