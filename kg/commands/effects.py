"""What became of a graph when it was linked anew, in a few lines for people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.commands.subjects import Subjects
from kg.results import cell
from kg.vocabulary import iri
from kg.workspace import Workspace

MOST_TOLD: Final = 10
"""Things united or parted that are told one by one."""
MOST_NAMED: Final = 5
_SAME: Final = f"SELECT ?part ?whole WHERE {{ ?part <{iri('dcterms:isReplacedBy')}> ?whole }}"
_LINKS: Final = f"SELECT ?link ?kind WHERE {{ ?link a <{iri('kg:Link')}> ; <{iri('rdf:predicate')}> ?kind }}"


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands for what, and which links there are."""

    same: Mapping[str, str]
    links: Mapping[str, str]
    """From id to kind."""
    subjects: Subjects

    @classmethod
    def of(cls, workspace: Workspace) -> Sight:
        """Look at the graph as it is."""
        store, base = workspace.store(), workspace.base
        same, links = ([map(cell, row) for row in store.select(query).rows] for query in (_SAME, _LINKS))
        return cls(
            {part.removeprefix(base): whole.removeprefix(base) for part, whole in same},
            {link: kind.removeprefix(iri("kg:")) for link, kind in links},
            Subjects(workspace),
        )

    def whole(self, key: str) -> str:
        """Return the id that stands for it."""
        return self.same.get(key, key)


def changes(before: Sight, after: Sight) -> Iterator[str]:
    """Tell what is one now, what no longer is, and which links came and went."""
    ids = {key for sight in (before, after) for pair in sight.same.items() for key in pair}
    told = [f"{_things(parts)} are one now: {_named(parts, before)}" for parts in _split(ids, after, before)]
    told += [
        f"{_one(parts)} is {len(parts)} now: {_named(parts, after)}" for parts in _split(ids, before, after)
    ]
    yield from told[:MOST_TOLD]
    if len(told) > MOST_TOLD:
        yield f"and {len(told) - MOST_TOLD} more changes of this kind"
    links = [_counted(_kinds(before, after), "gone"), _counted(_kinds(after, before), "new")]
    if any(links):
        yield ", ".join(filter(None, links))
    elif not told:
        yield "nothing else changed"


def _split(ids: Iterable[str], one: Sight, other: Sight) -> list[list[str]]:
    """Return what is one thing in one sight and several in the other, as these, sorted."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for key in ids:
        parts[one.whole(key)].add(other.whole(key))
    return sorted(sorted(some) for some in parts.values() if len(some) > 1)


def _things(parts: list[str]) -> str:
    return f"{len(parts)} {_kind(parts[0])}s"


def _one(parts: list[str]) -> str:
    return f"1 {_kind(parts[0])}"


def _kind(key: str) -> str:
    return key.partition("/")[0]


def _named(parts: list[str], sight: Sight) -> str:
    shown = [f"{sight.subjects.label(key)} ({key})" for key in parts[:MOST_NAMED]]
    return "; ".join([*shown, *([f"and {len(parts) - MOST_NAMED} more"] if len(parts) > MOST_NAMED else [])])


def _kinds(one: Sight, other: Sight) -> Counter[str]:
    """Count the links of one sight that the other lacks, by kind."""
    return Counter(kind for link, kind in one.links.items() if link not in other.links)


def _counted(kinds: Counter[str], what: str) -> str:
    """Write '3 links gone (2 denies, 1 contradicts)'; '' for none."""
    if not kinds:
        return ""
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return f"{kinds.total()} link{'' if kinds.total() == 1 else 's'} {what} ({listed})"
