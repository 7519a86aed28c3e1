"""How well each phenomenon of reported speech and blame is read: `python -m benchmarks.phenomena [NAME…]`.

Reads the texts of tests/phenomena with the default annotator and compares what is extracted with what
stands beside them. `--errors` prints what was missed or found for nothing; `--raise-floors` writes the
measured F1 to floors.toml where it lies above the floor, and never lowers one.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import cache
from math import floor
from pathlib import Path

from benchmarks.agreement import Compared, Score, compare
from benchmarks.cases import FLOORS, Phenomenon, floors, phenomena
from kg.annotate import Annotator, annotator
from kg.extract import extract, load_heads
from kg.gazetteer import shipped_gazetteer
from kg.model import Facts, Gazetteer, Run


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print one line a phenomenon."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phenomena", description="Measure phenomena.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a phenomenon; none: all of them")
    parser.add_argument("--errors", action="store_true", help="print each wrong case")
    parser.add_argument("--raise-floors", action="store_true", help="write what was measured to floors.toml")
    options = parser.parse_args(arguments)
    chosen = [one for one in phenomena() if one.name in options.names or not options.names]
    measured = {one.name: measure(one) for one in chosen}
    if options.errors:
        print(*(errors(name, cases) for name, cases in measured.items()), sep="\n", end="\n\n")
    scores = {name: Score.of(cases) for name, cases in measured.items()}
    print(table(chosen, scores, floors()))
    if options.raise_floors:
        raise_floors(scores)


def measure(phenomenon: Phenomenon) -> list[Compared]:
    """Read the texts of a phenomenon, all in one go, and compare them with their claims."""
    return compare(phenomenon, read(phenomenon))


def read(phenomenon: Phenomenon) -> list[Facts]:
    """Extract the facts of each text of a phenomenon, in order."""
    reader, gazetteer = _reader()
    run = Run("claimgraph", "benchmark", reader.name)
    docs = reader([case.article for case in phenomenon.cases], gazetteer)
    heads = load_heads(reader.folder)
    return [extract(doc, gazetteer, run, heads) for doc in docs]


@cache
def _reader() -> tuple[Annotator, Gazetteer]:
    return annotator(), shipped_gazetteer()


def table(chosen: Sequence[Phenomenon], scores: Mapping[str, Score], pinned: Mapping[str, float]) -> str:
    """Lay out cases, precision, recall, F1 and floor."""
    lines = [f"{'phenomenon':<28}{'cases':>6}{'P':>7}{'R':>7}{'F1':>7}{'floor':>7}"]
    for one in chosen:
        got = scores[one.name]
        figures = f"{got.precision:7.2f}{got.recall:7.2f}{got.f1:7.2f}{pinned.get(one.name, 0):7.2f}"
        lines.append(f"{one.name:<28}{len(one.cases):>6}{figures}")
    return "\n".join(lines)


def errors(name: str, cases: Sequence[Compared]) -> str:
    """Lay out the cases where something was missed or found for nothing."""
    lines = []
    for one in cases:
        if one.missed or one.extra:
            lines.append(f"{name} {one.case.number}: {one.case.text!r}")
            lines += [f"    missed {record}" for record in one.missed]
            lines += [f"    extra  {record}" for record in one.extra]
    return "\n".join(lines)


def raise_floors(scores: Mapping[str, Score], path: Path = FLOORS) -> None:
    """Write the measured F1, cut to two decimals, wherever it lies above the floor."""
    pinned = floors(path)
    measured = {name: floor(score.f1 * 100) / 100 for name, score in scores.items()}
    raised = {name: max(pinned.get(name, 0.0), measured.get(name, 0.0)) for name in {*pinned, *measured}}
    lines = ["# F1 that a phenomenon may not sink below: python -m benchmarks.phenomena --raise-floors"]
    lines += [f"{name} = {raised[name]:.2f}" for name in sorted(raised)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
