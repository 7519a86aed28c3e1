"""Names that the gazetteer knows, matched word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.annotate.lexicon import lexicon
from kg.annotate.words import Word, words
from kg.model import Actor, Entity, EntityLabel, Gazetteer, Span

Parts = tuple[str, ...]
Names = Sequence[tuple[Parts, EntityLabel]]
Index = Mapping[str, Mapping[str, Names]]
"""Names by their first word and, in small letters, their second ('' where there is none), longest first."""
SHORTEST_DAMAGED = len("Irans")
"""Shorter words that end in "s" are taken as they stand, not as possessives without their apostrophe."""


@lru_cache(maxsize=4)
def index(gazetteer: Gazetteer) -> Index:
    """Index the gazetteer's names; of entries that share a name the place keeps it, or the first actor."""
    entries: dict[Parts, EntityLabel] = {}
    for place in gazetteer.places:
        for name in (place.name, *place.names):
            entries[_parts(name)] = "location"
    for actor in gazetteer.actors:
        for name in (actor.name, *actor.names, *actor.hidden):
            entries.setdefault(_parts(name), _label(actor, name))
    found: defaultdict[str, defaultdict[str, list[tuple[Parts, EntityLabel]]]]
    found = defaultdict(lambda: defaultdict(list))
    for parts in sorted(filter(None, entries), key=lambda parts: (-len(parts), parts)):
        found[parts[0]][_second(parts)].append((parts, entries[parts]))
    return found


def _second(parts: Sequence[str]) -> str:
    return parts[1].lower() if len(parts) > 1 else ""


def known_names(line: Sequence[Word], names: Index) -> Iterator[Entity]:
    """Yield the known names of one sentence, longest first, none overlapping another."""
    i = 0
    while i < len(line):
        length, entity = _longest(line, i, names)
        if entity:
            yield entity
        i += length


def _longest(line: Sequence[Word], i: int, names: Index) -> tuple[int, Entity | None]:
    """How many words the longest known name at i has (1 where there is none), and the name."""
    first = _whole(line[i])
    starting = names.get(first) or names.get(_undamaged(first))
    for parts, label in _candidates(line, i, starting) if starting else ():
        words_here = line[i : i + len(parts)]
        ending = _lost_ending(list(map(_whole, words_here)), parts) if _is_unbroken(words_here) else None
        if ending is not None and not (label == "person" and len(parts) == 1 and _has_first_name(line, i)):
            end = line[i + len(parts) - 1].span.end - ending
            return len(parts), Entity(Span(line[i].span.start, end), label)
    return 1, None


def _candidates(line: Sequence[Word], i: int, starting: Mapping[str, Names]) -> Names:
    """Find the names, longest first, that the word behind i may go on; a lost possessive ends a name."""
    second = _whole(line[i + 1]).lower() if i + 1 < len(line) else ""
    keys = dict.fromkeys((second, second.removesuffix("s"), ""))
    return [candidate for key in keys for candidate in starting.get(key, ())]


def _whole(word: Word) -> str:
    return word.text.replace(" -", "-")


def _has_first_name(line: Sequence[Word], i: int) -> bool:
    """Tell whether another first name makes a known surname somebody else's."""
    if i == 0 or line[i].span.start - line[i - 1].span.end != 1 or line[i - 1].possessive:
        return False
    before, lex = line[i - 1].text, lexicon()
    usual = before in lex.not_names or before in lex.titles or before.lower() in lex.roles | lex.modifiers
    return before[0].isupper() and not before.isupper() and not usual


def _is_unbroken(line: Sequence[Word]) -> bool:
    """Tell whether nothing but a space, a full stop or a possessive ending stands between the words."""
    gaps = ((b.span.start - a.span.end, a.possessive) for a, b in pairwise(line))
    return all(gap <= len(". ") + possessive * len("s") for gap, possessive in gaps)


def _lost_ending(here: list[str], parts: Parts) -> int | None:
    """Length of a possessive "s" that lost its apostrophe (0 or 1) where the words are the name, else None.

    Behind the first word of a name small letters do for capitals: "Russian defence ministry".
    """
    if len(here) != len(parts):
        return None
    if len(parts) > 1:
        here, parts = [here[0], *(h.lower() for h in here[1:])], (parts[0], *(p.lower() for p in parts[1:]))
    if here[:-1] != list(parts[:-1]):
        return None
    return 0 if here[-1] == parts[-1] else 1 if here[-1] == parts[-1] + "s" else None


def _undamaged(word: str) -> str:
    damaged = len(word) >= SHORTEST_DAMAGED and word.endswith("s") and word[0].isupper()
    return word[:-1] if damaged else ""


def _parts(name: str) -> Parts:
    return tuple(word.text for word in words(name))


def _label(actor: Actor, name: str) -> EntityLabel:
    if actor.kind == "person":
        return "person"
    if actor.kind != "state":
        return "organization"
    return "nationality" if name in actor.hidden else "location"
