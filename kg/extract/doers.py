"""Who, by a sentence, did it: doers by their place around verbs and nouns of harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.cast import Cast
from kg.extract.patterns import pattern
from kg.model import Entity, Span

NOT_DOING = re.compile(
    r"\b(?:on|against|targeting|hitting|towards?|at|from|near|killing|including|wounding|fighting|backed|of|in|with)\s+(?:the\s|a\s|an\s|some\s)?$",
    re.IGNORECASE,
)
PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\b", re.IGNORECASE)
LISTED_VICTIM = re.compile(r"\b(?:on|against|of|at|killing|killed)\s+(?:[\w-]+\s+){1,3}and\s+(?:the\s)?$", re.IGNORECASE)
KIND_OF_ATTACK = re.compile(r"(?:the |a |an )?(?:terrorist|suicide|bomber)$", re.IGNORECASE)
SUBJECT = re.compile(r"(?:^|[,;:.“\"]\s*|\b(?:and|that|said|says|but|while|when|as|because|by|after)\s)(?:the\s)?$")
AND = re.compile(r"(?:[’'`]s?)?,? (?:and|or|and/or) (?:the |its |their |other )?")


@cache
def _after_means() -> re.Pattern[str]:
    return re.compile(rf"(?:[’'`]s?)?s?\s+(?:[\w-]+\s+){{0,2}}?(?:{pattern('doing', 'means').pattern})", re.IGNORECASE)


@cache
def _after_acts() -> re.Pattern[str]:
    gap = r"(?:[’'`]s?)?(?P<gap>(?:,?\s+[\w’'-]+){0,5}?),?\s+"
    near = rf"(?:[’'`]s?)?\s+(?:{pattern('doing', 'present').pattern})"
    return re.compile(rf"{gap}(?:{pattern('doing', 'acts').pattern})|{near}", re.IGNORECASE)


@cache
def _before_by() -> re.Pattern[str]:
    verb = pattern("doing", "by").pattern
    return re.compile(rf"{verb}[^.;\"”]{{0,70}}?\b(?:by|at the hands of)\s+(?:[\w-]+\s+){{0,2}}$", re.IGNORECASE)


def doers(text: str, span: Span, entities: list[Entity], cast: Cast) -> Iterator[tuple[str, Span]]:
    """Yield the actors that a stretch of text makes the doers of harm, each with the span that says so."""
    outer = [e for e in entities if not any(o.span != e.span and o.span.holds(e.span) for o in entities)]
    inside = [e for e in outer if span.holds(e.span)]
    acting = set()
    for n, entity in enumerate(inside):
        stop = min(span.end, entity.span.end + 90, inside[n + 1].span.start + 40 if n + 1 < len(inside) else span.end)
        if _does(text, span, entity, stop):
            acting |= {n, *_joined(text, inside, n)}
    for n in sorted(acting):
        if actor := cast.doer(inside[n]):
            yield actor, inside[n].span


def _joined(text: str, inside: list[Entity], n: int) -> Iterator[int]:
    """The mentions joined by "and" to the n-th: "Syrian forces and their Russian ally"."""
    for m in (n - 1, n + 1):
        if 0 <= m < len(inside):
            first, second = sorted((inside[n].span, inside[m].span))
            if AND.fullmatch(text[first.end : second.start]):
                yield m


def _does(text: str, span: Span, entity: Entity, stop: int) -> bool:
    before, after = text[span.start : entity.span.start], text[entity.span.end : stop]
    if _before_by().search(before[-110:]):
        return True
    governed = NOT_DOING.search(before)
    if (governed and not re.search(r"\b(?:in|from|of)\s+(?:the\s|a\s|an\s)?$", before)) or LISTED_VICTIM.search(before):
        return False
    if entity.label == "location" and not SUBJECT.search(before) and not _after_means().match(after):
        return False
    if KIND_OF_ATTACK.match(entity.span.of(text)) and not re.match(r"\s+(?:fire|shelling|rockets?|mortars?)", after):
        return False
    if _after_means().match(after):
        return True
    acting = _after_acts().match(after)
    return bool(acting and not PASSIVE.search(acting["gap"] or "") and not governed)
