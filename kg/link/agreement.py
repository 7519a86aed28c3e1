"""Who, independently of one another, blames the same for the same event."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.corpus import Corpus, Said, grouped, symmetric, voices
from kg.model import Claim, Link

CONFIDENCE = 0.6


def corroborations(corpus: Corpus) -> Iterator[Link]:
    """Link accusations of one event against the same actor by claimants who do not repeat each other."""
    groups = grouped(corpus.said, _keys)
    for (_, blamed), group in groups.items():
        for first, second in voices(group, lambda one: one.claim.claimants):
            if _independent(first.claim, second.claim, corpus):
                reason = f"both blame {corpus.name(blamed)} for one event"
                yield symmetric("corroborates", first.claim, second.claim, CONFIDENCE, reason)


def _keys(one: Said) -> set[tuple[str, str]]:
    """Key an accusation by its event and each actor it blames."""
    if one.event is None or one.claim.kind != "accusation":
        return set()
    return {(one.event, blamed) for blamed in one.claim.blames}


def _independent(first: Claim, second: Claim, corpus: Corpus) -> bool:
    """Tell whether neither repeats, relays or acts for the other; unnamed ones may be the same one."""
    if first.text == second.text:
        return False
    if any(actor.startswith("actor/unnamed-") for actor in (*first.claimants, *second.claimants)):
        return False
    return not any(
        corpus.one_side(one, other)
        for one in (*first.claimants, *first.via)
        for other in (*second.claimants, *second.via)
    )
