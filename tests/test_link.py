import tracemalloc
from dataclasses import replace
from random import Random

from accounts import BORLAND, accusation, denial, facts, one, toll
from factory import make_actor, make_article, make_event, make_facts

from kg.link import link
from kg.model import Place


def test_events_of_other_days_places_or_unknown_ones_stay_apart():
    events = (
        make_event(id="event/1"),
        make_event(id="event/2", date="2031-05-02"),
        make_event(id="event/3", places=("place/mora",)),
        make_event(id="event/4", type="airstrike"),
        make_event(id="event/5", date="2031-05"),
        make_event(id="event/6", places=()),
        make_event(id="event/7", type="other"),
    )
    linked = link([make_facts(events=events)])
    assert len(linked.events) == len(events)


def test_actors_of_one_id_unite_under_the_name_used_most():
    names = ["Borland", "Republic of Borland", "Borland"]
    cast = [make_actor("Borland", kind) for kind in ("actor", "state", "state")]
    articles = [
        make_facts(make_article(str(n)), actors=(replace(actor, name=name, names=("Borlanders",)),))
        for n, (actor, name) in enumerate(zip(cast, names, strict=True))
    ]
    (actor,) = link(articles).actors
    assert (actor.name, actor.kind) == ("Borland", "state")
    assert actor.names == ("Borlanders", "Republic of Borland")
    assert actor.mentions == ()


def test_places_unite_and_keep_their_point():
    places = (Place("place/kesh", "Kesh"),), (Place("place/kesh", "Kesh", latitude=1.5, longitude=2.0),)
    linked = link(make_facts(make_article(str(n)), places=one) for n, one in enumerate(places))
    assert linked.places == (Place("place/kesh", "Kesh", latitude=1.5, longitude=2.0),)


def test_any_order_gives_the_same():
    said = [accusation(), denial(), toll(12, 12), toll(30, 30, BORLAND), accusation("actor/c")] * 3
    everything = [
        facts(
            f"N{n} says no.", f"2031-05-{4 + n % 3:02}", claims=[(f"N{n} says no", claim | {"text": str(n)})]
        )
        for n, claim in enumerate(said)
    ]
    expected = link(everything)
    assert {link.kind for link in expected.links} >= {"denies", "contradicts", "corroborates"}
    for seed in range(5):
        shuffled = Random(seed).sample(everything, len(everything))  # noqa: S311  # no secret
        assert link(shuffled) == expected


def test_linking_keeps_nothing_of_the_texts():
    def long_ones():
        for number in range(50):
            said = one(toll(number, number), f"Ardania counts {number}.")
            yield replace(said, article=replace(said.article, text=f"{number}" * 500_000))

    tracemalloc.start()
    try:
        assert link(long_ones()).events
        assert tracemalloc.get_traced_memory()[1] < 10 * 500_000
    finally:
        tracemalloc.stop()
