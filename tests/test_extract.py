"""Claims, figures, events and actors from sentences written for each rule."""

from __future__ import annotations

import pytest

from kg.annotate.lexical import annotate
from kg.extract import extract
from kg.model import Actor, Claim, Facts, Found, Gazetteer, Span
from tests.factory import GAZETTEER, RUN, make_article


def read(text: str, **fields) -> Facts:
    article = make_article(text, **{"date": Found("2031-05-07", "metadata"), "publisher": None, **fields})
    return extract(annotate(article, GAZETTEER), GAZETTEER, RUN)


def names(facts: Facts, ids: tuple[str, ...]) -> list[str]:
    by_id = {a.id: a.name for a in facts.actors}
    return [by_id[i] for i in ids]


def first(facts: Facts, kind: str) -> Claim:
    return next(c for c in facts.claims if c.kind == kind)


@pytest.mark.parametrize(
    ("text", "who", "blamed"),
    [
        ("Ardania accused Borland of shelling the market in Kesh.", "Ardania", "Borland"),
        ("Ardania blamed the attack on Borland.", "Ardania", "Borland"),
        ("Anna Ott said Borlandic jets killed 12 civilians in Kesh.", "Anna Ott", "Borland"),
        (
            "Twelve civilians were killed in Borlandic air strikes on Kesh, residents said.",
            "residents",
            "Borland",
        ),
        ("Anna Ott said 12 civilians were killed by Borland on Monday.", "Anna Ott", "Borland"),
        ("Ardania said the ceasefire would fail and Borland would be to blame.", "Ardania", "Borland"),
        ("Borland has been accused by Ardania of war crimes.", "Ardania", "Borland"),
        ("Residents said missiles launched from Borland killed 12 civilians.", "residents", "Borland"),
        ("Shells fell, Anna Ott said, blaming Borland for the deaths.", "Anna Ott", "Borland"),
        (
            "Ardanian activists said Ardanian troops killed 12 civilians.",
            "Ardanian activists",
            "Ardanian troops",
        ),
        (
            "Yesterday Ivan Petrov, speaking on Kesh Radio, accused Borland of several war crimes.",
            "Ivan Petrov",
            "Borland",
        ),
        ("Moussa Keita condemned the massacre committed by Borland.", "Moussa Keita", "Borland"),
        ("Ardania said the talks failed because of Borland’s refusal.", "Ardania", "Borland"),
        (
            "Borlandic jets kill 12 civilians in the town of Kesh – Kesh Monitoring Office",
            "Kesh Monitoring Office",
            "Borland",
        ),
        (
            "According to the Ardanian Defence Ministry a Borland jet killed 12 civilians.",
            "Ardanian Defence Ministry",
            "Borland",
        ),
    ],
)
def test_accusations_name_who_blames_whom(text: str, who: str, blamed: str) -> None:
    facts = read(text)
    claim = first(facts, "accusation")
    assert (names(facts, claim.claimants), names(facts, claim.blames)) == ([who], [blamed])
    assert claim.attributes == claim.blames


@pytest.mark.parametrize(
    "text",
    [
        "Ardania said Borlandic jets killed 12 militants near Kesh.",
        "A terrorist attack killed 12 civilians in Kesh, residents said.",
        "Residents said families in Kesh were buying food.",
        "The mayor of Kesh said Borland had sent doctors.",
        "Ardania said Ardanian Defence Ministry jets killed 12 civilians.",
        "Residents told the Kesh News Agency that the attack killed 12 civilians.",
        "Residents said shells fell on the Dorn neighborhood, killing 12 civilians.",
        "Residents said shells killed 12 civilians in a town held by Borland.",
        "Anna Ott would not say whether Borland was to blame for the shelling of Kesh.",
        "Anna Ott said Borland does not attack civilians.",
        "Did Borland kill 12 civilians in Kesh?",
        "Anna Ott said a Shahed drone killed 12 civilians in Kesh.",
        "Anna Ott said the Borland Army does not strike civilian objects.",
    ],
)
def test_fighters_hit_and_harm_without_a_doer_are_no_accusation(text: str) -> None:
    assert not any(c.blames for c in read(text).claims)


@pytest.mark.parametrize(
    ("text", "rejects"),
    [
        ("Borland denied that it had shelled Kesh.", "Borland"),
        ("Borland dismissed the accusation as absurd.", "Borland"),
        ("Borland said its jets did not target civilians in Kesh.", "Borland"),
        ("“Borland would not intentionally strike a hospital,” Anna Ott said.", "Borland"),
        ("Anna Ott denied that Borland would ever do that.", "Borland"),
        ("Borland denied attacking the station, saying Ardanian forces killed 12 people.", "Borland"),
        ("Borland dismissed the account of the mayor.", "Borland"),
        ("Borland said the footage was staged.", "Borland"),
        ("Borland said its army was in Kesh. Its spokesman, Ivan Petrov, denied the accusation.", "Borland"),
    ],
)
def test_denials_say_whose_responsibility_is_rejected(text: str, rejects: str) -> None:
    facts = read(text)
    assert names(facts, first(facts, "denial").rejects) == [rejects]


@pytest.mark.parametrize(
    "text",
    [
        "Borland claimed responsibility for the bombing of Kesh.",
        "Borland said it had carried out two strikes on Kesh.",
        "Families fled the blast, claimed by Borland.",
        "Borland said its jets had struck the hospital by mistake.",
    ],
)
def test_admissions_are_by_the_own_side(text: str) -> None:
    facts = read(text)
    claim = first(facts, "admission")
    assert names(facts, claim.claimants) == names(facts, claim.attributes) == ["Borland"]


@pytest.mark.parametrize(
    "text",
    [
        "Borland did not deny that it had shelled Kesh.",
        "Anna Ott said the town lies near the front.",
        "Anna Ott said it was not clear who carried out the strikes.",
    ],
)
def test_doubt_and_places_are_no_denials(text: str) -> None:
    assert not [c for c in read(text).claims if c.kind == "denial"]


def test_nobody_admits_where_nobody_claimed_responsibility() -> None:
    assert not [
        c for c in read("No group has claimed responsibility for the blast.").claims if c.kind == "admission"
    ]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Anna Ott said at least 12 civilians were killed.", ("killed", 12, None, "civilians")),
        ("Anna Ott said the raid killed 12 soldiers.", ("killed", 12, 12, "soldiers")),
        ("Anna Ott said the raid left 30 people wounded.", ("wounded", 30, 30, "people")),
        ("Anna Ott said more than 60 children died.", ("killed", 61, None, "children")),
        ("Anna Ott said 400 families were displaced.", ("displaced", 400, 400, "people")),
        ("Anna Ott said up to 20 trucks were destroyed.", ("destroyed", None, 20, "vehicles")),
        ("Anna Ott put the death toll at 90.", ("killed", 90, 90, "people")),
        ("Anna Ott said 40 fighters were captured.", ("captured", 40, 40, "militants")),
    ],
)
def test_figures_have_measure_range_and_group(text: str, figure: tuple[object, ...]) -> None:
    found = [(f.measure, f.minimum, f.maximum, f.counted) for c in read(text).claims for f in c.figures]
    assert found == [figure]


@pytest.mark.parametrize(
    "text", ["Anna Ott said 12 strikes killed nobody.", "Anna Ott said it took 12 days."]
)
def test_strikes_and_days_are_no_victims(text: str) -> None:
    assert not any(c.figures for c in read(text).claims)


def amounts(text: str) -> list[tuple[str, int | None, str]]:
    return [(f.measure, f.minimum, f.counted) for c in read(text).claims for f in c.figures]


def test_a_number_alone_counts_what_was_counted_before() -> None:
    text = "Anna Ott said 62 soldiers were killed and 100 wounded when aircraft struck."
    assert amounts(text) == [("killed", 62, "soldiers"), ("wounded", 100, "soldiers")]


def test_a_verb_of_harm_does_not_reach_over_another_verb() -> None:
    text = "Anna Ott said 250 fighters were killed when jets attacked two convoys."
    assert amounts(text) == [("killed", 250, "militants")]


def test_what_is_destroyed_is_not_people() -> None:
    assert amounts("Anna Ott said the raid destroyed 174 refineries.") == [("destroyed", 174, "other")]


def test_a_figure_given_twice_by_the_same_claimant_counts_once() -> None:
    facts = read("Anna Ott said 12 people were killed. Later Anna Ott said 12 people were killed.")
    assert len([f for c in facts.claims for f in c.figures]) == 1


def test_a_headline_that_the_body_sources_makes_no_claim() -> None:
    facts = read(
        "Borlandic jets kill 12 civilians\n\nArdania said Borlandic jets killed 12 civilians in Kesh."
    )
    assert [names(facts, c.claimants) for c in facts.claims if c.blames] == [["Ardania"]]


def test_the_article_speaks_in_its_own_voice() -> None:
    facts = read("Borlandic jets killed 12 civilians in Kesh.", publisher=Found("Kesh Courier", "metadata"))
    claim = first(facts, "accusation")
    assert (claim.mode, names(facts, claim.claimants), claim.claimants[0]) == (
        "own-voice",
        ["Kesh Courier"],
        facts.publisher,
    )


def test_a_relay_is_kept_apart_from_the_claimant() -> None:
    facts = read("The Kesh News Agency reported that Anna Ott said Borlandic jets killed 12 civilians.")
    claim = first(facts, "accusation")
    assert names(facts, claim.claimants) == ["Anna Ott"]
    assert names(facts, claim.via) == ["Kesh News Agency"]


def test_a_quotation_that_goes_on_belongs_to_its_speaker() -> None:
    facts = read("“Borland shelled the market in Kesh,” Anna Ott said.\n\n“Its jets killed 12 children.”")
    assert [names(facts, c.claimants) for c in facts.claims] == [["Anna Ott"], ["Anna Ott"]]
    assert facts.claims[1].mode == "direct"


def test_a_quotation_is_not_of_who_speaks_in_the_next_paragraph() -> None:
    facts = read(
        "Anna Ott saw it. “We want peace,” Ott said. “It is an evil.”\n\nMoussa Keita said shells fell."
    )
    assert [names(facts, c.claimants) for c in facts.claims][-2:] == [["Anna Ott"], ["Moussa Keita"]]


def test_another_first_name_makes_another_person() -> None:
    known = Gazetteer(actors=(Actor("actor/ott", "Anna Ott", "person", ("Ott",)),))
    article = make_article("A spokesman and Bela Ott said shells fell on the town.")
    facts = extract(annotate(article, known), known, RUN)
    assert "actor/ott" not in {a.id for a in facts.actors}


def test_a_pronoun_stands_for_the_last_speaker_and_a_surname_for_the_full_name() -> None:
    facts = read(
        "Anna Ott spoke in Kesh on Monday about the war. Ott said shells fell. She said homes burned."
    )
    assert {tuple(names(facts, c.claimants)) for c in facts.claims} == {("Anna Ott",)}


def test_a_spokesman_acts_for_the_body_named_with_him() -> None:
    facts = read("Ardanian Defence Ministry spokesman Ivan Petrov said shells fell on Kesh.")
    person = next(a for a in facts.actors if a.name == "Ivan Petrov")
    assert person.acts_for == ("actor/ardanian-ministry",)
    assert {"actor/ardania", "actor/ardanian-ministry"} <= {a.id for a in facts.actors}


def test_a_capital_at_the_start_of_a_sentence_makes_no_other_actor() -> None:
    facts = read("Local officials said shells fell. The mayor spoke. It was bad, local officials said.")
    assert {tuple(names(facts, c.claimants)) for c in facts.claims} == {("local officials",)}


def test_every_form_under_which_an_actor_was_seen_is_a_name() -> None:
    facts = read("The Kesh Monitoring Group said shells fell. The group said 12 people died.")
    assert [(a.name, a.names) for a in facts.actors if a.kind == "organization"] == [
        ("Kesh Monitoring Group", ("group",))
    ]


def test_the_government_of_a_person_is_his_state_though_it_is_not_named() -> None:
    president = Actor("actor/ott", "Anna Ott", "person", ("Ott",), ("actor/ardania",))
    known = Gazetteer((*GAZETTEER.actors, president), GAZETTEER.places)
    article = make_article(
        "Residents said Ott's regime shelled a school. The regime said nothing of the sort."
    )
    facts = extract(annotate(article, known), known, RUN)
    assert first(facts, "accusation").blames == ("actor/ardania",)


def test_unnamed_people_of_two_articles_are_two_actors() -> None:
    one, two = (
        read(f"Residents said shells fell on Kesh {day}.").claims[0] for day in ("today", "yesterday")
    )
    assert one.claimants != two.claimants


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Anna Ott said jets hit Kesh.", "certain"),
        ("Anna Ott said Borland allegedly hit Kesh.", "probable"),
        ("Anna Ott said Borland is believed to have hit Kesh.", "probable"),
        ("Anna Ott said Borland apparently hit Kesh.", "probable"),
        ("Anna Ott said Borland may have hit Kesh.", "possible"),
        ("Anna Ott said Borland could have hit Kesh.", "possible"),
        ("Anna Ott said that on May 3 shells hit the town of Kesh.", "certain"),
        ("Anna Ott said soldiers had reported that Borland hit Kesh.", "certain"),
        ("Anna Ott said Borland was probably behind it.", "probable"),
    ],
)
def test_hedges_make_a_claim_less_certain(text: str, certainty: str) -> None:
    assert read(text).claims[0].certainty == certainty


@pytest.mark.parametrize(
    ("words", "intent"), [("deliberately", "intentional"), ("by mistake", "unintentional"), ("at dawn", None)]
)
def test_intent_is_what_the_words_say(words: str, intent: str | None) -> None:
    assert read(f"Anna Ott said Borland hit the hospital {words}.").claims[0].intent == intent


def test_the_main_event_has_type_day_and_place() -> None:
    facts = read("Borlandic air strikes hit the town of Kesh on Monday, residents said. There was fog.")
    (main,) = [e for e in facts.events if e.id in facts.main_events]
    assert (main.type, main.date, main.places) == ("airstrike", "2031-05-05", ("place/kesh",))
    assert main.names == ("air strikes",)


def test_who_is_said_to_have_done_it_takes_part_in_the_event() -> None:
    facts = read("Anna Ott said Borlandic jets killed 12 civilians in an air strike on the town of Kesh.")
    assert facts.events[0].participants == ("actor/borland",)


def test_the_day_something_was_said_is_not_the_day_it_happened() -> None:
    facts = read("Anna Ott said on Monday that shelling hit Kesh.")
    assert facts.events[0].date is None
    assert facts.claims[0].said_on == "2031-05-05"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna Ott said Borlandic jets bombed the market of Kesh.", "airstrike"),
        ("Anna Ott said rebels killed 6 civilians in Kesh.", "killing"),
        ("Anna Ott said rebels attacked the market of Kesh.", "ground-attack"),
    ],
)
def test_verbs_alone_make_an_event(text: str, kind: str) -> None:
    assert [e.type for e in read(text).events] == [kind]


def test_the_year_of_the_background_dates_no_attack_of_today() -> None:
    facts = read(
        "Air strikes hit Kesh, residents said. Since 2029 air strikes killed many in Kesh, they said."
    )
    assert facts.events[0].date is None


def test_the_day_before_a_cue_is_the_day_of_saying() -> None:
    facts = read("The veteran envoy Anna Ott on Monday accused Borland of shelling the town of Kesh.")
    assert (facts.claims[0].said_on, facts.events[0].date) == ("2031-05-05", None)


def test_a_place_named_after_a_town_is_of_the_town() -> None:
    facts = read(
        "Air strikes hit the town of Dorn on Monday, residents said. Strikes hit Dorn Airport, they said."
    )
    assert {c.about for c in facts.claims} == {facts.events[0].id}


def test_the_same_attack_elsewhere_is_another_event() -> None:
    facts = read(
        "Air strikes hit Kesh on Monday, residents said. Air strikes hit Dorn city on Sunday, they said."
    )
    assert len({c.about for c in facts.claims}) == 2


def test_unknown_places_are_told_by_what_stands_around_them() -> None:
    facts = read("Shells fell in the town of Dorn, residents said.")
    assert "Dorn" in {p.name for p in facts.places}


def test_nothing_comes_from_boilerplate() -> None:
    text = "Ardania said shells fell.\nBorland killed 12 civilians, says a reader"
    facts = read(text, boilerplate=(Span(25, len(text)),))
    assert all(c.evidence.span.end <= 25 for c in facts.claims)


TEXTS = [
    "“We saw it,” said two Ardanian officers. “Twelve died.”",
    "Ardania’s ministry said — without proof — that “Borland” did it… 🚀 12 people died.",
    "\ufeffArdania said\r\n12 civilians were killed by Borland.\r\n",
    "قالت Anna Ott said 12 people died. Борланд said no.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_evidence_is_always_the_text_at_its_place(text: str) -> None:
    facts = read(text)
    assert facts.claims
    for claim in facts.claims:
        assert claim.evidence.span.of(text) == claim.evidence.exact != ""


def test_the_same_article_gives_the_same_facts_and_distinct_ids() -> None:
    text = "Ardania accused Borland of shelling Kesh. Borland denied it. Anna Ott said 12 people died."
    assert read(text) == read(text)
    ids = [c.id for c in read(text).claims]
    assert len(ids) == len(set(ids)) == 3


def test_an_article_without_claims_has_only_its_publisher() -> None:
    facts = read("Fog lay over the hills.")
    assert (facts.claims, facts.events, len(facts.actors)) == ((), (), 1)
