"""How a link between two claims is made, and how sure it is.

The confidence of a link is how sure it is that two such claims bear on each other as it says, supposing that
both were read rightly, times the geometric mean of their confidences: that two claims fit each other speaks
for both, so that they are surer together than two chances would be. The first is a named number beside each
rule. It sinks where their words name neighbouring places or have little in common, and where the event has no
day or no place, for then two articles may mean two events.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from kg.link.corpus import Corpus
from kg.link.said import Said
from kg.model import Link, LinkKind

LEAST = 0.2
"""Links that are less sure are not made: one of their claims was most likely misread."""
_SYMMETRIC: frozenset[LinkKind] = frozenset({"contradicts", "corroborates"})


def bond(kind: LinkKind, subject: Said, object_: Said, bearing: float, reason: str) -> Iterator[Link]:
    """Yield the link, if it is sure enough; one that holds both ways leads from the smaller id."""
    first, second = subject.claim.id, object_.claim.id
    confidence = round(bearing * sqrt(subject.claim.confidence * object_.claim.confidence), 2)
    if first != second and confidence >= LEAST:
        if kind in _SYMMETRIC:
            first, second = sorted((first, second))
        yield Link(kind, first, second, confidence, reason)


def different_voices(first: Said, second: Said, corpus: Corpus) -> bool:
    """Tell whether the claimants of two claims are of no one side, and neither article copies the other."""
    one, other = first.claim.claimants, second.claim.claimants
    if of_one_text(first, second) or corpus.allied(one, other):
        return False
    return first.claim.article != second.claim.article or not corpus.alike(one, other)


def retold(first: Said, second: Said) -> bool:
    """Tell whether an article itself speaks beside somebody it quotes, and so may only repeat or add up."""
    return first.claim.article == second.claim.article and (first.own or second.own)


def of_one_text(first: Said, second: Said) -> bool:
    """Tell whether the claims stand in two articles of which one copies the other, or both a third."""
    return first.origin == second.origin and first.claim.article != second.claim.article
