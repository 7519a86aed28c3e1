"""Names that claimgraph's own gazetteer knows: silver labels, and which are armed groups and demonyms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.annotate.neural.words import split
from kg.model import Actor, Span
from kg.rdf import read_gazetteer
from kg.resources import ontology_dir
from training.sample import UNKNOWN

Names = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""From the first word of a name to the names that begin so, longest first, with their type."""

_KINDS = {"person": "PER", "organization": "ORG", "armed-group": "ARM", "state": "LOC"}
SHORTEST = 3
"""Characters of a name of one word; shorter ones are other things too often."""


@cache
def names() -> Names:
    """Index the names of the gazetteer by their first words."""
    gazetteer = read_gazetteer([ontology_dir() / "actors.ttl", ontology_dir() / "places.ttl"])
    entries: dict[tuple[str, ...], str] = {}
    for place in gazetteer.places:
        for name in (place.name, *place.names):
            entries[_words(name)] = "LOC"
    for actor in gazetteer.actors:
        for name, kind in _names_of(actor):
            entries.setdefault(_words(name), kind)
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, kind in entries.items():
        if len(words) > 1 or (words and len(words[0]) >= SHORTEST and words[0][0].isupper()):
            by_first.setdefault(words[0], []).append((words, kind))
    return {first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in by_first.items()}


def _names_of(actor: Actor) -> Iterator[tuple[str, str]]:
    kind = _KINDS.get(actor.kind)
    if kind:
        yield from ((name, kind) for name in (actor.name, *actor.names))
    if actor.kind == "state":
        yield from ((name, "NAT") for name in actor.hidden if name.endswith(_DEMONYMS))


_DEMONYMS = ("an", "ans", "ese", "i", "is", "ish", "ch", "ek", "eks", "rd", "rds", "ab", "abs")
"""Endings that tell a demonym (Syrian, Iraqis, Kurds) from a capital that stands for its government."""


def known(words: Sequence[str], index: Names) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and type of the names that stand in the words, longest first, none overlapping."""
    place = 0
    while place < len(words):
        for name, kind in index.get(words[place], ()):
            if tuple(words[place : place + len(name)]) == name:
                yield place, place + len(name), kind
                place += len(name) - 1
                break
        place += 1


def silver(words: Sequence[str]) -> tuple[str, ...]:
    """Label known names, leave other capitalised words UNKNOWN, and all else is no name.

    A known name behind another capitalised word may be the end of a longer one: it stays UNKNOWN.
    """
    labels = [UNKNOWN if word[:1].isupper() else "O" for word in words]
    for start, end, kind in known(words, names()):
        if labels[start - 1] == "O" or not start:
            write(labels, start, end, kind)
    return tuple(labels)


def write(labels: list[str], start: int, end: int, kind: str) -> None:
    """Write the BIO labels of one span into the labels."""
    labels[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]


def _words(name: str) -> tuple[str, ...]:
    return tuple(span.of(name) for span in split(name, Span(0, len(name))))
