"""Which place a name means, and what the words say of where it lies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.annotate.lexical import annotate
from kg.extract import extract
from kg.model import Facts, Found, Gazetteer, Place
from kg.toponyms import place_key, sound_key
from kg.towns import SOUNDING, Town, packed
from tests.factory import GAZETTEER, RUN, make_article

LISTED = (
    Place("place/ardania", "Ardania", latitude=10.0, longitude=10.0),
    Place("place/borland", "Borland", latitude=40.0, longitude=40.0),
    Place("place/north-province", "North Province", (), 11.0, 10.0, "place/ardania"),
    Place("place/kesh-governorate", "Kesh Governorate", ("Kesh province",), 9.0, 10.0, "place/ardania"),
    Place("place/kesh", "Kesh", (), 9.0, 10.0, "place/kesh-governorate", ("https://sws.geonames.org/1/",)),
    Place("place/orm", "Orm", (), 40.0, 40.5, "place/borland", ("https://sws.geonames.org/2/",)),
)
TOWNS = (
    *(Town(p.id, p.name, p.latitude, p.longitude, p.within, 90_000, n) for n, p in enumerate(LISTED)),
    Town("place/geonames11", "Tuz Zor", 11.2, 10.1, "place/north-province", 5_000, 11),
    Town("place/geonames12", "Tuz Zor", 9.1, 10.1, "place/kesh-governorate", 4_000, 12),
    Town("place/geonames13", "Tuz Zor", 40.1, 40.1, "place/borland", 900_000, 13),
    Town("place/geonames14", "Vell", 9.2, 10.2, "place/kesh-governorate", 70_000, 14),
    Town("place/geonames15", "Vell", 9.8, 10.9, "place/kesh-governorate", 2_000, 15),
    Town("place/geonames16", "Great Holm", 60.0, 10.0, None, 4_000_000, 16),
    Town("place/geonames17", "Orm", 10.5, 10.5, "place/ardania", 30_000, 17),
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return gazetteer(tmp_path_factory.mktemp("towns"), TOWNS)


def gazetteer(folder: Path, towns: tuple[Town, ...]) -> Gazetteer:
    names: dict[str, list[int]] = {}
    for number, town in enumerate(towns):
        for key in (place_key(town.name), SOUNDING + sound_key(town.name)):
            names.setdefault(key, []).append(number)
    (folder / "towns.bin").write_bytes(packed(towns, names))
    return replace(GAZETTEER, places=LISTED, towns=folder / "towns.bin")


QUIET = " Nobody there could tell on that morning who had done it, or why, or what was to follow."
"""Small letters, without which the lexical reader takes a text for a headline."""


def read(text: str, known: Gazetteer) -> Facts:
    text = text.rstrip(".") + ", people who had seen it said, while others looked for those they missed."
    article = make_article(text + QUIET, date=Found("2031-05-07", "metadata"), publisher=None)
    return extract(annotate(article, known), known, RUN)


def the(name: str, text: str, known: Gazetteer) -> Place:
    """The place of which the text says the name."""
    (found,) = (p for p in read(text, known).places if name in {p.name, *p.names})
    return found


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Shells hit the town of Tuz Zor in North Province of Ardania.", "place/geonames11"),
        ("Shells hit the town of Tuz Zor. Kesh was quiet.", "place/geonames12"),
        ("Shells hit the town of Tuz Zor. An Ardanian officer spoke in North Province.", "place/geonames11"),
        ("Shells hit the town of Tuz Zor. Borlandic troops left.", "place/geonames13"),
        ("Shells hit the town of Tuz al-Zour in Borland.", "place/geonames13"),
        ("Shells hit the village of Tuz az-Zawr, in the far north of Kesh province.", "place/geonames12"),
        ("Shells hit the town of Vell. Kesh was quiet.", "place/geonames14"),
        ("Shells hit the town of Great Holm.", "place/geonames16"),
    ],
)
def test_what_else_is_named_decides_between_places_of_a_name(
    text: str, identity: str, known: Gazetteer
) -> None:
    assert identity in {place.id for place in read(text, known).places}


def test_a_place_comes_with_its_coordinates_and_what_holds_it(known: Gazetteer) -> None:
    places = {p.id: p for p in read("Shells hit the town of Tuz Zor. Kesh was quiet.", known).places}
    found = places["place/geonames12"]
    assert (found.latitude, found.within) == (9.1, "place/kesh-governorate")
    assert found.same_as == ("https://sws.geonames.org/12/",)
    assert {"place/kesh-governorate", "place/ardania"} <= places.keys()


def test_where_nothing_decides_a_place_stays_without_coordinates(known: Gazetteer) -> None:
    found = the("Vell", "Shells hit the town of Vell at noon.", known)
    assert (found.latitude, found.within, found.same_as) == (None, None, ())


def test_where_only_the_country_is_sure_it_holds_the_place(known: Gazetteer) -> None:
    found = the("Tuz Zor", "Shells hit the town of Tuz Zor in Ardania.", known)
    assert (found.latitude, found.within) == (None, "place/ardania")


def test_a_name_of_a_country_not_spoken_of_is_no_town_there(known: Gazetteer) -> None:
    found = the("Vell", "Shells hit the town of Vell. Borlandic troops left.", known)
    assert (found.latitude, found.within) == (None, None)


def test_a_listed_place_gives_way_where_only_another_country_is_spoken_of(known: Gazetteer) -> None:
    text = "Shells hit the town of Orm. Ardanian troops left. Ardania sent help from Kesh."
    assert "place/geonames17" in {p.id for p in read(text, known).places}
    assert "place/orm" in {p.id for p in read("Shells hit the town of Orm in Borland.", known).places}


@pytest.mark.parametrize(
    "words",
    [
        "in the Vell shooting",
        "in Northern parts of Kesh",
        "in the Ardanian government",
        "in Vell’s team. Rudi Vell had come to Kesh",
    ],
)
def test_words_before_a_noun_and_names_of_persons_become_no_town(words: str, known: Gazetteer) -> None:
    text = (
        f"Shells hit Kesh on a day when, as some of those {words} said, nothing was expected to happen there"
    )
    held = {p.id: p for p in read(text, known).places}
    assert not {"place/geonames14", "place/geonames15"} & held.keys()
    assert not {"Northern", "Ardanian government"} & {p.name for p in held.values()}


def test_a_state_is_meant_rather_than_a_town_of_its_name(tmp_path: Path) -> None:
    state = Town("place/geonames-ar-09", "Greatvale", 10.0, 10.0, "place/ardania", 3_000_000)
    town = Town("place/geonames90", "Greatvale", 11.0, 10.0, "place/north-province", 9_000, 90)
    inner = Town("place/geonames91", "Holm", 10.1, 10.1, "place/geonames-ar-09", 9_000, 91)
    other = Town("place/geonames92", "Holm", 10.2, 11.1, "place/north-province", 9_000, 92)
    known = gazetteer(tmp_path, (*TOWNS[: len(LISTED)], state, town, inner, other))
    text = "Shells hit many houses in the town of Holm in Greatvale, far from the capital of Ardania."
    assert {state.id, inner.id} <= {p.id for p in read(text, known).places}


def test_a_small_town_far_from_all_that_is_named_is_not_meant(tmp_path: Path) -> None:
    far = Town("place/geonames93", "Holm", 30.0, 30.0, "place/ardania", 900, 93)
    known = gazetteer(tmp_path, (*TOWNS[: len(LISTED)], far))
    assert far.id in {p.id for p in read("Shells hit the town of Holm in Ardania.", known).places}
    near_kesh = "Shells hit the town of Holm. The road to Kesh was cut, and North Province was quiet."
    assert far.id not in {p.id for p in read(near_kesh, known).places}


@pytest.mark.parametrize("name", ["Vell Zorin", "Tuz Zor Brigade"])
def test_persons_and_bodies_become_no_places(name: str, known: Gazetteer) -> None:
    facts = read(f"{name} said that Ardania was calm. Kesh was quiet.", known)
    assert not {"place/geonames12", "place/geonames14"} & {p.id for p in facts.places}


@pytest.mark.parametrize(
    ("words", "holder"),
    [
        ("the village of Grusk in North Province", "place/north-province"),
        ("the village of Grusk, in the south of Kesh", "place/kesh-governorate"),
        ("the town of Grusk, a quiet market town in southern Kesh", "place/kesh-governorate"),
        ("the Dorn neighbourhood of Kesh", "place/kesh"),
        ("Kesh’s Dorn district", "place/kesh"),
        ("the Kesh neighbourhood of Dorn", "place/kesh"),
        ("the North Province village of Grusk", "place/north-province"),
        ("the Ardanian town of Grusk", "place/ardania"),
        ("the village of Grusk, North Province", "place/north-province"),
        ("the village of Grusk North Province", "place/north-province"),
        ("the villages of Grusk and Melk in North Province", "place/north-province"),
        ("the village of Grusk, some 40 km north-east of Kesh", "place/ardania"),
        ("the village of Grusk near Kesh", "place/ardania"),
        ("a market in Kesh, in the Dorn neighbourhood,", "place/kesh"),
    ],
)
def test_the_words_around_a_place_say_what_holds_it(words: str, holder: str, known: Gazetteer) -> None:
    name = "Dorn" if "Dorn" in words else "Grusk"
    found = [p for p in read(f"Shells hit {words} at noon.", known).places if p.name.startswith(name)]
    assert [p.within for p in found] == [holder]


def test_a_quarter_is_no_town_of_its_name(known: Gazetteer) -> None:
    found = the("Vell", "Shells hit the Vell neighbourhood of Kesh at noon.", known)
    assert (found.within, found.latitude) == ("place/kesh", None)


def test_a_sheikh_may_be_part_of_a_name(known: Gazetteer) -> None:
    assert (
        the("Sheikh Dorn", "Shells hit the Sheikh Dorn neighbourhood of Kesh.", known).within == "place/kesh"
    )


def test_a_large_town_keeps_its_name_whoever_is_spoken_of(tmp_path: Path) -> None:
    large = Town("place/orm", "Orm", 40.0, 40.5, "place/borland", 9_000_000, 2)
    towns = (*(t for t in TOWNS if t.id != "place/orm"), large)
    text = "Shells hit the town of Orm. Ardanian troops left. Ardania sent help from Kesh."
    assert "place/orm" in {p.id for p in read(text, gazetteer(tmp_path, towns)).places}


@pytest.mark.parametrize("words", ["the Ardanian-Borlandic border", "the signs in Arabic"])
def test_pairs_and_languages_are_no_places(words: str, known: Gazetteer) -> None:
    found = read(f"Shells hit a road near {words} at noon in Kesh.", known).places
    assert {p.id for p in found} <= {p.id for p in LISTED}


@pytest.mark.parametrize(
    "words", ["the village of Grusk and Kesh", "the villages of Grusk, Kesh and Orm", "the town of Grusk"]
)
def test_a_list_of_places_holds_nothing(words: str, known: Gazetteer) -> None:
    assert the("Grusk", f"Shells hit {words} at noon.", known).within is None


def test_unlisted_places_of_two_regions_are_two(known: Gazetteer) -> None:
    north = the("Grusk", "Shells hit the village of Grusk in North Province.", known)
    south = the("Grusk", "Shells hit the village of Grusk in Kesh province.", known)
    unknown = the("Grusk", "Shells hit the village of Grusk.", known)
    assert len({north.id, south.id, unknown.id}) == 3


def test_a_name_with_thousands_of_candidates_is_decided(tmp_path: Path) -> None:
    many = tuple(
        Town(f"place/geonames{n}", "San Tulm", 10.0 + n % 7, 10.0, "place/ardania", n, n)
        for n in range(100, 5_100)
    )
    known = gazetteer(tmp_path, (*TOWNS[: len(LISTED)], *many))
    read("Kesh was quiet.", known)
    found = the(
        "San Tulm", "Shells hit some houses and the market in the town of San Tulm in Ardania. " * 200, known
    )
    assert (found.latitude, found.within) == (None, "place/ardania")
