"""Names and role nouns: what the gazetteer knows, what is capitalised, and "the ministry", "two Iraqi officers"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.annotate.lexicon import lexicon
from kg.annotate.words import Word, Words, words
from kg.model import Actor, Entity, EntityLabel, Gazetteer, Span

ORGANIZATION = frozenset(
    """Ministry Department Center Centre Council Committee Commission Office Institute University Organization Organisation
    Party Front Army Union Agency Command Network Association Observatory Movement Brigade Brigades Battalion Division Forces
    Force Coalition Court Parliament Congress Senate House Bank Group Foundation Society Federation League Authority Bureau
    Service Services Corps Guard Militia Alliance Administration Defence Defense News Times Post Press Agency TV Radio Channel
    Herald Daily Journal Street Police Hospital Directorate Board Fund Mission Assembly Crescent Cross Nations Rights""".split()
)
CONNECTORS = frozenset({"of", "for", "and", "the", "on"})
PARTICLES = frozenset({"bin", "ibn", "al", "el", "abu", "de", "van", "von", "der", "di", "da", "al-", "ul"})
ATTACHING = frozenset({"of", "for", "at", "in", "from", "with", "within", "inside", "near", "to"})
DETERMINERS = frozenset({"the", "a", "an", "The", "A", "An", "its", "Its", "their", "Their", "his", "His", "our"})
LED = re.compile(r".+[-‑](?:led|backed|based|run|affiliated|linked|allied|aligned|supported|trained|funded|held|controlled|owned)$")
ARTICLED = re.compile(r"(?:al|el|as|ad|an|ar|at|ash|az|ul)[-‑][A-Z]", re.IGNORECASE)
NATIONAL: frozenset[EntityLabel] = frozenset({"nationality", "location"})
PAPERS = frozenset({"report", "reports", "statement", "study", "survey", "investigation", "data", "figures"})
HEADLINE_SHARE = 0.6
"""Share of capitalised long words above which a line is set in headline case; ordinary news sentences stay under 0.45."""


@dataclass(frozen=True, slots=True)
class Known:
    """The gazetteer's names by first word, longest first."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], EntityLabel], ...]]


@lru_cache(maxsize=4)
def known_names(gazetteer: Gazetteer) -> Known:
    """Index the gazetteer for matching word by word."""
    entries: dict[tuple[str, ...], EntityLabel] = {}
    places = {name for place in gazetteer.places for name in (place.name, *place.names)}
    for place in places:
        entries[_parts(place)] = "location"
    for actor in gazetteer.actors:
        for name in (actor.name, *actor.names, *actor.hidden):
            entries.setdefault(_parts(name), _label(actor, name))
    by_first: dict[str, list[tuple[tuple[str, ...], EntityLabel]]] = {}
    for parts, label in entries.items():
        if parts:
            by_first.setdefault(parts[0], []).append((parts, label))
    return Known({k: tuple(sorted(v, key=lambda e: (-len(e[0]), e[0]))) for k, v in by_first.items()})


def _parts(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(name))


def _label(actor: Actor, name: str) -> EntityLabel:
    if actor.kind == "person":
        return "person"
    if actor.kind != "state":
        return "organization"
    return "nationality" if name in actor.hidden else "location"


def entities(text: str, tokens: Words, sentences: Sequence[Span], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """Find all names and role nouns; gazetteer names and other names never overlap, a role may hold a name."""
    sentence_words = [tokens.within(s) for s in sentences]
    known = known_names(gazetteer)
    found: list[Entity] = []
    pending = []
    for line in sentence_words:
        matched = _match_known(line, known)
        found += matched
        pending.append((line, {e.span.start: e for e in matched}))
    names = [name for line, matched in pending if not _headline(line) for name in _capitalised(line, matched, text)]
    first = {line[0].span.start for line in sentence_words if line}
    seen = Counter(part for name in names if name.span.start not in first for part in _parts_of(name.span.of(text)))
    for line, matched in pending:
        found += [n for n in _capitalised(line, matched, text) if _is_name(n, line, text, seen)]
    taken = sorted(found, key=lambda e: e.span)
    roles = [r for line in sentence_words for r in _largest(list(_roles(line, taken, text)))]
    return tuple(sorted({*found, *roles}, key=lambda e: (e.span, e.label)))


def _largest(roles: list[Entity]) -> list[Entity]:
    """Drop the roles that lie within another: "terrorist" in "terrorist groups"."""
    return [r for r in roles if not any(o.span != r.span and o.span.holds(r.span) for o in roles)]


def _match_known(line: Sequence[Word], known: Known) -> list[Entity]:
    found, i = [], 0
    while i < len(line):
        for parts, label in known.by_first.get(line[i].text, known.by_first.get(_damaged(line[i].text), ())):
            here = [w.text for w in line[i : i + len(parts)]]
            if len(here) == len(parts) and here[:-1] == list(parts[:-1]) and here[-1] in (parts[-1], parts[-1] + "s"):
                end = line[i + len(parts) - 1].span.end - (here[-1] != parts[-1])
                found.append(Entity(Span(line[i].span.start, end), label))
                i += len(parts) - 1
                break
        i += 1
    return found


def _damaged(word: str) -> str:
    """A possessive that lost its apostrophe: 'Syrias' for 'Syria's'."""
    return word[:-1] if len(word) > len("Irans") - 1 and word.endswith("s") and word[0].isupper() else ""


def _headline(line: Sequence[Word]) -> bool:
    long = [w.text for w in line if len(w.text) > 3]
    return len(long) > 3 and sum(w[0].isupper() for w in long) > HEADLINE_SHARE * len(long)


def _capitalised(line: Sequence[Word], matched: dict[int, Entity], text: str) -> list[Entity]:
    """Runs of capitalised words, joined by particles, that the gazetteer does not know."""
    skip, found, i = lexicon().not_names, [], 0
    covered_until = -1
    while i < len(line):
        start = line[i].span.start
        if start in matched:
            covered_until = max(covered_until, matched[start].span.end)
        nation = matched.get(start)
        usable = _upper(line, i) and (start >= covered_until or (nation and nation.label in NATIONAL))
        if not usable or (line[i].text in skip and line[i].text not in lexicon().titles) or LED.match(line[i].text):
            i += 1
            continue
        j = _run_end(line, i, matched, text)
        if entity := _name(line[i:j], nation is not None, text):
            found.append(entity)
        i = max(j, i + 1)
    return found


def _run_end(line: Sequence[Word], i: int, matched: dict[int, Entity], text: str) -> int:
    """Index after the last word of the run of capitalised words that starts at i."""
    j = i + 1
    while j < len(line):
        word, gap = line[j], text[line[j - 1].span.end : line[j].span.start]
        if gap not in (" ", " (", ". ") or (gap == ". " and len(line[j - 1].text) > 2) or line[j - 1].possessive:
            break
        if word.span.start in matched:
            break
        joins = word.text in CONNECTORS and ORGANIZATION & {w.text for w in line[i:j]} and _upper(line, j + 1)
        if not (_upper(line, j) or (word.text in PARTICLES and _upper(line, j + 1)) or joins):
            break
        if word.text in WEEKDAYS_AND_MONTHS or LED.match(word.text):
            break
        j += 1
    return j


WEEKDAYS_AND_MONTHS = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec""".split()
)


def _upper(line: Sequence[Word], j: int) -> bool:
    """Tell whether a capitalised word stands at j; "al-Ruhail" counts as one."""
    return j < len(line) and (line[j].text[0].isupper() or ARTICLED.match(line[j].text) is not None)


def _name(run: Sequence[Word], national: bool, text: str) -> Entity | None:
    """Strip titles from a run and label what is left; nothing is left of "General" or of a lone "Russian"."""
    titled, start = False, 0
    texts = [w.text for w in run]
    is_body = bool(ORGANIZATION & set(texts)) and texts[0] not in lexicon().titles
    if not is_body:
        if national:
            start = 1
        last = max((k for k, word in enumerate(texts) if word in lexicon().titles), default=-1)
        if last >= 0:
            titled, start = True, last + 1
            while start < len(run) and texts[start] in {"of", "State", "for"}:
                start += 1
    rest = run[start:]
    if not rest or (len(rest) == 1 and _common(rest[0].text)):
        return None
    span = Span(rest[0].span.start, rest[-1].span.end)
    if is_body and (len(rest) > 1 or not national):
        return Entity(span, "organization")
    if len(rest) == 1 and rest[0].text.isupper() and len(rest[0].text) > 1:
        return Entity(span, "organization")
    before = re.search(r"(\w+)[.,]?\s*$", text[max(0, span.start - 24) : span.start])
    titled = titled or bool(before and before.group(1) in lexicon().titles)
    return Entity(span, "person" if titled or 2 <= len(rest) <= 4 else "name")


def _parts_of(name: str) -> list[str]:
    """The words of a name, with and without an Arabic article."""
    parts = name.split()
    return [*parts, *(p.partition("-")[2] for p in parts if ARTICLED.match(p))]


def _common(word: str) -> bool:
    lex = lexicon()
    return word in lex.not_names or word.lower() in lex.roles or word.lower() in lex.modifiers or word in lex.modifiers


def _is_name(name: Entity, line: Sequence[Word], text: str, seen: Counter[str]) -> bool:
    """In a headline or at a sentence's start a capital letter proves nothing: the words must be seen elsewhere."""
    parts = name.span.of(text).split()
    starts = name.span.start == line[0].span.start
    if _headline(line):
        return all(part in seen for part in parts)
    if starts and len(parts) == 1:
        return parts[0] in seen or name.label == "organization"
    return True


def _roles(line: Sequence[Word], taken: Sequence[Entity], text: str) -> Iterable[Entity]:
    """Role nouns with their modifiers and, behind "of", "for", "at", the name they belong to."""
    lex = lexicon()
    inside = [e for e in taken if line and line[0].span.start <= e.span.start < line[-1].span.end]
    for i, word in enumerate(line):
        lower = word.text.lower()
        head = lower if lower in lex.roles else lower.removesuffix("s") if lower.endswith("ments") else ""
        if head not in lex.roles or any(e.span.holds(word.span) for e in inside):
            continue
        if lower in {"reports", "report"} and any(e.span.end == word.span.start - 1 for e in inside):
            continue  # "AFP reports": the verb
        start = _extend_left(line, i, inside, text)
        yield Entity(Span(start, _extend_right(line, i, inside, text)), "role")


def _extend_left(line: Sequence[Word], i: int, inside: Sequence[Entity], text: str) -> int:
    start = line[i].span.start
    for k in range(i - 1, -1, -1):
        word = line[k]
        gap = text[word.span.end : start]
        if not re.fullmatch(r"(?:[’'`]s?)?\s", gap):
            break
        name = next((e for e in inside if e.span.start <= word.span.start < e.span.end), None)
        if name and name.label == "person" and not _possessive(line[k], name):
            break
        if name:
            start = name.span.start
        elif _modifies(word.text):
            start = word.span.start
        elif word.text in DETERMINERS:
            return word.span.start
        else:
            break
    return start


def _modifies(word: str) -> bool:
    lex = lexicon()
    lower = word.lower()
    return word in lex.modifiers or lower in lex.modifiers or lower in lex.bodies | lex.forces or LED.match(word) is not None


def _possessive(word: Word, name: Entity) -> bool:
    """"Assad's forces", and "Assads forces" where the apostrophe is lost."""
    return word.possessive or name.span.end < word.span.end


def _extend_right(line: Sequence[Word], i: int, inside: Sequence[Entity], text: str) -> int:
    end = line[i].span.end
    attaching = ATTACHING | {"by"} if line[i].text.lower() in PAPERS else ATTACHING
    if i + 1 >= len(line) or line[i + 1].text not in attaching or text[end : line[i + 1].span.start] != " ":
        return end
    k = i + 2
    while k < len(line) and (line[k].text in DETERMINERS or line[k].text in lexicon().modifiers or line[k].text in lexicon().bodies):
        k += 1
    if k < len(line):
        name = next((e for e in inside if e.span.start == line[k].span.start), None)
        if name:
            return _with_body(line, name.span.end, text)
        if line[k - 1].text in lexicon().bodies:
            return line[k - 1].span.end
    return end


def _with_body(line: Sequence[Word], end: int, text: str) -> int:
    """"a source at Homs province", "a source in the Syrian army": take the body noun that follows the name."""
    for word in line:
        if word.span.start == end + 1 and word.text in lexicon().bodies | lexicon().forces | {"province", "city", "Province"}:
            return word.span.end
    return end
