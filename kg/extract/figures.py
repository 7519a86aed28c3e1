"""Numbers of killed, wounded, captured, missing, displaced and destroyed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from kg.extract.patterns import any_of, entry, names, pattern
from kg.model import Counted, Figure, Measure, Number, Span

MEASURES: dict[str, Measure] = {name: name for name in get_args(Measure)}
GROUPS: dict[str, Counted] = {name: name for name in get_args(Counted)}
LEFT_WINDOW, RIGHT_WINDOW, GROUP_WINDOW = 60, 95, 70
"""Code points around a number in which its verb and its noun may stand; on gold/train figure-any is 0.782 to
0.788 for 40 to 90, 60 to 130 and 45 to 70."""
NOT_COUNTED = re.compile(
    r"""^\s*(?:%|per ?cent|km|kilomet\w+|miles?|met(?:re|er)s?|hours?|days?|weeks?|months?|years?|minutes?
    |am\b|pm\b|times?|dollars?|kg|tons?|tonnes?|degrees?|billion|villages?|towns?|provinces?|sides|countries
    |fronts|separate|o’clock|points?|(?:air[ ])?(?:strikes?|raids?|attacks?)|sorties|flights|airstrikes|shells
    |rockets|bombs|missiles|mortars?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
SPLIT = re.compile(r"[;.]\s|,\s(?:and|while|but)\s|\swhile\s|\sas\s")
INCLUDING = re.compile(
    r"\b(?:includ\w+|among (?:them|whom)|of (?:them|whom)|most of them|mostly|as well as)\b[^.;]*$",
    re.IGNORECASE,
)
MEASURE_FIRST = re.compile(
    r"\b(?:kill|wound|injur|captur|destroy|displac|behead|execut|arrest|detain|leav|left|los|claim)\w*\b[^.;]{0,24}$"
)
"""The verb stands before the number, so that its noun follows."""
TALLY = re.compile(r"\b(?:number|toll|count|tally)\b[^.;\d]*$", re.IGNORECASE)
ANOTHER_VERB = re.compile(
    r"\d|\b(?:when|as|after|while|that|who|which|said|attacked|struck|hit|carried|conducted|fired)\b",
    re.IGNORECASE,
)
"""What parts a number from a verb of harm before it: "were killed when jets attacked two convoys"."""
OTHERS = re.compile(r"^\s*(?:\w+\s)?(?:others?|more)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counting:
    """A figure with the number's place."""

    figure: Figure
    span: Span


def figures(text: str, sentence: Span, numbers: Sequence[Number]) -> Iterator[Counting]:
    """Find the figures of one sentence, in order."""
    last: Counting | None = None
    for number in numbers:
        after = text[number.span.end : min(sentence.end, number.span.end + RIGHT_WINDOW)]
        if NOT_COUNTED.match(after):
            continue
        before = text[max(sentence.start, number.span.start - LEFT_WINDOW) : number.span.start]
        measure = _measure(before, after, last)
        if measure is None:
            continue
        counted = _counted(before, after, measure, last)
        last = Counting(Figure(measure, number.minimum, number.maximum, counted), number.span)
        yield last


def _measure(before: str, after: str, last: Counting | None) -> Measure | None:
    left = _last_measure(before)
    if left and left[1] <= len(" civilians and at least "):
        gap = before[len(before) - left[1] :]
        joined = re.search(r"\b(?:were|was|been|and)\b", gap)
        if not ANOTHER_VERB.search(gap) and (not joined or left[1] < 4):
            return left[0]
    right = _first_measure(after)
    if right:
        return right
    if last and INCLUDING.search(before):
        return last.figure.measure
    return left[0] if left and not ANOTHER_VERB.search(before[len(before) - left[1] :]) else None


def _last_measure(before: str) -> tuple[Measure, int] | None:
    """The nearest measure word before the number, with its distance from it."""
    found = list(any_of("measures").finditer(before))
    return (_as_measure(found[-1]), len(before) - found[-1].end()) if found else None


def _first_measure(after: str) -> Measure | None:
    """The measure of the words that follow, up to the next number or clause."""
    stop = SPLIT.search(after)
    words = after[: stop.start()] if stop else after
    found = list(any_of("measures").finditer(words))
    if not found:
        return None
    both = re.search(
        r"\b(?:(?:killed|dead) or (?:injured|wounded)|killed and (?:injured|wounded)\b(?! \d))",
        words,
    )
    if both and found[0].start() >= both.start() - 1:
        return "other"
    return _as_measure(found[0])


def _as_measure(match: re.Match[str]) -> Measure:
    return MEASURES[entry(match)]


def _counted(before: str, after: str, measure: Measure, last: Counting | None) -> Counted:
    """The first group noun behind the number; "others" and a number alone count what was counted before."""
    if OTHERS.match(after) and last:
        return last.figure.counted
    verb = any_of("measures").search(after)
    if last and verb and not after[: verb.start()].strip():
        return last.figure.counted
    noun = after[: verb.start()] if verb and not MEASURE_FIRST.search(before) else after[:GROUP_WINDOW]
    found = (
        (match.start(), name) for name in names("counted") if (match := pattern("counted", name).search(noun))
    )
    nearest = min(found, default=None)
    if nearest:
        return GROUPS[nearest[1]]
    return "other" if measure == "destroyed" else _counted_before(before)


def _counted_before(before: str) -> Counted:
    """The group of "the number of soldiers killed at 62"."""
    named = TALLY.search(before)
    groups = [name for name in names("counted") if named and pattern("counted", name).search(named.group())]
    return GROUPS[groups[0]] if groups else "people"
