"""MUC, B-cubed and CEAF of coreference chains, as the reference scorer of CoNLL 2012, version 8, has them.

Source: Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions: A Reference
Implementation", https://aclanthology.org/P14-2006; the measures are of Vilain et al. 1995 (MUC), Bagga and
Baldwin 1998 (B-cubed) and Luo 2005 (CEAF). Mentions match where they are equal, and a mention without a twin
on the other side stays where it is: no mention is added or dropped. Singletons count as they are given (not
for MUC, which counts links).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import TypeVar

from scipy.optimize import linear_sum_assignment

from training.scores.tally import Tally

Chain = Collection[Hashable]
"""The mentions of one entity; a mention is whatever identifies it, as (start, end)."""
Chains = Collection[Chain]
C = TypeVar("C", bound=Chain)

MEASURES = ("mentions", "MUC", "B3", "CEAF-e", "CEAF-m")


def scores(gold: Chains, predicted: Chains) -> dict[str, Tally]:
    """Tally one text; a mention stands in one chain only, empty chains are not counted."""
    true, found = [{*chain} for chain in gold if chain], [{*chain} for chain in predicted if chain]
    return {
        "mentions": _mentions(true, found),
        "MUC": _muc(true, found),
        "B3": _b_cubed(true, found),
        "CEAF-e": _ceaf(true, found, lambda a, b: 2 * len(a & b) / (len(a) + len(b)), lambda _: 1),
        "CEAF-m": _ceaf(true, found, lambda a, b: len(a & b), len),
    }


def conll_f1(tallies: Mapping[str, Tally]) -> float:
    """Average the F1 of MUC, B-cubed and entity-based CEAF (the score of the CoNLL shared tasks)."""
    return sum(tallies[name].f1 for name in ("MUC", "B3", "CEAF-e")) / 3


def without_singletons(chains: Iterable[C]) -> list[C]:
    """Drop the entities that are mentioned once, as the CoNLL 2012 corpus does."""
    return [chain for chain in chains if len(chain) > 1]


_Sets = list[set[Hashable]]


def _mentions(gold: _Sets, predicted: _Sets) -> Tally:
    true, found = (set().union(*chains) for chains in (gold, predicted))
    return Tally.of(len(true & found), len(found), len(true))


def _entity_of(chains: _Sets) -> dict[Hashable, int]:
    return {mention: index for index, chain in enumerate(chains) for mention in chain}


def _muc(gold: _Sets, predicted: _Sets) -> Tally:
    """Count the links that join the shared mentions of a gold and a predicted entity."""
    common = _overlaps(gold, predicted).values()
    links = [sum(len(chain) - 1 for chain in chains) for chains in (predicted, gold)]
    return Tally.of(sum(size - 1 for size in common), *links)


def _b_cubed(gold: _Sets, predicted: _Sets) -> Tally:
    """Give every mention the share of its entity that its twin's entity has, too."""
    common = _overlaps(gold, predicted)
    return Tally(
        right=sum(size * size / len(predicted[found]) for (_, found), size in common.items()),
        predicted=sum(map(len, predicted)),
        found=sum(size * size / len(gold[true]) for (true, _), size in common.items()),
        gold=sum(map(len, gold)),
    )


def _overlaps(gold: _Sets, predicted: _Sets) -> Counter[tuple[int, int]]:
    """Count the mentions that a gold entity and a predicted one share, by their indices."""
    true, found = _entity_of(gold), _entity_of(predicted)
    return Counter((entity, found[mention]) for mention, entity in true.items() if mention in found)


def _ceaf(
    gold: _Sets,
    predicted: _Sets,
    similarity: Callable[[set[Hashable], set[Hashable]], float],
    weight: Callable[[set[Hashable]], float],
) -> Tally:
    """Align entities one to one so that the sum of similarities is largest."""
    best = 0.0
    if gold and predicted:
        table = [[similarity(true, found) for found in predicted] for true in gold]
        rows, columns = linear_sum_assignment(table, maximize=True)
        best = sum(table[row][column] for row, column in zip(rows, columns, strict=True))
    return Tally.of(best, sum(map(weight, predicted)), sum(map(weight, gold)))
