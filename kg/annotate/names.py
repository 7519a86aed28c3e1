"""Capitalised names that the gazetteer does not know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.annotate.lexicon import lexicon
from kg.annotate.words import Word
from kg.model import Entity, EntityLabel, Span
from kg.spelling import ARABIC_ARTICLE

HYPHENATED = re.compile(
    r".+[-‑](?:led|backed|based|run|affiliated|linked|allied|aligned|supported|trained|funded|held|controlled|owned)$"
)
"""Adjectives such as "US-led", which start with a name but are none."""
DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,4}[-‑]?\d+\w*")
"""Types of aircraft and weapons: "B-52", "Mi-28"."""
NATIONAL: frozenset[EntityLabel] = frozenset({"nationality", "location"})
FULL_NAME = range(2, 5)
"""Words of a run that is taken for a person's name where nothing else is known."""
HEADLINE_SHARE = 0.6
"""Share of capitalised long words above which a line is set in headline case; of 1,932 sentences from the
bodies of gold/train 98 % lie below 0.57."""

Known = Mapping[int, Entity]
"""Known names by where they start."""


def names(lines: Sequence[Sequence[Word]], known: Sequence[Known], text: str) -> list[Entity]:
    """Find the unknown names of all sentences.

    In a headline or at a sentence's start a capital proves nothing: such words must be seen elsewhere.
    """
    runs = [_runs(line, here, text) for line, here in zip(lines, known, strict=True)]
    seen: Counter[str] = Counter()
    for line, found in zip(lines, runs, strict=True):
        if not _is_headline(line):
            for entity in found:
                parts = _name_parts(entity.span.of(text))
                if entity.span.start != line[0].span.start or len(parts) > 1:
                    seen.update(parts)
    return [
        e for line, found in zip(lines, runs, strict=True) for e in found if _is_name(e, line, text, seen)
    ]


def is_capitalised(word: str) -> bool:
    """Tell whether a word starts like a name; "al-Ruhail" does."""
    return word[0].isupper() or ARABIC_ARTICLE.match(word) is not None


def _is_headline(line: Sequence[Word]) -> bool:
    long = [word.text for word in line if len(word.text) > 3]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > HEADLINE_SHARE * len(long)


def _runs(line: Sequence[Word], known: Known, text: str) -> list[Entity]:
    """Runs of capitalised words, joined by particles; one may start with a known nationality or place."""
    found: list[Entity] = []
    i, covered = 0, -1
    while i < len(line):
        start = line[i].span.start
        here = known.get(start)
        covered = max(covered, here.span.end if here else -1)
        national = here is not None and here.label in NATIONAL
        if not _may_start(line[i].text) or (start < covered and not national):
            i += 1
            continue
        stop = _run_end(line, i, known, text)
        inside = sum(word.span.start < here.span.end for word in line[i:stop]) if here else 0
        if entity := _named(line[i:stop], text, inside):
            found.append(entity)
        i = stop
    return found


def _may_start(word: str) -> bool:
    lex = lexicon()
    common = (word in lex.not_names and word not in lex.titles) or word.removesuffix("s") in lex.calendar
    return is_capitalised(word) and not common and not HYPHENATED.match(word)


def _run_end(line: Sequence[Word], i: int, known: Known, text: str) -> int:
    """Index after the last word of the run of capitalised words that starts at i."""
    lex = lexicon()
    j = i + 1
    while j < len(line):
        word, last = line[j], line[j - 1]
        gap = text[last.span.end : word.span.start]
        broken = gap not in {" ", " (", ". "} or (gap == ". " and len(last.text) > 2) or last.possessive
        if (
            broken
            or word.span.start in known
            or word.text.removesuffix("s") in lex.calendar
            or HYPHENATED.match(word.text)
        ):
            break
        follows = j + 1 < len(line) and is_capitalised(line[j + 1].text)
        in_body = word.text in lex.connectors and any(w.text in lex.organizations for w in line[i:j])
        if not (is_capitalised(word.text) or (follows and (word.text in lex.particles or in_body))):
            break
        j += 1
    return j


def _named(run: Sequence[Word], text: str, inside: int) -> Entity | None:
    """Strip titles from a run and label what is left; nothing is left of "General" or of a lone "Russian".

    The first `inside` words are a known nationality or place, which is part of a body's name alone.
    """
    lex = lexicon()
    texts = [word.text for word in run]
    is_body = any(t in lex.organizations for t in texts) and texts[0] not in lex.titles
    start, titled = (0, False) if is_body else _after_titles(texts, inside)
    rest = run[start:]
    if len(rest) == 1 and DESIGNATION.fullmatch(rest[0].text):
        return None
    if not rest or (len(rest) == 1 and _is_common(rest[0].text)):
        return None
    span = Span(rest[0].span.start, rest[-1].span.end)
    acronym = len(rest) == 1 and rest[0].text.isupper() and len(rest[0].text) > 1
    if (is_body and len(rest) > inside) or acronym:
        return Entity(span, "organization")
    before = re.search(r"(\w+)[.,]?\s*$", text[max(0, span.start - 24) : span.start])
    titled = titled or (before is not None and before.group(1) in lex.titles)
    return Entity(span, "person" if titled or len(rest) in FULL_NAME else "name")


def _after_titles(texts: Sequence[str], start: int) -> tuple[int, bool]:
    """Index after the last title of a run ("Secretary of State"), and whether there is one."""
    last = max((k for k, word in enumerate(texts) if word in lexicon().titles), default=None)
    if last is None:
        return start, False
    start = last + 1
    while start < len(texts) and texts[start] in {"of", "State", "for"}:
        start += 1
    return start, True


def _is_common(word: str) -> bool:
    lex = lexicon()
    lower = word.lower()
    return word in lex.not_names or lower in lex.roles or lower in lex.modifiers


def _name_parts(name: str) -> list[str]:
    """The words of a name, with and without an Arabic article."""
    parts = name.split()
    return [*parts, *(part.partition("-")[2] for part in parts if ARABIC_ARTICLE.match(part))]


def _is_name(name: Entity, line: Sequence[Word], text: str, seen: Counter[str]) -> bool:
    parts = name.span.of(text).split()
    if _is_headline(line):
        return all(part in seen for part in parts)
    if name.span.start == line[0].span.start and len(parts) == 1:
        speaks = len(line) > 1 and line[1].text in lexicon().cues
        return parts[0] in seen or name.label == "organization" or speaks
    return True
