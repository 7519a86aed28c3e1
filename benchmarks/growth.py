"""One whole build into a new workspace: `python -m benchmarks.growth PATH…` prints its JSON."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.stages import peak_memory
from kg.pipeline import build


@dataclass(frozen=True, slots=True)
class Build:
    """What a build took: seconds of CPU and by the clock, peak memory in bytes."""

    articles: int
    cpu: float
    clock: float
    memory: int

    @property
    def each(self) -> float:
        """Milliseconds of CPU for one article."""
        return 1000 * self.cpu / self.articles


def measure(paths: Sequence[str]) -> Build:
    """Build as `kg build` does."""
    with tempfile.TemporaryDirectory() as folder:
        clock, cpu = time.perf_counter(), time.process_time()
        build(paths, Path(folder) / "kg-data")
        return Build(len(paths), time.process_time() - cpu, time.perf_counter() - clock, peak_memory())


if __name__ == "__main__":
    print(json.dumps(asdict(measure(sys.argv[1:]))))
