"""What word lists, marks, opinions and the rules tell of each sentence, as numbers for the heads."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from kg.extract.learned.candidates import TOP
from kg.extract.learned.rulebook import SENTENCE_WIDTH, RuleBook
from kg.extract.patterns import names, pattern
from kg.extract.reading import Reading
from kg.extract.rules import cue_family
from kg.extract.verdicts import DOUBT, NEGATION
from kg.model import Doc, Span

LISTS = tuple(
    (table, name)
    for table in ("harm", "denial", "admission", "hedges", "intent", "doing", "measures")
    for name in names(table)
)
FAMILIES = ("deny", "admit", "accuse", "")
MARKS = 7
"""Doubt, negation, the first sentence, a question, a digit, the quoted share, the sentence's number."""
OPINIONS = 2
CLUES = len(LISTS) + len(FAMILIES) + MARKS + OPINIONS + SENTENCE_WIDTH
"""How many numbers describe a sentence."""
DIGIT = re.compile(r"\d")

Floats = NDArray[np.float32]


def clues(doc: Doc, reading: Reading, book: RuleBook) -> Floats:
    """Describe each sentence: [sentences, CLUES]."""
    seen = [_seen(number, sentence, reading) for number, sentence in enumerate(doc.sentences)]
    return np.concatenate([np.array(seen, np.float32), _opinions(doc, reading), book.of_sentences()], 1)


def _seen(number: int, sentence: Span, reading: Reading) -> list[float]:
    """What word lists and marks tell of a sentence."""
    words = sentence.of(reading.text)
    families = {cue_family(one.cue.of(reading.text)) for one in reading.attributions(sentence)}
    told = (
        *(pattern(table, name).search(words) is not None for table, name in LISTS),
        *(family in families for family in FAMILIES),
        DOUBT.search(words) is not None,
        NEGATION.search(words) is not None,
        number == 0,
        words.rstrip().endswith("?"),
        DIGIT.search(words) is not None,
    )
    return [*map(float, told), reading.quoted(sentence), min(number, TOP) / TOP]


def _opinions(doc: Doc, reading: Reading) -> Floats:
    """The surest bad and good opinion that lies in each sentence."""
    found: Floats = np.zeros((len(doc.sentences), OPINIONS), np.float32)
    for opinion in doc.opinions:
        sentence, column = reading.sentence_at(opinion.target.start), int(opinion.positive)
        found[sentence, column] = max(found[sentence, column], opinion.confidence)
    return found
