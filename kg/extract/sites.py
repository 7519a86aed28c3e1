"""Which places a sentence gives to what happens in it."""

from __future__ import annotations

import re

from kg.extract.places import Atlas
from kg.extract.reading import Reading
from kg.model import Entity, Span

LOCATED = re.compile(
    r"\b(?:in|near|at|of|on|off|outside|around|across|inside|from|over|between|towards?|against)\s+"
    r"(?:[\w’'-]+\s+){0,3}$"
)
IN_COUNTRY = re.compile(
    r"\b(?:in|across|inside|throughout|over|(?:north|south|east|west|cent(?:er|re)|coast|parts) of)\s+"
    r"(?:[\w’'-]+\s+){0,2}$"
)
OF_A_PERSON = re.compile(
    r"\b(?:speaking|born|raised|educated|based|exiled|reporter|correspondent|bureau|native|surgeon|doctor|resident|man|woman"
    r"|(?:radio|television|TV) station)s?,?\s+(?:in|of|from|at)\s+"
    r"(?:the\s+(?:\w+\s+of\s+)?)?$",
    re.IGNORECASE,
)
"""What makes the place that follows one of a person or a paper, not of a happening."""
NAMED_AFTER = re.compile(
    r"\s+(?:Document|Declaration|Agreements?|Accords?|Protocol|Conventions?|Treaty|Process|Brigades?|Battalion"
    r"|agreements?|accords?|Times|Post|Radio|University|Institute|Club)\b"
)
"""What makes a name of a place that of a treaty, a body or a paper."""
DATELINE = re.compile(r"\s*(?:,\s[\w .]+)?\s*(?:\([A-Z][\w ]+\)\s*)?(?:-|–|—|\()\s*")


class Sites:
    """Tells the places of happenings from those of speakers, papers and treaties."""

    def __init__(self, reading: Reading, atlas: Atlas) -> None:
        self._reading, self._text, self._atlas = reading, reading.text, atlas

    def of_sentence(self, sentence: Span) -> list[str]:
        """The towns something happens in; where none is named, the countries behind "in" and the like."""
        located: list[str] = []
        named: list[str] = []
        spoken = self._of_speech(sentence)
        for entity in self._reading.entities(sentence):
            place = self._atlas.resolve(entity)
            if place is None or self._is_aside(entity, sentence, spoken):
                continue
            before = self._text[max(sentence.start, entity.span.start - 60) : entity.span.start]
            if (IN_COUNTRY if self._atlas.is_country(place) else LOCATED).search(before):
                located.append(place)
            elif not self._atlas.may_be_actor(entity):
                named.append(place)
        towns = [p for p in (*located, *named) if not self._atlas.is_country(p)]
        return list(dict.fromkeys(towns or located))

    def _of_speech(self, sentence: Span) -> list[Span]:
        """Where the sentence tells who speaks, and from where."""
        found: list[Span] = []
        for one in self._reading.attributions(sentence):
            if one.source:
                found.append(one.source)
            if one.content.end <= one.cue.start:
                found.append(Span(one.cue.start, max(one.cue.end, sentence.end)))
            elif one.cue.end < one.content.start:
                found.append(Span(one.cue.end, one.content.start))
        return found

    def _is_aside(self, entity: Entity, sentence: Span, spoken: list[Span]) -> bool:
        before = self._text[max(sentence.start, entity.span.start - 40) : entity.span.start]
        after = self._text[entity.span.end : entity.span.end + 24]
        if OF_A_PERSON.search(before) or NAMED_AFTER.match(after):
            return True
        if entity.span.start == sentence.start and DATELINE.match(after):
            return True
        return any(stretch.holds(entity.span) for stretch in spoken)
