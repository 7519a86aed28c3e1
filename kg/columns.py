"""Which property carries which field of a noun, and how: one table that `kg/rdf.py` writes and reads by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args
from urllib.parse import quote

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.errors import MisuseError
from kg.model import (
    Certainty,
    Counted,
    EventType,
    Intent,
    LinkKind,
    Measure,
    Mode,
    Reason,
    ReasonPart,
    Span,
    Verdict,
)
from kg.vocabulary import BASE, iri

Term: TypeAlias = NamedNode | ox.Literal

_DATATYPES = {
    len("YYYY"): NamedNode(iri("xsd:gYear")),
    len("YYYY-MM"): NamedNode(iri("xsd:gYearMonth")),
    len("YYYY-MM-DD"): NamedNode(iri("xsd:date")),
}
MODE_SPELLING: Final = {"own-voice": "ownVoice"}
"""Words of the model that are spelled otherwise in the graph."""
_INTEGER_TYPE, _DECIMAL_TYPE = NamedNode(iri("xsd:integer")), NamedNode(iri("xsd:decimal"))
_ISO_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTS: Mapping[str, ReasonPart] = {part: part for part in get_args(ReasonPart)}
_REASON = re.compile(
    rf"({'|'.join(_PARTS)})(?: (\d+(?:\.\d+)?))?(?: @(\d+)-(\d+))?: (.*)", re.ASCII | re.DOTALL
)
_MOMENT_TYPE = NamedNode(iri("xsd:dateTime"))
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Names:
    """Ids as IRIs under a base and back; an id that was resolved to another gives the other's IRI."""

    def __init__(self, base: str, same: Mapping[str, str] | None = None) -> None:
        self.base, self.same = base, same or {}
        self._nodes: dict[str, NamedNode] = {}
        try:
            NamedNode(base)
        except ValueError as error:
            raise MisuseError(base, f"not an absolute IRI ({error})", f"use one such as {BASE}") from error

    def node(self, key: str) -> NamedNode:
        """Return the IRI of an id."""
        if key not in self._nodes:
            self._nodes[key] = NamedNode(self.base + self.same.get(key, key))
        return self._nodes[key]

    def key(self, term: object) -> str:
        """Return the id of an IRI; ValueError where it does not lie under the base."""
        if isinstance(term, NamedNode) and term.value.startswith(self.base):
            return term.value[len(self.base) :]
        raise ValueError(f"{term} is not an IRI under {self.base}")


class Codec(NamedTuple):
    """How a value is written as a term (None: it cannot be) and read back (ValueError: it cannot be)."""

    encode: Callable[[Any, Names], Term | None]
    decode: Callable[[object, Names], Any]


def _lexical(term: object) -> str:
    if isinstance(term, ox.Literal):
        return term.value
    raise ValueError(f"{term} is not a literal")


def _web_iri(url: str) -> NamedNode | None:
    """Make an IRI of a web address, percent-encoded where it must be; None where it is no web address.

    >>> _web_iri("https://example.org/a b?q=50%").value
    'https://example.org/a%20b?q=50%25'
    """
    if not url.lower().startswith(("http://", "https://")):
        return None
    escaped = quote(_LONE_PERCENT.sub("%25", url), safe="!#$%&'()*+,/:;=?@~", errors="replace")
    try:
        return NamedNode(escaped)
    except ValueError:
        return None


def _web_address(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    raise ValueError(f"{term} is not an IRI")


def _date_literal(value: str) -> ox.Literal:
    """Type an ISO date by its precision; anything else stays a plain string, for the shapes to refuse."""
    return ox.Literal(value, datatype=_DATATYPES[len(value)] if _ISO_DATE.fullmatch(value) else None)


def _decimal(value: float) -> str:
    """Write at most nine decimals, as a store gives them back: no trailing zeros, no exponent."""
    lexical = f"{Decimal(repr(value)):.9f}".rstrip("0").rstrip(".")
    return "0" if lexical == "-0" else lexical


def _moment_literal(value: str) -> ox.Literal:
    """Type a moment, written as a store gives it back: no zeros at the end of a fraction."""
    shortest = f"{value[:-1].rstrip('0').rstrip('.')}Z" if "." in value else value
    return ox.Literal(shortest, datatype=_MOMENT_TYPE)


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _reason_text(reason: Reason) -> str:
    """Write a reason on one line.

    >>> _reason_text(Reason("blames", "head blames", 0.83, Span(120, 131)))
    'blames 0.83 @120-131: head blames'
    """
    score = "" if reason.score is None else f" {_decimal(reason.score)}"
    place = "" if reason.span is None else f" @{reason.span.start}-{reason.span.end}"
    return f"{reason.part}{score}{place}: {reason.by}"


def _reason(text: str) -> Reason:
    found = _REASON.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no reason such as 'blames 0.83 @120-131: head blames'")
    part, score, start, end, by = found.groups()
    place = None if start is None else Span(int(start), int(end))
    return Reason(_PARTS[part], by, None if score is None else float(score), place)


def _words(values: Iterable[str], spelling: Mapping[str, str] | None = None, prefix: str = "kg:") -> Codec:
    """Write the words of a closed list as individuals; `spelling` names those that differ in the graph."""
    nodes = {value: NamedNode(iri(prefix + (spelling or {}).get(value, value))) for value in values}
    words = {node: value for value, node in nodes.items()}

    def decode(term: object, _: Names) -> str:
        if isinstance(term, NamedNode) and term in words:
            return words[term]
        raise ValueError(f"{term} is not one of {', '.join(sorted(nodes))}")

    return Codec(lambda value, _: nodes[value], decode)


REF = Codec(lambda key, names: names.node(key), lambda term, names: names.key(term))
TEXT = Codec(lambda text, _: ox.Literal(_SURROGATE.sub("�", text)), lambda term, _: _lexical(term))
DATE = Codec(lambda date, _: _date_literal(date), lambda term, _: _lexical(term))
URL = Codec(lambda url, _: _web_iri(url), lambda term, _: _web_address(term))
INTEGER = Codec(
    lambda number, _: ox.Literal(str(number), datatype=_INTEGER_TYPE), lambda term, _: int(_lexical(term))
)
DECIMAL = Codec(
    lambda number, _: ox.Literal(_decimal(number), datatype=_DECIMAL_TYPE),
    lambda term, _: float(_lexical(term)),
)
BOOLEAN = Codec(
    lambda value, _: ox.Literal(value),
    lambda term, _: {"true": True, "1": True, "false": False, "0": False}[_lexical(term)],
)
NOTE = Codec(lambda text, names: TEXT.encode(text, names) if text else None, TEXT.decode)
MOMENT = Codec(lambda moment, _: _moment_literal(moment), lambda term, _: _moment(_lexical(term)))
REASON = Codec(lambda reason, _: ox.Literal(_reason_text(reason)), lambda term, _: _reason(_lexical(term)))

_SAME = NamedNode(iri("owl:sameAs"))
_LINKS = _words(get_args(LinkKind))
STATED = Codec(
    lambda kind, names: _LINKS.encode(kind, names) if kind else _SAME,
    lambda term, names: "" if term == _SAME else _LINKS.decode(term, names),
)
"""A kind of link; '' is sameness."""


class Column:
    """A field of a noun, the property that carries it, how, and how often ("?" perhaps, "*" any number)."""

    __slots__ = ("codec", "curie", "field", "many", "predicate")

    def __init__(self, field: str, curie: str, codec: Codec, many: Literal["1", "?", "*"] = "1") -> None:
        self.field, self.curie, self.codec, self.many = field, curie, codec, many
        self.predicate = NamedNode(iri(curie))


ARTICLE = (
    Column("id", "dcterms:identifier", TEXT),
    Column("sha256", "kg:sha256", TEXT),
    Column("url", "schema:url", URL, "?"),
)
FOUND = (
    (Column("title", "schema:headline", TEXT, "?"), Column("title", "kg:headlineFoundBy", TEXT, "?")),
    (Column("date", "schema:datePublished", DATE, "?"), Column("date", "kg:dateFoundBy", TEXT, "?")),
    (Column("publisher", "dc:publisher", TEXT, "?"), Column("publisher", "kg:publisherFoundBy", TEXT, "?")),
)
LENGTH = Column("length", "kg:length", INTEGER, "?")
FACTS = (
    Column("publisher", "schema:publisher", REF, "?"),
    Column("main_events", "kg:mainEvent", REF, "*"),
)
RUN = (
    Column("software", "schema:name", TEXT),
    Column("version", "schema:softwareVersion", TEXT),
    Column("reader", "kg:reader", TEXT),
    Column("model", "kg:modelDigest", TEXT, "?"),
    Column("configuration", "kg:configuration", TEXT, "?"),
)
ACTOR = (
    Column("name", "skos:prefLabel", TEXT),
    Column("names", "skos:altLabel", TEXT, "*"),
    Column("hidden", "skos:hiddenLabel", TEXT, "*"),
    Column("acts_for", "kg:actsFor", REF, "*"),
    Column("same_as", "owl:sameAs", URL, "*"),
)
TENURE = (
    Column("office", "kg:office", REF),
    Column("holder", "kg:holder", REF),
    Column("not_before", "kg:notBefore", DATE),
    Column("not_after", "kg:notAfter", DATE),
)
PLACE = (
    Column("name", "skos:prefLabel", TEXT),
    Column("names", "skos:altLabel", TEXT, "*"),
    Column("latitude", "geo:lat", DECIMAL, "?"),
    Column("longitude", "geo:long", DECIMAL, "?"),
    Column("within", "kg:within", REF, "?"),
    Column("same_as", "owl:sameAs", URL, "*"),
)
EVENT = (
    Column("type", "kg:eventType", _words(get_args(EventType))),
    Column("label", "skos:prefLabel", TEXT),
    Column("names", "skos:altLabel", TEXT, "*"),
    Column("date", "kg:date", DATE, "?"),
    Column("not_before", "kg:notBefore", DATE, "?"),
    Column("not_after", "kg:notAfter", DATE, "?"),
    Column("places", "kg:place", REF, "*"),
    Column("participants", "kg:participant", REF, "*"),
)
CLAIM = (
    Column("article", "kg:inArticle", REF),
    Column("claimants", "kg:claimant", REF, "*"),
    Column("text", "kg:text", TEXT),
    Column("mode", "kg:mode", _words(get_args(Mode), MODE_SPELLING)),
    Column("certainty", "kg:certainty", _words(get_args(Certainty))),
    Column("confidence", "kg:confidence", DECIMAL),
    Column("rule", "kg:rule", TEXT),
    Column("cue", "kg:cue", TEXT, "?"),
    Column("via", "kg:via", REF, "*"),
    Column("about", "kg:about", REF, "?"),
    Column("attributes", "kg:attributesTo", REF, "*"),
    Column("blames", "kg:blames", REF, "*"),
    Column("rejects", "kg:rejects", REF, "*"),
    Column("intent", "kg:intent", _words(get_args(Intent)), "?"),
    Column("said_on", "kg:saidOn", DATE, "?"),
    Column("reasons", "kg:reason", REASON, "*"),
)
FIGURE = (
    Column("measure", "kg:measure", _words(get_args(Measure))),
    Column("minimum", "kg:minimum", INTEGER, "?"),
    Column("maximum", "kg:maximum", INTEGER, "?"),
    Column("counted", "kg:counted", _words(get_args(Counted))),
)
SPAN = (Column("start", "oa:start", INTEGER), Column("end", "oa:end", INTEGER))
QUOTE = (
    Column("exact", "oa:exact", TEXT),
    Column("prefix", "oa:prefix", TEXT, "?"),
    Column("suffix", "oa:suffix", TEXT, "?"),
)
STEP = (Column("position", "schema:position", INTEGER), Column("actor", "schema:item", REF))
LINK = (
    Column("kind", "rdf:predicate", _LINKS),
    Column("subject", "rdf:subject", REF),
    Column("object", "rdf:object", REF),
    Column("confidence", "kg:confidence", DECIMAL),
    Column("reason", "kg:reason", TEXT),
)
SAMENESS = (
    Column("first", "rdf:subject", REF),
    Column("second", "rdf:object", REF),
    Column("confidence", "kg:confidence", DECIMAL),
    Column("reason", "kg:reason", TEXT),
    Column("followed", "kg:followed", BOOLEAN),
)
STATEMENT = (
    Column("kind", "rdf:predicate", STATED),
    Column("subject", "rdf:subject", REF),
    Column("object", "rdf:object", REF),
)
"""Of a judgement: a link, or that two things are the same."""
JUDGEMENT = (
    Column("verdict", "kg:verdict", _words(get_args(Verdict))),
    Column("at", "prov:generatedAtTime", MOMENT),
    Column("note", "rdfs:comment", NOTE, "?"),
)
LABEL = Column("label", "rdfs:label", TEXT, "?")
