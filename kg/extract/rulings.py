"""Findings become claims: each with the voice it is put forward in, its worth and its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.extract.case import Case
from kg.extract.claims import Worth
from kg.extract.findings import Bench, Chosen, Finding, mention_in
from kg.extract.learned import Assessment, Believing, Calibration
from kg.extract.verdicts import Verdict
from kg.extract.voices import WHOLLY_QUOTED, Voice
from kg.model import Claim, Mode, Reason, ReasonPart, Span

LEAST_WORDS = 4
"""Words of a content; fewer are mostly a name that a pattern took for one."""


def rulings(case: Case, believing: Believing, assessment: Assessment) -> Iterator[Claim]:
    """Yield the claims of an article as the heads see them."""
    bench = Bench(case, assessment, believing.least)
    registrar = Registrar(case, believing.calibrations, assessment)
    for finding in bench.findings():
        yield registrar.claim(finding)


class Registrar:
    """Writes down the findings of one article."""

    def __init__(self, case: Case, worth: Mapping[str, Calibration], assessment: Assessment) -> None:
        self._case, self._worth, self._candidates = case, worth, assessment.candidates
        self._number = {actor: number for number, actor in enumerate(self._candidates.actors)}

    def claim(self, finding: Finding) -> Claim:
        """Write a finding down."""
        voice = self._voice(finding)
        parts = map(_actors, (finding.attributes, finding.blames, finding.rejects))
        verdict = Verdict(finding.kind, f"head {finding.sort}", *parts)
        sure = self._worth[finding.sort](finding.score)
        worth = Worth(round(sure, 2), self._reasons(finding, voice))
        return self._case.clerk.write(voice, verdict, finding.counted, worth)

    def _voice(self, finding: Finding) -> Voice:
        """The rules' voice of the claimants, or one made for them."""
        claimants = _actors(finding.claimants)
        voices = [self._worded(voice) for voice in self._case.heard(finding.sentence)]
        same = [voice for voice in voices if not set(claimants).isdisjoint(voice.claimants)]
        if same:
            return replace(max(same, key=_length), claimants=claimants)
        sourced = [one for one in voices if one.mode != "own-voice" and not (finding.blames and one.accused)]
        if sourced and self._is_here(finding):
            return replace(sourced[0], claimants=claimants, via=())
        sentence = self._case.reading.sentences[finding.sentence]
        return Voice(finding.sentence, claimants, sentence, sentence, self._mode(finding, sentence))

    def _worded(self, voice: Voice) -> Voice:
        """Take the whole sentence for the content where the rules found but a scrap of it."""
        scrap = len(voice.content.of(self._case.reading.text).split()) < LEAST_WORDS
        return replace(voice, content=self._case.reading.sentences[voice.sentence]) if scrap else voice

    def _is_here(self, finding: Finding) -> bool:
        """Tell whether the first claimant is named in the sentence itself."""
        return self._mention(finding.sentence, finding.claimants[0][0]) is not None

    def _mention(self, sentence: int, actor: str) -> Span | None:
        """The mention of an actor in a sentence, if any."""
        number = self._number.get(actor)
        return None if number is None else mention_in(self._candidates, sentence, number)

    def _mode(self, finding: Finding, sentence: Span) -> Mode:
        if self._case.publisher in _actors(finding.claimants):
            return "own-voice"
        quoted = self._case.reading.quoted(sentence)
        return "direct" if quoted > WHOLLY_QUOTED else "mixed" if quoted else "indirect"

    def _reasons(self, finding: Finding, voice: Voice) -> tuple[Reason, ...]:
        """Why it is believed: the heads' chances with the words they stand on, and the rules that agree."""
        found = {Reason("kind", f"head {finding.kind}", round(finding.chance, 2), voice.cue)}
        for part, chosen in _parts(finding).items():
            for actor, chance in chosen:
                where = self._mention(finding.sentence, actor)
                found.add(Reason(part, f"head {part}", round(chance, 2), where))
        speaking = set(_actors(finding.claimants))
        for ruled in self._case.ruled(finding.sentence):
            if ruled.kind == finding.kind and speaking.intersection(ruled.claimants):
                found.update(ruled.reasons)
        found |= {Reason("figure", "rule figure", None, counting.span) for counting in finding.counted}
        return tuple(sorted(found))


def _length(voice: Voice) -> int:
    return voice.content.end - voice.content.start


def _parts(finding: Finding) -> Mapping[ReasonPart, Chosen]:
    blamed = set(_actors(finding.blames))
    doers = tuple(one for one in finding.attributes if one[0] not in blamed)
    return {
        "claimant": finding.claimants,
        "blames": finding.blames,
        "attributes": doers,
        "rejects": finding.rejects,
    }


def _actors(chosen: Chosen) -> tuple[str, ...]:
    return tuple(actor for actor, _ in chosen)
