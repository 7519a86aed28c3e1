"""The towns of the world by name: one file, of which only what is asked for is unpacked.

The file is made by tools/make_towns.py. Behind the words `kg towns 1`, a digest of what follows and the
length of the index it holds this index, blocks of names and blocks of rows, each packed by zlib. A line of
names is a name and the numbers of its rows; names are sorted, and those that begin with SOUNDING are names as
they sound. A line of rows is a place: id, name, latitude, longitude, row that it lies within, inhabitants and
number at GeoNames.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from kg.errors import KgError
from kg.model import Place

MAGIC = b"kg towns 1\n"
DIGEST, LENGTH = 32, 4
"""Bytes of the SHA-256 digest and of the length of the index."""
HEAD = len(MAGIC) + DIGEST + LENGTH
SOUNDING = "~"
BLOCK = 1 << 15
"""Bytes of a block of names, unpacked at once."""
ROWS = 512
"""Rows of a block."""
KEPT = 64
"""Blocks of each sort kept unpacked."""
GEONAMES = "https://sws.geonames.org/"
_NUMBERED = "place/geonames"
"""No hyphen: an id that ends in one and eight hexadecimal digits is that of a place no list knows."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place of the file."""

    id: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    within: str | None = None
    population: int = 0
    geoname: int | None = None

    @property
    def is_district(self) -> bool:
        """Tell whether it is a second-level division, of which inhabitants are not told."""
        return self.geoname is None and not self.population and self.id.startswith(f"{_NUMBERED}-")

    @property
    def place(self) -> Place:
        """The same as a noun of the graph."""
        same = (f"{GEONAMES}{self.geoname}/",) if self.geoname else ()
        return Place(self.id, self.name, (), self.latitude, self.longitude, self.within, same)


class Towns:
    """A file of towns; nothing is read before the first name is looked up."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names = lru_cache(KEPT)(lambda number: self._unpacked(self._index["names"][number][1:]))
        self._rows = lru_cache(KEPT)(lambda number: self._unpacked(self._index["rows"][number]).split("\n"))
        self._by_id: dict[str, Town] = {}

    def find(self, key: str) -> list[Town]:
        """Return the places that bear a name, as `place_key` or SOUNDING and `sound_key` write it."""
        block = bisect_right(self._firsts, key) - 1
        if block < 0 or not key:
            return []
        names: str = self._names(block)
        start = names.find(f"\n{key}\t")
        if start < 0:
            return []
        start += len(key) + 2
        return [self._town(int(number)) for number in names[start : names.index("\n", start)].split()]

    def known(self, identity: str) -> Town | None:
        """Return a place that was found before, or that holds one."""
        return self._by_id.get(identity)

    def _town(self, number: int) -> Town:
        identity, name, north, east, within, people, geoname = self._fields(number)
        town = Town(
            _full(identity, geoname),
            name,
            float(north) if north else None,
            float(east) if east else None,
            self._town(int(within)).id if within else None,
            int(people or 0),
            int(geoname) if geoname else None,
        )
        return self._by_id.setdefault(town.id, town)

    def _fields(self, number: int) -> list[str]:
        rows: list[str] = self._rows(number // ROWS)
        return rows[number % ROWS].split("\t")

    @cached_property
    def _data(self) -> bytes:
        data = self._path.read_bytes()
        if not data.startswith(MAGIC):
            raise KgError(str(self._path), "is no file of towns", "install claimgraph again")
        return data

    @cached_property
    def _index(self) -> dict[str, list[list[int]]]:
        index: dict[str, list[list[int]]] = json.loads(zlib.decompress(self._data[HEAD : self._body]))
        return index

    @cached_property
    def _body(self) -> int:
        """Where the blocks begin."""
        return HEAD + int.from_bytes(self._data[HEAD - LENGTH : HEAD], "big")

    @cached_property
    def _firsts(self) -> list[str]:
        return [str(first) for first, *_ in self._index["names"]]

    def _unpacked(self, at: Sequence[int]) -> str:
        start = self._body + at[0]
        return zlib.decompress(self._data[start : start + at[1]]).decode()


@lru_cache(maxsize=4)
def towns(path: Path) -> Towns:
    """Open a file of towns, once."""
    return Towns(path)


def _full(identity: str, geoname: str) -> str:
    """An id is written out only where it is not made of the number at GeoNames."""
    return identity or f"{_NUMBERED}{geoname}"


def packed(rows: Sequence[Town], names: Mapping[str, Iterable[int]]) -> bytes:
    """Write rows, and the names with the numbers of the rows that bear them, as the bytes of a file."""
    numbers = {row.id: number for number, row in enumerate(rows)}
    written = [_row(row, numbers) for row in rows]
    row_blocks = ["\n".join(written[at : at + ROWS]) for at in range(0, len(written), ROWS)]
    name_blocks = list(_cut(f"{key}\t{' '.join(map(str, sorted(names[key])))}\n" for key in sorted(names)))
    body, index = bytearray(), {"names": list[list[object]](), "rows": list[list[object]]()}
    for block in name_blocks:
        index["names"].append([block[: block.index("\t")], *_add(body, "\n" + block)])
    for block in row_blocks:
        index["rows"].append(_add(body, block))
    head = zlib.compress(json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    rest = len(head).to_bytes(LENGTH, "big") + head + bytes(body)
    return MAGIC + sha256(rest).digest() + rest


def _add(body: bytearray, block: str) -> list[object]:
    start, data = len(body), zlib.compress(block.encode(), 9)
    body += data
    return [start, len(data)]


def _cut(lines: Iterable[str]) -> Iterator[str]:
    block, size = list[str](), 0
    for line in lines:
        block.append(line)
        size += len(line)
        if size >= BLOCK:
            yield "".join(block)
            block, size = [], 0
    if block:
        yield "".join(block)


def _row(town: Town, numbers: Mapping[str, int]) -> str:
    identity = "" if town.id == f"{_NUMBERED}{town.geoname}" else town.id
    within = "" if town.within is None else numbers[town.within]
    fields = (identity, town.name, town.latitude, town.longitude, within, town.population or "", town.geoname)
    return "\t".join("" if field is None else str(field) for field in fields)


def towns_digest(path: Path) -> str:
    """What a file of towns says of its content: with other towns articles read otherwise."""
    with path.open("rb") as file:
        return file.read(HEAD)[len(MAGIC) : -LENGTH].hex()
