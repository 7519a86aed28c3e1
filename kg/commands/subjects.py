"""What a judgement can be about: actors, places, events and links, found by what users call them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg import console
from kg.accounts import quoted
from kg.columns import Names
from kg.errors import LostError, MisuseError
from kg.judgements import Ledger
from kg.results import cell
from kg.store import Store, Term, bound
from kg.vocabulary import iri
from kg.workspace import Workspace

MOST_SHOWN: Final = 8
"""Candidates that are named where several are meant."""
MOST_ARTICLES: Final = 3
"""Articles that are named of one thing."""
MOST_READ: Final = 40
"""Articles that are looked through for the one that a merged id comes from."""
LONG: Final = 100
"""Letters of a claim that are shown."""
_ENTITY: Final = " ".join(f"<{iri(kind)}>" for kind in ("kg:Actor", "kg:Place", "kg:Event"))
_PREFERRED, _OTHER, _OLD = (f"<{iri(name)}>" for name in ("skos:prefLabel", "skos:altLabel", "rdfs:label"))
_REPLACED: Final = f"<{iri('dcterms:isReplacedBy')}>"
_BY_ID: Final = f"""SELECT DISTINCT ?beginning ?node ?label WHERE {{
  {{ VALUES ?class {{ {_ENTITY} }} ?node a ?class ; {_PREFERRED} ?label }} UNION
  {{ ?node {_REPLACED} ?whole OPTIONAL {{ ?node {_OLD} ?label }} }}
  FILTER(STRSTARTS(STR(?node), ?beginning)) }} ORDER BY ?node LIMIT 100"""
_BY_NAME: Final = f"""SELECT DISTINCT ?wanted ?node ?label WHERE {{
  ?node {_PREFERRED}|{_OTHER} ?name FILTER(LCASE(STR(?name)) = LCASE(?wanted))
  VALUES ?class {{ {_ENTITY} }} ?node a ?class ; {_PREFERRED} ?label }} ORDER BY ?node LIMIT 100"""
_BY_OLD_NAME: Final = f"""SELECT DISTINCT ?wanted ?node ?label WHERE {{
  ?node {_REPLACED} ?whole ; {_OLD} ?label
  FILTER(LCASE(STR(?label)) = LCASE(?wanted)) }} ORDER BY ?node LIMIT 100"""
_LINKS: Final = f"""SELECT DISTINCT ?beginning ?link ?kind ?one ?other WHERE {{
  VALUES ?class {{ <{iri("kg:Link")}> <{iri("kg:Sameness")}> }} ?link a ?class ;
    <{iri("rdf:predicate")}> ?kind ; <{iri("rdf:subject")}> ?one ; <{iri("rdf:object")}> ?other
  FILTER(STRSTARTS(STR(?link), ?beginning)) }} ORDER BY ?link LIMIT 100"""
_LABEL: Final = f"""SELECT ?node ?label WHERE {{
  ?node {_PREFERRED}|{_OLD}|<{iri("dcterms:identifier")}> ?label }} ORDER BY ?label"""
_CLAIM: Final = f"""SELECT DISTINCT ?node ?who ?text WHERE {{
  ?node <{iri("kg:text")}> ?text OPTIONAL {{
    ?node <{iri("kg:claimant")}> ?claimant . ?claimant {_PREFERRED} ?who }} }} ORDER BY ?who"""
_WHOLE: Final = f"SELECT ?node ?whole WHERE {{ ?node {_REPLACED} ?whole }}"
_PARTS: Final = f"SELECT ?node ?part WHERE {{ ?part {_REPLACED} ?node }}"
_ARTICLES: Final = f"""SELECT DISTINCT ?node ?name ?sha WHERE {{
  {{ ?node <{iri("kg:inArticle")}> ?article }} UNION
  {{ ?node <{iri("kg:mention")}>/<{iri("oa:hasSource")}> ?article }} UNION
  {{ ?node <{iri("kg:sha256")}> ?own BIND(?node AS ?article) }}
  ?article <{iri("dcterms:identifier")}> ?name ; <{iri("kg:sha256")}> ?sha }} ORDER BY ?name"""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A link, or an opinion on what is one, with the ids it is between; kind 'same' for the latter."""

    id: str
    kind: str
    one: str
    other: str


class Subjects:
    """Finds and describes what stands in a workspace's graph."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._names = Names(workspace.base)

    @cached_property
    def store(self) -> Store:
        """The graph."""
        return self._workspace.store()

    def pair(self, first: str, second: str) -> tuple[str, str]:
        """Find two actors, places or events of one kind; MisuseError names candidates where it cannot."""
        one, other = self._candidates(first), self._candidates(second)
        kinds = {_kind(key) for key in one} & {_kind(key) for key in other}
        if not kinds:
            cause = f"{_listed(one)} is not of the kind of {_listed(other)}"
            raise MisuseError(f"{first!r} and {second!r}", cause, "give two actors, two places or two events")
        ones = {key: label for key, label in one.items() if _kind(key) in kinds}
        others = {key: label for key, label in other.items() if _kind(key) in kinds}
        found = [(key, match) for key in ones for match in others if _kind(key) == _kind(match)]
        if len(found) > 1:
            named, many = (first, ones) if len(ones) > 1 else (second, others)
            raise MisuseError(repr(named), f"may be {_listed(many)}", "give one of these ids")
        ((key, match),) = found
        if key == match:
            key, match = self._former(first, key), self._former(second, key)
        if key == match:
            raise MisuseError(f"{first!r} and {second!r}", f"are both {key}", "give two different ones")
        return key, match

    def _former(self, name: str, whole: str) -> str:
        """Find the id of that name which gave way to another one; the other where none did, or several."""
        former = [key for key in self._named(_BY_OLD_NAME, name) if self._whole(key) == whole]
        return former[0] if len(former) == 1 else whole

    def _whole(self, key: str) -> str:
        """Return the id that stands for it."""
        return next((self._key(whole) for _, whole in self._of(_WHOLE, key)), key)

    def opinion(self, name: str, ledger: Ledger) -> Opinion:
        """Find a link by its id or a beginning of it, in the graph or among what was judged before."""
        key = name.removeprefix(self._names.base).removeprefix("link/")
        beginning = f"link/{key}"
        found = dict[str, Opinion]()
        if key and key.isascii():
            for judgement in ledger.judgements:
                if judgement.statement and judgement.about[0].startswith(beginning):
                    found[judgement.about[0]] = Opinion(judgement.about[0], *judgement.statement)
            for link, kind, *ends in self._rows(_LINKS, beginning=self._names.base + beginning):
                word = cell(kind).removeprefix(iri("kg:"))
                one, other = map(self._key, ends)
                word = "same" if cell(kind) == iri("owl:sameAs") else word
                found[self._key(link)] = Opinion(self._key(link), word, one, other)
        match list(found.values()):
            case [opinion]:
                return opinion
        cause = f"{len(found)} links begin so" if found else "no link of the graph bears this id"
        cure = "`kg judge list --unsure` and `kg explain CLAIM` show links with their ids"
        raise MisuseError(f"LINK {name!r}", cause, cure)

    def label(self, key: str) -> str:
        """Describe an actor, place, event, article or claim; its id where the graph no longer has it."""
        for _, *said in self._of(_CLAIM, key):
            who, text = map(cell, said)
            return f"{who or 'somebody'}: {quoted(_short(text))}"
        return next((cell(label) for _, label in self._of(_LABEL, key)), key)

    def exists(self, key: str) -> bool:
        """Tell whether the graph has it, under this id or merged into another."""
        return any(self._of(_LABEL, key)) or any(self._of(_WHOLE, key)) or any(self._of(_CLAIM, key))

    def articles(self, key: str) -> str:
        """Name some of the articles that speak of it."""
        whole = self._whole(key)
        found = [(cell(name), cell(sha)) for _, name, sha in self._of(_ARTICLES, whole)]
        if whole != key or any(self._of(_PARTS, key)):
            found = [one for one in found[:MOST_READ] if self._names_it(one[1], key)]
        shown = [name for name, _ in found[:MOST_ARTICLES]]
        return ", ".join(
            [*shown, f"and {len(found) - len(shown)} more"][: len(shown) + (len(found) > len(shown))]
        )

    def _names_it(self, sha256: str, key: str) -> bool:
        try:
            facts = self._workspace.facts(sha256)
        except LostError:
            return False
        return any(one.id == key for things in (facts.actors, facts.places, facts.events) for one in things)

    def _candidates(self, name: str) -> dict[str, str]:
        """Find what may be meant: the one of that id; else of that name; else whose id begins so."""
        key = name.removeprefix(self._names.base)
        begun = self._begun(key)
        if key in begun:
            return {key: begun[key]}
        found = self._named(_BY_NAME, name) or begun or self._named(_BY_OLD_NAME, name)
        if not found:
            cure = "`kg ask events`, `kg ask actors` and `kg judge list --unsure` show names and ids"
            raise MisuseError(repr(name), "no actor, place or event of the graph has this id or name", cure)
        return found

    def _begun(self, key: str) -> dict[str, str]:
        if not key or not key.isascii():
            return {}
        beginnings = [key] if "/" in key else [f"{kind}/{key}" for kind in ("actor", "place", "event")]
        rows = [row for one in beginnings for row in self._rows(_BY_ID, beginning=self._names.base + one)]
        return {self._key(node): cell(label) for node, label in rows}

    def _named(self, query: str, name: str) -> dict[str, str]:
        if not _is_text(name):
            return {}
        return {self._key(node): cell(label) for node, label in self._rows(query, wanted=name)}

    def _of(self, query: str, key: str) -> Sequence[Sequence[Term | None]]:
        """Ask of one node."""
        rows = self.store.select(query, bound(node=self._names.node(key))).rows
        return [(None, *row) for row in rows]

    def _rows(self, query: str, **values: str) -> Sequence[Sequence[Term | None]]:
        return self.store.select(query, bound(**values)).rows

    def _key(self, node: object) -> str:
        return self._names.key(node)


def _kind(key: str) -> str:
    return key.partition("/")[0]


def _listed(found: Mapping[str, str]) -> str:
    """Name candidates: 'event/3f (Shelling of Kesh) or event/9a (Raid on Kesh)'."""
    shown = [f"{key} ({_short(console.clean(label))})" for key, label in [*found.items()][:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        shown.append(f"{len(found) - MOST_SHOWN} more")
    return " or ".join(shown)


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def _is_text(name: str) -> bool:
    """Tell whether it is text; what a terminal passes on may be none."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return bool(name)
