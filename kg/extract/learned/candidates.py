"""Who may have a role in each sentence, and how each stands there: what the heads choose among."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from kg.extract.cast import Cast
from kg.extract.learned.rulebook import WIDTH, RuleBook
from kg.extract.learned.syntax import NOWHERE, Place, Trees
from kg.extract.reading import Reading
from kg.model import ActorKind, Doc, EntityLabel, Span
from kg.spans import Ordered

LABELS = (*get_args(EntityLabel), "pronoun", "publisher")
_NUMBER = {label: number for number, label in enumerate(LABELS)}
KINDS = get_args(ActorKind)
PRONOUNS = frozenset("he she it they we i him her them us who his its their our".split())
HERE, LATER, FAR_LATER, NO_MENTION = 0, 6, 7, 8
EARLIER = ((1, 1), (2, 2), (4, 3), (8, 4))
"""How many sentences back a mention lies, at most, and the number that stands for it; 5 is farther."""
DISTANCES = 10
IN_SENTENCE, BEFORE, BEHIND = 3, 40, 10
"""Mentions of one actor in the sentence, and actors named only before or only behind it, that are seen."""
OFTEN, TOP = 10, 20
"""Mentions of an actor, and sentences from the top, over which their number tells something."""
LONGEST_TITLE = 60
"""Code points between a body's name and that of the person who speaks or acts for it."""
TITLE_TAGS = {"NOUN", "PROPN"}
FACTS = WIDTH + 3 + 4
"""Numbers told of an actor in a sentence: the rules', how often it is named, the quoted share, the sentence's
number, and the opinions it holds and bears there."""

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]


class Mention(NamedTuple):
    """Where an actor is named: sentence, first and last word, how, and its place in the tree."""

    sentence: int
    first: int
    last: int
    label: str
    place: Place


NOBODY = Mention(0, 0, 0, "publisher", NOWHERE)
"""Stands where no mention of an actor is seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs of a sentence and an actor; each has one or more rows, a mention of the actor seen from there."""

    actors: tuple[str, ...]
    """Ids; the first is the publisher."""
    sentences: Integers
    """[sentences, 2]: first word and one past the last."""
    pairs: Integers
    """[pairs, 2]: sentence and actor, sorted."""
    pair: Integers
    """[rows]: which pair a row is of."""
    words: Integers
    """[rows, 2]: first and last word of the mention."""
    sorts: Integers
    """[rows, 3]: label, kind of actor, distance."""
    places: Integers
    """[rows, n]: see `syntax.SIZES`."""
    facts: Floats
    """[rows, FACTS]"""
    spans: tuple[Span, ...]
    """[rows]: where the mention stands."""


def known_mentions(doc: Doc, reading: Reading, cast: Cast) -> Mapping[str, list[tuple[Span, str]]]:
    """Return where each actor is named, pronouns by the chains of mentions among them."""
    found: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    titles = _titles(doc)
    for entity in doc.entities:
        if (actor := cast.resolve(entity)) and entity.span not in titles:
            found[actor].append((entity.span, entity.label))
    for span, actor in cast.described.items():
        found[actor].append((span, "role"))
    for chain in doc.chains:
        votes = Counter(actor for one in chain for actor in _named(one, reading, cast))
        if votes:
            owner = min(votes, key=lambda actor: (-votes[actor], actor))
            found[owner] += [(one, "pronoun") for one in chain if one.of(reading.text).lower() in PRONOUNS]
    return found


def _titles(doc: Doc) -> set[Span]:
    """Where a name only says whose officer a person is: "US" in "US Secretary of State John Kerry"."""
    tokens = Ordered(doc.tokens, lambda token: token.span)
    found = set[Span]()
    persons = [entity.span for entity in doc.entities if entity.label == "person"]
    for entity in doc.entities:
        if entity.label == "person":
            continue
        at = bisect_left(persons, entity.span)
        behind = persons[at] if at < len(persons) else entity.span
        if entity.span.end < behind.start < entity.span.end + LONGEST_TITLE:
            between = tokens.starting_in(Span(entity.span.end, behind.start))
            tags = {token.tag for token in between}
            if tags & TITLE_TAGS and tags <= TITLE_TAGS | {"ADP", "ADJ"}:
                found.add(entity.span)
    return found


def _named(mention: Span, reading: Reading, cast: Cast) -> Iterator[str]:
    """The actors whose names end a mention."""
    for entity in reading.entities(mention):
        if entity.span.end == mention.end and (actor := cast.resolve(entity)):
            yield actor


class Scout:
    """Gathers the candidates of one article."""

    def __init__(self, doc: Doc, reading: Reading, cast: Cast, publisher: str, named: Iterable[str]) -> None:
        """Note all mentions; `named` are further actors, those of the rules' claims."""
        self._doc, self._reading, self._cast = doc, reading, cast
        where = known_mentions(doc, reading, cast)
        others = {*where, *named} - {publisher}
        self.actors = (publisher, *sorted(others))
        self.number = {actor: number for number, actor in enumerate(self.actors)}
        self._tokens = Ordered(tuple(enumerate(doc.tokens)), lambda one: one[1].span)
        self._trees = Trees(doc.tokens, reading.text)
        self._mentions = [sorted(self._placed(where.get(actor, ()))) for actor in self.actors]
        self._kinds = [KINDS.index(cast.register.kind(actor)) for actor in self.actors]

    def _placed(self, spans: Iterable[tuple[Span, str]]) -> Iterator[Mention]:
        for span, label in spans:
            first, last = self._words(span)
            place = self._trees.place(first, last)
            yield Mention(self._reading.sentence_at(span.start), first, last, label, place)

    def _words(self, span: Span) -> tuple[int, int]:
        """The first and last token that share a code point with a span."""
        near = [number for number, _ in self._tokens.sharing(span)]
        return (near[0], near[-1]) if near else (0, 0)

    def candidates(self, book: RuleBook) -> Candidates:
        """Put together who may have a role in each sentence."""
        pairs, rows = list[tuple[int, int]](), list[tuple[int, Mention, int]]()
        for sentence, actor, seen in self._pairs():
            rows += [(len(pairs), mention, distance) for mention, distance in seen]
            pairs.append((sentence, actor))
        owners = [pair for pair, _, _ in rows]
        tokens, numbers = self._doc.tokens, np.array(pairs, np.int64).reshape(-1, 2)
        return Candidates(
            actors=self.actors,
            sentences=self._ranges(),
            pairs=numbers,
            pair=np.array(owners, np.int64),
            words=np.array([(m.first, m.last) for _, m, _ in rows], np.int64).reshape(-1, 2),
            sorts=np.array(
                [(_NUMBER[m.label], self._kinds[pairs[owner][1]], far) for owner, m, far in rows], np.int64
            ).reshape(-1, 3),
            places=np.array([m.place for _, m, _ in rows], np.int64).reshape(-1, len(NOWHERE)),
            facts=self._facts(numbers, book)[np.array(owners, np.int64)],
            spans=tuple(Span(tokens[m.first].span.start, tokens[m.last].span.end) for _, m, _ in rows),
        )

    def _ranges(self) -> Integers:
        """The words of each sentence; one without words has the word it stands before."""
        begun = [token.span.start for token in self._doc.tokens]
        starts = [bisect_left(begun, sentence.start) for sentence in self._doc.sentences]
        ends = [*starts[1:], len(begun)]
        last = max(0, len(begun) - 1)
        bounded = [
            (min(start, last), max(min(start, last) + 1, end))
            for start, end in zip(starts, ends, strict=True)
        ]
        return np.array(bounded, np.int64).reshape(-1, 2)

    def _pairs(self) -> Iterator[tuple[int, int, list[tuple[Mention, int]]]]:
        """Yield sentence, actor and the actor's mentions seen from there, in order."""
        count = len(self._doc.sentences)
        here: list[dict[int, list[Mention]]] = [{} for _ in range(count)]
        for actor, mentions in enumerate(self._mentions):
            for mention in mentions:
                here[mention.sentence].setdefault(actor, []).append(mention)
        coming = _coming(here)
        recent: dict[int, Mention] = {}
        for sentence in range(count):
            before = islice(reversed(recent), BEFORE)
            later = coming[sentence]
            chosen = {0, *here[sentence], *before, *sorted(later, key=lambda a: later[a])[:BEHIND]}
            for actor in sorted(chosen):
                yield sentence, actor, _seen(sentence, actor, here[sentence], recent, later)
            for actor, mentions in here[sentence].items():
                recent.pop(actor, None)
                recent[actor] = mentions[-1]

    def _facts(self, pairs: Integers, book: RuleBook) -> Floats:
        """What is told of each pair: [pairs, FACTS]."""
        sentence, actor = pairs.T
        often = np.array([min(len(mentions), OFTEN) / OFTEN for mentions in self._mentions])
        quoted = np.array([self._reading.quoted(one) for one in self._doc.sentences])
        facts: Floats = np.zeros((len(pairs), FACTS), np.float32)
        facts[:, WIDTH] = often[actor]
        facts[:, WIDTH + 1] = quoted[sentence]
        facts[:, WIDTH + 2] = np.minimum(sentence, TOP) / TOP
        row = {(one, other): number for number, (one, other) in enumerate(pairs.tolist())}
        for told, first in ((book.told, 0), (self._opinions(), WIDTH + 3)):
            for pair in told.keys() & row.keys():
                facts[row[pair], first : first + len(told[pair])] = told[pair]
        return facts

    def _opinions(self) -> dict[tuple[int, int], Floats]:
        """The surest opinion each actor holds (bad, good) and bears (bad, good) in a sentence."""
        owners: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        for actor, mentions in enumerate(self._mentions):
            for mention in mentions:
                for word in range(mention.first, mention.last + 1):
                    owners[word].add((mention.sentence, actor))
        found: dict[tuple[int, int], Floats] = {}
        for opinion in self._doc.opinions:
            for span, side in ((opinion.holder, 0), (opinion.target, 2)):
                first, last = self._words(span)
                for key in {key for word in range(first, last + 1) for key in owners.get(word, ())}:
                    told = found.setdefault(key, np.zeros(4, np.float32))
                    column = side + int(opinion.positive)
                    told[column] = max(told[column], opinion.confidence)
        return found


def _coming(here: Sequence[Mapping[int, list[Mention]]]) -> list[dict[int, Mention]]:
    """For each sentence, the next mention of the actors named behind it; the BEHIND nearest at least."""
    ahead: list[dict[int, Mention]] = []
    coming: dict[int, Mention] = {}
    for named in reversed(here):
        ahead.append(dict(islice(reversed(coming.items()), 4 * BEHIND)))
        for actor, mentions in named.items():
            coming.pop(actor, None)
            coming[actor] = mentions[0]
    return ahead[::-1]


def _seen(
    sentence: int,
    actor: int,
    here: Mapping[int, list[Mention]],
    recent: Mapping[int, Mention],
    later: Mapping[int, Mention],
) -> list[tuple[Mention, int]]:
    """The mentions of an actor as seen from a sentence, each with how far it is."""
    seen = [(one, HERE) for one in here.get(actor, ())[:IN_SENTENCE]]
    if before := recent.get(actor):
        back = sentence - before.sentence
        seen.append((before, next((number for most, number in EARLIER if back <= most), 5)))
    if behind := later.get(actor):
        seen.append((behind, LATER if behind.sentence - sentence == 1 else FAR_LATER))
    if actor == 0 or not seen:
        seen.append((NOBODY, NO_MENTION))
    return seen
