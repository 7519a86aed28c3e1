"""How well main events of articles are united, against groups made by people, beside two plain ways.

    python -m benchmarks.incidents ../shared/gold/clusters-dev.json ../shared/data/fakes/articles

The clusters are a JSON object: `clusters` maps any name to ids of articles about one incident, `none` lists
ids about no incident (each counted as alone); an id is the stem of a .txt file in the folder. The articles
are built into a graph of their own by the default reader. A file that repeats another's text counts as being
where the other is, a missing one as alone. MUC, B3 and CEAF-e as precision / recall; CoNLL is their mean F1.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from kg.link import link
from kg.link.events import likenesses, stories
from kg.link.events.linkage import grouped
from kg.link.events.profile import Profile
from kg.link.events.weights import weights
from kg.model import Facts
from kg.pipeline import build
from kg.workspace import Workspace
from training.links.clusters import Clusters, by_stem
from training.links.events import main_events
from training.scores.coreference import conll_f1, scores
from training.scores.tally import Tally

Groups = Sequence[Sequence[str]]
SCORES = ("MUC", "B3", "CEAF-e")


def built(stems: Iterable[str], articles: Path) -> dict[str, Facts]:
    """Read the articles; return their facts by stem."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "kg-data")
        files = [str(articles / f"{stem}.txt") for stem in stems]
        build([file for file in files if Path(file).is_file()], workspace)
        facts = [workspace.facts(one.article.sha256) for one in workspace.articles()]
    return by_stem(facts, articles)


def by_key(keys: Mapping[str, object], stems: Iterable[str]) -> list[list[str]]:
    """Group stems by key; one without a key is alone."""
    groups: dict[object, list[str]] = {}
    for stem in stems:
        groups.setdefault(keys.get(stem, f"alone {stem}"), []).append(stem)
    return list(groups.values())


def resolved(facts: Mapping[str, Facts]) -> dict[str, object]:
    """The main event of each article, as the link stage resolves it among these articles."""
    same = link({one.article.sha256: one for one in facts.values()}.values()).same
    main = {stem: one.main_events[0] for stem, one in facts.items() if one.main_events}
    return {stem: same.get(event, event) for stem, event in main.items()}


def exactly_alike(found: Iterable[Profile]) -> dict[str, object]:
    """Key main events by type, day and places, where all are known."""
    return {
        one.id: (one.type, one.days, tuple(sorted(one.places)))
        for one in found
        if one.is_dated and one.places
    }


def of_one_word(found: Sequence[Profile]) -> dict[str, int]:
    """Key events by the words that name them: those that share one, in articles that tell one story."""
    _, likeness = likenesses(found)
    story = stories(likeness, weights())
    return grouped(
        {
            (one.id, other.id): 1.0
            for one, other in combinations(found, 2)
            if one.triggers & other.triggers and story(one.text, other.text)
        },
        least=0.5,
    )


def row(name: str, gold: Groups, made: Groups) -> str:
    """Format one line of the table."""
    tallies = scores(gold, made)
    cells = [_cell(tallies[score]) for score in SCORES]
    return f"| {name} | {' | '.join(cells)} | {conll_f1(tallies):.3f} |"


def _cell(tally: Tally) -> str:
    return f"{tally.precision:.3f} / {tally.recall:.3f}"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("articles", type=Path)
    wanted = parser.parse_args()
    gold = Clusters.read(wanted.clusters).groups
    stems = [stem for group in gold for stem in group]
    facts = {stem: one for stem, one in built(stems, wanted.articles).items() if stem in set(stems)}
    found, _ = main_events(facts)
    print(f"| {len(stems)} articles, {len(gold)} incidents | {' | '.join(SCORES)} | CoNLL F1 |")
    print("| --- | --- | --- | --- | --- |")
    print(row("this graph", gold, by_key(resolved(facts), stems)))
    print(row("same type, day and places", gold, by_key(exactly_alike(found), stems)))
    print(row("same word in one story", gold, by_key(of_one_word(found), stems)))


if __name__ == "__main__":
    main()
