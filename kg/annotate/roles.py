"""Role nouns: "the ministry", "two Iraqi officers", "a spokesman for the coalition"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.annotate.lexicon import lexicon
from kg.annotate.names import DESIGNATION, HYPHENATED
from kg.annotate.words import Word
from kg.model import Entity, Span

PROPER_ADJECTIVE = r"[A-Z][a-z]+(?:an|ish|ese|ist|ite|ern|ic|ab|i)"
"""What a people, a creed or a region is called: "Kurdish", "Sunni", "Western"."""
ADJECTIVAL = re.compile(f"{HYPHENATED.pattern}|{DESIGNATION.pattern}|{PROPER_ADJECTIVE}")
JOINING = re.compile(r"(?:[’'`]s?)?\s")


def roles(line: Sequence[Word], named: Sequence[Entity], text: str) -> list[Entity]:
    """Find the role nouns of one sentence, with what belongs to them; none lies in another."""
    found = list(_roles(line, named, text))
    return [r for r in found if not any(o.span != r.span and o.span.holds(r.span) for o in found)]


def _roles(line: Sequence[Word], named: Sequence[Entity], text: str) -> Iterator[Entity]:
    lex = lexicon()
    for i, word in enumerate(line):
        lower = word.text.lower()
        singular = lower.removesuffix("s") if lower.endswith("ments") else lower
        if singular not in lex.roles or any(e.span.holds(word.span) for e in named):
            continue
        is_verb = lower in {"reports", "report"} and any(e.span.end == word.span.start - 1 for e in named)
        is_adjective = lower == "official" and i + 1 < len(line) and _modifies(line[i + 1].text)
        if not is_verb and not is_adjective:
            yield Entity(Span(_start(line, i, named, text), _end(line, i, named, text)), "role")


def _start(line: Sequence[Word], i: int, named: Sequence[Entity], text: str) -> int:
    """Where the determiner, modifiers and names before a role noun begin."""
    start = line[i].span.start
    for word in reversed(line[:i]):
        if not JOINING.fullmatch(text[word.span.end : start]):
            break
        name = _longest(e for e in named if e.span.start <= word.span.start < e.span.end)
        if name and name.label == "location":
            return name.span.start
        if name and (name.label != "person" or _is_possessive(word, name)):
            start = name.span.start
        elif not name and _modifies(word.text):
            start = word.span.start
        else:
            return word.span.start if not name and word.text.lower() in lexicon().determiners else start
    return start


def _longest(names: Iterable[Entity]) -> Entity | None:
    return max(names, key=lambda e: e.span.end - e.span.start, default=None)


def _modifies(word: str) -> bool:
    lex = lexicon()
    lower = word.lower()
    return (
        lower in lex.modifiers
        or lower in lex.bodies
        or lower in lex.forces
        or bool(ADJECTIVAL.fullmatch(word))
    )


def _is_possessive(word: Word, name: Entity) -> bool:
    """Tell of "Assad's forces", and of "Assads forces" where the apostrophe is lost."""
    return word.possessive or name.span.end < word.span.end


def _end(line: Sequence[Word], i: int, named: Sequence[Entity], text: str) -> int:
    """Where "of", "for", "at" and the name behind a role noun end."""
    lex = lexicon()
    end = line[i].span.end
    attaching = lex.attaching | {"by"} if line[i].text.lower() in lex.papers else lex.attaching
    if i + 1 >= len(line) or line[i + 1].text not in attaching or text[end : line[i + 1].span.start] != " ":
        return end
    k = i + 2
    while k < len(line) and line[k].text.lower() in lex.determiners | lex.modifiers | lex.bodies:
        k += 1
    if k >= len(line):
        return end
    name = _longest(e for e in named if e.span.start == line[k].span.start)
    if name:
        return _with_head(line[k:], name.span.end)
    return line[k - 1].span.end if line[k - 1].text in lex.bodies else end


def _with_head(line: Sequence[Word], end: int) -> int:
    """Take the noun that follows the name: "a source at Homs province", "in the Syrian army"."""
    heads = lexicon().bodies | lexicon().forces | {"province", "city"}
    return next((w.span.end for w in line if w.span.start == end + 1 and w.text.lower() in heads), end)
