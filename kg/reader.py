"""Articles → facts on disk: read, annotate and extract, never twice for the same text by the same run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from kg import __version__
from kg.annotate import READER, annotate
from kg.errors import InputError
from kg.extract import extract
from kg.model import Article, Facts, Gazetteer, Run, digest
from kg.rdf import read_gazetteer
from kg.read import read
from kg.resources import ontology_dir
from kg.workspace import Build, without_text


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

    @classmethod
    def of(cls, building: Build, clock: Clock) -> Reader:
        """Make a reader with the gazetteer that claimgraph brings along."""
        gazetteer = [ontology_dir() / name for name in ("actors.ttl", "places.ttl")]
        return cls(building, read_gazetteer(gazetteer), _run(gazetteer), clock)

    def articles(
        self, paths: Sequence[str], stdin: BinaryIO | None, known: Mapping[str, Facts]
    ) -> Iterator[Article | InputError]:
        """Yield the articles at the paths without their texts, once what they say is on disk.

        Those that are `known` (by the SHA-256 of the text) with the same metadata and run are not read again.
        """
        seen: set[str] = set()
        for item in self._timed(read(paths, stdin)):
            if isinstance(item, InputError):
                yield item
                continue
            article = replace(item, text="")
            try:
                if item.sha256 not in seen and not self.is_current(article, known.get(item.sha256)):
                    self.facts(item)
            except InputError as error:
                yield error
            else:
                seen.add(item.sha256)
                yield article

    def is_current(self, article: Article, record: Facts | None) -> bool:
        """Tell whether the record is of this article, as this run reads it, and its facts are on disk."""
        return record == Facts(article, self.run) and self.building.has(article.sha256)

    def facts(self, article: Article) -> Facts:
        """Read the facts of an article, from disk if they are there; its text too may be left to the disk."""
        kept = self.building.kept(article.sha256)
        if kept and without_text(kept) == Facts(replace(article, text=""), self.run):
            return kept
        if kept and not article.text:
            article = replace(article, text=kept.article.text)
        facts = self._extracted(article)
        self.building.keep(facts)
        return facts

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
