"""Which happening, of all that an article tells, a claim's own words speak of.

Articles tie most claims to their main event. Where a claim names another place, day or deed, or a stretch of
time, it hardly speaks of the same as another claim; then the two neither agree nor exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

NEIGHBOURS = 0.6
"""Of claims that name two towns of one province: either may stand for the wider area."""
BESIDE, BEYOND = 0.4, 0.2
"""Of claims that name one place, and each beside it another: two quarters of a town; two that lie apart."""
UNLISTED = 0.7
"""Of claims that name different places of which no list knows: they may be two spellings of one."""
_DAYS = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\bsince [^,.;]{2,30}|\b(?:in|over|during|for|within|throughout) the (?:past|last|course) [^,.;]{2,20}"
    r"|\b(?:past|last) (?:\w+ )?(?:hours|days|weeks?|months?|years?)\b"
    r"|\b(?:this (?:week|month|year)|weekend)\b|\bin \w+ (?:days|weeks|months|hours)\b"
    r"|\b(?:war|conflict|uprising) (?:began|started|broke|erupted|has)|\b(?:daily|monthly|annual)\b"
    r"|\b(?:years?|months|weeks) of (?:war|conflict|fighting|unrest)\b|\b(?:civil|in the) war\b"
    r"|\bin (?:19|20)\d\d\b(?! on)"
    r"|\b(?:tens|hundreds) of thousands\b|\b(?:kill|murder|slaughter)\w* (?:\w+ ){0,2}thousands of\b",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    rf"\b{_MONTH} (\d{{1,2}})\b(?![:.]\d)|\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}\b", re.IGNORECASE
)
_ROUGHLY = re.compile(
    r"\b(?:nearly|almost|about|around|approximately|roughly|some|close to)\s+"
    r"(?:\d|an? (?:dozen|hundred|thousand)|\w+(?:teen|ty|ed)\b)",
    re.IGNORECASE,
)
_VAGUELY = re.compile(r"\b(?:dozens|scores|tens|hundreds|thousands|many|several)\b", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(?:whether|unclear|not clear|(?:not|n['’]?t) (?:know|say|specify|identify)|unknown|unidentified)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\beither\b|\bor (?:\w+ ){0,2}(?:(?:war)?planes|jets|aircraft|forces|troops|raids|strikes)\b",
    re.IGNORECASE,
)
_NEGATES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|refut\w*|rebut\w*|not|never|no|none|nor|neither|nothing"
    r"|nobody|without|false\w*|baseless|untrue|fabricat\w*|lies?|lying|unintention\w*|errors?|mistak\w*|accident\w*"
    r"|inadvertent\w*|avoid\w*|believ\w*|disput\w*|contradict\w*|unaware|absurd|propaganda|fake|innocen\w*"
    r"|\w+n['’]?t)\b",
    re.IGNORECASE,
)
_RELAYS = re.compile(
    r"\bclaim(?:s|ed|ing)? (?:the |an? |this |it|its |their |credit|(?:\w+ )?responsibility)?"
    r"(?:(?:\w+ ){0,2}(?:attacks?|bomb\w*|blasts?|strikes?|killings?))?\b(?! li[fv]e)|\bclaimed by\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:another|additional|elsewhere|separate|separately|meanwhile)\b"
    r"|(?:^\W*|\b(?:comes?|came|coming) (?:just |only |barely )?)(?:an?|one|two|three|\d+) "
    r"(?:day|night|week)s? after\b"
    r"|\b(?:previous|earlier) (?:attacks?|raids?|strikes?|shelling|bombings?)\b"
    r"|\bin (?:retaliation|revenge) for\b|^\W*(?:earlier|later) (?:on|in|that|the|today)\b"
    r"|\balso (?:killed|wounded|injured|died)\b|\bof the (?:dead|killed|wounded|injured|victims|casualties)\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|dozens|\w+teen|\w+ty) more\b(?! than)",
    re.IGNORECASE,
)
_DEEDS = {
    name: re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)
    for name, cues in {
        "air": r"air ?-?strikes?|air ?-?raids?|strikes?|raids?|war ?planes?|planes?|jets?|aerial|aircraft|"
        r"barrel bombs?|helicopters?|air force|drones?|bomb(?:s|ed|ing|ings|ardments?|arded|arding)",
        "fire": r"fire[ds]?|firing|shell(?:s|ed|ing|fire)?|mortars?|rockets?|artillery|missiles?|"
        r"projectiles?|bombard\w*",
        "bomb": r"(?:car|truck|suicide|roadside|planted)[ -]bomb\w*|suicide|explosions?|explosives?|"
        r"blasts?|blew|detonat\w+|bomb(?:ers?|ings?)",
        "gas": r"chemical|gas|chlorine|sarin|toxic|poison\w*",
        "clash": r"clash(?:es|ed)?|fighting|battles?|assaults?|offensives?|storm(?:ed|ing)|ambush\w*|combat",
        "murder": r"execut(?:ed|ions?|ing)|massacre[ds]?|behead\w*|assassinat\w+|stabb\w+|hanged|shot dead",
        "crash": r"shot down|down(?:ed|ing)|crash\w*",
        "want": r"malnutrition|malnourish\w*|starv\w+|hunger|famine|diseases?|dehydrat\w+",
        "seizure": r"kidnap\w*|abduct\w*|hostages?|detain\w*|arrest\w*",
    }.items()
}
_BLOWS = frozenset({"air", "fire", "bomb", "gas"})
"""Deeds of which one may be taken for another: what fell was a bomb to one, and a shell to another."""
_TARGETS = {
    name: re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)
    for name, cues in {
        "hospital": r"(?:hospital|clinic|medical (?:cent(?:er|re)|facility|point)|maternity)s?",
        "school": r"schools?|kindergartens?|universit(?:y|ies)|pupils|schoolchildren",
        "market": r"markets?|marketplaces?|souks?|bazaars?",
        "shrine": r"mosques?|church(?:es)?|shrines?|worshippers",
        "convoy": r"convoys?|(?:aid|relief) trucks?",
        "camp": r"camps?",
        "bakery": r"baker(?:y|ies)",
        "bus": r"bus(?:es)?",
        "prison": r"prisons?|jails?",
        "bridge": r"bridges?",
        "base": r"air ?bases?|airfields?|airports?|military (?:base|post|position)s?",
        "wedding": r"weddings?|funerals?|mourners",
    }.items()
}
"""What is hit, by which blows of one day are told apart."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a claim's own words name."""

    places: frozenset[str] = frozenset()
    is_wide: bool = False
    """Whether it names a country, and no place within one."""
    days: frozenset[str] = frozenset()
    """Of the week."""
    dates: frozenset[str] = frozenset()
    """Days of a month: MM-DD."""
    deeds: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    """What was hit: a hospital, a market."""
    period: str = ""
    """A stretch of time that a figure may be counted over."""
    apart: bool = False
    """Whether it is told as something besides."""
    roughly: bool = False
    """Whether a number in it is rounded."""
    vaguely: bool = False
    """Whether a number in it is only a word of size: dozens."""
    doubtful: bool = False
    """Whether it leaves open which of two it was."""
    unknown: bool = False
    """Whether it says that something is not known, such as who it was."""
    negates: bool = True
    """Whether a word in it negates or rejects."""
    relays: bool = False
    """Whether it tells who claims the deed."""

    @classmethod
    def of(cls, words: str, places: Iterable[str], said: str = "") -> Scope:
        """Read it from the words and the places they name; the day when they were said tells nothing."""
        period = _PERIOD.search(words)
        return cls(
            places=frozenset(places),
            days=frozenset(found.casefold() for found in _DAYS.findall(words)),
            dates=frozenset(map(_date, _DATE.findall(words))) - {said[5:]},
            deeds=frozenset(name for name, cues in _DEEDS.items() if cues.search(words)),
            targets=frozenset(name for name, cues in _TARGETS.items() if cues.search(words)),
            period=period[0].casefold() if period else "",
            apart=_APART.search(words) is not None,
            roughly=_ROUGHLY.search(words) is not None,
            vaguely=_VAGUELY.search(words) is not None,
            doubtful=_DOUBT.search(words) is not None,
            unknown=_UNKNOWN.search(words) is not None,
            negates=_NEGATES.search(words) is not None,
            relays=_RELAYS.search(words) is not None,
        )

    def under(self, same: Mapping[str, str]) -> Scope:
        """Name the places by the ids that stand for others."""
        return replace(self, places=frozenset(same.get(place, place) for place in self.places))


NOWHERE = Scope()


def _date(found: tuple[str, str, str, str]) -> str:
    month, day = (found[0], found[1]) if found[0] else (found[3], found[2])
    return f"{_MONTHS.index(month[:3].casefold()) + 1:02}-{int(day):02}"


class Lands:
    """Which place lies within which."""

    def __init__(self, within: Mapping[str, str | None]) -> None:
        self._within = within
        self._known: dict[str, frozenset[str]] = {}
        self._countries = {outer for outer in within.values() if outer and not within.get(outer)}

    def around(self, place: str) -> frozenset[str]:
        """Return the place and all it lies in but the country; nothing, where that is not known."""
        if place not in self._known:
            chain = [place]
            while (outer := self._within.get(chain[-1])) and outer not in chain:
                chain.append(outer)
            self._known[place] = frozenset(chain[:-1])
        return self._known[place]

    def nearness(self, first: frozenset[str], second: frozenset[str]) -> float:
        """How far claims that name these places may be of one: 0 where they lie apart, 1 where unknown."""
        shared = self._telling(first & second, first ^ second)
        first, second = first - (first & second) | shared, second - (first & second) | shared
        one, other = (self._beside(shared, places) for places in (first, second))
        pairs = [(a, b) for a in one if one[a] for b in other if other[b]]
        if not (one and other) or any(a in other[b] or b in one[a] for a, b in pairs):
            return 1.0
        if not shared:
            if not pairs:
                return UNLISTED if not any((*one.values(), *other.values())) else 1.0
            return NEIGHBOURS if _meet(one, other, pairs) else 0.0
        if not pairs:
            return NEIGHBOURS if any((*one.values(), *other.values())) else BESIDE
        return BESIDE if _meet(one, other, pairs) else BEYOND

    def _telling(self, shared: frozenset[str], others: frozenset[str]) -> frozenset[str]:
        """Leave out shared places of countries that hold none of the others: an agency's name misread."""
        countries = {self._country(place) for place in others} - {""}
        return frozenset(p for p in shared if not countries or self._country(p) in {*countries, ""})

    def _beside(self, shared: frozenset[str], places: frozenset[str]) -> dict[str, frozenset[str]]:
        """Map the places but the shared ones to all they lie in, those of other countries left out."""
        countries = {self._country(place) for place in shared} - {""}
        return {
            place: self.around(place)
            for place in places - shared
            if not countries or self._country(place) in {*countries, ""}
        }

    def _country(self, place: str) -> str:
        """Return the country that the place lies in, or "" where that is not known."""
        seen = {place}
        while (outer := self._within.get(place)) and outer not in seen:
            place = outer
            seen.add(place)
        return place if len(seen) > 1 else ""

    def narrow(self, places: Iterable[str]) -> tuple[str, ...]:
        """Leave out countries."""
        return tuple(place for place in places if place not in self._countries)

    def unlike(self, first: frozenset[str], second: frozenset[str]) -> float:
        """How far claims of one article may be of one; it spells each place in one way."""
        one, other = (frozenset(self.narrow(places)) for places in (first, second))
        if one == other or not (one or other):
            return 1.0
        if not one.isdisjoint(other) or not (one and other):
            return NEIGHBOURS
        return NEIGHBOURS * self.nearness(one, other) if self._hold(one, other) else 0.0

    def _hold(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Tell whether a place of one is known to lie in one of the other."""
        return any(a in self.around(b) or b in self.around(a) for a in one for b in other)


_Held = Mapping[str, frozenset[str]]


def _meet(one: _Held, other: _Held, pairs: Iterable[tuple[str, str]]) -> bool:
    """Tell whether two places of a pair lie in one that is less than a country."""
    return any(one[a] & other[b] for a, b in pairs)


def of_one_happening(first: Scope, second: Scope) -> bool:
    """Tell whether nothing in words but of places, dates and deeds speaks against one happening."""
    if first.apart or second.apart or first.period != second.period:
        return False
    return not _differ(first.days, second.days)


def other_deeds(first: Scope, second: Scope) -> bool:
    """Tell whether both name deeds, and none that the other names."""
    return _differ(first.deeds, second.deeds)


def are_like_blows(first: Scope, second: Scope) -> bool:
    """Tell whether two deeds by other names may be one blow: both name one place, day or target."""
    blows = other_deeds(first, second) and first.deeds & _BLOWS and second.deeds & _BLOWS
    alike = in_common(first, second) or first.targets & second.targets
    return bool(blows and alike) and not _differ(first.targets, second.targets)


def _differ(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and first.isdisjoint(second)


def in_common(first: Scope, second: Scope) -> int:
    """Count in how many respects both name the same: places, days, deeds."""
    days = first.days & second.days or first.dates & second.dates
    return sum(map(bool, (first.places & second.places, days, first.deeds & second.deeds)))
