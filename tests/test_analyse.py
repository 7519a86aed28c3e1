from __future__ import annotations

from io import BytesIO
from typing import Any

import networkx as nx
import pytest

from kg.analyse import blame_network, most_blamed, most_blaming, network_file, state_of
from kg.model import Facts, Link, Linked
from tests.factory import make_actor, make_article, make_claim, make_facts, make_linked


def blaming(*pairs: tuple[str, str], text: str = "Somebody did it.", **fields: Any) -> Facts:
    """An article in which each claimant blames each blamed, by the names of actors."""
    article = make_article(text, **fields)
    claims = [make_claim(article, claimants=(f"actor/{a}",), blames=(f"actor/{b}",)) for a, b in pairs]
    return Facts(article, make_facts().run, claims=tuple(claims))


STATES = Linked(
    actors=(
        make_actor("Ardania"),
        make_actor("Borland"),
        make_actor("Ministry", "organization", acts_for=("actor/ardania",)),
        make_actor("Spokesman", "person", acts_for=("actor/ministry",)),
        make_actor("Militia", "armed-group"),
    )
)


def test_an_edge_bears_the_claims_behind_it() -> None:
    facts = make_facts()
    network = blame_network([facts], make_linked(facts))
    edge = network.edges["actor/ardania", "actor/borland"]
    claim = edge["claims"][0]
    assert (edge["weight"], edge["articles"], edge["events"]) == (1, 1, ("Shelling of Kesh",))
    assert (claim.quote, claim.article) == (facts.article.text, "kesh")
    assert (claim.headline, claim.date) == ("Shells fall on Kesh", "2031-05-04")
    assert network.nodes["actor/borland"] == {
        "label": "Borland", "kind": "state", "state": "actor/borland", "blamed": 1, "blaming": 0,
    }  # fmt: skip


def test_weights_count_claims_and_articles_apart() -> None:
    two = [blaming(("ardania", "borland"), text=text) for text in ("One said it.", "Two said it.")]
    network = blame_network([*two, two[0]], STATES)
    assert network.edges["actor/ardania", "actor/borland"]["weight"] == 2
    assert network.edges["actor/ardania", "actor/borland"]["articles"] == 1  # both bear the id "kesh"


def test_a_statement_that_blames_nobody_makes_no_edge() -> None:
    article = make_article()
    facts = make_facts(article, claims=(make_claim(article),))
    assert len(blame_network([facts], make_linked(facts))) == 0


def test_rolled_up_actors_stand_for_their_state_and_keep_their_names() -> None:
    facts = blaming(("spokesman", "borland"), ("ardania", "borland"), ("militia", "ministry"))
    network = blame_network([facts], STATES, roll_up=True)
    assert set(network) == {"actor/ardania", "actor/borland", "actor/militia"}
    names = {one.claimant for one in network.edges["actor/ardania", "actor/borland"]["claims"]}
    assert names == {"Spokesman", "Ardania"}
    assert network.has_edge("actor/militia", "actor/ardania")


def test_a_joint_claim_of_one_state_counts_once_when_rolled_up() -> None:
    article = make_article()
    claim = make_claim(article, claimants=("actor/spokesman", "actor/ministry"), blames=("actor/borland",))
    facts = Facts(article, make_facts().run, claims=(claim,))
    network = blame_network([facts], STATES, roll_up=True)
    assert network.edges["actor/ardania", "actor/borland"]["weight"] == 1


def test_state_of_ends_on_a_ring_and_on_an_unknown_actor() -> None:
    ring = {f"actor/{a}": make_actor(a, acts_for=(f"actor/{b}",), kind="person") for a, b in ("xy", "yx")}
    assert state_of("actor/x", ring) == ""
    assert state_of("actor/unheard", ring) == ""


def test_measures_rank_by_claims_then_id() -> None:
    facts = blaming(("ardania", "borland"), ("militia", "borland"), ("militia", "ardania"))
    network = blame_network([facts], STATES)
    assert most_blamed(network) == [("actor/borland", 2), ("actor/ardania", 1)]
    assert most_blaming(network) == [("actor/militia", 2), ("actor/ardania", 1)]


def test_the_order_of_articles_does_not_matter() -> None:
    facts = [blaming(("ardania", "borland"), text="One."), blaming(("militia", "borland"), text="Two.")]
    one, other = blame_network(facts, STATES), blame_network(facts[::-1], STATES)
    assert network_file(one, "graphml") == network_file(other, "graphml")


@pytest.mark.parametrize(("fmt", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_other_programs_read_the_network_with_any_name(fmt: Any, read: Any) -> None:
    named = Linked(actors=(make_actor("Borland\x0b<&>\ud800"),))
    facts = blaming(("ardania", "borland\x0b<&>\ud800"))
    network = blame_network([facts], named)
    clean: nx.DiGraph[str] = nx.relabel_nodes(network, {node: f"n{i}" for i, node in enumerate(network)})
    written = network_file(clean, fmt)
    back = read(BytesIO(written))
    assert [data["weight"] for *_, data in back.edges(data=True)] == [1]
    assert "Borland�<&>�" in {data["label"] for _, data in back.nodes(data=True)}
    assert b"lastmodified" not in written


def told(name: str, *said: tuple[str, str, str]) -> Facts:
    """An article of one sentence a claim: its words, who blames and who is blamed."""
    article = make_article(" ".join([*(words for words, *_ in said), f"This is {name}."]), id=name)
    claims = [
        make_claim(article, words, claimants=(f"actor/{a}",), blames=(f"actor/{b}",)) for words, a, b in said
    ]
    return Facts(article, make_facts().run, claims=tuple(claims))


def test_what_a_copy_says_is_not_counted_again() -> None:
    one, two = (told(name, ("It is said.", "ardania", "borland")) for name in ("one", "two"))
    copied = Linked(
        STATES.actors, links=(Link("copyOf", two.article.key, one.article.key, 0.9, "same words"),)
    )
    assert blame_network([one, two], STATES).edges["actor/ardania", "actor/borland"]["weight"] == 2
    edge = blame_network([one, two], copied).edges["actor/ardania", "actor/borland"]
    assert (edge["weight"], edge["articles"]) == (1, 1)


def test_what_a_copy_adds_is_counted_whichever_is_read_first() -> None:
    same = "It is said.", "ardania", "borland"
    one, two = told("one", same), told("two", same, ("Another says so.", "militia", "borland"))
    links = (Link("copyOf", two.article.key, one.article.key, 0.9, "same words"),)
    for order in ((one, two), (two, one)):
        network = blame_network(iter(order), Linked(STATES.actors, links=links))
        edges = {(claimant, blamed): data["weight"] for claimant, blamed, data in network.edges(data=True)}
        assert edges == {("actor/ardania", "actor/borland"): 1, ("actor/militia", "actor/borland"): 1}
        assert [one.article for one in network.edges["actor/ardania", "actor/borland"]["claims"]] == ["one"]
