"""The actors of one article: every mention resolved to one of them, unnamed ones included."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.extract.lookup import Lookup, folded, plain
from kg.model import Actor, ActorKind, Doc, Entity, EntityLabel, Span, digest, slug

STATE_HEADS = frozenset("government regime authorities administration state officials".split())
ARMY_HEADS = frozenset("army military troops forces soldiers airforce warplanes jets aircraft helicopters navy".split())
ARMED_HEADS = frozenset(
    """rebel rebels militant militants terrorist terrorists insurgent insurgents jihadist jihadists extremists fighters gunmen
    gunman militia militias militiamen mercenaries separatists separatist attackers bomber guerrillas paramilitaries""".split()
)
PERSON_HEADS = frozenset(
    """spokesman spokeswoman spokesperson minister president premier ambassador envoy diplomat commander general colonel
    officer official source director chief head leader lawyer senator activist witness doctor resident man woman he she""".split()
)
BELONGING = frozenset(
    """agency group monitor observatory network website newspaper channel television organization organisation militia movement
    report reports statement study survey investigation media reporter correspondent forces coalition party council command""".split()
)
"""Heads that add nothing to the one body named with them: "the SANA news agency", "a CNN report"."""
NAMELESS = frozenset("warplanes jets aircraft helicopters group groups attackers bomber bombers party parties report reports".split())
VOICES = frozenset("officials sources activists witnesses residents medics doctors monitor monitors statement report media".split())
ARTICLE = re.compile(r"^(?:al|el|as|ad|an|ar|at|ash|az|ul)[-‑]", re.IGNORECASE)
LABEL_KINDS: dict[EntityLabel, ActorKind] = {"person": "person", "organization": "organization"}
PLURAL_PRONOUNS = frozenset({"they", "we", "it", "who"})


class Cast:
    """Resolves spans of one article to actors and remembers under which words each was seen."""

    def __init__(self, doc: Doc, known: Lookup) -> None:
        self._doc, self._text, self._known = doc, doc.article.text, known
        self._actors: dict[str, Actor] = {}
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._mentions: dict[str, set[Span]] = defaultdict(set)
        self._acts_for: dict[str, set[str]] = defaultdict(set)
        self._surnames = self._full_names()
        self._home = self._home_state()
        self._by_span: dict[Span, str | None] = {}
        self._recent: list[str] = []
        self._last_source: tuple[str, ...] = ()

    def resolve(self, entity: Entity) -> str | None:
        """Return the id of the actor an entity names, or None where it names none."""
        if entity.span not in self._by_span:
            found = self._role(entity) if entity.label == "role" else self._named(entity)
            self._by_span[entity.span] = found
            if found:
                self._see(found, entity.span)
        return self._by_span[entity.span]

    def doer(self, entity: Entity) -> str | None:
        """Resolve an entity that acts; bare "warplanes" or "a spokesman" name nobody who could have done it."""
        phrase = plain(entity.span.of(self._text)).lower()
        if entity.label == "role" and (phrase in NAMELESS or phrase.split(" of ")[0].split()[-1] in PERSON_HEADS | VOICES):
            return None
        return self.resolve(entity)

    def source(self, span: Span | None) -> tuple[str, ...]:
        """Return the claimants at a source span; a pronoun or no span means who spoke last."""
        if span is None or re.fullmatch(r"(?i)he|she|they|we|it|i|who", span.of(self._text)):
            return self._pronoun(span)
        inside = [e for e in self._doc.entities if span.holds(e.span)]
        outer = [e for e in inside if not any(o.span != e.span and o.span.holds(e.span) for o in inside)]
        claimants = self._speakers(outer, span)
        if claimants:
            self._last_source = claimants
        return claimants

    def last_source(self) -> tuple[str, ...]:
        """Who spoke last."""
        return self._last_source

    def publisher(self, name: str | None) -> str:
        """The actor of the article's own voice; an unnamed one made for the article where none is known."""
        actor = self._known.actor(name) if name else None
        if actor is None:
            identity = f"actor/{slug(name)}-{digest(folded(name), length=8)}" if name else self._local("publisher")
            actor = Actor(identity, name or "unnamed publisher", "organization" if name else "unnamed")
        self._actors.setdefault(actor.id, actor)
        return actor.id

    def kind(self, actor: str) -> ActorKind:
        """What kind of actor it is."""
        return self._actors[actor].kind

    def own_side(self, actor: str) -> frozenset[str]:
        """The actor and all it speaks or acts for."""
        side, stack = set(), [actor]
        while stack:
            one = stack.pop()
            if one not in side:
                side.add(one)
                known = self._known.by_id.get(one)
                stack += [*(known.acts_for if known else ()), *self._acts_for[one]]
        return frozenset(side)

    def home(self) -> str | None:
        """The state actor whose country the article speaks of most."""
        return self._home

    def actors(self, used: Iterable[str]) -> tuple[Actor, ...]:
        """The actors used, with those they act for, under all the names seen."""
        wanted: set[str] = set()
        for one in used:
            wanted |= self.own_side(one)
        return tuple(self._record(one) for one in sorted(wanted))

    def _record(self, identity: str) -> Actor:
        base = self._actors.get(identity) or self._known.by_id[identity]
        known = identity in self._known.by_id
        forms = {plain(f) for f in self._forms[identity]} - {base.name, ""}
        return Actor(
            id=base.id,
            name=base.name,
            kind=base.kind,
            names=tuple(sorted(forms)),
            acts_for=base.acts_for if known else tuple(sorted(self._acts_for[identity] - {identity})),
            same_as=base.same_as,
            mentions=tuple(sorted(self._mentions[identity])),
        )

    def _see(self, identity: str, span: Span) -> None:
        self._forms[identity][span.of(self._text)] += 1
        self._mentions[identity].add(span)
        if identity in self._recent:
            self._recent.remove(identity)
        self._recent.append(identity)

    def _local(self, name: str) -> str:
        return f"actor/unnamed-{digest(self._doc.article.sha256, folded(name), length=12)}"

    def _full_names(self) -> dict[str, str]:
        """Surname to full name, for the persons named in full."""
        full: dict[str, str] = {}
        for entity in self._doc.entities:
            if entity.label == "person":
                parts = plain(entity.span.of(self._text)).split()
                if len(parts) > 1:
                    full.setdefault(parts[-1], " ".join(parts))
                    full.setdefault(ARTICLE.sub("", parts[-1]), " ".join(parts))
        return full

    def _home_state(self) -> str | None:
        votes: Counter[str] = Counter()
        for entity in self._doc.entities:
            name = entity.span.of(self._text)
            if entity.label == "location" and (place := self._known.place(name)):
                state = self._known.by_id.get(self._known.country(place).id.replace("place/", "actor/", 1))
                if state and not (self._known.actor(name) and place.within):
                    votes[state.id] += 1
        return min(votes, key=lambda s: (-votes[s], s)) if votes else None

    def _named(self, entity: Entity) -> str | None:
        name = plain(entity.span.of(self._text))
        actor = self._known.actor(name)
        if actor is None and entity.label in {"person", "name"} and name in self._surnames:
            name = self._surnames[name]
            actor = self._known.actor(name)
        if actor is None:
            if entity.label in {"location", "nationality"} or self._known.place(name) or not name:
                return None
            kind = LABEL_KINDS.get("person" if name in self._surnames.values() else entity.label, "actor")
            actor = Actor(f"actor/{slug(name)}-{digest(folded(name), length=8)}", name, kind)
        self._actors.setdefault(actor.id, actor)
        return actor.id

    def _role(self, entity: Entity) -> str | None:
        phrase = plain(entity.span.of(self._text))
        if actor := self._known.actor(phrase):
            self._actors.setdefault(actor.id, actor)
            return actor.id
        inner = [e for e in self._doc.entities if e.label != "role" and entity.span.holds(e.span)]
        sides = [side for e in inner if (side := self.resolve(e))]
        main = re.split(r"\s(?:of|for|at|in|from|with|within|inside|near|to)\s", phrase)[0]
        head = main.split()[-1].lower() if main else ""
        definite = entity.span.of(self._text).lower().startswith(("the ", "its ", "their ", "his ")) or head in STATE_HEADS
        if head in STATE_HEADS - {"officials"} and len(sides) == 1 and self._is_state(sides[0]):
            return sides[0]
        if head in BELONGING | ARMED_HEADS and len(bodies := self._bodies(sides)) == 1:
            return bodies[0]
        if not inner and (found := self._anaphor(main, head, definite=definite)):
            return found
        return self._unnamed(phrase, head, sides)

    def _bodies(self, sides: list[str]) -> list[str]:
        return [s for s in sides if self._actors[s].kind in {"organization", "armed-group"}]

    def _is_state(self, identity: str) -> bool:
        return self._actors[identity].kind == "state"

    def _anaphor(self, main: str, head: str, *, definite: bool) -> str | None:
        """"The ministry", "government forces": an actor named before, or the home state's own."""
        own_state = set(main.lower().split()[:-1]) & {"government", "regime", "state", "loyalist", "pro-government", "pro-regime"}
        if self._home and (head in STATE_HEADS - {"officials", "state"} or (head in ARMY_HEADS and own_state)):
            if not set(main.lower().split()) & {"local", "opposition", "rebel"}:
                self._actors.setdefault(self._home, self._known.by_id[self._home])
                return self._home
        if not definite:
            return None
        tail = main.lower().split()
        for words in (main, main.lower()):
            found = next((i for i in reversed(self._recent) if self._bears(i, words, lower=words != main)), None)
            if found:
                return found
        if head in PERSON_HEADS and len(tail) == 1:
            return next((s for s in reversed(self._last_source) if self._person_like(s)), None)
        if head in {"group", "monitor", "organization", "organisation", "agency", "observatory", "statement", "report", "network"}:
            bodies = [i for i in self._recent if self._actors[i].kind == "organization"]
            return next((s for s in self._last_source if s in bodies), bodies[-1] if bodies else None)
        return None

    def _bears(self, identity: str, words: str, *, lower: bool) -> bool:
        """Tell whether a longer name of the actor holds the words."""
        forms = (plain(f) for f in (self._actors[identity].name, *self._forms[identity]))
        return any(len(f) > len(words) and f" {words} " in f" {f.lower() if lower else f} " for f in forms)

    def _person_like(self, identity: str) -> bool:
        return self._actors[identity].kind in {"person", "unnamed", "actor"}

    def _unnamed(self, phrase: str, head: str, sides: list[str]) -> str:
        phrase = _group_name(phrase, head)
        identity = self._local(phrase)
        kind: ActorKind = "armed-group" if head in ARMED_HEADS else "unnamed"
        self._actors.setdefault(identity, Actor(identity, phrase, kind))
        if kind == "unnamed":
            self._acts_for[identity].update(side for side in sides if side != identity)
        return identity

    def _pronoun(self, span: Span | None) -> tuple[str, ...]:
        word = span.of(self._text).lower() if span else ""
        if word in {"he", "she", "i"}:
            persons = [s for s in self._last_source if self._person_like(s)]
            if persons:
                return tuple(persons[-1:])
            recent = [i for i in self._recent if self._actors[i].kind == "person"]
            return tuple(recent[-1:]) or self._last_source
        return self._last_source

    def _speakers(self, outer: list[Entity], span: Span) -> tuple[str, ...]:
        """Of the mentions in a source, those that speak: persons first, then role nouns, then bodies."""
        resolved = [(e, i) for e in outer if (i := self.resolve(e))]
        persons = [i for e, i in resolved if self._actors[i].kind == "person"]
        joint = re.search(r"\band\b", span.of(self._text)) is not None
        if persons:
            speakers = list(dict.fromkeys(persons)) if joint else persons[:1]
            for side in (i for _, i in resolved if i not in persons):
                for speaker in speakers:
                    if side not in self.own_side(speaker) and speaker not in self.own_side(side):
                        self._acts_for[speaker].add(side)
            return tuple(speakers)
        everyone = list(dict.fromkeys(i for _, i in resolved))
        return tuple(everyone) if joint else tuple(everyone[:1])


def _group_name(phrase: str, head: str) -> str:
    """Name a group by its plural, as within a sentence: "Rebel" in "Rebel fire" gives "rebels"."""
    if head in ARMED_HEADS and head + "s" in ARMED_HEADS and phrase.lower().endswith(head):
        phrase += "s"
    return phrase[0].lower() + phrase[1:] if phrase.split()[0].lower() in ARMED_HEADS else phrase
