"""Facts → the network of who blames whom, and simple measures on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from typing import Literal

import networkx as nx

from kg.model import Actor, Article, Claim, Facts, Linked

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Blaming:
    """One claim behind an edge: who blames whom in it, the sentence, and where it stands."""

    claim: str
    claimant: str
    """Name of the claimant itself, also where the edge is rolled up to states; so too `blamed`."""
    blamed: str
    quote: str
    article: str
    headline: str
    date: str
    url: str
    event: str
    """Label of the event; empty, like headline, date and url, where none is known."""


def blame_network(facts: Iterable[Facts], linked: Linked, *, roll_up: bool = False) -> nx.DiGraph[str]:
    """Connect claimant to blamed; an edge bears `weight` (distinct claims), `articles`, `events`, `claims`.

    Nodes bear `label`, `kind`, `state` (the id of the state they act for, or ''), `blamed` and `blaming`
    (sums of weights). With `roll_up` each actor stands for the state it acts for. What a copy of an article
    says in the same words is left out: it is the original's. What it adds stays.
    """
    actors = {actor.id: actor for actor in linked.actors}
    events = {event.id: event.label for event in linked.events}
    network: nx.DiGraph[str] = nx.DiGraph()
    edges: dict[tuple[str, str], set[Blaming]] = {}
    for claim, one in _told_once(facts, linked):
        for claimant, blamed in product(claim.claimants, claim.blames):
            blaming = _blaming(claim, one, (_name(claimant, actors), _name(blamed, actors)), events)
            roll = actors if roll_up else {}
            pair = state_of(claimant, roll) or claimant, state_of(blamed, roll) or blamed
            edges.setdefault(pair, set()).add(blaming)
    for actor in sorted({actor for pair in edges for actor in pair}):
        network.add_node(actor, **_node(actor, actors))
    for (claimant, blamed), claims in sorted(edges.items()):
        network.add_edge(claimant, blamed, **_edge(claims))
    _count(network)
    return network


def state_of(actor: str, actors: Mapping[str, Actor]) -> str:
    """Return the id of the nearest state the actor is or acts for; '' where there is none."""
    seen, front = {actor}, [actor]
    while front:
        known = [actors[one] for one in front if one in actors]
        states = sorted(one.id for one in known if one.kind == "state")
        if states:
            return states[0]
        front = [one for actor in known for one in actor.acts_for if one not in seen]
        seen.update(front)
    return ""


def most_blamed(network: nx.DiGraph[str]) -> list[tuple[str, int]]:
    """List actors with the number of claims that blame them, most first."""
    return _ranked(network, "blamed")


def most_blaming(network: nx.DiGraph[str]) -> list[tuple[str, int]]:
    """List actors with the number of their claims that blame somebody, most first."""
    return _ranked(network, "blaming")


def network_file(network: nx.DiGraph[str], fmt: Literal["graphml", "gexf"]) -> bytes:
    """Write the network as other programs read it: lists are joined by '; ', the same bytes each time."""
    flat = _flat(network)
    if fmt == "graphml":
        buffer = BytesIO()
        nx.write_graphml_xml(flat, buffer, prettyprint=True)
        return buffer.getvalue()
    lines = "\n".join(nx.generate_gexf(flat))
    dated = re.sub(r' lastmodifieddate="[^"]*"', "", lines, count=1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{dated}\n'.encode()


def _told_once(facts: Iterable[Facts], linked: Linked) -> Iterator[tuple[Claim, Article]]:
    """Yield the claims that blame; those of copies last, as their originals may come later."""
    origin = {link.subject: link.object for link in linked.links if link.kind == "copyOf"}
    words: dict[str, set[str]] = {original: set() for original in origin.values()}
    waiting = list[tuple[Claim, Article]]()
    for one in facts:
        key, blaming = one.article.key, [claim for claim in one.claims if claim.blames]
        if key in words:
            words[key].update(claim.evidence.exact for claim in one.claims)
        if key in origin:
            article = replace(one.article, text="")
            waiting.extend((claim, article) for claim in blaming)
        else:
            yield from ((claim, one.article) for claim in blaming)
    for claim, article in waiting:
        if claim.evidence.exact not in words[origin[article.key]]:
            yield claim, article


def _blaming(claim: Claim, article: Article, names: tuple[str, str], events: Mapping[str, str]) -> Blaming:
    return Blaming(
        claim=claim.id,
        claimant=names[0],
        blamed=names[1],
        quote=claim.evidence.exact,
        article=article.id,
        headline=article.title.value if article.title else "",
        date=article.date.value if article.date else "",
        url=article.url or "",
        event=events.get(claim.about or "", ""),
    )


def _name(actor: str, actors: Mapping[str, Actor]) -> str:
    return actors[actor].name if actor in actors else actor.removeprefix("actor/")


def _node(actor: str, actors: Mapping[str, Actor]) -> dict[str, str]:
    kind = actors[actor].kind if actor in actors else "actor"
    return {"label": _name(actor, actors), "kind": kind, "state": state_of(actor, actors)}


def _edge(claims: set[Blaming]) -> dict[str, object]:
    ordered = sorted(claims, key=lambda one: (one.date, one.article, one.claim, one.claimant, one.blamed))
    return {
        "weight": len({one.claim for one in ordered}),
        "articles": len({one.article for one in ordered}),
        "events": tuple(sorted({one.event for one in ordered if one.event})),
        "claims": tuple(ordered),
    }


def _count(network: nx.DiGraph[str]) -> None:
    blamed, blaming = network.in_degree(weight="weight"), network.out_degree(weight="weight")
    for actor, data in network.nodes(data=True):
        data["blamed"], data["blaming"] = blamed[actor], blaming[actor]


def _ranked(network: nx.DiGraph[str], measure: str) -> list[tuple[str, int]]:
    counts = [(actor, int(data[measure])) for actor, data in network.nodes(data=True) if data[measure]]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def _flat(network: nx.DiGraph[str]) -> nx.DiGraph[str]:
    flat: nx.DiGraph[str] = nx.DiGraph()
    for actor, data in network.nodes(data=True):
        flat.add_node(actor, **{key: _scalar(value) for key, value in data.items()})
    for claimant, blamed, data in network.edges(data=True):
        bare = {key: _scalar(value) for key, value in data.items() if key != "claims"}
        ids = "; ".join(one.claim for one in data["claims"])
        flat.add_edge(claimant, blamed, **bare, claims=ids)
    return flat


def _scalar(value: str | int | tuple[str, ...]) -> str | int:
    if isinstance(value, int):
        return value
    return _NOT_XML.sub("�", value if isinstance(value, str) else "; ".join(value))
