"""Who, independently of one another, says the same of the same event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from math import sqrt

from kg.link.bonds import bond, of_one_text, retold
from kg.link.corpus import Corpus, grouped, heard
from kg.link.ground import footing, nearness
from kg.link.said import Said
from kg.model import Claim, Link

BLAME, ATTRIBUTE = 0.75, 0.6
"""How sure it is that two agree who blame the same; or who say that the same did it."""
RUN, REPEATED = 5, 0.5
"""Claims that share so much of their runs of so many words are one text, whoever makes them."""
REWORDED = 0.6
"""Share of words in common by which what two outlets say themselves is one text, edited."""


def corroborations(corpus: Corpus) -> Iterator[Link]:
    """Link claims by independent claimants that one event is the same actor's doing, or fault."""
    for (_, actor, blames), group in grouped(corpus.said, lambda one: _keys(one, corpus)).items():
        for first, second in combinations(heard(group, lambda one: one.claim.kind), 2):
            if independent(first, second, corpus) and not (
                _relayed(first, second) or _relayed(second, first)
            ):
                doing = "blame {} for one event" if blames else "say that {} did it"
                sure = (BLAME if blames else ATTRIBUTE) * nearness(first, second, corpus)
                sure *= sqrt(footing(first) * footing(second))
                reason = f"both {doing.format(corpus.name(actor))}"
                yield from bond("corroborates", first, second, sure, reason)


def _keys(one: Said, corpus: Corpus) -> set[tuple[str, str, bool]]:
    """Key a claim by its event, and whom by name it blames or, without blame, takes for the doer."""
    if one.event is None or one.claim.kind == "denial":
        return set()
    blamed = {(one.event, actor, True) for actor in one.claim.blames}
    keys = blamed | {(one.event, actor, False) for actor in (*one.claim.attributes, *one.claim.blames)}
    return {key for key in keys if corpus.is_named(key[1])}


def independent(first: Said, second: Said, corpus: Corpus) -> bool:
    """Tell whether neither repeats, relays or acts for the other, nor both for a third.

    Unnamed ones may be the same one. What one agency passes on of two others is still said by two.
    """
    one, other = first.claim, second.claim
    if not all(corpus.is_named(actor) for actor in (*one.claimants, *other.claimants)):
        return False
    if retold(first, second) or corpus.alike(one.claimants, other.claimants):
        return False
    if one.article == other.article and not corpus.relays.isdisjoint((*one.claimants, *other.claimants)):
        return False  # what an agency is quoted with beside others it has from them
    if corpus.allied(one.claimants, (*other.claimants, *other.via)) or corpus.allied(
        one.via, other.claimants
    ):
        return False
    return not of_one_text(first, second) and not _repeats(one, other)


def _relayed(admission: Said, other: Said) -> bool:
    """Tell whether one admits a deed or tells that it is claimed, and the other only tells the latter."""
    return other.scope.relays and (admission.claim.kind == "admission" or admission.scope.relays)


def _repeats(first: Claim, second: Claim) -> bool:
    """Tell whether one claim's words are for a good part the other's."""
    one, other = _runs(first.text), _runs(second.text)
    if len(one & other) > REPEATED * min(len(one), len(other)) or one == other:
        return True
    if not first.mode == second.mode == "own-voice":
        return False
    words, others = (set(re.findall(r"\w+", claim.text.casefold())) for claim in (first, second))
    return len(words & others) > REWORDED * len(words | others)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return the runs of words of a text; a text that is shorter is one run."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))}
