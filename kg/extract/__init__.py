"""Extract: a Doc becomes the facts of one article, every claim with the exact words it stands on."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.cast import Cast
from kg.extract.claims import Clerk
from kg.extract.events import Happenings
from kg.extract.lookup import lookup
from kg.extract.places import Atlas
from kg.extract.reading import Reading
from kg.extract.repeats import without_repeats
from kg.extract.voices import Voices
from kg.model import Claim, Doc, Facts, Gazetteer, Run


def extract(doc: Doc, gazetteer: Gazetteer, run: Run) -> Facts:
    """Find the actors, places, events and claims of one article."""
    known, reading = lookup(gazetteer), Reading(doc)
    cast, atlas = Cast(reading, known), Atlas(reading.text, known)
    happenings = Happenings(reading, atlas)
    publisher = cast.publisher(doc.article.publisher.value if doc.article.publisher else None)
    clerk = Clerk(reading, cast, happenings)
    found = [claim for voice in Voices(reading, cast, publisher) for claim in clerk.claims(voice)]
    claims = without_repeats(found, doc.sentences)
    main = happenings.main()
    used = {a for c in claims for a in (*c.claimants, *c.via, *c.attributes, *c.blames, *c.rejects)}
    return Facts(
        article=doc.article,
        run=run,
        main_events=(main,) if main else (),
        publisher=publisher,
        actors=cast.register.records({publisher, *used}),
        places=atlas.places(),
        events=happenings.events(_taking_part(claims, main)),
        claims=claims,
    )


def _taking_part(claims: Iterable[Claim], main: str | None) -> dict[str, set[str]]:
    """The events to keep, each with the actors that some claim makes or denies to be its doer."""
    taking_part: dict[str, set[str]] = {main: set()} if main else {}
    for claim in claims:
        if claim.about:
            taking_part.setdefault(claim.about, set()).update(claim.attributes, claim.rejects)
    return taking_part
