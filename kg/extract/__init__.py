"""Extract: a Doc becomes the facts of one article, every claim with the exact words it stands on.

Rules find actors, voices, events and figures. Where the reader gives vectors and its model has heads, these
decide, with the rules' findings before them, what is claimed by whom of whom; else the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extract.case import Case
from kg.extract.repeats import without_repeats
from kg.model import Claim, Doc, Facts, Gazetteer, Run

if TYPE_CHECKING:
    from kg.extract.learned import Heads

__all__ = ["extract", "facts", "load_heads"]


def load_heads(folder: Path | None) -> Heads | None:
    """Load the heads of a model's folder; None where there are none, ModelError where they are of no use."""
    from kg.extract.learned import load

    return load(folder) if folder else None


def extract(doc: Doc, gazetteer: Gazetteer, run: Run, heads: Heads | None = None) -> Facts:
    """Find the actors, places, events and claims of one article."""
    case = Case.of(doc, gazetteer)
    return facts(case, _claims(case, heads), run)


def facts(case: Case, found: Sequence[Claim], run: Run) -> Facts:
    """Put together what was found in an article."""
    claims = without_repeats(found, case.doc.sentences)
    main = case.happenings.main()
    used = {a for c in claims for a in (*c.claimants, *c.via, *c.attributes, *c.blames, *c.rejects)}
    return Facts(
        article=case.doc.article,
        run=run,
        main_events=(main,) if main else (),
        publisher=case.publisher,
        actors=case.cast.register.records({case.publisher, *used}),
        places=case.atlas.places(),
        events=case.happenings.events(_taking_part(claims, main)),
        claims=claims,
    )


def _claims(case: Case, heads: Heads | None) -> Sequence[Claim]:
    if heads is None or case.doc.vectors is None or not case.doc.sentences:
        return case.claims
    from kg.extract.learned import assessed
    from kg.extract.rulings import rulings

    return list(rulings(case, heads.believing, assessed(case, heads)))


def _taking_part(claims: Iterable[Claim], main: str | None) -> dict[str, set[str]]:
    """The events to keep, each with the actors that some claim makes or denies to be its doer."""
    taking_part: dict[str, set[str]] = {main: set()} if main else {}
    for claim in claims:
        if claim.about:
            taking_part.setdefault(claim.about, set()).update(claim.attributes, claim.rejects)
    return taking_part
