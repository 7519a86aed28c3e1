"""Attribution by surface patterns: who says what, read off the order of sources, cues and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.annotate.cues import cues, is_according
from kg.annotate.line import Line
from kg.model import Attribution, Entity, Span

INVERTING = frozenset(
    """said says say added adds reported reports announced wrote writes stated noted explained claimed warned
    argued     confirmed""".split()
)
"""Cues that may stand before their subject ("said Kerry"); those that take an object do not."""
BETWEEN = re.compile(
    r"""(?:[’'`]s?)?[\s,]*(?:\b(?:also|has|have|had|later|earlier|then|now|again|both|himself|herself|repeatedly|strongly
    |openly|was|were|is|be|been|will|would|could|did|not|never|previously|initially|who|which|reportedly|further|still
    |nonetheless|quoted|as|on|late|early|separately|however|recently|publicly|categorically|vehemently|in|a|the|statement
    |report|yesterday|told|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b[\s,]*)*""",
    re.VERBOSE,
)
"""What may stand between a source and its cue."""
CLAUSE_START = re.compile(
    r"[;:]\s|[\"”“]\s*|,\s*(?:and|but|while|whereas)\s|\s(?:but|while|whereas)\s|\.{3}|\s[–—-]\s"
)
PREPOSITION = re.compile(
    r"""\b(?:of|in|by|for|from|with|on|at|near|against|to|into|between|among|over|after|under|around|through|via|targeting
    |hitting|killing|including|than|about|like)\s+(?:(?:the|a|an)\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
PRONOUN = re.compile(r"\b([Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Ii]t)\b(?:\s+\w+){0,2}\s*$")
SUBJECT_START = re.compile(
    r"(?:^|[,;:.“”\"]\s*|\b(?:and|but|while|that|as|when|after|which|because)\s)(?:the\s)?(?:But\s|And\s|Meanwhile\s)?$",
    re.IGNORECASE,
)
WHO = re.compile(r",?\s+(?:who|whose|speaking|writing|appearing|quoting|citing)\b[^,;.]{0,100}")
DASH_BEFORE = re.compile(r"\w{3}[^.]{12,}\s([–—-])\s+(?:the\s+)?$")
COLON_AFTER = re.compile(r":\s+\w[^.]{12,}")
NOBODY = re.compile(r"\b(?:[Nn]o|[Nn]either|[Nn]or|[Nn]ot)\s+(?:\w+\s)?$")
NO_ONE = re.compile(r"\b(?:[Nn]o (?:one|group|side|party)|[Nn]obody)\b[^,;]{0,30}$")
SUBJECT_GAP = re.compile(
    r"[\s,]*(?:(?:the|a|an|an?\s\w+)\s)?(?:(?!that|it\b|he\b|she\b|they\b|there\b)\w+\s)?"
)
NO_SUBJECT = re.compile(r"\s+(?:that|on|in|to|it)\b")
ONLY_ADDRESSEE = re.compile(
    r"\W*(?:(?:on|in a statement|reporters|late|early|yesterday|today|\w+day|told|to|the|[A-Z]\w+)\W*){0,6}"
)
LEAD_IN = re.compile(r"(?:\s*(?:that|to reporters|in a statement|on \w+day|\w+day|by|:|,)\b)*[\s,:]*")
RIGHT_JOIN = re.compile(
    r"(?:[’'`]s?)?,? ?(?:(?:(?:and|of|for)(?: the)?|the|a|an|head of(?: the)?|director of the) )?"
)
LEFT_JOIN = re.compile(r"(?:[’'`]s?)?,? ?(?:and (?:the )?)?")
APPOSITION = len(" , the director of ")
"""Code points within which a name in apposition follows."""


def attributions(line: Line) -> Iterator[Attribution]:
    """Find the attributions of one sentence, in order; a headline may name its source by a dash or colon."""
    found = cues(line)
    if not found and (headline := _headline(line)):
        yield headline
    for n, cue in enumerate(found):
        if is_according(line, cue):
            if source := _right(line, cue.end):
                yield Attribution(cue, _around(line, cue, source), source)
            continue
        if NO_ONE.search(line.before(cue.start)):
            continue
        source, trailing = _source(line, cue, participle=n > 0 and cue.of(line.text).endswith("ing"))
        unknown = source is None and not (line.quotations or n)
        if not unknown and not (source and NOBODY.search(line.before(source.start)[-20:])):
            content = _content(line, cue, source, trailing=trailing)
            yield Attribution(cue, _before_next(line, content, found[n + 1 :]), source)


def _headline(line: Line) -> Attribution | None:
    """Read "Jets hit a market – ministry" and "Ministry: jets hit a market"."""
    for entity in line.entities:
        if entity.label not in {"organization", "person", "role"} or line.quoted(entity.span.start):
            continue
        before, after = line.before(entity.span.start), line.after(entity.span.end)
        if not after.strip(" .") and (dash := DASH_BEFORE.search(before)):
            cue = Span(line.span.start + dash.start(1), line.span.start + dash.end(1))
            return Attribution(cue, trimmed(line.text, Span(line.span.start, cue.start)), entity.span)
        if not before.strip() and COLON_AFTER.match(after):
            cue = Span(entity.span.end, entity.span.end + 1)
            return Attribution(cue, trimmed(line.text, Span(cue.end, line.span.end)), entity.span)
    return None


def _source(line: Line, cue: Span, *, participle: bool) -> tuple[Span | None, bool]:
    """The source of a cue, and whether the content stands before it; a participle has its verb's source."""
    left = _adjacent_left(line, cue)
    if left is None and participle:
        return None, False
    if left is None and _may_invert(line, cue) and (right := _right(line, cue.end)):
        return right, True
    source = left or _subject(line, cue)
    if source is None:
        return None, bool(line.before(cue.start).strip(' "“'))
    opening = line.before(source.start)
    closes = re.search(r"[,\"”]\s*$", opening) or ONLY_ADDRESSEE.fullmatch(line.after(cue.end))
    return source, bool(opening.strip()) and bool(closes)


def _adjacent_left(line: Line, cue: Span) -> Span | None:
    """The mention or pronoun that nothing but adverbs and auxiliaries parts from the cue."""
    before = [e for e in line.entities if e.span.end <= cue.start and not line.quoted(e.span.start)]
    for entity in sorted(before, key=lambda e: (-e.span.end, e.span.start)):
        if not BETWEEN.fullmatch(line.text[entity.span.end : cue.start]):
            break
        if subject := _relative_subject(line, entity):
            return _widened(line, subject)
        if _may_speak(line, entity) and not PREPOSITION.search(line.before(entity.span.start)[-24:]):
            return _widened(line, entity.span)
    near = line.before(cue.start)[-40:]
    if pronoun := PRONOUN.search(near):
        start = cue.start - len(near) + pronoun.start(1)
        return Span(start, start + len(pronoun.group(1)))
    return None


def _relative_subject(line: Line, entity: Entity) -> Span | None:
    """Of "Ott, who led the inquiry, denied", not the inquiry but Ott."""
    earlier = (e for e in line.entities if e.label == "person" and e.span.end < entity.span.start)
    return next((e.span for e in earlier if WHO.fullmatch(line.text[e.span.end : entity.span.start])), None)


def _may_speak(line: Line, entity: Entity) -> bool:
    """Tell whether a mention can be a subject: "Russians", not "Russian"; "Moscow" at a clause's start."""
    if entity.label == "nationality":
        return entity.span.of(line.text).endswith("s")
    return entity.label != "location" or SUBJECT_START.search(line.before(entity.span.start)) is not None


def _may_invert(line: Line, cue: Span) -> bool:
    """A subject may follow the verb where a quotation, a comma or a whole clause goes before it."""
    before = line.before(cue.start).rstrip()
    if cue.of(line.text) not in INVERTING or NO_SUBJECT.match(line.after(cue.end)):
        return False
    return bool(before) and (before[-1] in ",\"”’'" or len(before) > 30)


def _right(line: Line, offset: int) -> Span | None:
    """The mention that follows directly."""
    following = next((e for e in line.entities if e.span.start >= offset), None)
    if following is None or following.label == "nationality":
        return None
    direct = SUBJECT_GAP.fullmatch(line.text[offset : following.span.start])
    return _widened(line, following.span) if direct else None


def _subject(line: Line, cue: Span) -> Span | None:
    """The first mention of the clause that no preposition governs."""
    breaks = [m.end() for m in CLAUSE_START.finditer(line.text, line.span.start, cue.start)]
    start = next((b for b in reversed(breaks) if not line.quoted(b - 1)), line.span.start)
    for entity in line.entities:
        if start <= entity.span.start and entity.span.end <= cue.start and not line.quoted(entity.span.start):
            before = line.text[start : entity.span.start]
            free = entity.label != "nationality" and not PREPOSITION.search(before)
            if free and not (entity.label in {"location", "name"} and before.strip()):
                return _widened(line, entity.span)
    return None


def _widened(line: Line, span: Span) -> Span:
    """Take in what stands in apposition: role, name and body side by side, or joined by "and"."""
    wider = span
    for entity in [*line.entities, *reversed(line.entities)]:
        if not wider.holds(entity.span):
            wider = _joined(line, wider, entity) or wider
    return wider


def _joined(line: Line, span: Span, e: Entity) -> Span | None:
    """The span grown by a mention that touches it, or None."""
    if span.start <= e.span.start <= span.end + APPOSITION:
        gap = line.text[span.end : e.span.start]
        loose = gap.strip() in {"", "a", "an", "the"}
        placed = e.label == "location" and (loose or gap.strip() == ",")
        if RIGHT_JOIN.fullmatch(gap) and not placed and (not loose or _one_is_person(line, span, e)):
            return Span(span.start, max(span.end, e.span.end))
    elif span.start - APPOSITION <= e.span.end <= span.start and not line.quoted(e.span.start):
        gap = line.text[e.span.end : span.start]
        governed = PREPOSITION.search(line.before(e.span.start)[-24:])
        if LEFT_JOIN.fullmatch(gap) and not governed:
            linked = gap.strip() not in {"", ","}
            return Span(e.span.start, span.end) if linked or _one_is_person(line, span, e) else None
    return None


def _one_is_person(line: Line, span: Span, e: Entity) -> bool:
    """Only a person and a role stand side by side with nothing between them."""
    persons = [p.span for p in line.entities if p.label == "person"]
    return any(span.holds(p) for p in persons) != (e.span in persons)


def _around(line: Line, cue: Span, source: Span) -> Span:
    """The content of "according to": before it, or behind the source where the sentence starts with it."""
    if len(line.before(cue.start).strip(" ,")) > len("Meanwhile"):
        return trimmed(line.text, Span(line.span.start, cue.start))
    return trimmed(line.text, Span(min(source.end, line.span.end), line.span.end))


def _content(line: Line, cue: Span, source: Span | None, *, trailing: bool) -> Span:
    """What is said: before the source where that trails, else from the cue to the end of the sentence."""
    if trailing:
        end = min(cue.start, source.start if source else cue.start)
        return trimmed(line.text, Span(line.span.start, max(end, line.span.start)))
    return without_lead_in(line.text, Span(cue.end, line.span.end))


def without_lead_in(text: str, span: Span) -> Span:
    """Leave out what only leads to the content: "that", "to reporters", a colon."""
    lead = LEAD_IN.match(span.of(text))
    return trimmed(text, Span(span.start + (lead.end() if lead else 0), span.end))


def _before_next(line: Line, content: Span, later: list[Span]) -> Span:
    """The content up to a participle that goes on for the same source: "denied it, saying that …"."""
    for cue in later:
        words = cue.of(line.text)
        if content.start < cue.start < content.end and words.endswith("ing") and not line.quoted(cue.start):
            return trimmed(line.text, Span(content.start, cue.start))
    return content


def trimmed(text: str, span: Span) -> Span:
    """Leave out the space and the commas, semicolons and colons around a stretch."""
    inner = span.of(text)
    left = len(inner) - len(inner.lstrip(" ,;:\n\xa0"))
    return Span(span.start + left, max(span.start + left, span.start + len(inner.rstrip(" ,;:\n\xa0"))))
