"""Who, by a sentence, did it: doers by their place around verbs and nouns of harm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extract.cast import Cast
from kg.extract.patterns import pattern
from kg.model import Entity, Span

NOT_DOING = re.compile(
    r"\b(?:on|against|targeting|hitting|towards?|at|from|near|killing|including|wounding|fighting|backed|of|in|with)\s+(?:the\s|a\s|an\s|some\s)?$",
    re.IGNORECASE,
)
NOT_ACTING = re.compile(
    r"\b(?:was|were|been|being|be|is|are|get|got|not|never|no longer)\b|n[’']t\b", re.IGNORECASE
)
"""Of a passive or a denial, the subject is no doer."""
LISTED_VICTIM = re.compile(
    r"\b(?:on|against|of|at|killing|killed)\s+(?:[\w-]+\s+){1,3}and\s+(?:the\s)?$", re.IGNORECASE
)
WEAPON = re.compile(
    r"\s+(?:drones?|missiles?|rockets?|helicopters?|jets?|howitzers?|launchers?|tanks?|rifles?)\b"
)
"""Behind a name that is none of a body: the name is the weapon's, as of a "Shahed drone"."""
OF_DOER = re.compile(r"\b(?:in|from|of)\s+(?:the\s|a\s|an\s)?$")
OWN_FIRE = re.compile(r"\s+(?:fire|shelling|rockets?|mortars?)")
LOOK_BACK, LOOK_AHEAD = 110, 90
"""Code points around a mention in which its verb is looked for."""
KIND_OF_ATTACK = re.compile(r"(?:the |a |an )?(?:terrorist|suicide|bomber)$", re.IGNORECASE)
SUBJECT = re.compile(
    r"(?:^|[,;:.“\"]\s*|\b(?:and|that|said|says|but|while|when|as|because|by|after)\s)(?:the\s)?$"
)
AND = re.compile(r"(?:[’'`]s?)?,? (?:and|or|and/or) (?:the |its |their |other )?")


BARRED = (
    r"(?:that|the|an?|who|which|of|on|in|at|was|were|is|are|has|have|and|said|says|told|where|after|when)"
)
"""Words that part a name from a noun of harm: of "SANA that the attack" nobody is the doer."""


@cache
def _after_means() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[’'`]s?)?s?\s+(?:(?!{BARRED}\b)[\w-]+\s+){{0,2}}?(?:{pattern('doing', 'means').pattern})",
        re.IGNORECASE,
    )


@cache
def _after_acts() -> re.Pattern[str]:
    gap = r"(?:[’'`]s?)?(?P<gap>(?:,?\s+[\w’'-]+){0,5}?),?\s+"
    near = rf"(?:[’'`]s?)?\s+(?:\w+ly\s+)?(?:{pattern('doing', 'present').pattern})"
    return re.compile(rf"{gap}(?:{pattern('doing', 'acts').pattern})|{near}", re.IGNORECASE)


NO_OWNER = "".join(rf"(?<!\b{word} )" for word in "held controlled run led populated backed".split())
"""Behind these participles "by" names who holds a place, not who struck it."""


AGENT_WORDS = ("by", "at the hands of", "from")
"""One of them stands in all that `_before_by` finds."""


@cache
def _before_by() -> re.Pattern[str]:
    by = rf"{pattern('doing', 'by').pattern}[^.;\"”]{{0,70}}?{NO_OWNER}\b(?:by|at the hands of)"
    return re.compile(
        rf"(?:{by}|\b(?:fired|launched|dropped|shot) from)\s+(?:[\w-]+\s+){{0,2}}$", re.IGNORECASE
    )


def doers(text: str, span: Span, entities: Sequence[Entity], cast: Cast) -> Iterator[str]:
    """Yield the actors that a stretch of text makes the doers of harm."""
    inside = [e for e in entities if span.holds(e.span) and not _within_another(e, entities)]
    acting: set[int] = set()
    for n, entity in enumerate(inside):
        following = inside[n + 1].span.start if n + 1 < len(inside) else span.end
        if _does(text, span, entity, following):
            acting |= {n, *_joined(text, inside, n)}
    yield from filter(None, (cast.doer(inside[n]) for n in sorted(acting)))


def _within_another(entity: Entity, entities: Sequence[Entity]) -> bool:
    return any(e.span != entity.span and e.span.holds(entity.span) for e in entities)


def _joined(text: str, inside: Sequence[Entity], n: int) -> Iterator[int]:
    """The mentions joined by "and" to the n-th: "Syrian forces and their Russian ally"."""
    for m in (n - 1, n + 1):
        if 0 <= m < len(inside):
            first, second = sorted((inside[n].span, inside[m].span))
            if AND.fullmatch(text[first.end : second.start]):
                yield m


def _does(text: str, span: Span, entity: Entity, following: int) -> bool:
    """Tell whether an entity does harm; `following` is where the next entity starts."""
    before = text[max(span.start, entity.span.start - LOOK_BACK) : entity.span.start]
    after = text[entity.span.end : min(span.end, entity.span.end + LOOK_AHEAD)]
    if _is_agent(before):
        return True
    makes = _after_means().match(after) is not None
    governed = NOT_DOING.search(before) is not None
    if (governed and not OF_DOER.search(before)) or LISTED_VICTIM.search(before):
        return False
    if entity.label in {"name", "person"} and WEAPON.match(after):
        return False
    if entity.label == "location" and not makes and not SUBJECT.search(before):
        return False
    if KIND_OF_ATTACK.match(entity.span.of(text)) and not OWN_FIRE.match(after):
        return False
    return makes or (not governed and _acts(text, entity, min(span.end, following + len(" killed and"))))


def _is_agent(before: str) -> bool:
    """Tell whether "by" and a passive of harm lead to an entity; seldom is there such a word."""
    lower = before.lower()
    return any(word in lower for word in AGENT_WORDS) and _before_by().search(before) is not None


def _acts(text: str, entity: Entity, stop: int) -> bool:
    """Tell whether an active verb of harm follows."""
    acting = _after_acts().match(text[entity.span.end : min(stop, entity.span.end + LOOK_AHEAD)])
    return acting is not None and not NOT_ACTING.search(acting["gap"] or "")
