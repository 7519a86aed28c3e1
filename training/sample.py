"""What every data set becomes: one text in words, with what its annotators said of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

Range = tuple[int, int]
"""A run of words: first, and one past the last."""

UNKNOWN = ""
"""The label of a word of which the annotation says nothing."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution: the runs of words of its source, its cue and its content; any may be empty."""

    source: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    content: tuple[Range, ...] = ()

    def parts(self) -> tuple[tuple[str, tuple[Range, ...]], ...]:
        """The parts by the names of their labels."""
        return ("Source", self.source), ("Cue", self.cue), ("Content", self.content)


@dataclass(frozen=True, slots=True)
class Annotation:
    """All attributions of a text as one annotator saw them, with their BIO labels word by word."""

    labels: tuple[str, ...]
    attributions: tuple[Attributed, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions in one text, and the opinion (a number of `labels.OPINIONS`) that stands between them."""

    first: Range
    second: Range
    opinion: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Something referred to: the words of it, its head among them, and the chain it belongs to."""

    words: Range
    head: int
    chain: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One text; a field is empty where the data set says nothing of it."""

    id: str
    words: tuple[str, ...]
    sentences: tuple[int, ...]
    """Index of the first word of each sentence."""
    paragraphs: frozenset[int] = frozenset()
    """Index of the first word of each paragraph."""
    tags: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    """Index of each word's head, -1 for a root."""
    relations: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    """BIO labels, UNKNOWN where the annotation is silent."""
    silver: bool = False
    """Whether the entities are what a gazetteer found, not what an annotator saw."""
    annotations: tuple[Annotation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    pairs: tuple[Pair, ...] = ()

    def sentence_numbers(self) -> list[int]:
        """The number of the sentence of each word."""
        ends = [*self.sentences[1:], len(self.words)]
        return [
            number for number, (start, end) in enumerate(zip(self.sentences, ends, strict=True))
            for _ in range(start, end)
        ]  # fmt: skip

    def keeping(self, kept: Sequence[int], forms: Sequence[str]) -> Sample:
        """Keep some words, in order, under new forms; what pointed at the others moves or goes."""
        old = list(kept)
        new = {word: number for number, word in enumerate(old)}
        moved = _Moved(old)
        mentions = [
            Mention(span, new[one.head], one.chain)
            for one in self.mentions if one.head in new and (span := moved(one.words))
        ]  # fmt: skip
        pairs = [
            Pair(first, second, one.opinion)
            for one in self.pairs if (first := moved(one.first)) and (second := moved(one.second))
        ]  # fmt: skip
        starts = sorted({place for one in self.sentences if (place := bisect_left(old, one)) < len(old)})
        return replace(
            self,
            words=tuple(forms),
            sentences=tuple(starts),
            paragraphs=frozenset(p for one in self.paragraphs if (p := bisect_left(old, one)) < len(old)),
            tags=tuple(self.tags[word] for word in old) if self.tags else (),
            heads=tuple(self._head(word, new) for word in old) if self.heads else (),
            relations=tuple(self.relations[word] for word in old) if self.relations else (),
            entities=repaired([self.entities[word] for word in old]) if self.entities else (),
            annotations=tuple(_moved_annotation(one, old, moved) for one in self.annotations),
            mentions=tuple(mentions),
            pairs=tuple(pairs),
        )

    def _head(self, word: int, new: dict[int, int]) -> int:
        """Climb to the next head that is kept."""
        head = self.heads[word]
        while head >= 0 and head not in new:
            head = self.heads[head]
        return new[head] if head >= 0 else -1


@dataclass(frozen=True, slots=True)
class _Moved:
    """Finds the place of a run of words among those kept."""

    kept: Sequence[int]

    def __call__(self, span: Range) -> Range | None:
        start, end = bisect_left(self.kept, span[0]), bisect_left(self.kept, span[1])
        return (start, end) if start < end else None


def _moved_annotation(annotation: Annotation, kept: Sequence[int], moved: _Moved) -> Annotation:
    def move(spans: tuple[Range, ...]) -> tuple[Range, ...]:
        return tuple(span for one in spans if (span := moved(one)))

    attributions = (
        Attributed(move(one.source), move(one.cue), move(one.content)) for one in annotation.attributions
    )
    labels = repaired([annotation.labels[word] for word in kept])
    return Annotation(labels, tuple(one for one in attributions if one.cue or one.content))


def repaired(labels: Sequence[str]) -> tuple[str, ...]:
    """Let every run of BIO labels begin with a B: a run may have lost its first word."""
    fixed: list[str] = []
    before = "O"
    for label in labels:
        torn = label.startswith("I-") and before[2:] != label[2:]
        fixed.append("B-" + label[2:] if torn else label)
        before = label
    return tuple(fixed)


def runs(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans of BIO labels: start, end, type."""
    found: list[tuple[int, int, str]] = []
    start, kind = -1, ""
    for place, label in enumerate([*labels, "O"]):
        if start >= 0 and label != "I-" + kind:
            found.append((start, place, kind))
            start = -1
        if label.startswith("B-") or (label.startswith("I-") and start < 0):
            start, kind = place, label[2:]
    return found
