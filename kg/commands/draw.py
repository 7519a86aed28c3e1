"""kg draw: the graph as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kg import console
from kg.accounts import Accounts, Choice, accounts, find_actors, find_events, side_of
from kg.draw import draw_blame, draw_claims, draw_timeline
from kg.graph import open_graph
from kg.model import Event, Facts

_NAMED = 3
"""Other events of the same words that are named."""


def blame(output: Path, folder: Path, *, roll_up: bool, least: float | None) -> int:
    """Draw who blames whom into an SVG, PNG or HTML file; KgError where nobody blames anybody."""
    network = open_graph(folder).at_least(least).blame_network(roll_up=roll_up)
    draw_blame(network, output, title=f"Who blames whom{_surer(least)}")
    actors, arrows = _counted(len(network), "actor"), _counted(network.number_of_edges(), "connection")
    console.say(f"{output}: {actors}, {arrows}")
    return 0


def claims(output: Path, folder: Path, event: str, *, roll_up: bool, least: float | None) -> int:
    """Draw the claims around one event; of several that bear the words, the one most spoken of."""
    graph = open_graph(folder).at_least(least)
    found = find_events(graph.linked, event)
    facts = graph.facts_about(one.id for one in found)
    first, *others = _by_claims(found, facts)
    drawn = accounts(facts, graph.linked, Choice(events=frozenset({first.id}), roll_up=roll_up))
    draw_claims(drawn, output, title=f"Claims about: {first.label}{_surer(least)}")
    _tell(output, drawn)
    if others:
        named = ", ".join(f"{one.label} ({one.id[:14]})" for one in others[:_NAMED])
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        told = f"drawn is {first.label} ({first.id[:14]}); the words fit {named}{more} as well"
        console.say(console.clean(told))
    return 0


def timeline(
    output: Path, folder: Path, about: tuple[str | None, str | None], *, roll_up: bool, least: float | None
) -> int:
    """Draw who said what when: of an event, of an actor, or of both; where neither is given, of all."""
    event, actor = about
    graph = open_graph(folder).at_least(least)
    linked = graph.linked
    events = find_events(linked, event) if event is not None else ()
    actors = find_actors(linked, actor) if actor is not None else ()
    choice = Choice(
        events=frozenset(one.id for one in events) if event is not None else None,
        side=side_of(linked, actors) if actor is not None else None,
        roll_up=roll_up,
    )
    wanted = choice.events or choice.side
    drawn = accounts(graph.facts_about(wanted) if wanted else graph.facts[0], linked, choice)
    told = [events[0].label if len(events) == 1 else event or "", *(one.name for one in actors[:1])]
    words = ", ".join(filter(None, told))
    title = f"Who said what when{': ' if words else ''}{words}{_surer(least)}"
    draw_timeline(drawn, output, title=title)
    _tell(output, drawn)
    return 0


def _surer(least: float | None) -> str:
    return "" if least is None else f", by claims of confidence {least:g} or more"


def _by_claims(events: Sequence[Event], facts: Sequence[Facts]) -> list[Event]:
    """Sort events by the number of claims about them, most first."""
    counts = Counter(claim.about for one in facts for claim in one.claims)
    return sorted(events, key=lambda event: (-counts[event.id], event.id))


def _tell(output: Path, drawn: Accounts) -> None:
    left = f", the {drawn.left_out} least telling left out" if drawn.left_out else ""
    console.say(f"{output}: {_counted(len(drawn.said), 'claim')}{left}, {_counted(len(drawn.ties), 'tie')}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
