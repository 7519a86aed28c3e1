"""Annotate: articles become Docs of sentences, quotations, names, numbers, dates and attributions.

Two annotators fill the same Doc: the trained one reads better, the lexical one needs no model. An annotator
is given a group of articles, so that it may read them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from kg.annotate.language import refusal
from kg.errors import InputError, KgError, MisuseError
from kg.model import Article, Doc, Gazetteer

DEFAULT = "trained"
"""The annotator where none is named."""


class Annotator(Protocol):
    """Reads English articles."""

    @property
    def name(self) -> str:
        """What a graph's provenance calls it."""

    @property
    def digest(self) -> str:
        """The SHA-256 of its model; '' where it has none."""

    @property
    def folder(self) -> Path | None:
        """The folder of its model; None where it has none."""

    def __call__(self, articles: Sequence[Article], gazetteer: Gazetteer) -> Iterable[Doc]:
        """Read the articles, at least one, in order; KgError where it cannot read at all."""


def annotator(name: str = DEFAULT, model: Path | None = None) -> Annotator:
    """Make the annotator 'lexical' or 'trained', the latter with the shipped model if none is given."""
    if name == "trained":
        from kg.annotate.trained import Trained

        return Trained(model)
    if model is not None:
        raise MisuseError(f"model {model}", f"is of no use to the {name} reader", "leave one of them out")
    from kg.annotate.lexical import Lexical

    return Lexical()


def annotate(articles: Sequence[Article], gazetteer: Gazetteer, by: Annotator) -> Iterator[Doc | InputError]:
    """Read a group of articles, in order; one that is of no use or breaks the annotator costs only itself."""
    refused = [refusal(article) for article in articles]
    english = [article for article, error in zip(articles, refused, strict=True) if error is None]
    docs = _read(english, gazetteer, by)
    for error in refused:
        yield error or next(docs)


def _read(articles: Sequence[Article], gazetteer: Gazetteer, by: Annotator) -> Iterator[Doc | InputError]:
    """Read the articles together; where that breaks, those that are left one by one."""
    done = 0
    try:
        for doc in by(articles, gazetteer):
            yield doc
            done += 1
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever one article does to us, the others go on)
        if len(articles) == 1:
            yield InputError.unforeseen(articles[0].source, error)
            return
    for article in articles[done:]:
        yield from _read([article], gazetteer, by)
