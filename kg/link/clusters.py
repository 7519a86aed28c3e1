"""What is held to be one: opinions and judgements → which id stands for which, never against a person's word.

A judgement that contradicts earlier ones is set aside; so is one about things that are not there. Opinions
are followed from the surest to the least sure, each unless it would unite what a person holds apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.model import Judgement, Sameness

Refusal = Callable[[Sequence[str], Sequence[str]], bool]
"""Tells whether two groups of ids must not become one, whatever the opinion on two of them."""


class Partition:
    """Groups of ids, of which some must stay apart; near-linear in the ids joined."""

    def __init__(self) -> None:
        self._group: dict[str, list[str]] = {}
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        """Groups that must not be joined, both ways, by the identity of their lists."""

    def members(self, one: str) -> list[str]:
        """Return the ids that are one with an id, itself included."""
        return self._group.setdefault(one, [one])

    def is_apart(self, first: str, second: str) -> bool:
        """Tell whether the two must not become one."""
        return id(self.members(second)) in self._apart[id(self.members(first))]

    def part(self, first: str, second: str) -> bool:
        """Keep the two apart from now on; False where they are one already."""
        one, other = self.members(first), self.members(second)
        if one is other:
            return False
        self._apart[id(one)].add(id(other))
        self._apart[id(other)].add(id(one))
        return True

    def join(self, first: str, second: str) -> bool:
        """Make the two one; False where they must stay apart."""
        small, large = sorted((self.members(first), self.members(second)), key=len)
        if small is large:
            return True
        if self.is_apart(first, second):
            return False
        for apart in self._apart.pop(id(small), ()):
            self._apart[apart] -= {id(small)}
            self._apart[apart].add(id(large))
            self._apart[id(large)].add(apart)
        large += small
        self._group.update(dict.fromkeys(small, large))
        return True

    def groups(self) -> Iterator[list[str]]:
        """Yield the groups of more than one id, in no order."""
        seen = set[int]()
        for group in self._group.values():
            if len(group) > 1 and id(group) not in seen:
                seen.add(id(group))
                yield group


@dataclass(frozen=True, slots=True)
class Clusters:
    """What is one, the opinions as followed or not, and the judgements that could not be."""

    partition: Partition
    opinions: tuple[Sameness, ...]
    set_aside: tuple[Judgement, ...]

    def replaced(self, standing: Callable[[str], Any]) -> dict[str, str]:
        """Map each id to the one that stands for its group: the least by the rank given."""
        heads = {min(group, key=standing): group for group in self.partition.groups()}
        return {one: head for head, group in heads.items() for one in group if one != head}


def clusters(
    opinions: Iterable[Sameness], judgements: Iterable[Judgement], known: Container[str], refuse: Refusal
) -> Clusters:
    """Unite what opinions hold to be one; judgements, the earliest first, come before all of them.

    Kept are the opinions that united something, and those not followed; not those that follow from others.
    """
    partition, set_aside = _judged(judgements, known)
    kept, refused = list[Sameness](), list[Sameness]()
    for one in sorted(opinions, key=_strength):
        if partition.members(one.first) is partition.members(one.second):
            continue
        holds = one.followed and _join(partition, one, refuse)
        (kept if holds else refused).append(replace(one, followed=holds))
    kept += [one for one in refused if partition.members(one.first) is not partition.members(one.second)]
    ordered = tuple(sorted(kept, key=lambda one: (one.first, one.second)))
    return Clusters(partition, ordered, set_aside)


def _judged(
    judgements: Iterable[Judgement], known: Container[str]
) -> tuple[Partition, tuple[Judgement, ...]]:
    partition, set_aside = Partition(), list[Judgement]()
    for one in sorted(judgements, key=lambda one: (one.at, one.id)):
        if one.verdict not in {"same", "different"} or not all(about in known for about in one.about):
            continue
        first, second = one.about
        holds = partition.join(first, second) if one.verdict == "same" else partition.part(first, second)
        if not holds:
            set_aside.append(one)
    return partition, tuple(set_aside)


def _join(partition: Partition, opinion: Sameness, refuse: Refusal) -> bool:
    one, other = partition.members(opinion.first), partition.members(opinion.second)
    if one is not other and refuse(one, other):
        return False
    return partition.join(opinion.first, opinion.second)


def _strength(opinion: Sameness) -> tuple[float, str, str]:
    return -opinion.confidence, opinion.first, opinion.second
