"""Corrections of labels that contradict the guidelines, each with its reason; the gold itself stays as it is.

>>> claim = {"id": "c1", "kind": "statement", "claimant": ["x"], "evidence": [0, 9], "mode": "indirect"}
>>> gold = {"id": "a", "actors": {"x": {"names": ["X"]}}, "events": {}, "claims": [claim]}
>>> change = Correction("a", "rejects what it is accused of", claim="c1", changes={"kind": "denial"})
>>> corrected(gold, [change])["claims"][0]["kind"]
'denial'
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.annotation.checks import Gold, problems
from training.errors import DataError

FILE = Path(__file__).with_name("corrections.json")

_OF_ARTICLE = re.compile(
    r"date|publisher|boilerplate|actors\.[\w-]+(\.(names|side|acts_for))?"
    r"|events\.[\w-]+(\.(type|date|place|main|mentions))?"
)
_OF_CLAIM = re.compile(
    r"kind|claimant|also_claimant|via|attributes|blames|rejects|answers|about|intent|evidence|cue|mode"
    r"|figure(\.(measure|min|max|who))?"
)
_NULL_SAYS_SOMETHING = {"cue", "date", "min", "max"}
"""Fields in which null is a value of the guidelines; null takes any other field away."""
CUE_WORDS = 5
"""The most words of a cue in a correction, as the list is published; of 1,995 in train, four have more."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of one article, with its reason: fields set, a claim removed, or a claim added."""

    article: str
    what: str
    claim: str | None = None
    """The claim whose fields are set; None for fields of the article."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """From a field (`kind`; within another, `figure.min`, `actors.un.names`) to its value."""
    remove: str | None = None
    add: Mapping[str, Any] | None = None


def load(path: Path = FILE) -> tuple[Correction, ...]:
    """Read a list of corrections; DataError, naming the entry, if one is not of README.md's form."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(path, f"is no JSON ({error})", "mend it") from error
    if not isinstance(entries, list):
        raise DataError(path, "is no list", "give a list of corrections")
    return tuple(_read(entry, number, path) for number, entry in enumerate(entries, 1))


def corrected(gold: Gold, corrections: Iterable[Correction]) -> Gold:
    """Return a copy of an article's gold with its corrections made, in their order; others are passed over.

    DataError if a correction names a claim or field that the article lacks, or leaves a reference to nothing.
    """
    made = deepcopy(gold)
    mine = [one for one in corrections if one.article == gold["id"]]
    for one in mine:
        _apply(made, one)
    wrong = list(problems(made)) if mine else []
    if wrong:
        raise DataError(FILE, f"{gold['id']} as corrected: {'; '.join(wrong)}", "mend its corrections")
    return made


def check_articles(corrections: Iterable[Correction], known: Collection[str]) -> None:
    """Raise DataError if a correction is of an article that may not be corrected or does not exist."""
    for one in corrections:
        if one.article not in known:
            raise DataError(FILE, f"{one.article} is no article of train", "correct articles of train alone")


def _read(entry: object, number: int, path: Path) -> Correction:
    place, cure = f"entry {number}", "give article, what, and one of set (with claim), remove, add"
    match entry:
        case {"article": str(article), "what": str(what), **rest} if article and what.strip():
            pass
        case _:
            raise DataError(path, f"{place} lacks its article, or what is changed and why", cure)
    match rest:
        case {"set": dict(changes), "claim": str() | None as claim, **more} if changes and not more:
            made = Correction(article, what, claim, changes)
        case {"remove": str(name), **more} if not more:
            made = Correction(article, what, remove=name)
        case {"add": dict(added), **more} if not more and isinstance(added.get("id"), str):
            made = Correction(article, what, add=added)
        case _:
            raise DataError(path, f"{place} ({article}) sets, removes and adds nothing, or too much", cure)
    for cause in _unfit(made):
        raise DataError(path, f"{place} ({article}): {cause}", "see GUIDELINES.md")
    return made


def _unfit(one: Correction) -> Iterator[str]:
    """Yield what a correction may not hold: fields that the guidelines lack, text of the article."""
    fields, whose = (_OF_ARTICLE, "an article") if one.claim is None else (_OF_CLAIM, "a claim")
    yield from (f"{name} is no field of {whose}" for name in one.changes if not fields.fullmatch(name))
    cue = one.changes.get("cue") or (one.add or {}).get("cue")
    if len(str(cue).split()) > CUE_WORDS:
        yield f"a cue has at most {CUE_WORDS} words here"


def _apply(gold: Gold, one: Correction) -> None:
    if one.add is not None:
        gold["claims"].append(deepcopy(dict(one.add)))
    elif one.remove is not None:
        gold["claims"].remove(_claim(gold, one.remove))
    else:
        target = gold if one.claim is None else _claim(gold, one.claim)
        for path, value in one.changes.items():
            _put(target, path, deepcopy(value), gold["id"])


def _claim(gold: Gold, name: str) -> Gold:
    found: Iterator[Gold] = (claim for claim in gold["claims"] if claim["id"] == name)
    claim = next(found, None)
    if claim is None:
        raise DataError(FILE, f"{gold['id']} has no claim {name}", "name one that it has")
    return claim


def _put(target: Gold, path: str, value: object, article: str) -> None:
    """Set a field, or take it away, within fields that must be there."""
    *outer, last = path.split(".")
    for step in outer:
        inner = target.get(step)
        if not isinstance(inner, dict):
            raise DataError(FILE, f"{article} has no {step} to set {path} in", f"set {step} as a whole")
        target = inner
    if value is None and last not in _NULL_SAYS_SOMETHING:
        target.pop(last, None)
    else:
        target[last] = value
