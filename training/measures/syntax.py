"""Sentences, tags and trees: on the words of a treebank, and on words of the reader's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate.neural import Reading, Words
from training.measures.figures import Figures, Reader, f1s, merged, words_of
from training.sample import Sample
from training.scores.syntax import Parse, scores
from training.scores.tally import Tally

TREE = ("UPOS", "UAS", "LAS")


def measure(reader: Reader, samples: Sequence[Sample]) -> Figures:
    """Measure on gold words: with gold sentences, then with sentences of the reader's own."""
    given = _tallies(reader, samples, [words_of(sample, sentences=True) for sample in samples])
    own = _tallies(reader, samples, [words_of(sample, sentences=False) for sample in samples])
    return {
        **f1s({name: given[name] for name in TREE}, ""),
        "Sentences, own": f1s(own)["Sentences F1"],
        "LAS, own sentences": f1s(own)["LAS F1"],
    }


def measure_own_words(reader: Reader, samples: Sequence[Sample], own: Sequence[Words]) -> Figures:
    """Measure on the same texts as the reader splits them; MisalignedError where they are other texts."""
    return f1s(_tallies(reader, samples, own), "")


def _tallies(reader: Reader, samples: Sequence[Sample], texts: Sequence[Words]) -> dict[str, Tally]:
    readings = reader.read(texts)
    return merged(_scored(samples, texts, readings), ("Words", "Sentences", *TREE))


def _scored(
    samples: Sequence[Sample], texts: Sequence[Words], readings: Sequence[Reading]
) -> Iterator[dict[str, Tally]]:
    for sample, text, reading in zip(samples, texts, readings, strict=True):
        gold = Parse(sample.words, sample.tags, sample.heads, sample.relations, sample.sentences)
        yield scores(gold, _parse(text, reading))


def _parse(text: Words, reading: Reading) -> Parse:
    return Parse(text.forms, reading.tags, reading.heads, reading.relations, reading.sentences)
