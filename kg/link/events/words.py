"""Words in one form each, and how much a word that two texts share tells of them."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from snowballstemmer import stemmer

WORD = re.compile(r"[^\W_]+")
SHORTEST, LONGEST = 3, 30
"""Letters of a word that is compared; a number may be shorter."""
MOST_SEEN = 0.25
"""How much the articles compared count at most, however many, as a share of the general ones: a thousand
reports of one incident must not make its words worthless."""
RAREST = 6.0
KNOWN_FORMS = 200_000
"""Words whose form is remembered."""


def forms(text: str) -> frozenset[str]:
    """Return the words of a text, each in one form, without very short and very long ones.

    >>> sorted(forms("Two died as jets struck"))
    ['die', 'jet', 'strike', 'two']
    """
    found = (word.lower() for word in WORD.findall(text))
    return frozenset(form(word) for word in found if _is_compared(word))


def _is_compared(word: str) -> bool:
    return len(word) <= LONGEST and (len(word) >= SHORTEST or word.isdigit())


@lru_cache(KNOWN_FORMS)
def form(word: str) -> str:
    """Return the form that stands for all of a word in small letters: stem, or what `forms.toml` says."""
    first = _irregular().get(word)
    return first or _irregular().get(_stemmer().stemWord(word)) or _stemmer().stemWord(word)


@cache
def _irregular() -> Mapping[str, str]:
    """Forms and their stems → the first of their line."""
    table = tomllib.loads((files(__package__) / "forms.toml").read_text(encoding="utf-8"))
    known: dict[str, str] = {}
    for line in table["words"]:
        first, *others = line.split()
        for word in (first, *others):
            known.setdefault(word, first)
            known.setdefault(_stemmer().stemWord(word), first)
    return known


@cache
def _stemmer() -> stemmer:
    return stemmer("english")


class Rarity:
    """How rare words are: in general news, by a table shipped along, and in the articles compared."""

    def __init__(self) -> None:
        self._general, self._counts = _general()
        self._articles = 0
        self._seen, self._weights = Counter[str](), dict[str, float]()
        self._masses: dict[frozenset[str], float] = {}

    def add(self, words: Iterable[str]) -> None:
        """Take in the words of one article."""
        self._seen.update(words)
        self._articles += 1
        self._weights.clear()
        self._masses.clear()

    def weight(self, word: str) -> float:
        """Inverse document frequency (natural logarithm), from 0 to RAREST."""
        if word not in self._weights:
            share = min(1.0, MOST_SEEN * self._general / self._articles) if self._articles else 0.0
            count = self._counts.get(word, 0) + share * self._seen[word]
            of = self._general + share * self._articles
            self._weights[word] = min(RAREST, max(0.0, math.log((of + 1) / (count + 0.5))))
        return self._weights[word]

    def alike(self, first: frozenset[str], second: frozenset[str]) -> float:
        """Cosine of the two texts, each word once with its weight; 0 where one holds none."""
        shared = self._sum(first & second)
        return shared / math.sqrt(self._mass(first) * self._mass(second)) if shared else 0.0

    def _mass(self, words: frozenset[str]) -> float:
        if words not in self._masses:
            self._masses[words] = self._sum(words)
        return self._masses[words]

    def _sum(self, words: Iterable[str]) -> float:
        """Sum of the squared weights, in an order that is the same in every process."""
        return math.fsum(self.weight(word) ** 2 for word in words)


@cache
def _general() -> tuple[int, Mapping[str, int]]:
    """Number of articles counted, and in how many of them each form stands."""
    lines = (files(__package__) / "frequencies.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    counts = {word: int(count) for word, count in rows}
    return counts.pop("*"), counts
