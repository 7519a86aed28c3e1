"""Floors of the quality corpus: how each phenomenon is read, and that its texts are written by the rules."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from benchmarks.agreement import Compared, Score, compare, plain
from benchmarks.cases import FLOORS, VERDICTS, Phenomenon, floors, load, phenomena
from benchmarks.phenomena import errors, main, measure, raise_floors
from kg.errors import InputError
from kg.model import EventType, Facts, Figure
from tests.factory import make_actor, make_claim, make_facts

PHENOMENA = {one.name: one for one in phenomena()}
SLACK = 0.05
"""F1 above its floor from which a floor is to be raised."""
CASES, NEAR_MISSES = 40, 8
SYRIA = re.compile(r"Syria|Damascus|Aleppo|Assad\b|Idlib|Homs\b")
CASE = """
compares = ["via"]
[[case]]
text = "Kesh Radio quoted Ardania as saying Borland shelled Kesh."
names = [["Borland", "the Borlanders"]]
claims = [
  { kind = "accusation", claimant = "Ardania", blames = ["Borland"], via = ["Kesh Radio"], evidence = "Kesh Radio quoted Ardania as saying Borland shelled Kesh." },
]
"""  # noqa: E501 - an inline table stands on one line
EVENT = """
compares = ["date", "place"]
[[case]]
text = "Borland shelled the valley of Kesh."
event = { type = "shelling" }
none = true
"""


@cache
def measured(name: str) -> list[Compared]:
    return measure(PHENOMENA[name])


@pytest.mark.parametrize("name", PHENOMENA)
def test_no_floor_sinks(name: str) -> None:
    score, floor = Score.of(measured(name)).f1, floors()[name]
    assert score >= floor, (
        f"{score:.3f}, below the floor; read python -m benchmarks.phenomena {name} --errors"
    )


@pytest.mark.parametrize("name", PHENOMENA)
def test_floors_follow_what_is_measured(name: str) -> None:
    score, floor = Score.of(measured(name)).f1, floors()[name]
    assert score <= floor + SLACK, f"{score:.3f}: run python -m benchmarks.phenomena --raise-floors"


@pytest.mark.parametrize("name", PHENOMENA)
def test_the_corpus_keeps_its_rules(name: str) -> None:
    cases = PHENOMENA[name].cases
    assert len(cases) >= CASES
    assert sum(not any(c.kind in VERDICTS for c in one.claims) for one in cases) >= NEAR_MISSES
    assert len({one.text for one in cases}) == len(cases)
    assert sum(SYRIA.search(one.text) is not None for one in cases) <= len(cases) / 10
    for one in cases:
        known = {*re.findall(r"\w+", one.text), "publisher"}
        for claim in one.claims:
            for actor in (*claim.claimants, *claim.targets, *claim.via):
                absent = set(re.findall(r"\w+", actor)) - known
                assert not absent, f"case {one.number}: {actor} does not stand in the text"
        for place in one.event.places if one.event else ():
            assert place in one.text, f"case {one.number}: {place} does not stand in the text"
        if one.event and one.event.type:
            assert one.event.type in get_args(EventType)


def test_every_floor_is_of_a_phenomenon() -> None:
    assert set(floors()) == set(PHENOMENA)


def phenomenon(tmp_path: Path, toml: str = CASE) -> Phenomenon:
    path = tmp_path / "nested.toml"
    path.write_text(toml, encoding="utf-8")
    return load(path)


def facts(one: Phenomenon, **fields) -> Facts:
    article = one.cases[0].article
    known = {"kind": "accusation", "blames": ("actor/borland",), "via": ("actor/kesh-radio",)}
    actors = (
        make_actor("Ardania"),
        make_actor("Kesh Radio"),
        make_actor("Borland", names=("the Borlanders",)),
    )
    return make_facts(article, actors=actors, claims=(make_claim(article, **(known | fields)),))


@pytest.mark.parametrize(
    ("fields", "precision", "recall"),
    [
        ({}, 1.0, 1.0),
        ({"via": ()}, 0.0, 0.0),
        ({"kind": "statement", "blames": ()}, 1.0, 0.0),
        ({"claimants": ("actor/kesh-radio",)}, 0.0, 0.0),
        ({"blames": ("actor/ardania",)}, 0.0, 0.0),
        ({"blames": ("actor/ardania", "actor/borland")}, 0.5, 1.0),
        ({"figures": (Figure("killed", 3, 3, "people"),)}, 0.5, 1.0),
    ],
)
def test_claims_are_compared_by_kind_claimant_and_other_side(
    tmp_path: Path, fields: dict[str, object], precision: float, recall: float
) -> None:
    one = phenomenon(tmp_path)
    score = Score.of(compare(one, [facts(one, **fields)]))
    assert (score.precision, score.recall) == (precision, recall)


@pytest.mark.parametrize(
    ("told", "precision", "recall"),
    [
        ('date = "2031-05-03", place = ["Kesh", "valley"]', 1.0, 1.0),
        ('date = "2031-05-01/2031-05-07", place = "Kesh"', 1.0, 1.0),
        ('date = "2031-05", place = "Kesh"', 0.5, 0.5),
        ('date = "2031-05-03"', 0.5, 1.0),
        ('type = "shelling"', 0.0, 0.0),
    ],
)
def test_main_events_are_compared_by_date_and_place(
    tmp_path: Path, told: str, precision: float, recall: float
) -> None:
    one = phenomenon(tmp_path, EVENT.replace('type = "shelling"', told))
    score = Score.of(compare(one, [make_facts(one.cases[0].article, claims=())]))
    assert (score.precision, score.recall) == (precision, recall)


def test_names_are_compared_without_article_possessive_and_case() -> None:
    assert plain("The U.S.-led coalition’s") == plain("us-led Coalition") == "us led coalition"


@pytest.mark.parametrize(
    ("name", "right"), [("Ott", 1.0), ("Anna", 0.0), ("Mayor Anna Ott", 1.0), ("Cott", 0.0)]
)
def test_the_end_of_a_name_will_do(tmp_path: Path, name: str, right: float) -> None:
    one = phenomenon(tmp_path, CASE.replace("Ardania", "Anna Ott"))
    read = facts(one)
    renamed = replace(read, actors=(replace(read.actors[0], name=name), *read.actors[1:]))
    assert Score.of(compare(one, [renamed])).recall == right


def test_errors_tell_what_was_missed_and_what_was_made_up(tmp_path: Path) -> None:
    one = phenomenon(tmp_path)
    told = errors("nested", compare(one, [facts(one, blames=("actor/ardania",))])).splitlines()
    assert [line.split(": ", 1)[1] for line in told[1:]] == [
        "ardania → borland/borlanders, via kesh radio",
        "ardania → ardania, via kesh radio",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "accusation"', 'kind = "slander"', "no known kind"),
        ('blames = ["Borland"], ', "", "is no whole accusation"),
        ('blames = ["Borland"]', 'blames = "Borland"', "a bare string"),
        ("evidence = ", 'evidence = "Kesh", proof = ', r"has \['proof'\]"),
        ('shelled Kesh." }', 'shelled it." }', "not just once"),
        ("names = ", "none = true\nnames = ", "none = true and a verdict"),
        ("claims = [", "claims = [] # [", "is no TOML"),
        ("names = ", "event = { day = 1 }\nnames = ", r"has an event with \['day'\]"),
        ("compares", "compare", r"holds \['compare'\]"),
    ],
)
def test_a_case_that_is_not_whole_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        phenomenon(tmp_path, CASE.replace(old, new))


def test_floors_rise_and_never_sink(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    raise_floors({"a": Score(0.5, 0.5), "b": Score(0.5, 0.5)}, path)
    raise_floors({"a": Score(0.4, 0.4), "b": Score(0.678, 0.678), "c": Score(1.0, 1.0)}, path)
    assert floors(path) == {"a": 0.5, "b": 0.67, "c": 1.0}


def test_the_command_prints_a_line_a_phenomenon(capsys: pytest.CaptureFixture[str]) -> None:
    name = min(PHENOMENA)
    main([name])
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["phenomenon", "cases", "P", "R", "F1", "floor"]
    assert printed[1].split()[:2] == [name, str(len(PHENOMENA[name].cases))]
    assert FLOORS.exists()
