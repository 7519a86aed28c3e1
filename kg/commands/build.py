"""kg build: articles become the workspace's graph."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg import console, pipeline
from kg.annotate import DEFAULT, annotator
from kg.workspace import Workspace


def build(
    paths: Sequence[str],
    folder: Path,
    *,
    prune: bool,
    base: str | None,
    reader: str | None,
    model: Path | None,
) -> int:
    """Build, and tell what was found; 1 where some input was refused."""
    by = annotator(reader or DEFAULT, model)
    workspace, stdin = Workspace.create(folder, base), sys.stdin.buffer
    with console.progress() as progress:
        summary = pipeline.build(paths, workspace, by=by, prune=prune, stdin=stdin, progress=progress)
    cure = "give one in the file or in articles.csv"
    console.notes([f"{one}: no date of publication; {cure}" for one in summary.undated], "without a date")
    for error in summary.refused:
        console.warn(error)
        console.trace(error)
    if not console.voice.quiet:
        for line in _told(summary, folder):
            console.out(line)
    return 1 if summary.refused else 0


def _told(summary: pipeline.Summary, folder: Path) -> list[str]:
    """Tell in a few lines what the build did, and what the graph holds."""
    graph = summary.graph
    done = {
        "new": summary.new,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "refused": len(summary.refused),
    }
    lines = [
        _counted("article", summary.articles, done),
        _counted("claim", graph.claims.total(), graph.claims),
        _counted("link", graph.links.total(), graph.links),
        ", ".join((_noun(graph.events, "event"), _noun(graph.actors, "actor"), _noun(graph.places, "place"))),
    ]
    if console.voice.verbose:
        stages = (f"{stage} {seconds:.1f}" for stage, seconds in summary.seconds.items())
        lines.append(f"seconds: {', '.join(stages)}")
    return [f"{folder}: {lines[0]}", *lines[1:]]


def _counted(name: str, total: int, parts: Mapping[str, int]) -> str:
    """Write a total and the parts that are not zero: '12 articles (11 new, 1 changed)'."""
    listed = ", ".join(f"{count:,} {part}" for part, count in parts.items() if count)
    return _noun(total, name) + (f" ({listed})" if listed else "")


def _noun(count: int, name: str) -> str:
    """Write a count of things: '1 article', '2 articles'."""
    return f"{count:,} {name}" + ("" if count == 1 else "s")
