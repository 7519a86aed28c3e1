"""The nouns of the neural reader: what it is given and what it finds, all places counted in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Words:
    """A text in words, as the model takes it."""

    forms: tuple[str, ...]
    paragraphs: frozenset[int] = frozenset()
    """Indices of the words that start a paragraph."""
    sentences: tuple[int, ...] | None = None
    """Indices of the words that start a sentence; None where the model is to find them."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A run of words, end exclusive, with what it is and the probability that it is."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """Who says what: the sources, the words that introduce it, and what is said; the first may be empty."""

    sources: tuple[Stretch, ...]
    cues: tuple[Stretch, ...]
    contents: tuple[Stretch, ...]
    score: float
    """The probability that source, cue and content belong together and are about where they stand."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one of two mentions of a sentence holds of the other; `first` comes first in the text."""

    first: Stretch
    second: Stretch
    label: str
    """'positive-forward', 'negative-backward' and so on: forward is the first's opinion of the second."""
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the model finds in a text; tags, heads and relations have one item per word."""

    sentences: tuple[int, ...]
    """Indices of the words that start a sentence."""
    tags: tuple[str, ...]
    """Universal parts of speech."""
    heads: tuple[int, ...]
    """Indices of the words depended on; -1 for the one root of each sentence."""
    relations: tuple[str, ...]
    """Universal dependency relations, without subtypes."""
    entities: tuple[Stretch, ...]
    """Names: PER, ORG, LOC, ARM (armed group), NAT (nationality)."""
    attributions: tuple[Quoted, ...]
    chains: tuple[tuple[Stretch, ...], ...]
    """Mentions of the same, labelled by the tag of their head; what is mentioned once is a chain of one."""
    opinions: tuple[Opinion, ...]
    """The opinions that are not neutral."""
    vectors: NDArray[np.float16] | None = field(default=None, compare=False, repr=False)
    """[words, n]: what the model's layers make of each word; None where it does not tell."""
