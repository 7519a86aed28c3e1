"""One article under examination: its actors, voices and what the rules make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.cast import Cast
from kg.extract.claims import Clerk
from kg.extract.doers import doers
from kg.extract.events import Happenings
from kg.extract.lookup import lookup
from kg.extract.places import Atlas
from kg.extract.reading import Reading
from kg.extract.voices import Voice, Voices
from kg.model import Claim, Doc, Gazetteer


@dataclass(frozen=True, eq=False)
class Case:
    """What the rules find before anything is decided."""

    doc: Doc
    reading: Reading
    cast: Cast
    atlas: Atlas
    happenings: Happenings
    publisher: str
    """The actor that speaks in the article's own voice."""
    clerk: Clerk
    voices: Sequence[Voice]
    claims: Sequence[Claim]
    """The rules' claims, in the order of the text."""

    @classmethod
    def of(cls, doc: Doc, gazetteer: Gazetteer) -> Case:
        """Examine an article."""
        known, reading = lookup(gazetteer), Reading(doc)
        cast, atlas = Cast(reading, known), Atlas(reading, known)
        happenings = Happenings(reading, atlas)
        publisher = cast.publisher(doc.article.publisher.value if doc.article.publisher else None)
        clerk = Clerk(reading, cast, happenings)
        voices, claims = list[Voice](), list[Claim]()
        for voice in Voices(reading, cast, publisher):
            voices.append(voice)
            claims += clerk.claims(voice)
        return cls(doc, reading, cast, atlas, happenings, publisher, clerk, voices, claims)

    def heard(self, sentence: int) -> Sequence[Voice]:
        """The voices that the rules hear in a sentence, in order."""
        return self._voices_by_sentence.get(sentence, ())

    def ruled(self, sentence: int) -> Sequence[Claim]:
        """The rules' claims whose evidence reaches over a sentence."""
        return self._claims_by_sentence.get(sentence, ())

    @cached_property
    def _voices_by_sentence(self) -> dict[int, list[Voice]]:
        found: dict[int, list[Voice]] = {}
        for voice in self.voices:
            found.setdefault(voice.sentence, []).append(voice)
        return found

    @cached_property
    def _claims_by_sentence(self) -> dict[int, list[Claim]]:
        found: dict[int, list[Claim]] = {}
        for claim in self.claims:
            for sentence in self.reading.sentences_of(claim.evidence.span):
                found.setdefault(sentence, []).append(claim)
        return found

    def resolve_all(self) -> None:
        """Resolve the mentions that no voice needed."""
        for entity in self.doc.entities:
            self.cast.resolve(entity)

    def doing(self) -> list[list[str]]:
        """For each sentence, the actors that stand where a doer stands."""
        reading = self.reading
        return [
            list(doers(reading.text, sentence, reading.entities(sentence), self.cast))
            for sentence in reading.sentences
        ]
