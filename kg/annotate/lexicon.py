"""The lexical reader's word lists, read once from lexicon.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of words; numbers by word."""

    cues: dict[str, str]
    """Every cue verb form to its family: say, accuse, deny or admit."""
    voices: frozenset[str]
    bodies: frozenset[str]
    forces: frozenset[str]
    modifiers: frozenset[str]
    titles: frozenset[str]
    not_names: frozenset[str]
    organizations: frozenset[str]
    connectors: frozenset[str]
    particles: frozenset[str]
    calendar: frozenset[str]
    determiners: frozenset[str]
    attaching: frozenset[str]
    papers: frozenset[str]
    units: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]
    roles: frozenset[str]
    """Every noun that may stand for an actor."""


@cache
def lexicon() -> Lexicon:
    """Read the word lists."""
    data = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))
    numbers = data["numbers"]
    voices, bodies, forces = (_words(data["roles"][name]) for name in ("voice", "body", "force"))
    return Lexicon(
        cues={form: family for family, forms in data["cues"].items() for form in forms.split()},
        voices=voices,
        bodies=bodies,
        forces=forces,
        roles=voices | bodies | forces,
        modifiers=_words(data["roles"]["modifiers"].lower()),
        titles=_words(data["titles"]["before"]),
        not_names=_words(data["skip"]["capitalised"]),
        **{name: _words(listed) for table in ("names", "phrases") for name, listed in data[table].items()},
        units=_numbers(numbers["units"]),
        scales=_numbers(numbers["scales"]),
        vague=_numbers(numbers["vague"]),
    )


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _numbers(pairs: str) -> dict[str, int]:
    return {word: int(value) for word, _, value in (pair.partition(":") for pair in pairs.split())}
