"""Coreference: the worked example of the reference scorer's paper and the cases of its test suite."""

from __future__ import annotations

import pytest

from training.scores.coreference import conll_f1, scores, without_singletons
from training.scores.tally import Tally, total

KEY = ["a", "bc", "def"]

# recall, precision, F1 as the test suite of the reference scorer expects them
CASES = [
    ("perfect", KEY, {"CEAF-m": (1, 1, 1), "CEAF-e": (1, 1, 1), "MUC": (1, 1, 1), "B3": (1, 1, 1)}),
    ("missing mentions", ["a", "de"], {"CEAF-m": (0.5, 1, 0.66667), "CEAF-e": (0.6, 0.9, 0.72)}),
    (
        "invented mentions",
        ["a", "bcx", "defy", "z"],
        {"CEAF-m": (1, 0.66667, 0.8), "CEAF-e": (0.88571, 0.66429, 0.75918)},
    ),
    (
        "both",
        ["a", "bcx", "dy", "z"],
        {"CEAF-m": (0.66667, 0.57143, 0.61538), "CEAF-e": (0.73333, 0.55, 0.62857)},
    ),
]


def rounded(tally: Tally, digits: int) -> tuple[float, float, float]:
    return round(tally.recall, digits), round(tally.precision, digits), round(tally.f1, digits)


@pytest.mark.parametrize(("response", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_the_cases_of_the_reference_scorer(
    response: list[str], expected: dict[str, tuple[float, float, float]]
) -> None:
    found = scores(KEY, response)
    assert {name: rounded(found[name], 5) for name in expected} == expected


def test_the_worked_example_of_pradhan_and_others() -> None:
    """Figure 1 of https://aclanthology.org/P14-2006, twinless mentions e, h and i among it."""
    found = scores(["abc", "defg"], ["ab", "cd", "fghi"])
    assert {name: rounded(tally, 2) for name, tally in found.items()} == {
        "mentions": (0.86, 0.75, 0.8),
        "MUC": (0.4, 0.4, 0.4),
        "B3": (0.42, 0.5, 0.45),
        "CEAF-m": (0.57, 0.5, 0.53),
        "CEAF-e": (0.65, 0.43, 0.52),
    }
    assert conll_f1(found) == pytest.approx((0.4 + 0.4545 + 0.52) / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("response", "b_cubed"), [(["12345", "6789ABC"], 0.7619), (["1234589ABC", "67"], 0.5833)]
)
def test_the_example_of_bagga_and_baldwin(response: list[str], b_cubed: float) -> None:
    """One wrong link joins a small or a large entity to a large one: MUC sees no difference, B-cubed does."""
    found = scores(["12345", "67", "89ABC"], response)
    assert rounded(found["MUC"], 4) == (1, 0.9, 0.9474)
    assert rounded(found["B3"], 4)[:2] == (1, b_cubed)


def test_muc_of_vilain_and_others() -> None:
    """A chain of four cut in two loses one of three links; the two halves hold only right ones."""
    found = scores(["abcd"], ["ab", "cd"])["MUC"]
    assert (found.recall, found.precision) == (2 / 3, 1)


@pytest.mark.parametrize(("gold", "predicted"), [([], []), (["ab"], []), ([], ["ab"]), ([""], ["ab", ""])])
def test_nothing_on_one_side_is_all_zero(gold: list[str], predicted: list[str]) -> None:
    found = scores(gold, predicted)
    assert all(tally.f1 == 0 for tally in found.values())
    assert found["CEAF-e"].predicted == len([chain for chain in predicted if chain])


def test_singletons_count_for_mention_scores_and_not_for_links() -> None:
    found = scores(["a", "bc"], ["a", "b", "c"])
    assert found["MUC"] == Tally.of(0, 0, 1)
    assert rounded(found["B3"], 4) == (0.6667, 1, 0.8)
    assert without_singletons(["a", "bc", ""]) == ["bc"]


def test_texts_are_summed_before_dividing() -> None:
    both = total([scores(["ab"], ["ab"])["MUC"], scores(["abcd"], [])["MUC"]])
    assert (both.recall, both.precision) == (0.25, 1)
