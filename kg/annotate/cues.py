"""Cues: the words that introduce what somebody says."""

from __future__ import annotations

import re

from kg.annotate.lexicon import lexicon
from kg.annotate.line import Line
from kg.model import Span

ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Cc]iting|[Aa]s per|in the words of)\b")
PHRASES = re.compile(
    r"\b(?:claim(?:ed|s|ing)? responsibility|took responsibility"
    r"|h(?:eld|olds?|olding)\b(?=.{1,60}\bresponsible)"
    r"|(?:released|issued|provided|posted) (?:a|the following) statement"
    r"|(?:put|puts|placed|places|raised|lowered|revised) (?:the|its|their) (?:\w+ ){0,3}?"
    r"(?:toll|number|count|tally)"
    r"|gave an? (?:\w+ )?toll"
    r"|ruled? out|called (?:for|on|upon)|made clear|made it clear|said in a statement|expressed \w+)\b"
)
PASSIVE = re.compile(r"\b(?:is|was|were|are|been|being|be)\s+(?:\w+ly\s+)?$")
WORD_BEFORE = re.compile(r"(\w+(?:[’']s)?)\s+$")
NOUNS = frozenset("report reports claim claims appeal appeals state states count blame".split())
"""Forms that are nouns behind an article or a possessive."""
NOUN_MARKERS = frozenset("the a an its their his her these of and such media united death no".split())
ADJECTIVES = frozenset("alleged claimed reported estimated stated disputed accused documented".split())
"""Forms that are adjectives behind an article, a number or a preposition: "five alleged rebels"."""
ADJECTIVE_MARKERS = frozenset(
    """the a an its their his her of for by in with to two three four five six seven eight nine ten several
    some any other""".split()
)


def cues(line: Line) -> list[Span]:
    """Find the cues of one sentence, in order; none lies in a quotation or overlaps another."""
    start, end = line.span.start, line.span.end
    found = [Span(*m.span()) for p in (ACCORDING, PHRASES) for m in p.finditer(line.text, start, end)]
    phrases = tuple(found)
    for word in line.words:
        taken = word.possessive or any(word.span.overlaps(phrase) for phrase in phrases)
        if not taken and _is_cue(line, word.span):
            found.append(word.span)
    return sorted(found)


def is_according(line: Line, cue: Span) -> bool:
    """Tell whether a cue is a preposition, which its source always follows."""
    return ACCORDING.fullmatch(cue.of(line.text)) is not None


def _is_cue(line: Line, span: Span) -> bool:
    family = lexicon().cues.get(span.of(line.text).lower())
    if family is None or line.quoted(span.start) or _is_noun(line, span):
        return False
    passive = PASSIVE.search(line.before(span.start)[-24:])
    return not passive or family == "accuse" or span.of(line.text).endswith("ing")


def _is_noun(line: Line, span: Span) -> bool:
    """Tell whether a cue's form is used as a noun or an adjective: "a report", "five alleged rebels"."""
    form = span.of(line.text).lower()
    match = WORD_BEFORE.search(line.before(span.start)[-24:])
    before = match.group(1).lower() if match else ""
    if form in ADJECTIVES and not line.after(span.end).startswith(" by "):
        starts = not line.before(span.start).strip()
        return starts or before in ADJECTIVE_MARKERS or before.isdigit()
    return form in NOUNS and (before in NOUN_MARKERS or before.endswith(("’s", "'s")))
