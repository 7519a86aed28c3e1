"""Articles → facts on disk: read, annotate and extract, never twice for the same text by the same run."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from kg import __version__
from kg.annotate import READER, annotate
from kg.errors import InputError, LostError
from kg.extract import extract
from kg.model import Article, Facts, Gazetteer, Run, digest
from kg.rdf import read_gazetteer
from kg.read import read
from kg.resources import ontology_dir
from kg.workspace import Build, without_text

log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles into facts, kept in the workspace of a build."""

    building: Build
    gazetteer: Gazetteer
    run: Run
    clock: Clock
    anew: set[str] = field(default_factory=set)
    """The SHA-256 of the texts read in this build, their facts not being on disk."""

    @classmethod
    def of(cls, building: Build, clock: Clock) -> Reader:
        """Make a reader with the gazetteer that claimgraph brings along."""
        gazetteer = [ontology_dir() / name for name in ("actors.ttl", "places.ttl")]
        return cls(building, read_gazetteer(gazetteer), _run(gazetteer), clock)

    def articles(self, paths: Sequence[str], stdin: BinaryIO | None) -> Iterator[Article | InputError]:
        """Yield the articles at the paths without their texts, once what they say is on disk."""
        seen: set[str] = set()
        for item in self._timed(read(paths, stdin)):
            if isinstance(item, InputError):
                yield item
                continue
            try:
                if item.sha256 not in seen:
                    self.facts(item)
            except InputError as error:
                yield error
            else:
                seen.add(item.sha256)
                yield replace(item, text="")

    def is_current(self, article: Article, record: Facts) -> bool:
        """Tell whether the record is of this article, as this run reads it, and its facts were on disk."""
        return record == Facts(article, self.run) and article.sha256 not in self.anew

    def facts(self, article: Article) -> Facts:
        """Read the facts of an article, from disk if they are there; its text too may be left to the disk.

        InputError where it is, and is not there.
        """
        kept = self._kept(article)
        if kept and without_text(kept) == Facts(replace(article, text=""), self.run):
            return kept
        if kept and not article.text:
            article = replace(article, text=kept.article.text)
        facts = self._extracted(article)
        self.building.keep(facts)
        self.anew.add(article.sha256)
        return facts

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

    def _extracted(self, article: Article) -> Facts:
        try:
            with self.clock("annotate"):
                doc = annotate(article, self.gazetteer)
            with self.clock("extract"):
                return extract(doc, self.gazetteer, self.run)
        except Exception as error:  # whatever one article does to us, the others go on
            cause = f"could not be understood ({type(error).__name__}: {error})"
            raise InputError(article.source, cause, "please report it with the article") from error

    def _timed(self, articles: Iterator[Article | InputError]) -> Iterator[Article | InputError]:
        while True:
            with self.clock("read"):
                item = next(articles, None)
            if item is None:
                return
            yield item


def left_out(article: Article, error: LostError) -> InputError:
    """Report an article that is not in the graph, as what was read in it is lost."""
    cause = f"is left out of the graph, as {error.where} {error.cause}"
    return InputError(article.source, cause, "build it again")


def _run(gazetteer: Sequence[Path]) -> Run:
    """Describe what makes the claims; another gazetteer, word list or rule is another run."""
    known = digest(*(file.read_text(encoding="utf-8") for file in gazetteer))
    rules = digest(*_rules())
    return Run("claimgraph", __version__, READER, configuration=f"gazetteer {known}, rules {rules}")


def _rules() -> Iterator[str]:
    """The text of all rules and word lists of the stages that read."""
    for stage in ("kg.annotate", "kg.extract"):
        for file in sorted(files(stage).iterdir(), key=lambda one: one.name):
            if file.name.endswith((".py", ".toml")):
                yield file.read_text(encoding="utf-8")
