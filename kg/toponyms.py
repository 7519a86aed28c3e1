"""Names of places as they are compared: how they are written, and how they sound.

Names from other scripts are spelt in many ways: "Deir ez-Zor", "Dayr Az Zawr" and "Deir al-Zour" are one.
A table of rules takes each to the same few letters. That makes names of some different places alike too, so
what sounds alike is one place only where something else speaks for it, such as its country.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.spelling import POSSESSIVE

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ə": "a", "þ": "th", "ð": "d", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("'’‘`´ʿʾʻʼʽ′ʹ", "")
)
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"a[lr]?|[aei]l|ul|ur|ou?l|li?")
"""The Arabic article as a word of its own, before any letter; "a" where its second letter was lost."""
_ASSIMILATED = re.compile(r"[aeiu](sh|dh|th|[dnrstz])")
"""The article as it is said before a letter of the sun: "az Zawr", "ash Shaykh"."""
_GLUED = re.compile(r"[aeu]([dnrstz])\1|(?:al|el)(?=[bcfghjkmqwy])")
"""The article written to a word behind another: "Deir Azzor"."""
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rule), sound)
    for rule, sound in (
        (r"^kf[ae]r$", "kafr"),
        # ends of words
        (r"[iey]*[iy](?:eh|ah|e|a)h?$", "ia"),  # Latakiyyah, Ladhiqieh
        (r"(?:ih|ie|eh|ah|e|a|eah|aa)$", "a"),  # Raqqah, Douméh
        (r"(?:iyy|iy|yy|yi|ii|y|ee|i)$", "i"),
        (r"aw[iy]?[ey]?h?$", "awi"),
        # vowels
        (r"(?:ou|oo|u|w)w(?=[aeiy])|(?:ou|u|o)(?=[aeiy])", "w"),  # Soueida, Suwayda
        (r"iyy?(?=[aeou])|i(?=[aeou])", "y"),
        (r"aou|ao|aw(?![aeiouy])|au|ou|oo|ow(?![aeiy])|uu|u|o", "u"),  # Zawr, Zour, Zor
        (r"a[iy](?![aeou])|e[iy](?![aeou])|ee|ea|y(?![aeou])|^e(?=[^aeiouy]{2})", "i"),  # Dayr, Deir
        (r"aa|ae|e", "a"),  # Deraa, Menbij
        # consonants
        (r"^chr", "kr"),
        (r"sch|ch", "sh"),
        (r"dj|zh", "j"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"ck|kk|q|c(?!h)", "k"),
        (r"tz|ts", "z"),
        (r"ph", "f"),
        (r"nb", "mb"),  # Manbij, Membij
        (r"x", "ks"),
        (r"(sh|th|kh)\1|([a-z])\2", r"\1\2"),
        (r"(?<=[aiu][^aiu])a(?=[lr]$)", ""),  # Kafar, Kafr
    )
)


def place_key(name: str) -> str:
    """A name without case, accents, apostrophes, hyphens and possessive ending.

    >>> place_key("Ma‘arrat an-Nu‘mān's") == place_key("Maarrat an Numan")
    True
    """
    plain = POSSESSIVE.sub("", name.strip()).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(_SHORT.get(word, word) for word in _WORD.findall(bare.translate(_LETTERS)))


@lru_cache(maxsize=4096)
def sound_key(name: str) -> str:
    """A name as it sounds, without Arabic articles, spaces and doubled letters.

    >>> sound_key("Deir ez-Zor") == sound_key("Dayr Az Zawr") == sound_key("Deir al-Zour")
    True
    """
    return "".join(_sound(word) for word in _bare_words(place_key(name).split()))


def _bare_words(words: list[str]) -> list[str]:
    """Leave out articles; a name is more than an article."""
    kept: list[str] = []
    for word, following in zip(words, (*words[1:], ""), strict=False):
        spoken = _ASSIMILATED.fullmatch(word)
        is_article = following and (
            (_ARTICLE.fullmatch(word) and len(word) > 1) or (spoken and following.startswith(spoken[1]))
        )
        if not is_article:
            glued = _GLUED.match(word) if kept else None
            kept.append(word[2:] if glued else word)
    return kept


def _sound(word: str) -> str:
    for rule, sound in _RULES:
        word = rule.sub(sound, word)
    return word
