"""The scorers against cases worked out by hand, those of the papers that define them among them."""

from __future__ import annotations

import pytest

from training.scores import attributions, calibration, classes, spans
from training.scores.attributions import Parts
from training.scores.tally import Tally, total


def rounded(tally: Tally, digits: int = 4) -> tuple[float, float, float]:
    return round(tally.precision, digits), round(tally.recall, digits), round(tally.f1, digits)


def test_tallies_add_up_and_divide_nothing_by_nothing() -> None:
    assert rounded(total([Tally.of(1, 2, 4), Tally.of(2, 2, 4)])) == (0.75, 0.375, 0.5)
    assert rounded(total([])) == rounded(Tally.of(0, 0, 3)) == rounded(Tally.of(0, 3, 0)) == (0, 0, 0)


def test_a_span_is_right_where_bounds_and_label_are() -> None:
    gold = [(0, 2, "PER"), (3, 4, "LOC"), (5, 6, "LOC")]
    found = spans.scores(gold, [(0, 2, "PER"), (3, 4, "ORG"), (5, 7, "LOC"), (5, 6, "LOC")])
    assert found == {"LOC": Tally.of(1, 2, 2), "ORG": Tally.of(0, 1, 0), "PER": Tally.of(1, 1, 1)}
    assert spans.micro(found.values()) == Tally.of(2, 4, 3)


def test_a_span_listed_twice_counts_once_and_nothing_gives_nothing() -> None:
    assert spans.scores([(0, 1, "PER")], [(0, 1, "PER")] * 2) == {"PER": Tally.of(1, 1, 1)}
    assert spans.scores([], []) == {}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("", []),
        ("O O", []),
        ("B-cue", [(0, 1, "cue")]),
        ("B-cue I-cue O I-cue", [(0, 2, "cue")]),
        ("I-content I-content B-content", [(2, 3, "content")]),
        ("B-source B-source I-source", [(0, 1, "source"), (1, 3, "source")]),
        ("B-source I-cue B-cue I-cue", [(0, 1, "source"), (2, 4, "cue")]),
    ],
)
def test_bio_is_read_as_cofenet_reads_it(tags: str, expected: list[spans.Span]) -> None:
    assert list(spans.bio_spans(tags.split())) == expected


def test_a_span_over_sentences_is_a_span_in_each() -> None:
    assert list(spans.pieces([(1, 8, "content"), (4, 5, "cue"), (3, 6, "source")], [0, 3, 6], 9)) == [
        (1, 3, "content"),
        (3, 6, "content"),
        (6, 8, "content"),
        (4, 5, "cue"),
        (3, 6, "source"),
    ]


def parts(source: range, cue: range, content: range) -> Parts:
    return Parts(frozenset(source), frozenset(cue), frozenset(content))


GOLD = parts(range(2), range(2, 3), range(3, 11))


@pytest.mark.parametrize(
    ("predicted", "correct"),
    [
        (GOLD, True),
        (parts(range(1), range(2, 3), range(3, 7)), True),  # half of each part is enough
        (parts(range(1), range(2, 3), range(3, 6)), False),  # three of eight words of the content
        (parts(range(2), range(2, 3), range(7, 15)), False),  # four of twelve
        (parts(range(0), range(2, 3), range(3, 11)), False),  # no source
        (parts(range(5, 7), range(2, 3), range(3, 11)), False),  # another source
        (parts(range(2), range(1, 2), range(3, 11)), False),  # another cue
    ],
)
def test_an_attribution_is_right_where_all_its_parts_overlap_by_half(predicted: Parts, correct: bool) -> None:
    assert attributions.scores([GOLD], [predicted]) == Tally.of(correct, 1, 1)


def test_attributions_match_one_to_one_and_only_full_ones_count() -> None:
    sourceless = parts(range(0), range(2, 3), range(3, 11))
    cueless = parts(range(2), range(0), range(3, 11))
    empty = parts(range(2), range(2, 3), range(0))
    assert attributions.scores([GOLD], [GOLD, GOLD]) == Tally.of(1, 2, 1)
    assert attributions.scores([GOLD, GOLD], [GOLD]) == Tally.of(1, 1, 2)
    assert attributions.scores([sourceless, cueless], [empty, sourceless]) == Tally.of(1, 1, 1)
    assert attributions.scores([], []) == Tally()


def test_macro_f1_is_that_of_scikit_learn() -> None:
    """The example in the documentation of `sklearn.metrics.f1_score`: 0.26."""
    assert classes.macro(classes.scores([*"012012"], [*"021001"])) == pytest.approx(0.2667, abs=5e-5)


def test_macro_f1_counts_every_class_that_occurs_and_no_other() -> None:
    by_class = classes.scores(["a", "a", "b"], ["a", "c", "b"])
    assert by_class == {"a": Tally.of(1, 1, 2), "b": Tally.of(1, 1, 1), "c": Tally.of(0, 1, 0)}
    assert classes.macro(by_class) == pytest.approx((2 / 3 + 1 + 0) / 3)
    assert classes.macro({}) == 0


def test_gold_and_predicted_classes_go_together() -> None:
    with pytest.raises(ValueError, match="shorter"):
        classes.scores(["a", "b"], ["a"])


def test_calibration_averages_the_gaps_of_its_bins() -> None:
    sure = [(0.95, True)] * 3 + [(0.95, False)]  # says 0.95, is right in 0.75
    unsure = [(0.5, True), (0.5, False)]  # says 0.5, is right in 0.5
    assert calibration.expected_calibration_error(sure + unsure) == pytest.approx(4 / 6 * 0.2)


def test_calibration_at_the_edges_of_bins() -> None:
    assert calibration.expected_calibration_error([]) == 0
    assert calibration.expected_calibration_error([(0.0, False), (1.0, True)]) == 0
    assert calibration.expected_calibration_error([(0.0, True), (1.0, False)]) == 1
    # 0.5 belongs to the lower of two bins, 0.6 to the upper: apart they are wrong by 0.5 and 0.4
    assert calibration.expected_calibration_error([(0.5, True), (0.6, True)], bins=2) == pytest.approx(0.45)
    assert calibration.expected_calibration_error([(0.5, True), (0.6, False)], bins=2) == pytest.approx(0.55)
