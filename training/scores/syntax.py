"""Words, sentences, tags and dependencies, as `conll18_ud_eval.py` of the CoNLL 2018 shared task scores them.

Source: Zeman et al. 2018, "CoNLL 2018 Shared Task: Multilingual Parsing from Raw Text to Universal
Dependencies", https://aclanthology.org/K18-2001. Words are aligned where they cover the same characters,
white space not counted; relations are compared without subtypes; punctuation counts. The script aligns the
words of multiword tokens by their forms: the same as by characters wherever the words of a token spell it
out, as they do in the English treebanks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from training.scores.tally import Tally

Place = tuple[int, int]
"""Characters from, to (end-exclusive), counted over the words of the text without white space."""


@dataclass(frozen=True, slots=True)
class Parse:
    """The analysis of one text, one entry a word."""

    forms: Sequence[str]
    tags: Sequence[str]
    heads: Sequence[int]
    """Index of the head in the text, -1 for the root of a sentence."""
    relations: Sequence[str]
    sentences: Sequence[int]
    """Indices of the words that start a sentence, the first being 0."""


class MisalignedError(ValueError):
    """Gold and prediction do not have the same characters."""


def scores(gold: Parse, predicted: Parse) -> dict[str, Tally]:
    """Tally Sentences, Words, UPOS, UAS and LAS of one text; MisalignedError where the characters differ."""
    if _letters(gold) != _letters(predicted):
        raise MisalignedError("gold and predicted words do not spell the same text")
    gold_places, predicted_places = _places(gold), _places(predicted)
    gold_at = {place: index for index, place in enumerate(gold_places)}
    twin = {index: gold_at[place] for index, place in enumerate(predicted_places) if place in gold_at}
    uas = {i for i, other in twin.items() if _same_head(gold.heads[other], predicted.heads[i], twin)}
    las = {i for i in uas if _universal(gold.relations[twin[i]]) == _universal(predicted.relations[i])}
    right = {
        "Words": len(twin),
        "UPOS": sum(gold.tags[other] == predicted.tags[index] for index, other in twin.items()),
        "UAS": len(uas),
        "LAS": len(las),
    }
    sentences = _sentences(gold, gold_places), _sentences(predicted, predicted_places)
    return {
        "Sentences": Tally.of(len(sentences[0] & sentences[1]), len(sentences[1]), len(sentences[0])),
        **{name: Tally.of(count, len(predicted.forms), len(gold.forms)) for name, count in right.items()},
    }


def _same_head(gold: int, predicted: int, twin: Mapping[int, int]) -> bool:
    """Whether both are the root, or the predicted head is aligned to the gold one."""
    return gold < 0 if predicted < 0 else twin.get(predicted) == gold


def _universal(relation: str) -> str:
    return relation.partition(":")[0]


def _bare(form: str) -> str:
    return "".join(letter for letter in form if unicodedata.category(letter) != "Zs")


def _letters(parse: Parse) -> str:
    return "".join(map(_bare, parse.forms))


def _places(parse: Parse) -> list[Place]:
    return list(pairwise(accumulate((len(_bare(form)) for form in parse.forms), initial=0)))


def _sentences(parse: Parse, places: Sequence[Place]) -> set[Place]:
    bounds = [*parse.sentences, len(places)]
    return {(places[start][0], places[end - 1][1]) for start, end in pairwise(bounds) if end > start}
