"""Articles through one stage after the other, each timed: `python -m benchmarks.stages PATH…` prints JSON.

Times are seconds of CPU, which another program on the machine does not lengthen.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.annotate import READER, annotate
from kg.extract import extract
from kg.link import link
from kg.model import Article, Facts, Gazetteer, Run
from kg.rdf import BASE, article_quads, entity_quads, link_quads, read_gazetteer
from kg.read import read
from kg.resources import ontology_dir
from kg.store import Store
from kg.validate import validate_quads

STAGES = ("read", "annotate", "extract", "link", "rdf", "validate", "store")


@dataclass(frozen=True, slots=True)
class Stages:
    """What a walk through the stages took: seconds of CPU for each, peak memory in bytes."""

    articles: int
    words: int
    memory: int
    seconds: dict[str, float]


class Stopwatch:
    """Seconds of CPU spent in each stage."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Add what is done inside to the stage."""
        start = time.process_time()
        try:
            yield
        finally:
            self.seconds[stage] += time.process_time() - start


def peak_memory() -> int:
    """Return the most memory that this process has held so far, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def measure(paths: Iterable[str]) -> Stages:
    """Take the articles through every stage."""
    watch = Stopwatch()
    with watch("read"):
        articles = [one for one in read(list(paths)) if isinstance(one, Article)]
    gazetteer = read_gazetteer(sorted(ontology_dir().glob("*.ttl")))
    facts = [_facts(article, gazetteer, watch) for article in articles]
    _graph(facts, watch)
    words = sum(len(article.text.split()) for article in articles)
    return Stages(len(articles), words, peak_memory(), watch.seconds)


def _facts(article: Article, gazetteer: Gazetteer, watch: Stopwatch) -> Facts:
    with watch("annotate"):
        doc = annotate(article, gazetteer)
    with watch("extract"):
        return extract(doc, gazetteer, Run("claimgraph", "benchmark", READER))


def _graph(facts: list[Facts], watch: Stopwatch) -> None:
    with watch("link"):
        linked = link(facts)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "store")
        for one in facts:
            with watch("rdf"):
                quads = list(article_quads(one, linked.same, BASE))
            with watch("validate"):
                validate_quads(quads, {one.article.sha256: one.article.text})
            with watch("store"):
                store.replace_graph(BASE + one.article.key, quads)
        for quads in (entity_quads(linked, BASE), link_quads(linked, BASE)):
            with watch("rdf"):
                listed = list(quads)
            if listed:
                with watch("store"):
                    store.replace_graph(listed[0].graph_name.value, listed)
        with watch("store"):
            store.flush()


if __name__ == "__main__":
    print(json.dumps(asdict(measure(sys.argv[1:]))))
