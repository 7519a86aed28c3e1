"""Which accusations a denial answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from kg.link.bonds import bond
from kg.link.corpus import UNNAMED, VIOLENT, Corpus, grouped
from kg.link.ground import days_within, placing, timing
from kg.link.said import Said, not_later
from kg.model import Link

SAME_EVENT, SAME_ARTICLE, LIKELY_EVENT = 0.85, 0.55, 0.5
"""How sure it is that a denial answers who blames whom it clears: for one event, in one article, for events
that are likely one."""
OTHER_OF_ONE_SIDE = 0.1
"""Taken off where the blamed one is not the cleared one itself, but acts for it or the other way round."""
UNDATED, STATED, UNSAID = 0.8, 0.7, 0.8
"""Taken times where it is not known which was said first; where the answered claim does not blame, but says
who did it; where the denial names nobody whom it clears, so that it is taken to clear who denies."""
FOR_OTHERS = 0.7
"""Taken times where somebody clears those who are not of one side with him: it may be a misread report."""
FAR, CLOSE = 0.8, 400
"""Taken times where the two stand farther apart in an article than so many characters: three sentences."""
MOST_ANSWERED, MOST_LOOKED_AT = 10, 200
"""Accusations of other articles one denial is linked to, latest first: earlier ones repeat them; and how many
are looked at for them."""
NEXT_DAY = 0.4
"""Taken times where two articles date the event to days that follow each other."""
WINDOW, NEXT, UNDATED_DAYS = 14, 1, 3
"""Days within which a denial follows an accusation whose event is only likely to be the same; days between
the two events; and where the day of one is not known, and that of its article stands for it."""

_Key = tuple[str, str]
_Keyed = Mapping[_Key, Sequence[Said]]


def denials(corpus: Corpus) -> Iterator[Link]:
    """Link each denial to accusations of its article or event, not later than it, blaming whom it clears.

    Where there is none, to claims that say, without blame, that those whom it clears did it. A denial that a
    copy repeats was made when the original came out: it answers nothing beyond its article.
    """
    targets = [
        one for one in corpus.said if one.claim.kind != "denial" and one.claim.blames + one.claim.attributes
    ]
    accusations = [one for one in targets if one.claim.kind == "accusation"]
    statements = [one for one in targets if one.claim.kind != "accusation"]
    indexes = [_Index(some, corpus) for some in (accusations, statements)]
    answers = [one for one in corpus.said if one.claim.kind == "denial" and one.scope.negates]
    first = {one.claim.id for one in _originals(answers)}
    for denial in answers:
        for index in indexes:
            beyond = _beyond(denial, index, corpus) if denial.claim.id in first else ()
            links = [*_within(denial, index, corpus), *islice(beyond, MOST_ANSWERED)]
            yield from links
            if links:
                break


class _Index:
    """Claims by article, and by what they are about and whom they lay it to, earliest first."""

    def __init__(self, said: Sequence[Said], corpus: Corpus) -> None:
        self.by_article = grouped(said, lambda one: (one.claim.article,))
        self.keyed: _Keyed = grouped(_originals(said), lambda one: _keys(one, _doers(one), corpus))


def _originals(said: Sequence[Said]) -> Iterator[Said]:
    """Leave out what a copy only repeats: the same blame, or the same denial, by the same voice."""
    seen = {_content(one) for one in said if one.claim.article == one.origin}
    for one in said:
        if one.claim.article == one.origin:
            yield one
        elif _content(one) not in seen:
            seen.add(_content(one))
            yield one


def _content(one: Said) -> tuple[object, ...]:
    voice = "" if one.claim.mode == "own-voice" else one.claim.claimants
    return one.origin, one.event, voice, _doers(one), one.claim.rejects


def _doers(one: Said) -> tuple[str, ...]:
    return one.claim.blames or one.claim.attributes


def _cleared(denial: Said) -> tuple[tuple[str, ...], float]:
    """Return whom the denial clears, and how sure that is: those who deny, where it names nobody by name."""
    named = tuple(actor for actor in denial.claim.rejects if not actor.startswith(UNNAMED))
    speakers = tuple(actor for actor in denial.claim.claimants if not actor.startswith(UNNAMED))
    if named or not speakers:
        return denial.claim.rejects, 1.0
    return (*speakers, *denial.claim.rejects), UNSAID


def _keys(one: Said, actors: Sequence[str], corpus: Corpus) -> list[_Key]:
    """Pair the claim's event, and the places of a violent one, with the sides of the actors by name."""
    if one.event is None:
        return []
    event = corpus.events.get(one.event)
    places = event.places if event and event.type in VIOLENT else ()
    sides = sorted({side for actor in actors if corpus.is_named(actor) for side in corpus.side(actor)})
    return [(what, side) for what in (one.event, *places) for side in sides]


def _within(denial: Said, index: _Index, corpus: Corpus) -> Iterator[Link]:
    """Answer within the article, unless the two speak of different events or days in the wrong order."""
    for target in index.by_article.get(denial.claim.article, ()):
        if not_later(target.day, denial.day) or not (target.day and denial.day):
            unknown = denial.event is None or target.event is None
            certain = SAME_ARTICLE if unknown else _certainty(denial, target, corpus)
            certain *= _placing(denial, target, corpus) * (1 if _close(denial, target) else FAR)
            yield from _answer(denial, target, certain, corpus)


def _close(first: Said, second: Said) -> bool:
    one, other = (said.claim.evidence.span for said in (first, second))
    return max(one.start, other.start) - min(one.end, other.end) <= CLOSE


def _beyond(denial: Said, index: _Index, corpus: Corpus) -> Iterator[Link]:
    """Answer claims of other articles about the same event, the latest first, undated ones last."""
    found = {
        one.claim.id: one
        for key in _keys(denial, _cleared(denial)[0], corpus)
        for one in islice(_until(denial.day, index.keyed.get(key, ())), MOST_LOOKED_AT)
        if one.claim.article != denial.claim.article
    }
    latest_first = sorted(found.values(), key=lambda one: (one.day, one.claim.id), reverse=True)
    for target in latest_first:
        certain = _certainty(denial, target, corpus) * _placing(denial, target, corpus)
        certain *= timing(denial, target, corpus, NEXT_DAY) if denial.event == target.event else 1
        certain *= 1 if target.day and denial.day else UNDATED
        yield from _answer(denial, target, certain, corpus)


def _until(day: str, said: Sequence[Said]) -> Iterator[Said]:
    """Yield what was said until the day, the latest first, then undated claims; for no day, all."""
    dated = bisect_left(said, "~", key=lambda one: one.order[0])
    until = bisect_right(said, f"{day}~", key=lambda one: one.order[0]) if day else dated
    numbers = chain(range(min(until, dated) - 1, -1, -1), range(dated, len(said)))
    return (said[number] for number in numbers)


def _certainty(denial: Said, target: Said, corpus: Corpus) -> float:
    """How sure it is that both speak of one event; 0 where they do not."""
    if denial.event == target.event:
        return SAME_EVENT if denial.event else SAME_ARTICLE
    first, second = (corpus.events.get(one.event or "") for one in (denial, target))
    if first and second and {first.type, second.type} <= VIOLENT:
        places = first.places if denial.scope.is_wide else corpus.lands.narrow(first.places)
        earlier, later = sorted((first.date or denial.day, second.date or target.day))
        apart = NEXT if first.date and second.date else UNDATED_DAYS
        if (
            not set(places).isdisjoint(second.places)
            and days_within(earlier, later, apart)
            and days_within(target.day, denial.day, WINDOW)
        ):
            return LIKELY_EVENT
    return 0.0


def _placing(denial: Said, target: Said, corpus: Corpus) -> float:
    """How sure it is that both may speak of one place; who denies for a whole country speaks of all.

    Denials seldom tell quarters of a town apart, where the event is one.
    """
    certain = denial.event == target.event or denial.claim.article == target.claim.article
    shared = certain and not denial.places.isdisjoint(target.places)
    return 1.0 if denial.scope.is_wide or shared else placing(denial, target, corpus)


def _answer(denial: Said, target: Said, certain: float, corpus: Corpus) -> Iterator[Link]:
    cleared, said = _cleared(denial)
    if not certain or corpus.allied(target.claim.claimants, (*denial.claim.claimants, *cleared)):
        return  # nobody answers himself, or his own side
    answered = [
        (rejected != blamed, corpus.name(rejected), corpus.name(blamed))
        for rejected in cleared
        for blamed in _doers(target)
        if corpus.one_side(rejected, blamed)
    ]
    if not answered:
        return
    other, rejected, blamed = min(answered)
    accused = target.claim.kind == "accusation"
    sure = (certain - OTHER_OF_ONE_SIDE * other) * said * (1 if accused else STATED) * target.laid
    sure *= 1 if corpus.allied(denial.claim.claimants, cleared) else FOR_OTHERS
    laid = f" of what {blamed} is {'blamed for' if accused else 'said to have done'}" if other else ""
    yield from bond("denies", denial, target, sure, f"{_on(denial, target)}: clears {rejected}{laid}")


def _on(denial: Said, target: Said) -> str:
    """Say what the two have in common."""
    if denial.event and denial.event == target.event:
        return "of one event"
    return "in one article" if denial.claim.article == target.claim.article else "of likely one event"
