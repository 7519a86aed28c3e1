"""Persons of different articles that are one: full names in other spellings, surnames alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from kg.link.opinions import neighbours, opinion
from kg.link.sides import Relation, Sides, is_named
from kg.model import Actor, Sameness
from kg.names import alike, is_kunya, is_lone, is_slip, person, skeleton

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two full names are alike, and whether that will do where no side is known."""

    confidence: float
    reason: str
    alone: bool = False


SPELT = Likeness(0.95, "the same name but for accents, titles or hyphens", alone=True)
VARIANT = Likeness(0.88, "two spellings of one name", alone=True)
MIDDLE_INITIAL = Likeness(0.85, "a name with and without its middle initial", alone=True)
INITIAL = Likeness(0.8, "a first name and its initial, and one side")
MIDDLE = Likeness(0.75, "a name with and without its middle part, and one side")
SLIP = Likeness(0.7, "two names that differ by a letter, and one side")
# Set by hand and looked at on reports without annotation; a person's judgement wins over them.
SURNAME, SURNAMES, MAYBE_SURNAME = 0.85, 0.7, 0.7
UNSURE: Mapping[Relation, float] = {"agree": 1.0, "unknown": 0.6, "conflict": 0.3}
"""What is left of a confidence where the sides do not speak for it."""
SEVERAL = 0.4
MOST_FITTING = 4
"""Full names beyond which those that a surname fits are not written down."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person and the words of the name."""

    id: str
    words: Words
    sure: bool
    """Whether it is known to be a person's name."""


def same_people(actors: Mapping[str, Actor], sides: Sides) -> Iterator[Sameness]:
    """Yield opinions on persons that may be one."""
    full, lone = _gathered(actors.values())
    variants = list(_variants(full, sides))
    yield from variants
    yield from _surnames(lone, Bearers(full, variants, sides), sides)


def _gathered(actors: Iterable[Actor]) -> tuple[list[Named], list[Named]]:
    """Persons by full name, and names of one word that may be a person's; both sorted."""
    full, lone = list[Named](), list[Named]()
    for actor in actors:
        words = person(actor.name) if is_named(actor) and actor.kind in {"person", "actor"} else ()
        if words and is_lone(words):
            lone.append(Named(actor.id, words, actor.kind == "person"))
        elif words and actor.kind == "person":
            full.append(Named(actor.id, words, sure=True))
    return sorted(full, key=_order), sorted(lone, key=_order)


def _order(one: Named) -> tuple[Words, str]:
    return one.words, one.id


def _variants(full: Sequence[Named], sides: Sides) -> Iterator[Sameness]:
    blocks: dict[str, list[Named]] = defaultdict(list)
    for one in full:
        for key in _keys(one.words):
            blocks[key].append(one)
    for key in sorted(blocks):
        for one, other in neighbours(blocks[key]):
            found = _likeness(one.words, other.words)
            if found:
                yield _weighed(one.id, other.id, found, sides.relation(one.id, other.id))


def _keys(words: Words) -> set[str]:
    """Blocks in which a full name meets its variants: by all its consonants, by both ends, by either."""
    first, last = skeleton(words[0]), skeleton(words[-1])
    return {
        f"all {skeleton(''.join(words))}",
        f"ends {first} {last}",
        f"surname {words[0][0]} {last}",
        f"name {first} {words[-1][:2]}",
    }


def _likeness(one: Words, other: Words) -> Likeness | None:
    if one == other or "".join(one) == "".join(other):
        return SPELT
    pairs = list(zip(one, other, strict=False))
    if len(one) == len(other):
        unlike = [pair for pair in pairs if not alike(*pair)]
        if not unlike:
            return VARIANT
        if len(unlike) == 1:
            return INITIAL if _is_initial(*unlike[0]) else SLIP if is_slip(*unlike[0]) else None
        return None
    ends = alike(one[0], other[0]) and alike(one[-1], other[-1])
    if not ends or is_kunya(one[:2]) or is_kunya(other[:2]):
        return None
    between = max(one, other, key=len)[1:-1]
    return MIDDLE_INITIAL if all(len(word) == 1 for word in between) else MIDDLE


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and min(len(one), len(other)) == 1


def _weighed(one: str, other: str, found: Likeness, relation: Relation) -> Sameness:
    followed = relation == "agree" or (relation == "unknown" and found.alone)
    share = 1.0 if followed else UNSURE[relation]
    reason = (
        found.reason
        if followed
        else f"{found.reason.removesuffix(', and one side')}; sides {_SIDES[relation]}"
    )
    return opinion(one, other, found.confidence * share, reason, followed=followed)


_SIDES: Mapping[Relation, str] = {"agree": "agree", "unknown": "not known", "conflict": "differ"}


class Bearers:
    """Full names by surname and side; those that are one person are in one group."""

    def __init__(self, full: Sequence[Named], variants: Iterable[Sameness], sides: Sides) -> None:
        self._sides = sides
        self._by_surname: dict[str, list[Named]] = defaultdict(list)
        for one in full:
            self._by_surname[skeleton(one.words[-1])].append(one)
        self._fitting: dict[Words, Mapping[str, Sequence[Named]]] = {}
        self._group: dict[str, str] = {}
        for link in variants:
            if link.followed:
                self._group[self.group(link.second)] = self.group(link.first)

    def group(self, identity: str) -> str:
        """The id that stands for all that are one with a person."""
        while identity in self._group and self._group[identity] != identity:
            identity = self._group[identity]
        return identity

    def of(self, one: Named) -> list[Named]:
        """The persons whose surname it may be, those of its side or of none; else some of other sides."""
        fitting = self._fitting_to(one.words)
        tops = sorted(self._sides.tops(one.id)) or sorted(fitting)
        near = chain.from_iterable(fitting.get(top, ()) for top in dict.fromkeys((*tops, _NO_SIDE)))
        return list(islice(near, MANY)) or list(islice(chain.from_iterable(fitting.values()), 1))

    def _fitting_to(self, surname: Words) -> Mapping[str, Sequence[Named]]:
        """The persons whose full names end in a surname, by whose side they are on."""
        if surname not in self._fitting:
            found: dict[str, list[Named]] = defaultdict(list)
            for one in () if is_kunya(surname) else self._by_surname.get(skeleton(surname[-1]), ()):
                if len(one.words) > len(surname) and _ends(one.words, surname):
                    for top in self._sides.tops(one.id) or {_NO_SIDE}:
                        found[top].append(one)
            self._fitting[surname] = found
        return self._fitting[surname]


_NO_SIDE = ""
MANY = 40
"""Full names that fit a surname beyond which no more are looked at."""


def _ends(name: Words, surname: Words) -> bool:
    return all(alike(*pair) for pair in zip(reversed(name), reversed(surname), strict=False))


def _surnames(lone: Sequence[Named], bearers: Bearers, sides: Sides) -> Iterator[Sameness]:
    """Surnames alone, first with full names, then those that fit none with each other."""
    left: dict[Words, list[Named]] = defaultdict(list)
    for one in lone:
        found = list(_fitted(one, bearers, sides))
        yield from found
        if one.sure and not found:
            left[one.words].append(one)
    yield from chain.from_iterable(_alone(left[words], sides) for words in sorted(left))


def _fitted(one: Named, bearers: Bearers, sides: Sides) -> Iterator[Sameness]:
    """What a surname alone is to the full names that end in it: one person's, or nobody's."""
    fitting = sorted({(sides.relation(one.id, other.id), _order(other)) for other in bearers.of(one)})
    groups = {bearers.group(other) for relation, (_, other) in fitting if relation != "conflict"}
    sure = Likeness(SURNAME if one.sure else MAYBE_SURNAME, "a full name and its surname, and one side")
    for relation, (_, other) in fitting[:MOST_FITTING]:
        if len(groups) > 1:
            yield opinion(one.id, other, SEVERAL, "a surname that fits several full names", followed=False)
        else:
            yield _weighed(one.id, other, sure, relation)


def _alone(bearing: Sequence[Named], sides: Sides) -> Iterator[Sameness]:
    """Those of one surname that no full name explains: each with the first of its side, these in a row."""
    first: dict[frozenset[str], Named] = {}
    found = Likeness(SURNAMES, "one surname, and one side")
    for one in bearing:
        chief = first.setdefault(sides.tops(one.id), one)
        if chief is not one:
            yield _weighed(chief.id, one.id, found, sides.relation(chief.id, one.id))
    for one, other in neighbours(list(first.values()), 1):
        yield _weighed(one.id, other.id, found, sides.relation(one.id, other.id))
