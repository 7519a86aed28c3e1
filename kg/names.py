"""Names as compared: by their sound, without what alphabets, titles and articles make of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kg.spelling import ARABIC_ARTICLE, POSSESSIVE

TITLES = frozenset(
    """general gen colonel col lieutenant lt lieut major maj captain capt admiral adm brigadier brig marshal
    sergeant sgt commander president premier chancellor minister ambassador envoy senator sen governor gov
    sheikh sheik king prince queen emir pope bishop patriarch dr doctor mr mrs ms prof professor judge
    spokesman spokeswoman spokesperson chairman chairwoman secretary director activist journalist sir vice
    deputy acting former""".split()
)
"""Words before a name that are no part of it."""
ARTICLES = frozenset("al el ul as ash an ar at ad az".split())
KUNYAS = frozenset("abu abou umm um bin ibn".split())
"""First words of names that tell of a father or a child: "Abu Omar" is one name, not two."""
PARTICLES = frozenset("de da di du del della den der la le van von zu bin ibn".split())
"""Small words that a surname may begin with."""
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_SERVANT = re.compile(r"\babd(?:[aeiou]?[lrsz])?[\s-]*(?:[aeu][lrsz]\s+)?(?=\w)")
"""The many ways to write the first part of "Abdul Rahman"."""
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1+", r"\1"),
        (r"ou|oo", "u"),
        (r"ee|ie|iy|yi|e[iy]|a[iy](?=[bcdfghjklmnpqrstvwxz])", "i"),
        (r"^y(?=e)", ""),
        (r"y", "i"),
        (r"i+", "i"),
        (r"gu(?=[ei])|gh", "g"),
        (r"ph|ff?", "f"),
        (r"dj", "j"),
        (r"ck|q|c(?![eihsz])", "k"),
        (r"x", "ks"),
        (r"w|v", "v"),
        (r"f$", "v"),
        (r"dh", "d"),
        (r"(?<=[aeiou])h$", ""),
        (r"ii?a$", "ia"),
    )
)
"""Spellings of one sound in names that came to English from other alphabets, applied in order."""
_VOWELS = re.compile(r"[aeiou]")
_NEAR_VOWELS = frozenset({"ae", "ea", "ei", "ie", "ou", "uo"})
"""Vowels that are written for one another: "Ahmad" and "Ahmed", "Mohammed" and "Muhammed"."""
_WORD = re.compile(r"[^\W_]+")


def letters(name: str) -> str:
    """A name in small Latin letters without accents and apostrophes.

    >>> letters("Recep Tayyip Erdoğan")
    'recep tayyip erdogan'
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.sub(r"[’'`ʿʾ]", "", "".join(one for one in plain if not unicodedata.combining(one)))


def servant(name: str) -> str:
    """Write the first part of "abdul rahman", "abdurrahman" and "abdel-rahman" in one way."""
    return _SERVANT.sub("abd", name)


@lru_cache(maxsize=1 << 16)
def person(name: str) -> tuple[str, ...]:
    """The words of a person's name by their sound, without titles and Arabic articles.

    >>> person("Gen. Rami Abdel-Rahman") == person("Rami Abdulrahman")
    True
    """
    plain = servant(letters(ARABIC_ARTICLE.sub("", POSSESSIVE.sub("", name))))
    words = _WORD.findall(plain)
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return tuple(sound(word) for n, word in enumerate(words) if n == 0 or word not in ARTICLES)


def is_lone(words: Sequence[str]) -> bool:
    """Tell whether a name is a surname alone, be it "de Boer", or a kunya such as "Abu Omar"."""
    return len(words) == 1 or all(word in PARTICLES for word in words[:-1]) or is_kunya(words)


def is_kunya(words: Sequence[str]) -> bool:
    """Tell whether a name tells of a child alone."""
    return len(words) == len(("abu", "omar")) and words[0] in KUNYAS


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A word of a name by its sound.

    >>> sound("sergey") == sound("sergei") and sound("youssef") == sound("yussef")
    True
    """
    for pattern, made in _SOUNDS:
        word = pattern.sub(made, word)
    return word


def skeleton(word: str) -> str:
    """The consonants of a sound."""
    return _VOWELS.sub("", word) or word[:1]


def alike(one: str, other: str) -> bool:
    """Tell whether two sounds are spellings of one word: the same but for near vowels or one that is missing.

    >>> alike("ahmad", "ahmed"), alike("hamad", "hamid"), alike("hasan", "husin")
    (True, False, False)
    """
    if one == other:
        return True
    return skeleton(one) == skeleton(other) and one[:1] == other[:1] and _distance(one, other) <= 1


def is_slip(one: str, other: str) -> bool:
    """Tell whether two long words differ by one letter added, lost or mistaken."""
    return (
        min(len(one), len(other)) >= _LONG and one[0] == other[0] and _distance(one, other, near=False) == 1
    )


_LONG = 7
"""Letters from which one of them may be mistaken."""


def _distance(one: str, other: str, *, near: bool = True) -> int:
    """Edits from one word to another; near vowels cost nothing, other letters two, unless `near` is off."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            changed = 0 if a == b or (near and a + b in _NEAR_VOWELS) else 2 if near else 1
            before, row[j] = row[j], min(before + changed, row[j] + 1, row[j - 1] + 1)
    return row[-1]


_STOP = frozenset("the a an of for and in on at to de la s".split())
_SPELT = {
    "defence": "defense",
    "centre": "center",
    "organisation": "organization",
    "labour": "labor",
    "programme": "program",
}
_PLURAL = re.compile(r"(?<=\w{3}[^s])s$")


@lru_cache(maxsize=1 << 16)
def body(name: str) -> tuple[str, ...]:
    """The words of a body's name by their sound, in their order, without the small ones and plural endings.

    >>> sorted(body("Ministry of Defence of Ardania")) == sorted(body("Ardania's Defense Ministry"))
    True
    """
    plain = letters(ARABIC_ARTICLE.sub("", re.sub(r"[’'`]s\b", "", name)))
    every = [word for word in _WORD.findall(plain) if word not in _STOP]
    single = (_PLURAL.sub("", word) for word in every) if len(every) > 1 else every
    words = [_SPELT.get(word, word) for word in single]
    return tuple(sound(word) for word in words if word not in ARTICLES) or (letters(name),)


def acronym(name: str) -> str | None:
    """The letters of an acronym, without full stops; None where a name is none.

    >>> acronym("U.N."), acronym("Unesco")
    ('UN', None)
    """
    bare = name.replace(".", "").replace("-", "")
    return bare if bare.isupper() and bare.isalpha() and 2 <= len(bare) <= _LONGEST_ACRONYM else None


def holds(name: str, short: str) -> bool:
    """Tell whether the letters of an acronym stand in a name in their order.

    >>> holds("Movement of the Hills", "MOTH"), holds("Kesh Radio", "TV")
    (True, False)
    """
    rest = iter(name.upper())
    return all(letter in rest for letter in short)


_LONGEST_ACRONYM = 8
SHORTEST_BY_INITIALS = 3
"""Letters of an acronym from which initials alone tell something."""


def initials(name: str) -> frozenset[str]:
    """What a name of several words may be shortened to by its first letters, small words left out or not.

    >>> sorted(initials("Office for the Watching of Wars"))
    ['OFTWOW', 'OWW']
    """
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKD", re.sub(r"[’'`]s\b", "", name)))
    great = [word[0] for word in words if word[0].isupper()]
    every = [word[0].upper() for word in words]
    return frozenset("".join(some) for some in (great, every) if len(some) >= SHORTEST_BY_INITIALS)
