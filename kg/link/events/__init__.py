"""Which events of different articles are one.

Articles that are alike tell one story; accounts of events in like articles, or of one day and place, are
compared by a table of features, and those held to be one whose pairs are alike on the average. Time grows
with the accounts: each is compared with a bounded number of others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.link.events.candidates import candidates
from kg.link.events.linkage import Growing, Linkage, Pair, grouped
from kg.link.events.neighbours import alike
from kg.link.events.pairs import Comparison, Story
from kg.link.events.profile import Profile, ordered, profiles
from kg.link.events.weights import Weights, weights
from kg.link.events.words import Rarity
from kg.model import Facts, Place, Sameness

MOST_OPINIONS, MOST_NEAR = 8, 2
"""Opinions told of each account: those that may be followed, and near misses."""


class Accounts:
    """What articles tell of events, as far as it bears on which of them are one."""

    def __init__(self) -> None:
        self.known: dict[str, Profile] = {}
        self._linkage = Linkage({})
        self._articles = Growing(lambda event: self.known[event].article)

    def add(self, facts: Facts) -> None:
        """Take in the events of one article."""
        self.known |= {profile.id: profile for profile in profiles(facts)}

    def opinions(self, places: Mapping[str, Place], same: Mapping[str, str]) -> Iterator[Sameness]:
        """Yield which events may be one; places by their ids, of which some stand for others."""
        table, found = weights(), ordered([_under(one, same) for one in self.known.values()])
        rarity, likeness = likenesses(found)
        comparison = Comparison(rarity, places, stories(likeness, table))
        scores = {
            (first.id, second.id): table.score(comparison.features(first, second))
            for first, second in candidates(found, likeness)
        }
        self._linkage = Linkage(scores)
        by_id = {one.id: one for one in found}
        for pair in _told(scores, table):
            first, second = sorted(pair)
            reason = table.reason(comparison.features(by_id[pair[0]], by_id[pair[1]]))
            yield Sameness(first, second, round(scores[pair], 2), reason, scores[pair] >= table.same)

    def refuse(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Tell whether two groups must not become one: they share an article, or too little else.

        What is told in passing, in a sentence or two, joins by the account that it is most like.
        """
        small, large = sorted((one, other), key=len)
        articles = self._articles.of(large)
        if any(self.known[event].article in articles for event in small):
            return True
        in_passing = any(len(group) == 1 and not self.known[group[0]].is_main for group in (one, other))
        likeness = self._linkage.best if in_passing else self._linkage.mean
        return likeness(one, other) < weights().same

    def standing(self, key: str) -> tuple[int, str]:
        """Rank the ids of one event for the one that stands for all: that of the earliest article."""
        return self.known[key].published or 10**9, key


def likenesses(found: Sequence[Profile]) -> tuple[Rarity, dict[Pair, float]]:
    """How rare words are in the articles, and how alike those are that share rare ones.

    What is told in passing of some place is compared as if it were an article of its own.
    """
    articles = {one.article for one in found}
    topics = {one.text: one.topic for one in found if one.is_main or one.places}
    rarity = Rarity()
    for text, topic in topics.items():
        if text in articles:
            rarity.add(topic)
    return rarity, dict(alike(list(topics.items()), rarity))


def stories(likeness: Mapping[Pair, float], table: Weights) -> Story:
    """Group articles that are alike; an article alone is a story of its own."""
    group = grouped(likeness, table.story)

    def is_one(first: str, second: str) -> bool:
        return first == second or (first in group and group[first] == group.get(second))

    return is_one


def _told(scores: Mapping[Pair, float], table: Weights) -> Iterator[Pair]:
    """Choose the pairs worth an opinion, the most likely first; a bounded number for each account."""
    told, near = Counter[str](), Counter[str]()
    for pair in sorted((p for p in scores if scores[p] >= table.near), key=lambda p: (-scores[p], p)):
        count, most = (told, MOST_OPINIONS) if scores[pair] >= table.same else (near, MOST_NEAR)
        if any(count[one] < most for one in pair):
            count.update(pair)
            yield pair


def _under(profile: Profile, same: Mapping[str, str]) -> Profile:
    places, actors = (
        tuple(dict.fromkeys(same.get(one, one) for one in ids)) for ids in (profile.places, profile.actors)
    )
    return replace(profile, places=places, actors=actors)
