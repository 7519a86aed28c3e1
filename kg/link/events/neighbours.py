"""Which texts are alike: by the rare words they share, in time that grows with the texts, not their pairs."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

from kg.link.events.words import Rarity

Pair = tuple[str, str]
RAREST = 24
"""Words of a text by which others are found."""
LATEST = 100
"""Texts that are remembered for a word, the latest of those gone through."""
MOST = 20
"""Texts that one is compared with."""
LEAST_ALIKE = 0.03


def alike(texts: Sequence[tuple[str, frozenset[str]]], rarity: Rarity) -> Iterator[tuple[Pair, float]]:
    """Yield pairs of keys, the earlier one first, and how alike their words are (0 to 1)."""
    words = dict(texts)
    holding: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=LATEST))
    for key, own in texts:
        rare = sorted(own, key=lambda word: (-rarity.weight(word), word))[:RAREST]
        met = _met(rare, holding, rarity)
        for other in sorted(met, key=lambda one: (-met[one], one))[:MOST]:
            score = rarity.alike(own, words[other])
            if score >= LEAST_ALIKE:
                yield (other, key), score
        for word in rare:
            holding[word].append(key)


def _met(rare: Sequence[str], holding: Mapping[str, Sequence[str]], rarity: Rarity) -> Mapping[str, float]:
    met: defaultdict[str, float] = defaultdict(float)
    for word in rare:
        for other in holding.get(word, ()):
            met[other] += rarity.weight(word) ** 2
    return met
