"""Figures of one sentence: which numbers count whom, and which count nobody."""

from __future__ import annotations

import pytest

from kg.annotate.numbers import numbers
from kg.extract.figures import figures
from kg.model import Span


def found(text: str) -> list[tuple[str, int | None, int | None]]:
    whole = Span(0, len(text))
    counted = figures(text, whole, list(numbers(text, whole)))
    return [(c.figure.measure, c.figure.minimum, c.figure.maximum) for c in counted]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven people, three of them women, were wounded.", [("wounded", 7, 7), ("wounded", 3, 3)]),
        (
            "Shells killed 14 people including three children fleeing the town.",
            [("killed", 14, 14), ("killed", 3, 3)],
        ),
        ("The death toll rose to 8 in addition to 12 injured.", [("killed", 8, 8), ("wounded", 12, 12)]),
        ("The brigade lost at least 28 fighters.", [("killed", 28, None)]),
        ("Scores of prisoners were wounded in the riot.", [("wounded", 40, None)]),
        ("Up to 80 fighters were destroyed.", [("killed", None, 80)]),
        ("The army gave its losses as 130 dead and wounded.", [("other", 130, 130)]),
        ("The raid damaged 29 bridges.", [("other", 29, 29)]),
        ("Some 8,000 people remain trapped.", [("other", 8000, 8000)]),
        ("There were 80 murders.", [("killed", 80, 80)]),
        ("The flood drove 300 families from their homes.", [("displaced", 300, 300)]),
        ("At least four and at most nine guards were killed.", [("killed", 4, 9)]),
        ("Among those killed were three children.", [("killed", 3, 3)]),
    ],
)
def test_a_number_has_the_measure_of_the_words_around_it(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "One of her mayors was killed.",
        "One family was killed.",
        "Five families were killed.",
        "Two bombers blew themselves up, killing soldiers.",
        "Nearly 520 coalition air strikes killed civilians.",
        "They risked their lives for 20 dollars.",
        "The town, with a population of 40,000, mourns the dead.",
        "She lost 12 letters, and 30 documents are missing.",
        "Sergeant Jan Holt, 42, of Kesh, died at dawn.",
    ],
)
def test_what_is_no_number_of_people_is_no_figure(text: str) -> None:
    assert found(text) == []
