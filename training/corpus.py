"""The data that the shipped reader is trained on, as it lies in the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from training.data import brat, conllu, dse, ecbplus, gold, iob2, re3d
from training.data.entities import of_mentions, refined
from training.data.gazetteer import silver
from training.sample import Sample

GUM_DEV = tuple(
    "academic_exposure academic_librarians bio_byron bio_emperor interview_cyclone interview_gaming"
    " news_homeopathic news_iodine speech_impeachment speech_inauguration textbook_governments textbook_labor"
    " voyage_athens voyage_coron".split()
)
"""GUM's own development documents, of the genres whose texts are free; the treebank's split names them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A data set of the recipe: its samples, how often each is read in each round, how long it is cut."""

    name: str
    samples: tuple[Sample, ...]
    epochs: tuple[int, ...]
    limits: tuple[int, ...]
    whole: bool = False
    """Whether the windows of a text stay together, as chains of mentions run over them."""
    damaged: float = 0.3
    """Share of the texts that are damaged, anew in each epoch."""


SHORT_TO_LONG = (250, 250, 166, 83, 31)
LONG = (250, 250, 180)


def sources(data: Path, articles: Path) -> tuple[Source, ...]:
    """Read everything there is to train on from the data folder and that of articles with claims."""
    return (
        Source("ewt", tuple(_ewt(data)), (10, 6, 4), SHORT_TO_LONG),
        Source("gum", tuple(_gum(data)), (10, 5, 3), LONG, whole=True),
        Source("polnear", tuple(_polnear(data)), (5, 2, 1), LONG, damaged=0.5),
        Source("dse", tuple(dse.samples(data / "dse" / "train_noleak.txt")), (4, 1, 0), (250,)),
        Source("re3d", tuple(re3d.documents(data / "re3d")), (5, 4, 2), SHORT_TO_LONG),
        Source("ecb+", tuple(_ecbplus(data)), (0, 4, 1), LONG, whole=True),
        Source("articles", tuple(gold.documents(articles)), (0, 4, 2), LONG, whole=True),
    )


def _ewt(data: Path) -> list[Sample]:
    trees = list(conllu.documents(data / "ud_ewt" / "en_ewt-ud-train.conllu"))
    labelled = list(iob2.sentences(data / "uner_ewt" / "en_ewt-ud-train.iob2"))
    return [refined(one) for one in iob2.laid_over(trees, labelled)]


def _gum(data: Path) -> list[Sample]:
    files = sorted((data / "gum_free_genres" / "dep").glob("GUM_*.conllu"))
    return [
        of_mentions(sample, mentions)
        for file in files if file.stem.removeprefix("GUM_") not in GUM_DEV
        for sample, mentions in conllu.typed_mentions(file)
    ]  # fmt: skip


def _ecbplus(data: Path) -> Iterator[Sample]:
    return ecbplus.documents(data / "ecbplus" / "train_entity_gold_mentions.json")


def _polnear(data: Path) -> list[Sample]:
    """One sample per annotator of a text, with the names that the gazetteer knows as silver entities."""
    return [
        replace(sample, annotations=(annotation,), entities=silver(sample.words), silver=True)
        for sample in brat.documents(data / "polnear" / "train")
        for annotation in sample.annotations
    ]
