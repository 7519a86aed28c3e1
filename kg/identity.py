"""Which article is which: identical texts are one, a corrected text takes the place of the known one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Article

_RECORD = re.compile(r"(?P<file>.*):(?P<line>\d+)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Decision:
    """Which articles the graph is to hold, by the SHA-256 of their text, and which it cannot."""

    kept: Mapping[str, Article]
    refused: tuple[InputError, ...] = ()


def decide(known: Iterable[Article], given: Iterable[Article], *, prune: bool = False) -> Decision:
    """Settle what the graph holds, the same for any order of either; texts are not needed.

    Of identical texts the one whose source comes first is kept. Of two texts given for one identity the later
    is refused; a known one gives way. What is not given again is kept, unless `prune`.
    """
    owners: dict[str, Article] = {}
    offered: dict[str, Article] = {}
    refused: list[InputError] = []
    for article in sorted(given, key=_rank):
        first = owners.setdefault(identity(article), article)
        if first.sha256 == article.sha256:
            offered.setdefault(article.sha256, article)
        else:
            refused.append(_duplicate(article, first))
    lasting = () if prune else (one for one in known if identity(one) not in owners)
    kept: dict[str, Article] = {}
    for article in sorted((*offered.values(), *lasting), key=_rank):
        kept.setdefault(article.sha256, article)
    return Decision(kept, tuple(refused))


def identity(article: Article) -> str:
    """Return what stays when the text is corrected: the id if it was given, else where the article was read.

    Files of one name in two folders are two articles; records of one given id are one, wherever they stand.
    """
    record = _RECORD.fullmatch(article.source)
    name = f"{Path(record['file']).stem}-{record['line']}" if record else Path(article.source).stem
    return article.source if article.id == name else f"id {article.id}"


def _rank(article: Article) -> tuple[str, str, str]:
    return article.source, article.id, article.sha256


def _duplicate(article: Article, owner: Article) -> InputError:
    cause = f"its id {article.id!r} is already that of {owner.source}, with another text"
    return InputError(article.source, cause, "give each text its own id")
