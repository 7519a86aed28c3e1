"""What each voice puts forward: accusations, denials, admissions, figures and plain statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.cast import Cast
from kg.extract.doers import doers
from kg.extract.events import Happenings
from kg.extract.figures import Counting, figures
from kg.extract.patterns import pattern
from kg.extract.rules import confidence, cue_family
from kg.extract.voices import Voice
from kg.model import Certainty, Claim, ClaimKind, Doc, Entity, Evidence, Intent, Span, digest

CHARGE = re.compile(r"\b(?:claim|accus|alleg|report|charge|suggest|critic|responsib|assert|notion|involv|blam|that\b|any\b|as\b)", re.IGNORECASE)
BLAME_ON = re.compile(r"\bon\s+[\"“]?(?:the\s+|a\s+|an\s+)?$")
RESPONSIBLE = re.compile(
    r"(?:\s+\w+){0,4}?\s+(?:is|are|was|were|be|been|being)?\s*(?:\w+ly\s+)?(?:responsible|to blame|behind|guilty|complicit|at fault)\b"
)
OF_WHICH = re.compile(r"\b(?:of|for|over|about|in|after|to|with|from)\s+(?:the\s+|a\s+|an\s+)?$", re.IGNORECASE)


HARMED = frozenset({"civilians", "children", "women", "people", "aid-workers", "journalists"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of a voice."""

    kind: ClaimKind
    rule: str
    attributes: tuple[str, ...] = ()
    blames: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


class Reader:
    """Turns the voices of one article into claims."""

    def __init__(self, doc: Doc, cast: Cast, happenings: Happenings) -> None:
        self._doc, self._text = doc, doc.article.text
        self._cast, self._happenings = cast, happenings

    def claims(self, voice: Voice) -> Iterator[Claim]:
        """Yield the claims of one voice."""
        sentence = self._doc.sentences[voice.sentence]
        span = sentence if voice.mode == "own-voice" else voice.content
        inside = [e for e in self._doc.entities if sentence.start <= e.span.start < sentence.end]
        counted = [c for c in figures(self._text, sentence, self._numbers(sentence)) if span.holds(c.span)]
        found = list(self._found(voice, span, inside, counted))
        if not found and counted:
            doing = self._doing(span, inside)
            found = [Found("statement", "figure", attributes=doing)]
        if not found and voice.mode != "own-voice" and len(span.of(self._text).split()) > 2:
            found = [Found("statement", "attribution")]
        for n, one in enumerate(found):
            yield self._claim(voice, one, counted if n == 0 else [])

    def _doing(self, span: Span, inside: list[Entity]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for actor, _ in doers(self._text, span, inside, self._cast)))

    def _numbers(self, sentence: Span) -> list:  # type: ignore[type-arg]
        return [n for n in self._doc.numbers if sentence.holds(n.span)]

    def _found(self, voice: Voice, span: Span, inside: list[Entity], counted: Sequence[Counting]) -> Iterator[Found]:
        content = span.of(self._text)
        family = cue_family(voice.cue.of(self._text)) if voice.cue else ""
        own = frozenset(side for c in voice.claimants for side in self._cast.own_side(c))
        doing = tuple(d for d in self._doing(span, inside) if d not in (*voice.claimants, *voice.via) or voice.mode != "own-voice")
        if voice.mode == "own-voice":
            yield from self._harm("own-voice", content, doing, own, counted)
            return
        if family == "deny" and (self._cue(voice).startswith("den") or CHARGE.search(content)):
            rejected = tuple(d for d in doing if d in own) or doing or voice.claimants
            yield Found("denial", "cue-deny", rejects=rejected)
        elif pattern("admission", "content").search(content) or "responsibility" in self._cue(voice):
            yield Found("admission", "admission", attributes=voice.claimants)
        elif family == "admit" and (doing or pattern("harm", "crimes").search(content)):
            yield Found("admission", "cue-admit", attributes=tuple(d for d in doing if d in own) or voice.claimants)
        elif family == "accuse":
            yield from self._accused(voice, inside, doing, own)
        elif pattern("denial", "content").search(content):
            yield Found("denial", "denial-content", rejects=tuple(d for d in doing if d in own) or voice.claimants)
        else:
            yield from self._harm("said", content, doing or self._responsible(span, inside), own, counted)

    def _cue(self, voice: Voice) -> str:
        return voice.cue.of(self._text) if voice.cue else ""

    def _responsible(self, span: Span, inside: list[Entity]) -> tuple[str, ...]:
        """"X is responsible", "X would be to blame"."""
        for entity in inside:
            if span.holds(entity.span) and RESPONSIBLE.match(self._text[entity.span.end : span.end]):
                actor = self._cast.resolve(entity)
                return (actor,) if actor else ()
        return ()

    def _harm(
        self, rule: str, content: str, doing: tuple[str, ...], own: frozenset[str], counted: Sequence[Counting]
    ) -> Iterator[Found]:
        """A named doer with harm to civilians or a crime is an accusation of that doer."""
        blamed = tuple(d for d in doing if d not in own)
        if not blamed:
            return
        crime = pattern("harm", "crimes").search(content)
        civil = pattern("harm", "civilians").search(content) or any(c.figure.counted in HARMED for c in counted)
        if crime or (civil and any(pattern("measures", m).search(content) for m in ("killed", "wounded", "destroyed"))):
            yield Found("accusation", f"harm-{rule}", attributes=blamed, blames=blamed)
        elif civil and not pattern("harm", "fighters").search(content):
            yield Found("accusation", f"target-{rule}", attributes=blamed, blames=blamed)

    def _accused(
        self, voice: Voice, inside: list[Entity], doing: tuple[str, ...], own: frozenset[str]
    ) -> Iterator[Found]:
        if re.match(r"blamed\s+on\b", self._text[voice.cue.start : voice.cue.end + 4] if voice.cue else ""):
            named = self._object(voice, inside)
            if named:
                yield Found("accusation", "cue-accused", attributes=named, blames=named)
        elif voice.subject:
            yield Found("accusation", "cue-accused", attributes=voice.subject, blames=voice.subject)
        else:
            yield from self._charged(voice, inside, doing, own)

    def _charged(
        self, voice: Voice, inside: list[Entity], doing: tuple[str, ...], own: frozenset[str]
    ) -> Iterator[Found]:
        named = self._object(voice, inside)
        blamed = tuple(dict.fromkeys(a for a in (*named, *(() if named else doing)) if a not in own))
        if blamed:
            yield Found("accusation", "cue-accuse", attributes=blamed, blames=blamed)

    def _object(self, voice: Voice, inside: Sequence[Entity]) -> tuple[str, ...]:
        """Whom a cue such as "accused" or "blamed … on" takes for its object."""
        if voice.cue is None:
            return ()
        after = [e for e in inside if e.span.start >= voice.cue.end]
        for entity in after:
            if BLAME_ON.search(self._text[voice.cue.end : entity.span.start]) and "blam" in self._cue(voice):
                actor = self._cast.resolve(entity)
                return (actor,) if actor else ()
        found: list[str] = []
        at = voice.cue.end
        for entity in after:
            gap = self._text[at : entity.span.start]
            joined = re.fullmatch(r"[\s,]*(?:and|the|both|its|\s)*", gap) if found else re.fullmatch(r"\s+(?:[\w’'-]+\s+){0,3}?", gap)
            if not joined or OF_WHICH.search(gap):
                break
            if actor := self._cast.resolve(entity):
                found.append(actor)
            at = entity.span.end
        return tuple(found)

    def _claim(self, voice: Voice, found: Found, counted: Sequence[Counting]) -> Claim:
        article = self._doc.article
        evidence = Evidence.at(voice.evidence, self._text)
        identity = digest(
            article.sha256, found.kind, found.rule, *map(str, (voice.evidence.start, voice.evidence.end, voice.content.start)), *voice.claimants
        )
        words = voice.content.of(self._text)
        return Claim(
            id=f"claim/{identity}",
            kind=found.kind,
            article=article.key,
            claimants=voice.claimants,
            evidence=evidence,
            text=words,
            mode=voice.mode,
            certainty=certainty(words),
            confidence=confidence(found.rule),
            rule=found.rule,
            cue=self._cue(voice) or None,
            via=tuple(v for v in dict.fromkeys(voice.via) if v not in voice.claimants),
            about=self._happenings.of_sentence(voice.sentence),
            attributes=found.attributes,
            blames=found.blames,
            rejects=found.rejects,
            intent=intent(words),
            said_on=self._said_on(voice),
            figures=tuple(dict.fromkeys(c.figure for c in counted)),
        )

    def _said_on(self, voice: Voice) -> str | None:
        """The day next to the cue, else the day of publication."""
        if voice.cue:
            for day in self._doc.dates:
                if voice.cue.end <= day.span.start <= voice.cue.end + len(" in a statement on ") and len(day.value) == 10:
                    return day.value
        published = self._doc.article.date
        return published.value if published and len(published.value) == 10 else None


def certainty(words: str) -> Certainty:
    """How sure the claimant is, by hedges."""
    if pattern("hedges", "possible").search(words):
        return "possible"
    return "probable" if pattern("hedges", "probable").search(words) else "certain"


def intent(words: str) -> Intent | None:
    """Whether the words speak of intent or of its absence."""
    if pattern("intent", "unintentional").search(words):
        return "unintentional"
    return "intentional" if pattern("intent", "intentional").search(words) else None
