"""Attributions: exact F1 of sources, cues and contents, and full attributions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.annotate.neural import Reading, Stretch
from training.measures.figures import Figures, Reader, calibration, f1s, merged, words_of
from training.sample import Range, Sample, runs
from training.scores import attributions, spans
from training.scores.attributions import Parts
from training.scores.spans import Span
from training.scores.tally import Tally, total

PARTS = ("Source", "Cue", "Content")


def measure(reader: Reader, samples: Sequence[Sample]) -> Figures:
    """Measure whole texts; of several annotators the first counts, a text without any is left out."""
    told = [sample for sample in samples if sample.annotations]
    readings = reader.read([words_of(sample, sentences=False) for sample in told])
    exact: list[dict[str, Tally]] = []
    full: list[Tally] = []
    spans_judged: list[tuple[float, bool]] = []
    full_judged: list[tuple[float, bool]] = []
    for annotation, reading in zip((sample.annotations[0] for sample in told), readings, strict=True):
        gold, found = set(runs(annotation.labels)), scored_spans(reading)
        exact.append(spans.scores(gold, found))
        spans_judged += [(score, span in gold) for span, score in found.items()]
        wanted = [_parts(one.source, one.cue, one.content) for one in annotation.attributions]
        offered = [_parts(*map(_ranges, (q.sources, q.cues, q.contents))) for q in reading.attributions]
        full.append(attributions.scores(wanted, offered))
        right = attributions.right(wanted, offered)
        full_judged += [
            (quoted.score, n in right)
            for n, quoted in enumerate(reading.attributions)
            if quoted.cues and quoted.contents
        ]
    return {
        **f1s({**merged(exact, PARTS), "full attribution": total(full)}),
        **calibration("spans", spans_judged),
        **calibration("full attribution", full_judged),
    }


def measure_sentences(reader: Reader, samples: Sequence[Sample]) -> Figures:
    """Measure as CofeNet's scorer does: by sentences, where a span over two of them is a span in each."""
    readings = reader.read([words_of(sample, sentences=True) for sample in samples])
    tallies = []
    for sample, reading in zip(samples, readings, strict=True):
        found = spans.pieces(scored_spans(reading), sample.sentences, len(sample.words))
        tallies.append(spans.scores(_sentence_spans(sample), found))
    return f1s(merged(tallies, PARTS))


def scored_spans(reading: Reading) -> dict[Span, float]:
    """Collect the sources, cues and contents of all attributions, with their probabilities."""
    parts = [(*one.sources, *one.cues, *one.contents) for one in reading.attributions]
    return {(one.start, one.end, one.label): one.score for group in parts for one in group}


def _sentence_spans(sample: Sample) -> Iterator[Span]:
    labels = sample.annotations[0].labels
    for start, end in pairwise([*sample.sentences, len(sample.words)]):
        for first, last, label in spans.bio_spans(labels[start:end]):
            yield start + first, start + last, label


def _ranges(stretches: Iterable[Stretch]) -> list[Range]:
    return [(one.start, one.end) for one in stretches]


def _parts(*parts: Iterable[Range]) -> Parts:
    """Take the words of source, cue and content."""
    sets = (frozenset(word for start, end in part for word in range(start, end)) for part in parts)
    return Parts(*sets)
