"""The annotated articles, read by the model that the heads are for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.annotate.trained import Trained
from kg.errors import InputError
from kg.model import Article, Gazetteer
from kg.read import read
from training.annotation.corrections import corrected, load
from training.annotation.join import articles as joined
from training.claims.examples import Example, Gold, example

MORE = ("fakes", "muc34/dev")
"""The folders of the data that hold the texts of our further annotation."""
NOT_LEARNT = Path(__file__).with_name("kept_apart.txt")
"""Ids of further articles that tell what the measuring ones do: they are not trained on."""
TOGETHER = 50
"""Articles read at a time."""


def annotated(folder: Path) -> Iterator[tuple[Article, Gold]]:
    """Yield the articles of a gold folder with their annotation, as its files have it."""
    for article in read([str(folder / "*.txt")]):
        gold = folder / f"{article.id}.json" if isinstance(article, Article) else None
        if isinstance(article, InputError) or gold is None or not gold.exists():
            continue
        yield article, json.loads(gold.read_text(encoding="utf-8"))


def corrected_train(folder: Path) -> Iterator[tuple[Article, Gold]]:
    """Yield the articles for training, their labels corrected."""
    changes = load()
    for article, gold in annotated(folder):
        yield article, corrected(dict(gold), [one for one in changes if one.article == gold["id"]])


def further(data: Path, scratch: Path) -> Iterator[tuple[Article, Gold]]:
    """Yield our further annotation, the texts written into a scratch folder and read like any article."""
    apart = set(NOT_LEARNT.read_text(encoding="utf-8").split())
    golds = {}
    for text, gold in joined("more", [data / name for name in MORE]):
        if gold["id"] not in apart:
            (scratch / f"{gold['id']}.txt").write_bytes(text.encode())
            golds[gold["id"]] = gold
    for article in read([str(scratch / "*.txt")]):
        if isinstance(article, Article):
            yield article, golds[article.id]


def examples(given: Iterable[tuple[Article, Gold]], reader: Trained, gazetteer: Gazetteer) -> list[Example]:
    """Read annotated articles and lay their annotation over what is found."""
    known = list(given)
    found = []
    for start in range(0, len(known), TOGETHER):
        some: Sequence[tuple[Article, Gold]] = known[start : start + TOGETHER]
        docs = reader([article for article, _ in some], gazetteer)
        found += [
            example(doc, gazetteer, gold) for doc, (_, gold) in zip(docs, some, strict=True) if doc.sentences
        ]
    return found
