"""Articles → facts on disk: read, annotate and extract, never twice for the same text by the same run."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from time import perf_counter
from typing import BinaryIO, TypeVar

from kg import __version__
from kg.annotate import Annotator, annotate
from kg.errors import InputError, KgError, LostError
from kg.extract import extract, load_heads
from kg.gazetteer import listed, shipped_gazetteer, towns_file
from kg.model import Article, Doc, Facts, Gazetteer, Run, digest
from kg.read import read
from kg.towns import towns_digest
from kg.workspace import Build, without_text

log = logging.getLogger(__name__)

T = TypeVar("T")
Item = TypeVar("Item", bound=Article | InputError)

GROUP = 200_000
"""Code points of the articles that are annotated together: enough to fill the model's batches."""
MOST = 100
"""Articles annotated together at most, so that progress is seen."""


@dataclass(slots=True)
class Clock:
    """Adds up the seconds of each stage."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Count what is done within as the stage's."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += perf_counter() - start

    def over(self, stage: str, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, counting what it takes to get each as the stage's."""
        rest = iter(items)
        while True:
            with self(stage):
                try:
                    item = next(rest)
                except StopIteration:
                    return
            yield item


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles into facts, kept in the workspace of a build."""

    building: Build
    gazetteer: Gazetteer
    annotator: Annotator
    run: Run
    clock: Clock
    anew: set[str] = field(default_factory=set)
    """The SHA-256 of the texts read in this build, their facts not being on disk."""

    @classmethod
    def of(cls, building: Build, annotator: Annotator, clock: Clock) -> Reader:
        """Make a reader with the gazetteer that claimgraph brings along."""
        return cls(building, shipped_gazetteer(), annotator, _run(annotator), clock)

    def articles(self, paths: Sequence[str], stdin: BinaryIO | None) -> Iterator[Article | InputError]:
        """Yield the articles at the paths without their texts, once what they say is on disk."""
        for group in groups(self.clock.over("read", read(paths, stdin))):
            broken = self._read_unless_kept(item for item in group if isinstance(item, Article))
            for item in group:
                if isinstance(item, InputError):
                    yield item
                else:
                    yield broken.get(item.sha256) or replace(item, text="")

    def is_current(self, article: Article, record: Facts) -> bool:
        """Tell whether the record is of this article, as this run reads it, and its facts were on disk."""
        return record == Facts(article, self.run) and article.sha256 not in self.anew

    def facts(self, article: Article) -> Facts:
        """Read the facts of an article, from disk if they are there; its text too may be left to the disk.

        InputError where it is, and is not there.
        """
        kept = self._kept(article)
        if kept and self._is_of(kept, article):
            return kept
        if kept and not article.text:
            article = replace(article, text=kept.article.text)
        (facts,) = self._read([article])
        if isinstance(facts, InputError):
            raise facts
        return facts

    def _read_unless_kept(self, articles: Iterable[Article]) -> dict[str, InputError]:
        """Read the articles whose facts are not on disk; return what is of no use by its SHA-256."""
        unread = [one for one in articles if not ((kept := self._kept(one)) and self._is_of(kept, one))]
        read_now = zip(unread, self._read(unread), strict=True)
        return {one.sha256: facts for one, facts in read_now if isinstance(facts, InputError)}

    def _is_of(self, kept: Facts, article: Article) -> bool:
        """Tell whether the facts are of this article, as this run reads it."""
        return without_text(kept) == Facts(replace(article, text=""), self.run)

    def _kept(self, article: Article) -> Facts | None:
        """Load what is on disk of an article; None where its text is at hand to be read again."""
        try:
            return self.building.workspace.facts(article.sha256)
        except LostError as error:
            if not article.text:
                raise left_out(article, error) from error
            if self.building.has(article.sha256):
                log.warning("%s: %s; %s is read again", error.where, error.cause, article.source)
            return None

    def _read(self, articles: Sequence[Article]) -> Iterator[Facts | InputError]:
        """Read articles and keep what they say, in order."""
        docs = annotate(articles, self.gazetteer, self.annotator)
        for doc in self.clock.over("annotate", docs):
            facts = doc if isinstance(doc, InputError) else self._extracted(doc)
            if isinstance(facts, Facts):
                self.building.keep(facts)
                self.anew.add(facts.article.sha256)
            yield facts

    def _extracted(self, doc: Doc) -> Facts | InputError:
        try:
            with self.clock("extract"):
                return extract(doc, self.gazetteer, self.run, load_heads(self.annotator.folder))
        except KgError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever one article does to us, the others go on)
            return InputError.unforeseen(doc.article.source, error)


def groups(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut what was read into groups to annotate together."""
    group, size = list[Item](), 0
    for item in items:
        group.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if size >= GROUP or len(group) >= MOST:
            yield group
            group, size = [], 0
    yield group


def left_out(article: Article, error: LostError) -> InputError:
    """Report an article that is not in the graph, as what was read in it is lost."""
    cause = f"is left out of the graph, as {error.where} {error.cause}"
    return InputError(article.source, cause, "build it again")


def _run(annotator: Annotator) -> Run:
    """Describe what makes the claims; another gazetteer, model, word list or rule is another run."""
    known = digest(*(file.read_text(encoding="utf-8") for file in listed()), towns_digest(towns_file()))
    configuration = f"gazetteer {known}, rules {rules('kg.annotate', 'kg.extract')}"
    return Run("claimgraph", __version__, annotator.name, annotator.digest, configuration)


@cache
def rules(*stages: str) -> str:
    """Tell the rules and word lists of stages from others."""
    return digest(*(text for stage in stages for text in _rules(files(stage))))


def _rules(folder: Traversable) -> Iterator[str]:
    """The text of all rules and word lists of a stage."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _rules(entry)
        elif entry.name.endswith((".py", ".toml", ".txt")):
            yield entry.read_text(encoding="utf-8")
