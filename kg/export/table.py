"""Claims as a table, one a row, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

from kg.model import Claim, Facts, Linked
from kg.results import harmless

COLUMNS: Final = (
    "claim", "kind", "claimant", "claimant_id", "blamed", "blamed_id", "rejected", "event", "event_id",
    "figures", "text", "quote", "start", "end", "mode", "certainty", "intent", "said_on", "confidence",
    "article", "headline", "date", "article_id",
)  # fmt: skip


def claims_csv(facts: Iterable[Facts], linked: Linked) -> bytes:
    """Write one row for each claim, by article and place in it; several values are joined by '; '.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    names = {entity.id: entity.name for entity in linked.actors}
    names |= {event.id: event.label for event in linked.events}
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    for one in sorted(facts, key=lambda one: (one.article.id, one.article.sha256)):
        for claim in sorted(one.claims, key=lambda claim: (claim.evidence.span, claim.id)):
            writer.writerow(_row(claim, one, names))
    return buffer.getvalue().encode()


def _row(claim: Claim, facts: Facts, names: Mapping[str, str]) -> dict[str, object]:
    article = facts.article
    events = (claim.about,) if claim.about else ()
    cells = {
        "claim": claim.id,
        "kind": claim.kind,
        "claimant": _named(claim.claimants, names),
        "claimant_id": "; ".join(claim.claimants),
        "blamed": _named(claim.blames, names),
        "blamed_id": "; ".join(claim.blames),
        "rejected": _named(claim.rejects, names),
        "event": _named(events, names),
        "event_id": "; ".join(events),
        "figures": "; ".join(figure.words for figure in claim.figures),
        "text": claim.text,
        "quote": claim.evidence.exact,
        "start": claim.evidence.span.start,
        "end": claim.evidence.span.end,
        "mode": claim.mode,
        "certainty": claim.certainty,
        "intent": claim.intent or "",
        "said_on": claim.said_on or "",
        "confidence": claim.confidence,
        "article": article.id,
        "headline": article.title.value if article.title else "",
        "date": article.date.value if article.date else "",
        "article_id": article.key,
    }
    return {column: harmless(value) if isinstance(value, str) else value for column, value in cells.items()}


def _named(ids: Iterable[str], names: Mapping[str, str]) -> str:
    return "; ".join(names.get(one, one) for one in ids)
