"""Which accusations a denial answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.link.corpus import Corpus, Said, grouped, not_later
from kg.model import Link

SAME_EVENT, SAME_ARTICLE = 0.8, 0.6
OTHER_OF_ONE_SIDE = 0.1
"""Taken off where the blamed one is not the rejecting one itself, but acts for it or the other way round."""
MOST_ANSWERED = 10
"""Accusations of other articles one denial is linked to, latest first: earlier ones repeat them."""


def denials(corpus: Corpus) -> Iterator[Link]:
    """Link each denial to accusations of its article or event, not later than it, blaming whom it clears."""
    accusations = [one for one in corpus.said if one.claim.kind == "accusation" and one.claim.blames]
    by_article = grouped(accusations, lambda one: (one.claim.article,))
    by_event = grouped(accusations, lambda one: _cleared_by(one, corpus))
    for denial in corpus.said:
        if denial.claim.kind == "denial":
            yield from _within(denial, by_article.get(denial.claim.article, []), corpus)
            yield from islice(_beyond(denial, by_event, corpus), MOST_ANSWERED)


def _cleared_by(accusation: Said, corpus: Corpus) -> set[tuple[str, str]]:
    """Key an accusation by its event and each actor whose side is blamed."""
    if accusation.event is None:
        return set()
    return {(accusation.event, actor) for blamed in accusation.claim.blames for actor in corpus.side(blamed)}


def _within(denial: Said, accusations: list[Said], corpus: Corpus) -> Iterator[Link]:
    """Answer within the article, unless the two speak of different events or days in the wrong order."""
    for accusation in accusations:
        agree = denial.event == accusation.event
        if agree or denial.event is None or accusation.event is None:
            certain = SAME_EVENT if agree and denial.event else SAME_ARTICLE
            if not_later(accusation.day, denial.day) or not (accusation.day and denial.day):
                yield from _answer(denial, accusation, certain, corpus)


def _beyond(denial: Said, by_event: dict[tuple[str, str], list[Said]], corpus: Corpus) -> Iterator[Link]:
    """Answer accusations of the same event in other articles, the latest first."""
    if denial.event is None:
        return
    keys = {(denial.event, actor) for rejected in denial.claim.rejects for actor in corpus.side(rejected)}
    found = {one.claim.id: one for key in sorted(keys) for one in by_event.get(key, [])}
    for accusation in sorted(found.values(), key=lambda one: one.order, reverse=True):
        if accusation.claim.article != denial.claim.article and not_later(accusation.day, denial.day):
            yield from _answer(denial, accusation, SAME_EVENT, corpus)


def _answer(denial: Said, accusation: Said, certain: float, corpus: Corpus) -> Iterator[Link]:
    if not set(denial.claim.claimants).isdisjoint(accusation.claim.claimants):
        return  # nobody answers himself
    cleared = [
        (rejected != blamed, corpus.name(rejected), corpus.name(blamed))
        for rejected in denial.claim.rejects
        for blamed in accusation.claim.blames
        if corpus.one_side(rejected, blamed)
    ]
    if not cleared:
        return
    other, rejected, blamed = min(cleared)
    confidence = round(certain - OTHER_OF_ONE_SIDE * other, 2)
    where = "of one event" if certain == SAME_EVENT else "in one article"
    reason = f"{where}: clears {rejected}" + (f", which {blamed} is of one side with" if other else "")
    yield Link("denies", denial.claim.id, accusation.claim.id, confidence, reason)
