"""What claims do to one another: every kind of link between them."""

from __future__ import annotations

from kg.link import agreement, answers, culprits, figures, intents, stories, victims
from kg.link.corpus import Corpus
from kg.model import Link

_FINDERS = (
    answers.denials,
    figures.contradictions,
    culprits.contradictions,
    intents.contradictions,
    victims.contradictions,
    stories.revisions,
    figures.agreements,
    agreement.corroborations,
)


def claim_links(corpus: Corpus) -> dict[str, Link]:
    """Link claims, each pair once for each kind: for the surest reason, of equals the first by alphabet."""
    found = (one for find in _FINDERS for one in find(corpus))
    return {one.key: one for one in sorted(found, key=_strength, reverse=True)}  # the last one stays


def _strength(link: Link) -> tuple[float, str]:
    return -link.confidence, link.reason
