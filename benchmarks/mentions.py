"""How well event mentions of ECB+ are united by what the graph unites events by, beside head lemmas.

    python -m benchmarks.mentions ../shared/data/ecbplus --part dev

Mentions are given, nothing else is: no topic, no date, no place, no type. So this checks that the table of
features does not live on one war. MUC, B3 and CEAF-e as precision / recall; CoNLL is their mean F1.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.incidents import SCORES, by_key, of_one_word, row
from kg.link.events.linkage import grouped
from kg.link.events.profile import Profile
from kg.link.events.weights import weights
from training.links.clusters import ecbplus
from training.links.events import of_mentions


def resolved(found: Sequence[Profile], chains: Sequence[Sequence[str]]) -> Mapping[str, object]:
    """The number of the group of each mention that is not alone; the chains tell nothing but the mentions."""
    table = weights()
    pairs = of_mentions(found, chains, table)
    scores = {pair: table.score(one) for pair, one in zip(pairs.pairs, pairs.features, strict=True)}
    return grouped(scores, table.same)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="dev")
    wanted = parser.parse_args()
    found, chains = ecbplus(wanted.folder, wanted.part)
    keys = [one.id for one in found]
    print(f"| {len(keys)} mentions, {len(chains)} events | {' | '.join(SCORES)} | CoNLL F1 |")
    print("| --- | --- | --- | --- | --- |")
    print(row("this graph's table", chains, by_key(resolved(found, chains), keys)))
    print(row("same word in one story", chains, by_key(of_one_word(found), keys)))


if __name__ == "__main__":
    main()
