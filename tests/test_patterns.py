"""Word patterns of the rules: what they must find, and what they must leave alone."""

from __future__ import annotations

import pytest

from kg.extract.patterns import any_of, entry, pattern
from kg.extract.rules import cue_family


@pytest.mark.parametrize(
    "text",
    [
        "it would not intentionally hit a school",
        "there was no evidence that its jets had been near the town",
        "the charges are baseless",
        "the story was plainly false",
        "the report was a smear",
        "none of its soldiers had crossed the river",
        "neither the army nor its allies carried out strikes there",
        "it has seen no credible information about deaths",
        "she is innocent",
        "it had no aircraft in the area",
        "the huts were not torched by soldiers",
        "its guards had not mistreated anyone",
        "it goes to great lengths to spare civilians",
    ],
)
def test_words_that_deny(text: str) -> None:
    assert pattern("denial", "content").search(text)


@pytest.mark.parametrize(
    "text",
    [
        "the road was not yet open",
        "it did not know who fired",
        "nobody in the town had slept",
        "the wrong road was taken",
        "the town had no water",
        "shells fell on the market",
    ],
)
def test_words_that_deny_nothing(text: str) -> None:
    assert not pattern("denial", "content").search(text)


@pytest.mark.parametrize(
    "cue", ["denied", "rejects", "refuted", "dismissing", "ruled out", "disclaimed", "contests"]
)
def test_cues_that_deny(cue: str) -> None:
    assert cue_family(cue) == "deny"


def test_tables_are_searched_together_and_the_first_place_wins() -> None:
    found = any_of("measures", "measured-otherwise").search("six were trapped and four killed")
    assert found is not None and entry(found) == "other"
