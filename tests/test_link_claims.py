from dataclasses import replace
from random import Random

from accounts import (
    ARDANIA,
    ARMY,
    BORLAND,
    COSMIA,
    GAZETTE,
    accusation,
    admission,
    denial,
    facts,
    links,
    one,
    statement,
    toll,
)
from factory import make_actor, make_event

from kg.link import corpus, link
from kg.link.answers import MOST_ANSWERED
from kg.link.corpus import Corpus
from kg.link.described import described
from kg.link.ground import NEXT_DAY, VAGUE, timing
from kg.link.said import comparable
from kg.model import Actor, Figure, Judgement, Linked, Place, Reason, Span

SHELLED, LATER = "Borland shelled Kesh.", "2031-05-06"


# Denials


def test_a_denial_answers_the_accusation_in_its_article():
    said = facts("A blames B. B denies.", claims=[("A blames B", accusation()), ("B denies", denial())])
    (answer,) = links(said, kind="denies")
    assert (answer.subject, answer.object) == (said.claims[1].id, said.claims[0].id)
    assert answer.reason == "of one event: clears Borland"


def test_a_denial_far_from_the_accusation_in_its_article_is_less_sure():
    def answer(between):
        text = f"A blames B. {between} B denies."
        return links(
            facts(text, claims=[("A blames B", accusation()), ("B denies", denial())]), kind="denies"
        )

    (near,), (far,) = answer(""), answer("Much else was said. " * 40)
    assert far.confidence < near.confidence


def test_a_denial_answers_for_those_it_acts_for_with_less_confidence():
    own = facts("A blames B. B denies.", claims=[("A blames B", accusation()), ("B denies", denial())])
    army = facts("A. B denies.", claims=[("A.", accusation(blamed=ARMY.id)), ("B denies", denial())])
    (sure,), (less,) = links(own, kind="denies"), links(army, kind="denies")
    assert less.confidence < sure.confidence
    assert less.reason.endswith("of what Borland army is blamed for")


def test_a_denial_answers_no_other_actor_no_later_day_no_other_event_and_not_its_own_side():
    blame = one(accusation(), "A blames B.")
    for answer in (
        one(denial(rejects=(ARDANIA,)), "B denies."),
        one(denial(), "B denies.", "2031-05-03"),
        one(denial(), "B denies.", event=make_event(id="event/x", date="2030-01-01")),
        one(denial(ARDANIA, rejects=(BORLAND,)), "A denies."),
    ):
        assert not links(blame, answer, kind="denies")
    assert links(blame, one(denial(), "B denies."), kind="denies")
    by_its_army = one(accusation(ARMY.id), "The army blames B.")
    assert not links(by_its_army, one(denial(), "B denies."), kind="denies")


def test_a_denial_of_unknown_day_answers_with_less_confidence():
    blame = one(accusation(), "A blames B.")
    (dated,), (undated,) = (
        links(blame, one(denial(), "B denies.", day), kind="denies") for day in ("2031-05-04", None)
    )
    assert undated.confidence < dated.confidence


def test_a_denial_that_names_nobody_clears_who_denies():
    blame = one(accusation(), "A blames B.")
    for rejects in ((), ("actor/unnamed-1",)):
        (found,) = links(blame, one(denial(rejects=rejects), "B denies."), kind="denies")
        assert "clears Borland" in found.reason
    unnamed = denial("actor/unnamed-2", rejects=())
    assert not links(blame, one(unnamed, "Somebody denies."), kind="denies")


def test_a_denial_answers_a_statement_of_who_did_it_only_where_nobody_blames():
    denies = one(denial(), "B denies.", LATER)
    says, blames = one(statement(), "A says B did."), one(accusation(COSMIA), "C blames B.")
    (found,) = links(says, denies, kind="denies")
    assert found.object == says.claims[0].id
    (found,) = links(says, blames, denies, kind="denies")
    assert found.object == blames.claims[0].id
    assert not links(one(toll(3, 3), "A counts 3."), denies, kind="denies")


def test_a_denial_answers_a_likely_event_with_less_confidence_and_no_unlikely_one():
    blame = one(accusation(), "A blames B.")
    for event, likely in (
        (make_event(id="event/x", type="bombing", date=None), True),
        (make_event(id="event/x", type="airstrike", date="2031-05-02"), True),
        (make_event(id="event/x", type="airstrike", date="2031-04-20"), False),
        (make_event(id="event/x", type="bombing", date=None, places=("place/mora",)), False),
        (make_event(id="event/x", type="aid", date=None), False),
    ):
        answer = one(denial(), "B denies.", "2031-05-05", event=event)
        found = links(blame, answer, kind="denies")
        assert [found.confidence < 0.6 for found in found] == [True] * likely, event
        assert not links(blame, one(denial(), "B denies.", "2031-06-05", event=event), kind="denies")


def test_a_denial_answers_the_latest_accusations_and_a_copied_one_once():
    blames = [one(accusation(f"actor/n{n}"), f"N{n} blames B.", f"2031-05-{n:02}") for n in range(4, 24)]
    answer = one(denial(), "B denies.", "2031-05-30")
    found = links(*blames, answer, kind="denies")
    assert {link.object for link in found} == {said.claims[0].id for said in blames[-MOST_ANSWERED:]}
    text = " ".join(f"word{n}" for n in range(60))
    copies = [one(accusation(), f"{text} {tail}") for tail in "abc"]
    assert len(links(*copies, answer, kind="denies")) == 1


def test_a_denial_that_a_copy_repeats_answers_nothing_beyond_it():
    text = " ".join(f"word{n}" for n in range(60))
    first = one(denial(), f"{text}, B denies.", "2031-05-04")
    copy = one(denial(), f"{text}, B denies it.", "2031-05-06")
    blame = one(accusation(), "A blames B.", "2031-05-05")
    assert not links(first, copy, blame, kind="denies")
    own = one(denial(), "B denies.", "2031-05-06")
    assert len(links(first, own, blame, kind="denies")) == 1


# Figures


def test_figures_that_exclude_each_other_contradict_and_others_do_not():
    cases = (30, 30, True), (30, None, True), (10, None, False), (None, 15, False), (None, 5, True)
    for low, high, apart in cases:
        found = links(one(toll(12, 12)), one(toll(low, high, BORLAND)), kind="contradicts")
        assert bool(found) == apart, (low, high)
        assert all(link.subject < link.object for link in found)


def test_the_farther_figures_lie_apart_the_less_likely_are_they_of_one_thing():
    (near,), (far,) = (
        links(one(toll(12, 12)), one(toll(n, n, BORLAND)), kind="contradicts") for n in (14, 80)
    )
    assert far.confidence < near.confidence
    assert near.reason == "killed, people: 12 against 14"
    assert not links(one(toll(12, 12)), one(toll(9000, 9000, BORLAND)), kind="contradicts")


def test_figures_of_other_measures_or_events_or_of_one_side_do_not_contradict():
    for other in (
        one(toll(30, 30, BORLAND, measure="wounded")),
        one(toll(30, 30, BORLAND), event=make_event(id="event/x", places=("place/x",))),
        one(toll(30, 30)),
        one(toll(30, 30, ARMY.id), "The army counts.", actors=(make_actor("Borland"),)),
    ):
        mine = one(toll(12, 12, BORLAND if ARMY.id in other.claims[0].claimants else ARDANIA), "I count 12.")
        assert not links(mine, other, kind="contradicts")


def test_a_part_of_the_people_contradicts_only_where_it_is_more_than_all():
    people = one(toll(12, 12), "A counts 12.")
    for number, apart in ((5, False), (12, False), (20, True)):
        for counted in ("civilians", "children"):
            part = one(toll(number, number, BORLAND, counted), "B counts some.")
            assert bool(links(people, part, kind="contradicts")) == apart
    assert not links(people, one(toll(20, 20, BORLAND, "vehicles"), "B counts cars."), kind="contradicts")
    (found,) = links(people, one(toll(20, 20, BORLAND, "aid-workers"), "B counts."), kind="contradicts")
    assert found.reason == "killed: 12 people against 20 aid workers"


def test_figures_that_their_own_words_tie_to_other_happenings_do_not_contradict():
    mine = one(toll(12, 12), "Ardania counts 12 killed by shells on Friday.")
    for words in (
        "Borland counts 20 killed by shells on Monday.",
        "Borland counts 20 killed since the war began.",
        "Borland counts another 20 killed by shells.",
        "Borland counts 20 killed in clashes.",
        "Borland counts 20 killed in the past two weeks.",
    ):
        assert not links(mine, one(toll(20, 20, BORLAND), words), kind="contradicts"), words
    assert links(mine, one(toll(20, 20, BORLAND), "Borland counts 20 killed by mortars."), kind="contradicts")


def test_figures_for_places_that_lie_apart_do_not_contradict():
    lands = (
        Place("place/ardania", "Ardania"),
        Place("place/north", "North", within="place/ardania"),
        Place("place/south", "South", within="place/ardania"),
        *(Place(f"place/{name}", name, within="place/north") for name in ("Kesh", "Mora")),
        Place("place/zell", "Zell", within="place/south"),
    )

    def count(number, claimant, place):
        text = f"{claimant} counts {number} killed by shells on Friday in {place}."
        start = text.index(place)
        named = tuple(
            replace(land, mentions=(Span(start, start + len(place)),) if land.name == place else ())
            for land in lands
        )
        return one(toll(number, number, claimant), text, places=named)

    def sure(place):
        found = links(count(12, ARDANIA, "Kesh"), count(20, BORLAND, place), kind="contradicts")
        return found[0].confidence if found else 0

    assert sure("Kesh") == sure("North") == sure("Ardania") > sure("Mora") > sure("Zell") == 0


def test_figures_of_deeds_of_others_do_not_contradict():
    mine = one(toll(12, 12, blames=(BORLAND,), kind="accusation"), "A counts 12.")
    theirs = one(toll(20, 20, BORLAND, blames=(ARDANIA,), kind="accusation"), "B counts 20.")
    assert not [found for found in links(mine, theirs, kind="contradicts") if "killed" in found.reason]


def test_what_an_article_sums_up_itself_does_not_contradict_those_it_quotes():
    own = {"mode": "own-voice"} | toll(20, 20, GAZETTE)
    for number, apart in ((5, False), (18, True)):
        said = facts("20 died. A counts some.", claims=[("20 died", own), ("A counts", toll(number, number))])
        assert bool(links(said, kind="contradicts")) == apart


def test_every_number_is_heard_before_one_is_heard_twice():
    many = [one(toll(12, 12, f"actor/outlet-{n}"), f"N{n} counts 12.") for n in range(3 * corpus.MOST_VOICES)]
    found = links(*many, one(toll(30, 30, BORLAND), "B counts 30.", LATER), kind="contradicts")
    assert len(found) == corpus.MOST_VOICES - 1


def test_of_several_reasons_the_first_by_alphabet_is_told():
    measures = ("wounded", "missing", "killed", "displaced", "captured")
    for day in range(4, 9):
        few, many = (tuple(Figure(each, n, n, "people") for each in measures) for n in (day, 9))
        first, second = toll(1, 1) | {"figures": few}, toll(2, 2, BORLAND) | {"figures": many}
        found = links(one(first, f"N{day}"), one(second, f"M{day}"), kind="contradicts")
        assert [link.reason for link in found] == [f"captured, people: {day} against 9"] * (day < 9)


# Culprits, intent, victims


def test_two_who_blame_each_other_for_one_deed_contradict():
    mine = one(accusation(), SHELLED)
    (each,) = links(mine, one(accusation(BORLAND, ARDANIA), "Ardania shelled it."), kind="contradicts")
    assert each.reason == "culprit: Ardania according to Borland, Borland according to Ardania"
    assert not links(mine, one(accusation(COSMIA, "actor/d"), "D shelled Kesh."), kind="contradicts")
    alike = [
        one(claim, f"Shells fell on Friday: {who}.")
        for who, claim in (("B", accusation()), ("D", accusation(COSMIA, "actor/d")))
    ]
    (third,) = links(*alike, kind="contradicts")
    assert third.confidence < each.confidence


def test_those_who_name_one_side_or_other_deeds_or_no_name_do_not_contradict():
    mine = one(accusation(), SHELLED)
    clash = make_event(id="event/x", type="ground-attack", places=("place/x",))
    for other in (
        one(accusation(COSMIA, ARMY.id), "Its army shelled Kesh."),
        one(accusation(BORLAND, "actor/unnamed-1"), "Gunmen shelled Kesh."),
        one(accusation(BORLAND, ARDANIA), "Ardania shelled it.", event=clash),
        one(accusation(BORLAND, ARDANIA), "Ardania's planes bombed it on Monday."),
        one(statement(BORLAND, ARDANIA), "Ardania was there."),
    ):
        assert not links(mine, other, kind="contradicts")


def test_intent_contradicts_for_one_actor_and_event():
    mine = one(accusation(intent="intentional"), "A says on purpose.")
    slip = denial(intent="unintentional")
    (found,) = links(mine, one(slip, "B says by mistake."), kind="contradicts")
    assert found.reason == "intent of Borland: on purpose against by mistake"
    for other in (
        denial(intent="unintentional", rejects=(COSMIA,)),
        accusation(COSMIA, intent="intentional"),
        accusation(COSMIA),
    ):
        assert not links(mine, one(other, "Another says so."), kind="contradicts")


def test_militants_hit_contradict_civilians_hit():
    strike = make_event(id="event/s", type="airstrike")

    def against(doers, others, *, by=BORLAND):
        claims = (statement(by, BORLAND), doers), (accusation(), others)
        said = [one(claim, words, event=strike) for claim, words in claims]
        return [found.reason for found in links(*said, kind="contradicts")]

    hit = ["hit: militants against civilians"]
    assert against("Its jets killed several militants.", "Its jets killed a dozen civilians.") == hit
    assert against("Terrorists were hit there.", "Residents were killed there.") == hit
    assert against("Terrorists were hit there.", "Soldiers were killed there.") == [
        "hit: militants against soldiers"
    ]
    assert against("Its jets hit militants and civilians.", "Its jets killed civilians.") == []
    assert against("Its jets hit no civilians.", "Its jets struck fighters.") == []
    assert against("The town was shelled by militants.", "Civilians were killed.") == []
    clash = make_event(id="event/c", type="ground-attack", places=("place/c",))
    said = [
        one(accusation(), "It killed civilians.", event=clash),
        one(statement(BORLAND), "It hit militants.", event=clash),
    ]
    assert not links(*said, kind="contradicts")


def test_figures_tell_who_was_hit_before_words_do():
    strike = make_event(id="event/s", type="airstrike")
    doer = {"attributes": (BORLAND,)}
    mine = one(toll(5, 5, BORLAND, "militants", **doer), "Civilians were killed.", event=strike)
    theirs = one(toll(4, 4, ARDANIA, "women"), "Militants were hit.", event=strike)
    (found,) = links(mine, theirs, kind="contradicts")
    assert found.reason == "hit: militants against civilians"


# Agreement


def test_independent_accusers_corroborate_and_those_who_repeat_do_not():
    first = one(accusation(), "A blames B.")
    apart = one(accusation(COSMIA), "C also blames B.")
    (found,) = links(first, apart, kind="corroborates")
    assert found.reason == "both blame Borland for one event"
    for other in (
        one(accusation(COSMIA, via=(ARDANIA,)), "C blames B too."),
        one(accusation("actor/unnamed-1"), "Some blame B."),
        one(accusation(), "A blames B again."),
        one(
            accusation("actor/its-ministry"),
            "It blames B.",
            actors=(make_actor("Its ministry", acts_for=(ARDANIA,)),),
        ),
        one(denial(COSMIA, rejects=(BORLAND,)), "C does not."),
    ):
        assert not links(first, other, kind="corroborates")


def test_the_same_words_do_not_corroborate_whoever_says_them():
    words = "planes of Borland came at dawn and bombed the bridge of Kesh"
    said = [
        facts(f"{who} said that {words}.", claims=[(words, accusation(who))]) for who in (ARDANIA, COSMIA)
    ]
    assert not links(*said, kind="corroborates")


def test_two_who_speak_for_one_state_do_not_corroborate_nor_two_names_of_one():
    offices = [
        make_actor(f"Ardanian {name}", "organization", acts_for=(ARDANIA,)) for name in ("army", "police")
    ]
    said = [one(accusation(office.id), f"{office.name} blames B.", actors=offices) for office in offices]
    assert not links(*said, kind="corroborates")
    local = [make_actor("Border Watch"), Actor("actor/watch-ab12ab12", "Watch", "organization")]
    said = [one(accusation(actor.id), f"{actor.name}: B!", actors=local) for actor in local]
    assert not links(*said, kind="corroborates")


def test_an_article_does_not_corroborate_those_it_quotes():
    own = accusation(GAZETTE, mode="own-voice")
    said = facts("B did it. C blames B.", claims=[("B did it", own), ("C blames B", accusation(COSMIA))])
    assert not links(said, kind="corroborates")
    apart = one(own, "B did it."), one(accusation(COSMIA), "C blames B.", publisher="actor/other")
    assert links(*apart, kind="corroborates")


def test_what_one_agency_passes_on_of_two_is_said_by_two():
    said = [one(accusation(who, via=("actor/agency",)), f"{who} blames B.") for who in (ARDANIA, COSMIA)]
    assert links(*said, kind="corroborates")


def test_figures_agree_where_their_ranges_nearly_are_one():
    for low, high, agree in (
        (62, 62, True),
        (60, None, True),
        (40, None, False),
        (50, 90, False),
        (None, 99, False),
    ):
        found = links(
            one(toll(62, 62), "A counts."), one(toll(low, high, COSMIA), "C counts."), kind="corroborates"
        )
        assert bool(found) == agree, (low, high)
    (found,) = links(
        one(toll(62, 62), "A counts."), one(toll(62, None, COSMIA), "C counts."), kind="corroborates"
    )
    assert found.reason == "killed, people: 62, and at least 62"


def test_who_says_that_one_did_it_corroborates_less_than_who_blames():
    (says,) = links(
        one(statement(), "A says B did."), one(statement(COSMIA), "C as well."), kind="corroborates"
    )
    (blames,) = links(
        one(accusation(), "A blames B."), one(accusation(COSMIA), "C too."), kind="corroborates"
    )
    assert says.reason == "both say that Borland did it"
    assert says.confidence < blames.confidence


def test_copies_neither_corroborate_nor_contradict_and_speak_once():
    text = " ".join(f"word{n}" for n in range(60))

    def story(tail, *claims):
        return facts(f"{text} {tail}", claims=[(tail, claim) for claim in claims])

    first, copy = story("one", accusation(), toll(3, 3)), story("two", accusation(COSMIA), toll(9, 9, COSMIA))
    assert {found.kind for found in links(first, copy)} == {"copyOf"}
    own = {"mode": "own-voice"}
    outlets = [story(f"n{n}", toll(3, 3, f"actor/outlet-{n}") | own) for n in range(9)]
    other = one(toll(8, 8, BORLAND), "B counts 8.")
    assert len(links(*outlets, other, kind="contradicts")) == 2  # the original's, and that of all copies


# Changed stories


def test_a_claimant_who_changes_a_figure_revises_it():
    first, later = one(toll(12, 12), "A counts 12."), one(toll(30, 30), "A counts 30.", LATER)
    (revision,) = links(later, first, kind="revises")
    assert (revision.subject, revision.object) == (later.claims[0].id, first.claims[0].id)
    assert len(links(first, later, kind="contradicts")) == 1
    assert not links(first, one(toll(30, 30), "A counts 30."), kind="revises")
    assert not links(first, one(toll(10, None), "A counts more.", LATER), kind="revises")


def test_a_claimant_who_turns_round_revises():
    for first, later, reason in (
        (denial(), admission(), "denial, then admission: whether Borland did it"),
        (
            accusation(),
            denial(ARDANIA, rejects=(BORLAND,)),
            "accusation, then denial: whether Borland did it",
        ),
        (accusation(), accusation(blamed=COSMIA), "culprit: Borland against Cosmia"),
        (
            admission(intent="intentional"),
            admission(intent="unintentional"),
            "intent of Borland: on purpose against by mistake",
        ),
    ):
        said = (
            one(first, "It spoke of the shells on Friday."),
            one(later, "On Friday it shelled Kesh.", LATER),
        )
        (found,) = links(*said, kind="revises")
        assert found.subject == said[1].claims[0].id
        assert found.reason == reason
        assert len(links(*said, kind="contradicts")) == 1


def test_who_denies_the_intent_may_admit_the_deed_and_others_revise_nothing():
    for first, later in (
        (denial(intent="unintentional"), admission()),
        (denial(), admission(ARDANIA, attributes=(BORLAND,))),
        (denial("actor/unnamed-1", rejects=(BORLAND,)), admission("actor/unnamed-1", attributes=(BORLAND,))),
    ):
        said = one(first, "It said one thing."), one(later, "It said the opposite.", LATER)
        assert not links(*said, kind="revises")


# Of all kinds


def test_links_are_as_sure_as_their_claims_and_hardly_sure_ones_are_not_made():
    def answer(sure):
        return links(
            one(accusation(confidence=sure), "A."), one(denial(confidence=sure), "B denies."), kind="denies"
        )

    (high,), (low,) = answer(1.0), answer(0.6)
    assert low.confidence == round(0.6 * high.confidence, 2)
    assert answer(0.2) == []


def test_a_vague_event_links_claims_of_two_articles_with_less_confidence():
    def agree(**event):
        said = [
            one(accusation(who), f"{who} blames B.", event=make_event(**event)) for who in (ARDANIA, COSMIA)
        ]
        return links(*said, kind="corroborates")

    (sharp,), (vague,) = agree(), agree(date=None)
    assert vague.confidence < sharp.confidence


def test_any_order_gives_the_same():
    claims = [
        accusation(), accusation(BORLAND, ARDANIA), denial(), admission(), toll(12, 12),
        toll(30, 30, BORLAND), toll(12, None, COSMIA), statement(COSMIA),
        accusation(COSMIA, intent="intentional"), admission(intent="unintentional"),
    ]  # fmt: skip
    everything = [
        one(claim, f"N{n} is not so.", f"2031-05-{4 + n % 3:02}") for n, claim in enumerate(claims * 2)
    ]
    expected = link(everything)
    assert {found.kind for found in expected.links} == {"denies", "contradicts", "corroborates", "revises"}
    for seed in range(5):
        assert link(Random(seed).sample(everything, len(everything))) == expected  # noqa: S311  # no secret


def test_thousands_of_articles_on_one_day_and_place_make_few_links():
    claims = [
        accusation,
        lambda who: denial(who, rejects=(BORLAND,)),
        lambda who: toll(len(who), len(who), who),
    ]
    many = [one(claims[n % 3](f"actor/voice-{n:x}"), f"N{n}.") for n in range(3000)]
    found = links(*many)
    pairs = corpus.MOST_VOICES * (corpus.MOST_VOICES - 1) // 2
    assert sum(link.kind == "corroborates" for link in found) <= 3 * pairs
    assert sum(link.kind == "contradicts" for link in found) <= 3 * pairs
    assert sum(link.kind == "denies" for link in found) <= 1000 * MOST_ANSWERED


def test_claims_whose_words_have_more_in_common_are_surer_of_one_thing():
    def agree(words):
        said = [one(accusation(who), f"{who}: {words}") for who in (ARDANIA, COSMIA)]
        return links(*said, kind="corroborates")[0].confidence

    assert agree("shells fell on Friday at noon.") > agree("shells fell.") > agree("blames B.")


def test_whose_spokesman_is_not_known_hardly_corroborates_in_an_article():
    person = make_actor("Gil Orr", "person")

    def agree(**fields):
        speaker = replace(person, **fields)
        claims = (("A says B shelled it.", accusation()), ("Orr says B shelled it.", accusation(speaker.id)))
        text = " ".join(words for words, _ in claims)
        return links(facts(text, actors=(speaker,), claims=claims), kind="corroborates")

    (placed,), (unplaced,) = agree(acts_for=(COSMIA,)), agree()
    assert unplaced.confidence < placed.confidence


def test_one_sentence_read_in_two_ways_is_not_two_claims():
    claims = [("shells fell on B", {"text": "shells fell", **accusation(who)}) for who in (ARDANIA, COSMIA)]
    assert not links(facts("A and C say shells fell on B.", claims=claims), kind="corroborates")


def test_a_number_told_roughly_does_not_contradict_one_near_it():
    exact = one(toll(29, 29), "Ardania counts 29 dead of shells.")
    for words, apart in (
        ("Cosmia counts nearly 30 dead of shells.", False),
        ("Cosmia counts 30 dead of shells.", True),
    ):
        assert bool(links(exact, one(toll(30, 30, COSMIA), words), kind="contradicts")) == apart


def test_descriptions_are_no_names():
    rebels, gunmen = make_actor("rebels", "actor"), make_actor("NGO", "organization")
    for actor in (rebels, gunmen):
        said = [one(accusation(who), f"{who} blames B.", actors=(actor,)) for who in (ARDANIA, actor.id)]
        assert not links(*said, kind="corroborates")
        blamed = [
            one(accusation(who, actor.id), f"{who} blames them.", actors=(actor,))
            for who in (ARDANIA, COSMIA)
        ]
        assert not links(*blamed, kind="corroborates")


def told(day, said="2031-05-04", key="event/x"):
    event = make_event(id=key, date=day)
    (claim,) = comparable(one(accusation(), "A blames B.", said, event=event))
    return claim


def test_what_two_articles_tell_of_other_days_is_hardly_one_though_the_event_is():
    corpus = Corpus.of((), Linked(), {})
    day = told("2031-05-03")
    assert timing(day, told("2031-05-03"), corpus) == 1
    assert timing(day, told("2031-05-04"), corpus) == NEXT_DAY
    assert timing(day, told("2031-05-09"), corpus) == 0
    assert timing(day, told("2031-05"), corpus) == VAGUE
    assert VAGUE > timing(day, told(None), corpus) > timing(day, told(None, "2031-05-09"), corpus)
    assert 0 < timing(day, told(None, "2031-08-01"), corpus) < VAGUE
    assert timing(day, told("2031-06"), corpus) == 0


def test_days_decide_nothing_where_a_person_holds_two_events_to_be_one():
    first = one(accusation(), "A blames B for the shells.", event=make_event(id="event/a"))
    later = one(accusation(COSMIA), "C: shells of B.", event=make_event(id="event/b", date="2031-05-09"))
    same = Judgement("j1", "same", ("event/a", "event/b"), "somebody", "2031-06-01T00:00:00Z")
    assert not links(first, later)
    found = link([first, later], [same]).links
    assert [one.kind for one in found] == ["corroborates"]


def test_dates_in_words_tie_a_claim_to_its_day():
    mine = one(toll(12, 12), "Ardania counts 12 dead of shells.")
    for words, apart in (
        ("Cosmia counts 20 dead of shells on 3 May.", True),
        ("Cosmia counts 20 dead of shells on May 2.", True),
        ("Cosmia counts 20 dead of shells on Jan. 25.", False),
        ("Cosmia said on May 4 that 20 are dead of shells.", True),
    ):
        assert bool(links(mine, one(toll(20, 20, COSMIA), words), kind="contradicts")) == apart, words


def test_links_are_as_sure_as_those_whom_claims_are_laid_to():
    def agree(words="C blames B for the shells.", **fields):
        said = one(accusation(), "A blames B for shells."), one(accusation(COSMIA, **fields), words)
        return links(*said, kind="corroborates")[0].confidence

    read = agree(reasons=(Reason("blames", "head blames", 0.5), Reason("kind", "head accusation", 0.1)))
    assert agree() > read
    assert agree() > agree(certainty="possible") == agree("C: shells, either of B or D.")


def test_counts_of_which_one_may_be_part_of_another_contradict_nothing():
    two = {"claimants": (COSMIA,), "figures": tuple(Figure("killed", n, n, "people") for n in (27, 12))}
    mine = one(toll(35, 35), "Ardania counts 35 dead of shells.")
    assert not links(mine, one(two, "Cosmia counts 27 dead of shells, 12 unknown."), kind="contradicts")
    for words, apart in (
        ("Cosmia counts six more dead of shells.", False),
        ("It has more than 5 dead of shells.", True),
    ):
        assert bool(links(mine, one(toll(6, 6, COSMIA), words), kind="contradicts")) == apart


# What samples of links taught


def placed(claim, words, *named, within, told="place/kesh"):
    """An article whose one claim names places in its words; `within` says what lies in what."""
    every = {*within, *within.values(), *named, told}
    places = tuple(
        Place(f"place/{name}", name.title(), within=f"place/{within[name]}" if name in within else None,
              mentions=(Span(0, 1),) if name in named else ())
        for name in sorted(one.removeprefix("place/") for one in every)
    )  # fmt: skip
    return one(claim, words, places=places, event=make_event(places=(told,)))


LANDS = {"kesh": "east", "mar": "west", "east": "borland", "west": "borland"}


def test_a_country_that_two_claims_name_is_no_place_they_share():
    low, high = toll(12, 12), toll(30, 30, BORLAND)

    def counts(*where):
        return links(
            placed(low, "12 shot dead.", "borland", "mar", within=LANDS),
            placed(high, "30 shot dead.", "borland", *where, within=LANDS),
            kind="contradicts",
        )

    assert counts("mar")
    assert not counts("kesh")


def test_claims_that_name_another_quarter_beside_one_town_are_less_sure():
    low, high = toll(12, 12), toll(30, 30, BORLAND)

    def sure(*where):
        (found,) = links(
            placed(low, "12 shot dead.", "kesh", "docks", within=LANDS),
            placed(high, "30 shot dead.", "kesh", *where, within=LANDS),
            kind="contradicts",
        )
        return found.confidence

    assert sure("mill") < sure() == sure("docks")


def test_a_shared_place_of_a_far_country_does_not_unite_what_lies_apart():
    low, high = toll(12, 12), toll(30, 30, BORLAND)
    lands = LANDS | {"far": "south", "south": "cosmia"}

    def counts(*where):
        return links(
            placed(low, "12 shot dead.", "far", "kesh", within=lands),
            placed(high, "30 shot dead.", "far", *where, within=lands),
            kind="contradicts",
        )

    assert counts("kesh")
    assert not counts("mar")


def test_whose_unnamed_jets_act_for_the_other_culprit_names_no_other():
    jets = make_actor("jets", "unnamed", acts_for=(BORLAND,))

    def against(*blamed):
        theirs = one(accusation(COSMIA, blames=blamed), "It was jets that bombed Kesh.", actors=(jets,))
        return links(one(accusation(), "Jets bombed Kesh."), theirs, kind="contradicts")

    assert against(ARDANIA)
    assert not against(ARDANIA, jets.id)


def test_a_description_puts_its_bearer_on_a_side():
    def jets(name, kind="unnamed"):
        return Actor(f"actor/{name.replace(' ', '-').lower()}-0a1b2c3d4e", name, kind)

    state = make_actor("Borland", "state", names=("Borlandic", "Tar City"))
    ruler = make_actor("Jo Quill", "person", names=("Quill",), acts_for=(BORLAND,))
    theirs = [jets("Borlandic warplanes"), jets("Quills air force"), jets("Quill's jets")]
    others = [jets("Borlandic rebels"), jets("Borlandic-backed forces"), jets("Cosmian jets"), jets("planes")]
    found = dict(described([state, ruler, *theirs, *others]))
    assert found == {theirs[0].id: BORLAND, theirs[1].id: ruler.id, theirs[2].id: ruler.id}


def test_what_negates_nothing_is_no_denial():
    blame = one(accusation(), "A blames B.")
    assert links(blame, one(denial(), "B never fired."), kind="denies")
    assert not links(blame, one(denial(), "B spreads tales."), kind="denies")


def test_who_clears_others_is_less_sure_than_who_clears_himself():
    blame = one(accusation(), "A blames B.")
    (own,), (others,) = (
        links(blame, one(denial(who, rejects=(BORLAND,)), "B did not fire."), kind="denies")
        for who in (BORLAND, COSMIA)
    )
    assert others.confidence < own.confidence


def test_who_relays_an_admission_does_not_corroborate_it():
    admitted = one(admission(), "Borland fired on Kesh.")
    assert links(admitted, one(accusation(COSMIA), "Borland shelled Kesh."), kind="corroborates")
    assert not links(admitted, one(accusation(COSMIA), "Borland claimed the attack."), kind="corroborates")


def test_who_says_that_it_is_not_known_hardly_corroborates():
    def sure(words):
        said = one(accusation(), "Borland shelled Kesh."), one(accusation(COSMIA), words)
        (found,) = links(*said, kind="corroborates")
        return found.confidence

    assert (
        sure("It is unknown whether Borland fired.")
        < sure("Borland or Cosmian jets fired.")
        < sure("It fired.")
    )


def test_a_word_of_size_excludes_only_what_is_far_below_it():
    def against(number):
        return links(
            one(toll(24, None), "Dozens died."), one(toll(number, number, BORLAND), f"{number} died."),
            kind="contradicts",
        )  # fmt: skip

    assert against(5)
    assert not against(20)


def test_deaths_of_hunger_and_of_an_earlier_day_are_no_other_count_of_a_shelling():
    shells = one(toll(12, 12), "Shelling killed 12.")
    for words in ("30 died of hunger.", "It comes a day after 30 died."):
        assert not links(shells, one(toll(30, 30, BORLAND), words), kind="contradicts")
    assert links(shells, one(toll(30, 30, BORLAND), "30 died."), kind="contradicts")
