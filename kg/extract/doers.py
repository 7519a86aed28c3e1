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
KIND_OF_ATTACK = re.compile(r"(?:^|\s)(?:terrorist|suicide|bomber)$", re.IGNORECASE)


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
    for n, entity in enumerate(outer):
        stop = min(span.end, entity.span.end + 90, outer[n + 1].span.start + 40 if n + 1 < len(outer) else span.end)
        if span.holds(entity.span) and _does(text, span, entity, stop) and (actor := cast.doer(entity)):
            yield actor, entity.span


def _does(text: str, span: Span, entity: Entity, stop: int) -> bool:
    before, after = text[span.start : entity.span.start], text[entity.span.end : stop]
    if _before_by().search(before[-110:]):
        return True
    governed = NOT_DOING.search(before)
    if (governed and not re.search(r"\b(?:in|from|of)\s+(?:the\s|a\s|an\s)?$", before)) or LISTED_VICTIM.search(before):
        return False
    if KIND_OF_ATTACK.search(entity.span.of(text)) and not re.match(r"\s+(?:fire|shelling|rockets?|mortars?)", after):
        return False
    if _after_means().match(after):
        return True
    acting = _after_acts().match(after)
    return bool(acting and not PASSIVE.search(acting["gap"] or "") and not governed)
