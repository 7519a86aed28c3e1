"""Short texts annotated by hand, one file a phenomenon: the format is told in tests/phenomena/README.md."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Article, Found, Span, text_digest

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "phenomena"
FLOORS = FOLDER / "floors.toml"
KINDS = frozenset({"statement", "accusation", "denial", "admission", "figure"})
VERDICTS = frozenset({"accusation", "denial", "admission"})
COMPARABLE = frozenset({"via", "certainty", "date", "place"})
TARGETS = {"accusation": "blames", "denial": "rejects", "admission": "attributes"}
"""The field that names the other side of a claim, by its kind."""
LISTS = ("also_claimant", "blames", "rejects", "attributes", "via")
CLAIM_FIELDS = frozenset({
    "kind", "claimant", *LISTS, "figure", "certainty", "about_date", "place", "evidence",
})  # fmt: skip
CASE_FIELDS = frozenset({"text", "date", "publisher", "names", "claims", "none", "event"})
EVENT_FIELDS = frozenset({"date", "place", "type"})


@dataclass(frozen=True, slots=True)
class Expected:
    """A claim that a careful reader finds; names stand as in the text."""

    kind: str
    claimants: tuple[str, ...]
    """Any of them will do."""
    evidence: Span
    targets: tuple[str, ...] = ()
    figure: tuple[str, int | None, int | None] | None = None
    """Measure, minimum, maximum."""
    via: tuple[str, ...] = ()
    certainty: str = "certain"
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """What a text is mainly about; what it does not tell is left empty."""

    date: str | None = None
    """YYYY[-MM[-DD]], or two with a slash between: any day of that time will do."""
    places: tuple[str, ...] = ()
    """Any of them will do."""
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its claims."""

    number: int
    """From 1, in the order of the file."""
    article: Article
    claims: tuple[Expected, ...] = ()
    none: bool = False
    """It holds no accusation, denial or admission, though it may look so."""
    names: tuple[tuple[str, ...], ...] = ()
    """Names that mean the same actor."""
    event: Happening | None = None

    @property
    def text(self) -> str:
        """What is read."""
        return self.article.text


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """The cases of one file."""

    name: str
    cases: tuple[Case, ...]
    compares: frozenset[str] = field(default_factory=frozenset)
    """What a claim must have right beside its kind, claimant and other side."""


def phenomena(folder: Path = FOLDER) -> list[Phenomenon]:
    """Load all phenomena, by name; InputError where a file is not as it should be."""
    return [load(path) for path in sorted(folder.glob("*.toml")) if path.name != FLOORS.name]


def load(path: Path) -> Phenomenon:
    """Load the cases of a file; InputError where it is not as it should be."""
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), f"is no TOML: {error}", "mend it") from error
    compares = frozenset(record.get("compares", ()))
    if odd := (set(record) - {"case", "compares"}) | (compares - COMPARABLE):
        raise InputError(str(path), f"holds {sorted(odd)}", "see README.md beside it")
    cases = tuple(_case(path, n, one) for n, one in enumerate(record.get("case", ()), start=1))
    return Phenomenon(path.stem, cases, compares)


def floors(path: Path = FLOORS) -> dict[str, float]:
    """Load the F1 that each phenomenon may not sink below."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _case(path: Path, number: int, record: Mapping[str, Any]) -> Case:
    where = f"{path}, case {number}"
    text = record.get("text", "").strip()
    claims = tuple(_expected(where, text, one) for one in record.get("claims", ()))
    none = record.get("none", False)
    if odd := set(record) - CASE_FIELDS:
        raise InputError(where, f"has {sorted(odd)}", f"it may have {sorted(CASE_FIELDS)}")
    if not text or not (claims or none):
        raise InputError(where, "has no text or nothing to find", "give it claims, or none = true")
    if none and any(one.kind in VERDICTS for one in claims):
        raise InputError(where, "has none = true and a verdict", "take one of them away")
    article = Article(
        id=f"{path.stem}-{number}",
        text=text,
        sha256=text_digest(text),
        date=_found(record.get("date")),
        publisher=_found(record.get("publisher")),
    )
    names = tuple(map(tuple, record.get("names", ())))
    return Case(number, article, claims, none, names, _happening(where, record.get("event")))


def _found(value: str | None) -> Found | None:
    return Found(value, "metadata") if value else None


def _happening(where: str, record: Mapping[str, Any] | None) -> Happening | None:
    if record is None:
        return None
    if odd := set(record) - EVENT_FIELDS:
        raise InputError(where, f"has an event with {sorted(odd)}", f"it may have {sorted(EVENT_FIELDS)}")
    place = record.get("place", ())
    places = (place,) if isinstance(place, str) else tuple(place)
    return Happening(record.get("date"), places, record.get("type"))


def _expected(where: str, text: str, record: Mapping[str, Any]) -> Expected:
    kind, quote = record.get("kind", ""), record.get("evidence", text)
    where = f"{where}, {quote!r}"
    if odd := set(record) - CLAIM_FIELDS:
        raise InputError(where, f"has {sorted(odd)}", f"it may have {sorted(CLAIM_FIELDS)}")
    if kind not in KINDS or not record.get("claimant"):
        raise InputError(where, "has no known kind or no claimant", f"kinds are {sorted(KINDS)}")
    if not quote or text.count(quote) != 1:
        raise InputError(where, "stands not just once in the text", "quote it exactly, and enough of it")
    if any(isinstance(record.get(name, []), str) for name in LISTS):
        raise InputError(where, f"has a bare string for one of {LISTS}", "write a list")
    targets = tuple(record.get(TARGETS.get(kind, ""), ()))
    if bool(targets) != (kind in VERDICTS) or ("figure" in record) != (kind == "figure"):
        raise InputError(where, f"is no whole {kind}", f"name {TARGETS.get(kind, 'the figure')}")
    claimant = record["claimant"]
    named = [claimant] if isinstance(claimant, str) else claimant
    start = text.index(quote)
    return Expected(
        kind=kind,
        claimants=(*named, *record.get("also_claimant", ())),
        evidence=Span(start, start + len(quote)),
        targets=targets,
        figure=_figure(record.get("figure")),
        via=tuple(record.get("via", ())),
        certainty=record.get("certainty", "certain"),
        date=record.get("about_date"),
        place=record.get("place"),
    )


def _figure(record: Mapping[str, Any] | None) -> tuple[str, int | None, int | None] | None:
    return (record["measure"], record.get("min"), record.get("max")) if record else None
