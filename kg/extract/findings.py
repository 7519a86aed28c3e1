"""What is decided of each sentence, by the heads' chances: who puts forward what of whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.case import Case
from kg.extract.figures import Counting, figures
from kg.extract.learned import Assessment
from kg.extract.learned.candidates import HERE, Candidates
from kg.extract.voices import Voice
from kg.model import ClaimKind, Span

Chosen = tuple[tuple[str, float], ...]
"""Actors with their chances, the likeliest first."""
VERDICTS: tuple[ClaimKind, ...] = ("denial", "admission", "accusation")
"""Kinds that a sentence may hold beside or instead of a statement."""
RULED: frozenset[ClaimKind] = frozenset({"denial", "admission"})
"""Kinds too rare to be learnt well: what the rules find stands, unless the heads all but rule it out."""
NEXT_TO_NOTHING = 0.1
"""The chance below which they do; from 0.05 to 0.2, F1 on gold/train is the same for denials within 0.02."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that one or more actors put forward in a sentence."""

    sentence: int
    kind: ClaimKind
    chance: float
    """That the sentence holds such a thing."""
    claimants: Chosen
    blames: Chosen = ()
    attributes: Chosen = ()
    rejects: Chosen = ()
    counted: tuple[Counting, ...] = ()

    @property
    def score(self) -> float:
        """The chance that somebody puts this forward, and that it is this claimant."""
        return self.chance * max(chance for _, chance in self.claimants)

    @property
    def sort(self) -> str:
        """What it is calibrated as: its kind, "figure" for a statement with a number."""
        return "figure" if self.kind == "statement" and self.counted else self.kind


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """Decides what the sentences of one article hold."""

    case: Case
    assessment: Assessment
    least: Mapping[str, float]

    def findings(self) -> Iterator[Finding]:
        """Yield what is found, sentence by sentence."""
        for sentence in range(len(self.case.reading.sentences)):
            yield from self._of(sentence, self.case.heard(sentence))

    def _of(self, sentence: int, voices: Sequence[Voice]) -> Iterator[Finding]:
        doers = self._chosen(sentence, "attributes") if self._holds(sentence, "attributes") else ()
        found = [*self._verdicts(sentence, doers, voices)]
        found += self._ruled(sentence, found)
        found = list(_cleared(found))
        heard = {actor for one in found for actor, _ in one.claimants}
        if self._holds(sentence, "sourced"):
            chance = self.assessment.chance(sentence, "sourced")
            publisher = self.case.publisher
            named = mention_in(self.assessment.candidates, sentence, 0) is not None
            speakers = self._chosen(sentence, "claimant", without=set() if named else {publisher})
            found += [
                Finding(sentence, "statement", chance, claimants, attributes=doers)
                for claimants in _joint(_voiced(speakers, voices), voices)
                if not heard.intersection(actor for actor, _ in claimants)
            ]
        yield from self._with_figures(sentence, found, doers, voices)

    def _verdicts(self, sentence: int, doers: Chosen, voices: Sequence[Voice]) -> Iterator[Finding]:
        for kind in VERDICTS:
            if not self._holds(sentence, kind):
                continue
            chance = self.assessment.chance(sentence, kind)
            for claimants in _joint(self._chosen(sentence, kind), voices):
                if kind == "denial":
                    rejects = self._chosen(sentence, "rejects")
                    yield Finding(sentence, kind, chance, claimants, rejects=rejects)
                elif kind == "admission":
                    own = tuple(one for one in doers if self._is_own(one[0], claimants))
                    yield Finding(sentence, kind, chance, claimants, attributes=own or claimants)
                elif blamed := self._blamed(sentence, claimants):
                    others = tuple(one for one in doers if one[0] not in dict(blamed))
                    attributes = (*blamed, *(one for one in others if not self._is_own(one[0], claimants)))
                    yield Finding(sentence, kind, chance, claimants, blamed, attributes)

    def _ruled(self, sentence: int, found: Sequence[Finding]) -> Iterator[Finding]:
        """The rules' denials and admissions by others than those already found."""
        heard = {(one.kind, actor) for one in found for actor, _ in one.claimants}
        for claim in self.case.ruled(sentence):
            begun = self.case.reading.sentence_at(claim.evidence.span.start) < sentence
            said = {(claim.kind, one) for one in claim.claimants}
            if claim.kind not in RULED or begun or not heard.isdisjoint(said):
                continue
            heard |= said
            chance = self.assessment.chance(sentence, claim.kind)
            claimants = self._as_ranked(sentence, claim.kind, claim.claimants)
            if min(chance, max(share for _, share in claimants)) >= NEXT_TO_NOTHING:
                attributes = self._as_ranked(sentence, "attributes", claim.attributes)
                rejects = self._as_ranked(sentence, "rejects", claim.rejects)
                yield Finding(sentence, claim.kind, chance, claimants, (), attributes, rejects)

    def _as_ranked(self, sentence: int, role: str, actors: Sequence[str]) -> Chosen:
        """Actors with the chances that the heads give them; 0 to those they were not asked about."""
        chances = dict(self._ranked(sentence, role))
        return tuple((actor, chances.get(actor, 0.0)) for actor in actors)

    def _blamed(self, sentence: int, claimants: Chosen) -> Chosen:
        """Whom an accusation blames: nobody of the claimants' own side."""
        others = [one for one in self._ranked(sentence, "blames") if not self._is_own(one[0], claimants)]
        return self._best([one for one in others if one[0] != self.case.publisher], "blames")

    def _is_own(self, actor: str, claimants: Chosen) -> bool:
        own = self.case.cast.register.own_side(actor)
        return any(not own.isdisjoint(self.case.cast.register.own_side(one)) for one, _ in claimants)

    def _with_figures(
        self, sentence: int, found: list[Finding], doers: Chosen, voices: Sequence[Voice]
    ) -> Iterator[Finding]:
        """Put the figures of a sentence with what their claimants say in it."""
        by_claimants: dict[tuple[str, ...], list[Counting]] = {}
        chances: dict[tuple[str, ...], Chosen] = {}
        for counting in self._counted(sentence):
            claimants = self._counting(sentence, counting, voices)
            key = tuple(actor for actor, _ in claimants)
            by_claimants.setdefault(key, []).append(counting)
            chances[key] = claimants
        for one in found:
            speaking = {actor for actor, _ in one.claimants}
            own = [key for key in by_claimants if speaking.intersection(key)]
            yield replace(one, counted=tuple(counting for key in own for counting in by_claimants.pop(key)))
        for key, rest in by_claimants.items():
            chance = self.assessment.chance(sentence, "figure")
            yield Finding(sentence, "statement", chance, chances[key], attributes=doers, counted=tuple(rest))

    def _counted(self, sentence: int) -> Sequence[Counting]:
        if not self._holds(sentence, "figure"):
            return ()
        span = self.case.reading.sentences[sentence]
        return tuple(figures(self.case.reading.text, span, self.case.reading.numbers(span)))

    def _counting(self, sentence: int, counting: Counting, voices: Sequence[Voice]) -> Chosen:
        """Who gives a figure: of several voices the one whose words hold it, else the likeliest actor."""
        sourced = [voice for voice in voices if voice.mode != "own-voice"]
        ranked = self._ranked(sentence, "figure")
        if len({voice.claimants for voice in sourced}) > 1:
            within = [voice for voice in sourced if voice.content.holds(counting.span)]
            if within:
                nearest = min(within, key=lambda voice: voice.content.end - voice.content.start)
                return tuple((actor, dict(ranked).get(actor, 0.0)) for actor in nearest.claimants)
        return tuple(ranked[:1])

    def _holds(self, sentence: int, thing: str) -> bool:
        return self.assessment.chance(sentence, thing) >= self.least[thing]

    def _ranked(self, sentence: int, role: str) -> list[tuple[str, float]]:
        actors = self.assessment.candidates.actors
        return [(actors[number], chance) for number, chance in self.assessment.actors(sentence, role)]

    def _chosen(self, sentence: int, role: str, without: set[str] | None = None) -> Chosen:
        """The likeliest actor for a role, and all that are likely enough themselves."""
        ranked = [one for one in self._ranked(sentence, role) if one[0] not in (without or ())]
        return self._best(ranked, role)

    def _best(self, ranked: Sequence[tuple[str, float]], role: str) -> Chosen:
        least = self.least[f"another {role}"]
        return (*ranked[:1], *(one for one in ranked[1:] if one[1] >= least))


def _cleared(found: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out of accusations whom the same claimant clears in the same sentence."""
    clearing = [one for one in found if one.kind == "denial"]
    for one in found:
        speaking = dict(one.claimants).keys()
        own = (denial for denial in clearing if speaking & dict(denial.claimants).keys())
        clears = {actor for denial in own for actor, _ in denial.rejects}
        blamed = tuple(pair for pair in one.blames if pair[0] not in clears)
        if one.kind != "accusation":
            yield one
        elif blamed:
            doers = tuple(pair for pair in one.attributes if pair[0] not in clears)
            yield replace(one, blames=blamed, attributes=doers)


def _voiced(claimants: Chosen, voices: Sequence[Voice]) -> Chosen:
    """The likeliest claimant and, of the others, those whom the rules heard: else one speaks by two names."""
    heard = {actor for voice in voices if voice.mode != "own-voice" for actor in voice.claimants}
    return (*claimants[:1], *(one for one in claimants[1:] if one[0] in heard))


def _joint(claimants: Chosen, voices: Sequence[Voice]) -> Iterator[Chosen]:
    """Part claimants who speak apart; those of one voice make a joint statement."""
    left = dict(claimants)
    for voice in voices:
        together = tuple((actor, left.pop(actor)) for actor in voice.claimants if actor in left)
        if together:
            yield together
    yield from (((actor, chance),) for actor, chance in left.items())


def mention_in(candidates: Candidates, sentence: int, actor: int) -> Span | None:
    """Where the mention stands by which an actor, given by its number, was seen in its own sentence."""
    here = (row for row in _rows(candidates, sentence, actor) if candidates.sorts[row, 2] == HERE)
    return next((candidates.spans[row] for row in here), None)


def _rows(candidates: Candidates, sentence: int, actor: int) -> range:
    inside = candidates.pairs[:, 0].searchsorted([sentence, sentence + 1])
    among = candidates.pairs[inside[0] : inside[1], 1].searchsorted(actor)
    pair = int(inside[0] + among)
    if pair >= inside[1] or candidates.pairs[pair, 1] != actor:
        return range(0)
    first, last = candidates.pair.searchsorted([pair, pair + 1])
    return range(int(first), int(last))
