"""Coreference: MUC, B-cubed, CEAF and their CoNLL mean, with the singletons of the annotation and without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.annotate.neural import Reading
from training.measures.figures import Figures, Reader, f1s, merged, percent, words_of
from training.sample import Range, Sample
from training.scores.coreference import MEASURES, conll_f1, scores, without_singletons

Chains = list[list[Range]]


def measure(reader: Reader, samples: Sequence[Sample]) -> Figures:
    """Measure chains of mentions; a mention is right where its first and its last word are."""
    readings = reader.read([words_of(sample, sentences=bool(sample.sentences)) for sample in samples])
    both = [(_gold(sample), _found(one)) for sample, one in zip(samples, readings, strict=True)]
    linked = [(without_singletons(gold), without_singletons(found)) for gold, found in both]
    return {**_figures(both, ""), **_figures(linked, ", no singletons")}


def _figures(pairs: Iterable[tuple[Chains, Chains]], case: str) -> Figures:
    tallies = merged((scores(gold, found) for gold, found in pairs), MEASURES)
    return {f"CoNLL F1{case}": percent(conll_f1(tallies)), **f1s(tallies, f" F1{case}")}


def _gold(sample: Sample) -> Chains:
    chains: dict[str, list[Range]] = defaultdict(list)
    for mention in sample.mentions:
        chains[mention.chain].append(mention.words)
    return list(chains.values())


def _found(reading: Reading) -> Chains:
    return [[(one.start, one.end) for one in chain] for chain in reading.chains]
