"""Attributions of spans and links drawn by hand."""

from __future__ import annotations

import numpy as np
import pytest

from kg.annotate.neural.attributions import attributions
from kg.annotate.neural.reading import Quoted, Stretch
from kg.annotate.neural.viterbi import Marked


def spans(*labels: str) -> list[Marked]:
    """Spans of one word, one after the other, in a window that begins at word 100."""
    return [Marked(Stretch(at, at + 1, label, 0.5), 0.9) for at, label in enumerate(labels, 100)]


def links(size: int, *pairs: tuple[int, int]) -> np.ndarray:
    table = np.zeros((size, size), np.float32)
    for one, cue in pairs:
        table[one, cue] = 20.0
    return table


def places(quoted: Quoted) -> tuple[list[int], list[int], list[int]]:
    parts = (quoted.sources, quoted.cues, quoted.contents)
    sources, cues, contents = ([one.start - 100 for one in part] for part in parts)
    return sources, cues, contents


def test_sources_and_contents_go_to_their_cues() -> None:
    table = links(6, (0, 1), (1, 1), (2, 1), (3, 4), (4, 4), (5, 4))
    found = attributions(spans("Source", "Cue", "Content", "Content", "Cue", "Source"), table, 100)
    assert [places(one) for one in found] == [([0], [1], [2]), ([5], [4], [3])]
    assert [one.score for one in found] == pytest.approx([0.9**3] * 2)


def test_a_cue_in_two_parts_is_one() -> None:
    table = links(4, (0, 1), (1, 1), (2, 1), (3, 2))
    found = attributions(spans("Source", "Cue", "Cue", "Content"), table, 100)
    assert [places(one) for one in found] == [([0], [1, 2], [3])]


def test_cues_that_point_to_each_other_stand_alone() -> None:
    table = links(3, (0, 1), (1, 2), (2, 1))
    assert [places(one) for one in attributions(spans("Source", "Cue", "Cue"), table, 100)] == [
        ([0], [1], []),
        ([], [2], []),
    ]


def test_without_a_cue_nothing_is_attributed() -> None:
    assert attributions(spans("Source", "Content"), links(2), 100) == attributions([], links(0), 0) == []


def test_doubt_about_the_cue_lowers_the_score() -> None:
    found = attributions(spans("Cue", "Content", "Cue"), links(3, (0, 0), (2, 2)), 100)
    assert [one.score for one in found] == pytest.approx([0.9 * 0.9 * 0.5, 0.9])


def test_a_cue_without_a_source_shares_that_of_another() -> None:
    table = links(5, (0, 1), (1, 1), (2, 1), (3, 3), (4, 3))
    marked = spans("Source", "Cue", "Content", "Cue", "Content")
    assert [places(one) for one in attributions(marked, table, 100)] == [([0], [1], [2]), ([], [3], [4])]
    table[0, 3] = 18.0
    assert [places(one) for one in attributions(marked, table, 100)] == [([0], [1], [2]), ([0], [3], [4])]
