"""From the scores of a batch of windows to what stands in each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import NamedTuple, TypeAlias

import numpy as np

from kg.annotate.neural import trees
from kg.annotate.neural.attributions import attributions
from kg.annotate.neural.coreference import Coreference
from kg.annotate.neural.engine import VECTORS, Description
from kg.annotate.neural.mentions import extents
from kg.annotate.neural.opinions import Judge
from kg.annotate.neural.reading import Opinion, Quoted, Stretch, Words
from kg.annotate.neural.viterbi import Chain
from kg.arrays import Booleans, Floats, Integers, sigmoid

Scores: TypeAlias = Mapping[str, Floats]
"""The outputs of the graph, by name."""
TOGETHER = 32
"""Windows whose spans are found together: a step of the random fields takes hardly longer for many."""
PARTNERS = 16
"""Mentions after one in its sentence whose opinions of each other are asked for."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A window: some words of a text, end exclusive."""

    text: Words
    number: int
    """Which text it is of."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What stands in a window; all places are indices of words in the text."""

    cut: Cut
    starts: list[int]
    """The words that start a sentence."""
    tags: list[str]
    heads: list[int]
    relations: list[str]
    nouns: list[int]
    """The head words of the mentions."""
    mentions: list[Stretch]
    refer: Floats
    """[mentions, 2 × n], in 16 bits, for they wait until the text is read: what coreference compares."""
    vectors: Floats | None = None
    """[words, n]: what the model's layers make of each word, where it tells."""
    entities: list[Stretch] = field(default_factory=list)
    attributions: list[Quoted] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)


class Spans(NamedTuple):
    """The scores of a window that wait until there are more windows: all that spans need."""

    entity: Floats
    attribution: Floats
    link: Floats

    @classmethod
    def of(cls, scores: Scores) -> Spans:
        """Take them from the graph's outputs."""
        return cls(scores["entity"], scores["attribution"], scores["link"])


@dataclass(frozen=True, slots=True, eq=False)
class Decoder:
    """The labels and the weights that turn scores into findings."""

    labels: Description
    entity: Chain
    attribution: Chain
    relation: tuple[Floats, Floats]
    judge: Judge
    coreference: Coreference

    @classmethod
    def of(cls, labels: Description, weights: Mapping[str, Floats]) -> Decoder:
        """Take the weights by their names; KeyError where one is missing."""
        chains = {
            kind: Chain.of(names, weights[f"{kind}_initial"], weights[f"{kind}_transitions"])
            for kind, names in (("entity", labels.entities), ("attribution", labels.attribution))
        }
        judge = [weights[f"opinion_{name}"] for name in ("in", "in_bias", "out", "out_bias")]
        reference = [weights[f"reference_{name}"] for name in ("distance", "same", "sentence", "none")]
        return cls(
            labels,
            **chains,
            relation=(weights["relation_weight"], weights["relation_bias"]),
            judge=Judge(*judge),
            coreference=Coreference(*reference),
        )

    def decode(self, scored: Iterable[tuple[Cut, Scores]]) -> Iterator[Part]:
        """Read windows, in order, from the graph's outputs, [words, …] of each.

        All that is added up, is added up within a window: each is read the same whatever the others are.
        """
        begun = ((self._part(cut, scores), Spans.of(scores)) for cut, scores in scored)
        while some := list(islice(begun, TOGETHER)):
            offsets = [part.cut.start for part, _ in some]
            names = self.entity.read([spans.entity for _, spans in some], offsets)
            quoted = self.attribution.read([spans.attribution for _, spans in some], offsets)
            for (part, spans), entities, said in zip(some, names, quoted, strict=True):
                part.entities.extend(marked.span for marked in entities)
                part.attributions.extend(attributions(said, spans.link, part.cut.start))
                yield part

    def _part(self, cut: Cut, scores: Scores) -> Part:
        """Read the syntax, the mentions and the opinions of a window."""
        starts = _starts(cut, scores["start"])
        heads = trees.heads(scores["arc"], _sentences(starts))
        tags = [self.labels.tags[tag] for tag in scores["tag"].argmax(1).tolist()]
        relations = self._relations(scores, heads)
        nouns = np.flatnonzero(scores["mention"] > 0)
        chances = sigmoid(scores["mention"][nouns])
        reach = extents(heads.tolist(), relations)
        mentions = [
            Stretch(reach[noun][0] + cut.start, reach[noun][1] + cut.start, tags[noun], chance)
            for noun, chance in zip(nouns.tolist(), chances.tolist(), strict=True)
        ]
        part = Part(
            cut,
            starts=(np.flatnonzero(starts) + cut.start).tolist(),
            tags=tags,
            heads=np.where(heads < 0, -1, heads + cut.start).tolist(),
            relations=relations,
            nouns=(nouns + cut.start).tolist(),
            mentions=mentions,
            refer=scores["refer"][nouns].astype(np.float16),
            vectors=scores.get(VECTORS),
        )
        part.opinions.extend(self._opinions(part, scores["opinion"]))
        return part

    def _relations(self, scores: Scores, heads: Integers) -> list[str]:
        """Choose the relation of each word; roots, and they alone, are "root"."""
        names = self.labels.relations
        found = trees.relations(scores["child"], scores["parent"], heads, *self.relation)
        root = names.index("root")
        found[:, root] = -np.inf
        return [names[one] for one in np.where(heads < 0, root, found.argmax(1)).tolist()]

    def _opinions(self, part: Part, told: Floats) -> Iterator[Opinion]:
        """Judge the mentions of each sentence two by two; `told` [words, 4 × n] is the graph's output."""
        for start, end, pairs in _partners(part):
            ends = [(one.start, one.end - 1, two.start, two.end - 1) for one, two in pairs]
            around = told[start - part.cut.start : end - part.cut.start]
            chances = self.judge.judge(around, np.array(ends) - start)
            chosen = chances.argmax(1)
            for index in np.flatnonzero(chosen).tolist():
                label = int(chosen[index])
                yield Opinion(*pairs[index], self.labels.opinions[label], float(chances[index, label]))


def _starts(cut: Cut, logits: Floats) -> Booleans:
    """Tell which words start a sentence: as given, or else as found and at each paragraph."""
    given = cut.text.sentences
    starts = logits > 0 if given is None else np.zeros(len(logits), bool)
    known = cut.text.paragraphs if given is None else frozenset(given)
    starts[[index - cut.start for index in range(cut.start, cut.end) if index in known]] = True
    starts[0] |= cut.start == 0
    return starts


def _sentences(starts: Booleans) -> Integers:
    """Number the sentences of a window from 0, though the first may have begun before it."""
    numbers: Integers = np.cumsum(starts) - starts[0]
    return numbers


def _partners(part: Part) -> Iterator[tuple[int, int, list[tuple[Stretch, Stretch]]]]:
    """Yield the sentences in which mentions meet: start, end, and the pairs that lie one after the other."""
    bounds = sorted({part.cut.start, *part.starts, part.cut.end})
    mentions = sorted(part.mentions)
    at = 0
    for start, end in pairwise(bounds):
        here = at
        while at < len(mentions) and mentions[at].start < end:
            at += 1
        inside = mentions[here:at]
        pairs = [
            (first, second)
            for index, first in enumerate(inside)
            for second in inside[index + 1 : index + 1 + PARTNERS]
            if first.end <= second.start
        ]
        if pairs:
            yield start, end, pairs
