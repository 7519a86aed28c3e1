"""What the encoder is given: pieces, shapes, windows, arrays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.neural.features import MOST_PIECES, SHAPES, Pieces, arrays, shape, windows
from kg.annotate.neural.sentences import likely_starts
from kg.errors import ModelError
from tests.tiny_model import tokenizer


@pytest.fixture
def pieces(tmp_path: Path) -> Pieces:
    tokenizer().save(str(tmp_path / "tokenizer.json"))
    return Pieces.load(tmp_path / "tokenizer.json")


def spelt(pieces: Pieces, word: str) -> list[str | None]:
    return [pieces.tokenizer.id_to_token(piece) for piece in pieces.of(word)]


def test_a_word_is_cut_alone_without_case_or_accents(pieces: Pieces) -> None:
    assert spelt(pieces, "Été") == ["e", "##t", "##e"]


def test_a_word_has_one_piece_at_least_and_twelve_at_most(pieces: Pieces) -> None:
    odd = [spelt(pieces, word) for word in ("\u200d", "\U0001f600", "x" * 100_000)]
    assert odd == [["[UNK]"]] * 3
    assert spelt(pieces, "\ud800") == ["?"]
    assert len(pieces.of("konstantinopolitan")) == len(pieces.of("-" * 100_000)) == MOST_PIECES
    assert len("konstantinopolitan") > MOST_PIECES


def test_a_word_is_known_again(pieces: Pieces) -> None:
    assert pieces.of("army") is pieces.of("army")


def test_features_tell_shapes_and_where_paragraphs_start(pieces: Pieces) -> None:
    window = pieces.features(["He", "is", "Assad", ".", "NATO"], {2, 4}, 1, 5)
    assert [pieces.tokenizer.id_to_token(piece) for piece in window.ids] == [
        "[CLS]", "i", "##s", "a", "##s", "##s", "##a", "##d", ".", "n", "##a", "##t", "##o", "[SEP]",
    ]  # fmt: skip
    assert window.types == [0, 0, 0, *[1 + SHAPES] * 5, 5, *[2 + SHAPES] * 4, 0]
    assert (window.first, window.last) == ([1, 3, 8, 9], [2, 7, 8, 12])


def test_arrays_are_padded_with_nought(pieces: Pieces) -> None:
    batch = arrays([pieces.features(["He", "is"], set(), 0, 2), pieces.features(["a"], set(), 0, 1)])
    assert batch["mask"].tolist() == [[1] * 6, [1, 1, 1, 0, 0, 0]]
    assert batch["ids"][1, 3:].tolist() == [0, 0, 0]
    assert batch["last"].tolist() == [[2, 4], [1, 0]]
    assert {array.dtype.name for array in batch.values()} == {"int64"}


def test_shapes_of_mixed_and_foreign_words() -> None:
    words = ["al-Assad", "iPhone", "McCain", "É", "ÉTÉ", "Été", "9th", "MiG-29", "العربية", "—", "𝟗"]
    assert [shape(word) for word in words] == [3, 3, 3, 6, 2, 1, 0, 3, 0, 5, 4]


def test_windows_hold_whole_sentences_and_cut_the_endless() -> None:
    assert windows([1] * 10, [0, 4, 7], 7) == [(0, 7), (7, 10)]
    assert windows([1] * 10, [0, 4, 7], 6) == [(0, 4), (4, 10)]
    assert windows([1] * 10, [0, 2], 4) == [(0, 2), (2, 6), (6, 10)]
    assert windows([2, 2, 2, 2], [], 5) == [(0, 2), (2, 4)]
    assert windows([], [], 5) == []


@given(st.lists(st.integers(1, 12), max_size=80), st.sets(st.integers(0, 80)), st.integers(12, 40))
def test_windows_cover_each_word_once_within_the_limit(
    lengths: list[int], boundaries: set[int], limit: int
) -> None:
    found = windows(lengths, sorted(boundaries), limit)
    assert [index for start, end in found for index in range(start, end)] == list(range(len(lengths)))
    assert all(0 < sum(lengths[start:end]) <= limit for start, end in found)


def test_sentences_seem_to_start_after_stops_and_at_paragraphs() -> None:
    forms = "“ Go . ” He left ! Then he 's gone ... or not ? next line".split()
    assert likely_starts(forms, {0, 15}) == [0, 4, 7, 15]


@pytest.mark.parametrize("content", ["", "[1]", "{}", '{"model": 3}'])
def test_a_file_that_is_no_vocabulary_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(ModelError, match=r"tokenizer\.json: is no vocabulary"):
        Pieces.load(tmp_path / "tokenizer.json")
