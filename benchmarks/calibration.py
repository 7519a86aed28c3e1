"""What a threshold of confidence gains and costs, and how far confidences are from shares that are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.judging import KINDS, Article, Judged

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `value` is None of none."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """From 0 to 1."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Level:
    """What is left at a threshold: the share that is right, and the share of the annotation that is found."""

    least: float
    claims: int
    precision: Share
    recall: Share
    by_kind: dict[str, tuple[Share, Share]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: how many, how sure on average, what share is right."""

    claims: int
    confidence: float
    right: float


def level(articles: Sequence[Article], least: float) -> Level:
    """Leave out the claims that are less sure, and count."""
    kept = [Article(tuple(c for c in one.claims if c.confidence >= least), one.gold) for one in articles]
    claims = [claim for one in kept for claim in one.claims]
    return Level(
        least=least,
        claims=len(claims),
        precision=Share(sum(claim.right for claim in claims), len(claims)),
        recall=_recall(kept, KINDS),
        by_kind={kind: (_precision(kept, kind), _recall(kept, (kind,))) for kind in KINDS},
    )


def _precision(articles: Iterable[Article], kind: str) -> Share:
    """Of the claims of a kind, those that find an annotated one of it; a figure passes for a statement."""
    right = [
        any(one.gold[n] == kind for n in claim.finds) or (kind == "statement" and claim.right)
        for one in articles
        for claim in one.claims
        if kind in claim.kinds
    ]
    return Share(sum(right), len(right))


def _recall(articles: Iterable[Article], kinds: Sequence[str]) -> Share:
    """Of the annotated claims of some kinds, those found, none by a claim that finds another of its kind."""
    found = wanted = 0
    for one in articles:
        wanted += sum(kind in kinds for kind in one.gold)
        found += sum(_matched([c.finds & _of(one, kind) for c in one.claims]) for kind in kinds)
    return Share(found, wanted)


def _of(article: Article, kind: str) -> frozenset[int]:
    return frozenset(number for number, own in enumerate(article.gold) if own == kind)


def _matched(finds: Sequence[frozenset[int]]) -> int:
    """Size of a largest matching of claims with what they find."""
    taken: dict[int, int] = {}

    def place(claim: int, seen: set[int]) -> bool:
        for gold in sorted(finds[claim] - seen):
            seen.add(gold)
            if gold not in taken or place(taken[gold], seen):
                taken[gold] = claim
                return True
        return False

    return sum(place(claim, set()) for claim in range(len(finds)))


def equal_width(claims: Iterable[Judged]) -> list[Bin]:
    """Put claims into ten bins of a tenth each; empty ones are left out."""
    return list(_bins((min(int(c.confidence * BINS), BINS - 1), c) for c in claims))


def equal_mass(claims: Sequence[Judged]) -> list[Bin]:
    """Put claims into at most ten bins of about as many each; claims that are equally sure stay together."""
    first: dict[float, int] = {}
    for rank, claim in enumerate(sorted(claims, key=lambda one: one.confidence)):
        first.setdefault(claim.confidence, rank)
    return list(_bins((first[claim.confidence] * BINS // len(claims), claim) for claim in claims))


def _bins(numbered: Iterable[tuple[int, Judged]]) -> Iterator[Bin]:
    bins: dict[int, list[Judged]] = {}
    for number, claim in numbered:
        bins.setdefault(number, []).append(claim)
    for _, claims in sorted(bins.items()):
        sure, right = (sum(values) / len(claims) for values in _columns(claims))
        yield Bin(len(claims), sure, right)


def _columns(claims: Sequence[Judged]) -> tuple[list[float], list[float]]:
    return [claim.confidence for claim in claims], [float(claim.right) for claim in claims]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: how far confidence is from what is right, on average; None of no claims."""
    claims = sum(one.claims for one in bins)
    distance = sum(one.claims * abs(one.confidence - one.right) for one in bins)
    return distance / claims if claims else None
