"""Annotate a folder of articles with a model, in one process: `python -m benchmarks.reading FOLDER [MODEL]`.

Prints what it took, as JSON. The bare forward pass runs the network over the very batches that annotating ran
it over, and drops the answers: what annotating takes beyond it goes into words, decoding and word lists.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.once import peak_memory
from kg.annotate import annotate
from kg.annotate.neural.engine import cores
from kg.annotate.trained import Trained
from kg.gazetteer import shipped_gazetteer
from kg.model import Article, Doc, Gazetteer
from kg.read import read
from kg.reader import groups

CORES = 2
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """What annotating took: the best of some rounds, in seconds by the clock; the peak of memory in bytes."""

    articles: int
    words: int
    """As white space parts them."""
    tokens: int
    """As the model counts them."""
    load: float
    """Seconds until the model can read, from before its libraries are imported."""
    annotate: float
    forward: float
    """Seconds of the bare forward pass."""
    memory: int

    @property
    def speed(self) -> float:
        """Words a second."""
        return self.words / self.annotate

    @property
    def ratio(self) -> float:
        """How many times the bare forward pass annotating takes."""
        return self.annotate / self.forward


@dataclass(frozen=True, slots=True)
class Recorder:
    """Stands before the network, and remembers what it was run over."""

    session: Any
    runs: list[tuple[Any, Any]] = field(default_factory=list)

    def run(self, outputs: Any, inputs: Any) -> Any:
        """Run the network."""
        self.runs.append((outputs, inputs))
        return self.session.run(outputs, inputs)

    def get_outputs(self) -> Any:
        """The network's outputs."""
        return self.session.get_outputs()


def measure(folder: Path, model: Path | None = None) -> Measured:
    """Load, annotate, and run the network bare, on two cores where there are more."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    by = Trained(model)
    load = _clocked(lambda: by.model)
    articles = [one for one in read([str(folder)]) if isinstance(one, Article)]
    gazetteer = shipped_gazetteer()
    first = _clocked(lambda: _annotated(articles, gazetteer, by))
    memory = peak_memory()
    recorder, engine = Recorder(by.model.engine.session), by.model.engine
    by.model = replace(by.model, engine=replace(engine, session=recorder))
    tokens = _annotated(articles, gazetteer, by)
    by.model = replace(by.model, engine=engine)
    rounds = [
        (_clocked(lambda: _bare(recorder)), _clocked(lambda: _annotated(articles, gazetteer, by)))
        for _ in range(ROUNDS)
    ]
    return Measured(
        articles=len(articles),
        words=sum(len(one.text.split()) for one in articles),
        tokens=tokens,
        load=load,
        annotate=min(first, *(annotated for _, annotated in rounds)),
        forward=min(forward for forward, _ in rounds),
        memory=memory,
    )


def _annotated(articles: Sequence[Article], gazetteer: Gazetteer, by: Trained) -> int:
    """Annotate as a build does, letting go of each Doc; return the number of tokens."""
    docs = (doc for group in groups(articles) for doc in annotate(group, gazetteer, by))
    return sum(len(doc.tokens) for doc in docs if isinstance(doc, Doc))


def _bare(recorder: Recorder) -> None:
    """Run the network over all batches, as many at once as there are cores, as annotating does."""
    def run(recorded: tuple[Any, Any]) -> None:
        recorder.session.run(*recorded)

    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(run, recorder.runs))


def _clocked(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps(asdict(measure(*map(Path, sys.argv[1:])))))
