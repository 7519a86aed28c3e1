"""Who says later what excludes what they said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from kg.link import culprits, figures, intents
from kg.link.bonds import bond, of_one_text
from kg.link.corpus import UNNAMED, Corpus, grouped
from kg.link.ground import nearness
from kg.link.said import Said
from kg.link.scope import in_common
from kg.model import Link

Excluding = Callable[[Said, Said], tuple[float, str] | None]
"""Tells how sure it is that two claims exclude each other, and by what; None where they do not."""
TURNED = 0.7
"""How sure it is that somebody who admits what they denied, or the other way round, has another story."""


def revisions(corpus: Corpus) -> Iterator[Link]:
    """Link a claim to its claimant's last earlier one on the matter, where the two exclude each other."""
    for find in (_numbers, _culprits, _intents, _turns):
        for group, excluding in find(corpus):
            for earlier, later in _successive(group):
                apart = earlier.claim.article != later.claim.article or find is _numbers
                found = excluding(earlier, later) if apart and _are_two(earlier, later) else None
                if found:
                    sure = found[0] * nearness(earlier, later, corpus)
                    yield from bond("revises", later, earlier, sure, found[1])
                    yield from bond("contradicts", later, earlier, sure, found[1])


def _are_two(earlier: Said, later: Said) -> bool:
    """Tell whether the two were said apart: not by copies, and in one article of the same by its words."""
    if earlier.claim.article == later.claim.article:
        return in_common(earlier.scope, later.scope) > 0
    return not of_one_text(earlier, later)


def _numbers(corpus: Corpus) -> Iterator[tuple[Sequence[Said], Excluding]]:
    """Yield the claims of one claimant on one count."""
    for (_, measure), groups in figures.counts(corpus).items():
        for counted, group in groups.items():

            def excluding(
                first: Said, second: Said, what: figures.What = (measure, counted)
            ) -> tuple[float, str] | None:
                pair = figures.excluding(figures.on(first, *what), figures.on(second, *what))
                return (figures.EXCLUDE * figures.scale(*pair), figures.told(*pair, *what)) if pair else None

            for one_claimant in _by_claimant(group):
                yield one_claimant, excluding


def _culprits(corpus: Corpus) -> Iterator[tuple[Sequence[Said], Excluding]]:
    """Yield the claims of one claimant on who did one deed."""

    def excluding(first: Said, second: Said) -> tuple[float, str] | None:
        if not culprits.apart(culprits.culprits(first, corpus), culprits.culprits(second, corpus), corpus):
            return None
        return culprits.OTHER, culprits.told(first, second, corpus)

    for group in grouped(corpus.said, lambda one: culprits.keys(one, corpus)).values():
        for one_claimant in _by_claimant(group):
            yield one_claimant, excluding


def _intents(corpus: Corpus) -> Iterator[tuple[Sequence[Said], Excluding]]:
    """Yield the claims of one claimant on the intent of one actor's deed."""
    for (_, side), group in grouped(corpus.said, lambda one: intents.keys(one, corpus)).items():

        def excluding(first: Said, second: Said, side: str = side) -> tuple[float, str] | None:
            if first.claim.intent == second.claim.intent:
                return None
            return intents.OPPOSED, intents.told(corpus.name(side))

        for one_claimant in _by_claimant(group):
            yield one_claimant, excluding


def _turns(corpus: Corpus) -> Iterator[tuple[Sequence[Said], Excluding]]:
    """Yield the claims of one claimant that lay one event to an actor, or clear the actor of it."""
    for (_, actor), group in grouped(corpus.said, _laid).items():

        def excluding(first: Said, second: Said, actor: str = actor) -> tuple[float, str] | None:
            if (first.claim.kind == "denial") == (second.claim.kind == "denial"):
                return None
            kinds = f"{first.claim.kind}, then {second.claim.kind}"
            return TURNED, f"{kinds}: whether {corpus.name(actor)} did it"

        for one_claimant in _by_claimant(group):
            yield one_claimant, excluding


def _laid(one: Said) -> set[tuple[str, str]]:
    """Pair the event with those it is laid to or who are cleared; who denies an intent may admit the deed."""
    claim = one.claim
    if one.event is None or (claim.kind == "denial" and claim.intent):
        return set()
    actors = claim.rejects if claim.kind == "denial" else (*claim.attributes, *claim.blames)
    return {(one.event, actor) for actor in actors if not actor.startswith(UNNAMED)}


def _by_claimant(group: Iterable[Said]) -> Iterable[list[Said]]:
    named = (one for one in group if not any(actor.startswith(UNNAMED) for actor in one.claim.claimants))
    return grouped(named, lambda one: [one.claim.claimants]).values()


def _successive(said: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield the first claim of each day with that of the next; days of unlike precision are not compared."""
    days: dict[str, Said] = {}
    for one in said:
        if one.day:
            days.setdefault(one.day, one)
    return ((a, b) for a, b in pairwise(days.values()) if len(a.day) == len(b.day))
