"""Where a mention stands in its sentence's tree, in ten small numbers.

They say what the mention is to its head and what that is to its own: the subject of an attack, the place of a
killing, the body behind "by". Numbers are indices of embeddings; 0 is "none or any other".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from re import compile as expression

from kg.extract.patterns import pattern
from kg.extract.rules import cue_family
from kg.model import Token

RELATIONS = tuple(
    """root nsubj obj iobj obl nmod amod compound flat appos conj case mark det nummod advmod advcl acl ccomp
    xcomp aux cop cc punct parataxis dep expl vocative fixed list dislocated discourse csubj orphan goeswith
    reparandum clf""".split()
)
MARKERS = tuple("by of against on in from to with at for between into over after during ’s 's and".split())
"""Prepositions that tell roles apart; any other is one more."""
FAMILIES = {"accuse": 6, "deny": 7, "admit": 8}
ACT, MEANS, HURT, LOSS, CRIME, SUPPORT, RESPONSIBLE, CIVIL, FIGHTING = 1, 2, 3, 4, 9, 10, 11, 12, 13
SAYING = 5
TAGGED = {"VERB": 14, "NOUN": 15, "PROPN": 16}
ANY_WORD = 17
CLASSES = 18
BACKING = expression(r"(?i)(?:back|support|all[iy]|help|assist|arm|fund)\w*$")
BLAMEWORTHY = expression(
    r"(?i)(?:responsib|guilt|blame|fault|cause|complicit|accountab|perpetrat|culprit|behind)\w*$"
)
SPEECH = frozenset(
    """said says say saying told tells reported reports added adds announced announces stated states claimed
    claims claim confirmed confirms noted notes explained insisted warned argued wrote tweeted declared
    described revealed alleged alleges suggested believes believe concluded estimated documented quoted
    testified""".split()
)
PASSIVE = frozenset("was were been being is are be get got".split())
NEGATIONS = frozenset("not n't n’t never no nt".split())
STEPS = 6
"""Joined words that are followed up to the one that has the role of all."""
_UP = (len(RELATIONS) + 1, CLASSES, len(MARKERS) + 2, 2)
SIZES = (*_UP, *_UP, CLASSES, 2)
"""How many values each of the numbers may have."""
NOWHERE = (0,) * len(SIZES)
"""The place of what is no mention: the publisher."""

Place = tuple[int, ...]

_RELATION = {name: number + 1 for number, name in enumerate(RELATIONS)}
_MARKER = {name: number + 1 for number, name in enumerate(MARKERS)}


@lru_cache(maxsize=50_000)
def word_class(word: str, tag: str) -> int:
    """Tell what a word in small letters means for who did what to whom."""
    family = FAMILIES.get(cue_family(word))
    if family:
        return family
    if BLAMEWORTHY.match(word):
        return RESPONSIBLE
    acting = ("acts", "present") if tag in {"VERB", "AUX"} else ("means",)
    if any(pattern("doing", name).fullmatch(word) for name in acting):
        return MEANS if acting == ("means",) else ACT
    for table, names, number in _LISTS:
        if any(pattern(table, name).fullmatch(word) for name in names):
            return number
    if word in SPEECH:
        return SAYING
    return SUPPORT if BACKING.match(word) else TAGGED.get(tag, ANY_WORD)


_LISTS = (
    ("measures", ("killed", "wounded"), HURT),
    ("measures", ("destroyed", "displaced", "captured"), LOSS),
    ("harm", ("crimes",), CRIME),
    ("harm", ("fighters",), FIGHTING),
    ("harm", ("civilians",), CIVIL),
)


class Trees:
    """The trees of an article, asked for the places of mentions."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self._tokens = tokens
        self._words = [token.span.of(text).lower() for token in tokens]
        self._below: defaultdict[int, list[int]] = defaultdict(list)
        for number, token in enumerate(tokens):
            if token.head >= 0:
                self._below[token.head].append(number)

    def place(self, first: int, last: int) -> Place:
        """Tell the place of a mention by its first and last word."""
        top, marker, joined = self._shared(self._head(first, last))
        relation = _RELATION.get(self._tokens[top].relation, 0)
        own, above = self._class(top), self._tokens[top].head
        if above < 0:
            return (relation, 0, marker, 0, 0, 0, 0, joined, own, 0)
        higher, its_marker, _ = self._shared(above, through={"conj"})
        beyond = self._tokens[higher].head
        return (
            *(relation, self._class(above), marker, self._is_passive(above)),
            *(_RELATION.get(self._tokens[higher].relation, 0), self._class(beyond) if beyond >= 0 else 0),
            *(its_marker, joined, own, self._is_negated(above)),
        )

    def _head(self, first: int, last: int) -> int:
        """The word of a mention whose head lies outside it."""
        inside = range(first, last + 1)
        return next((n for n in inside if not first <= self._tokens[n].head <= last), last)

    def _shared(
        self, word: int, through: frozenset[str] | set[str] = frozenset({"conj", "flat", "appos"})
    ) -> Place:
        """Go up to the word whose role a joined one shares: it, its marker, and whether it was joined."""
        marker, joined = self._marker(word), 0
        for _ in range(STEPS):
            token = self._tokens[word]
            if token.relation not in through or token.head < 0:
                break
            word, joined = token.head, 1
            marker = marker or self._marker(word)
        return word, marker, joined

    def _marker(self, word: int) -> int:
        for child in self._below[word]:
            if self._tokens[child].relation in {"case", "mark"}:
                return _MARKER.get(self._words[child], len(MARKERS) + 1)
        return 0

    def _class(self, word: int) -> int:
        return word_class(self._words[word], self._tokens[word].tag)

    def _is_passive(self, word: int) -> int:
        verb = self._tokens[word].tag == "VERB" and not self._words[word].endswith("ng")
        below = self._below[word]
        return int(
            verb and any(self._tokens[c].relation == "aux" and self._words[c] in PASSIVE for c in below)
        )

    def _is_negated(self, word: int) -> int:
        return int(any(self._words[child] in NEGATIONS for child in self._below[word]))
