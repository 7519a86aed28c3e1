"""How much each feature of a pair counts, and what is told of it; the table is learned (training/links)."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.link.events.pairs import Features

TOLD = 0.3
"""Weight times value of the least feature that a reason tells."""
MEASURED = frozenset({"alike topics", "alike words", "same actors", "same rare place"})
"""Features told with their value."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model in a table: the weight of each feature, and where its scores are cut."""

    bias: float
    of: Mapping[str, float]
    story: float
    """Least mean likeness of articles that tell one story."""
    same: float
    """Least mean score of accounts that are held to be one event."""
    near: float
    """Least score of two accounts that are told to be nearly one."""

    def score(self, features: Features) -> float:
        """How likely the two accounts are of one event, 0 to 1."""
        total = self.bias + math.fsum(self.of.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))

    def reason(self, features: Features) -> str:
        """What speaks for it, the weightiest first, and after "but" what speaks against it.

        >>> weights().reason({"same day": 1.0, "places far apart": 1.0})
        'same day; but places far apart'
        """
        known = {name: value for name, value in features.items() if not name.endswith("unknown")}
        worth = {name: self.of.get(name, 0.0) * value for name, value in known.items()}
        told = sorted((name for name in worth if abs(worth[name]) >= TOLD), key=lambda n: (-abs(worth[n]), n))
        speaks_for = [_told(name, features) for name in told if worth[name] > 0 and ", " not in name]
        against = [_told(name, features) for name in told if worth[name] < 0]
        parts = (*speaks_for, *(f"but {one}" for one in against[:1]), *against[1:])
        return "; ".join(parts) or "little in common"


def _told(name: str, features: Features) -> str:
    return f"{name} ({features[name]:.2f})" if name in MEASURED else name


@cache
def weights() -> Weights:
    """Return the table shipped along."""
    table = tomllib.loads((files(__package__) / "weights.toml").read_text(encoding="utf-8"))
    cuts = table["cuts"]
    return Weights(table["bias"], table["weights"], cuts["story"], cuts["same"], cuts["near"])
