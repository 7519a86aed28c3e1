"""Whose numbers exclude each other, and whose agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.link.agreement import independent
from kg.link.bonds import bond, different_voices, retold
from kg.link.corpus import Corpus, heard
from kg.link.culprits import culprits
from kg.link.ground import OTHER_DEED, nearness
from kg.link.said import Said
from kg.model import Counted, Figure, Link, Measure

EXCLUDE, EXCLUDE_PART, AGREE = 0.8, 0.3, 0.8
"""How sure it is that two numbers exclude each other (of one group; of all people and of some), or agree."""
FAR = 4
"""Where the higher number is more times the lower, the less likely are both of one thing: of a war."""
SUM = 1.25
"""A number of an article itself that is more times another's whom it quotes is likely a sum of several."""
TIGHT = 0.1
"""Ranges agree whose ends lie no farther apart than this share of the higher."""
SIZES, VAGUE = frozenset({20, 24, 40, 200, 2000}), 0.5
"""What words such as 'dozens' are read as; those who use them and those who count less, but more than this
share less, do not exclude each other."""
PEOPLE: frozenset[Counted] = frozenset({
    "civilians", "soldiers", "militants", "children", "women", "aid-workers", "journalists",
})  # fmt: skip
"""Those who are some of the people."""

What = tuple[Measure, Counted]
_Count = tuple[str, Measure]
_Groups = dict[_Count, dict[Counted, list[Said]]]


def contradictions(corpus: Corpus) -> Iterator[Link]:
    """Link claims of different claimants whose figures of one event and measure exclude each other."""
    for (_, measure), groups in counts(corpus).items():
        for counted, group in groups.items():
            for first, second in combinations(_heard(group, measure, counted), 2):
                yield from _apart(first, second, (measure, counted), corpus)
        for some, every in _parts(groups, measure):
            yield from _more(some, every, measure, corpus)


def agreements(corpus: Corpus) -> Iterator[Link]:
    """Link figures of independent claimants of one event, measure and group that agree."""
    for (_, measure), groups in counts(corpus).items():
        for counted, group in groups.items():
            for first, second in combinations(_heard(group, measure, counted), 2):
                pair = agreeing(on(first, measure, counted), on(second, measure, counted))
                if pair and independent(first, second, corpus):
                    reason = f"{_what(measure, counted)}: {pair[0].amount}, and {pair[1].amount}"
                    sure = AGREE * nearness(first, second, corpus)
                    yield from bond("corroborates", first, second, sure, reason)


def counts(corpus: Corpus) -> _Groups:
    """Group claims by event and measure, then by what is counted."""
    groups: defaultdict[_Count, dict[Counted, list[Said]]] = defaultdict(dict)
    for one in corpus.said:
        if one.event:
            for measure, counted in {(figure.measure, figure.counted) for figure in one.claim.figures}:
                groups[one.event, measure].setdefault(counted, []).append(one)
    return groups


def on(one: Said, measure: Measure, counted: Counted) -> tuple[Figure, ...]:
    """Return the claim's figures of a measure and group."""
    return tuple(f for f in one.claim.figures if (f.measure, f.counted) == (measure, counted))


def excluding(first: Sequence[Figure], second: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Return two figures, each the only one, that exclude each other, the lower first; None where they agree.

    Of several counts of one group one may be part of another, or of something else.
    """
    if len(first) != 1 or len(second) != 1:
        return None
    (one,), (other,) = first, second
    return (one, other) if _below(one, other) else (other, one) if _below(other, one) else None


def agreeing(first: Sequence[Figure], second: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Return a pair of figures that say nearly the same, the lower first."""
    pairs = [tuple(sorted((a, b), key=str)) for a in first for b in second if _tight(a, b)]
    return min(pairs, key=str, default=None)  # type: ignore[return-value]  # pairs are of two


def scale(low: Figure, high: Figure) -> float:
    """How far two figures that exclude each other are likely to be of one happening, by their sizes."""
    return min(1.0, FAR * max(1, low.maximum or 0) / max(1, high.minimum or 0))


def told(low: Figure, high: Figure, measure: Measure, counted: Counted) -> str:
    """Say what excludes what: 'killed, civilians: 12 against at least 30'."""
    return f"{_what(measure, counted)}: {low.amount} against {high.amount}"


def _what(measure: Measure, counted: Counted) -> str:
    return f"{measure}, {counted}"


def _heard(group: Sequence[Said], measure: Measure, counted: Counted) -> list[Said]:
    return heard(group, lambda one: on(one, measure, counted))


def _apart(first: Said, second: Said, what: What, corpus: Corpus) -> Iterator[Link]:
    pair = excluding(on(first, *what), on(second, *what))
    if (
        pair
        and not _rounded(first, second, pair)
        and _one_toll(first, second, pair)
        and _disputed(first, second, corpus)
    ):
        other_deed = OTHER_DEED if _of_one_side(_doers(first), _doers(second), corpus) else 0.0
        sure = EXCLUDE * scale(*pair) * nearness(first, second, corpus, other_deed)
        yield from bond("contradicts", first, second, sure, told(*pair, *what))


def _parts(
    groups: dict[Counted, list[Said]], measure: Measure
) -> Iterator[tuple[tuple[Counted, list[Said]], list[Said]]]:
    """Pair each group of people with all people."""
    every = _heard(groups.get("people", ()), measure, "people")
    if every:
        for counted in sorted(PEOPLE & groups.keys()):
            yield (counted, _heard(groups[counted], measure, counted)), every


def _more(
    some: tuple[Counted, list[Said]], every: list[Said], measure: Measure, corpus: Corpus
) -> Iterator[Link]:
    """Link those who count more of a group than others count people."""
    counted, group = some
    for part in group:
        for whole in every:
            if retold(part, whole) or not _disputed(part, whole, corpus):
                continue
            pair = excluding(on(whole, measure, "people"), on(part, measure, counted))
            if pair and pair[0] in on(whole, measure, "people") and not _rounded(part, whole, pair):
                sure = EXCLUDE_PART * scale(*pair) * nearness(part, whole, corpus)
                reason = f"{measure}: {pair[0].amount} people against {pair[1].amount} {_words(counted)}"
                yield from bond("contradicts", part, whole, sure, reason)


def _disputed(first: Said, second: Said, corpus: Corpus) -> bool:
    """Tell whether different voices count the victims of one deed: nobody says that others did the one.

    Within an article those count too who bear no names: it calls one group by one name.
    """
    if first.claim.article == second.claim.article:
        doers = _doers(first), _doers(second)
    else:
        doers = culprits(first, corpus), culprits(second, corpus)
    return different_voices(first, second, corpus) and _of_one_side(*doers, corpus)


def _of_one_side(first: Sequence[str], second: Sequence[str], corpus: Corpus) -> bool:
    """Tell whether some of both act for the same, or one names nobody."""
    return not (first and second) or corpus.allied(first, second)


def _doers(said: Said) -> tuple[str, ...]:
    return (*said.claim.attributes, *said.claim.blames)


def _rounded(first: Said, second: Said, pair: tuple[Figure, Figure]) -> bool:
    """Tell whether the two may be one number, of which one is told roughly, or by a word of size."""
    high = pair[1].minimum or 0
    apart = high - (pair[0].maximum or 0)
    if pair[1].maximum is None and (first.scope.vaguely or second.scope.vaguely) and high in SIZES:
        return apart <= VAGUE * high
    return apart <= TIGHT * high and (first.scope.roughly or second.scope.roughly)


def _one_toll(first: Said, second: Said, pair: tuple[Figure, Figure]) -> bool:
    """Tell whether neither number is likely a sum that the article made of others."""
    return not retold(first, second) or (pair[1].minimum or 0) <= SUM * (pair[0].maximum or 0)


def _words(counted: Counted) -> str:
    return counted.replace("-", " ")


def _below(first: Figure, second: Figure) -> bool:
    """Tell whether the first lies wholly below the second; an open bound reaches everything."""
    return first.maximum is not None and second.minimum is not None and first.maximum < second.minimum


def _tight(first: Figure, second: Figure) -> bool:
    """Tell whether two ranges overlap and their ends, where both have them, are nearly the same."""
    if _below(first, second) or _below(second, first):
        return False
    ends = ((first.minimum, second.minimum), (first.maximum, second.maximum))
    known = [(a, b) for a, b in ends if a is not None and b is not None]
    return bool(known) and all(abs(a - b) <= TIGHT * max(a, b) for a, b in known)
