"""Learns kg/link/events/weights.toml: what makes two reports accounts of one event.

    python -m training.links.events --articles ../shared/data/fakes/articles --ecbplus ../shared/data/ecbplus

Of pairs of main events in the articles that training/annotation/clusters.json groups by incident, once with
their days and once without, as many files come without any; and of pairs of event mentions in ECB+ (train).
The mean score at which accounts are held to be one is the best of a few for all three. Nothing else is
chosen here; none of the three measures anything.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from kg.link.entities import Entities
from kg.link.events import likenesses, stories
from kg.link.events.candidates import candidates
from kg.link.events.linkage import Pair, grouped
from kg.link.events.pairs import Comparison, Features
from kg.link.events.profile import Profile, ordered, profiles
from kg.link.events.weights import Weights, weights
from kg.model import Facts, Place
from kg.pipeline import build
from kg.workspace import Workspace
from training.links.clusters import Clusters, by_stem, ecbplus, labelled
from training.scores.coreference import conll_f1, scores

CLUSTERS = Path(__file__).parents[1] / "annotation" / "clusters.json"
TARGET = Path(__file__).parents[2] / "kg" / "link" / "events" / "weights.toml"
Bounds = tuple[float | None, float | None]
CUTS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
HEADER = """\
# How much each feature of two accounts counts towards their being of one event: the weights of a logistic
# model, learned by training/links/events.py. Cuts: least mean likeness of articles that tell one story, least
# mean score of accounts held to be one, least score of a near miss.

"""


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs with their features, whether each is of one event, and the groups they came from."""

    pairs: Sequence[Pair]
    features: Sequence[Features]
    same: Sequence[bool]
    groups: Sequence[Sequence[str]]

    def conll(self, table: Weights) -> float:
        """CoNLL F1 of the groups that the table makes."""
        found = {pair: table.score(one) for pair, one in zip(self.pairs, self.features, strict=True)}
        return conll_f1(scores(self.groups, united(found, table.same, self.groups)))


def united(
    found: Mapping[Pair, float], least: float, groups: Sequence[Sequence[str]]
) -> list[list[str]]:
    """Group the members of some groups anew by the scores of pairs."""
    number = grouped(found, least)
    made: dict[object, list[str]] = {}
    for one in (one for group in groups for one in group):
        made.setdefault(number.get(one, one), []).append(one)
    return list(made.values())


def of_mentions(found: Sequence[Profile], chains: Sequence[Sequence[str]], table: Weights) -> Examples:
    """Pair mentions of like documents, and of one, that share a word or a story."""
    rarity, likeness = likenesses(found)
    story = stories(likeness, table)
    comparison, chain = Comparison(rarity, {}, story), labelled(chains)
    by_document: dict[str, list[Profile]] = {}
    for one in found:
        by_document.setdefault(one.article, []).append(one)
    inside = (pair for own in by_document.values() for pair in combinations(own, 2))
    pairs = [
        (one, other)
        for one, other in (*inside, *candidates(found, likeness))
        if story(one.text, other.text) or one.triggers & other.triggers
    ]
    return Examples(
        [(one.id, other.id) for one, other in pairs],
        [comparison.features(one, other) for one, other in pairs],
        [chain[one.id] == chain[other.id] for one, other in pairs],
        chains,
    )


def of_articles(facts: Mapping[str, Facts], clusters: Clusters, table: Weights) -> Examples:
    """Pair the main events of articles, each under the id of its article; the unsure ones left out."""
    found, places = main_events(facts)
    return _paired(found, places, clusters, table)


def of_undated_articles(facts: Mapping[str, Facts], clusters: Clusters, table: Weights) -> Examples:
    """The same as if no article told its day, nor the event's."""
    found, places = main_events(facts)
    undated = [replace(one, days=None, is_dated=False, published=None) for one in found]
    return _paired(undated, places, clusters, table)


def _paired(
    found: Sequence[Profile], places: Mapping[str, Place], clusters: Clusters, table: Weights
) -> Examples:
    rarity, likeness = likenesses(found)
    comparison = Comparison(rarity, places, stories(likeness, table))
    group = labelled(clusters.groups)
    pairs = [
        (one, other)
        for one, other in candidates(found, likeness)
        if {one.id, other.id} <= group.keys() and frozenset((one.id, other.id)) not in clusters.unsure
    ]
    return Examples(
        [(one.id, other.id) for one, other in pairs],
        [comparison.features(one, other) for one, other in pairs],
        [group[one.id] == group[other.id] for one, other in pairs],
        clusters.groups,
    )


def main_events(facts: Mapping[str, Facts]) -> tuple[list[Profile], dict[str, Place]]:
    """The accounts of main events under the ids of their articles, and the places known."""
    entities, found = Entities(), list[Profile]()
    for stem, one in sorted(facts.items()):
        entities.add(one)
        found += (replace(profile, id=stem) for profile in profiles(one) if profile.is_main)
    first = {profile.article: profile for profile in reversed(found)}
    return ordered(list(first.values())), entities.places()


def fitted(parts: Sequence[Examples], table: Weights) -> Weights:
    """Fit the weights, each part counting as much as another, and choose the cut."""
    names, rows = _rows([one for part in parts for one in part.features])
    labels = np.concatenate([np.array(part.same) for part in parts])
    each = np.concatenate([np.full(len(part.same), 1000 / sum(part.same)) for part in parts])
    bias, *learned = _minimized(rows, labels, each, [(None, None), *map(_bounds, names)])
    of = {name: round(weight, 3) for name, weight in zip(names, learned, strict=True)}
    table = replace(table, bias=round(bias, 3), of=of)
    return max((replace(table, same=cut) for cut in CUTS), key=lambda t: sum(p.conll(t) for p in parts))


def _rows(features: Sequence[Features]) -> tuple[list[str], csr_matrix]:
    """The names of the features, and a row of their values for each pair."""
    names = sorted({name for one in features for name in one})
    column = {name: number for number, name in enumerate(names)}
    cells = [(row, column[name], value) for row, one in enumerate(features) for name, value in one.items()]
    at, of, values = zip(*cells, strict=True)
    return names, csr_matrix((values, (at, of)), shape=(len(features), len(names)))


def _bounds(name: str) -> Bounds:
    """What two accounts have in common never counts against them, what they differ in never for them."""
    if name.startswith(("alike", "same", "one ", "published the same")):
        return 0.0, None
    return (None, 0.0) if "apart" in name or name.startswith("other") else (None, None)


def _minimized(
    rows: csr_matrix, labels: NDArray[np.bool_], each: NDArray[np.float64], bounds: Sequence[Bounds]
) -> list[float]:
    """Bias and weights of the least logistic loss with a ridge of 1."""
    signs = np.where(labels, 1.0, -1.0)

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (values[0] + rows @ values[1:])
        slope = -each * signs * expit(-margins)
        gradient = np.concatenate([[slope.sum()], rows.T @ slope + values[1:]])
        return float(each @ np.logaddexp(0, -margins) + values[1:] @ values[1:] / 2), gradient

    start = np.zeros(rows.shape[1] + 1)
    return [float(value) for value in minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x]


def _built(articles: Path) -> Iterator[Facts]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "kg-data")
        build([str(articles)], workspace)
        for one in workspace.articles():
            yield workspace.facts(one.article.sha256)


def main() -> None:
    """Learn the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True, help="folder of the articles in the clusters")
    parser.add_argument("--ecbplus", type=Path, required=True, help="folder of ECB+")
    parser.add_argument("--clusters", type=Path, default=CLUSTERS)
    wanted = parser.parse_args()
    table = weights()
    facts = by_stem(_built(wanted.articles), wanted.articles)
    clusters = Clusters.read(wanted.clusters)
    parts = (
        of_articles(facts, clusters, table),
        of_undated_articles(facts, clusters, table),
        of_mentions(*ecbplus(wanted.ecbplus, "train"), table),
    )
    table = fitted(parts, table)
    for name, part in zip(("incidents", "the same undated", "ECB+ train"), parts, strict=True):
        print(f"{name}: {len(part.pairs)} pairs, CoNLL F1 {part.conll(table):.3f} on what was learned from")
    TARGET.write_text(written(table), encoding="utf-8")


def written(table: Weights) -> str:
    """Lay out the table as `weights.toml` has it."""
    cuts = f"[cuts]\nstory = {table.story}\nsame = {table.same}\nnear = {table.near}\n"
    rows = "".join(f'"{name}" = {weight}\n' for name, weight in sorted(table.of.items()))
    return f"{HEADER}bias = {table.bias}\n\n{cuts}\n[weights]\n{rows}"


if __name__ == "__main__":
    main()
