"""What a claim's confidence is worth: `python -m benchmarks.confidence GOLD_DIR [--picture SVG] [--out OUT]`.

Builds the graph of annotated articles and prints, as Markdown, what `--min-confidence` gains in precision and
costs in recall, and how far confidence is from the share of claims that are right. Draws both, and writes the
figures as JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from benchmarks.build import ROOT
from benchmarks.calibration import Bin, Level, Share, calibration_error, equal_mass, equal_width, level
from benchmarks.curve import draw
from benchmarks.judging import KINDS, judged
from kg.annotate import DEFAULT, annotator

THRESHOLDS: Final = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, draw and write; where there is no annotation, say so and do nothing."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.confidence", description="Measure what a claim's confidence is worth."
    )
    picture = ROOT / "docs" / "images" / "confidence.svg"
    parser.add_argument("gold", type=Path, help="folder of <id>.txt and <id>.json")
    parser.add_argument("--reader", default=DEFAULT, choices=("trained", "lexical"), help="who reads")
    parser.add_argument("--picture", type=Path, default=picture, help="SVG to draw")
    parser.add_argument("--out", type=Path, default=ROOT / "out", help="where the JSON file goes")
    options = parser.parse_args(arguments)
    articles = judged(options.gold, annotator(options.reader))
    claims = [claim for one in articles for claim in one.claims]
    if not claims:
        print(f"skipped: no annotated article with a claim in {options.gold}")
        return
    levels = [level(articles, least) for least in THRESHOLDS]
    mass, width = equal_mass(claims), equal_width(claims)
    print(table(levels), end="\n\n")
    print(calibration_table(mass, width))
    options.picture.parent.mkdir(parents=True, exist_ok=True)
    steps = sorted({0.0, *(claim.confidence for claim in claims)})
    options.picture.write_bytes(draw([level(articles, least) for least in steps], mass))
    options.out.mkdir(parents=True, exist_ok=True)
    measured = {name: [asdict(one) for one in items] for name, items in (
        ("levels", levels), ("equal_mass", mass), ("equal_width", width)
    )}  # fmt: skip
    text = json.dumps(measured, indent=2) + "\n"
    (options.out / "bench-confidence.json").write_text(text, encoding="utf-8")


def table(levels: Sequence[Level]) -> str:
    """Lay out precision and recall at each threshold, over all claims and by kind."""
    rows = [("confidence at least", "claims", "all", *KINDS), ("---", "---:", *["---"] * (1 + len(KINDS)))]
    for one in levels:
        pairs = [(one.precision, one.recall), *(one.by_kind[kind] for kind in KINDS)]
        rows.append(
            (f"{one.least:.1f}", f"{one.claims:,}", *(f"{_shown(p)} / {_shown(r)}" for p, r in pairs))
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def calibration_table(mass: Sequence[Bin], width: Sequence[Bin]) -> str:
    """Lay out bins of as many claims each, and tell the calibration error by both kinds of bins."""
    rows = [("claims", "confidence", "right"), ("---:", "---:", "---:")]
    rows += [(f"{one.claims:,}", f"{one.confidence:.2f}", f"{one.right:.2f}") for one in mass]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    errors = (calibration_error(mass), calibration_error(width))
    told = "expected calibration error: {:.3f} in bins of equal mass, {:.3f} of equal width"
    return "\n".join([*lines, "", told.format(*errors)])


def _shown(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.2f}"


if __name__ == "__main__":
    main()
