"""Which article is which: identical texts are one, an id has one text, the new replaces the known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import InputError
from kg.model import Article


@dataclass(frozen=True, slots=True)
class Decision:
    """Which articles the graph is to hold, by the SHA-256 of their text."""

    kept: Mapping[str, Article]
    replaced: tuple[Article, ...] = ()
    """Known before; its id now has another text."""
    pruned: tuple[Article, ...] = ()
    """Known before; no longer among the inputs."""
    refused: tuple[InputError, ...] = ()


def decide(known: Iterable[Article], given: Iterable[Article], *, prune: bool = False) -> Decision:
    """Settle what the graph holds, the same for any order of either; texts are not needed.

    Of identical texts the smallest (id, source) is kept; of two texts under one id, the one whose source is
    first. Without `prune`, what is not given again is kept unless its id now belongs to another text.
    """
    owners: dict[str, Article] = {}
    offered: dict[str, Article] = {}
    refused: list[InputError] = []
    for article in sorted(given, key=lambda one: (one.source, one.id, one.sha256)):
        first = owners.setdefault(article.id, article)
        if first.sha256 == article.sha256:
            _offer(offered, article)
        else:
            refused.append(_duplicate(article, first))
    kept, replaced, pruned = dict(offered), list[Article](), list[Article]()
    for article in sorted(known, key=_rank):
        owner = owners.get(article.id)
        if owner is None and not prune:
            _offer(kept, article)
        elif article.sha256 not in kept:
            (pruned if owner is None else replaced).append(article)
    return Decision(kept, tuple(replaced), tuple(pruned), tuple(refused))


def _rank(article: Article) -> tuple[str, str]:
    return article.id, article.source


def _offer(articles: dict[str, Article], article: Article) -> None:
    """Keep the smaller of two articles of one text."""
    present = articles.setdefault(article.sha256, article)
    if _rank(article) < _rank(present):
        articles[article.sha256] = article


def _duplicate(article: Article, owner: Article) -> InputError:
    cause = f"its id {article.id!r} is already that of {owner.source}, with another text"
    return InputError(article.source, cause, "rename one of them, or give it another id")
