"""Readers written by hand: one reads the texts it knows as the annotators did, and sees nothing in others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.annotate.neural import Quoted, Reading, Stretch, Words
from training.sample import Range, Sample, runs

TREEBANK = """# newdoc id = one
# newpar
# text = They didn't go.
1\tThey\t_\tPRON\t_\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\t_\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\t_\tPART\t_\t_\t4\tadvmod\t_\t_
4\tgo\t_\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t_\tPUNCT\t_\t_\t4\tpunct\t_\t_

# newpar
1\tYes\t_\tINTJ\t_\t_\t0\troot\t_\t_

# newdoc id = two
# newpar
1\tSyria\t_\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\twaits\t_\tVERB\t_\t_\t0\troot\t_\t_

"""


def stretches(ranges: Sequence[Range], label: str) -> tuple[Stretch, ...]:
    return tuple(Stretch(start, end, label, 1.0) for start, end in ranges)


def blank(words: Words) -> Reading:
    """What a reader makes of a text that means nothing to it."""
    size = len(words.forms)
    heads = tuple(range(-1, size - 1))
    return Reading((0,), ("X",) * size, heads, ("dep",) * size, (), (), (), ())


def gold(sample: Sample) -> Reading:
    """The annotation as a reading."""
    size = len(sample.words)
    chains: dict[str, list[Stretch]] = {}
    for mention in sample.mentions:
        chains.setdefault(mention.chain, []).append(Stretch(*mention.words, "", 1.0))
    quoted = (
        Quoted(*(stretches(ranges, name) for name, ranges in one.parts()), score=1.0)
        for annotation in sample.annotations[:1]
        for one in annotation.attributions
    )
    return Reading(
        sample.sentences,
        sample.tags or ("X",) * size,
        sample.heads or tuple(range(-1, size - 1)),
        sample.relations or ("dep",) * size,
        tuple(Stretch(*span, 1.0) for span in runs(sample.entities)),
        tuple(quoted),
        tuple(map(tuple, chains.values())),
        (),
    )


class Fake:
    """Reads the texts it knows as annotated, and others as blank; all opinions are of one class."""

    digest = "0" * 64

    def __init__(self, *samples: Sample, opinion: int = 0) -> None:
        self.known = {sample.words: gold(sample) for sample in samples}
        self.chances = np.full(5, 0.1, np.float32)
        self.chances[opinion] = 0.6
        self.seen: list[Words] = []

    def read(self, texts: Sequence[Words]) -> list[Reading]:
        self.seen += texts
        return [self.known.get(tuple(text.forms), blank(text)) for text in texts]

    def opinion(self, _: Words, pairs: Sequence[tuple[Range, Range]]) -> NDArray[np.float32]:
        return np.tile(self.chances, (len(pairs), 1))
