from dataclasses import replace

from accounts import ARDANIA, ARMY, BORLAND, COSMIA, accusation, facts, links, one, toll
from factory import make_actor, make_event

from kg.model import Figure, Place, Span

HOSPITAL = "Borland's jets struck the hospital in Kesh on Saturday."
REBELS = make_actor("rebels", "armed-group")
AIR = make_event(type="airstrike")
"""The same event, as an article has it that tells of jets."""


def rebels(words="Rebels shelled the hospital in Kesh on Saturday.", by=COSMIA, *, actor=REBELS, **where):
    return one(accusation(by, actor.id), words, actors=(actor,), **where)


def jets(words=HOSPITAL, by=ARDANIA, **where):
    return one(accusation(by), words, **{"event": AIR} | where)


def disputes(*said):
    found = links(*said, kind="contradicts")
    assert all(link.reason.startswith("culprit: ") for link in found)
    return found


def test_jets_of_a_state_and_shells_of_rebels_are_one_deed_in_dispute():
    (found,) = disputes(rebels(), jets())
    assert found.reason == "culprit: Borland according to Ardania, rebels according to Cosmia"
    (alike,) = disputes(
        rebels("Rebels struck the hospital in Kesh on Saturday."), jets("Its jets hit the hospital.")
    )
    (figures,) = links(one(toll(9, 9)), one(toll(17, 17, COSMIA)), kind="contradicts")
    assert found.confidence < min(alike.confidence, figures.confidence)


def test_tolls_do_not_hide_that_two_lay_a_deed_to_two_sides():
    nine, seventeen = (Figure("killed", n, n, "people") for n in (9, 17))
    few = one(
        accusation(COSMIA, REBELS.id, figures=(nine,)),
        "Rebels shelled the hospital in Kesh.",
        actors=(REBELS,),
    )
    many = one(accusation(figures=(seventeen,)), "Jets struck the hospital in Kesh.", event=AIR)
    assert disputes(few, many)


def test_named_groups_dispute_a_deed_told_otherwise_with_less_confidence():
    def sure(words):
        front = make_actor("Front", "armed-group")
        (found,) = disputes(one(accusation(COSMIA, front.id), words, actors=(front,)), jets())
        return found.confidence

    struck, shelled = (
        f"The Front {deed} the hospital in Kesh on Saturday." for deed in ("raids hit", "shelled")
    )
    assert 0 < sure(shelled) < sure(struck)


def test_blows_that_hit_other_things_places_or_days_are_not_in_dispute():
    for other in (
        rebels("Rebels shelled a market in Kesh on Saturday."),
        rebels("Rebels shelled the hospital in Kesh on Monday."),
        rebels("Rebels also shelled another hospital in Kesh on Saturday."),
        rebels("Rebels shelled Kesh on Saturday."),
        rebels("Rebels stormed the hospital in Kesh on Saturday."),
        rebels(event=make_event(id="event/mora", places=("place/mora",))),
    ):
        assert not disputes(other, jets()), other.article.text


def test_two_raids_of_one_day_on_two_towns_are_not_in_dispute():
    lands = [Place(f"place/{name.lower()}", name, within="place/north") for name in ("Kesh", "Mora")]
    lands += [Place("place/north", "North", within="place/land"), Place("place/land", "Land")]

    def named(words, town):
        start = words.index(town)
        return tuple(
            replace(land, mentions=(Span(start, start + len(town)),) if land.name == town else ())
            for land in lands
        )

    for town, apart in (("Kesh", False), ("Mora", True)):
        words = f"Rebels shelled the hospital in {town} on Saturday."
        found = disputes(rebels(words, places=named(words, town)), jets(places=named(HOSPITAL, "Kesh")))
        assert bool(found) != apart, town


def test_one_article_that_names_two_blows_tells_of_two():
    shells, raid = "Rebels shelled the hospital in Kesh.", "Jets struck the hospital in Kesh."
    claims = [(shells, accusation(COSMIA, REBELS.id)), (raid, accusation())]
    assert not disputes(facts(f"{shells} {raid}", claims=claims, actors=(REBELS,)))


def test_who_is_not_known_or_may_fight_for_the_state_or_speaks_for_both_disputes_nothing():
    for name in ("gunmen", "forces", "Borland-backed rebels", "pro-Borland militants"):
        assert not disputes(rebels(actor=replace(REBELS, id="actor/unnamed-2", name=name)), jets()), name
    assert not disputes(rebels(by=ARDANIA), jets())
    assert not disputes(rebels(), one(accusation(ARDANIA, "actor/unnamed-1"), HOSPITAL, event=AIR))
    assert not disputes(rebels(), rebels("Insurgents' mortars hit the hospital in Kesh.", ARDANIA))


def test_a_blow_told_otherwise_of_one_side_is_not_in_dispute():
    army = one(accusation(COSMIA, ARMY.id), "Its army shelled the hospital in Kesh on Saturday.")
    assert not disputes(army, jets())


def test_tolls_of_one_blow_told_otherwise_contradict_with_less_confidence():
    def sure(words):
        (found,) = links(
            one(toll(12, 12), "Shells killed 12 in Kesh on Saturday."),
            one(toll(20, 20, BORLAND), words),
            kind="contradicts",
        )
        return found.confidence

    assert sure("A raid killed 20 on Saturday.") < sure("Mortars killed 20 on Saturday.")


def test_agreement_takes_one_deed_by_one_name():
    shelled = one(accusation(), "Borland shelled the hospital in Kesh on Saturday.")
    assert links(
        shelled,
        one(accusation(COSMIA), "Borland's mortars hit the hospital.", event=AIR),
        kind="corroborates",
    )
    assert not links(shelled, jets(by=COSMIA), kind="corroborates")
