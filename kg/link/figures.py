"""Whose numbers exclude each other, and who changed a number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.link.corpus import Corpus, Said, grouped, symmetric, voices
from kg.model import Counted, Figure, Link, Measure

CONFIDENCE = 0.7
_Key = tuple[str, Measure, Counted]


def contradictions(corpus: Corpus) -> Iterator[Link]:
    """Link claims of different claimants whose figures of one event, measure and kind exclude each other."""
    for (_, measure, counted), group in _by_figure(corpus).items():
        for first, second in voices(group, lambda one: (one.claim.claimants, one.claim.figures)):
            if set(first.claim.claimants).isdisjoint(second.claim.claimants):
                reason = _excluding(first, second, measure, counted)
                if reason:
                    yield symmetric("contradicts", first.claim, second.claim, CONFIDENCE, reason)


def revisions(corpus: Corpus) -> Iterator[Link]:
    """Link a claim to its claimant's last earlier one on the same count, where the two exclude each other."""
    for (_, measure, counted), group in _by_figure(corpus).items():
        for one_claimant in grouped(group, lambda one: one.claim.claimants).values():
            for earlier, later in _successive(one_claimant):
                reason = _excluding(earlier, later, measure, counted)
                if reason:
                    yield Link("revises", later.claim.id, earlier.claim.id, CONFIDENCE, reason)
                    yield symmetric("contradicts", earlier.claim, later.claim, CONFIDENCE, reason)


def _by_figure(corpus: Corpus) -> dict[_Key, list[Said]]:
    """Group claims by event, measure and what is counted."""
    return grouped(corpus.said, _keys)


def _keys(one: Said) -> set[_Key]:
    event = one.event
    return {(event, figure.measure, figure.counted) for figure in one.claim.figures} if event else set()


def _successive(said: list[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield the first claim of each day with that of the next; days of unlike precision are not compared."""
    days: dict[str, Said] = {}
    for one in said:
        if one.day:
            days.setdefault(one.day, one)
    return ((a, b) for a, b in pairwise(days.values()) if len(a.day) == len(b.day))


def _excluding(first: Said, second: Said, measure: Measure, counted: Counted) -> str:
    """Say which figures of the two exclude each other; '' where some agree."""
    pairs = [(a, b) for a in _on(first, measure, counted) for b in _on(second, measure, counted)]
    if not all(_apart(a, b) for a, b in pairs):
        return ""
    low, high = sorted(map(_written, min(pairs, key=str)))
    return f"{measure}, {counted}: {low} against {high}"


def _on(one: Said, measure: Measure, counted: Counted) -> list[Figure]:
    return [figure for figure in one.claim.figures if (figure.measure, figure.counted) == (measure, counted)]


def _apart(first: Figure, second: Figure) -> bool:
    return _below(first, second) or _below(second, first)


def _below(first: Figure, second: Figure) -> bool:
    """Tell whether the first lies wholly below the second; an open bound reaches everything."""
    return first.maximum is not None and second.minimum is not None and first.maximum < second.minimum


def _written(figure: Figure) -> str:
    """Write a range for people: 62, 62 to 80, at least 62, up to 80."""
    if figure.minimum == figure.maximum:
        return str(figure.minimum)
    if figure.maximum is None:
        return f"at least {figure.minimum}"
    if figure.minimum is None:
        return f"up to {figure.maximum}"
    return f"{figure.minimum} to {figure.maximum}"
