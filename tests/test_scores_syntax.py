"""Words, sentences, tags and trees, scored as the script of CoNLL 2018 does."""

from __future__ import annotations

import pytest

from training.scores.syntax import MisalignedError, Parse, scores
from training.scores.tally import Tally


def parse(text: str, *sentences: int) -> Parse:
    """Write a parse as `form/tag/head/relation`, heads as word indices, -1 for the root."""
    rows = [entry.split("/") for entry in text.split()]
    forms, tags, heads, relations = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Parse(forms, tags, [*map(int, heads)], relations, sentences or (0,))


GOLD = parse("They/PRON/3/nsubj ca/AUX/3/aux n't/PART/3/advmod go/VERB/-1/root ./PUNCT/3/punct")


def test_gold_is_perfect() -> None:
    assert scores(GOLD, GOLD) == {
        "Sentences": Tally.of(1, 1, 1),
        **dict.fromkeys(("Words", "UPOS", "UAS", "LAS"), Tally.of(5, 5, 5)),
    }


def test_relations_count_without_subtype_and_only_on_the_right_head() -> None:
    other = parse("They/PRON/3/nsubj:pass ca/AUX/3/cop n't/PART/1/advmod go/NOUN/-1/root ./PUNCT/3/punct")
    found = scores(GOLD, other)
    assert (found["UPOS"].right, found["UAS"].right, found["LAS"].right) == (4, 4, 3)


def test_other_words_align_by_their_characters() -> None:
    """`can't` is one word here: it has no twin, and what hangs on it hangs wrong."""
    joined = parse("They/PRON/2/nsubj can't/AUX/2/aux go/VERB/-1/root ./PUNCT/1/punct")
    found = scores(GOLD, joined)
    assert found["Words"] == Tally.of(3, 4, 5)
    assert found["UPOS"] == Tally.of(3, 4, 5)
    assert found["UAS"] == found["LAS"] == Tally.of(2, 4, 5)


def test_white_space_inside_a_word_does_not_count() -> None:
    gold = Parse(["10\u00a0000", "men"], ["NUM", "NOUN"], [1, -1], ["nummod", "root"], [0])
    system = Parse(["10", "000", "men"], ["NUM"] * 2 + ["NOUN"], [2, 2, -1], ["nummod"] * 2 + ["root"], [0])
    assert scores(gold, system)["Words"] == Tally.of(1, 3, 2)


def test_a_root_must_be_a_root() -> None:
    chain = parse("a/X/-1/root b/X/0/dep")
    assert scores(chain, parse("a/X/1/root b/X/-1/root"))["UAS"] == Tally.of(0, 2, 2)


def test_sentences_are_compared_by_their_characters() -> None:
    gold = parse("a/X/-1/root b/X/0/dep c/X/-1/root d/X/-1/root", 0, 2, 3)
    found = scores(gold, parse("a/X/-1/root b/X/0/dep c/X/-1/root d/X/2/dep", 0, 2))
    assert found["Sentences"] == Tally.of(1, 2, 3)


def test_a_head_in_another_sentence_of_the_same_form_is_wrong() -> None:
    gold = parse("a/X/1/dep b/X/-1/root b/X/-1/root", 0, 2)
    assert scores(gold, parse("a/X/2/dep b/X/-1/root b/X/-1/root", 0, 2))["UAS"].right == 2


def test_an_empty_text_counts_nothing() -> None:
    empty = Parse([], [], [], [], [])
    assert set(scores(empty, empty).values()) == {Tally.of(0, 0, 0)}


def test_other_characters_are_refused() -> None:
    with pytest.raises(MisalignedError, match="do not spell the same"):
        scores(GOLD, parse("They/PRON/-1/root"))
