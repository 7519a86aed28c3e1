"""Measure the trained reader over a folder of articles: `python -m benchmarks.reader FOLDER [--model MODEL]`.

It reads them in a process of its own, so that its memory is its own. Prints a table and writes it as JSON:
loading time, words a second on two cores, how many times the network's bare forward pass that takes, memory.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.build import MEGABYTE, ROOT
from benchmarks.reading import CORES, Measured
from kg.resources import model_dir


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write; where there are no articles, say so and do nothing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader", description="Measure the reader.")
    parser.add_argument("folder", type=Path, help="folder of articles")
    parser.add_argument("--model", type=Path, help="folder of the model, if not the shipped one")
    parser.add_argument("--out", type=Path, default=ROOT / "out", help="where the JSON file goes")
    options = parser.parse_args(arguments)
    if not any(options.folder.glob("*.txt")):
        print(f"skipped: no article (*.txt) in {options.folder}; name a folder: make bench ARTICLES=…")
        return
    measured = in_process(options.folder.resolve(), (options.model or model_dir()).resolve())
    print(table(measured), end="\n\n")
    options.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(measured), indent=2) + "\n"
    (options.out / "bench-reader.json").write_text(text, encoding="utf-8")


def in_process(folder: Path, model: Path) -> Measured:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading", str(folder), str(model)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 - own module
    return Measured(**json.loads(done.stdout))


def table(measured: Measured) -> str:
    """Lay out what was measured."""
    rows = (
        ("loading", f"{measured.load:.2f} s"),
        ("annotating", f"{measured.annotate:.1f} s"),
        ("bare forward pass", f"{measured.forward:.1f} s"),
        ("times the bare pass", f"{measured.ratio:.2f}"),
        ("words a second", f"{measured.speed:,.0f}"),
        ("peak memory", f"{measured.memory / MEGABYTE:.0f} MB"),
    )
    return "\n".join(
        [
            f"{measured.articles} articles of {measured.words:,} words ({measured.tokens:,} tokens), "
            f"at most {CORES} cores",
            *(f"{name:<22}{value:>12}" for name, value in rows),
        ]
    )


if __name__ == "__main__":
    main()
