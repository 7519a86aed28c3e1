"""Who speaks in each sentence: attributions put in order, quotations carried on, relays told from claimants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.cast import Cast
from kg.extract.rules import cue_family
from kg.model import Attribution, Doc, Mode, Span

TOLD = re.compile(r"^(?:told|tells|telling)\b")
PASSIVE = re.compile(r"\b(?:is|was|were|are|been|being|be|stands?)\s+(?:\w+ly\s+|also\s+)?$")
LONGEST_EVIDENCE = 3
"""Sentences: evidence that would be longer is the sentence alone."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One stretch of content with those who put it forward."""

    sentence: int
    claimants: tuple[str, ...]
    content: Span
    evidence: Span
    mode: Mode
    cue: Span | None = None
    via: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    """Of a passive cue ("X was accused of"), those who stand before it."""


class Voices:
    """Reads the voices of an article sentence by sentence; the cast remembers who spoke last."""

    def __init__(self, doc: Doc, cast: Cast, publisher: str) -> None:
        self._doc, self._text, self._cast, self._publisher = doc, doc.article.text, cast, publisher

    def __iter__(self) -> Iterator[Voice]:
        for index, sentence in enumerate(self._doc.sentences):
            here = [a for a in self._doc.attributions if sentence.holds(a.cue)]
            voices = list(self._attributed(index, sentence, here))
            if not voices and self._quoted(sentence):
                voices = list(self._carried(index, sentence))
            yield from voices or [self._own(index, sentence)]

    def _own(self, index: int, sentence: Span) -> Voice:
        return Voice(index, (self._publisher,), sentence, sentence, "own-voice")

    def _attributed(self, index: int, sentence: Span, here: list[Attribution]) -> Iterator[Voice]:
        drafts: list[Voice] = []
        for attribution in here:
            cue = attribution.cue
            passive = self._passive(cue, sentence)
            speakers = self._cast.source(attribution.source) if attribution.source else self._cast.last_source()
            if passive:
                accusers = self._accusers(cue, sentence) or (self._publisher,)
                drafts.append(Voice(index, accusers, attribution.content, sentence, "indirect", cue, (), speakers))
            elif speakers:
                mode = self._mode(attribution.content)
                via = self._addressee(cue, sentence)
                drafts.append(Voice(index, speakers, attribution.content, sentence, mode, cue, via))
        yield from self._unnested(drafts)

    def _passive(self, cue: Span, sentence: Span) -> bool:
        """"X was accused of", "fighters accused of", "strikes blamed on"."""
        before, after = self._text[sentence.start : cue.start], self._text[cue.end : cue.end + 5]
        if cue_family(cue.of(self._text)) != "accuse" or not cue.of(self._text).endswith("ed"):
            return False
        return PASSIVE.search(before) is not None or re.match(r"\s(?:of|by|for|on)\b", after) is not None

    def _accusers(self, cue: Span, sentence: Span) -> tuple[str, ...]:
        """Whom "by" names behind a passive cue."""
        for entity in self._doc.entities:
            if cue.end < entity.span.start < min(sentence.end, cue.end + 60):
                if re.search(r"\bby\s+(?:the\s|a\s|an\s)?$", self._text[cue.end : entity.span.start]):
                    actor = self._cast.resolve(entity)
                    return (actor,) if actor else ()
        return ()

    def _unnested(self, drafts: list[Voice]) -> Iterator[Voice]:
        """Of a source within another's content, the outer one passes on what the inner one says."""
        for n, outer in enumerate(drafts):
            inner = next((d for d in drafts if d is not outer and d.cue and outer.content.holds(d.cue)), None)
            if inner is None or inner.claimants == outer.claimants or not self._relays(outer, inner):
                yield outer
                continue
            drafts[drafts.index(inner)] = replace(inner, via=(*outer.claimants, *inner.via))
            if n == 0 and outer.cue and inner.cue and self._own_words(outer, inner):
                yield outer

    def _relays(self, outer: Voice, inner: Voice) -> bool:
        """"X said that Y denied": X passes it on. Not so "X denied A and Y denied B"."""
        if outer.cue is None or inner.cue is None or cue_family(outer.cue.of(self._text)):
            return False
        return not re.search(r"[,;]?\s(?:and|but|while|whereas|as)\s[^,;]{0,40}$", self._text[outer.cue.end : inner.cue.start])

    def _own_words(self, outer: Voice, inner: Voice) -> bool:
        """The outer source says something of its own before it names the inner one."""
        if inner.cue is None:
            return True
        between = self._text[outer.content.start : inner.cue.start]
        return len(between.split()) > 9

    def _carried(self, index: int, sentence: Span) -> Iterator[Voice]:
        """A sentence inside a quotation whose source stands in a later or an earlier sentence."""
        quotation = next(q for q in self._doc.quotations if q.overlaps(sentence))
        later = [a for a in self._doc.attributions if a.source and quotation.end <= a.cue.start <= quotation.end + 60]
        named = next((a for a in later if sentence.end < a.cue.start), None)
        speakers = self._cast.source(named.source) if named else self._cast.last_source()
        if not speakers:
            return
        cue = named.cue if named else None
        evidence = self._evidence(index, cue)
        yield Voice(index, speakers, sentence, evidence, "direct", cue)

    def _evidence(self, index: int, cue: Span | None) -> Span:
        if cue is None:
            return self._doc.sentences[index]
        for last in range(index, min(index + LONGEST_EVIDENCE, len(self._doc.sentences))):
            if self._doc.sentences[last].holds(cue):
                return Span(self._doc.sentences[index].start, self._doc.sentences[last].end)
        return self._doc.sentences[index]

    def _quoted(self, sentence: Span) -> bool:
        covered = sum(
            min(q.end, sentence.end) - max(q.start, sentence.start) for q in self._doc.quotations if q.overlaps(sentence)
        )
        return covered > 0.6 * (sentence.end - sentence.start)

    def _mode(self, content: Span) -> Mode:
        covered = sum(
            min(q.end, content.end) - max(q.start, content.start) for q in self._doc.quotations if q.overlaps(content)
        )
        length = max(1, content.end - content.start)
        return "direct" if covered > 0.9 * length else "mixed" if covered else "indirect"

    def _addressee(self, cue: Span, sentence: Span) -> tuple[str, ...]:
        """"told Reuters": the one who passed it on."""
        if not TOLD.match(cue.of(self._text)):
            return ()
        for entity in self._doc.entities:
            if cue.end < entity.span.start <= cue.end + len(" the daily ") and entity.span.end <= sentence.end:
                actor = self._cast.resolve(entity)
                if actor and entity.label == "organization":
                    return (actor,)
        return ()
