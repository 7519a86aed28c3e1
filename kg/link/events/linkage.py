"""Groups that grow as long as their members are alike on the average of the pairs compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.link.clusters import Partition

Pair = tuple[str, str]


class Growing:
    """Sets of what the members of lists stand for; a list that has grown is read on from where it ended."""

    def __init__(self, meaning: Callable[[str], str] = str) -> None:
        self._meaning = meaning
        self._sets: dict[int, tuple[Sequence[str], set[str]]] = {}
        self._read: dict[int, int] = {}

    def of(self, group: Sequence[str]) -> set[str]:
        """Return the set of a list, which must not have lost any member since it was asked for last."""
        key = id(group)
        if key not in self._sets or self._sets[key][0] is not group:
            self._sets[key], self._read[key] = (group, set()), 0
        found = self._sets[key][1]
        found.update(self._meaning(group[number]) for number in range(self._read[key], len(group)))
        self._read[key] = len(group)
        return found


class Linkage:
    """Scores of pairs, asked for the mean between two groups in time linear in the smaller one's pairs."""

    def __init__(self, scores: Mapping[Pair, float]) -> None:
        self._scores: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._members = Growing()
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
        within = self._members.of(large)
        return [
            score
            for member in small
            for partner, score in self._scores.get(member, {}).items()
            if partner in within
        ]


def grouped(scores: Mapping[Pair, float], least: float) -> dict[str, int]:
    """Join what is alike, the most alike first; return the number of the group of each that was joined."""
    linkage, partition = Linkage(scores), Partition()
    for first, second in _strongest(scores, least):
        one, other = partition.members(first), partition.members(second)
        if one is not other and linkage.mean(one, other) >= least:
            partition.join(first, second)
    return {key: number for number, group in enumerate(partition.groups()) for key in group}


def _strongest(scores: Mapping[Pair, float], least: float) -> Iterable[Pair]:
    return sorted((pair for pair, score in scores.items() if score >= least), key=lambda p: (-scores[p], p))
