"""Where sentences seem to end, by punctuation alone: good enough to cut a long text into windows."""

from __future__ import annotations

from collections.abc import Sequence, Set

_STOPS = frozenset(".!?…")
_CLOSING = frozenset(('"', "”", "»", "'", "’", "''", "’’", ")", "]"))


def likely_starts(forms: Sequence[str], paragraphs: Set[int]) -> list[int]:
    """Find words that are likely to start a sentence: of a paragraph, or after a full stop.

    >>> likely_starts(["“", "Go", ".", "”", "He", "went", "."], {0})
    [0, 4]
    """
    starts = []
    ended = True
    for index, form in enumerate(forms):
        if index in paragraphs or (ended and form not in _CLOSING and not form[0].islower()):
            starts.append(index)
            ended = False
        elif form[0] in _STOPS and _STOPS.issuperset(form):
            ended = True
        elif form not in _CLOSING:
            ended = False
    return starts
