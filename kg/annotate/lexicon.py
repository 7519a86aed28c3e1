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
    units: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]

    @property
    def roles(self) -> frozenset[str]:
        """Every noun that may stand for an actor."""
        return self.voices | self.bodies | self.forces


@cache
def lexicon() -> Lexicon:
    """Read the word lists."""
    data = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))
    roles, numbers = data["roles"], data["numbers"]
    return Lexicon(
        cues={form: family for family, forms in data["cues"].items() for form in forms.split()},
        voices=frozenset(roles["voice"].split()),
        bodies=frozenset(roles["body"].split()),
        forces=frozenset(roles["force"].split()),
        modifiers=frozenset(roles["modifiers"].split()),
        titles=frozenset(data["titles"]["before"].split()),
        not_names=frozenset(data["skip"]["capitalised"].split()),
        units=_numbers(numbers["units"]),
        scales=_numbers(numbers["scales"]),
        vague=_numbers(numbers["vague"]),
    )


def _numbers(pairs: str) -> dict[str, int]:
    return {word: int(value) for word, _, value in (pair.partition(":") for pair in pairs.split())}
