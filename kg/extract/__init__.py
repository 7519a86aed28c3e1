"""Extract: a Doc becomes the facts of one article, every claim with the exact words it stands on."""

from __future__ import annotations

from kg.extract.cast import Cast
from kg.extract.claims import Reader
from kg.extract.events import Happenings
from kg.extract.lookup import lookup
from kg.extract.places import Atlas
from kg.extract.repeats import without_repeats
from kg.extract.voices import Voices
from kg.model import Doc, Facts, Gazetteer, Run


def extract(doc: Doc, gazetteer: Gazetteer, run: Run) -> Facts:
    """Find the actors, places, events and claims of one article."""
    known = lookup(gazetteer)
    cast, atlas = Cast(doc, known), Atlas(doc, known)
    happenings = Happenings(doc, atlas)
    name = doc.article.publisher.value if doc.article.publisher else None
    publisher = cast.publisher(name)
    reader = Reader(doc, cast, happenings)
    claims = without_repeats([c for voice in Voices(doc, cast, publisher) for c in reader.claims(voice)], doc)
    main = happenings.main()
    events = happenings.events({e for e in (main, *(c.about for c in claims)) if e})
    used = {publisher, *(a for c in claims for a in (*c.claimants, *c.via, *c.attributes, *c.blames, *c.rejects))}
    return Facts(
        article=doc.article,
        run=run,
        main_events=(main,) if main else (),
        publisher=publisher,
        actors=cast.actors(used),
        places=atlas.places(),
        events=events,
        claims=claims,
    )
