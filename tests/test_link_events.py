"""Which events of several articles are held to be one, and why."""

from dataclasses import replace
from random import Random

import pytest
from factory import make_article, make_event, make_facts, seen

from kg.link import link
from kg.link.events import Accounts
from kg.link.events.candidates import candidates
from kg.link.events.linkage import Growing, Linkage, grouped
from kg.link.events.neighbours import alike
from kg.link.events.pairs import RARE, Comparison
from kg.link.events.profile import Profile, profiles
from kg.link.events.weights import weights
from kg.link.events.words import Rarity, form, forms
from kg.model import Found, Judgement, Place

KESH, MORA, PROVINCE, FAR = "place/kesh", "place/mora", "place/north", "place/south"
PLACES = (
    Place(KESH, "Kesh", within=PROVINCE),
    Place(MORA, "Mora", latitude=5.0, longitude=5.0, within=FAR),
    Place(PROVINCE, "North", latitude=1.0, longitude=1.0, within="place/ardania"),
    Place(FAR, "South", latitude=5.0, longitude=5.0, within="place/ardania"),
    Place("place/ardania", "Ardania", latitude=2.0, longitude=2.0),
)
ONE = "Jets bombed the grain market of Kesh on Friday, killing nine traders, medics said. Stalls burned."
TWO = "Nine died when warplanes struck a crowded market in Kesh on Friday. Traders spoke of burning stalls."
DEPOT = "Planes hit a fuel depot near Mora on Friday at dawn. Smoke hung over the harbour."
OTHER = "A bridge toll dispute held up lorries at the border for hours. Drivers slept in their cabs."


def report(
    text, trigger, *, day="2031-05-02", place=KESH, published="2031-05-03", kind="airstrike", **fields
):
    """An article mainly about one event, named by the words given."""
    dated = Found(published, "text") if published else None
    article = make_article(text, id=text[:12], title=None, date=dated)
    name = f"event/{article.sha256[:12]}"
    places = (place,) if place else ()
    event = make_event(
        id=name, type=kind, names=(trigger,), date=day, places=places, mentions=seen(trigger, text), **fields
    )
    return make_facts(article, events=(event,), places=PLACES, claims=(), main_events=(name,))


def united(*articles, judgements=()):
    """The main events of the articles, as numbers: equal ones are one."""
    same = link(articles, judgements).same
    found = [same.get(one.main_events[0], one.main_events[0]) for one in articles]
    return [found.index(one) for one in found]


def test_two_reports_of_one_strike_in_other_words_are_one():
    assert united(report(ONE, "bombed"), report(TWO, "struck", published="2031-05-02")) == [0, 0]


@pytest.mark.parametrize(
    "other",
    [
        report(TWO, "struck", day="2031-06-20", published="2031-06-21"),
        report(DEPOT, "hit", place=MORA),
        report(OTHER, "dispute", kind="protest"),
    ],
    ids=["another day", "another province", "another happening"],
)
def test_reports_of_another_day_place_or_happening_stay_apart(other):
    assert united(report(ONE, "bombed"), other) == [0, 1]


def test_reports_without_day_or_place_are_compared_by_what_they_say():
    again = report(ONE + " No more is known.", "bombed", day=None, place=None)
    assert united(report(ONE, "bombed"), again) == [0, 0]
    assert united(report(ONE, "bombed"), report(OTHER, "dispute", day=None, place=None)) == [0, 1]
    nowhere = report(ONE + " More to follow.", "bombed", day=None, place=None, published=None)
    assert united(nowhere, report(OTHER, "dispute", day=None, place=None, published=None)) == [0, 1]


def test_an_inquiry_months_later_speaks_of_the_same_event():
    late = f"An inquiry found that jets bombed the grain market of Kesh. {TWO}"
    found = report(late, "bombed", published="2031-09-30")
    assert united(report(ONE, "bombed"), found) == [0, 0]
    elsewhere = report(DEPOT, "hit", day="2031-09-29", published="2031-09-30")
    assert united(report(ONE, "bombed"), elsewhere) == [0, 1]


def test_a_reason_tells_what_is_known():
    told = weights().reason({"same day": 1.0, "publication unknown": 1.0, "other type": 1.0})
    assert told.startswith("same day") and "unknown" not in told


def test_an_article_dated_in_the_future_is_compared_as_any_other():
    future = report(ONE, "bombed", day="9999-12-31", published="9999-12-31")
    assert united(future, report(TWO, "struck")) == [0, 1]


def test_every_union_tells_its_score_and_its_reason():
    (opinion,) = link([report(ONE, "bombed"), report(TWO, "struck")]).opinions
    assert opinion.followed and opinion.first < opinion.second
    assert weights().same <= opinion.confidence <= 1
    assert "same day" in opinion.reason and "same trigger" in opinion.reason


def test_two_events_of_one_article_are_not_united_by_a_third():
    first = report(ONE, "bombed")
    (event,) = first.events
    second = replace(event, id="event/second", names=("killing",), mentions=seen("killing", ONE))
    both = replace(first, events=(event, second))
    same = link([both, report(TWO, "struck")]).same
    assert len({same.get(one, one) for one in (event.id, "event/second")}) == 2


def test_a_person_unites_and_parts_what_scores_do_not():
    one, two, other = report(ONE, "bombed"), report(TWO, "struck"), report(OTHER, "dispute", kind="protest")
    ids = [facts.main_events[0] for facts in (one, two, other)]
    apart = Judgement("j/1", "different", (ids[0], ids[1]), "Ada", "2031-06-01T00:00:00Z")
    same = Judgement("j/2", "same", (ids[0], ids[2]), "Ada", "2031-06-01T00:00:01Z")
    assert united(one, two, other, judgements=(apart, same)) == [0, 1, 0]


def test_any_order_of_articles_gives_the_same_events():
    articles = [report(f"{ONE} Report {n}.", "bombed", published=f"2031-05-0{3 + n % 3}") for n in range(9)]
    expected = link(articles)
    for seed in range(4):
        shuffled = Random(seed).sample(articles, len(articles))  # noqa: S311
        found = link(shuffled)
        assert (found.same, found.opinions) == (expected.same, expected.opinions)


def test_a_thousand_reports_of_one_day_and_place_take_bounded_work():
    articles = [report(f"{ONE} Stringer {n} saw {n * 7} carts.", "bombed") for n in range(1000)]
    accounts = Accounts()
    for one in articles:
        accounts.add(one)
    opinions = list(accounts.opinions({place.id: place for place in PLACES}, {}))
    assert len(opinions) <= 10 * len(articles)
    linked = link(articles)
    assert len(linked.events) == 1
    assert len(linked.opinions) == len(articles) - 1  # what follows from others is not told


def test_an_account_reads_its_sentence_its_lead_and_its_tolls():
    facts = report("Lead one. Lead two. Lead three. Elsewhere nothing. Later shells fell on barns.", "shells")
    (main,) = profiles(facts)
    assert {"barn", "three"} <= main.words and "elsewhere" not in main.words
    beside = replace(facts, main_events=())
    (aside,) = profiles(beside)
    assert "barn" in aside.words and "three" not in aside.words
    assert main.days and main.is_dated and aside.published == main.published


def test_a_month_is_no_day_and_bounds_are_a_stretch():
    (month,) = profiles(report(ONE, "bombed", day="2031-05"))
    assert month.days is None
    (bounds,) = profiles(report(ONE, "bombed", day=None, not_before="2031-05-01", not_after="2031-05-03"))
    assert bounds.days and bounds.days[1] - bounds.days[0] == 2 and not bounds.is_dated


def test_forms_unite_irregular_words_and_endings():
    assert form("struck") == form("strikes") == form("striking")
    assert form("shot") == form("shooting") and form("fell") == form("fallen")
    assert forms("a 9 of " + "x" * 40) == {"9"}


def test_rare_words_tell_more_than_common_ones():
    rarity = Rarity()
    rarity.add(forms("The grain market of Kesh"))
    assert rarity.weight("zeugma") > rarity.weight("market") > rarity.weight("the")
    assert rarity.alike(forms("zeugma market"), forms("zeugma border")) > 0.3
    assert rarity.alike(forms("zeugma"), forms("border")) == 0 == rarity.alike(frozenset(), frozenset())


def test_texts_are_alike_by_rare_words_whatever_the_crowd():
    rarity = Rarity()
    texts = [(f"a{n}", forms(f"common words everywhere {n}")) for n in range(400)]
    texts += [("b1", forms("quokka zeugma paddock")), ("b2", forms("quokka zeugma meadow"))]
    for _, words in texts:
        rarity.add(words)
    pairs = dict(alike(texts, rarity))
    assert pairs["b1", "b2"] > 0.4
    assert len(pairs) < 25 * len(texts)


def test_groups_grow_by_the_mean_of_what_was_compared():
    scores = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.1, ("d", "e"): 0.3}
    groups = grouped(scores, 0.5)
    assert groups["a"] == groups["b"] != groups.get("c")
    assert "d" not in groups
    assert Linkage(scores).mean(["a", "b"], ["c"]) == pytest.approx(0.45)
    assert Linkage(scores).best(["a", "b"], ["c"]) == 0.8
    assert Linkage(scores).mean(["a"], ["e"]) == 0 == Linkage(scores).best(["a"], ["e"])


def test_sets_of_growing_lists_hold_what_came():
    asked: list[str] = []
    group, sets = ["a", "b"], Growing(lambda one: asked.append(one) or one.upper())
    assert sets.of(group) == {"A", "B"}
    group.append("c")
    assert sets.of(group) == {"A", "B", "C"}
    assert asked == ["a", "b", "c"]
    assert sets.of(["d"]) == {"D"}


def test_accounts_are_compared_once_and_never_with_their_own_article():
    day = (700_000, 700_000)
    one = Profile("e0", "a0", days=day, is_dated=True, places=(KESH,), type="shelling")
    made = [replace(one, id=f"e{n}", article=f"a{n // 2}") for n in range(4)]
    pairs = [(one.id, other.id) for one, other in candidates(made, [("a0", "a1")])]
    assert sorted(pairs) == [("e0", "e2"), ("e0", "e3"), ("e1", "e2"), ("e1", "e3")]


def test_what_is_told_in_passing_elsewhere_is_one_with_the_report_of_it():
    (event,) = report(TWO, "struck").events
    later = f"{OTHER} {TWO}"
    passing = replace(event, id="event/passing", mentions=seen("struck", later))
    whole = report(later, "dispute", kind="protest", place=None, day=None)
    beside = replace(whole, events=(*whole.events, passing))
    first = report(ONE, "bombed", published=None)
    same = link([first, beside]).same
    assert same.get("event/passing", "event/passing") == same.get(*first.main_events * 2)


def test_what_is_told_in_passing_meets_only_its_like_of_the_same_day():
    day, next_day = (700_000, 700_000), (700_001, 700_001)
    main = Profile("m", "a", type="shelling", days=day, is_dated=True, places=(KESH,))
    passing = Profile("p", "b", is_main=False, type="shelling", days=day, is_dated=True, places=(KESH,))
    for other, met in (
        (passing, True),
        (replace(passing, type="diplomacy"), False),
        (replace(passing, days=next_day), False),
        (replace(passing, is_dated=False), False),
        (replace(passing, places=(MORA,)), False),
    ):
        assert bool(list(candidates([main, other], []))) is met


def test_what_the_words_of_a_place_tell_is_the_same_in_any_order_of_them(monkeypatch):
    monkeypatch.setattr(Rarity, "weight", lambda *_: 0.1)  # ten of them added one by one are less than 1
    place = Place("place/long", "one two three four five six seven eight nine ten", within=PROVINCE)
    made = Profile("e1", "a1", places=(place.id,)), Profile("e2", "a2", places=(place.id,))
    features = Comparison(Rarity(), {place.id: place}, lambda *_: False).features(*made)
    assert features["same rare place"] == 1.0 / 10 / RARE
