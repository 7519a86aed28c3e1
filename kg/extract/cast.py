"""Resolve the mentions of one article to actors, unnamed ones included."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from kg import names
from kg.extract.heads import Role, heads
from kg.extract.lookup import LEADING, Lookup, folded, plain, undamaged
from kg.extract.patterns import pattern
from kg.extract.places import is_called_place
from kg.extract.reading import Reading
from kg.extract.register import Register
from kg.extract.shorts import Shorts
from kg.model import Actor, ActorKind, Entity, EntityLabel, Span, digest, slug
from kg.spelling import ARABIC_ARTICLE, is_full

LABEL_KINDS: dict[EntityLabel, ActorKind] = {"person": "person", "organization": "organization"}
PRONOUN = re.compile(r"he|she|they|we|it|i|who", re.IGNORECASE)
WHERE = re.compile(r"\b(?:in|near|at|from|inside|within|outside)\s+(?:the\s+)?$")
SENTENCE_START = re.compile(r"(?:^|[.!?:”\"“]\s*|\n\s*)$")
OWNED = re.compile(r"(?:its|their)\s", re.IGNORECASE)
ANOTHER = re.compile(r"\b(?:another|other|second|rival|different)\s$", re.IGNORECASE)
FORCE_NEAR = 40
"""Code points behind "the coalition" in which its air raids would stand."""
FORMER = re.compile(
    r"\b(?:former|ex|late|then|future|acting|deputy|vice|previous|outgoing)[- ]$", re.IGNORECASE
)
BESIDE = re.compile(r"\s*[,(–—-]?\s*(?:the\s)?", re.IGNORECASE)
NAME_NEAR = 60
"""Code points around an office in which its holder's name is looked for."""
OWNER_NEAR = 160
"""Code points before its sentence in which "its spokesman" finds the body it belongs to."""
PERSON: frozenset[ActorKind] = frozenset({"person"})
BODY_LABELS: frozenset[EntityLabel] = frozenset({"organization", "name"})
NO_NAMES = frozenset({"ngo", "ngos", "tv"})
"""Kinds of bodies that are written like names."""
BODIES: frozenset[ActorKind] = frozenset({"organization", "state", "armed-group"})
LONGEST_SOURCE = 8
"""Words of a source that no list knows."""
APPOSED = re.compile(r"[,;(–—]|\s-\s")
DEFINITE = ("the ", "its ", "their ", "his ")


class Cast:
    """Resolves spans to actor ids; remembers who spoke last."""

    def __init__(self, reading: Reading, known: Lookup) -> None:
        self._reading, self._text, self._known = reading, reading.text, known
        self.register = Register(known)
        self._full_names = self._named_in_full()
        self._home = self._home_state()
        self._shorts = Shorts(self._text, reading.all_entities, known)
        self._by_span: dict[Span, str | None] = {}
        self._last_source: tuple[str, ...] = ()
        self.described: dict[Span, str] = {}
        """Actors that are known by nothing but the source they are."""

    def resolve(self, entity: Entity) -> str | None:
        """Return the id of the actor an entity names, or None where it names none."""
        if entity.span not in self._by_span:
            found = self._role(entity) if entity.label == "role" else self._named(entity)
            self._by_span[entity.span] = found
            if found:
                self.register.see(found, entity.span, entity.span.of(self._text))
        return self._by_span[entity.span]

    def doer(self, entity: Entity) -> str | None:
        """Resolve an entity that acts; bare "warplanes" or "a spokesman" name no doer."""
        if entity.label == "role":
            role = Role.of(plain(entity.span.of(self._text)))
            if role.phrase.lower() in heads().nameless or role.head in heads().person | heads().voices:
                return None
        return self.resolve(entity)

    def source(self, span: Span | None) -> tuple[str, ...]:
        """Return the claimants at a source span; a pronoun or no span means who spoke last."""
        if span is None or PRONOUN.fullmatch(span.of(self._text)):
            return self._spoken_for(span)
        claimants = self._speakers(self._reading.outer_entities(span), span) or self._described(span)
        if claimants:
            self._last_source = claimants
        return claimants

    def _described(self, span: Span) -> tuple[str, ...]:
        """An actor of this article alone for a source that no list knows: "nurses at the clinic"."""
        phrase = plain(APPOSED.split(span.of(self._text), maxsplit=1)[0])
        fits = phrase and len(phrase.split()) <= LONGEST_SOURCE and self._reading.is_nominal(span)
        if not fits:
            return ()
        made = self._unnamed(Role.of(phrase), [], starts=not self._reading.is_name(span))
        self.described[span] = made
        self.register.see(made, span, phrase)
        return (made,)

    def publisher(self, name: str | None) -> str:
        """The actor of the article's own voice; an unnamed one made for the article where none is known."""
        known = self._known.publisher(name) if name else None
        if known or not name:
            unnamed = f"publisher of {self._reading.article.id}"
            return self.register.add(known or Actor(self._local("publisher"), unnamed, "unnamed"))
        return self.register.add(Actor(_identity(name), name, "organization"))

    def _local(self, name: str) -> str:
        return f"actor/unnamed-{digest(self._reading.article.sha256, folded(name), length=12)}"

    def _named_in_full(self) -> dict[str, list[tuple[Span, str]]]:
        """Surname → where its bearers are named in full, and how, in the order of the text."""
        full: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for entity in self._reading.all_entities:
            if entity.label == "person":
                name = plain(entity.span.of(self._text))
                *first, last = name.split() or [""]
                for surname in {last, ARABIC_ARTICLE.sub("", last)} if first else ():
                    full[surname].append((entity.span, name))
        return full

    def _in_full(self, name: str, at: Span) -> str:
        """The full name of the person of a surname: as named last before a place, else as named first."""
        bearers = self._full_names.get(name, ())
        before = bisect_left(bearers, (at, "")) if bearers else 0
        return bearers[max(0, before - 1)][1] if bearers else name

    def _home_state(self) -> Actor | None:
        """The state in which most of the places named lie; a metonym such as Moscow is no place."""
        votes: Counter[str] = Counter()
        for entity in self._reading.all_entities:
            name = entity.span.of(self._text)
            place = self._known.place(name) if entity.label == "location" else None
            if place and not (place.within and self._known.actor(name)):
                votes[self._known.country(place).id.replace("place/", "actor/", 1)] += 1
        states = [s for s in votes if s in self._known.by_id]
        return self._known.by_id[min(states, key=lambda s: (-votes[s], s))] if states else None

    def _named(self, entity: Entity) -> str | None:
        name = plain(entity.span.of(self._text))
        if not self._known.actor(name) and entity.label in {"person", "name"}:
            name = self._in_full(name, entity.span)
        actor = self._known.actor(name)
        if actor is None and entity.label == "person":
            actor = self._known.person(name)
        actor = actor or next(filter(None, map(self._known.actor, undamaged(name))), None)
        if actor and self._is_town(name, entity):
            return None
        if actor:
            return self.register.add(actor)
        unknown_place = entity.label != "organization" and is_called_place(self._text, entity.span)
        if (
            entity.label in {"location", "nationality"}
            or self._known.place(name)
            or unknown_place
            or not name
        ):
            return None
        if name.casefold() in NO_NAMES:
            return self._unnamed(Role.of(name), [], starts=False)
        if entity.label in BODY_LABELS and (same := self._in_short(name, entity.span)):
            return same
        in_full = name != plain(entity.span.of(self._text))
        kind = "person" if in_full else LABEL_KINDS.get(entity.label, "actor")
        lone = kind == "person" and names.is_lone(names.person(name))
        identity = _identity(name, self._reading.article.sha256 if lone else "")
        return self.register.add(Actor(identity, name, kind))

    def _is_town(self, name: str, entity: Entity) -> bool:
        """Tell of "in Moscow", where something is, from "Moscow said", which is a government."""
        place = self._known.place(name)
        return place is not None and place.within is not None and self._is_whereabouts(entity)

    def _in_short(self, name: str, at: Span) -> str | None:
        """The body that the article names in full elsewhere."""
        full = next(filter(None, (self._shorts.meant(one, at) for one in (name, *undamaged(name)))), [])
        bodies = [one for entity in full if (one := self.resolve(entity))]
        return self._by_deed(bodies, at) if name.lower().endswith("coalition") else next(iter(bodies), None)

    def _by_deed(self, bodies: Sequence[str], at: Span) -> str | None:
        """Of several coalitions the one that wages war where force follows, else one that does not."""
        force = (
            pattern("doing", "means").search(self._text[at.end : at.end + FORCE_NEAR].split(". ")[0])
            is not None
        )
        fits = (i for i in bodies if force == any(map(self._known.is_state, self.register.own_side(i))))
        return next(fits, next(iter(bodies), None))

    def _role(self, entity: Entity) -> str | None:
        words = entity.span.of(self._text)
        role = Role.of(plain(words))
        if actor := self._known.actor(role.phrase) or self._holder(entity, role):
            return self.register.add(actor)
        inner = [
            e
            for e in self._reading.entities(entity.span)
            if e.label != "role" and not self._is_whereabouts(e)
        ]
        sides = [side for e in inner if (side := self.resolve(e))] or self._owner(entity, role)
        if same := self._body_named_with(role, sides) or self._watcher(role, entity.span):
            return same
        if group := self._group_meant(entity, role):
            return group
        definite = words.lower().startswith(DEFINITE) or role.head in heads().state
        return (None if inner else self._recalled(role, entity.span, definite=definite)) or self._unnamed(
            role, sides, starts=self._is_common(entity, inner)
        )

    def _holder(self, entity: Entity, role: Role) -> Actor | None:
        """Who held the office that a role names when the article appeared, unless a name stands beside it."""
        date, span = self._reading.article.date, entity.span
        if date is None or not is_full(date.value) or FORMER.search(self._text[: span.start][-12:]):
            return None
        sentence = self._reading.sentences[self._reading.sentence_at(span.start)]
        if any(one.value[:4] != date.value[:4] for one in self._reading.dates(sentence)):
            return None
        near = self._reading.entities(Span(span.start - NAME_NEAR, span.end + NAME_NEAR))
        beside = (one for one in near if one.label in {"person", "name"} and self._is_beside(one.span, span))
        return None if any(beside) else self._known.holder(role.phrase, date.value)

    def _is_beside(self, name: Span, role: Span) -> bool:
        """Tell whether nothing but a comma stands between a name and a role, or the name lies in it."""
        first, second = sorted((name, role))
        return BESIDE.fullmatch(self._text[first.end : second.start]) is not None or first.overlaps(second)

    def _watcher(self, role: Role, at: Span) -> str | None:
        """The body that "a monitor", in the lead, or "the monitoring group" stands for."""
        watches = role.head in heads().monitors or "monitoring" in role.modifiers()
        if not watches or role.head not in heads().recalled or role.modifiers() & heads().others:
            return None
        body = next(iter(self._shorts.watching(at)), None)
        return self.resolve(body) if body and not ANOTHER.search(self._text[: at.start][-12:]) else None

    def _group_meant(self, entity: Entity, role: Role) -> str | None:
        """The body whose name stands in the chain of mentions of "the group"."""
        bare = role.head in heads().recalled and not role.modifiers()
        definite = entity.span.of(self._text).lower().startswith("the ")
        return self._referent(entity.span, BODIES - {"state"}) if bare and definite else None

    def _is_common(self, entity: Entity, inner: list[Entity]) -> bool:
        """Tell whether a role noun has its capital only from the start of the sentence."""
        words = entity.span.of(self._text)
        start = entity.span.start + len(words) - len(LEADING.sub("", words))
        named = any(e.span.start == start for e in inner)
        return not named and SENTENCE_START.search(self._text[: entity.span.start][-4:] or "\n") is not None

    def _owner(self, entity: Entity, role: Role) -> list[str]:
        """Whose "its spokesman" or "two aircraft of the coalition" are, where the name stands elsewhere."""
        if role.behind:
            owner = self._recalled(Role.of(plain(role.behind)), entity.span, definite=True)
        elif OWNED.match(entity.span.of(self._text)):
            sentence_start = self._text.rfind(". ", 0, entity.span.start) + 1
            earlier = max(0, sentence_start - OWNER_NEAR)
            owner = self._first_body(Span(sentence_start, entity.span.start), {"organization", "role"})
            owner = owner or self._first_body(
                Span(earlier, entity.span.start), {"organization", "role", "location"}
            )
        else:
            owner = None
        return [owner] if owner else []

    def _first_body(self, stretch: Span, labels: set[EntityLabel]) -> str | None:
        """The first body, state or armed group that a stretch names."""
        named = (self.resolve(e) for e in self._reading.entities(stretch) if e.label in labels)
        return next((one for one in named if one and self.register.kind(one) in BODIES), None)

    def _body_named_with(self, role: Role, sides: list[str]) -> str | None:
        """Take "the Syrian government" and "Syrian jets" for Syria, "ISIL terrorists" for ISIL."""
        sides = [self._state_of(side) if role.head in heads().state else side for side in sides]
        if len(sides) == 1 and (role.head in heads().machines or self._is_government(role, sides[0])):
            return sides[0]
        bodies = [s for s in sides if self.register.kind(s) in {"organization", "armed-group"}]
        return bodies[0] if role.head in heads().belonging | heads().armed and len(bodies) == 1 else None

    def _state_of(self, side: str) -> str:
        """Of "Assad's regime", the state that the person stands for."""
        states = [s for s in self.register.sides(side) if self._known.is_state(s)]
        return states[0] if self.register.kind(side) == "person" and len(states) == 1 else side

    def _is_government(self, role: Role, side: str) -> bool:
        return role.head in heads().state - {"officials"} and self.register.kind(side) == "state"

    def _recalled(self, role: Role, at: Span, *, definite: bool) -> str | None:
        """Find whom "the ministry" or "government forces" recall: one named before, or the home state."""
        if self._home and self._is_home(role):
            return self.register.add(self._home)
        if not definite:
            return None
        if role.head == "coalition" and (same := self._in_short(role.main, at)):
            return same
        for words in (role.main, role.main.lower()):
            lower = words != role.main
            bearing = [i for i in self.register.recent() if self.register.bears(i, words, lower=lower)]
            named = [i for i in bearing if self.register.kind(i) != "unnamed"]
            if bearing:
                return (named or bearing)[0]
        return self._last_speaker(role) or self._in_short(role.main, at)

    def _is_home(self, role: Role) -> bool:
        state = role.head in heads().state - {"officials", "state"}
        army = role.head in heads().army and bool(role.modifiers() & heads().own)
        return (state or army) and not role.modifiers() & heads().others

    def _last_speaker(self, role: Role) -> str | None:
        """Take "the spokesman" for the person who spoke last, "the group" for the body that did."""
        if role.head in heads().person and not role.modifiers():
            return next((s for s in reversed(self._last_source) if self._like_person(s)), None)
        if role.head in heads().recalled:
            written = role.head in heads().voices
            bodies = [i for i in self.register.recent() if self._may_be_group(i, of_state=written)]
            return next((s for s in self._last_source if s in bodies), next(iter(bodies), None))
        return None

    def _may_be_group(self, identity: str, *, of_state: bool) -> bool:
        """Tell whether "the group" may be a body: an army or a ministry is none, but makes statements."""
        body = self.register.kind(identity) == "organization"
        return body and (of_state or not any(map(self._known.is_state, self.register.own_side(identity))))

    def _like_person(self, identity: str) -> bool:
        return self.register.kind(identity) in {"person", "unnamed", "actor"}

    def _unnamed(self, role: Role, sides: list[str], *, starts: bool) -> str:
        """An actor of this article alone: unnamed people of two articles are not known to be one."""
        phrase = _group_name(role, starts_sentence=starts)
        armed = role.head in heads().armed
        identity = self.register.add(
            Actor(self._local(phrase), phrase, "armed-group" if armed else "unnamed")
        )
        if not armed:
            self.register.side_with(identity, self._represented(sides, role))
        return identity

    def _spoken_for(self, span: Span | None) -> tuple[str, ...]:
        """Whom a pronoun, or nothing at all, stands for."""
        pronoun = span.of(self._text).lower() if span else ""
        if span and pronoun in {"he", "she", "i"}:
            persons = [s for s in self._last_source if self._like_person(s)]
            meant = persons[-1] if persons else self._referent(span, PERSON) or self._last_person()
            return (meant,) if meant else self._last_source
        if span and pronoun == "it":
            bodies = tuple(s for s in self._last_source if not self._is_person(s))
            meant = None if bodies else self._referent(span, BODIES)
            return (meant,) if meant else bodies or self._last_source
        return self._last_source

    def _referent(self, span: Span, kinds: frozenset[ActorKind]) -> str | None:
        """The actor of one of the kinds whose name stands in the chain of mentions of a span."""
        named = (i for one in self._reading.referents.names(span) if (i := self.resolve(one)))
        return next((one for one in named if self.register.kind(one) in kinds), None)

    def _last_person(self) -> str | None:
        """The person mentioned last."""
        return next(filter(self._is_person, self.register.recent()), None)

    def _is_person(self, identity: str) -> bool:
        return self.register.kind(identity) == "person"

    def _speakers(self, outer: list[Entity], span: Span) -> tuple[str, ...]:
        """Of the mentions in a source, those that speak: persons first; "and" makes a joint statement."""
        everyone = list(dict.fromkeys(i for e in outer if (i := self.resolve(e))))
        persons = [i for i in everyone if self.register.kind(i) == "person"]
        speakers = persons or everyone
        if re.search(r"\band\b", span.of(self._text)) is None:
            speakers = speakers[:1]
        for person in speakers if persons else ():
            self.register.side_with(person, self._sides(span))
        return tuple(speakers)

    def _sides(self, span: Span) -> list[str]:
        """The bodies and states named with a person; the role nouns only tell whether he speaks for them."""
        inside = self._reading.entities(span)
        roles = [Role.of(plain(e.span.of(self._text))) for e in inside if e.label == "role"]
        bodies = (e for e in inside if e.label not in {"role", "person"} and not self._is_whereabouts(e))
        named = [side for e in bodies if (side := self.resolve(e))]
        owners = (self.register.sides(i) for e in inside if e.label == "role" and (i := self.resolve(e)))
        return self._represented(named, *roles) or [side for sides in owners for side in sides]

    def _is_whereabouts(self, entity: Entity) -> bool:
        """Tell whether a place says where somebody is, not for whom he speaks: "a spokesman in Baghdad"."""
        before = self._text[max(0, entity.span.start - 12) : entity.span.start]
        return entity.label == "location" and WHERE.search(before) is not None

    def _represented(self, sides: list[str], *roles: Role) -> list[str]:
        """Of the bodies and states named with roles, those spoken for: a state only by its officials."""
        official = any(role.head in heads().representing for role in roles)
        return [side for side in sides if official or self.register.kind(side) != "state"]


def _identity(name: str, article: str = "") -> str:
    """An id made of a name, and of the article too where the name alone may be that of many."""
    return f"actor/{slug(name)}-{digest(*filter(None, (article, folded(name))), length=8)}"


def _group_name(role: Role, *, starts_sentence: bool) -> str:
    """Name a group by its plural, as within a sentence: "Rebel" in "Rebel fire" gives "rebels"."""
    phrase, armed = role.phrase, heads().armed
    if role.head in armed and role.head + "s" in armed and phrase.lower().endswith(role.head):
        phrase += "s"
    common = starts_sentence or phrase.split()[0].lower() in armed
    return phrase[0].lower() + phrase[1:] if common and not phrase[:2].isupper() else phrase
