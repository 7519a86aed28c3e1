"""The windows of a text become one reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from kg.annotate.neural.coreference import Coreference, Mentions
from kg.annotate.neural.decoding import Cut, Part
from kg.annotate.neural.reading import Opinion, Quoted, Reading, Stretch, Words

Parts = Sequence[tuple[Cut, Part]]
"""What stands in the windows of a text, in order."""

EMPTY = Reading((), (), (), (), (), (), (), ())


def joined(text: Words, parts: Parts, coreference: Coreference) -> Reading:
    """Put the parts of a text together, and find who is the same throughout."""
    starts = [start + cut.start for cut, part in parts for start in part.starts]
    heads = [head + cut.start if head >= 0 else -1 for cut, part in parts for head in part.heads]
    relations = [relation for _, part in parts for relation in part.relations]
    _join_roots(starts, heads, relations)
    return Reading(
        sentences=tuple(starts),
        tags=tuple(chain.from_iterable(part.tags for _, part in parts)),
        heads=tuple(heads),
        relations=tuple(relations),
        entities=tuple(moved(one, cut.start) for cut, part in parts for one in part.entities),
        attributions=tuple(_moved_quoted(one, cut.start) for cut, part in parts for one in part.attributions),
        chains=tuple(_chains(text, parts, starts, coreference)),
        opinions=tuple(_moved_opinion(one, cut.start) for cut, part in parts for one in part.opinions),
    )


def _join_roots(starts: Sequence[int], heads: list[int], relations: list[str]) -> None:
    """Hang the later roots of a sentence that was cut into windows from its first."""
    opening = set(starts)
    root = -1
    for index, head in enumerate(heads):
        if index in opening:
            root = -1
        if head < 0 and root < 0:
            root = index
        elif head < 0:
            heads[index], relations[index] = root, "parataxis"


def _chains(
    text: Words, parts: Parts, starts: Sequence[int], coreference: Coreference
) -> Iterator[tuple[Stretch, ...]]:
    nouns = [noun + cut.start for cut, part in parts for noun in part.nouns]
    if not nouns:
        return
    mentions = Mentions(
        refer=np.concatenate([part.refer for _, part in parts]),
        words=[text.forms[noun] for noun in nouns],
        sentences=np.searchsorted(np.array(starts), nouns, "right"),
    )
    stretches = [moved(one, cut.start) for cut, part in parts for one in part.mentions]
    for links in coreference.chains(mentions):
        yield tuple(
            Stretch(stretches[index].start, stretches[index].end, stretches[index].label, score)
            for index, score in links
        )


def moved(one: Stretch, by: int) -> Stretch:
    """Move a stretch by some words."""
    return Stretch(one.start + by, one.end + by, one.label, one.score)


def _moved_quoted(one: Quoted, by: int) -> Quoted:
    sources, cues, contents = (
        tuple(moved(stretch, by) for stretch in stretches)
        for stretches in (one.sources, one.cues, one.contents)
    )
    return Quoted(sources, cues, contents, one.score)


def _moved_opinion(one: Opinion, by: int) -> Opinion:
    return Opinion(moved(one.first, by), moved(one.second, by), one.label, one.score)
