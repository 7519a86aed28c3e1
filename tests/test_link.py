import tracemalloc
from dataclasses import replace
from random import Random

from factory import make_actor, make_article, make_claim, make_event, make_facts

from kg.link import corpus, link
from kg.model import Figure, Found, Place

ARDANIA, BORLAND = "actor/ardania", "actor/borland"
ARMY = make_actor("Borland army", "organization", acts_for=(BORLAND,))


def facts(text, day="2031-05-04", *, event=None, actors=(), claims=()):
    """An article of a day; each claim is (first words, fields)."""
    article = make_article(text, id=text.split()[0], date=Found(day, "text") if day else None)
    event = event or make_event()
    made = tuple(make_claim(article, words, **({"about": event.id} | fields)) for words, fields in claims)
    cast = (make_actor("Ardania"), make_actor("Borland"), *actors)
    return make_facts(article, actors=cast, events=(event,), claims=made)


def accusation(claimant=ARDANIA, blamed=BORLAND, **fields):
    return {"kind": "accusation", "claimants": (claimant,), "blames": (blamed,)} | fields


def denial(claimant=BORLAND, **fields):
    return {"kind": "denial", "claimants": (claimant,), "rejects": (claimant,)} | fields


def toll(low, high, claimant=ARDANIA, **fields):
    return {"claimants": (claimant,), "figures": (Figure("killed", low, high, "people"),)} | fields


def counts(low, high, claimant=ARDANIA, **where):
    said = [(claimant, toll(low, high, claimant))]
    return facts(f"{claimant} counts {low} to {high}.", claims=said, **where)


def links(*everything, kind=None):
    return [one for one in link(everything).links if kind in (None, one.kind)]


def test_events_of_one_type_day_and_place_are_one_wherever_the_others_are():
    first = make_facts(events=(make_event(id="event/one", participants=(ARDANIA,)),))
    second = make_facts(make_article("x"), events=(make_event(id="event/two", participants=(BORLAND,)),))
    linked = link([first, second])
    (event,) = linked.events
    assert linked.same == {"event/two": event.id} and event.id == "event/one"
    assert event.participants == (ARDANIA, BORLAND)
    assert not link([first]).same


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


def test_a_denial_answers_the_accusation_in_its_article():
    one = facts("A blames B. B denies.", claims=[("A blames B", accusation()), ("B denies", denial())])
    (answer,) = links(one, kind="denies")
    assert (answer.subject, answer.object) == (one.claims[1].id, one.claims[0].id)
    assert "Borland" in answer.reason


def test_a_denial_answers_for_those_it_acts_for_with_less_confidence():
    own = facts("A blames B. B denies.", claims=[("A blames B", accusation()), ("B denies", denial())])
    army = facts(
        "A blames C. B denies.",
        actors=(ARMY,),
        claims=[("A blames C", accusation(blamed=ARMY.id)), ("B denies", denial())],
    )
    (sure,), (less,) = links(own, kind="denies"), links(army, kind="denies")
    assert less.confidence < sure.confidence


def test_a_denial_answers_no_other_actor_no_later_day_no_other_event_and_not_itself():
    blame = facts("A blames B.", claims=[("A blames B", accusation())])
    for answer in (
        facts("B denies.", claims=[("B denies", denial(rejects=(ARDANIA,)))]),
        facts("B denies.", "2031-05-03", claims=[("B denies", denial())]),
        facts("B denies.", None, claims=[("B denies", denial())]),
        facts("B denies.", event=make_event(id="event/x", date="2030-01-01"), claims=[("B", denial())]),
        facts("A denies.", claims=[("A denies", denial(ARDANIA, rejects=(BORLAND,)))]),
    ):
        assert not links(blame, answer, kind="denies")
    assert links(blame, facts("B denies.", claims=[("B denies", denial())]), kind="denies")


def test_a_denial_answers_a_likely_event_with_less_confidence_and_no_unlikely_one():
    blame = facts("A blames B.", claims=[("A blames B", accusation())])
    for event, likely in (
        (make_event(id="event/x", type="bombing", date=None), True),
        (make_event(id="event/x", type="airstrike", date="2031-05-02"), True),
        (make_event(id="event/x", type="airstrike", date="2031-04-20"), False),
        (make_event(id="event/x", type="bombing", date=None, places=("place/mora",)), False),
        (make_event(id="event/x", type="aid", date=None), False),
    ):
        answer = facts("B denies.", "2031-05-05", event=event, claims=[("B denies", denial())])
        assert [one.confidence for one in links(blame, answer, kind="denies")] == [0.5] * likely, event
        later = facts("B denies.", "2031-06-05", event=event, claims=[("B denies", denial())])
        assert not links(blame, later, kind="denies")


def test_figures_that_exclude_each_other_contradict_and_others_do_not():
    cases = (30, 30, True), (30, None, True), (10, None, False), (None, 15, False), (None, 5, True)
    for low, high, apart in cases:
        found = links(counts(12, 12), counts(low, high, BORLAND), kind="contradicts")
        assert bool(found) == apart, (low, high)
        assert all(one.subject < one.object for one in found)


def test_figures_of_other_measures_or_events_or_of_one_claimant_and_day_do_not_contradict():
    wounded = {"claimants": (BORLAND,), "figures": (Figure("wounded", 30, 30, "people"),)}
    others = (
        facts("B counts.", claims=[("B", wounded)]),
        counts(30, 30, BORLAND, event=make_event(id="event/x", places=("place/x",))),
        counts(30, 30),
    )
    assert not any(links(counts(12, 12), other) for other in others)


def test_a_claimant_who_changes_a_figure_revises_it():
    first, later = counts(12, 12, day="2031-05-04"), counts(30, 30, day="2031-05-06")
    (revision,) = links(later, first, kind="revises")
    assert (revision.subject, revision.object) == (later.claims[0].id, first.claims[0].id)
    assert len(links(first, later, kind="contradicts")) == 1


def test_independent_accusers_corroborate_and_those_who_repeat_do_not():
    first = facts("A blames B.", claims=[("A blames B", accusation())])
    apart = facts("C also blames B.", claims=[("C also", accusation("actor/cosmia"))])
    assert len(links(first, apart, kind="corroborates")) == 1
    for other in (
        facts("C blames B too.", claims=[("C", accusation("actor/cosmia", via=(ARDANIA,)))]),
        facts("Some blame B.", claims=[("Some", accusation("actor/unnamed-1"))]),
        facts("A blames B again.", claims=[("A", accusation())]),
        facts("C, A blames B", claims=[("A blames B", accusation("actor/cosmia"))]),
    ):
        assert not links(first, other, kind="corroborates")


def test_any_order_gives_the_same():
    said = [accusation(), denial(), toll(12, 12), toll(30, 30, BORLAND), accusation("actor/c")] * 3
    everything = [
        facts(f"N{n} says.", f"2031-05-{4 + n % 3:02}", claims=[("N", one | {"text": str(n)})])
        for n, one in enumerate(said)
    ]
    expected = link(everything)
    assert {one.kind for one in expected.links} >= {"denies", "contradicts", "corroborates"}
    for seed in range(5):
        shuffled = Random(seed).sample(everything, len(everything))  # noqa: S311  # no secret
        assert link(shuffled) == expected


def test_a_thousand_repeating_outlets_make_no_million_links():
    said = [accusation(f"actor/outlet-{n}", text=str(n)) for n in range(200)]
    many = [facts(f"N{n} says.", claims=[("N", one)]) for n, one in enumerate(said)]
    assert len(links(*many)) == corpus.MOST_VOICES * (corpus.MOST_VOICES - 1) // 2


def test_of_several_reasons_the_first_by_alphabet_is_told():
    measures = ("wounded", "missing", "killed", "displaced", "captured")
    for day in range(1, 9):
        few, many = (tuple(Figure(one, n, n, "people") for one in measures) for n in (day, 99))
        first, second = toll(1, 1) | {"figures": few}, toll(2, 2, BORLAND) | {"figures": many}
        (found,) = links(
            facts(f"N{day}", claims=[(f"N{day}", first)]), facts(f"M{day}", claims=[(f"M{day}", second)])
        )
        assert found.reason == f"captured, people: {day} against 99"


def test_linking_keeps_nothing_of_the_texts():
    def long_ones():
        for number in range(50):
            one = counts(number, number)
            yield replace(one, article=replace(one.article, text=f"{number}" * 500_000))

    tracemalloc.start()
    try:
        assert link(long_ones()).events
        assert tracemalloc.get_traced_memory()[1] < 10 * 500_000
    finally:
        tracemalloc.stop()
