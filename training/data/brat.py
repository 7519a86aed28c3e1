"""Attributions in brat's stand-off files, as PolNeAR is published: text/X.txt and attributions/X_….ann."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.annotate.neural.sentences import likely_starts
from kg.annotate.neural.words import split
from kg.model import Span
from training.errors import DataError
from training.sample import Annotation, Attributed, Range, Sample, repaired

PARTS = ("Source", "Cue", "Content")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, and which of them a stretch of characters touches."""

    spans: Sequence[Span]
    by_character: Sequence[int]
    """For each character, the number of the first word that ends after it."""

    def touched(self, start: int, end: int) -> range:
        first = self.by_character[start] if start < len(self.by_character) else len(self.spans)
        last = first
        while last < len(self.spans) and self.spans[last].start < end:
            last += 1
        return range(first, last)


def documents(folder: Path) -> Iterator[Sample]:
    """Read every text of the folder with all its annotations; DataError if the layout is another."""
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise DataError(folder, "holds no text/*.txt", "give a folder with text/ and attributions/")
    annotated: dict[str, list[Path]] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(file.stem, []).append(file)
        annotated.setdefault(file.stem.rpartition("_")[0], []).append(file)
    for file in texts:
        yield _document(file, annotated.get(file.stem, []))


def text_sample(name: str, text: str) -> tuple[Sample, list[Span]]:
    """Split a raw text into words, and guess its sentences as reading does; paragraphs are its lines."""
    spans = split(text, Span(0, len(text)))
    breaks = [n for n, span in enumerate(spans) if not n or "\n" in text[spans[n - 1].end : span.start]]
    words = tuple(span.of(text) for span in spans)
    paragraphs = frozenset(breaks)
    return Sample(name, words, tuple(likely_starts(words, paragraphs)), paragraphs), spans


def _document(file: Path, annotations: Sequence[Path]) -> Sample:
    text = file.read_bytes().decode("utf-8")
    sample, spans = text_sample(file.stem, text)
    by_character: list[int] = []
    for number, span in enumerate(spans):
        by_character += [number] * (span.end - len(by_character))
    words = _Words(spans, by_character)
    found = tuple(_annotation(path, words) for path in annotations)
    return Sample(sample.id, sample.words, sample.sentences, sample.paragraphs, annotations=found)


def _annotation(path: Path, words: _Words) -> Annotation:
    spans: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        name, _, rest = line.partition("\t")
        kind, _, places = rest.split("\t")[0].partition(" ")
        if name.startswith("T") and kind in PARTS:
            spans[name] = kind, [_pair(one) for one in places.split(";")]
        elif name.startswith("E"):
            events.append([one.partition(":")[2] for one in rest.split()])
    return _laid(words, spans, events)


def _pair(text: str) -> tuple[int, int]:
    start, end = text.split()
    return int(start), int(end)


def _laid(
    words: _Words, spans: dict[str, tuple[str, list[tuple[int, int]]]], events: list[list[str]]
) -> Annotation:
    """Lay the spans over the words; where two overlap, the first keeps the words."""
    labels = ["O"] * len(words.spans)
    ranges: dict[str, tuple[str, list[Range]]] = {}
    for name, (kind, places) in spans.items():
        found: list[Range] = []
        for start, end in places:
            free = [word for word in words.touched(start, end) if labels[word] == "O"]
            if not free:
                continue
            for number, word in enumerate(free):
                begins = not number or free[number - 1] != word - 1
                labels[word] = ("B-" if begins else "I-") + kind
            found.append((free[0], free[-1] + 1))
        ranges[name] = kind, found
    attributions = []
    for event in events:
        parts: dict[str, list[Range]] = {part: [] for part in PARTS}
        for name in event:
            if name in ranges:
                parts[ranges[name][0]] += ranges[name][1]
        source, cue, content = (tuple(parts[part]) for part in PARTS)
        if cue or content:
            attributions.append(Attributed(source, cue, content))
    return Annotation(repaired(labels), tuple(attributions))
