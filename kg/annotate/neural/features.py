"""What the encoder sees of words: word pieces, the shape of their letters, windows of them, padded arrays.

The one door to the library `tokenizers`. Training and reading both come through here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.annotate.neural.folder import unusable

MOST_PIECES = 12
"""Pieces of one word that the encoder is given; what is left of a longer word is dropped."""
SHAPES = 8
"""Numbers that shapes take; the type of a word that starts a paragraph is its shape and this."""
_READ = 256
"""Code points of a word that are read at most: more would not change its first pieces."""
_KEPT = 1 << 16
"""Distinct words whose pieces and shapes are kept."""


@dataclass(frozen=True, slots=True)
class Features:
    """One window as the encoder takes it.

    `ids` and `types` have one number per piece, the opening and closing marks among them; `first` and `last`
    have one per word, the index of its first and last piece.
    """

    ids: list[int]
    types: list[int]
    first: list[int]
    last: list[int]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Cuts words into the pieces of a vocabulary."""

    tokenizer: Tokenizer
    opening: int
    closing: int
    unknown: int
    known: dict[str, tuple[list[int], int]] = field(default_factory=dict)
    """From a word to its pieces and its shape."""

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """Load the vocabulary of a file tokenizer.json; ModelError where it is none."""
        try:
            tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise unusable(path, f"cannot be read ({error.strerror})") from error
        except Exception as error:  # the library raises Exception itself
            raise unusable(path, f"is no vocabulary ({error})") from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        opening, closing, unknown = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))
        if opening is None or closing is None or unknown is None:
            raise unusable(path, "has no [CLS], [SEP] or [UNK]")
        return cls(tokenizer, opening, closing, unknown)

    def of(self, word: str) -> list[int]:
        """Return the ids of a word's pieces: one at least, `MOST_PIECES` at most."""
        return self._look(word)[0]

    def features(self, forms: Sequence[str], paragraphs: Set[int], start: int, end: int) -> Features:
        """Make the features of the words start to end (exclusive) of a text.

        `paragraphs` holds the indices, in the text, of the words that start a paragraph.
        """
        ids, types, first, last = [self.opening], [0], [], []
        for index in range(start, end):
            pieces, kind = self._look(forms[index])
            if index in paragraphs:
                kind += SHAPES
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
            types += [kind] * len(pieces)
        ids.append(self.closing)
        types.append(0)
        return Features(ids, types, first, last)

    def _look(self, word: str) -> tuple[list[int], int]:
        known = self.known.get(word)
        if known is None:
            known = self._cut(word[:_READ]), shape(word[:_READ])
            if len(self.known) >= _KEPT:
                self.known.clear()
            if len(word) <= _READ:
                self.known[word] = known
        return known

    def _cut(self, word: str) -> list[int]:
        text = word.encode(errors="replace").decode()  # half a surrogate pair is no text to the library
        ids: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids[:MOST_PIECES]
        return ids or [self.unknown]


def shape(word: str) -> int:
    """Tell how a word is written, for the vocabulary knows no case.

    0 without capitals, 1 Title, 2 ALL CAPITALS (more than one), 3 mIxed, 4 digits without letters, 5 neither
    letters nor digits, 6 a single letter that is a capital.

    >>> [shape(word) for word in ("army", "Army", "NATO", "al-Assad", "2016", "%", "A")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return 4 if any(char.isdigit() for char in word) else 5
    capitals = sum(char.isupper() for char in letters)
    if not capitals:
        return 0
    if len(letters) == 1:
        return 6
    if capitals == len(letters):
        return 2
    return 1 if capitals == 1 and word[0].isupper() else 3


def windows(lengths: Sequence[int], boundaries: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Cut the words of a text into windows of whole sentences, of at most `limit` pieces each.

    `lengths` has the number of pieces of each word, `boundaries` the index of the first word of each sentence
    in order; a sentence that is longer than the limit is cut where it is reached. Windows are pairs of word
    indices, end exclusive, and cover every word once.

    >>> windows([1, 1, 1, 1, 1, 2], [0, 2, 4], 4)
    [(0, 4), (4, 6)]
    """
    found, start, size = [], 0, 0
    for sentence, end in _between(boundaries, len(lengths)):
        pieces = sum(lengths[sentence:end])
        if size and size + pieces > limit:
            found.append((start, sentence))
            start, size = sentence, 0
        if size + pieces <= limit:
            size += pieces
            continue
        for index in range(sentence, end):
            if size and size + lengths[index] > limit:
                found.append((start, index))
                start, size = index, 0
            size += lengths[index]
    if start < len(lengths):
        found.append((start, len(lengths)))
    return found


def _between(boundaries: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences as pairs; words before the first boundary are one of their own."""
    starts = [0, *(index for index in boundaries if 0 < index < count)]
    yield from zip(starts, [*starts[1:], count], strict=True)


def arrays(batch: Sequence[Features]) -> dict[str, NDArray[np.int64]]:
    """Pad the features of several windows into arrays: the inputs of the model.

    `ids`, `mask`, `types` are [windows, pieces], `first`, `last` [windows, words]; all are padded with 0.
    """
    return {
        "ids": _padded([window.ids for window in batch]),
        "mask": _padded([[1] * len(window.ids) for window in batch]),
        "types": _padded([window.types for window in batch]),
        "first": _padded([window.first for window in batch]),
        "last": _padded([window.last for window in batch]),
    }


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    table = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for row, values in zip(table, rows, strict=True):
        row[: len(values)] = values
    return table
