"""Distances and containment of places."""

import pytest

from kg.geography import chain, distance_km, holds
from kg.model import Place

QUARTER = Place("place/quarter", "Quarter", within="place/town")
TOWN = Place("place/town", "Town", within="place/province", latitude=36.2, longitude=37.16)
PROVINCE = Place("place/province", "Province", within="place/country")
PLACES = {place.id: place for place in (QUARTER, TOWN, PROVINCE)}


def test_a_chain_goes_from_the_inside_out() -> None:
    assert chain(QUARTER.id, PLACES) == ("place/quarter", "place/town", "place/province", "place/country")


def test_a_place_that_no_record_knows_is_its_own_chain() -> None:
    assert chain("place/elsewhere", PLACES) == ("place/elsewhere",)


def test_a_circle_ends() -> None:
    round_about = {"a": Place("a", "A", within="b"), "b": Place("b", "B", within="a")}
    assert chain("a", round_about) == ("a", "b")


def test_a_province_holds_a_quarter_and_not_the_other_way_round() -> None:
    assert holds(PROVINCE.id, QUARTER.id, PLACES)
    assert holds(TOWN.id, TOWN.id, PLACES)
    assert not holds(QUARTER.id, PROVINCE.id, PLACES)


@pytest.mark.parametrize(
    ("first", "second", "km"),
    [
        ((51.5074, -0.1278), (48.8566, 2.3522), 344),
        ((0.0, 179.5), (0.0, -179.5), 111),  # over the date line
        ((90.0, 0.0), (-90.0, 0.0), 20015),
        ((36.2, 37.16), (36.2, 37.16), 0),
    ],
)
def test_distances_follow_the_great_circle(
    first: tuple[float, float], second: tuple[float, float], km: int
) -> None:
    here, there = (Place(str(at), "", latitude=at[0], longitude=at[1]) for at in (first, second))
    found = distance_km(here, there)
    assert found is not None
    assert round(found) == km
    assert distance_km(there, here) == found


def test_without_coordinates_there_is_no_distance() -> None:
    assert distance_km(TOWN, PROVINCE) is None
    assert distance_km(PROVINCE, TOWN) is None
