"""How the link stage grows: articles copied to other days and places, from a thousand to fifty thousand.

    python -m benchmarks.linking FOLDER_OF_ARTICLES [--sizes 1000 5000 10000 50000] [--crowd 5000]

The articles are built once; their facts are copied with ids of their own and days shifted, so that copies of
different rounds are other happenings. `--crowd` adds a run in which all copies lie on one day and place. Each
run is a process of its own: seconds of processor time of linking alone, and peak memory. The facts of a copy
are made while they are linked; what making them costs is measured apart and taken off.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from kg.link import link
from kg.model import Claim, Event, Facts, digest
from kg.pipeline import build
from kg.workspace import Workspace

DAYS_APART = 40
"""Days between the copies of two rounds."""


def copied(facts: Facts, number: int, *, crowd: bool) -> Facts:
    """Make the copy of a round: the first is the original, a crowd all lies on one day and place."""
    days = 0 if crowd else number * DAYS_APART
    name = digest(facts.article.sha256, str(number), length=64)
    events = {one.id: f"event/{digest(one.id, str(number))}" for one in facts.events}
    words = f"\nRound{number} {digest(name, length=8)}"
    dated = facts.article.date and replace(facts.article.date, value=_later(facts.article.date.value, days))
    article = replace(facts.article, id=name[:12], sha256=name, text=facts.article.text + words, date=dated)
    return replace(
        facts,
        article=article,
        main_events=tuple(events[one] for one in facts.main_events),
        events=tuple(_moved(one, events[one.id], days, crowd=crowd) for one in facts.events),
        claims=tuple(_said_again(one, number, events, article.key) for one in facts.claims),
    )


def _moved(event: Event, key: str, days: int, *, crowd: bool) -> Event:
    if crowd:
        return replace(event, id=key, date="2016-09-17", places=("place/deir-ez-zor",))
    day, first, last = (
        _later(one, days) if one else None for one in (event.date, event.not_before, event.not_after)
    )
    return replace(event, id=key, date=day, not_before=first, not_after=last)


def _said_again(claim: Claim, number: int, events: dict[str, str], article: str) -> Claim:
    about = events.get(claim.about, claim.about) if claim.about else None
    return replace(claim, id=f"claim/{digest(claim.id, str(number))}", article=article, about=about)


def _later(day: str, days: int) -> str:
    if len(day) < len("YYYY-MM-DD"):
        return day
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def some(workspace: Workspace, size: int, *, crowd: bool = False) -> Iterator[Facts]:
    """Yield so many articles, round after round."""
    known = [one.article.sha256 for one in workspace.articles()]
    for number in range(size):
        yield copied(workspace.facts(known[number % len(known)]), number // len(known), crowd=crowd)


def measure(path: Path, size: int, *, crowd: bool) -> str:
    """Link so many articles; return a row of the table."""
    workspace = Workspace.open(path)
    start = time.process_time()
    for _ in some(workspace, size, crowd=crowd):
        pass
    made = time.process_time() - start
    linked = link(some(workspace, size, crowd=crowd))
    seconds = time.process_time() - start - 2 * made
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kind = "one day and place" if crowd else "copies"
    cells = (f"{size:,}", kind, f"{seconds:.1f}", f"{1000 * seconds / size:.2f}", f"{peak:,.0f}")
    return f"| {' | '.join(cells)} | {len(linked.events):,} | {len(linked.links):,} |"


def main() -> None:
    """Build, measure each size in a process of its own, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 5000, 10_000, 50_000])
    parser.add_argument("--crowd", type=int, nargs="*", default=[5000])
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        size, kind = wanted.one
        print(measure(wanted.articles, int(size), crowd=kind == "crowd"))
        return
    print("| articles | | CPU s | ms per article | peak MB | events | links |\n|" + " --- |" * 7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kg-data"
        build([str(wanted.articles)], Workspace.create(path))
        runs = [(size, "copies") for size in wanted.sizes] + [(size, "crowd") for size in wanted.crowd]
        for size, kind in runs:
            command = [sys.executable, "-m", "benchmarks.linking", str(path), "--one", str(size), kind]
            subprocess.run(command, check=True)  # noqa: S603 (our own arguments)


if __name__ == "__main__":
    main()
