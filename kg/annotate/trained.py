"""The trained annotator: a compact neural reader, with word lists for what they know better.

The model finds sentences, syntax, names, attributions, who is the same, and who thinks ill of whom; known
names, role nouns, numbers, dates and quotations come from the lexical reader, on the model's sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kg.annotate.lexical import Lines
from kg.annotate.neural.folder import digest
from kg.annotate.neural.reading import Opinion as Found
from kg.annotate.neural.reading import Reading
from kg.annotate.speech import attributions, joined
from kg.annotate.text import Text
from kg.annotate.words import bounded
from kg.model import Article, Doc, Entity, EntityLabel, Gazetteer, Opinion, Span, Token
from kg.resources import model_dir

if TYPE_CHECKING:
    from kg.annotate.neural import Model

LABELS: Mapping[str, EntityLabel] = {
    "PER": "person",
    "ORG": "organization",
    "ARM": "organization",
    "LOC": "location",
    "NAT": "nationality",
}
"""What the model calls a name, and what a Doc does."""
LEAST_OF_NAMES, LEAST_OF_SPEECH = 0.7, 0.9
"""Probability from which a name and an attribution are believed: the best of 0 to 0.9 on gold/train."""


class Trained:
    """Reads articles together, with a model that is loaded when first used."""

    name = "trained"

    def __init__(self, folder: Path | None = None) -> None:
        """Take the model of a folder, or else the shipped one."""
        self.folder = folder or model_dir()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the model's files; KgError where one is missing."""
        return digest(self.folder)

    @cached_property
    def model(self) -> Model:
        """The model; KgError where it cannot be loaded."""
        from kg.annotate.neural import Model

        return Model.load(self.folder)

    def __call__(self, articles: Sequence[Article], gazetteer: Gazetteer) -> Iterator[Doc]:
        """Read the articles, in order."""
        texts = [Text.of(article) for article in articles]
        readings = self.model.stream([text.words for text in texts])
        for text, reading in zip(texts, readings, strict=True):
            yield _doc(text, reading, gazetteer)


def _doc(text: Text, reading: Reading, gazetteer: Gazetteer) -> Doc:
    sentences = _sentences(text, reading.sentences)
    lines = Lines(text.article, sentences)
    names = (one for one in reading.entities if one.score >= LEAST_OF_NAMES)
    named = lines.entities(gazetteer, [Entity(text.span(one), LABELS[one.label]) for one in names])
    quoted = [one for one in reading.attributions if one.score >= LEAST_OF_SPEECH]
    said = joined(lines.attributions(named), list(attributions(text, quoted, sentences)))
    return replace(
        lines.doc(named, said),
        tokens=tuple(map(Token, text.spans, reading.tags, reading.heads, reading.relations)),
        chains=tuple(tuple(map(text.span, chain)) for chain in reading.chains if len(chain) > 1),
        opinions=tuple(_opinion(text, one) for one in reading.opinions),
        vectors=reading.vectors,
    )


def _sentences(text: Text, starts: Sequence[int]) -> list[Span]:
    """Return where the sentences stand; a new paragraph always begins one, and none is endless.

    A quotation mark that the model takes for a sentence of its own opens the next one.
    """
    bounds = sorted({*starts, *text.words.paragraphs, len(text.spans)})
    found, begin = list[Span](), 0
    for start, end in pairwise(bounds):
        worded = any(form.isalnum() for form in text.words.forms[start:end])
        if worded or end in text.words.paragraphs or end == bounds[-1]:
            found += bounded(text.article.text, text.over(begin, end))
            begin = end
    return found


def _opinion(text: Text, one: Found) -> Opinion:
    sense, direction = one.label.split("-")
    holder, target = map(text.span, (one.first, one.second))
    if direction == "backward":
        holder, target = target, holder
    return Opinion(holder, target, sense == "positive", one.score)
