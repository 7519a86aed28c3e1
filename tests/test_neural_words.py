"""The tokeniser: cases of each kind, offsets whatever the text holds, and F1 against a treebank."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.neural.words import split
from kg.model import Span


def cut(text: str) -> str:
    return " ".join(word.of(text) for word in split(text, Span(0, len(text))))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They don't, can't and cannot deny it.", "They do n't , ca n't and can not deny it ."),
        (
            "Syria's army isn’t the rebels' ally; we'll see",
            "Syria 's army is n’t the rebels ' ally ; we 'll see",
        ),
        ("He dont say whats wrong, im sure", "He do nt say what s wrong , i m sure"),
        ("Syrias capital, Assads army, rebels", "Syria s capital , Assad s army , rebels"),
        ("Its a lie. The army and its allies", "It s a lie . The army and its allies"),
        ("Ba'athists, Shi'ite, O'Neill's and Sana'a", "Ba'athists , Shi'ite , O'Neill 's and Sana'a"),
        ("US-led anti-government ex-rebels of al-Nusra", "US - led anti-government ex-rebels of al - Nusra"),
        (
            "the over-the-top, Hizb-e-Islami co-ordinator",
            "the over - the - top , Hizb - e - Islami co-ordinator",
        ),
        ("Lt. Gen. J. Smith of the U.S. Army", "Lt. Gen. J. Smith of the U.S. Army"),
        ("It left the U.S. The base, i.e. camp", "It left the U.S . The base , i.e. camp"),
        ("It was No. 5. He said No.", "It was No. 5 . He said No ."),
        ("guns, tanks etc. were sold by X Co.", "guns , tanks etc. were sold by X Co ."),
        ("1,300 or 2.5m at 7:30pm on 9/11, 18,19", "1,300 or 2.5 m at 7:30 pm on 9/11 , 18 , 19"),
        ("2016-09-18, 16/11/2004, call 713-853-3989", "2016-09-18 , 16/11/2004 , call 713-853-3989"),
        ("$5bn, US$4.5, €3 and 60%", "$ 5 bn , US$ 4.5 , € 3 and 60 %"),
        (
            "See http://t.co/a_b, www.sana.sy. or a.b@c.org!",
            "See http://t.co/a_b , www.sana.sy . or a.b@c.org !",
        ),
        ("@SyriaWatch: #Aleppo burns :)", "@SyriaWatch : #Aleppo burns :)"),
        ("Really?! Yes... no -- ''yes'' [sic]", "Really ?! Yes ... no -- '' yes '' [ sic ]"),
        ("“We won,” he said.", "“ We won , ” he said ."),
        (
            "Cafe\u0301s in Da\u02bfesh \u0627\u0644\u0646\u0635\u0631\u0629",
            "Cafe\u0301s in Da\u02bfesh \u0627\u0644\u0646\u0635\u0631\u0629",
        ),
        (
            "\u200fSyria\u200e\u200b fights \U0001f1f8\U0001f1fe\U0001f44d\U0001f3fd.",
            "Syria fights \U0001f1f8\U0001f1fe\U0001f44d\U0001f3fd .",
        ),
        ("", ""),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text: str, words: str) -> None:
    assert cut(text) == words


def test_only_the_stretch_is_split() -> None:
    text = "One two. Three four. Five"
    assert [word.of(text) for word in split(text, Span(9, 20))] == ["Three", "four", "."]


ODD = st.text(
    st.sampled_from("aA1éß.-'’n\"t&@#:/,_ \n\t\u0301\u200b\u200d\u200f\xad\x00\U0001f600\U0001f3fdعi"),
    max_size=60,
)


@given(st.one_of(ODD, st.text(max_size=60)))
def test_words_are_in_order_and_hold_all_but_gaps(text: str) -> None:
    words = split(text, Span(0, len(text)))
    assert all(word.start < word.end for word in words)
    assert all(one.end <= two.start for one, two in pairwise(words))
    outside = set(range(len(text))) - {place for word in words for place in range(word.start, word.end)}
    assert not any(text[place].isalnum() or text[place] in ".-'’\"&@#:/,_" for place in outside)


@pytest.mark.parametrize(
    "part", ["a.", "a-", "a'", "n't", "1,", "www.", "http://,,,", "a@", "=-", "re-", "A&", "_"]
)
def test_a_chunk_without_end_is_split_to_its_end(part: str) -> None:
    text = part * (20_000 // len(part))
    words = split(text, Span(0, len(text)))
    assert words[-1].end == len(text)
    assert sum(word.end - word.start for word in words) == len(text)


def treebank(path: Path) -> list[tuple[str, set[tuple[int, int]]]]:
    """The sentences of a treebank with the places of their words; a range is cut as its words are long."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        at, places, skipped = 0, set(), 0
        for fields in (line.split("\t") for line in lines if line[:1].isdigit()):
            if "." in fields[0]:
                continue
            start = text.index(fields[1][0], at) if not skipped else at
            if "-" in fields[0]:
                first, last = map(int, fields[0].split("-"))
                at, skipped, end = start, last - first + 1, start + len(fields[1])
                continue
            skipped = max(0, skipped - 1)
            at = min(start + len(fields[1]), end) if skipped else start + len(fields[1])
            places.add((start, at))
        found.append((text, places))
    return found


def test_words_agree_with_the_treebank(shared: Path) -> None:
    both = gold = found = 0
    for text, places in treebank(shared / "data" / "ud_ewt" / "en_ewt-ud-dev.conllu"):
        words = {(word.start, word.end) for word in split(text, Span(0, len(text)))}
        both, gold, found = both + len(words & places), gold + len(places), found + len(words)
    assert 2 * both / (gold + found) > 0.985
