"""Split a text into words as the English treebanks of Universal Dependencies do, with exact offsets.

Clitics are words of their own (do|n't, Syria|'s, can|not), hyphens stand apart (US|-|led) but for prefixes
(anti-government), and abbreviations, numbers, addresses of the web and of e-mail stay whole. A chunk between
white space is cut by rule once and remembered, for news repeats itself. Every repetition that could run on
and then fail is bounded, so that the cost is linear in the text whatever it holds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, pairwise

from kg.model import Span

_TITLES = frozenset(
    "Mr Mrs Ms Messrs Mme Mlle Dr Prof Rev Fr Hon St Mt Ft Gen Lt Col Maj Capt Cmdr Comdr Cdr Sgt "
    "Cpl Pvt Brig Adm Gov Sen Reps Rep Pres Supt Insp Amb Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct "
    "Nov Dec vs v approx ca Vol pp Dept Univ Assn Fig Ph Wed Thu Thur Thurs Fri".split()
)
"""Abbreviations that hardly end a sentence: their full stop is theirs."""
_ENDINGS = frozenset("Inc Corp Co Ltd Bros Jr Sr etc al Ave Blvd Rd".split())
"""Abbreviations that may end a sentence: before a word that starts one, their full stop is a word."""
_NUMBERED = frozenset("No Nos Art p".split())
"""Abbreviations before a number only."""
_STARTERS = frozenset(
    "A After All Although An And As At Because But By For From He Her His However If In It Its Last "
    "Many More Most No On One Our Several She Since So Some Such That The Their There These They "
    "This Those To Two Under We What When While With You I".split()
)
"""Words that start sentences and are no names."""
_PREFIXES = (
    "anti arch co counter cross e ex extra hyper intra meta micro mid mini multi neo non over post "
    "pre pro proto pseudo psycho quasi re semi socio sub super trans ultra un"
)
_UNITS = "am pm a\\.m p\\.m k m bn mn tn mm cm km kg lb lbs ft hrs hz mph kph mb gb kw mw percent"
_DOMAINS = "com org net gov edu mil int info tv doc docx xls pdf txt html? jpg ppt exe zip"
_MARKS = (  # combine with the letter before them, or join the letters around them
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
    "\u0e31-\u0eff\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
)
_GAPS = "\\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""White space, control characters and what has no width and marks a direction or a place to break."""
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"


def _any(words: str | frozenset[str]) -> str:
    return "|".join(words.split() if isinstance(words, str) else sorted(words))


_LETTERS = f"[^\\W_](?:[^\\W_]|[{_MARKS}])*+(?:_+(?:[^\\W_]|[{_MARKS}])++)*+"
_CLITIC = "(?:s|d|m|re|ve|ll|S|D|M|RE|VE|LL)(?!\\w)"
_APOSTROPHE = "['’`´ʼ]"

_CHUNK = re.compile(f"[^{_GAPS}]+")
_WORD = re.compile(
    rf"""
      (?:(?:https?|ftp)://|www\.)[^<>"“”]{{0,2000}}[^<>"“”.,;:!?'’)\]]
    | [\w.+%-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}
    | [\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}\.(?i:{_any(_DOMAINS)})(?!\w)
    | (?:[^\W\d_]\.){{2,40}}(?!\w)                                        # U.S., a.m.
    | (?:[^\W\d_]\.){{1,40}}[^\W\d_](?![\w.])                             # U.S without its last stop
    | Ph\.D\. | (?:[A-Z]|{_any(_TITLES | _ENDINGS | _NUMBERED)})\.(?=$|[,:;)\d])
    | [A-Z]{{1,3}}&[A-Z]{{1,3}}(?!\w) | (?:US|AU|NZ|HK|A|C)\$ | [\#@][^\W\d_]\w{{1,60}}
    | \d{{1,4}}/\d{{1,2}}/\d{{2,4}}(?!\w) | \d/\d\d(?![\w/])              # dates
    | (?:\d-)?\d{{3}}-\d{{3}}-\d{{4}}(?!\w) | \d{{3}}-\d{{4}}(?![\w-]) | \d{{1,4}}-\d\d-\d{{2,4}}(?![\w-])
    | \d{{1,2}}(?::\d\d){{1,2}}(?=\D|$)                                   # a time of day
    | \d{{1,3}}(?:,\d{{2,3}}){{0,8}},\d{{3}}(?:\.\d+)?(?=\D|$) | \d+(?:\.\d+)*(?=(?i:{_any(_UNITS)})(?!\w))
    | \d+(?:\.\d+)+(?!\w)
    | (?<!-)(?i:{_any(_PREFIXES)})-(?!the-|and-){_LETTERS}
    | [^\W\d_]{{1,40}}?(?=n{_APOSTROPHE}t(?!\w)|N{_APOSTROPHE}T(?!\w))
    | [nN]{_APOSTROPHE}[tT](?!\w) | {_APOSTROPHE}{_CLITIC}
    | [^\W\d_]{{1,40}}{_APOSTROPHE}(?!{_CLITIC}|ma(?!\w))[^\W\d_]{{1,40}}(?!\w)     # Ba'athist, O'Neill
    | {_LETTERS}
    | [:;=]['-]?(?:[()\[\]]+ | [DPp](?!\w)) | \^_*\^ | [-=]{{1,20}}> | <[-=]+    # emoticons, arrows
    | [.!?…]{{2,}} | ([-*=_~+\#<>'’‘`,$/\\|])\1+
    | [{_EMOJI}][{_EMOJI}{_MARKS}]*
    | .
    """,
    re.VERBOSE | re.DOTALL,
)

_CUTS = {
    **dict.fromkeys("cannot gonna wanna gotta".split(), 3),
    **{form: len(form) - 2 for form in (
        "dont doesnt didnt cant couldnt wont wouldnt shouldnt isnt wasnt arent werent hasnt havent "
        "hadnt aint mustnt neednt youre theyre weve youve theyve ive itll thatll youll theyll"
    ).split()},
    **{form: len(form) - 1 for form in "im hes shes thats theres heres wheres whats whos".split()},
    **{f"{name}s": len(name) for name in (
        "Afghanistan America Ankara Assad Beijing Britain China Damascus Egypt Erdogan France "
        "Germany Iran Iraq Israel Kremlin Lebanon Libya London Moscow Obama Pakistan Palestine "
        "Putin Qatar Russia Syria Tehran Trump Turkey Ukraine Washington Yemen"
    ).split()},
}  # fmt: skip
"""Words that are two, with the code points of the first: contractions, also without their apostrophe, and
names that have no plural, whose s is a possessive that has lost it."""
_PREDICATE = frozenset("a an the not been because always also just really so too going gonna my your".split())
"""Words that do not follow the possessive "its", but the "its" that is "it's"."""
_LONGEST_KEPT = 40
"""Code points of a chunk whose words are remembered: longer ones hardly come again."""


def split(text: str, within: Span) -> list[Span]:
    """Find the words of a stretch of the text, in order; all but white space and control marks is in one.

    >>> text = "They don't deny it."
    >>> [word.of(text) for word in split(text, Span(0, len(text)))]
    ['They', 'do', "n't", 'deny', 'it', '.']
    """
    found: list[Span] = []
    chunks = ((match.group(), match.start()) for match in _CHUNK.finditer(text, within.start, within.end))
    for (chunk, start), (following, _) in pairwise(chain(chunks, [("", 0)])):
        is_open = chunk[-1] == "." or chunk in {"its", "Its"}
        after = _kind(following) if is_open else ""
        ends = _ends(chunk, after) if len(chunk) <= _LONGEST_KEPT else _cut(chunk, after)
        at = start
        for end in ends:
            found.append(Span(at, start + end))
            at = start + end
    return found


def _kind(following: str) -> str:
    """Tell what the chunk after an open question is, as far as it answers it."""
    if not following:
        return "end"
    if following[0].isdigit():
        return "number"
    if following in _PREDICATE:
        return "predicate"
    return "start" if following in _STARTERS else "word"


@lru_cache(maxsize=1 << 16)
def _ends(chunk: str, after: str) -> tuple[int, ...]:
    return tuple(_cut(chunk, after))


def _cut(chunk: str, after: str) -> list[int]:
    """Return where each word of a chunk ends; the first starts at 0, the others where one ends."""
    ends: list[int] = []
    for match in _WORD.finditer(chunk):
        word, start = match.group(), match.start()
        first = _CUTS.get(word) or _CUTS.get(word.lower())
        if first or (after == "predicate" and word.lower() == "its"):
            ends.append(start + (first or 2))
        elif match.end() == len(chunk) and _is_stop_apart(word, after):
            ends.append(len(chunk) - 1)
        ends.append(match.end())
    return ends


def _is_stop_apart(word: str, after: str) -> bool:
    """Tell whether the full stop of an abbreviation, the last word of a chunk, is a word of its own."""
    stem = word[:-1]
    if word[-1] != "." or not stem[-1:].isalpha():
        return False
    if stem in _NUMBERED:
        return after != "number"
    return after == "end" or (after == "start" and stem not in _TITLES)
