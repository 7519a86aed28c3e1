"""Measure a build over a folder of articles: `python -m benchmarks.build FOLDER [--out OUT]`.

Prints two tables and writes each as JSON: the share of every stage, and the growth with the articles.
Each measurement is a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.growth import Build
from benchmarks.stages import Stages

SIZES = (75, 150, 300, 600)
TOLERANCE = 0.15
"""Growth is called linear where an article costs the same at both ends, but for this share."""

ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = 1_000_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write; where there are no articles, say so and do nothing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description="Measure a build.")
    parser.add_argument("folder", type=Path, help="folder of articles")
    parser.add_argument("--out", type=Path, default=ROOT / "out", help="where the JSON files go")
    options = parser.parse_args(arguments)
    articles = sorted(str(path) for path in options.folder.resolve().glob("*.txt"))
    if not articles:
        print(f"skipped: no article (*.txt) in {options.folder}; name a folder: make bench ARTICLES=…")
        return
    options.out.mkdir(parents=True, exist_ok=True)
    stages = Stages(**in_process("benchmarks.stages", articles))
    print(stage_table(stages), end="\n\n")
    write(options.out / "bench-stages.json", asdict(stages))
    samples = [every(articles, size) for size in sizes(len(articles))]
    growth = [Build(**in_process("benchmarks.growth", sample)) for sample in samples]
    print(growth_table(growth))
    write(options.out / "bench-growth.json", [asdict(build) for build in growth])


def sizes(available: int) -> list[int]:
    """The sizes to build, as far as there are articles; the last is all of them, up to the largest size."""
    return sorted({min(size, available) for size in SIZES})


def every(articles: Sequence[str], size: int) -> list[str]:
    """Choose `size` articles spread evenly over all, so that each size has the same mixture."""
    return [articles[number * len(articles) // size] for number in range(size)]


def in_process(module: str, articles: Sequence[str]) -> dict[str, Any]:
    """Run a measuring module over the articles in a process of its own."""
    command = [sys.executable, "-m", module, *articles]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 - own modules
    return dict(json.loads(done.stdout))


def write(path: Path, measured: object) -> None:
    """Keep a measurement as JSON."""
    path.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")


def stage_table(stages: Stages) -> str:
    """Lay out seconds and share of each stage, and the words per second of them all."""
    total = sum(stages.seconds.values())
    rows = [f"{stage:<10}{spent:>9.2f}{spent / total:>8.0%}" for stage, spent in stages.seconds.items()]
    return "\n".join(
        [
            f"{'stage':<10}{'CPU, s':>9}{'share':>8}",
            *rows,
            f"{'all':<10}{total:>9.2f}",
            f"{stages.articles} articles, {stages.words} words: {stages.words / total:.0f} words per second",
            f"peak memory: {stages.memory / MEGABYTE:.0f} MB",
        ]
    )


def growth_table(builds: Sequence[Build]) -> str:
    """Lay out what an article costs at each size, and whether the cost stays the same."""
    first, last = builds[0], builds[-1]
    ratio = last.each / first.each
    verdict = "linear" if abs(ratio - 1) <= TOLERANCE else "not linear"
    rows = [
        f"{build.articles:>8}{build.cpu:>9.1f}{build.clock:>10.1f}{build.each:>17.1f}"
        f"{build.memory / MEGABYTE:>17.0f}"
        for build in builds
    ]
    return "\n".join(
        [
            f"{'articles':>8}{'CPU, s':>9}{'clock, s':>10}{'CPU/article, ms':>17}{'peak memory, MB':>17}",
            *rows,
            f"an article costs {ratio:.2f} times as much at {last.articles} as at {first.articles}: "
            f"{verdict} within {TOLERANCE:.0%}",
        ]
    )


if __name__ == "__main__":
    main()
