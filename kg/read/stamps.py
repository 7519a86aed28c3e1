"""Title, date and publisher as a text states them of itself: headline, stamp, dateline, signature."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Span
from kg.read.dates import DAY, MONTH, WEEKDAY, iso_date, month_number, of_match
from kg.read.outlets import AGENCY, MEDIUM, SIGNING


@dataclass(slots=True)
class Stamps:
    """What a text states of itself, and the spans of the stamps, which are no sentences of the article."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    spans: list[Span] = field(default_factory=list)


_HEAD = 600  # characters of the body in which articles state their date and agency
_TAIL = 300  # characters at the end in which they sign
_MAX_TITLE = 220
_MAX_STAMPS = 8
_SPACE = re.compile(r"\s+")
_LABEL = (
    r"(?i:(?:(?:first|originally|last|date\sof|issue|publication|release)\s)*"
    r"(?:published|posted|publication|updated?|modified|released|issued|date|created)\b(?:\s(?:on|at))?\s?[:|–—-]?\s?)"
)
_CLOCK = (
    r"(?:,?\s(?:at\s)?(?:(?:[A-Z]{2,4}\s)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|"
    r"(?<=at\s)\d{4}\b|\d{4}(?=\s(?:GMT|UTC)))"
    r"(?:\s?\(?(?:GMT|UTC|EST|EDT|CET|MSK)\b(?:[+-]\d{1,2})?\)?)?)"
)
_STAMP = rf"(?:{WEEKDAY},?\s)?{DAY}{_CLOCK}?(?:\s?\(updated\s[^)\n]{{1,40}}\))?"
# No running text follows a stamp: '2 July 2016 Two medics were', but not '2 July 2016 was a dark day'.
_CLOSED = r"(?=[ \t]*(?:\n|\Z)|\s*(?:[^\sa-z,;]|by\s))(?!['’])"
_SIGNED = rf"(?:(?:[A-Z][a-z]+\s)?(?P<by>{SIGNING})\s?[,|:–—-]?\s?)"
_OPENING = (
    re.compile(rf"{_LABEL}?{_SIGNED}?{_STAMP}{_CLOSED}"),
    re.compile(rf"(?i:posted\s|published\s)?[Bb]y\s(?P<by>{SIGNING})(?=\s|$)", re.MULTILINE),
    re.compile(r"By [A-Z][^\n.:]{2,60}$", re.MULTILINE),
    re.compile(r"Get short URL(?:\s\d+)*"),
    re.compile(rf"[^\n.!?]{{2,60}}\n+(?={_LABEL}?{_STAMP}[ \t]*\n)"),  # who signs, above the day
)
"""What may stand between the headline and the first sentence, in any order."""
_PUBLISHED = re.compile(rf"(?<!\w)(?!(?i:last|updat|modif)){_LABEL}{_STAMP}")
_LATER_UPDATED = re.compile(rf"(?<!\w){DAY}\s?\(updated\b")
_UPDATED = re.compile(rf"(?<!\w){_LABEL}{_STAMP}")
_AGENCY_STAMP = re.compile(rf"\b(?P<by>{AGENCY})\s(?:{WEEKDAY},?\s)?{DAY}")
_UP = "A-ZÀ-ÖØ-ÞČĆĐĞİŁŃŐŚŞŠŰŹŻŽ"
# A town in small letters only before a day: 'Beirut, 24 November 2024 (NNA) -'.
_PLACE = rf"(?:[{_UP}][{_UP}'’.-]++(?:[ /,]++[{_UP}][\w'’.-]*+){{0,4}}|[{_UP}]\w+(?=,\s(?:\d|{MONTH}\s\d)))"
_MONTH_DAY = rf"(?P<m>{MONTH})\s(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\s(?P<m2>{MONTH})"
_DATELINE = re.compile(
    rf"^\W{{0,3}}(?:{_PLACE},?\s)?(?:(?:{WEEKDAY},?\s)?(?:{_MONTH_DAY})(?:,?\s(?P<y>(?:19|20)\d\d))?[.,]?\s?)?"
    rf"(?:/(?P<by>{AGENCY}|[A-Z]{{3,15}})/|[(\[](?P<by2>{AGENCY})[)\]]|(?<=,\s)(?P<by3>{AGENCY})\s?[-–—]|[-–—]{{1,2}})",
    re.MULTILINE,
)
_GLUED_DATELINE = re.compile(
    rf"\((?P<by>{AGENCY})\)\s?[-–—]|\b[A-Z]{{3,}}(?:,\s[\w. ]{{2,20}})?\s\((?P<by2>{AGENCY})\)"
)
_SIGNATURE = re.compile(
    rf"(?:[-–—]{{1,2}}\s?(?P<by>{AGENCY})|\((?P<by2>{SIGNING})\)"
    r"|\([Ss]ource:\s(?P<by3>[^()\n+/]{2,60}?)(?:\s(?:\+|and)\s[Aa]gencies)?\)"
    rf"|(?<=[.!?\"”’)\s])[Ss]ource:?\s(?P<by4>{SIGNING})(?:\s(?:\+|and)\s[Aa]gencies)?)[\s.]*\Z"
)
_SITE = re.compile(
    rf"\s*(?:[-–—]\s(?:[A-Z]\w+\s[-–—]\s)*(?P<by>{SIGNING}|{MEDIUM})|\|\s?(?P<by2>[^|\n]{{2,40}}))$"
)


def find(text: str, furniture: Sequence[Span]) -> Stamps:
    """Find what a text states of itself outside its page furniture."""
    masked = _masked(text, furniture)
    stamps = Stamps()
    position = _opening(masked, _headline(masked, stamps), stamps)
    head = masked[position : position + _HEAD]
    tail_start = max(position, len(masked.rstrip()) - _TAIL)
    for found in _dates_in(head, masked[tail_start:]):
        stamps.date = stamps.date or found
    _dateline(head, masked, stamps)
    _signature(masked, tail_start, stamps)
    return stamps


def _masked(text: str, spans: Sequence[Span]) -> str:
    """Blank the spans, keeping every offset and line."""
    pieces, position = [], 0
    for span in spans:
        pieces += [text[position : span.start], re.sub(r"[^\n]", " ", span.of(text))]
        position = span.end
    return "".join([*pieces, text[position:]])


def _headline(text: str, stamps: Stamps) -> int:
    """Find the headline among the first lines; return where the body starts."""
    lines = [found for found in _first_lines(text, 6) if found[0].strip()]
    if lines and (opening := _OPENING[0].fullmatch(lines[0][0].strip())):
        _take(opening, stamps)
        stamps.spans.append(Span(lines[0].start(), lines[0].end()))
        lines = lines[1:]
    above = list(itertools.takewhile(lambda line: _is_headline(line[0].strip(), text[line.end() :]), lines))
    # A section's name above the headline is a word or two.
    chosen = next((line for line in above if len(line[0].split()) > 3), above[0] if above else None)
    if chosen is None:
        return lines[0].start() if lines else 0
    title, start = chosen[0].strip(), chosen.start()
    if site := _SITE.search(title):
        stamps.publisher = stamps.publisher or _by(site)
        stamps.spans.append(Span(start + site.start(), start + len(title)))
        title = title[: site.start()]
    stamps.title = title.rstrip(". ") or None
    return chosen.end()


def _first_lines(text: str, count: int) -> Iterator[re.Match[str]]:
    for found in re.finditer(r"\S[^\n]*", text):
        yield found
        count -= 1
        if not count:
            return


def _is_headline(line: str, rest: str) -> bool:
    """Tell whether a line reads as a headline: short, text below it, no full stop unless a stamp follows."""
    below = rest.lstrip()
    stopped = line.rstrip('"”’»)')[-1:] in (*".,;:…", "")
    return (
        len(line) <= _MAX_TITLE
        and (not stopped or any(pattern.match(below) for pattern in _OPENING))
        and any(character.isalpha() for character in line)
        and not any(pattern.fullmatch(line) for pattern in _OPENING)
        and bool(below)
    )


def _opening(text: str, position: int, stamps: Stamps) -> int:
    """Take the stamps and the repeated headline that open the body; return where its prose starts."""
    for _ in range(_MAX_STAMPS):
        if space := _SPACE.match(text, position):
            position = space.end()
        end = _repeated(text, position, stamps) or _stamp(text, position, stamps)
        if end is None:
            break
        stamps.spans.append(Span(position, end))
        position = end
    return position


def _repeated(text: str, position: int, stamps: Stamps) -> int | None:
    """Return the end of the headline printed again at a position, with the byline before it."""
    title = stamps.title
    if not title or len(title.split()) < 3:
        return None
    if byline := re.compile(rf"by (.{{3,60}}?) (?={re.escape(title)})").match(text, position):
        if re.fullmatch(SIGNING, byline[1]):
            stamps.publisher = stamps.publisher or byline[1]
        position = byline.end()
    end = position + len(title)
    if text[position:end].casefold() != title.casefold() or text[end : end + 1].isalnum():
        return None
    return end + (text[end : end + 1] == ".")


def _stamp(text: str, position: int, stamps: Stamps) -> int | None:
    for pattern in _OPENING:
        if found := pattern.match(text, position):
            _take(found, stamps)
            return found.end()
    return None


def _take(found: re.Match[str], stamps: Stamps) -> None:
    stamps.publisher = stamps.publisher or _by(found)
    if "year" in found.groupdict():
        stamps.date = stamps.date or of_match(found)


def _by(found: re.Match[str]) -> str | None:
    """Return the name that a match holds in one of its groups by, by2, by3, by4."""
    names = (value for group, value in found.groupdict().items() if group.startswith("by") and value)
    return next((name.strip() for name in names), None)


def _dates_in(head: str, tail: str) -> Iterator[str]:
    """Yield the dates that a head or tail labels as its own, the surest first."""
    for pattern, part in (
        (_PUBLISHED, head),
        (_AGENCY_STAMP, head),
        (_LATER_UPDATED, head),
        (_UPDATED, head),
        (_UPDATED, tail),
    ):
        for found in pattern.finditer(part):
            if date := of_match(found):
                yield date


def _dateline(head: str, text: str, stamps: Stamps) -> None:
    """Read a dateline such as 'MOSCOW, October 22. /TASS/.'; a year is never guessed."""
    if stamped := _AGENCY_STAMP.search(head):
        stamps.publisher = stamps.publisher or stamped["by"]
    for found in _DATELINE.finditer(head):
        month, day = found["m"] or found["m2"], found["d"] or found["d2"]
        stamps.publisher = stamps.publisher or _by(found)
        if month and stamps.date is None:
            stamps.date = _dated(month_number(month), int(day), found["y"], text)
    if glued := _GLUED_DATELINE.search(head):
        stamps.publisher = stamps.publisher or _by(glued)


def _dated(month: int, day: int, year: str | None, text: str) -> str | None:
    """Give a dateline its year: its own, or that of the same day written out elsewhere in the text."""
    ending = f"-{month:02}-{day:02}"
    if year:
        return iso_date(f"{year}{ending}")
    dates = {date for found in re.finditer(DAY, text) if (date := of_match(found)) and date.endswith(ending)}
    return dates.pop() if len(dates) == 1 else None


def _signature(text: str, start: int, stamps: Stamps) -> None:
    """Read a signature such as '--AFP' or '(Source: Example Wire)' at the end."""
    if found := _SIGNATURE.search(text, start):
        stamps.publisher = stamps.publisher or _by(found)
        stamps.spans.append(Span(*found.span()))
