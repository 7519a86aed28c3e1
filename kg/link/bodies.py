"""Bodies of different articles that are one: other spellings, acronyms and what they stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from kg.link.opinions import neighbours, opinion
from kg.link.sides import Relation, Sides, is_named
from kg.model import Actor, Sameness
from kg.names import acronym, alike, body, holds, initials, skeleton
from kg.spelling import ARABIC_ARTICLE

# Set by hand and looked at on reports without annotation; a person's judgement wins over them.
SAME_WORDS, SPELT, GIVEN, INITIALS = 0.9, 0.8, 0.9, 0.75
SEVERAL, ARTICLE, PREFIX = 0.4, 0.4, 0.3
UNSURE: Mapping[Relation, float] = {"agree": 1.0, "unknown": 0.6, "conflict": 0.3}
"""What is left of a confidence where the sides do not speak for it."""
SHORTEST = 5
"""Letters from which a name of one word may be spelt in two ways."""
NEXT = 3
"""Longer names that a name is set beside as a near miss."""

_Words: TypeAlias = tuple[str, ...]
_Named: TypeAlias = tuple[_Words, str]
"""The words of a body's name, and its id."""


def same_bodies(actors: Mapping[str, Actor], sides: Sides) -> Iterator[Sameness]:
    """Yield opinions on organisations and groups that may be one."""
    bodies = {a.id: a for a in actors.values() if is_named(a) and a.kind not in {"person", "state"}}
    short = {key: letters for key, a in bodies.items() if (letters := acronym(a.name))}
    named = sorted((body(a.name), key) for key, a in bodies.items() if key not in short)
    yield from _same_words(named, sides)
    yield from _spelt(named, sides)
    yield from _longer(named, sides)
    yield from _acronyms(short, {key: a for key, a in bodies.items() if key not in short}, sides)


def _weighed(one: str, other: str, confidence: float, reason: str, relation: Relation) -> Sameness:
    """An opinion that stands unless the sides differ."""
    followed = relation != "conflict"
    reason = reason if followed else f"{reason}; sides differ"
    return opinion(one, other, confidence * (1 if followed else UNSURE[relation]), reason, followed=followed)


def _same_words(named: Sequence[_Named], sides: Sides) -> Iterator[Sameness]:
    """Names of the same words in any order: each with the first of them.

    One word with and without an article is a near miss: "Al-Monitor" is no monitor.
    """
    first: dict[_Words, str] = {}
    for words, key in named:
        chief = first.setdefault(tuple(sorted(words)), key)
        if chief != key and len(words) == 1 and _has_article(chief) != _has_article(key):
            yield opinion(chief, key, ARTICLE, "the same word but for its article", followed=False)
        elif chief != key:
            yield _weighed(chief, key, SAME_WORDS, "the same words", sides.relation(chief, key))


def _has_article(identity: str) -> bool:
    return ARABIC_ARTICLE.match(identity.removeprefix("actor/")) is not None


def _spelt(named: Sequence[_Named], sides: Sides) -> Iterator[Sameness]:
    """Names whose words are spellings of each other, in their order."""
    blocks: dict[_Words, list[_Named]] = defaultdict(list)
    for words, key in named:
        if len("".join(words)) >= SHORTEST:
            blocks[tuple(map(skeleton, words))].append((words, key))
    for bones in sorted(blocks):
        for (words, one), (others, other) in neighbours(blocks[bones]):
            if words != others and all(map(alike, words, others)):
                yield _weighed(one, other, SPELT, "two spellings of one name", sides.relation(one, other))


def _longer(named: Sequence[_Named], sides: Sides) -> Iterator[Sameness]:
    """Near misses: names of two words or more, and those that only go on behind them."""
    for (words, one), (longer, other) in neighbours(named, NEXT):
        if 1 < len(words) < len(longer) and longer[: len(words)] == words:
            unsure = UNSURE[sides.relation(one, other)]
            yield opinion(one, other, PREFIX * unsure, "one name goes on behind the other", followed=False)


def _acronyms(short: Mapping[str, str], full: Mapping[str, Actor], sides: Sides) -> Iterator[Sameness]:
    """Acronyms with the full names they were given beside, else with those whose initials they are."""
    given, fitting = _abbreviated(full)
    for key in sorted(short):
        if named := given.get(short[key], ()):
            yield from _stood_for(key, named, GIVEN, "an acronym given with the full name", sides)
        elif likely := fitting.get(short[key], ()):
            yield from _stood_for(key, likely, INITIALS, "the initials of the full name", sides)


def _abbreviated(
    full: Mapping[str, Actor],
) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """The bodies by the acronyms that an article gave them, and by their initials."""
    given, fitting = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for key in sorted(full):
        shorts = {found for name in full[key].names if (found := acronym(name))}
        for letters in shorts:
            if holds(full[key].name, letters):
                given[letters].append(key)
        for letters in initials(full[key].name):
            fitting[letters].append(key)
    return given, fitting


def _stood_for(
    key: str, named: Sequence[str], confidence: float, reason: str, sides: Sides
) -> Iterator[Sameness]:
    """One full name that the sides do not speak against; initials alone want a side that both are on."""
    relations = {one: sides.relation(key, one) for one in named}
    possible = [one for one in named if relations[one] != "conflict"]
    for one in possible[:NEXT]:
        agree = relations[one] == "agree" or confidence == GIVEN
        if len(possible) > 1:
            yield opinion(key, one, SEVERAL, "an acronym that fits several names", followed=False)
        else:
            sure = confidence if agree else confidence * UNSURE["unknown"]
            yield opinion(key, one, sure, reason if agree else f"{reason}; sides not known", followed=agree)
