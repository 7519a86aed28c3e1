"""Who says that militants were hit, and who that civilians or soldiers were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Literal

from kg.link.bonds import bond, different_voices
from kg.link.corpus import Corpus, grouped, heard
from kg.link.culprits import culprits
from kg.link.ground import nearness
from kg.link.said import Said
from kg.model import Counted, EventType, Link

Victims = Literal["civilians", "militants", "soldiers"]

OPPOSED, BY_THE_DOER = 0.25, 0.6
"""How sure it is that two exclude each other who name only the one and only the other as hit; and where it is
the doer's side that names militants."""
STRIKES: frozenset[EventType] = frozenset({"airstrike", "shelling", "missile-strike", "chemical-attack"})
"""Types of deeds whose victims are disputed; in clashes there are all kinds of them."""
_COUNTED: dict[Counted, Victims] = {
    "civilians": "civilians", "children": "civilians", "women": "civilians", "aid-workers": "civilians",
    "journalists": "civilians", "militants": "militants", "soldiers": "soldiers",
}  # fmt: skip
_NOUNS: dict[Victims, str] = {
    "civilians": r"civilians?|residents|villagers|children|women|families|bystanders",
    "militants": r"militants?|terrorists?|jihadists?|extremists?|insurgents?|gunmen|fighters",
    "soldiers": r"soldiers?|servicemen|troops",
}
_HIT = (
    r"kill(?:s|ed|ing)?|wound(?:s|ed|ing)|injur(?:es?|ed|ing)|hit(?:s|ting)?|str(?:ikes?|uck|iking)|"
    r"target(?:s|ed|ing)?|bomb(?:s|ed|ing)|shell(?:s|ed|ing)|massacre[ds]?"
)
_SUFFERED = (
    r"killed|wounded|injured|dead|died|casualties|(?:was|were|been|being) (?:hit|struck|targeted|massacred)"
)
_NEAR = r"(?:(?!(?:by|with|as|when|while|after|where)\b)[\w'’-]+\W{1,2}){0,3}?"
_WORDS = {
    group: re.compile(
        rf"\b(?:{_HIT})\s+{_NEAR}(?:{nouns})\b|\b(?:{nouns})\W+{_NEAR}(?:{_SUFFERED})\b", re.IGNORECASE
    )
    for group, nouns in _NOUNS.items()
}
_NONE = re.compile(
    r"\b(?:no|not|never|without|nor|neither|den(?:y|ies|ied)|avoid\w*)\b|n['’]t\b", re.IGNORECASE
)
"""Where one of these stands, whom the claim says to have been hit is not told by cues."""


def contradictions(corpus: Corpus) -> Iterator[Link]:
    """Link claims of different claimants by which a strike hit militants alone, and others alone."""
    for group in grouped(corpus.said, lambda one: _keys(one, corpus)).values():
        for first, second in combinations(heard(group, victims), 2):
            hit = {victims(first), victims(second)}
            if len(hit) == 2 and "militants" in hit and different_voices(first, second, corpus):
                (other,) = hit - {"militants"}
                sure = _by_the_doer(first, second, corpus) * nearness(first, second, corpus)
                yield from bond("contradicts", first, second, sure, f"hit: militants against {other}")


def _by_the_doer(first: Said, second: Said, corpus: Corpus) -> float:
    """How sure it is that the two dispute, by whether the doer's side is the one that names militants."""
    striker = first if victims(first) == "militants" else second
    doers = (*culprits(first, corpus), *culprits(second, corpus))
    return BY_THE_DOER if corpus.allied(doers, striker.claim.claimants) else OPPOSED


def victims(one: Said) -> Victims | None:
    """Tell whom the claim says to have been hit, if that is one group: by its figures, else by its words."""
    harmed = {f.counted for f in one.claim.figures if f.measure in {"killed", "wounded"}}
    named = {_COUNTED[counted] for counted in harmed if counted in _COUNTED}
    if not named and not harmed and not _NONE.search(one.claim.text):
        named = {group for group, cue in _WORDS.items() if cue.search(one.claim.text)}
    return named.pop() if len(named) == 1 else None


def _keys(one: Said, corpus: Corpus) -> list[str]:
    event = corpus.events.get(one.event or "")
    hit = victims(one)
    if event is None or event.type not in STRIKES or hit is None:
        return []
    if hit == "militants" and not corpus.armed.isdisjoint((*one.claim.attributes, *one.claim.blames)):
        return []  # the doers were taken for those who were hit
    return [event.id]
