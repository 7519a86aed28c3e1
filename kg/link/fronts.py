"""Deeds laid to insurgents by some, and to the forces of a state by others, whoever the insurgents are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.link.corpus import Corpus

_INSURGENTS = re.compile(
    r"\b(?:rebels?|insurgents?|terrorists?|jihadists?|militants?|extremists?"
    r"|opposition (?:fighters|forces|groups))\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\b(?:backed|pro|allied|supported|sponsored|led|anti|ex|former)\b", re.IGNORECASE)
"""Where one of these stands too, they may fight for a state."""


def across(first: Sequence[str], second: Sequence[str], corpus: Corpus) -> bool:
    """Tell whether all of the one are insurgents by their description, and all of the other of a state."""
    pairs = ((first, second), (second, first))
    return bool(first and second) and any(
        all(is_insurgent(actor, corpus) for actor in one)
        and all(_is_of_a_state(actor, corpus) for actor in other)
        for one, other in pairs
    )


def is_insurgent(actor: str, corpus: Corpus) -> bool:
    """Tell whether an actor bears no name, but is called a rebel, or whatever the state calls rebels."""
    name = corpus.name(actor)
    described = not corpus.is_named(actor) and corpus.side(actor) == {actor}
    return described and bool(_INSURGENTS.search(name)) and not _OF_OTHERS.search(name)


def _is_of_a_state(actor: str, corpus: Corpus) -> bool:
    return not corpus.states.isdisjoint(corpus.side(actor))
