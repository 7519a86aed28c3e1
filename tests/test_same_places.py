"""Unlisted places of different articles that are one, and near misses."""

from __future__ import annotations

import pytest

from kg.link.places import of_two_regions, same_places
from kg.model import Place, Sameness, digest, slug

COUNTRY = Place("place/ardania", "Ardania")
NORTH = Place("place/north", "North Province", within="place/ardania")
SOUTH = Place("place/south", "South Province", within="place/ardania")
TOWN = Place("place/tull", "Tull", within="place/north", latitude=1.0, longitude=2.0)
LISTED = (COUNTRY, NORTH, SOUTH, TOWN)


def unlisted(name: str, within: str | None = None) -> Place:
    return Place(f"place/{slug(name)}-{digest(name, str(within), length=8)}", name, within=within)


def opinions(*places: Place) -> list[Sameness]:
    return list(same_places({place.id: place for place in (*LISTED, *places)}))


def followed(*places: Place) -> set[tuple[str, str]]:
    return {(one.first, one.second) for one in opinions(*places) if one.followed}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Grusk az-Zawr", "Grusk al-Zour"), ("Kafr Oreb", "Kafar Oreb"), ("Grusk", "Grusk town")],
)
@pytest.mark.parametrize(
    ("here", "there"),
    [("place/north", "place/north"), ("place/north", None), ("place/north", "place/ardania"), (None, None)],
)
def test_spellings_within_one_region_are_one(
    one: str, other: str, here: str | None, there: str | None
) -> None:
    first, second = unlisted(one, here), unlisted(other, there)
    (found,) = opinions(first, second)
    assert found.followed
    assert {found.first, found.second} == {first.id, second.id}
    assert found.first < found.second
    assert found.reason


def test_the_less_is_known_the_less_sure_is_it() -> None:
    def sure(other: str, within: str | None) -> float:
        return opinions(unlisted("Grusk az-Zawr", "place/north"), unlisted(other, within))[0].confidence

    assert sure("Grusk az Zawr", "place/north") > sure("Grusk al-Zour", "place/north")
    assert sure("Grusk al-Zour", "place/north") > sure("Grusk al-Zour", None)


def test_places_of_two_regions_are_two() -> None:
    assert not opinions(unlisted("Kafr Oreb", "place/north"), unlisted("Kafar Oreb", "place/south"))


def test_one_of_unknown_region_belongs_to_neither_of_two() -> None:
    unknown = unlisted("Kafr Oreb")
    found = opinions(unknown, unlisted("Kafr Oreb", "place/north"), unlisted("Kafr Oreb", "place/south"))
    assert len(found) == 2
    assert not any(one.followed for one in found)


def test_a_listed_place_takes_none_by_its_sound() -> None:
    (found,) = opinions(unlisted("Tul", "place/north"), unlisted("Orm")) or [None]
    assert found is None  # too short to tell by sound
    (found,) = opinions(unlisted("Tull"))
    assert not found.followed


def test_vowels_alone_make_a_near_miss() -> None:
    (found,) = opinions(unlisted("Sarakeb", "place/north"), unlisted("Sarukab", "place/north"))
    assert not found.followed
    assert "vowels" in found.reason
    assert not opinions(unlisted("Sarakeb", "place/north"), unlisted("Sarukab", "place/south"))


def test_listed_places_alone_are_of_no_interest() -> None:
    twin = Place("place/geonames99", "Tull", within="place/north")
    assert opinions(twin) == []


def test_no_group_spans_two_regions() -> None:
    places = [
        unlisted("Kafr Oreb", within) for within in ("place/north", "place/south", "place/ardania", None)
    ]
    north, south, country, unknown = (place.id for place in places)
    differ = of_two_regions({place.id: place for place in (*LISTED, *places)})
    assert differ([north], [south])
    assert differ([unknown, north], [country, south])
    assert not differ([north], [country, unknown])
    assert differ([NORTH.id], [SOUTH.id])
    assert not differ([TOWN.id], [north])


def test_order_does_not_matter() -> None:
    places = [unlisted(name, "place/north") for name in ("Kafr Oreb", "Kafar Oreb", "Kafer Oreb", "Sarakeb")]
    assert opinions(*places) == opinions(*reversed(places))


@pytest.mark.parametrize("within", ["place/north", None])
def test_many_of_one_sound_make_few_opinions(within: str | None) -> None:
    names = ["Kafr" + "-" * n + "Oreb" for n in range(1, 5_000)]
    places = [unlisted(name, within) for name in names]
    assert len(opinions(*places)) < 10 * len(places)


def test_many_regions_of_one_name_make_few_opinions() -> None:
    regions = [Place(f"place/r{n}", f"R{n}", within="place/ardania") for n in range(3_000)]
    places = [unlisted("Kafr Oreb", region.id) for region in regions]
    assert len(opinions(*regions, *places, unlisted("Kafr Oreb"))) < 100
