"""Groups that grow as long as their members are alike on the average of the pairs compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]


class Linkage:
    """Scores of pairs, asked for the mean between two groups."""

    def __init__(self, scores: Mapping[Pair, float]) -> None:
        self._scores: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for (first, second), score in scores.items():
            self._scores[first][second] = score
            self._scores[second][first] = score

    def mean(self, one: Sequence[str], other: Sequence[str]) -> float:
        """Return the mean score of the pairs between the groups that were compared; 0 where none was."""
        found = self._between(one, other)
        return sum(found) / len(found) if found else 0.0

    def best(self, one: Sequence[str], other: Sequence[str]) -> float:
        """Return the best score of the pairs between the groups; 0 where none was compared."""
        return max(self._between(one, other), default=0.0)

    def _between(self, one: Sequence[str], other: Sequence[str]) -> list[float]:
        small, large = sorted((one, other), key=len)
        within = set(large)
        return [
            score
            for member in small
            for partner, score in self._scores.get(member, {}).items()
            if partner in within
        ]


def grouped(scores: Mapping[Pair, float], least: float) -> dict[str, int]:
    """Join what is alike, the most alike first; return the number of the group of each that was joined."""
    linkage, groups = Linkage(scores), dict[str, list[str]]()
    for first, second in _strongest(scores, least):
        one, other = groups.setdefault(first, [first]), groups.setdefault(second, [second])
        if one is other or linkage.mean(one, other) < least:
            continue
        small, large = sorted((one, other), key=len)
        large += small
        groups.update(dict.fromkeys(small, large))
    numbers: dict[int, int] = {}
    return {key: numbers.setdefault(id(group), len(numbers)) for key, group in groups.items()}


def _strongest(scores: Mapping[Pair, float], least: float) -> Iterable[Pair]:
    return sorted((pair for pair, score in scores.items() if score >= least), key=lambda p: (-scores[p], p))
