"""Tell a text in another language from one in English.

The identifier is py3langid: kept by the author of trafilatura, 5 MB in one pure-Python wheel, offline, and of
one mind always. It names the likeliest of 140 languages for anything, a line of names too, so that little is
left to it: a text with a fair share of English is English, and one too short to tell is read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Article

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = frozenset("the and that with said from this which has have were it".split())
"""Frequent words of English that few other languages have."""
ENGLISH_SHARE = 0.05
"""Share of these words from which a text is English at least in good part. The median article has 14 %; of
1,687 articles, five have less than 5 %. Texts in other languages have next to none."""
SHORTEST = 60
"""Code points below which a language is not told: names alone look like anything."""
CERTAIN = 0.9
"""Probability from which another language is believed: of 16,140 long enough lines of those articles, none
reaches 0.7, whatever its share of frequent words."""
SAMPLE = 4000
"""Code points at the beginning of a text that are looked at."""
WORD = re.compile(r"[^\W\d_]+")
NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "arz": "Egyptian Arabic", "az": "Azerbaijani",
    "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ko": "Korean", "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "ms": "Malay", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian",
    "no": "Norwegian", "om": "Oromo", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""The languages that most news is written in, by ISO 639 code."""


def refusal(article: Article) -> InputError | None:
    """Refuse an article that is in another language than English."""
    code = foreign(_sample(article))
    if code is None:
        return None
    cause = f"is in {NAMES.get(code, f'another language ({code} in ISO 639)')}, and only English is read"
    return InputError(article.source, cause, "give it in English")


def foreign(text: str) -> str | None:
    """Return the ISO 639 code of the language of a text; None for English and where it cannot be told.

    >>> foreign("Le ministre de la défense a déclaré que les frappes avaient tué douze personnes mardi.")
    'fr'
    >>> foreign("Le ministre")
    """
    words = WORD.findall(text.lower())
    if len(text) < SHORTEST or sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * max(1, len(words)):
        return None
    code, probability = _identifier().classify(text)
    return code if code != "en" and probability >= CERTAIN else None


def _sample(article: Article) -> str:
    """Return the beginning of a text, without what is known to be no part of the article."""
    start, found = 0, ""
    for part in sorted(article.boilerplate):
        found += article.text[start : max(start, min(part.start, start + SAMPLE))]
        start = max(start, part.end)
    return (found + article.text[start : start + SAMPLE])[:SAMPLE].strip()


@cache
def _identifier() -> LanguageIdentifier:
    """Load the identifier, which takes a third of a second and 80 MB, when first in doubt."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
