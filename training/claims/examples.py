"""Annotated articles as the heads are trained on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from kg.extract.case import Case
from kg.extract.learned import survey
from kg.extract.learned.candidates import Candidates
from kg.extract.learned.labels import NEEDS, ROLES, SENTENCE
from kg.extract.lookup import plain
from kg.model import Doc, Gazetteer
from training.annotation import score

Gold = Mapping[str, Any]
Floats = NDArray[np.float32]

OVERLAP = 0.5
"""Share of the shorter of evidence and sentence that they have in common, from which a claim stands there."""


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """An article with what the heads see and what they should say."""

    gold: Gold
    doc: Doc
    candidates: Candidates
    clues: Floats
    roles: Floats
    """[pairs, ROLES], 0 or 1."""
    weights: Floats
    """[pairs, ROLES]: 0 where either answer is right, as for a body whose spokesman speaks."""
    held: Floats
    """[sentences, SENTENCE]"""

    @property
    def vectors(self) -> Floats:
        """The reader's vectors: [words, n]."""
        if self.doc.vectors is None:
            raise ValueError("the model gives no vectors")
        return self.doc.vectors.astype(np.float32)

    @property
    def sentences(self) -> list[str]:
        """The sentences' words."""
        return [sentence.of(self.doc.article.text) for sentence in self.doc.sentences]


def example(doc: Doc, gazetteer: Gazetteer, gold: Gold) -> Example:
    """Lay the annotation of an article over what the rules find in it."""
    case = Case.of(doc, gazetteer)
    candidates, seen = survey(case)
    keys = aligned(case, candidates.actors, gold)
    roles, weights = _labels(case, candidates, keys, gold["claims"])
    held = np.zeros((len(doc.sentences), len(SENTENCE)), np.float32)
    for role, thing in enumerate(NEEDS):
        if thing != "sourced":
            np.maximum.at(held[:, SENTENCE.index(thing)], candidates.pairs[:, 0], roles[:, role])
    for claim in gold["claims"]:
        if claim["mode"] != "own-voice":
            held[list(_sentences(case, claim)), SENTENCE.index("sourced")] = 1
    return Example(gold, doc, candidates, seen, roles, weights, held)


def aligned(case: Case, actors: Sequence[str], gold: Gold) -> dict[str, list[int]]:
    """From each annotated actor to the numbers of ours that are aligned to it, by the scorer's own rule."""
    records = {one.id: one for one in case.cast.register.records(actors)}
    labels = {actor: ([records[actor].name], list(records[actor].names)) for actor in actors}
    to_gold = score.align(cast(Any, _Labels(labels, actors[0])), dict(gold), None, case.reading.text)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, actor in enumerate(actors):
        if key := to_gold(actor):
            found[key].append(number)
    if 0 not in found["publisher"]:
        found["publisher"].append(0)
    return found


class _Labels:
    """What the scorer asks a graph for when it aligns actors."""

    def __init__(self, labels: Mapping[str, tuple[list[str], list[str]]], publisher: str) -> None:
        self._labels, self._publisher = labels, publisher
        self.g = self

    def labels(self, actor: str) -> tuple[list[str], list[str]]:
        """Preferred and alternative labels."""
        return self._labels.get(actor, ([plain(actor)], []))

    def objects(self, *_: object) -> list[str]:
        """The publishers of the article."""
        return [self._publisher]


def _labels(
    case: Case, candidates: Candidates, keys: Mapping[str, list[int]], claims: Iterable[Gold]
) -> tuple[Floats, Floats]:
    number = {pair: n for n, pair in enumerate(map(tuple, candidates.pairs.tolist()))}
    roles = np.zeros((len(number), len(ROLES)), np.float32)
    weights = np.ones_like(roles)
    for claim in claims:
        for sentence in _sentences(case, claim):
            for role, key in _roles(claim):
                for actor in keys.get(key, ()):
                    if (sentence, actor) in number:
                        roles[number[sentence, actor], role] = 1
            for role in _spoken(claim):
                for key in claim.get("also_claimant") or ():
                    for actor in keys.get(key, ()):
                        if (sentence, actor) in number:
                            weights[number[sentence, actor], role] = 0
    weights[roles > 0] = 1
    return roles, weights


def _sentences(case: Case, claim: Gold) -> Iterator[int]:
    start, end = claim["evidence"]
    for number, sentence in enumerate(case.reading.sentences):
        shared = min(end, sentence.end) - max(start, sentence.start)
        if shared > 0 and shared >= OVERLAP * min(end - start, sentence.end - sentence.start):
            yield number


def _spoken(claim: Gold) -> list[int]:
    """The roles that a claim gives its claimants."""
    spoken = ["claimant"]
    if claim["kind"] != "statement":
        spoken.append(claim["kind"])
    if claim.get("figure") and claim["kind"] != "figure":
        spoken.append("figure")
    return [ROLES.index(role) for role in spoken]


def _roles(claim: Gold) -> Iterator[tuple[int, str]]:
    """Each role that a claim gives, with the annotated actor that has it."""
    for role in _spoken(claim):
        yield from ((role, key) for key in claim["claimant"])
    blamed = claim.get("blames") or []
    for name, listed in (
        ("blames", blamed),
        ("attributes", [*(claim.get("attributes") or []), *blamed]),
        ("rejects", claim.get("rejects") or []),
    ):
        yield from ((ROLES.index(name), key) for key in listed)
