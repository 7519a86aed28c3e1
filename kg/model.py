"""The nouns of claimgraph: plain frozen data that every stage shares.

Offsets are code points into the article's text, end exclusive. Ids are paths relative to the base IRI
("actor/russia", "claim/3f…"), made of content, so that the same input gives the same ids in any order.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ActorKind = Literal["person", "organization", "state", "armed-group", "unnamed", "actor"]
ClaimKind = Literal["statement", "accusation", "denial", "admission"]
Mode = Literal["direct", "indirect", "mixed", "own-voice"]
Certainty = Literal["certain", "probable", "possible"]
Intent = Literal["intentional", "unintentional"]
Measure = Literal["killed", "wounded", "captured", "missing", "displaced", "destroyed", "other"]
Counted = Literal[
    "civilians", "soldiers", "militants", "children", "women",
    "aid-workers", "journalists", "vehicles", "people", "other",
]  # fmt: skip
EventType = Literal[
    "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack", "ground-attack", "shooting",
    "killing", "shootdown", "abduction", "siege", "advance", "displacement", "ceasefire",
    "ceasefire-violation", "aid", "sanctions", "diplomacy", "protest", "investigation", "other",
]  # fmt: skip
LinkKind = Literal["denies", "contradicts", "corroborates", "revises", "copyOf"]
Verdict = Literal["same", "different", "right", "wrong"]
ReasonPart = Literal["kind", "claimant", "blames", "attributes", "rejects", "figure"]
EntityLabel = Literal["person", "organization", "location", "nationality", "name", "role"]


def digest(*parts: str, length: int = 20) -> str:
    """Hash the parts into `length` hexadecimal digits; a separator keeps ("ab", "c") from ("a", "bc")."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(name: str) -> str:
    """Make a readable path segment of a name: 'Igor Konashenkov' gives 'igor-konashenkov'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that stand at this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of metadata and how it was found: 'metadata' (its own), 'sidecar' or 'text'."""

    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what is known about it; `text` is empty where it was read back from a graph."""

    id: str
    text: str
    sha256: str
    source: str = ""
    title: Found | None = None
    date: Found | None = None
    """ISO 8601 date of publication, possibly shortened: YYYY[-MM[-DD]]."""
    publisher: Found | None = None
    url: str | None = None
    boilerplate: tuple[Span, ...] = ()
    length: int = 0
    """Code points of the text; stated only where the text itself is absent."""

    @property
    def key(self) -> str:
        """Its id as a path relative to the base IRI, made of the text alone."""
        return f"article/{self.sha256[:20]}"


def text_digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal; equals the file's own for UTF-8 text files."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Entity:
    """A name or role noun seen in the text."""

    span: Span
    label: EntityLabel


@dataclass(frozen=True, slots=True)
class Number:
    """A stated count; "at least 62" has no maximum, "up to 250" no minimum."""

    span: Span
    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Date:
    """A date expression, resolved: ISO 8601, possibly shortened to its precision, or an interval a/b."""

    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) introduces (cue) what (content); a missing source goes on from the last one."""

    cue: Span
    content: Span
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its part of speech and its place in the sentence's tree, after Universal Dependencies."""

    span: Span
    tag: str
    head: int
    """Number of the token it depends on; -1 for the root of a sentence."""
    relation: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """One mention is said to think well or ill of another: to support it, to blame it."""

    holder: Span
    target: Span
    positive: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Doc:
    """An article as the annotate stage reads it; all tuples are sorted by position.

    Tokens, chains, opinions and vectors are the trained reader's alone.
    """

    article: Article
    sentences: tuple[Span, ...]
    quotations: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    numbers: tuple[Number, ...] = ()
    dates: tuple[Date, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    tokens: tuple[Token, ...] = ()
    chains: tuple[tuple[Span, ...], ...] = ()
    """Mentions of the same person, body, place or thing, two or more."""
    opinions: tuple[Opinion, ...] = ()
    vectors: NDArray[np.float16] | None = field(default=None, compare=False, repr=False)
    """[tokens, n]: what the model makes of each token, for the heads that judge claims."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state, armed group or unnamed group, as named in one article or resolved."""

    id: str
    name: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    """Every surface form seen, sorted, the preferred one not among them."""
    acts_for: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    hidden: tuple[str, ...] = ()
    """Words that mean it only in some contexts: a demonym, a capital that stands for its government."""


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; latitude and longitude in decimal degrees (WGS84)."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    within: str | None = None
    same_as: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A happening that is reported or disputed, carrying only what identifies it."""

    id: str
    type: EventType
    label: str
    names: tuple[str, ...] = ()
    """Every surface form seen, sorted."""
    date: str | None = None
    """YYYY[-MM[-DD]]; the length is the precision."""
    not_before: str | None = None
    not_after: str | None = None
    places: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number put forward by a claim; one of the bounds may be open."""

    measure: Measure
    minimum: int | None
    maximum: int | None
    counted: Counted

    @property
    def amount(self) -> str:
        """The number in words: '62', '62 to 80', 'at least 62', 'up to 80'; 'some' where it has no bound."""
        low, high = self.minimum, self.maximum
        if low == high:
            return "some" if low is None else str(low)
        if high is None:
            return f"at least {low}"
        return f"up to {high}" if low is None else f"{low} to {high}"

    @property
    def words(self) -> str:
        """The whole in words.

        >>> Figure("killed", 62, None, "aid-workers").words
        'at least 62 aid workers killed'
        """
        named = (word.replace("-", " ") for word in (self.counted, self.measure) if word != "other")
        return " ".join([self.amount, *named])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands, with the exact words and up to 32 code points around them."""

    span: Span
    exact: str
    prefix: str = ""
    suffix: str = ""

    CONTEXT = 32

    @classmethod
    def at(cls, span: Span, text: str) -> Evidence:
        """Take the evidence at a span of the article's text."""
        before, after = max(0, span.start - cls.CONTEXT), span.end + cls.CONTEXT
        return cls(span, span.of(text), text[before : span.start], text[span.end : after])


@dataclass(frozen=True, slots=True)
class Reason:
    """What one part of a claim was read by; reasons sort by part, then by place."""

    part: ReasonPart
    by: str
    """The rule or head: 'rule cue-accuse', 'head blames'."""
    score: float | None = None
    """0 to 1, as the rule or head itself puts it; the claim's confidence is what is calibrated."""
    span: Span | None = None
    """The words it stands on, in the article's text."""

    def __lt__(self, other: Reason) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, tuple[int, ...], str, float]:
        place = (self.span.start, self.span.end) if self.span else ()
        return get_args(ReasonPart).index(self.part), place, self.by, -1 if self.score is None else self.score


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing put forward by one claimant in one article."""

    id: str
    kind: ClaimKind
    article: str
    claimants: tuple[str, ...]
    evidence: Evidence
    text: str
    """The content in the article's words, without who says it."""
    mode: Mode
    certainty: Certainty
    confidence: float
    """0 to 1, two decimals."""
    rule: str
    """The rule or head that found it."""
    cue: str | None = None
    via: tuple[str, ...] = ()
    """Who passed it on, nearest to the reader first."""
    about: str | None = None
    attributes: tuple[str, ...] = ()
    blames: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    intent: Intent | None = None
    said_on: str | None = None
    figures: tuple[Figure, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """Sorted, each once."""


@dataclass(frozen=True, slots=True)
class Run:
    """What made a claim: software, reader, model digest and configuration, as far as they bear on it."""

    software: str
    version: str
    reader: str
    model: str = ""
    configuration: str = ""

    @property
    def key(self) -> str:
        """Its id as a path relative to the base IRI."""
        return f"run/{digest(self.software, self.version, self.reader, self.model, self.configuration)}"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read in one article."""

    article: Article
    run: Run
    main_events: tuple[str, ...] = ()
    publisher: str | None = None
    """The actor that speaks in the article's own voice."""
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What one claim does to another, derived; symmetric kinds are stored once, smaller id first.

    A copy links an article to the one it repeats.
    """

    kind: LinkKind
    subject: str
    object: str
    confidence: float
    reason: str

    @property
    def key(self) -> str:
        """Its id as a path relative to the base IRI."""
        return f"link/{digest(self.kind, self.subject, self.object)}"


@dataclass(frozen=True, slots=True)
class Sameness:
    """An opinion that two actors, places or events, by the ids that facts of articles use, are one thing."""

    first: str
    second: str
    """The greater id of the two."""
    confidence: float
    """0 to 1, two decimals."""
    reason: str
    followed: bool = True
    """Whether the graph holds them as one; near misses are kept beside those followed."""

    @property
    def key(self) -> str:
        """Its id as a path relative to the base IRI."""
        return f"link/{digest('same', self.first, self.second)}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person holds of an opinion or a link; it wins over scores."""

    id: str
    verdict: Verdict
    about: tuple[str, ...]
    """Two actors, places or events ('same', 'different'), or one link ('right', 'wrong')."""
    by: str
    at: str
    """ISO 8601 date and time, UTC."""
    note: str = ""
    statement: tuple[str, ...] = ()
    """Of a link: its kind, subject and object, so that it is known where it is found no longer."""
    labels: tuple[str, ...] = ()
    """What people read for each of `about`, as it was when judged; not in the graph."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What the link stage derives from the facts of all articles."""

    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    opinions: tuple[Sameness, ...] = ()
    """What was held to be one, and nearly so, sorted."""
    same: Mapping[str, str] = field(default_factory=dict)
    """From the id an article's facts use to the id it was resolved to, where they differ."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What people read for each id in `same`."""
    set_aside: tuple[Judgement, ...] = ()
    """Judgements that earlier ones contradict."""
    judgements: tuple[Judgement, ...] = ()
    """Those that hold, on what is there, sorted by id."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office, and when: both days included."""

    office: str
    holder: str
    not_before: str
    not_after: str


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Actors and places known beforehand; compared by identity, so that an index of one is found at once."""

    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    towns: Path | None = None
    """A file of places beyond these, looked up where a text names one (`kg/towns.py`)."""
    offices: tuple[Actor, ...] = ()
    """Offices that one person holds at a time; no annotator looks for their names."""
    tenures: tuple[Tenure, ...] = ()
