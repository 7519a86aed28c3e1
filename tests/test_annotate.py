"""The lexical reader: sentences, names, numbers, dates and attributions, with exact offsets."""

from __future__ import annotations

import pytest

from kg.annotate.lexical import annotate
from kg.annotate.numbers import numbers, value
from kg.annotate.words import sentences
from kg.model import Found, Span
from tests.factory import GAZETTEER, make_article


def read(text: str, date: str | None = "2031-05-07", **fields):
    return annotate(make_article(text, date=Found(date, "metadata") if date else None, **fields), GAZETTEER)


def said(text: str) -> list[tuple[str | None, str, str]]:
    """Source, cue and content of each attribution, as words."""
    doc = read(text)
    return [
        (a.source.of(text) if a.source else None, a.cue.of(text), a.content.of(text))
        for a in doc.attributions
    ]


def split(text: str, *boilerplate: Span) -> list[str]:
    return [span.of(text) for span in sentences(text, boilerplate)]


def test_sentences_end_at_closing_punctuation_and_lines() -> None:
    assert split("Kesh was hit. Nobody died.\n\nA second line") == [
        "Kesh was hit.",
        "Nobody died.",
        "A second line",
    ]


@pytest.mark.parametrize(
    "text", ["Gen. Ott of the U.S. Army left.", "It began on Jan. 3 at dawn.", "J. Ott paid 3.5 million."]
)
def test_a_full_stop_within_an_abbreviation_or_number_ends_no_sentence(text: str) -> None:
    assert split(text) == [text]


def test_a_quotation_mark_belongs_to_the_sentence_it_closes() -> None:
    assert split("“We did not fire.” He left.") == ["“We did not fire.”", "He left."]


def test_nothing_is_read_from_boilerplate() -> None:
    text = "Menu\nKesh was hit.\nLeave a Reply"
    assert split(text, Span(0, 4), Span(19, 32)) == ["Kesh was hit."]


def test_hard_wrapped_lines_are_one_sentence() -> None:
    line = (
        "The ministry of Ardania said on Monday that shells fired late\n"
        "from Borland fell on the market of Kesh, where families\n"
        "were buying food, and that the rescue teams which came found\n"
        "nobody alive."
    )
    assert split(line) == [line]


def test_short_lines_are_not_taken_for_wrapped_ones() -> None:
    assert split("Shells fall on Kesh\nThe market was hit") == ["Shells fall on Kesh", "The market was hit"]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("62 soldiers", (62, 62)),
        ("at least 62 soldiers", (62, None)),
        ("more than 60 soldiers", (61, None)),
        ("up to 250 fighters", (None, 250)),
        ("between 20 and 25 people", (20, 25)),
        ("20-25 people", (20, 25)),
        ("two dozen people", (24, 24)),
        ("dozens of people", (24, None)),
        ("hundreds of thousands of people", (200_000, None)),
        ("1.3 million people", (1_300_000, 1_300_000)),
        ("sixty-two people", (62, 62)),
        ("1,200 people", (1200, 1200)),
        ("fewer than ten people", (None, 9)),
    ],
)
def test_numbers_have_bounds(text: str, bounds: tuple[int | None, int | None]) -> None:
    (number,) = numbers(text, Span(0, len(text)))
    assert (number.minimum, number.maximum) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "Oct 10 (Reuters)",
        "24 November",
        "aged 18",
        "in 2016",
        "on 3/4",
        "a B-52 bomber",
        "12%",
        "mid-2012",
        "at 7:30",
        "$40",
    ],
)
def test_years_codes_shares_and_times_are_no_counts(text: str) -> None:
    assert list(numbers(text, Span(0, len(text)))) == []


def test_an_amount_that_is_no_whole_number_has_no_value() -> None:
    assert value("3.5") is None


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("on Saturday", "2031-05-03"),
        ("on Wednesday", "2031-05-07"),
        ("on May 3", "2031-05-03"),
        ("on 3 May 2030", "2030-05-03"),
        ("on 05-04-2030", "2030-04-05"),
        ("2030-04-05", "2030-04-05"),
        ("in December", "2030-12"),
        ("yesterday", "2031-05-06"),
        ("last month", "2031-04"),
        ("since 2029", "2029"),
    ],
)
def test_dates_are_resolved_against_publication(words: str, date: str) -> None:
    text = f"Kesh was hit {words}."
    assert [d.value for d in read(text).dates] == [date]


def test_without_a_day_of_publication_a_weekday_is_no_date() -> None:
    assert read("Kesh was hit on Saturday.", date=None).dates == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ardania said Kesh was hit.", ("Ardania", "said", "Kesh was hit.")),
        ("Kesh was hit, said Anna Ott.", ("Anna Ott", "said", "Kesh was hit")),
        ("“Kesh was hit,” Anna Ott said.", ("Anna Ott", "said", "“Kesh was hit,”")),
        ("According to Anna Ott, Kesh was hit.", ("Anna Ott", "According to", "Kesh was hit.")),
        ("Kesh was hit, according to local officials.", ("local officials", "according to", "Kesh was hit")),
        ("Ardania has repeatedly denied that it hit Kesh.", ("Ardania", "denied", "it hit Kesh.")),
        (
            "Kesh was hit a spokesman for the Ardanian Defence Ministry said.",
            ("a spokesman for the Ardanian Defence Ministry", "said", "Kesh was hit"),
        ),
        (
            "Residents who fled Kesh told reporters the market burned.",
            ("Residents", "told", "the market burned."),
        ),
    ],
)
def test_sources_cues_and_contents(text: str, expected: tuple[str, str, str]) -> None:
    source, cue, content = said(text)[0]
    assert (source, cue) == expected[:2]
    assert expected[2].strip(".,") in content


@pytest.mark.parametrize(
    "text",
    [
        "The report was long.",
        "Five alleged rebels died.",
        "No group has claimed responsibility.",
        "“He said so” was the title.",
    ],
)
def test_nouns_adjectives_nobody_and_quoted_words_introduce_nothing(text: str) -> None:
    assert said(text) == []


def labelled(text: str) -> set[tuple[str, str]]:
    return {(e.span.of(text), e.label) for e in read(text).entities}


def test_known_names_keep_their_label_and_lose_a_damaged_possessive() -> None:
    assert {("Ardania", "location"), ("Borlandic", "nationality")} <= labelled(
        "Ardanias army met Borlandic jets."
    )


def test_the_longest_known_name_wins_in_any_case_behind_its_first_word() -> None:
    assert ("Ardanian defence ministry", "organization") in labelled("The Ardanian defence ministry spoke.")


def test_titles_are_no_part_of_a_name() -> None:
    assert ("Igor Petrenko", "person") in labelled(
        "On the day before that general strike General Igor Petrenko had spoken with them."
    )


def test_a_capital_at_the_start_of_a_sentence_makes_no_name() -> None:
    assert labelled("Shelling went on.") == set()


def test_hyphenated_adjectives_are_no_names() -> None:
    assert labelled("The Kesh-based team left.") == set()


HOSTILE = {
    "no sentence end in 1 MB": "word " * 200_000,
    "one word of 1 MB": "x" * 1_000_000,
    "10,000 quotation marks": '"' * 10_000,
    "20,000 capitals": "Kesh Ardania " * 20_000,
    "20,000 cues": "Ardania said " * 20_000,
    "20,000 numbers": "12 killed " * 20_000,
    "zero-width and right-to-left marks": "Ard\u200bania \u202esaid\u202c 12 died. " * 2_000,
    "combining accents": "e\u0301" * 50_000,
    "emoji": "🚀 Ardania said 🏚️ burned. " * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_with_exact_offsets(text: str) -> None:
    doc = read(text)
    assert all(0 <= s.start < s.end <= len(text) for s in doc.sentences)
    assert all(0 <= e.span.start < e.span.end <= len(text) for e in doc.entities)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("between eight and twelve guards", (8, 12)),
        ("from 10,000 to more than 30,000 dead", (10_000, 30_000)),
        ("three or four of her children", (3, 4)),
        ("at least four and at most nine men", (4, 9)),
        ("not more than six men", (None, 6)),
        ("as high as 470", (None, 470)),
        ("40 or more", (40, None)),
        ("tens of thousands", (20_000, None)),
        ("several hundred men", (200, None)),
        ("more than a quarter of a million", (250_001, None)),
        ("half a million", (500_000, 500_000)),
        ("nearly 200 000 men", (200_000, 200_000)),
        ("one hundred and thirty-five men", (135, 135)),
    ],
)
def test_ranges_and_vague_numbers(text: str, bounds: tuple[int | None, int | None]) -> None:
    assert [(n.minimum, n.maximum) for n in numbers(text, Span(0, len(text)))] == [bounds]


@pytest.mark.parametrize(
    "text", ["Anna Ott, 42, of Kesh", "Division 17 fell", "at 2000 GMT", "a 2012 attack"]
)
def test_ages_and_numbers_of_things_are_no_counts(text: str) -> None:
    assert list(numbers(text, Span(0, len(text)))) == []
