"""Attribution by surface patterns: who says what, read off the order of sources, cues and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.annotate.lexicon import lexicon
from kg.annotate.words import Words
from kg.model import Attribution, Entity, Span

ACCORDING = re.compile(r"\b[Aa]ccording to\b|\b[Cc]iting\b|\b[Aa]s per\b|\bin the words of\b")
PHRASES = re.compile(
    r"\b(?:claim(?:ed|s|ing)? responsibility|took responsibility|h(?:eld|olds?|olding)\b(?=.{1,60}\bresponsible)"
    r"|(?:released|issued|provided|posted) (?:a|the following) statement|(?:put|puts|placed|places) the (?:death )?toll"
    r"|ruled? out|gave an? (?:\w+ )?toll|called (?:for|on|upon)|made clear|made it clear|said in a statement|expressed \w+)\b"
)
PASSIVE = re.compile(r"\b(?:is|was|were|are|been|being|be)\s+(?:\w+ly\s+)?$")
BETWEEN = re.compile(
    r"(?:[’'`]s?)?[\s,]*(?:\b(?:also|has|have|had|later|earlier|then|now|again|both|himself|herself|repeatedly|strongly|openly"
    r"|was|were|is|be|been|will|would|could|did|not|never|previously|initially|who|which|reportedly|further|still|nonetheless"
    r"|quoted|as|on|late|early|separately|however|recently|publicly|categorically|vehemently|has also|in|a|the|statement|report|yesterday"
    r"|told|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b[\s,]*)*"
)
CLAUSE_START = re.compile(r"[;:]\s|[\"”“]\s*|,\s*(?:and|but|while|whereas)\s|\s(?:but|while|whereas)\s|\.{3}|\s[–—-]\s")
PREPOSITION = re.compile(
    r"\b(?:of|in|by|for|from|with|on|at|near|against|to|into|between|among|over|after|under|around|through|via|targeting|hitting"
    r"|killing|including|than|about|like)\s+(?:the\s+|a\s+|an\s+)?$",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Ii]t|[Ww]ho)\b")
RIGHT_JOIN = re.compile(
    r"(?:[’'`]s?)?,? ?(?:(?:and|of|for|of the|for the|the|a|an|head of the|head of|director of the|and the) )?"
)
LEFT_JOIN = re.compile(r"(?:[’'`]s?)?,? ?(?:and (?:the )?)?")
LEAD_IN = re.compile(r"^(?:\s*(?:that|to reporters|in a statement|on \w+day|\w+day|by|:|,)\b)*[\s,:]*")


ADJECTIVAL = frozenset({"alleged", "claimed", "reported", "estimated", "recorded", "stated", "disputed", "accused", "documented"})
DETERMINING = frozenset(
    "the a an its their his her of for by in with to two three four five six seven eight nine ten several some any other".split()
)
INVERTING = frozenset(
    "said says say added adds reported reports announced wrote writes stated noted explained claimed warned argued confirmed".split()
)
"""Cues that may stand before their subject ("said Kerry"); those that take an object do not."""
NOBODY = re.compile(r"\b(?:[Nn]o|[Nn]either|[Nn]or|[Nn]ot)\s+(?:\w+\s)?$")


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence with what was found in it."""

    text: str
    """The whole article."""
    span: Span
    entities: Sequence[Entity]
    quotations: Sequence[Span]

    def quoted(self, offset: int) -> bool:
        return any(q.start < offset < q.end for q in self.quotations)

    def before(self, offset: int) -> str:
        return self.text[self.span.start : offset]


def attributions(
    text: str, tokens: Words, sentences: Sequence[Span], entities: Sequence[Entity], quotations: Sequence[Span]
) -> Iterator[Attribution]:
    """Find the attributions of every sentence, in order."""
    at = 0
    for sentence in sentences:
        while at < len(entities) and entities[at].span.start < sentence.start:
            at += 1
        here = [e for e in entities[at:] if e.span.start < sentence.end] if at < len(entities) else []
        near = [q for q in quotations if q.overlaps(sentence)]
        yield from _sentence(_Line(text, sentence, here[:60], near), tokens)


def _sentence(line: _Line, tokens: Words) -> Iterator[Attribution]:
    cues = sorted(_cues(line, tokens))
    for n, cue in enumerate(cues):
        if cue.of(line.text)[0] in "Aac" and ACCORDING.fullmatch(cue.of(line.text)):
            source = _right(line, cue.end)
            if source:
                yield Attribution(cue, _according(line, cue, source), source)
            continue
        source, trailing = _source(line, cue)
        if source is None and not (line.quotations or n):
            continue
        if source and NOBODY.search(line.before(source.start)[-20:]):
            continue
        yield Attribution(cue, _content(line, cue, source, trailing=trailing), source)


def _cues(line: _Line, tokens: Words) -> set[Span]:
    text, forms = line.text, lexicon().cues
    found = {Span(*m.span()) for p in (ACCORDING, PHRASES) for m in p.finditer(text, line.span.start, line.span.end)}
    for word in tokens.within(line.span):
        form = word.text if word.text in forms else word.text.lower()
        if form not in forms or word.possessive or any(word.span.overlaps(f) for f in found):
            continue
        if line.quoted(word.span.start) or _is_noun(line, word.span):
            continue
        if forms[form] != "accuse" and PASSIVE.search(line.before(word.span.start)) and not form.endswith("ing"):
            continue
        found.add(word.span)
    return found


def _is_noun(line: _Line, span: Span) -> bool:
    """"a report", "the claims", "its blame": a cue's form used as a noun."""
    before = re.search(r"(\w+(?:[’']s)?)\s+$", line.text[max(0, span.start - 20) : span.start])
    form = span.of(line.text)
    if form in ADJECTIVAL and (before is None or before.group(1).lower() in DETERMINING or before.group(1).isdigit()):
        return True
    if before and form.lower() in {"report", "reports", "claim", "claims", "appeal", "appeals", "state", "states", "count", "blame"}:
        word = before.group(1).lower()
        return word in {"the", "a", "an", "its", "their", "his", "her", "these", "of", "and", "such", "media", "united", "death", "no"} or (
            word.endswith("’s") or word.endswith("'s")
        )
    return False


def _source(line: _Line, cue: Span) -> tuple[Span | None, bool]:
    """The source of a cue, and whether the content stands before it."""
    left = _adjacent_left(line, cue)
    if left is None and _may_invert(line, cue):
        right = _right(line, cue.end)
        if right is not None:
            return right, True
    source = left or _subject(line, cue)
    if source is None:
        return None, bool(line.before(cue.start).strip(' "“'))
    opening = line.text[line.span.start : source.start]
    closes = re.search(r"[,\"”]\s*$", opening)
    return source, bool(opening.strip()) and (bool(closes) or _ends_line(line, cue))


def _ends_line(line: _Line, cue: Span) -> bool:
    """Nothing but a day or an addressee follows the cue: the content stood before it."""
    rest = line.text[cue.end : line.span.end]
    return bool(re.fullmatch(r"\W*(?:(?:on|in a statement|reporters|late|early|yesterday|today|\w+day|told|to|the|[A-Z]\w+)\W*){0,6}", rest))


def _adjacent_left(line: _Line, cue: Span) -> Span | None:
    before = [e for e in line.entities if e.span.end <= cue.start and not line.quoted(e.span.start)]
    for entity in sorted(before, key=lambda e: (-e.span.end, e.span.start)):
        gap = line.text[entity.span.end : cue.start]
        if not BETWEEN.fullmatch(gap):
            break
        people = entity.label == "nationality" and entity.span.of(line.text).endswith("s")
        if (people or entity.label != "nationality") and not PREPOSITION.search(line.before(entity.span.start)):
            return _widen(line, entity.span)
    pronoun = re.search(r"\b([Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Ii]t)\b(?:\s+\w+){0,2}\s*$", line.before(cue.start)[-40:])
    if pronoun:
        start = cue.start - len(line.before(cue.start)[-40:]) + pronoun.start(1)
        return Span(start, start + len(pronoun.group(1)))
    return None


def _may_invert(line: _Line, cue: Span) -> bool:
    """A subject may follow the verb where a quotation, a comma or a whole clause goes before it."""
    if cue.of(line.text) not in INVERTING:
        return False
    before = line.before(cue.start).rstrip()
    if re.match(r"\s+(?:that|on|in|to|it)\b", line.text[cue.end : cue.end + 8]):
        return False
    return bool(before) and (before[-1] in ",\"”’'" or len(before) > 30)


def _right(line: _Line, offset: int) -> Span | None:
    """The mention that follows directly."""
    for entity in line.entities:
        if entity.span.start >= offset:
            gap = line.text[offset : entity.span.start]
            if re.fullmatch(r"[\s,]*(?:(?:the|a|an|an?\s\w+)\s)?(?:(?!that|it\b|he\b|she\b|they\b|there\b)\w+\s){0,1}", gap) and entity.label != "nationality":
                return _widen(line, entity.span)
            return None
    return None


def _subject(line: _Line, cue: Span) -> Span | None:
    """The first mention of the clause that no preposition governs."""
    breaks = [m.end() for m in CLAUSE_START.finditer(line.text, line.span.start, cue.start) if not line.quoted(m.start())]
    clause = Span(breaks[-1] if breaks else line.span.start, cue.start)
    for entity in line.entities:
        if clause.start <= entity.span.start and entity.span.end <= cue.start:
            before = line.text[clause.start : entity.span.start]
            if entity.label == "nationality" or line.quoted(entity.span.start) or PREPOSITION.search(before):
                continue
            if entity.label in {"location", "name"} and before.strip():
                continue
            return _widen(line, entity.span)
    return None


def _widen(line: _Line, span: Span) -> Span:
    """Take in what stands in apposition: role, name and body side by side, or joined by "and"."""
    changed = True
    while changed:
        changed = False
        for e in line.entities:
            if not span.holds(e.span) and (wider := _joined(line, span, e)):
                span, changed = wider, True
    return span


def _joined(line: _Line, span: Span, e: Entity) -> Span | None:
    """The span grown by a mention that touches it, or None."""
    bare = _one_is_person(line, span, e)
    if span.start <= e.span.start <= span.end + 18:
        gap = line.text[span.end : e.span.start]
        if RIGHT_JOIN.fullmatch(gap) and (gap.strip() or bare):
            return Span(span.start, max(span.end, e.span.end))
    elif e.span.end <= span.start and not line.quoted(e.span.start):
        gap = line.text[e.span.end : span.start]
        governed = PREPOSITION.search(line.before(e.span.start))
        if LEFT_JOIN.fullmatch(gap) and not governed and (gap.strip() not in {"", ","} or bare):
            return Span(e.span.start, span.end)
    return None


def _one_is_person(line: _Line, span: Span, e: Entity) -> bool:
    """Only a person and a role stand side by side with nothing between them."""
    persons = [p.span for p in line.entities if p.label == "person"]
    return any(span.holds(p) for p in persons) != (e.span in persons)


def _according(line: _Line, cue: Span, source: Span) -> Span:
    before = line.before(cue.start).strip(" ,")
    if len(before) > len("Meanwhile"):
        return Span(line.span.start, cue.start)
    return Span(min(source.end, line.span.end), line.span.end)


def _content(line: _Line, cue: Span, source: Span | None, *, trailing: bool) -> Span:
    """What is said: before the source where it trails, else from the cue to the end of the sentence."""
    if trailing:
        end = min(cue.start, source.start if source else cue.start)
        return _trim(line.text, Span(line.span.start, max(end, line.span.start)))
    rest = line.text[cue.end : line.span.end]
    lead = LEAD_IN.match(rest)
    start = cue.end + (lead.end() if lead else 0)
    return _trim(line.text, Span(min(start, line.span.end), line.span.end))


def _trim(text: str, span: Span) -> Span:
    inner = span.of(text)
    left = len(inner) - len(inner.lstrip(" ,;:\n\xa0"))
    right = len(inner.rstrip(" ,;:\n\xa0"))
    return Span(span.start + left, span.start + max(left, right))
