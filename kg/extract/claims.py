"""Put claims together: a voice, what it puts forward, its figures, and the exact words it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.cast import Cast
from kg.extract.events import Happenings
from kg.extract.figures import Counting, figures
from kg.extract.patterns import pattern
from kg.extract.reading import Reading
from kg.extract.rules import confidence
from kg.extract.verdicts import Judge, Verdict
from kg.extract.voices import Voice
from kg.model import Certainty, Claim, Evidence, Intent, Reason, Span, digest
from kg.spelling import is_full


@dataclass(frozen=True, slots=True)
class Worth:
    """What a claim is worth, 0 to 1, and its reasons, sorted."""

    confidence: float
    reasons: tuple[Reason, ...]


class Clerk:
    """Turns the voices of one article into claims."""

    def __init__(self, reading: Reading, cast: Cast, happenings: Happenings) -> None:
        self._reading, self._text, self._happenings = reading, reading.text, happenings
        self._judge = Judge(reading, cast)

    def claims(self, voice: Voice) -> Iterator[Claim]:
        """Yield the claims of one voice; its figures go with the first."""
        sentence = self._reading.sentences[voice.sentence]
        span = sentence if voice.mode == "own-voice" else voice.content
        counted = [
            c for c in figures(self._text, sentence, self._reading.numbers(sentence)) if span.holds(c.span)
        ]
        for n, verdict in enumerate(self._judge.verdicts(voice, counted)):
            yield self._claim(voice, verdict, counted if n == 0 else [])

    def _claim(self, voice: Voice, verdict: Verdict, counted: Sequence[Counting]) -> Claim:
        sure = confidence(verdict.rule)
        return self.write(
            voice, verdict, counted, Worth(sure, (Reason("kind", f"rule {verdict.rule}", sure, voice.cue),))
        )

    def write(self, voice: Voice, verdict: Verdict, counted: Sequence[Counting], worth: Worth) -> Claim:
        """Write a claim down: what a voice puts forward, with its figures, and why it is believed."""
        words = voice.content.of(self._text).strip() or voice.evidence.of(self._text)
        return Claim(
            id=self._identity(voice, verdict),
            kind=verdict.kind,
            article=self._reading.article.key,
            claimants=voice.claimants,
            evidence=Evidence.at(voice.evidence, self._text),
            text=words,
            mode=voice.mode,
            certainty=certainty(words),
            confidence=worth.confidence,
            rule=verdict.rule,
            cue=voice.cue.of(self._text) if voice.cue else None,
            via=tuple(v for v in dict.fromkeys(voice.via) if v not in voice.claimants),
            about=self._happenings.of_sentence(voice.sentence),
            attributes=verdict.attributes,
            blames=verdict.blames,
            rejects=verdict.rejects,
            intent=intent(words),
            said_on=self._said_on(voice),
            figures=tuple(dict.fromkeys(c.figure for c in counted)),
            reasons=worth.reasons,
        )

    def _identity(self, voice: Voice, verdict: Verdict) -> str:
        place = (str(voice.evidence.start), str(voice.evidence.end), str(voice.content.start))
        text = self._reading.article.sha256
        return f"claim/{digest(text, verdict.kind, verdict.rule, *place, *voice.claimants)}"

    def _said_on(self, voice: Voice) -> str | None:
        """The day next to the cue, else the day of publication."""
        if voice.cue:
            around = Span(
                max(0, voice.cue.start - len("on Wednesday ")), voice.cue.end + len(" in a statement on ")
            )
            for day in self._reading.dates(around):
                beside = day.span.start >= voice.cue.end or day.span.end == voice.cue.start - 1
                if beside and is_full(day.value):
                    return day.value
        published = self._reading.article.date
        return published.value if published and is_full(published.value) else None


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
