"""Actors of different articles that are one.

Names are the evidence and sides the check: two persons of one surname who speak for different bodies are two,
and a surname that fits two full names is nobody's. Unnamed actors are of one article alone: they never meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from kg.link.bodies import same_bodies
from kg.link.opinions import strongest
from kg.link.people import same_people
from kg.link.sides import Sides
from kg.model import Actor, Sameness


def of_two_sides(actors: Mapping[str, Actor]) -> Callable[[Sequence[str], Sequence[str]], bool]:
    """What tells that two groups must not become one: their members act for different sides."""
    return Sides(actors).differ


def same_actors(actors: Mapping[str, Actor]) -> Iterator[Sameness]:
    """Yield opinions on which actors are one, near misses among them, sorted; near-linear in their number."""
    sides = Sides(actors)
    yield from strongest(chain(same_people(actors, sides), same_bodies(actors, sides)))
