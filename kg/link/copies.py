"""Which articles repeat the text of another one, so that a syndicated report counts once.

Texts are compared by the runs of five words they share, estimated with MinHash; candidates come from locality
sensitive hashing. Nothing is kept of a text but its signature of one kilobyte.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rensa import RMinHash

from kg.model import Article, Link

RUN = 5
"""Words of a run: reports written apart share few such runs, but for names and quotations."""
LEAST = 25
"""Runs below which two texts may agree by chance: a headline, a line of a daily bulletin."""
HASHES = 256
"""Of 32 bits each. The share of runs that two texts have in common is then told to about 0.02."""
ROWS = 2
"""Hashes of a band, so that texts of which a quarter is common are still held against each other."""
MOST = 0.6
"""Share of the copy's runs that stand in the original. Reports of one agency, edited by two papers, have
more; those that only quote the same statement have less. Few pairs of 588 articles lie near it."""
HELD, WITH_IT = 0.8, 0.5
"""A longer article that holds so much of another is a copy if so much of its own comes from there."""
NEARLY_ALL = 0.8
"""Share from which a text is said to be nearly the same."""
FIRST_OF_BAND, CLOSEST = 3, 8
"""Of the texts of a band the earliest and the last one before it are looked at, and of all looked at those
that share most bands: bounds the work where thousands repeat one text."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What is kept of an article."""

    key: str
    order: tuple[str, str, str]
    runs: int
    signature: bytes

    def share(self, other: _Text) -> tuple[float, float]:
        """Estimate which share of its runs stands in the other, and which of the other's in it."""
        pairs = zip(memoryview(self.signature).cast("I"), memoryview(other.signature).cast("I"), strict=True)
        common = sum(one == another for one, another in pairs) / HASHES
        shared = common / (1 + common) * (self.runs + other.runs)
        return min(1.0, shared / self.runs), min(1.0, shared / other.runs)


class Copies:
    """The texts of many articles, of which only signatures are kept."""

    def __init__(self) -> None:
        self._texts: list[_Text] = []

    def add(self, article: Article) -> None:
        """Take in an article; one that is too short, or lacks its text, is neither copy nor original."""
        runs = _runs(article)
        if len(runs) >= LEAST:
            hashes = RMinHash(HASHES, seed=1)
            hashes.update(sorted(runs))
            signature = array("I", hashes.digest()).tobytes()
            self._texts.append(_Text(article.key, _order(article), len(runs), signature))

    def links(self, refused: Collection[str] = ()) -> tuple[Link, ...]:
        """Link each copy to its original, which is no copy itself, but for links whose keys are `refused`.

        The original is the earlier one, of one day the first by id. An article without a date comes last.
        """
        texts = sorted(self._texts, key=lambda one: one.order)
        found: dict[int, Link] = {}
        origin: dict[int, int] = {}
        for number, others in _candidates(texts):
            links = dict[int, Link]()
            for other in others:
                first = origin.get(other, other)
                link = _copy(texts[number], texts[other], texts[first])
                if link and link.key not in refused:
                    links[first] = max(link, links.get(first, link), key=lambda one: one.confidence)
            if links:
                first = min(links, key=lambda one: (-links[one].confidence, one))
                found[number], origin[number] = links[first], first
        return tuple(found[number] for number in sorted(found))


def origins(links: Collection[Link]) -> Mapping[str, str]:
    """Map the key of each copy to that of its original."""
    return {link.subject: link.object for link in links if link.kind == "copyOf"}


def _runs(article: Article) -> set[str]:
    """Return the runs of words of the text without its clutter, whatever their case and punctuation."""
    words = re.findall(r"\w+", _without_clutter(article).casefold())
    return {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _without_clutter(article: Article) -> str:
    edges = [0, *(edge for span in article.boilerplate for edge in (span.start, span.end)), len(article.text)]
    return " ".join(article.text[start:end] for start, end in list(pairwise(edges))[::2])


def _order(article: Article) -> tuple[str, str, str]:
    """By day, then id; a month or year that is all that is known comes after its days."""
    return f"{article.date.value if article.date else ''}~", article.id, article.key


def _candidates(texts: Sequence[_Text]) -> Iterator[tuple[int, list[int]]]:
    """Yield the numbers of texts that may be copies, in order, and of the earlier ones each is closest to."""
    seen: defaultdict[int, Counter[int]] = defaultdict(Counter)
    width = 4 * ROWS
    for start in range(0, 4 * HASHES, width):
        bands: defaultdict[bytes, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            band = bands[text.signature[start : start + width]]
            if band:
                seen[number].update(band)
            if len(band) > FIRST_OF_BAND:
                band.pop()
            band.append(number)
    for number in sorted(seen):
        shared = seen.pop(number)
        yield number, sorted(shared, key=lambda one: (-shared[one], one))[:CLOSEST]


def _copy(copy: _Text, other: _Text, original: _Text) -> Link | None:
    """Link a text to the original of one that it repeats, where enough of it stands in both."""
    own, held = copy.share(other)
    if own < MOST and not (held >= HELD and own >= WITH_IT):
        return None
    if other is not original:
        own, held = copy.share(original)
        if own < WITH_IT:
            return None
    return Link("copyOf", copy.key, original.key, min(0.99, round(own, 2)), _reason(own, held))


def _reason(own: float, held: float) -> str:
    """Say how much of which text stands in the other."""
    stands = f"{own:.0%} of its runs of five words stand in the earlier one"
    if held >= NEARLY_ALL:
        if own >= NEARLY_ALL:
            return f"nearly the same text: {stands}"
        return f"holds {held:.0%} of the earlier one, with words of its own: {stands}"
    if own >= NEARLY_ALL:
        return f"an extract: {stands}, which is longer"
    return f"the same text, edited: {stands}"
