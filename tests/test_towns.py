"""The towns of the world: a file of them, and the one that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.rdf import read_gazetteer
from kg.resources import ontology_dir
from kg.toponyms import place_key, sound_key
from kg.towns import SOUNDING, Town, Towns, packed, towns_digest

ARDANIA = Town("place/ardania", "Ardania", 1.0, 1.0)
NORTH = Town("place/geonames-ar-01", "North", 2.0, 1.0, "place/ardania")
KESH = Town("place/geonames17", "Kesh", 2.5, 1.25, "place/geonames-ar-01", 12_000, 17)
SHIPPED = Towns(ontology_dir() / "towns.bin")


@pytest.fixture
def small(tmp_path: Path) -> Towns:
    path = tmp_path / "towns.bin"
    path.write_bytes(packed([ARDANIA, NORTH, KESH], {"kesh": [2], "qesh": [2], "north": [1], "ardania": [0]}))
    return Towns(path)


def test_a_town_is_found_by_each_of_its_names(small: Towns) -> None:
    assert small.find("kesh") == small.find("qesh") == [KESH]
    assert small.find("north") == [NORTH]


@pytest.mark.parametrize("key", ["", "a", "kes", "keshh", "zzz", "esh", "kesh\t2"])
def test_what_is_no_name_finds_nothing(key: str, small: Towns) -> None:
    assert small.find(key) == []


def test_what_holds_a_town_is_known_with_it(small: Towns) -> None:
    assert small.known("place/ardania") is None
    small.find("kesh")
    assert small.known("place/ardania") == ARDANIA
    assert KESH.place.within == NORTH.id


def test_a_town_names_its_source() -> None:
    assert KESH.place.same_as == ("https://sws.geonames.org/17/",)
    assert NORTH.place.same_as == ()


def test_many_blocks_are_searched(tmp_path: Path) -> None:
    many = [Town(f"place/geonames{n}", f"Town {n}", 1.0, 2.0, geoname=n) for n in range(1, 5_000)]
    path = tmp_path / "towns.bin"
    path.write_bytes(packed(many, {f"town {n}": [n - 1] for n in range(1, 5_000)}))
    towns = Towns(path)
    assert all(towns.find(f"town {n}") == [many[n - 1]] for n in (1, 2, 511, 512, 513, 2_999, 4_999))
    assert towns.find("town 5000") == []


def test_another_file_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "towns.bin").write_bytes(b"something else")
    with pytest.raises(KgError, match="no file of towns"):
        Towns(tmp_path / "towns.bin").find("kesh")


def test_the_same_towns_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = (packed([ARDANIA, NORTH], {"north": [1]}) for _ in range(2))
    assert one == other
    (tmp_path / "towns.bin").write_bytes(one)
    assert len(towns_digest(tmp_path / "towns.bin")) == 64


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Dayr Az Zawr", "place/deir-ez-zor"),
        ("Khān Shaykhūn", "place/khan-shaykhun"),
        ("Jubb al Jarrah", "place/geonames168972"),
    ],
)
def test_shipped_towns_are_found_by_other_spellings(name: str, identity: str) -> None:
    assert identity in {town.id for town in SHIPPED.find(place_key(name))}
    assert identity in {town.id for town in SHIPPED.find(SOUNDING + sound_key(name))}


def test_a_name_that_many_towns_bear_has_them_all() -> None:
    assert len(SHIPPED.find("san antonio")) > 20


def test_shipped_towns_lie_in_curated_provinces() -> None:
    places = {place.id for place in read_gazetteer([ontology_dir() / "places.ttl"]).places}
    (jarrah,) = SHIPPED.find("jubb al jarrah")
    assert jarrah.within == "place/homs-governorate"
    assert jarrah.within in places


def test_shipped_towns_refer_to_curated_places_that_exist() -> None:
    places = read_gazetteer([ontology_dir() / "places.ttl"]).places
    for place in places[::40]:
        found = {town.id for town in SHIPPED.find(place_key(place.name.split(",")[0]))}
        assert place.id in found, place.name


def test_the_shipped_file_is_small() -> None:
    assert (ontology_dir() / "towns.bin").stat().st_size < 5_000_000
