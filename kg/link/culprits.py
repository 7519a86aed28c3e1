"""Who says that one did it, and who that it was another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import sqrt

from kg.link.bonds import bond, different_voices
from kg.link.corpus import Corpus, grouped, heard
from kg.link.fronts import across, is_insurgent
from kg.link.ground import OTHER_DEED, footing, nearness, placing
from kg.link.said import Said
from kg.link.scope import in_common
from kg.model import EventType, Link

OTHER, COUNTER, EACH_OTHER = 0.4, 0.6, 0.8
"""How sure it is that two name different culprits of one deed; where one of them is of the side that the
other names; where each is."""
ONE_TARGET = 0.6
"""The same, where both name what was hit. Where one names insurgents and the other a state, it takes that,
and one place: each side of a war shells the other on most days, but seldom one hospital."""
ALIKE = (2, 1, 0)
"""In how many respects the words of two must be alike, by the same."""
ONE_DOER: frozenset[EventType] = frozenset({
    "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack", "shooting", "killing",
    "shootdown", "abduction",
})  # fmt: skip
"""Types of deeds that one side does; in others, such as clashes, several have a part."""


def contradictions(corpus: Corpus) -> Iterator[Link]:
    """Link claims of different claimants that lay one deed to actors of different sides."""
    for group in grouped(corpus.said, lambda one: _blaming(one, corpus)).values():
        for first, second in combinations(heard(group, lambda one: culprits(one, corpus)), 2):
            if different_voices(first, second, corpus) and _are_two_sides(first, second, corpus):
                sure = _opposed(first, second, corpus) * nearness(first, second, corpus, OTHER_DEED)
                sure *= sqrt(footing(first) * footing(second))
                yield from bond("contradicts", first, second, sure, _told_by(first, second, corpus))


def _are_two_sides(first: Said, second: Said, corpus: Corpus) -> bool:
    """Tell whether the two lay the deed to two sides: by names, or to a state and to insurgents."""
    if not (culprits(first, corpus) and culprits(second, corpus)):
        return across(_doers(first), _doers(second), corpus)
    return apart(_doers(first), _doers(second), corpus)


def _named(one: Said, corpus: Corpus) -> tuple[str, ...]:
    """Return the culprits of a claim, by name or else as insurgents."""
    return culprits(one, corpus) or tuple(sorted({a for a in _doers(one) if is_insurgent(a, corpus)}))


def culprits(one: Said, corpus: Corpus) -> tuple[str, ...]:
    """Return the actors that by this claim did it, and that bear names."""
    return tuple(sorted({a for a in (*one.claim.attributes, *one.claim.blames) if corpus.is_named(a)}))


def _doers(one: Said) -> tuple[str, ...]:
    """Return all that by this claim did it: who bears no name may act for one who does."""
    return (*one.claim.attributes, *one.claim.blames)


def apart(first: Iterable[str], second: Iterable[str], corpus: Corpus) -> bool:
    """Tell whether no actor of the first is of one side with one of the second."""
    return not corpus.allied(first, second)


def told(first: Said, second: Said, corpus: Corpus) -> str:
    """Say who is named."""
    names = sorted(corpus.listed(culprits(one, corpus)) for one in (first, second))
    return f"culprit: {names[0]} against {names[1]}"


def _told_by(first: Said, second: Said, corpus: Corpus) -> str:
    """Say who names whom: 'culprit: Borland according to Ardania, rebels according to Cosmia'."""
    names = sorted(
        f"{corpus.listed(_named(one, corpus))} according to {corpus.listed(one.claim.claimants)}"
        for one in (first, second)
    )
    return f"culprit: {names[0]}, {names[1]}"


def keys(one: Said, corpus: Corpus) -> list[str]:
    """Return the event of a claim that lays a deed to a named actor."""
    return _blaming(one, corpus) if culprits(one, corpus) else []


def _blaming(one: Said, corpus: Corpus) -> list[str]:
    """Return the event of a claim that lays a deed to a named actor, or to insurgents."""
    event = corpus.events.get(one.event or "")
    laid = bool(one.claim.blames) or one.claim.kind == "admission"
    if not laid or event is None or event.type not in ONE_DOER or not _named(one, corpus):
        return []
    return [event.id]


def _opposed(first: Said, second: Said, corpus: Corpus) -> float:
    """How sure it is that the two dispute one deed, by whom they speak for and what they name."""
    one_target = bool(first.scope.targets & second.scope.targets)
    if across(_doers(first), _doers(second), corpus):
        return ONE_TARGET if one_target and placing(first, second, corpus) == 1 else 0.0
    pairs = ((first, second), (second, first))
    accused = [corpus.allied(culprits(one, corpus), other.claim.claimants) for one, other in pairs]
    alike = in_common(first.scope, second.scope) + one_target >= ALIKE[sum(accused)]
    sure = (OTHER, COUNTER, EACH_OTHER)[sum(accused)] if alike else 0.0
    return max(sure, ONE_TARGET) if alike and one_target else sure
