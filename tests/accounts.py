"""Articles of a day in which actors blame, deny and count, in one line each."""

from factory import make_actor, make_article, make_claim, make_event, make_facts

from kg.link import link
from kg.model import Figure, Found, Place

ARDANIA, BORLAND, COSMIA = "actor/ardania", "actor/borland", "actor/cosmia"
GAZETTE = "actor/the-gazette"
ARMY = make_actor("Borland army", "organization", acts_for=(BORLAND,))
CAST = (make_actor("Ardania"), make_actor("Borland"), make_actor("Cosmia"), ARMY)


def facts(
    text, day="2031-05-04", *, event=None, events=(), actors=(), places=(), claims=(), publisher=GAZETTE
):
    """An article of a day; each claim is (words it stands on, fields), sure and about the event."""
    article = make_article(text, id=text.split()[0], date=Found(day, "text") if day else None)
    event = event or make_event()
    usual = {"about": event.id, "confidence": 1.0}
    made = tuple(make_claim(article, words, **(usual | fields)) for words, fields in claims)
    cast = {actor.id: actor for actor in (*CAST, *actors)}
    return make_facts(
        article,
        actors=tuple(cast.values()),
        places=places or (Place("place/kesh", "Kesh"),),
        events=(event, *events),
        claims=made,
        publisher=publisher,
    )


def accusation(claimant=ARDANIA, blamed=BORLAND, **fields):
    return {"kind": "accusation", "claimants": (claimant,), "blames": (blamed,)} | fields


def statement(claimant=ARDANIA, doer=BORLAND, **fields):
    return {"claimants": (claimant,), "attributes": (doer,)} | fields


def admission(claimant=BORLAND, **fields):
    return {"kind": "admission", "claimants": (claimant,), "attributes": (claimant,)} | fields


def denial(claimant=BORLAND, **fields):
    return {"kind": "denial", "claimants": (claimant,), "rejects": (claimant,)} | fields


def toll(low, high, claimant=ARDANIA, counted="people", measure="killed", **fields):
    return {"claimants": (claimant,), "figures": (Figure(measure, low, high, counted),)} | fields


def one(claim, text="", day="2031-05-04", **where):
    """An article with one claim, which is all of its text."""
    text = text or f"{claim['claimants'][0]} speaks of shells on {day or 'some day'}."
    return facts(text, day, claims=[(text, claim)], **where)


def links(*everything, kind=None):
    return [found for found in link(everything).links if kind in (None, found.kind)]
