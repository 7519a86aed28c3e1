"""Claims of annotated articles whose speaker is not named where he speaks (`X.json` beside `X.txt`).

Offsets are code points of the text. A claim is taken that has a cue, whose claimant bears a proper name
elsewhere in the article, and whose evidence holds none of his names: another word introduces him there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.annotate.neural import Words
from kg.annotate.neural.words import split
from kg.model import Span
from training.data.brat import text_sample
from training.errors import DataError
from training.measures.figures import words_of
from training.sample import Range

Name = tuple[str, ...]
"""The words of a name, as `plain` writes them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim whose speaker is not named in its evidence."""

    evidence: Range
    """Words of the article."""
    names: tuple[Name, ...]
    """The speaker's proper names."""


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article in words."""

    words: Words
    claims: tuple[Claim, ...]


def articles(folder: Path) -> Iterator[Article]:
    """Read the annotated articles of a folder; DataError if there is none, or one is malformed."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise DataError(folder, "holds no annotated article", "give a folder of X.json beside X.txt")
    for file in files:
        try:
            yield _article(file)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            cause = f"is no annotated article ({error!r})"
            raise DataError(file, cause, "give an object with actors and claims") from error


def _article(file: Path) -> Article:
    gold: dict[str, Any] = json.loads(file.read_bytes())
    sample, spans = text_sample(file.stem, file.with_suffix(".txt").read_bytes().decode("utf-8"))
    forms = plain(sample.words)
    found: dict[tuple[Range, tuple[Name, ...]], Claim] = {}
    for claim in gold["claims"]:
        names = _proper_names(gold["actors"], [*claim["claimant"], *(claim.get("also_claimant") or ())])
        evidence = _touched(spans, *claim["evidence"])
        here = forms[slice(*evidence)]
        known = any(any(places(name, forms)) for name in names)
        if claim.get("cue") and known and not any(any(places(name, here)) for name in names):
            found[evidence, names] = Claim(evidence, names)
    return Article(words_of(sample, sentences=False), tuple(found.values()))


def _touched(spans: Sequence[Span], start: int, end: int) -> Range:
    inside = [number for number, span in enumerate(spans) if span.start < end and start < span.end]
    if not inside:
        raise ValueError(f"evidence at {start} to {end} has no word")
    return inside[0], inside[-1] + 1


def _proper_names(actors: Mapping[str, Any], keys: Iterable[str]) -> tuple[Name, ...]:
    """Collect the proper names of actors by their keys."""
    names = (name for key in keys if key in actors for name in actors[key]["names"])
    return tuple(dict.fromkeys(proper for name in names if (proper := _proper(name))))


def _proper(name: str) -> Name:
    """Spell a name that has a capital beyond its article; () for another.

    >>> _proper("The U.N. envoy"), _proper("The envoy")
    (('un', 'envoy'), ())
    """
    words = [span.of(name) for span in split(name, Span(0, len(name)))]
    if words and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    return plain(words) if any(word[:1].isupper() for word in words) else ()


def plain(words: Iterable[str]) -> Name:
    """Spell words so that names compare: without case and stops."""
    return tuple(word.casefold().replace(".", "") or word for word in words)


def places(name: Name, forms: Name) -> Iterator[Range]:
    """Find a name among the words of a text, both as `plain` writes them."""
    for start in range(len(forms) - len(name) + 1):
        if forms[start : start + len(name)] == name:
            yield start, start + len(name)
