"""Counts of the annotation, as tables of the data card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from training.annotation.records import Record
from training.annotation.sources import SOURCES, Source, source_of

Parts = Mapping[str, Sequence[Record]]


def tables(parts: Parts) -> str:
    """Count articles by source, and what is annotated in them, in Markdown."""
    sources = {f"{source.title} (`{source.name}`)": _of(source) for source in SOURCES}
    articles = _table("articles", parts, {**sources, "all": lambda _: 1})
    return articles + "\n" + _table("annotation", parts, _COUNTED)


def _of(source: Source) -> Callable[[Record], int]:
    return lambda record: source_of(record["id"]) == source


def _kind(kind: str) -> Callable[[Record], int]:
    return lambda record: sum(claim["kind"] == kind for claim in record["claims"])


def _with(field: str) -> Callable[[Record], int]:
    return lambda record: sum(bool(claim.get(field)) for claim in record["claims"])


_COUNTED: dict[str, Callable[[Record], int]] = {
    "actors": lambda record: len(record["actors"]),
    "events": lambda record: len(record["events"]),
    "of them main events": lambda record: sum(bool(event.get("main")) for event in record["events"].values()),
    "claims": lambda record: len(record["claims"]),
    "accusations": _kind("accusation"),
    "denials": _kind("denial"),
    "admissions": _kind("admission"),
    "figures": _kind("figure"),
    "statements": _kind("statement"),
    "claims in the publisher's own voice": lambda record: sum(
        claim["mode"] == "own-voice" for claim in record["claims"]
    ),
    "claims that blame somebody": _with("blames"),
    "claims that say who did it": _with("attributes"),
    "claims with an intent": _with("intent"),
    "claims passed on by another (via)": _with("via"),
}


def _table(name: str, parts: Parts, rows: Mapping[str, Callable[[Record], int]]) -> str:
    lines = [f"| {name} | {' | '.join(parts)} |", "| --- |" + " ---: |" * len(parts)]
    for row, count in rows.items():
        counts = (sum(count(record) for record in part) for part in parts.values())
        lines.append(f"| {row} | {' | '.join(f'{one:,}' for one in counts)} |")
    return "\n".join(lines) + "\n"
