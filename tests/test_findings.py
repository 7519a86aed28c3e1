"""What the heads' chances become: findings by thresholds, and claims with their voices, worth and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.extract import extract
from kg.extract.case import Case
from kg.extract.findings import Bench, Chosen, Finding, mention_in
from kg.extract.learned import Believing, Calibration, load
from kg.extract.learned.heads import SORTS
from kg.extract.rulings import rulings
from kg.extract.voices import Voice
from kg.model import Claim, Span
from kg.read import read
from tests.factory import GAZETTEER, RUN
from tests.judged import (
    ARDANIA,
    BORLAND,
    LEAST,
    MINISTRY,
    Told,
    assessment_of,
    candidates_of,
    case_of,
    random_heads,
    worded,
)

PLAIN = "Ardania met Borland on a hill."
SHELLED = "The Ardanian Defence Ministry said that Ardania saw Borland shell Kesh, killing 12 civilians."
AS_IT_IS = Calibration(np.array([0, 1]), np.array([0, 1]))
BELIEVING = Believing(LEAST, dict.fromkeys(SORTS, AS_IT_IS))


def found(text: str, *told: Told) -> list[Finding]:
    """What is found where heads say what is told of each sentence."""
    case = case_of(text)
    return list(Bench(case, assessment_of(case, *told), LEAST).findings())


def ruled(text: str, *told: Told, believing: Believing = BELIEVING) -> list[Claim]:
    """The claims of what is told of each sentence."""
    case = case_of(text)
    claims = list(rulings(case, believing, assessment_of(case, *told)))
    check(claims, text)
    return claims


def check(claims: Sequence[Claim], text: str) -> None:
    """Hold what every claim must be, whoever found it."""
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert claim.evidence.span.of(text) == claim.evidence.exact
        assert claim.text.strip() == claim.text != ""
        assert claim.claimants
        assert type(claim.confidence) is float
        assert 0 <= claim.confidence <= 1
        assert list(claim.reasons) == sorted(set(claim.reasons))
        for reason in claim.reasons:
            assert reason.score is None or (type(reason.score) is float and 0 <= reason.score <= 1)
            assert reason.span is None or (0 <= reason.span.start < reason.span.end <= len(text))


def actors(chosen: Chosen) -> list[str]:
    return [actor for actor, _ in chosen]


def test_nothing_is_found_where_heads_see_nothing():
    assert found(SHELLED) == []


@pytest.mark.parametrize(("chance", "count"), [(0.49, 0), (0.5, 1), (0.9, 1)])
def test_a_statement_is_found_from_its_threshold_on(chance: float, count: int):
    statements = found(PLAIN, {"sourced": chance, "claimant": {ARDANIA: 0.1}})
    assert [(one.kind, actors(one.claimants)) for one in statements] == [("statement", [ARDANIA])] * count


def test_a_score_is_the_chance_of_the_thing_and_of_its_likeliest_claimant():
    (one,) = found(PLAIN, {"sourced": 0.8, "claimant": {ARDANIA: 0.5}})
    assert one.score == pytest.approx(0.4)
    assert Finding(0, "statement", 0.8, (("a", 0.5), ("b", 0.75))).score == pytest.approx(0.6)


@pytest.mark.parametrize(("chance", "expected"), [(0.59, [[ARDANIA]]), (0.61, [[ARDANIA], [BORLAND]])])
def test_further_claimants_need_their_own_threshold_and_speak_apart(chance: float, expected: list[list[str]]):
    told = {"denial": 0.9, "denial by": {ARDANIA: 0.95, BORLAND: chance}}
    assert [actors(one.claimants) for one in found(PLAIN, told)] == expected


def test_whom_a_claimant_clears_it_does_not_accuse_in_the_same_sentence():
    told = {"denial": 0.9, "denial by": {ARDANIA: 0.9}, "rejects": {BORLAND: 0.9}}
    told |= {"accusation": 0.9, "accusation by": {ARDANIA: 0.9}, "blames": {BORLAND: 0.9}}
    assert [one.kind for one in found(PLAIN, told)] == ["denial"]


def test_a_further_source_counts_only_where_a_voice_was_heard():
    told = {"sourced": 0.9, "claimant": {ARDANIA: 0.95, BORLAND: 0.9}}
    assert [actors(one.claimants) for one in found(PLAIN, told)] == [[ARDANIA]]


def test_claimants_of_one_voice_speak_jointly():
    told = {"sourced": 0.9, "claimant": {ARDANIA: 0.95, BORLAND: 0.9}}
    (one,) = found("Ardania and Borland said that it was raining in Kesh.", told)
    assert actors(one.claimants) == [ARDANIA, BORLAND]


def test_the_publisher_is_no_source():
    case = case_of(PLAIN)
    told = {"sourced": 0.9, "claimant": {case.publisher: 0.9, ARDANIA: 0.2}}
    (one,) = found(PLAIN, told)
    assert actors(one.claimants) == [ARDANIA]
    assert found("It was raining.", {"sourced": 0.9, "claimant": {case.publisher: 0.9}}) == []


def accusing(claimant: str, **blamed: float) -> Told:
    """What heads say of an accusation, the blamed by their last names."""
    names = {"ardania": ARDANIA, "borland": BORLAND, "ministry": MINISTRY}
    blames = {names[name]: chance for name, chance in blamed.items()}
    return {"accusation": 0.9, "accusation by": {claimant: 0.9}, "blames": blames}


def test_an_accusation_stands_instead_of_its_claimants_statement():
    told = {"sourced": 0.9, "claimant": {MINISTRY: 0.9}, **accusing(MINISTRY, borland=0.7)}
    (one,) = found(SHELLED, told)
    assert (one.kind, actors(one.claimants)) == ("accusation", [MINISTRY])
    assert actors(one.blames) == actors(one.attributes) == [BORLAND]


def test_another_source_keeps_its_statement_beside_an_accusation():
    told = {"sourced": 0.9, "claimant": {BORLAND: 0.9}, **accusing(MINISTRY, borland=0.7)}
    assert [(one.kind, actors(one.claimants)) for one in found(SHELLED, told)] == [
        ("accusation", [MINISTRY]),
        ("statement", [BORLAND]),
    ]


def test_nobody_of_the_own_side_is_blamed():
    (one,) = found(SHELLED, accusing(MINISTRY, ardania=0.9, ministry=0.8, borland=0.2))
    assert actors(one.blames) == [BORLAND]
    told = {**accusing(MINISTRY, borland=0.9), "attributes": 0.9}
    (one,) = found(SHELLED, told)
    assert actors(one.attributes)[0] == BORLAND
    assert not {ARDANIA, MINISTRY} & set(actors(one.attributes))


def test_the_publisher_is_not_blamed():
    case = case_of(SHELLED)
    told = {**accusing(MINISTRY), "blames": {case.publisher: 0.9, BORLAND: 0.3}}
    (one,) = found(SHELLED, told)
    assert actors(one.blames) == [BORLAND]


def test_without_anybody_else_to_blame_there_is_no_accusation():
    text = "The Ardanian Defence Ministry said that Ardania shelled Kesh."
    assert found(text, accusing(MINISTRY, ardania=0.9)) == []
    told = {"sourced": 0.9, "claimant": {MINISTRY: 0.9}, **accusing(MINISTRY, ardania=0.9)}
    assert [one.kind for one in found(text, told)] == ["statement"]


def test_further_actors_are_blamed_from_their_threshold_on():
    text = "Residents said that Ardania and Borland shelled Kesh."
    case = case_of(text)
    (residents,) = {actor for voice in case.voices for actor in voice.claimants}
    for chance, expected in ((0.5, [BORLAND]), (0.7, [BORLAND, ARDANIA])):
        (one,) = found(text, accusing(residents, borland=0.9, ardania=chance))
        assert actors(one.blames) == expected


def test_a_denial_says_whom_it_clears():
    told = {"denial": 0.9, "denial by": {BORLAND: 0.9}, "rejects": {ARDANIA: 0.4}}
    (one,) = found(PLAIN, told)
    assert (one.kind, actors(one.claimants), actors(one.rejects)) == ("denial", [BORLAND], [ARDANIA])
    assert one.attributes == one.blames == ()


def test_an_admission_is_of_the_own_sides_deed():
    told = {
        "admission": 0.9, "admission by": {MINISTRY: 0.9},
        "attributes": 0.9, "attributes by": {ARDANIA: 0.9, BORLAND: 0.8},
    }  # fmt: skip
    (one,) = found(SHELLED, told)
    assert (one.kind, actors(one.attributes)) == ("admission", [ARDANIA])
    (one,) = found(SHELLED, {**told, "attributes by": {BORLAND: 0.9}})
    assert actors(one.attributes) == [MINISTRY]


def test_a_denial_of_the_rules_stands_unless_heads_rule_it_out():
    text = "Borland denied that it had shelled Kesh."
    for chance, count in ((0.05, 0), (0.2, 1)):
        denials = found(text, {"denial": chance, "denial by": {BORLAND: 0.3}})
        assert [(one.kind, actors(one.rejects)) for one in denials] == [("denial", [BORLAND])] * count


def test_a_denial_of_the_rules_is_found_once():
    text = "Borland denied that it had shelled Kesh and denied that it had bombed Qesh."
    case = case_of(text)
    assert sum(claim.kind == "denial" for claim in case.claims) > 1
    assert len(ruled(text, {"denial": 0.2, "denial by": {BORLAND: 0.3}})) == 1


def test_a_denial_of_the_rules_whose_words_run_on_is_found_where_it_begins():
    text = "“We did not attack the town of Kesh. It was raining that day,” Anna Ott said. Nobody came."
    case = case_of(text)
    (denial,) = [claim for claim in case.claims if claim.kind == "denial"]
    assert len(case.reading.sentences_of(denial.evidence.span)) > 1
    told = {"denial": 0.2, "denial by": {denial.claimants[0]: 0.3}}
    assert [one.sentence for one in found(text, told, told, told)] == [0]


def numbers(one: Finding) -> list[int | None]:
    return [counting.figure.minimum for counting in one.counted]


def test_figures_go_with_what_their_claimant_says():
    told = {"figure": 0.9, "figure by": {MINISTRY: 0.9}, **accusing(MINISTRY, borland=0.9)}
    (one,) = found(SHELLED, told)
    assert (one.kind, numbers(one)) == ("accusation", [12])
    (one,) = found(SHELLED, {**told, "figure": 0.4})
    assert numbers(one) == []


def test_figures_of_another_are_a_statement_of_their_own():
    told = {"figure": 0.9, "figure by": {BORLAND: 0.9}, **accusing(MINISTRY, borland=0.9)}
    accusation, figure = found(SHELLED, told)
    assert (accusation.kind, numbers(accusation)) == ("accusation", [])
    assert (figure.kind, actors(figure.claimants), numbers(figure)) == ("statement", [BORLAND], [12])


def test_the_publisher_may_give_a_figure():
    text = "Some 12 civilians were killed in Kesh."
    case = case_of(text)
    (one,) = found(text, {"figure": 0.9, "figure by": {case.publisher: 0.8}})
    assert (actors(one.claimants), numbers(one)) == ([case.publisher], [12])


TWO = "Ardania said that 12 civilians were killed, and Borland said that 3 soldiers were wounded."


def test_of_two_voices_each_gives_the_figure_that_its_words_hold():
    told = {"figure": 0.9, "figure by": {ARDANIA: 0.9, BORLAND: 0.1}}
    statements = found(TWO, told)
    assert [(actors(one.claimants), numbers(one)) for one in statements] == [
        ([ARDANIA], [12]),
        ([BORLAND], [3]),
    ]


def test_figures_of_voices_that_share_a_claimant_go_into_one_claim():
    case = case_of(TWO)
    first, second = case.voices
    joint = replace(
        case, voices=[replace(first, claimants=(ARDANIA, BORLAND)), replace(second, claimants=(ARDANIA,))]
    )
    told = {"sourced": 0.9, "claimant": {ARDANIA: 0.9}, "figure": 0.9, "figure by": {ARDANIA: 0.9}}
    assessment = assessment_of(case, told)
    (one,) = Bench(joint, assessment, LEAST).findings()
    assert numbers(one) == [12, 3]
    check(list(rulings(joint, BELIEVING, assessment)), TWO)


def test_a_mention_is_found_in_its_own_sentence_alone():
    case = case_of(f"{PLAIN} It rained.")
    candidates = candidates_of(case)
    number = candidates.actors.index(BORLAND)
    where = mention_in(candidates, 0, number)
    assert where is not None
    assert where.of(case.reading.text) == "Borland"
    assert mention_in(candidates, 1, number) is None
    assert mention_in(candidates, 0, 0) is None


def test_a_claim_says_which_head_found_it_and_what_it_is_worth():
    believing = Believing(LEAST, {sort: Calibration(np.array([0, 1]), np.array([0, 0.5])) for sort in SORTS})
    told = accusing(MINISTRY, borland=0.7)
    (claim,) = ruled(SHELLED, told, believing=believing)
    assert (claim.rule, claim.kind, claim.blames) == ("head accusation", "accusation", (BORLAND,))
    assert claim.confidence == pytest.approx(0.41, abs=0.011)
    assert claim.cue == "said"
    assert claim.text.startswith("that Ardania saw Borland") or claim.text.startswith("Ardania saw")


def test_reasons_name_heads_words_and_the_rules_that_agree():
    text = "Borland denied that it had shelled Kesh."
    told = {"denial": 0.9, "denial by": {BORLAND: 0.8}, "rejects": {BORLAND: 0.7}}
    (claim,) = ruled(text, told)
    reasons = {
        (one.part, one.by, one.score, one.span.of(text) if one.span else None) for one in claim.reasons
    }
    assert reasons >= {
        ("kind", "head denial", 0.9, "denied"),
        ("kind", "rule cue-deny", 0.73, "denied"),
        ("claimant", "head claimant", 0.8, "Borland"),
        ("rejects", "head rejects", 0.7, "Borland"),
    }


def test_a_statement_with_a_number_is_a_figure_and_calibrated_as_one():
    calibrations = dict.fromkeys(SORTS, AS_IT_IS) | {
        "figure": Calibration(np.array([0, 1]), np.array([0.2, 0.2]))
    }
    told = {
        "sourced": 0.9, "claimant": {MINISTRY: 0.9}, "figure": 0.9, "figure by": {MINISTRY: 0.9},
    }  # fmt: skip
    (claim,) = ruled(SHELLED, told, believing=Believing(LEAST, calibrations))
    assert (claim.rule, claim.kind, claim.confidence) == ("head figure", "statement", 0.2)
    assert [figure.minimum for figure in claim.figures] == [12]
    assert ("figure", "rule figure") in {(one.part, one.by) for one in claim.reasons}


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("It rained, and Borland knew.", "indirect"),
        ("“Rain, rain again”: Borland knew.", "mixed"),
        ("“Borland knew that it would rain.”", "direct"),
    ],
)
def test_a_voice_made_for_claimants_is_of_the_mode_of_its_sentence(text: str, mode: str):
    case = replace(case_of(text), voices=[])
    assessment = assessment_of(case, {"sourced": 0.9, "claimant": {BORLAND: 0.9}})
    (claim,) = rulings(case, BELIEVING, assessment)
    assert (claim.mode, claim.cue, claim.evidence.exact) == (mode, None, text)


def test_what_the_publisher_puts_forward_is_its_own_voice():
    text = "Borlandic jets killed 12 civilians in Kesh."
    case = case_of(text)
    (claim,) = ruled(text, accusing(case.publisher, borland=0.9))
    assert (claim.mode, claim.claimants) == ("own-voice", (case.publisher,))


def test_a_claim_has_the_claimants_of_its_finding_not_all_of_the_voice():
    text = "Ardania and Borland said that it was raining in Kesh."
    (claim,) = ruled(text, {"sourced": 0.9, "claimant": {ARDANIA: 0.9}})
    assert claim.claimants == (ARDANIA,)


def test_claimants_whom_no_voice_names_take_the_words_of_the_sentences_voice():
    told = {"sourced": 0.9, "claimant": {BORLAND: 0.9}}
    (claim,) = ruled(SHELLED, told)
    assert (claim.claimants, claim.cue) == ((BORLAND,), "said")


def test_empty_content_gives_the_evidence_as_text():
    case = case_of(PLAIN)
    sentence = case.reading.sentences[0]
    empty = Voice(0, (ARDANIA,), Span(7, 8), sentence, "indirect")
    assert empty.content.of(PLAIN).isspace()
    told = {"sourced": 0.9, "claimant": {ARDANIA: 0.9}}
    claims = list(rulings(replace(case, voices=[empty]), BELIEVING, assessment_of(case, told)))
    check(claims, PLAIN)
    assert claims[0].text == PLAIN


TEXTS = (
    SHELLED,
    TWO,
    "Borland, accused by Ardania of killing 12 civilians, denied it. “Never,” Anna Ott told Reuters."
    "\n\n“We did not attack. We would not,” she said. Ardania claimed responsibility for the raid on Qesh.",
    "?!\n\n“ ”\n\nBorland said. “Yes,” said Ardania, “and no: 3 dead, 5 hurt.”",
)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_whatever_heads_say_claims_stand_on_their_words(tmp_path: Path, text: str, seed: int):
    heads = load(random_heads(tmp_path, seed))
    assert heads is not None
    case = case_of(text)
    check(extract(case.doc, GAZETTEER, RUN, heads).claims, text)


def test_no_claim_of_an_article_is_made_twice(examples: Path, tmp_path: Path):
    heads = load(random_heads(tmp_path, least=np.full(len(LEAST), 0.3, np.float32)))
    assert heads is not None
    for article in read([str(examples)]):
        doc = worded(article)
        case = Case.of(doc, GAZETTEER)
        assessment = assessment_of(case)
        assessment.held[:], assessment.roles[:] = (
            0.7,
            np.linspace(0, 1, assessment.roles.size).reshape(assessment.roles.shape),
        )
        check(list(rulings(case, BELIEVING, assessment)), article.text)
        check(extract(doc, GAZETTEER, RUN, heads).claims, article.text)
