"""Measure a build over a folder of articles: `python -m benchmarks.build FOLDER [--out OUT]`.

Builds samples of growing size, each in a process of its own, so that its memory is its own, and takes the
best of some rounds, so that other programs count less. Prints two tables and writes each as JSON: the share
of every stage in the largest build, and the growth from the smallest, beside the time to build the same again
with nothing new and with one new article.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.once import Measured

SIZES = (75, 150, 300, 600)
ROUNDS = 3
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
    samples = [every(articles, size) for size in sizes(len(articles))]
    rounds = [[in_process(sample) for sample in samples] for _ in range(ROUNDS)]
    builds = [min(of_one_size, key=lambda build: build.cpu) for of_one_size in zip(*rounds, strict=True)]
    for name, table, measured in (
        ("stages", stage_table(builds[-1]), asdict(builds[-1])),
        ("growth", growth_table(builds), [asdict(build) for build in builds]),
    ):
        print(table, end="\n\n")
        text = json.dumps(measured, indent=2) + "\n"
        (options.out / f"bench-{name}.json").write_text(text, encoding="utf-8")


def sizes(available: int) -> list[int]:
    """The sizes to build, as far as there are articles; the last is all of them, up to the largest size."""
    return sorted({min(size, available) for size in SIZES})


def every(articles: Sequence[str], size: int) -> list[str]:
    """Choose `size` articles spread evenly over all, so that each size has the same mixture."""
    return [articles[number * len(articles) // size] for number in range(size)]


def in_process(articles: Sequence[str]) -> Measured:
    """Measure a build of the articles in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.once", *articles]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 - own module
    return Measured(**json.loads(done.stdout))


def stage_table(build: Measured) -> str:
    """Lay out the share of each stage, words per second and peak memory."""
    stages = {**build.stages, "rest": build.clock - sum(build.stages.values())}
    speed = build.words / build.clock
    rows = [f"{stage:<10}{spent:>9.2f}{spent / build.clock:>8.0%}" for stage, spent in stages.items()]
    return "\n".join(
        [
            f"{'stage':<10}{'seconds':>9}{'share':>8}",
            *rows,
            f"{'all':<10}{build.clock:>9.2f}",
            f"{build.articles} articles of {build.words} words: {speed:.0f} words a second",
            f"peak memory: {build.memory / MEGABYTE:.0f} MB",
        ]
    )


def growth_table(builds: Sequence[Measured]) -> str:
    """Lay out what an article costs at each size, and whether the cost stays the same."""
    first, last = builds[0], builds[-1]
    ratio = last.each / first.each
    verdict = "linear" if abs(ratio - 1) <= TOLERANCE else "not linear"
    rows = [
        f"{build.articles:>8}{build.cpu:>9.1f}{build.clock:>10.1f}{build.each:>17.1f}"
        f"{build.memory / MEGABYTE:>17.0f}{build.unchanged:>14.1f}{build.one_new:>12.1f}"
        for build in builds
    ]
    return "\n".join(
        [
            f"{'articles':>8}{'CPU, s':>9}{'clock, s':>10}{'CPU/article, ms':>17}{'peak memory, MB':>17}"
            f"{'unchanged, s':>14}{'one new, s':>12}",
            *rows,
            f"an article costs {ratio:.2f} times as much at {last.articles} as at {first.articles}: "
            f"{verdict} within {TOLERANCE:.0%}",
        ]
    )


if __name__ == "__main__":
    main()
