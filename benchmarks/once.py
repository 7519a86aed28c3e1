"""One whole build into a new workspace, then two builds again: `python -m benchmarks.once PATH…`.

Prints what they took, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.pipeline import build
from kg.workspace import Workspace

ONE_MORE = "The governor of Kesh said on 3 March 2017 that 12 civilians were killed in an airstrike."


@dataclass(frozen=True, slots=True)
class Measured:
    """What a build took: seconds of CPU, by the clock, and by the clock in each stage; memory in bytes.

    Then the seconds by the clock of a build with nothing new, and of one with a single new article.
    """

    articles: int
    words: int
    cpu: float
    clock: float
    memory: int
    stages: Mapping[str, float]
    unchanged: float
    one_new: float

    @property
    def each(self) -> float:
        """Milliseconds of CPU for one article."""
        return 1000 * self.cpu / self.articles


def measure(paths: Sequence[str]) -> Measured:
    """Build as `kg build` does."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "kg-data")
        clock, cpu = time.perf_counter(), time.process_time()
        summary = build(paths, workspace)
        first = {"cpu": time.process_time() - cpu, "clock": time.perf_counter() - clock}
        memory = peak_memory()
        words = sum(len(text.split()) for text in workspace.texts().values())
        unchanged = _clocked(paths, workspace)
        one_more = Path(folder) / "one-more.txt"
        one_more.write_text(ONE_MORE, encoding="utf-8")
        return Measured(
            articles=summary.articles,
            **first,
            memory=memory,
            stages=summary.seconds,
            words=words,
            unchanged=unchanged,
            one_new=_clocked([*paths, str(one_more)], workspace),
        )


def _clocked(paths: Sequence[str], workspace: Workspace) -> float:
    start = time.perf_counter()
    build(paths, workspace)
    return time.perf_counter() - start


def peak_memory() -> int:
    """Return the most memory that this process has held so far, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    print(json.dumps(asdict(measure(sys.argv[1:]))))
