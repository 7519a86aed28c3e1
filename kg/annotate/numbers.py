"""Stated counts: "62", "at least 62", "20 to 25", "two dozen", "more than 1.3 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.annotate.lexicon import lexicon
from kg.model import Number, Span

AT_LEAST = r"at least|no fewer than|no less than|a minimum of|not less than|upwards of"
MORE = r"more than|over|in excess of"
UP_TO = r"up to|as many as|as much as|at most|no more than|a maximum of"
ABOUT = r"about|around|some|nearly|almost|approximately|roughly|an estimated|estimated|close to|only|just"
FEWER = r"fewer than|less than|under|below"
DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"


def _pattern() -> re.Pattern[str]:
    words = lexicon()
    unit = "|".join(sorted((*words.units, "a", "an"), key=len, reverse=True))
    scale = "|".join((*words.scales, "dozen"))
    vague = "|".join(words.vague)
    spelled = rf"(?:(?:{unit})(?:[- ](?:and[- ])?(?:{unit}))?)"
    # "a" and "an" count only before a scale: "a dozen", "a hundred"
    digits = rf"(?:{DIGITS})(?:[- ](?:{scale}))?"
    many = rf"(?:{vague})(?: of (?:{vague}))?"
    amount = rf"(?:{digits}|{spelled}[- ](?:{scale})|(?!an?\b){spelled}|{many})"
    bound = f"(?:{'|'.join((AT_LEAST, MORE, UP_TO, ABOUT, FEWER))})"
    return re.compile(
        rf"(?<![\w$€£/.:-])(?:(?P<bound>{bound})\s+)?(?:(?P<between>between|from)\s+)?(?P<first>{amount})"
        rf"(?:\s*(?P<range>-|–|to|and|or)\s*(?P<second>{amount}))?(?![\w%]|[-/:]\w|[.,]\d)",
        re.IGNORECASE,
    )


PATTERN = _pattern()
MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
MONTH_BEFORE = re.compile(rf"\b(?:{MONTHS}|[Aa]ged?|[Nn]o\.|[Pp]age|[Cc]hapter)\s+$")
MONTH_AFTER = re.compile(rf"\s+(?:of\s+)?{MONTHS}(?!\w)")
DOZEN = 12


def numbers(text: str, sentence: Span) -> Iterator[Number]:
    """Find the counts of one sentence."""
    at, end = sentence.start, sentence.end
    while match := PATTERN.search(text, at, end):
        is_range = match["second"] and (
            match["range"] in {"-", "–", "to"} or (match["between"] and match["range"] == "and")
        )
        stop = match.end() if is_range else match.end("first")
        at = max(stop, at + 1)
        low = value(match["first"])
        high = value(match["second"]) if is_range else low
        if low is None or high is None or _is_year(match, text) or _is_day_or_age(match, text):
            continue
        span = Span(match.start("bound") if match["bound"] else match.start(), stop)
        yield Number(span, *_bounds(match, low, high))


def _bounds(match: re.Match[str], low: int, high: int) -> tuple[int | None, int | None]:
    bound = (match["bound"] or "").lower()
    if low != high:
        return min(low, high), max(low, high)
    if match["first"].lower().split()[0] in lexicon().vague or re.fullmatch(AT_LEAST, bound):
        return low, None
    if re.fullmatch(MORE, bound):
        return low + 1, None
    if re.fullmatch(UP_TO, bound):
        return None, low
    if re.fullmatch(FEWER, bound):
        return None, max(0, low - 1)
    return low, low


def value(amount: str) -> int | None:
    """Read an amount: '1,300' gives 1300, 'two dozen' 24; None where it is no whole number."""
    words = lexicon()
    parts = [p for p in re.split(r"[-\s]+", amount.lower()) if p not in {"and", "of", ""}]
    total: float = 0
    for part in parts:
        if part in words.vague:
            total = words.vague[part] if not total else total * words.vague[part] / 2
        elif part in words.scales or part == "dozen":
            total = (total or 1) * words.scales.get(part, DOZEN)
        elif part in words.units:
            total += words.units[part]
        elif part in {"a", "an"}:
            total = 1
        else:
            total += float(part.replace(",", ""))
    return int(total) if total == int(total) else None


def _is_day_or_age(match: re.Match[str], text: str) -> bool:
    """Tell of "October 10", "24 November", "aged 18"."""
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end("first") :][:12]
    return bool(MONTH_BEFORE.search(before) or MONTH_AFTER.match(after))


def _is_year(match: re.Match[str], text: str) -> bool:
    """A bare four-digit year after a preposition or a month is no count."""
    first = match["first"]
    if match["bound"] or match["second"] or not re.fullmatch(r"(?:19|20)\d\d", first):
        return False
    before = text[max(0, match.start() - 14) : match.start()].lower()
    return bool(
        re.search(
            r"(?:\b(?:in|since|of|by|until|from|to|early|late|mid|before|after|year|,)|[a-z]{3,9}|\d)\W*$",
            before,
        )
    )
