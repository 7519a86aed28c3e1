"""Who speaks in each sentence: attributions in order, quotations carried on, relays told from claimants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.cast import Cast
from kg.extract.reading import Reading
from kg.extract.rules import cue_family
from kg.model import Attribution, Mode, Span

TOLD = re.compile(r"(?:told|tells|telling)\b")
PASSIVE = re.compile(r"\b(?:is|was|were|are|been|being|be|stands?)\s+(?:\w+ly\s+|also\s+)?$")
REDUCED = re.compile(r"\s(?:of|by|for|on)\b")
CLAIMED = re.compile(r"claimed\s+by\b")
"""Of an attack that somebody owns."""
BY = re.compile(r"\bby\s+(?:the\s|a\s|an\s)?$")
COORDINATED = re.compile(r"[,;]?\s(?:and|but|while|whereas|as)\s[^,;]{0,40}$")
LONGEST_EVIDENCE = 3
"""Sentences: evidence that would be longer is the sentence alone."""
MOSTLY_QUOTED = 0.6
"""Share of a sentence in quotation marks from which it belongs to the quotation."""
WHOLLY_QUOTED = 0.9
OWN_WORDS = 9
"""Words of an outer source before an inner one from which it says something of its own."""


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
    accused: tuple[str, ...] | None = None
    """Of a passive cue ("X was accused of"), those who stand before it; None for any other cue."""


class Voices:
    """Reads the voices of an article sentence by sentence; the cast remembers who spoke last."""

    def __init__(self, reading: Reading, cast: Cast, publisher: str) -> None:
        self._reading, self._text, self._cast, self._publisher = reading, reading.text, cast, publisher

    def __iter__(self) -> Iterator[Voice]:
        """Yield the voices in the order of the text; a sentence without a source is the publisher's."""
        for index, sentence in enumerate(self._reading.sentences):
            voices = list(self._unnested(list(self._attributed(index, sentence))))
            if not voices and self._reading.quoted(sentence) > MOSTLY_QUOTED:
                voices = list(self._carried(index, sentence))
            yield from voices or [Voice(index, (self._publisher,), sentence, sentence, "own-voice")]

    def _attributed(self, index: int, sentence: Span) -> Iterator[Voice]:
        for attribution in self._reading.attributions(sentence):
            cue, content = attribution.cue, attribution.content
            if CLAIMED.match(self._text, cue.start):
                if owners := self._accusers(cue, sentence):
                    yield Voice(index, owners, sentence, sentence, "indirect", cue)
                continue
            speakers = self._cast.source(attribution.source)
            if self._is_passive(cue, sentence):
                accusers = self._accusers(cue, sentence) or (self._publisher,)
                yield Voice(index, accusers, content, sentence, "indirect", cue, accused=speakers)
            elif speakers:
                via = self._addressee(cue, sentence)
                yield Voice(index, speakers, content, sentence, self._mode(content), cue, via)

    def _is_passive(self, cue: Span, sentence: Span) -> bool:
        """Tell of "X was accused of", "fighters accused of", "strikes blamed on"."""
        words = cue.of(self._text)
        if cue_family(words) != "accuse" or not words.endswith("ed"):
            return False
        before, after = self._text[sentence.start : cue.start], self._text[cue.end : cue.end + 5]
        return PASSIVE.search(before) is not None or REDUCED.match(after) is not None

    def _accusers(self, cue: Span, sentence: Span) -> tuple[str, ...]:
        """Whom "by" names behind a passive cue."""
        for entity in self._reading.entities(Span(cue.end, min(sentence.end, cue.end + 60))):
            if BY.search(self._text[cue.end : entity.span.start]):
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
            if n == 0 and inner.cue:
                between = self._text[outer.content.start : inner.cue.start]
                if len(between.split()) > OWN_WORDS:
                    yield outer

    def _relays(self, outer: Voice, inner: Voice) -> bool:
        """Tell of "X said that Y denied", which X passes on, from "X denied A and Y denied B"."""
        if outer.cue is None or inner.cue is None or cue_family(outer.cue.of(self._text)):
            return False
        return not COORDINATED.search(self._text[outer.cue.end : inner.cue.start])

    def _carried(self, index: int, sentence: Span) -> Iterator[Voice]:
        """A sentence inside a quotation whose source stands in a later or an earlier sentence."""
        quotation = self._reading.quotation(sentence)
        named = self._named_after(quotation, sentence) if quotation else None
        speakers = self._cast.source(named.source if named else None)
        if speakers:
            cue = named.cue if named else None
            yield Voice(index, speakers, sentence, self._evidence(index, cue), "direct", cue)

    def _named_after(self, quotation: Span, sentence: Span) -> Attribution | None:
        close = self._reading.attributions(Span(max(quotation.end, sentence.end), quotation.end + 60))
        same = (a for a in close if a.source and "\n" not in self._text[quotation.end : a.cue.start])
        return next(same, None)

    def _evidence(self, index: int, cue: Span | None) -> Span:
        """The sentence, or all up to the one that names the source where that is near."""
        near = self._reading.sentences[index : index + LONGEST_EVIDENCE]
        last = next((s for s in near if cue and s.holds(cue)), near[0])
        return Span(near[0].start, last.end)

    def _mode(self, content: Span) -> Mode:
        quoted = self._reading.quoted(content)
        return "direct" if quoted > WHOLLY_QUOTED else "mixed" if quoted else "indirect"

    def _addressee(self, cue: Span, sentence: Span) -> tuple[str, ...]:
        """Of "told Reuters", the body that passed it on."""
        if TOLD.match(cue.of(self._text)):
            for entity in self._reading.entities(Span(cue.end, min(sentence.end, cue.end + 60))):
                near = entity.span.start <= cue.end + len(" the daily ")
                if near and entity.label == "organization" and (actor := self._cast.resolve(entity)):
                    return (actor,)
        return ()
