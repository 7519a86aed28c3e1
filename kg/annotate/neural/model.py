"""The model: texts in words become readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat, tee
from operator import attrgetter
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.annotate.neural.decoding import Cut, Decoder, Part
from kg.annotate.neural.engine import Engine
from kg.annotate.neural.features import Pieces, arrays, windows
from kg.annotate.neural.folder import GRAPH, VOCABULARY, WEIGHTS, digest, unusable
from kg.annotate.neural.joining import EMPTY, joined
from kg.annotate.neural.reading import Reading, Words
from kg.annotate.neural.sentences import likely_starts
from kg.arrays import one_thread

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
        """Read texts, each on its own, in memory that grows with what is found alone."""
        return list(self.stream(texts))

    def stream(self, texts: Sequence[Words]) -> Iterator[Reading]:
        """Read texts, in order; the network runs ahead while the caller works on what it got."""
        done = 0
        with one_thread():
            for number, parts in groupby(self._parts(texts), key=attrgetter("cut.number")):
                yield from repeat(EMPTY, number - done)
                yield joined(texts[number], list(parts), self.decoder.coreference)
                done = number + 1
        yield from repeat(EMPTY, len(texts) - done)

    def _parts(self, texts: Sequence[Words]) -> Iterator[Part]:
        """Read the windows of the texts, in order."""
        cuts, copies = tee(cut for number, text in enumerate(texts) for cut in self._cuts(number, text))
        return self.decoder.decode(zip(cuts, self.engine.run(map(self._inputs, copies)), strict=True))

    def opinion(self, text: Words, pairs: Sequence[tuple[Range, Range]]) -> NDArray[np.float32]:
        """Give the probability of each opinion between pairs of mentions: [pairs, opinions].

        A mention is a run of words, end exclusive. All words of the window that holds the second one tell of
        a pair, so that the text should be a sentence; what of the first lies before the window is left out.
        """
        chances = np.zeros((len(pairs), len(self.decoder.labels.opinions)), np.float32)
        cuts = self._cuts(0, text)
        for cut, scores in zip(cuts, self.engine.run(map(self._inputs, cuts)), strict=True):
            here = [index for index, (_, second) in enumerate(pairs) if cut.start < second[1] <= cut.end]
            if here:
                ends = np.array([(*first, *second) for first, second in (pairs[index] for index in here)])
                ends = (ends - (0, 1, 0, 1)).clip(cut.start) - cut.start
                with one_thread():
                    chances[here] = self.decoder.judge.judge(scores["opinion"], ends)
        return chances

    def _cuts(self, number: int, text: Words) -> list[Cut]:
        """Cut a text into windows at its sentences, or where they seem to be."""
        sizes = [len(self.pieces.of(form)) for form in text.forms]
        given = text.sentences
        starts = likely_starts(text.forms, text.paragraphs) if given is None else given
        found = windows(sizes, starts, self.engine.description.window)
        return [Cut(text, number, start, end) for start, end in found]

    def _inputs(self, cut: Cut) -> dict[str, NDArray[np.int64]]:
        return arrays([self.pieces.features(cut.text.forms, cut.text.paragraphs, cut.start, cut.end)])


def _decoder(path: Path, engine: Engine) -> Decoder:
    try:
        with np.load(path, allow_pickle=False) as weights:
            return Decoder.of(engine.description, weights)
    except (OSError, ValueError, BadZipFile) as error:
        raise unusable(path, f"cannot be read ({error})") from error
    except KeyError as error:
        raise unusable(path, f"is not complete ({error.args[0]})") from error
