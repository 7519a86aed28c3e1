"""Whose side an actor is on that no list holds, by how it is described: 'Borland's warplanes'."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.model import Actor

LOCAL = re.compile(r"-[0-9a-f]{8,}")
"""Stands in the ids of actors that no gazetteer holds."""
OF_STATES = frozenset(
    "air aircraft airforce airplane airplanes army authorities aviation bomber bombers command forces "
    "government helicopter helicopters intelligence jet jets military minister ministry navy officer "
    "officers official officials plane planes president regime regimes security soldiers spokesman "
    "troops warplane warplanes".split()
)
"""What follows the name of a state, or of who rules it, in descriptions of those who act for it."""
NOT_OF_STATES = frozenset(
    "activists allied alliance anti backed coalition defected democratic exiled former free insurgent "
    "insurgents led militant militants opposition opposed pro rebel rebels supported volunteer".split()
)
"""Where one of these stands too, the description is of others: 'Borland-backed forces'."""


def described(actors: Collection[Actor]) -> Iterator[tuple[str, str]]:
    """Pair actors of whom it is not known for whom they act with the listed one that their name tells."""
    rulers = _rulers(actors)
    for actor in actors:
        if LOCAL.search(actor.id) and not actor.acts_for and actor.kind != "person":
            ruler = _named(actor.name, rulers)
            if ruler:
                yield actor.id, ruler


def _rulers(actors: Iterable[Actor]) -> Mapping[str, str]:
    """Map single words to the state, or the person acting for it, that alone is so called."""
    listed = [actor for actor in actors if not LOCAL.search(actor.id)]
    states = {actor.id for actor in listed if actor.kind == "state"}
    known: dict[str, str] = {}
    for actor in listed:
        if actor.id in states or (actor.kind == "person" and not states.isdisjoint(actor.acts_for)):
            for form in (actor.name, *actor.names):
                if form[:1].isupper() and " " not in form:
                    word = form.casefold()
                    known[word] = actor.id if known.get(word, actor.id) == actor.id else ""
    return {word: actor for word, actor in known.items() if actor and word not in OF_STATES}


def _named(name: str, rulers: Mapping[str, str]) -> str:
    """Return the one whose name stands before a word of states, or "" where none or others do."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", name.casefold()))
    if not NOT_OF_STATES.isdisjoint(words):
        return ""
    for number, word in enumerate(words[:-1]):
        ruler = rulers.get(word) or rulers.get(word.removesuffix("s"))
        if ruler and not OF_STATES.isdisjoint(words[number + 1 :]):
            return ruler
    return ""
