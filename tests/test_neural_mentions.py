"""The words of mentions in trees drawn by hand."""

from __future__ import annotations

import pytest

from kg.annotate.neural.mentions import extents


def mention(words: str, head: str) -> str:
    """Return the mention of a head word; each word is form/head/relation, heads counted from 1."""
    parts = [word.split("/") for word in words.split()]
    forms, heads, relations = zip(*parts, strict=True)
    start, end = extents([int(one) - 1 for one in heads], relations)[forms.index(head)]
    return " ".join(forms[start:end])


PETER = "Peter/8/nsubj Cook/1/flat ,/5/punct a/5/det spokesman/1/appos of/7/case Ankara/5/nmod says/0/root"
CHIEF = (
    "He/4/nsubj is/4/cop still/4/advmod chief/0/root of/7/case the/7/det army/4/nmod and/9/cc navy/7/conj"
    " ./4/punct"
)
REBELS = (
    "two/3/nummod Syrian/3/amod rebels/9/nsubj who/5/nsubj fled/3/acl from/8/case the/8/det city/5/obl"
    " died/0/root"
)


@pytest.mark.parametrize(
    ("words", "head", "found"),
    [
        (PETER, "Peter", "Peter Cook"),
        (PETER, "spokesman", "a spokesman of Ankara"),
        (PETER, "Ankara", "Ankara"),
        (CHIEF, "chief", "chief of the army and navy"),
        (CHIEF, "army", "the army"),
        (CHIEF, "navy", "navy"),
        (CHIEF, "He", "He"),
        (REBELS, "rebels", "two Syrian rebels who fled from the city"),
        (REBELS, "city", "the city"),
        ("Syria/3/nmod 's/1/case war/0/root", "Syria", "Syria 's"),
        ("even/2/advmod Syria/3/nsubj waits/0/root", "Syria", "Syria"),
        ("the/2/det camp/4/nsubj here/2/advmod burns/0/root", "camp", "the camp here"),
        ("Syria/3/nmod 's/1/case war/0/root", "war", "Syria 's war"),
    ],
)
def test_a_mention_is_what_hangs_from_its_head_and_belongs_to_it(words: str, head: str, found: str) -> None:
    assert mention(words, head) == found


def test_a_chain_of_words_is_as_deep_as_long() -> None:
    count = 5_000
    heads = [*range(1, count), -1]
    assert extents(heads, ["nmod"] * count)[-1] == (0, count)
