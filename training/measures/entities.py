"""Named entities: exact F1 over persons, organisations and places, as Universal NER has them.

Armed groups count as organisations; nationalities and what a file calls OTH are left out on both sides
(Mayhew et al. 2024, https://aclanthology.org/2024.naacl-long.243, evaluate PER, ORG and LOC).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from training.measures.figures import Figures, Reader, calibration, f1s, merged, words_of
from training.sample import UNKNOWN, Sample, runs
from training.scores.spans import Span, micro, scores

KINDS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "ARM": "ORG"}


def measure(reader: Reader, samples: Sequence[Sample]) -> Figures:
    """Measure F1 over all entities and by type, and the calibration of the predicted ones."""
    readings = reader.read([words_of(sample, sentences=True) for sample in samples])
    tallies, judged = [], []
    for sample, reading in zip(samples, readings, strict=True):
        gold = set(_kept(sample, runs(sample.entities)))
        stretches = [((one.start, one.end, one.label), one.score) for one in reading.entities]
        found = {span: score for raw, score in stretches for span in _kept(sample, [raw])}
        tallies.append(scores(gold, found))
        judged += [(score, span in gold) for span, score in found.items()]
    by_kind = merged(tallies, ("PER", "ORG", "LOC"))
    return {**f1s({"entities": micro(by_kind.values()), **by_kind}), **calibration("entities", judged)}


def _kept(sample: Sample, spans: Iterable[Span]) -> Iterator[Span]:
    """Keep what is measured, under the labels it is measured by; nothing where the annotation is silent."""
    for start, end, kind in spans:
        if kind in KINDS and UNKNOWN not in sample.entities[start:end]:
            yield start, end, KINDS[kind]
