"""Reports on what befell Kesh, in one line each, for tests of questions and pictures."""

from __future__ import annotations

from typing import Any

from kg.model import Facts, Figure, Found, Link, LinkKind
from tests.factory import RUN, make_actor, make_article, make_claim, make_event

KESH = "event/kesh"
CAST = (
    make_actor("Ardania"),
    make_actor("Ministry", "organization", acts_for=("actor/ardania",)),
    make_actor("Borland"),
    make_actor("Army", "armed-group", acts_for=("actor/borland",)),
    make_actor("Spokesman", "person", acts_for=("actor/army",)),
    make_actor("Fleet", "armed-group", acts_for=("actor/borland",)),
    make_actor("Cestria"),
    make_actor("Brigade", "armed-group"),
    make_actor("Watch", "organization"),
    make_actor("Courier", "organization"),
    make_actor("Mirror", "organization"),
    make_actor("Witness", "unnamed"),
    make_actor("Gunmen", "unnamed"),
)
EVENTS = (make_event(), make_event(id="event/mora", label="Bombing of Mora", type="bombing", date="2031-06"))


def blames(who: str, *whom: str, **fields: Any) -> dict[str, Any]:
    """Who blames whom for what befell Kesh."""
    targets = tuple(f"actor/{one}" for one in whom)
    return {"kind": "accusation", "claimants": (f"actor/{who}",), "about": KESH, "blames": targets} | fields


def denies(who: str, *whom: str, **fields: Any) -> dict[str, Any]:
    """Who denies that these did it; none: without saying who did not."""
    cleared = tuple(f"actor/{one}" for one in whom)
    return {"kind": "denial", "claimants": (f"actor/{who}",), "about": KESH, "rejects": cleared} | fields


def admits(who: str, **fields: Any) -> dict[str, Any]:
    """Who admits it."""
    return {"kind": "admission", "claimants": (f"actor/{who}",), "about": KESH} | fields


def counts(who: str, low: int | None, high: int | None, **fields: Any) -> dict[str, Any]:
    """Who puts the dead of Kesh at how many."""
    figure = Figure("killed", low, high, "people")
    return {"claimants": (f"actor/{who}",), "about": KESH, "figures": (figure,)} | fields


def report(
    name: str, *claims: dict[str, Any], day: str | None = "2031-05-04", by: str = "Courier", like: str = ""
) -> Facts:
    """An article of one sentence a claim, and one more; the sentences may be those of another report."""
    sentences = [f"Sentence {number} of {like or name}." for number in range(len(claims))]
    sentences.append(f"This is {name}.")
    article = make_article(
        " ".join(sentences),
        id=name,
        date=Found(day, "text") if day else None,
        publisher=Found(by, "text"),
        title=Found(f"News of {name}", "text"),
    )
    made = [make_claim(article, words, **one) for words, one in zip(sentences, claims, strict=False)]
    return Facts(
        article, RUN, publisher=f"actor/{by.lower()}", actors=CAST, events=EVENTS, claims=tuple(made)
    )


def link(kind: LinkKind, *ends: tuple[Facts, int]) -> Link:
    """What one claim, by its report and number, does to another."""
    first, second = (report.claims[number].id for report, number in ends)
    return Link(kind, first, second, 0.8, "a test says so")


def copies(later: Facts, earlier: Facts) -> Link:
    """A report repeats another."""
    return Link("copyOf", later.article.key, earlier.article.key, 0.9, "the same words")
