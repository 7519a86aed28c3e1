"""Which kind of claim a stretch of content makes, and who is blamed, rejected or said to have done it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.cast import Cast
from kg.extract.doers import doers
from kg.extract.figures import Counting
from kg.extract.patterns import pattern
from kg.extract.reading import Reading
from kg.extract.rules import cue_family
from kg.extract.voices import Voice
from kg.model import ActorKind, ClaimKind, Counted, Entity, Span

CHARGE = re.compile(
    r"\b(?:claim|accus|alleg|account|report|charge|suggest|critic|responsib|assert|notion|involv|blam|that\b|any\b|as\b)",
    re.IGNORECASE,
)
"""What is rejected where a rejection is a denial; "rejected the budget" is none."""
BLAME_ON = re.compile(r"\bon\s+[\"“]?(?:the\s+|a\s+|an\s+)?$")
BLAMED_ON = re.compile(r"\s+on\b")
RESPONSIBLE = re.compile(
    r"(?:\s+\w+){0,4}?\s+(?:is|are|was|were|be|been|being)?\s*(?:\w+ly\s+)?"
    r"(?:responsible|to blame|behind|guilty|complicit|at fault)\b"
)
THAT = re.compile(r"^(?:that\s+)?(?:the\s+)?$", re.IGNORECASE)
CLAUSE = re.compile(r"\s+\w+\s+\w+")
OWN_DEED = re.compile(
    r"(?:any\s+|all\s+)?(?:\w+ing\b|involvement|responsibility|role|knowledge|intent|wrongdoing)"
)
"""What one denies of oneself: "denied attacking the station", "denied any role"."""
NEGATION = re.compile(r"(?:\b(?:not|never|cannot)|n[’']t)\s+$")
"""Before a cue: who "did not deny" denied nothing."""
DOUBT = re.compile(r"\bwhether\b|\?[\"”’']?$")
ANYTHING = re.compile("")
BECAUSE = re.compile(r"\b(?:because of|due to|(?:the )?result of|owing to|fault of)\s+(?:the\s+)?$")
FAILING = re.compile(
    r"(?:[’'`]s?|s)?\s+(?:[\w-]+\s+){0,2}?"
    r"(?:refusal|failure|unwillingness|negligence|inaction|silence|policy|policies|actions?|support|aggression)\b"
)
NEGATED = re.compile(
    r"(?:[’'`]s?)?(?:\s+[\"“]?[\w’'-]+){0,4}?\s+(?:not|never|no|believed|denied|unintentional\w*|intention)\b"
)
OWNING = re.compile(
    r"claim(?:ed|s|ing)?\s+(?:by\b|(?:the|an?|this|both|multiple|several|previous|dual|twin)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:attacks?|bombings?|blasts?|strikes?|explosions?|assaults?|killings?|assassinations?)\b)"
)
SELF = re.compile(
    r"(?:that\s+)?(?:it|they|he|she|we|I|[Ii]ts (?:\w+\s)?(?:forces|fighters|jets|planes|troops))\s+"
    r"(?:(?:had|have|has|also)\s+)*"
)
TITLED = re.compile(r"(?:\s+[A-Z][A-Za-z.]*){0,3}\s+")
OBJECT_GAP = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}?[\"“]?")
NEXT_OBJECT_GAP = re.compile(r"[\s,]*(?:(?:and|the|both|its)\s*)*")
OTHER_ROLE = re.compile(
    r"\b(?:of|for|over|about|in|after|to|with|from|on|against|at)\s+(?:the\s+|a\s+|an\s+)?$", re.IGNORECASE
)
SPEAKERS: frozenset[ActorKind] = frozenset({"person", "unnamed"})
HARMED: frozenset[Counted] = frozenset(
    {"civilians", "children", "women", "people", "aid-workers", "journalists"}
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule makes of a voice."""

    kind: ClaimKind
    rule: str
    attributes: tuple[str, ...] = ()
    blames: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The stretch that a voice puts forward, with what stands in it."""

    words: str
    span: Span
    entities: Sequence[Entity]
    counted: Sequence[Counting]
    doing: tuple[str, ...]
    own: frozenset[str]
    """The claimants and all they speak for."""


class Judge:
    """Applies the rules, in order; the first that fits a voice decides."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self._reading, self._text, self._cast = reading, reading.text, cast

    def verdicts(self, voice: Voice, counted: Sequence[Counting]) -> list[Verdict]:
        """Return what the voice puts forward; a voice without content puts forward nothing."""
        content = self._content(voice, counted)
        if DOUBT.search(content.words):
            found = []
        elif voice.mode == "own-voice":
            found = list(self._harm(content, "own-voice"))
        else:
            found = list(self._sourced(voice, content))
        if not found and counted:
            found = [Verdict("statement", "figure", attributes=content.doing)]
        if not found and voice.mode != "own-voice" and len(content.words.split()) > 1:
            found = [Verdict("statement", "attribution")]
        return found

    def _content(self, voice: Voice, counted: Sequence[Counting]) -> Content:
        sentence = self._reading.sentences[voice.sentence]
        span = sentence if voice.mode == "own-voice" else voice.content
        entities = self._reading.entities(sentence)
        doing = tuple(dict.fromkeys(doers(self._text, span, entities, self._cast)))
        own = frozenset(side for c in voice.claimants for side in self._cast.register.own_side(c)) | {
            *voice.via
        }
        return Content(span.of(self._text), span, entities, counted, doing, own)

    def _sourced(self, voice: Voice, content: Content) -> Iterator[Verdict]:
        cue = voice.cue.of(self._text) if voice.cue else ""
        words = content.words
        negated = voice.cue and NEGATION.search(self._text[max(0, voice.cue.start - 12) : voice.cue.start])
        family = "" if negated else cue_family(cue)
        own_doing = tuple(d for d in content.doing if d in content.own)
        if family == "deny" and (cue.lower().startswith("den") or CHARGE.search(words)):
            named = () if OWN_DEED.match(words) else own_doing or content.doing or self._first_named(content)
            rejected = named or self._represented(voice)
            yield Verdict("denial", "cue-deny", rejects=rejected)
        elif self._owns(voice, content):
            yield Verdict("admission", "own-act", attributes=own_doing or voice.claimants)
        elif pattern("admission", "content").search(words) or "responsibility" in cue:
            yield Verdict("admission", "admission", attributes=voice.claimants)
        elif family == "admit" and (content.doing or pattern("harm", "crimes").search(words)):
            yield Verdict("admission", "cue-admit", attributes=own_doing or voice.claimants)
        elif family == "accuse":
            yield from self._accusation(voice, content)
        elif pattern("denial", "content").search(words):
            yield Verdict(
                "denial", "denial-content", rejects=self._negated(content) or self._represented(voice)
            )
        else:
            yield from self._harm(content, "said", self._responsible(content))

    def _owns(self, voice: Voice, content: Content) -> bool:
        """Tell of an attack claimed as one's own: "claimed the bombing", "said it had carried it out"."""
        if voice.cue and OWNING.match(self._text, voice.cue.start):
            return True
        pronoun = SELF.match(content.words)
        acts = pronoun and pattern("doing", "acts").match(content.words, pronoun.end())
        return bool(acts) and not content.counted

    def _first_named(self, content: Content) -> tuple[str, ...]:
        """The actor that a clause starts with: "denied that the coalition would ever attack"."""
        return self._first(content, CLAUSE, THAT)

    def _represented(self, voice: Voice) -> tuple[str, ...]:
        """The bodies that the claimants speak for, and those claimants that speak for nobody else."""
        register = self._cast.register
        speaking = {c: register.sides(c) if register.kind(c) in SPEAKERS else () for c in voice.claimants}
        return tuple(dict.fromkeys(side for c, sides in speaking.items() for side in sides or (c,)))

    def _accusation(self, voice: Voice, content: Content) -> Iterator[Verdict]:
        named = self._object(voice, content)
        if voice.accused is None:
            blamed = tuple(a for a in named or content.doing if not self._is_own(a, content))
            rule = "cue-accuse"
        else:
            on = voice.cue is not None and BLAMED_ON.match(self._text, voice.cue.end)
            blamed, rule = named if on else voice.accused, "cue-accused"
        if blamed:
            yield Verdict("accusation", rule, attributes=blamed, blames=blamed)

    def _object(self, voice: Voice, content: Content) -> tuple[str, ...]:
        """Whom a cue such as "accused" or "blamed … on" takes for its object."""
        if voice.cue is None:
            return ()
        after = [e for e in content.entities if e.span.start >= voice.cue.end]
        if voice.cue.of(self._text).lower().startswith("blam"):
            for entity in after:
                if BLAME_ON.search(self._text[voice.cue.end : entity.span.start]):
                    actor = self._cast.resolve(entity)
                    return (actor,) if actor else ()
        return tuple(self._listed(voice.cue.end, after))

    def _listed(self, at: int, after: Sequence[Entity]) -> Iterator[str]:
        """The mentions that follow one another as the objects of one verb."""
        gap_of = OBJECT_GAP
        for n, entity in enumerate(after):
            if entity.span.start < at or self._is_title(entity, after[n + 1 :]):
                continue
            gap = self._text[at : entity.span.start]
            if not gap_of.fullmatch(gap) or OTHER_ROLE.search(gap):
                return
            if actor := self._cast.resolve(entity):
                yield actor
                gap_of = NEXT_OBJECT_GAP
            at = entity.span.end

    def _is_title(self, entity: Entity, following: Sequence[Entity]) -> bool:
        """Tell whether the words only introduce a person: "Syrian President Bashar al-Assad"."""
        if entity.label not in {"nationality", "role"}:
            return False
        person = next((e for e in following if e.label == "person"), None)
        gap = self._text[entity.span.end : person.span.start] if person else ""
        return TITLED.fullmatch(gap) is not None

    def _negated(self, content: Content) -> tuple[str, ...]:
        """Of whom the content says that they did not, would not or only believed."""
        return self._first(content, NEGATED)

    def _responsible(self, content: Content) -> tuple[str, ...]:
        """Whom the words "X is responsible" or "because of X's refusal" name."""
        return self._first(content, RESPONSIBLE) or self._first(content, FAILING, BECAUSE)

    def _first(
        self, content: Content, following: re.Pattern[str], before: re.Pattern[str] = ANYTHING
    ) -> tuple[str, ...]:
        """The first actor of the content that stands between such words."""
        start, end = content.span.start, content.span.end
        for entity in content.entities:
            fits = following.match(self._text[entity.span.end : end])
            if (
                content.span.holds(entity.span)
                and fits
                and before.search(self._text[start : entity.span.start])
            ):
                actor = self._cast.doer(entity)
                return (actor,) if actor else ()
        return ()

    def _is_own(self, actor: str, content: Content) -> bool:
        """Tell whether an actor is on the claimants' side: the same body, or bodies of one state."""
        return not content.own.isdisjoint(self._cast.register.own_side(actor))

    def _harm(self, content: Content, rule: str, responsible: tuple[str, ...] = ()) -> Iterator[Verdict]:
        """A named doer with harm to civilians or a crime is an accusation of that doer."""
        blamed = tuple(d for d in content.doing or responsible if not self._is_own(d, content))
        if not blamed:
            return
        words = content.words
        counted = any(c.figure.counted in HARMED for c in content.counted)
        harmed = counted or pattern("harm", "civilians").search(words)
        hurt = any(pattern("measures", m).search(words) for m in ("killed", "wounded", "destroyed"))
        if pattern("harm", "crimes").search(words) or responsible or (harmed and hurt):
            yield Verdict("accusation", f"harm-{rule}", attributes=blamed, blames=blamed)
        elif harmed and not pattern("harm", "fighters").search(words):
            yield Verdict("accusation", f"target-{rule}", attributes=blamed, blames=blamed)
