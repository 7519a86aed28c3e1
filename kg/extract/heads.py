"""What the head of a role noun tells, read once from roles.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

BEHIND_HEAD = re.compile(r"\s(?:of|for|at|in|from|with|within|inside|near|to|by)\s")


@dataclass(frozen=True, slots=True)
class Heads:
    """Sets of role heads; roles.toml says what each holds."""

    state: frozenset[str]
    army: frozenset[str]
    armed: frozenset[str]
    person: frozenset[str]
    belonging: frozenset[str]
    recalled: frozenset[str]
    monitors: frozenset[str]
    watching: frozenset[str]
    kinds: frozenset[str]
    machines: frozenset[str]
    representing: frozenset[str]
    nameless: frozenset[str]
    voices: frozenset[str]
    own: frozenset[str]
    others: frozenset[str]


@cache
def heads() -> Heads:
    """Read the sets."""
    data = tomllib.loads(files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))
    return Heads(**{name: frozenset(words.split()) for name, words in data.items()})


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun taken apart: the phrase, its part before "of" and the like, and that part's last word."""

    phrase: str
    main: str
    head: str
    behind: str
    """What "of" and the like lead to: "the coalition" in "two aircraft of the coalition"."""

    @classmethod
    def of(cls, phrase: str) -> Role:
        """Take a phrase apart: "Russian officials in Geneva" has the head "officials"."""
        main, *behind = BEHIND_HEAD.split(phrase, maxsplit=1)
        return cls(phrase, main, main.split()[-1].lower() if main.split() else "", " ".join(behind))

    def modifiers(self) -> frozenset[str]:
        """The words before the head, in small letters."""
        return frozenset(self.main.lower().split()[:-1])
