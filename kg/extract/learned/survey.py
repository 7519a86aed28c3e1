"""An article's rules' findings, candidates and clues put before the heads."""

from __future__ import annotations

from kg.extract.case import Case
from kg.extract.learned.candidates import Candidates, Scout
from kg.extract.learned.clues import Floats, clues
from kg.extract.learned.heads import Assessment, Heads
from kg.extract.learned.rulebook import RuleBook


def survey(case: Case) -> tuple[Candidates, Floats]:
    """Gather what the heads see of an article: the candidates, and each sentence's clues."""
    named = {a for c in case.claims for a in (*c.claimants, *c.attributes, *c.blames, *c.rejects)}
    scout = Scout(case.doc, case.reading, case.cast, case.publisher, named)
    book = RuleBook.of(case.claims, case.doing(), scout.number, case.reading)
    return scout.candidates(book), clues(case.doc, case.reading, book)


def assessed(case: Case, heads: Heads) -> Assessment:
    """Let the heads judge an article of at least one sentence; ValueError without the reader's vectors."""
    if case.doc.vectors is None:
        raise ValueError("the heads need the reader's vectors")
    sentences = [sentence.of(case.reading.text) for sentence in case.reading.sentences]
    return heads.assess(case.doc.vectors, *survey(case), sentences)
