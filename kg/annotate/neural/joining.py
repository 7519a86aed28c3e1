"""The windows of a text become one reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kg.annotate.neural.coreference import Coreference, Mentions
from kg.annotate.neural.decoding import Part
from kg.annotate.neural.reading import Reading, Stretch, Words

EMPTY = Reading((), (), (), (), (), (), (), ())


def joined(text: Words, parts: Sequence[Part], coreference: Coreference) -> Reading:
    """Put the windows of a text, in order, together, and find who is the same throughout."""
    starts = [start for part in parts for start in part.starts]
    heads = [head for part in parts for head in part.heads]
    relations = [relation for part in parts for relation in part.relations]
    _join_roots(starts, heads, relations)
    return Reading(
        sentences=tuple(starts),
        tags=tuple(tag for part in parts for tag in part.tags),
        heads=tuple(heads),
        relations=tuple(relations),
        entities=tuple(one for part in parts for one in part.entities),
        attributions=tuple(one for part in parts for one in part.attributions),
        chains=tuple(_chains(text, parts, starts, coreference)),
        opinions=tuple(one for part in parts for one in part.opinions),
        vectors=_vectors(parts),
    )


def _vectors(parts: Sequence[Part]) -> NDArray[np.float16] | None:
    known = [part.vectors for part in parts if part.vectors is not None]
    return np.concatenate(known) if known else None


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
    text: Words, parts: Sequence[Part], starts: Sequence[int], coreference: Coreference
) -> Iterator[tuple[Stretch, ...]]:
    nouns = [noun for part in parts for noun in part.nouns]
    if not nouns:
        return
    mentions = Mentions(
        refer=np.concatenate([part.refer for part in parts]),
        words=[text.forms[noun] for noun in nouns],
        sentences=np.searchsorted(np.array(starts), nouns, "right"),
    )
    found = [one for part in parts for one in part.mentions]
    for links in coreference.chains(mentions):
        yield tuple(replace(found[index], score=score) for index, score in links)
