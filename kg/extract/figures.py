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
MEASURED = ("measures", "measured-otherwise")
"""The tables of patterns.toml whose entries are measures."""
LEFT_WINDOW, RIGHT_WINDOW, GROUP_WINDOW = 60, 95, 70
"""Code points around a number in which its verb and its noun may stand; on gold/train figure-any is 0.852 to
0.864 for 40 to 90, 60 to 130 and 45 to 70."""
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
HARM: frozenset[Measure] = frozenset({"killed", "wounded"})
PERSONS: frozenset[Counted] = frozenset(
    {"children", "women", "journalists", "aid-workers", "civilians", "soldiers", "militants", "people"}
)
FAMILIES = re.compile(r"\s(?:\w+\s)?(?:famil(?:y|ies)|households?)\b", re.IGNORECASE)
ONE_OF = re.compile(
    r"\s(?:of|in|at|near|on|by|from|to|that|which|who|another|or|day|night|side|family|house|hospital|village)\b",
    re.IGNORECASE,
)
OF_THEM = re.compile(
    r"^\s(?:\w+\s)?of (?:them|whom|those|the (?:dead|wounded|injured|victims))\b", re.IGNORECASE
)
RAIDS = re.compile(
    r"^\s(?:(?!(?:in|on|by|from|after|as|when|and|were|was|who|people|civilians|of|at|to|for|killed|dead|with|during)\b)"
    r"[\w-]+\s){0,2}(?:air\s?strikes?|raids?|strikes?|(?:barrels?|cluster)\sbombs|attacks|shells|rockets|missiles"
    r"|villages|towns|neighbou?rhoods|districts|areas)\b",
    re.IGNORECASE,
)
INCLUDED = re.compile(r"\b(?:includ(?:ing|ed|es)|among (?:them|whom))\s(?:an?\s\w+\sand\s)?$", re.IGNORECASE)
AMONG = re.compile(r"\bamong (?:those|the)\s(?:\w+\s){1,4}(?:were|was|are)\s$", re.IGNORECASE)
THINGS = re.compile(
    r"\W+(?:\w+\W+){0,2}(?:e-?mails?|letters?|documents?|files?|pages?|records?|votes?|ballots?|weapons?|artefacts?)\b",
    re.IGNORECASE,
)
INHABITANTS = re.compile(r"\bpopulation of\s$", re.IGNORECASE)
TOLL = re.compile(
    r"\b(?:death toll|toll|number of (?:the )?(?:dead|deaths|fatalities))\b[^.;\d]*"
    r"\b(?:rose|risen|climb\w*|rises|stood|stands|put|reach\w*|could be|was|is|at)\b[^.;\d]{0,20}$",
    re.IGNORECASE,
)
NOUN_PHRASE = 4
"""Words behind a number among which its noun is sought."""
LOST = re.compile(r"\b(?:lost|losing|lose)\s$")
DOING = re.compile(
    r"(?:kill|wound|injur|maim|massacr|execut|behead|murder|eliminat|captur|seiz|arrest|detain|abduct|kidnapp?|displac"
    r"|evacuat|destroy|damag|demolish)ing|kills?|destroys?",
    re.IGNORECASE,
)
"""What those counted do to others: "two bombers, killing six"."""
PEOPLE = re.compile(r"prisoners?|hostages?|refugees?|victims|bodies|corpses", re.IGNORECASE)
BOTH = re.compile(
    r"\b(?:(?:killed|dead) or (?:injured|wounded)|(?:killed|dead) and (?:injured|wounded)\b(?! \d))",
    re.IGNORECASE,
)
OTHERS = re.compile(r"^\s*(?:\w+\s)?(?:others?|more)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counting:
    """A figure with the number's place."""

    figure: Figure
    span: Span


def figures(text: str, sentence: Span, numbers: Sequence[Number]) -> Iterator[Counting]:
    """Find the figures of one sentence, in order."""
    last: Counting | None = None
    for index, number in enumerate(numbers):
        words = Words.around(text, sentence, numbers, index)
        if _is_other_count(words, number.span.of(text)):
            continue
        measure = _measure(words, last)
        if measure is None or _is_of_things(measure, words):
            continue
        counted = _counted(words.before[-LEFT_WINDOW:], words.after, measure, last)
        if measure == "destroyed" and _group(" ".join(words.after.split()[:NOUN_PHRASE])) in PERSONS:
            measure = "killed"
        last = Counting(Figure(measure, number.minimum, number.maximum, counted), number.span)
        yield last


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a number, in its sentence."""

    before: str
    after: str
    until_next: str
    """What stands between it and the next number."""

    @classmethod
    def around(cls, text: str, sentence: Span, numbers: Sequence[Number], index: int) -> Words:
        """Look around one of the numbers of a sentence."""
        span = numbers[index].span
        after = text[span.end : min(sentence.end, span.end + RIGHT_WINDOW)]
        gap = numbers[index + 1].span.start - span.end if index + 1 < len(numbers) else len(after)
        return cls(text[sentence.start : span.start], after, after[:gap])


def _is_other_count(words: Words, number: str) -> bool:
    """Tell of counts of hours, villages and raids, and of "one of her mayors", "one hospital"."""
    is_thing = NOT_COUNTED.match(words.after) or RAIDS.match(words.after) or INHABITANTS.search(words.before)
    return bool(is_thing or (number.lower() == "one" and ONE_OF.match(words.after)))


def _is_of_things(measure: Measure, words: Words) -> bool:
    """Tell of families killed, which are no number of dead, and of missing letters."""
    if measure == "missing":
        return THINGS.match(words.after) is not None
    return measure in HARM and FAMILIES.match(words.after) is not None


def _measure(words: Words, last: Counting | None) -> Measure | None:
    """The measure of the surest place that holds one: beside the number, behind it, before it."""
    if last and (OF_THEM.match(words.after) or INCLUDED.search(words.before)):
        return last.figure.measure
    return (
        _close_before(words.before)
        or _first_measure(words.until_next)
        or ("killed" if TOLL.search(words.before) else None)
        or _first_measure(words.after)
        or (last.figure.measure if last and INCLUDING.search(words.before) else None)
        or _before(words.before)
        or ("killed" if LOST.search(words.before) and _group(words.after) in PERSONS else None)
    )


def _close_before(before: str) -> Measure | None:
    """The measure a few words before the number, with no other verb between: "killed at least"."""
    left = _last_measure(before)
    if left is None or left[1] > len(" civilians and at least "):
        return None
    gap = before[len(before) - left[1] :]
    joined = re.search(r"\b(?:were|was|been|and)\b", gap)
    is_close = not joined or left[1] < 4 or AMONG.search(before)
    return left[0] if is_close and not ANOTHER_VERB.search(gap) else None


def _before(before: str) -> Measure | None:
    left = _last_measure(before[-LEFT_WINDOW:])
    return left[0] if left and not ANOTHER_VERB.search(before[len(before) - left[1] :]) else None


def _last_measure(before: str) -> tuple[Measure, int] | None:
    """The nearest measure word before the number, with its distance from it."""
    found = list(any_of(*MEASURED).finditer(before[-LEFT_WINDOW:]))
    before = before[-LEFT_WINDOW:]
    return (_as_measure(found[-1]), len(before) - found[-1].end()) if found else None


def _first_measure(after: str) -> Measure | None:
    """The measure of the words that follow, up to the next clause."""
    stop = SPLIT.search(after)
    words = after[: stop.start()] if stop else after
    found = [match for match in any_of(*MEASURED).finditer(words) if not DOING.fullmatch(match.group())]
    if not found:
        return None
    both = BOTH.search(words)
    if both and found[0].start() >= both.start() - 1:
        return "other"
    # "scores of prisoners were wounded": a noun gives way to the verb behind it
    if PEOPLE.fullmatch(found[0].group()) and len(found) > 1:
        return _as_measure(found[1])
    return _as_measure(found[0])


def _as_measure(match: re.Match[str]) -> Measure:
    return MEASURES[entry(match)]


def _counted(before: str, after: str, measure: Measure, last: Counting | None) -> Counted:
    """The first group noun behind the number; "others" and a number alone count what was counted before."""
    if OTHERS.match(after) and last:
        return last.figure.counted
    verb = any_of(*MEASURED).search(after)
    if last and verb and not after[: verb.start()].strip():
        return last.figure.counted
    noun = after[: verb.start()] if verb and not MEASURE_FIRST.search(before) else after[:GROUP_WINDOW]
    if group := _group(noun):
        return group
    return "other" if measure == "destroyed" else _counted_before(before)


def _group(noun: str) -> Counted | None:
    found = (
        (match.start(), name) for name in names("counted") if (match := pattern("counted", name).search(noun))
    )
    nearest = min(found, default=None)
    return GROUPS[nearest[1]] if nearest else None


def _counted_before(before: str) -> Counted:
    """The group of "the number of soldiers killed at 62"."""
    named = TALLY.search(before)
    groups = [name for name in names("counted") if named and pattern("counted", name).search(named.group())]
    return GROUPS[groups[0]] if groups else "people"
