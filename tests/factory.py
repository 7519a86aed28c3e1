"""Nouns in one line, by hand, for the tests of every stage."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from kg.model import (
    Actor,
    Article,
    Claim,
    Event,
    Evidence,
    Facts,
    Figure,
    Found,
    Gazetteer,
    Linked,
    Place,
    Run,
    Span,
    digest,
    text_digest,
)

TEXT = "The ministry of Ardania said that Borland shelled Kesh on 3 May, killing at least 12 civilians."
RUN = Run("claimgraph", "0.0", "hand")

GAZETTEER = Gazetteer(
    actors=(
        Actor(
            "actor/ardania",
            "Ardania",
            "state",
            ("Ardanian government",),
            hidden=("Ardanian", "Ardanians", "Arda City"),
        ),
        Actor(
            "actor/ardanian-ministry",
            "Ardanian Defence Ministry",
            "organization",
            acts_for=("actor/ardania",),
        ),
        Actor("actor/borland", "Borland", "state", hidden=("Borlandic",)),
    ),
    places=(
        Place("place/ardania", "Ardania", latitude=1.0, longitude=1.0),
        Place("place/kesh", "Kesh", ("Qesh",), 1.0, 1.0, "place/ardania"),
    ),
)


def make_article(text: str = TEXT, **fields: Any) -> Article:
    """An article with title, date and publisher unless told otherwise."""
    known = {
        "id": "kesh",
        "title": Found("Shells fall on Kesh", "metadata"),
        "date": Found("2031-05-04", "metadata"),
        "publisher": Found("The Kesh Courier", "metadata"),
    }
    return Article(text=text, sha256=text_digest(text), **(known | fields))


def seen(words: str, text: str) -> tuple[Span, ...]:
    """Every place of the words in the text."""
    return tuple(Span(*found.span()) for found in re.finditer(re.escape(words), text))


def make_claim(article: Article, words: str = "", **fields: Any) -> Claim:
    """A statement of Ardania where the words stand first in the article (none: all of it)."""
    span = seen(words or article.text, article.text)[0]
    known: dict[str, Any] = {
        "kind": "statement",
        "claimants": ("actor/ardania",),
        "text": span.of(article.text),
        "mode": "indirect",
        "certainty": "certain",
        "confidence": 0.5,
        "rule": "test",
    }
    known["id"] = f"claim/{digest(article.key, str(span), *map(str, fields.values()))}"
    return Claim(article=article.key, evidence=Evidence.at(span, article.text), **(known | fields))


def make_actor(name: str, kind: Any = "state", **fields: Any) -> Actor:
    """An actor whose id is made of its name."""
    return Actor(id=f"actor/{name.lower().replace(' ', '-')}", name=name, kind=kind, **fields)


def make_event(**fields: Any) -> Event:
    """The shelling of Kesh."""
    known = {"id": "event/kesh", "type": "shelling", "label": "Shelling of Kesh", "date": "2031-05-03"}
    return Event(**(known | {"places": ("place/kesh",)} | fields))


def make_facts(article: Article | None = None, **fields: Any) -> Facts:
    """Ardania accuses Borland of shelling Kesh and killing at least 12 civilians."""
    article = article or make_article()
    accusation = make_claim(
        article,
        kind="accusation",
        about="event/kesh",
        blames=("actor/borland",),
        figures=(Figure("killed", 12, None, "civilians"),),
    )
    known: dict[str, Any] = {
        "main_events": ("event/kesh",),
        "publisher": "actor/the-kesh-courier",
        "actors": (
            make_actor("Ardania", mentions=seen("Ardania", article.text)),
            make_actor("Borland", mentions=seen("Borland", article.text)),
            make_actor("The Kesh Courier", "organization"),
        ),
        "places": (Place("place/kesh", "Kesh", (), 40.5, -3.25, mentions=seen("Kesh", article.text)),),
        "events": (make_event(mentions=seen("shelled", article.text)),),
        "claims": (accusation,),
    }
    return Facts(article=article, run=RUN, **(known | fields))


def make_linked(*facts: Facts, **fields: Any) -> Linked:
    """The entities of the facts as they stand, without their mentions, sorted by id."""

    def merged(kind: str) -> tuple[Any, ...]:
        records = {record.id: replace(record, mentions=()) for one in facts for record in getattr(one, kind)}
        return tuple(records[key] for key in sorted(records))

    known = {kind: merged(kind) for kind in ("actors", "places", "events")}
    return Linked(**(known | fields))
