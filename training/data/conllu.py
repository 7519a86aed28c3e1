"""Universal Dependencies treebanks in CoNLL-U, GUM's mentions in the last column included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.errors import DataError
from training.sample import Mention, Sample

COLUMNS = 10
_BRACKET = re.compile(r"\([^()]+\)?|[^()]+\)")


@dataclass(slots=True)
class _Draft:
    """A document while it is read."""

    id: str
    words: list[str] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    paragraphs: set[int] = field(default_factory=set)
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    """The bracketed mentions of each word, as GUM writes them."""

    def add(self, rows: list[list[str]]) -> None:
        """Add the rows of a sentence."""
        begin = len(self.words)
        self.sentences.append(begin)
        for row in rows:
            self.words.append(row[1])
            self.tags.append(row[3])
            self.heads.append(begin + int(row[6]) - 1 if row[6] != "0" else -1)
            self.relations.append(row[7].split(":")[0])
            self.entities.append(_entity(row[9]))

    def sample(self) -> Sample:
        """The document as it is now."""
        return Sample(
            self.id, tuple(self.words), tuple(self.sentences), frozenset(self.paragraphs),
            tuple(self.tags), tuple(self.heads), tuple(self.relations),
            mentions=tuple(mention for mention, _ in mentions(self.entities, self.heads)),
        )  # fmt: skip


def documents(path: Path) -> Iterator[Sample]:
    """Read the documents of a file; one without `# newdoc` lines is one document. DataError if malformed."""
    for draft in _drafts(path):
        yield draft.sample()


def typed_mentions(path: Path) -> Iterator[tuple[Sample, list[tuple[Mention, str]]]]:
    """Read the documents with the types that GUM gives its mentions (person, place, organization, …)."""
    for draft in _drafts(path):
        yield draft.sample(), mentions(draft.entities, draft.heads)


def _drafts(path: Path) -> Iterator[_Draft]:
    draft, opens = _Draft(path.stem), True
    rows: list[list[str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
        if line.startswith("# newdoc"):
            if draft.words:
                yield draft
            draft, opens = _Draft(line.rpartition("=")[2].strip()), True
        elif line.startswith("# newpar"):
            opens = True
        elif not line and rows:
            if opens:
                draft.paragraphs.add(len(draft.words))
            draft.add(rows)
            rows, opens = [], False
        elif line and not line.startswith("#"):
            rows += _row(line, path, number)
    if draft.words:
        yield draft


def _row(line: str, path: Path, number: int) -> list[list[str]]:
    """Split a line; a range of words (1-2) or an empty node (1.1) gives nothing."""
    row = line.split("\t")
    if len(row) != COLUMNS or (row[0].isdigit() and not row[6].isdigit()):
        raise DataError(path, f"line {number} is no CoNLL-U", "give a .conllu file with ten columns")
    return [row] if row[0].isdigit() else []


def _entity(column: str) -> str:
    for part in column.split("|"):
        if part.startswith("Entity="):
            return part[len("Entity=") :]
    return ""


def mentions(brackets: Iterable[str], heads: list[int]) -> list[tuple[Mention, str]]:
    """Read GUM's brackets, (id-type-… opening and id) closing, into mentions with their types."""
    opened: dict[str, list[tuple[int, str]]] = {}
    found: list[tuple[Mention, str]] = []
    for place, text in enumerate(brackets):
        for bracket in _BRACKET.findall(text):
            parts = bracket.strip("()").split("-")
            if bracket.startswith("("):
                opened.setdefault(parts[0], []).append((place, parts[1] if len(parts) > 1 else ""))
            if bracket.endswith(")") and opened.get(parts[0]):
                start, kind = opened[parts[0]].pop()
                span = (start, place + 1)
                found.append((Mention(span, head_of(span, heads), parts[0]), kind))
    return sorted(found, key=lambda one: one[0].words)


def head_of(span: tuple[int, int], heads: list[int]) -> int:
    """The first word of the span whose own head lies outside."""
    start, end = span
    return next((word for word in range(start, end) if not start <= heads[word] < end), start)
