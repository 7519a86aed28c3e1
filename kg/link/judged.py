"""What people judged of links: the wrong ones go, and the right ones stay where they are found no longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from kg.model import Facts, Judgement, Link, LinkKind

SURE: Final = 1.0
"""Confidence of a link that only a person holds."""
_BY_PERSON: Final = "judged right"


class Judged:
    """Judgements, of which those hold whose subjects the facts name."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self._judgements = judgements
        self._wanted = {key for one in judgements for key in _subjects(one)}
        self._seen: set[str] = set()

    def add(self, facts: Facts) -> None:
        """Look for the subjects in one article."""
        if self._wanted:
            self._seen |= self._wanted & _named(facts)

    def holding(self, set_aside: Sequence[Judgement] = ()) -> tuple[Judgement, ...]:
        """Return those about what is there, sorted by id."""
        aside = {one.id for one in set_aside}
        there = (one for one in self._judgements if self._seen.issuperset(_subjects(one)))
        return tuple(sorted((one for one in there if one.id not in aside), key=lambda one: one.id))

    def links(self, found: Mapping[str, Link]) -> tuple[Link, ...]:
        """Take away the links that are judged wrong, and add those judged right, sorted by id."""
        wrong = {one.about[0] for one in self._judgements if one.verdict == "wrong"}
        right = {one.key: one for one in map(_link, self.holding()) if one}
        links = {key: one for key, one in (right | dict(found)).items() if key not in wrong}
        return tuple(links[key] for key in sorted(links))


def _subjects(judgement: Judgement) -> tuple[str, ...]:
    """Return the ids that must be there for it to mean something."""
    return judgement.statement[1:] or judgement.about


def _named(facts: Facts) -> set[str]:
    things = (facts.actors, facts.places, facts.events, facts.claims)
    return {facts.article.key, *(one.id for some in things for one in some)}


def _link(judgement: Judgement) -> Link | None:
    """Make the link that is judged right; not of copies, whose original may be another one by now."""
    match judgement.verdict, judgement.statement:
        case "right", (kind, subject, object_) if kind != "copyOf":
            return Link(cast(LinkKind, kind), subject, object_, SURE, _BY_PERSON)
    return None
