"""The model: texts in words become readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.annotate.neural.decoding import Cut, Decoder, Part
from kg.annotate.neural.engine import Engine
from kg.annotate.neural.features import MARKS, Pieces, arrays, windows
from kg.annotate.neural.folder import GRAPH, VOCABULARY, WEIGHTS, digest, unusable
from kg.annotate.neural.joining import joined
from kg.annotate.neural.numeric import one_thread
from kg.annotate.neural.opinions import Asked
from kg.annotate.neural.reading import Reading, Words
from kg.annotate.neural.sentences import likely_starts

PER_BATCH = 2048
"""Word pieces run at once, padding included: twice as many take 100 MB more and are no faster."""
IN_FLIGHT = 20_000
"""Words of the texts that are read together, so that their windows can be sorted by length."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A loaded model."""

    engine: Engine
    pieces: Pieces
    decoder: Decoder
    digest: str
    """SHA-256 over its files."""

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Load the model of a folder; ModelError where a file is missing, damaged or of another format."""
        whole = digest(folder)
        engine = Engine.load(folder / GRAPH)
        return cls(engine, Pieces.load(folder / VOCABULARY), _decoder(folder / WEIGHTS, engine), whole)

    def read(self, texts: Sequence[Words]) -> list[Reading]:
        """Read texts, each on its own, in memory that does not grow with their number but for the result."""
        with one_thread():
            return [reading for group in _groups(texts) for reading in self._read(group)]

    def _read(self, texts: Sequence[Words]) -> Iterator[Reading]:
        """Read texts together, windows of like length in one batch."""
        found: list[list[tuple[int, Part]]] = [[] for _ in texts]
        for batch in _batches(cut for number, text in enumerate(texts) for cut in self._cuts(number, text)):
            for cut, part in zip(batch, self.decoder.decode(batch, self._scores(batch)), strict=True):
                found[cut.number].append((cut.start, part))
        for text, parts in zip(texts, found, strict=True):
            yield joined(text, sorted(parts, key=itemgetter(0)), self.decoder.coreference)

    def opinion(self, text: Words, pairs: Sequence[tuple[Range, Range]]) -> NDArray[np.float32]:
        """Give the probability of each opinion between pairs of mentions: [pairs, opinions].

        A mention is a run of words, end exclusive. All words of the window that holds the second one tell of
        a pair, so that the text should be a sentence; what of the first lies before the window is left out.
        """
        chances = np.zeros((len(pairs), len(self.decoder.labels.opinions)), np.float32)
        for cut in self._cuts(0, text):
            here = [index for index, (_, second) in enumerate(pairs) if cut.start < second[1] <= cut.end]
            if here:
                ends = np.array([(*first, *second) for first, second in (pairs[index] for index in here)])
                ends = (ends - (0, 1, 0, 1)).clip(cut.start) - cut.start
                told = self._scores([cut])["opinion"][0]
                with one_thread():
                    chances[here] = self.decoder.judge.judge([Asked(told, ends)])
        return chances

    def _cuts(self, number: int, text: Words) -> list[Cut]:
        """Cut a text into windows at its sentences, or where they seem to be."""
        sizes = [len(self.pieces.of(form)) for form in text.forms]
        given = text.sentences
        starts = likely_starts(text.forms, text.paragraphs) if given is None else given
        found = windows(sizes, starts, self.engine.description.window)
        return [Cut(text, number, start, end, sum(sizes[start:end])) for start, end in found]

    def _scores(self, cuts: Sequence[Cut]) -> dict[str, NDArray[np.float32]]:
        features = [
            self.pieces.features(cut.text.forms, cut.text.paragraphs, cut.start, cut.end) for cut in cuts
        ]
        return self.engine.run(arrays(features))


def _decoder(path: Path, engine: Engine) -> Decoder:
    try:
        with np.load(path, allow_pickle=False) as weights:
            return Decoder.of(engine.description, weights)
    except (OSError, ValueError, BadZipFile) as error:
        raise unusable(path, f"cannot be read ({error})") from error
    except KeyError as error:
        raise unusable(path, f"is not complete ({error.args[0]})") from error


def _groups(texts: Sequence[Words]) -> Iterator[list[Words]]:
    """Group texts, in order, until their words are enough to be read together."""
    group: list[Words] = []
    size = 0
    for text in texts:
        if group and size + len(text.forms) > IN_FLIGHT:
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text.forms)
    if group:
        yield group


def _batches(cuts: Iterable[Cut]) -> Iterator[list[Cut]]:
    """Group windows of like length, the longest first."""
    batch: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: cut.size, reverse=True):
        if batch and (len(batch) + 1) * (batch[0].size + MARKS) > PER_BATCH:
            yield batch
            batch = []
        batch.append(cut)
    if batch:
        yield batch
