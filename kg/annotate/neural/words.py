"""Split a text into words as the English treebanks of Universal Dependencies do, with exact offsets.

Clitics are words of their own (do|n't, Syria|'s, can|not), hyphens stand apart (US|-|led), and abbreviations,
numbers, addresses of the web and of e-mail stay whole. Every repetition that could run over a whole line and
then fail is bounded, so that the cost is linear in the text whatever it holds.
"""

from __future__ import annotations

import re

from kg.model import Span

_ABBREVIATED = (
    "Mr Mrs Ms Messrs Dr Prof Rev Fr Sr Jr St Mt Ft Gen Lt Col Maj Capt Cmdr Sgt Cpl Pvt Brig Adm Gov Sen "
    "Rep Pres Supt Insp Hon Amb Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Inc Corp Co Ltd Bros vs etc No "
    "Vol Dept Univ Assn approx Ave Blvd Rd al"
).split()

_WORD = re.compile(
    rf"""
      (?:https?|ftp)://[^\s<>"“”]+[^\s<>"“”.,;:!?'’)\]]     # an address of the web
    | www\.[^\s<>"“”]+[^\s<>"“”.,;:!?'’)\]]
    | [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+     # of e-mail
    | (?:[^\W\d_]\.){{2,}}                                  # U.S., a.m.
    | (?:{"|".join(_ABBREVIATED)})\.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b
    | [Cc]an(?=not\b)
    | \w+?(?=[nN]['’][tT]\b)
    | [nN]['’][tT]\b
    | ['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b
    | \w[\w\u0300-\u036f]*
    | \.\.+ | --+ | \*+ | _+
    | [^\w\s]
    """,
    re.VERBOSE,
)


def split(text: str, within: Span) -> list[Span]:
    """Find the words of a stretch of the text, in order; every character but white space is in one.

    >>> text = "They don't deny it."
    >>> [word.of(text) for word in split(text, Span(0, len(text)))]
    ['They', 'do', "n't", 'deny', 'it', '.']
    """
    return [Span(*match.span()) for match in _WORD.finditer(text, within.start, within.end)]
