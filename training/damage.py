"""Texts as they often reach us: without small marks, in capitals, with other quotation marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

from training.sample import Sample

LOST = str.maketrans("", "", ",'’‘\"“”`")
"""Commas, apostrophes and quotation marks: what careless copying loses."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def bare(sample: Sample) -> Sample:
    """Take away commas, apostrophes and quotation marks."""
    return _rewritten(sample, (word.translate(LOST) for word in sample.words))


def capitals(sample: Sample) -> Sample:
    """Write all in capitals."""
    return _rewritten(sample, (word.upper() for word in sample.words))


def curly(sample: Sample) -> Sample:
    """Write typographic quotation marks and apostrophes."""
    return _rewritten(sample, _curled(sample))


def straight(sample: Sample) -> Sample:
    """Write the quotation marks and apostrophes of a typewriter."""
    forms = (word.translate(_STRAIGHT) for word in sample.words)
    return _rewritten(sample, ('"' if word in {"``", "''"} else word for word in forms))


DAMAGES: dict[str, Callable[[Sample], Sample]] = {
    "bare": bare, "capitals": capitals, "curly": curly, "straight": straight,
}  # fmt: skip


def _curled(sample: Sample) -> Iterator[str]:
    marks = cycle("“”")
    for word in sample.words:
        if word in {'"', "``", "''"}:
            yield next(marks)
        else:
            yield word.replace("'", "’")


def _rewritten(sample: Sample, forms: Iterator[str]) -> Sample:
    """Give the words new forms; one that has none left goes."""
    left = [(place, form) for place, form in enumerate(forms) if form]
    return sample.keeping([place for place, _ in left], [form for _, form in left])
