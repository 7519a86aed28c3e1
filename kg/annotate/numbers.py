"""Stated counts: "62", "at least 62", "20 to 25", "two dozen", "more than 1.3 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.annotate.lexicon import lexicon
from kg.model import Number, Span

AT_LEAST = r"at least|at a minimum|no fewer than|no less than|a minimum of|not less than|upwards of"
MORE = r"(?<!not )(?<!no )more than|(?<!not )over|well over|in excess of|north of"
UP_TO = (
    r"up to|as many as|as much as|as high as|at (?:the )?most|no more than|not more than|not over"
    r"|a maximum of"
)
ABOUT = r"about|around|some|nearly|almost|approximately|roughly|an estimated|estimated|close to|only|just"
FEWER = r"fewer than|less than|under|below"
DIGITS = r"\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
SOME = re.compile(r"(?:several|a few|a couple of)\s(?=hundred|thousand|million|dozen)", re.IGNORECASE)
"""Before a scale: "several hundred" are hundreds, of which there are at least two."""
PART = {"quarter": 0.25, "half": 0.5}


def _pattern() -> re.Pattern[str]:
    words = lexicon()
    unit = "|".join(sorted((*words.units, "a", "an"), key=len, reverse=True))
    scale = "|".join((*words.scales, "dozen"))
    vague = "|".join(words.vague)
    spelled = rf"(?:(?:{unit})(?:[- ](?:{unit}))?)"
    digits = rf"(?:{DIGITS})(?:[- ](?:{scale}))?"
    # "a" and "an" count only before a scale: "a dozen", "a hundred"
    scaled = rf"{spelled}[- ](?:{scale})(?:[- ](?:{scale}))?(?: and (?:{unit})(?:-(?:{unit}))?)?"
    part = rf"(?:a )?(?:quarter|half)(?: of)?(?: an?)? (?:{scale})"
    some = rf"{SOME.pattern}(?:{scale})"
    many = rf"(?:{vague})(?: of (?:{vague}))?"
    amount = rf"(?:{digits}|{part}|{some}|{scaled}|(?!an?\b){spelled}|{many})"
    bound = f"(?:{'|'.join((AT_LEAST, MORE, UP_TO, ABOUT, FEWER))})"
    return re.compile(
        rf"(?<![\w$€£/.:-])(?:(?P<bound>{bound})\s+)?(?:(?P<between>between|from)\s+)?(?P<first>{amount})"
        rf"(?:\s*(?P<range>-|–|to|and|or)\s*(?:{bound}\s+)?(?P<second>{amount}))?"
        rf"(?P<after>\s+or more\b|-plus\b)?(?![\w%]|[-/:]\w|[.,]\d)",
        re.IGNORECASE,
    )


PATTERN = _pattern()
MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
NUMBERED = re.compile(
    rf"\b(?:{MONTHS}|[Aa]ged?|[Nn]o\.|[Pp]age|[Cc]hapter|[Rr]esolution|[Aa]rticle|[Ss]ection|Division|Brigade|Flight"
    r"|Highway|Route|Category|Level|Phase|Unit|Room)\s+$"
)
"""What stands before a number that tells which one, not how many."""
TIME_AFTER = re.compile(r"\s*(?:GMT|UTC|EST|EDT|CET|[ap]\.?m\b|hours GMT)")
MONTH_AFTER = re.compile(rf"\s+(?:of\s+)?{MONTHS}(?!\w)")
DOZEN = 12


def numbers(text: str, sentence: Span) -> Iterator[Number]:
    """Find the counts of one sentence."""
    last: Number | None = None
    for number in _each(text, sentence):
        if last and (both := _joined(last, number, text)):
            last = both
            continue
        if last:
            yield last
        last = number
    if last:
        yield last


def _each(text: str, sentence: Span) -> Iterator[Number]:
    at, end = sentence.start, sentence.end
    while match := PATTERN.search(text, at, end):
        low, high = value(match["first"]), value(match["second"] or "")
        is_range = low is not None and high is not None and _is_range(match, low, high)
        stop = match.end("second") if is_range else match.end("first")
        at = max(stop, at + 1)
        if low is None or _is_year(match, text) or _is_no_count(match, text):
            continue
        span = Span(match.start("bound") if match["bound"] else match.start(), stop)
        yield Number(span, *_bounds(match, low, high if is_range and high is not None else low))


def _is_range(match: re.Match[str], low: int, high: int) -> bool:
    """Tell of "20 to 25", "between 20 and 25", "three or four"."""
    link = match["range"]
    return (
        link in {"-", "–", "to"}
        or (link == "and" and match["between"] is not None)
        or (link == "or" and low < high <= 2 * low)
    )


def _joined(low: Number, high: Number, text: str) -> Number | None:
    """One number of "at least four and at most nine"."""
    between = text[low.span.end : high.span.start]
    is_pair = low.maximum is None and high.minimum is None and low.minimum and high.maximum
    if is_pair and re.fullmatch(r"(?: \w+)?,? (?:and|but|and possibly|but)? ?", between):
        return Number(Span(low.span.start, high.span.end), low.minimum, high.maximum)
    return None


def _bounds(match: re.Match[str], low: int, high: int) -> tuple[int | None, int | None]:
    bound = (match["bound"] or "").lower()
    if low != high:
        return min(low, high), max(low, high)
    if re.fullmatch(UP_TO, bound):
        return None, low
    if re.fullmatch(FEWER, bound):
        return None, max(0, low - 1)
    if re.fullmatch(MORE, bound):
        return low + 1, None
    is_open = re.fullmatch(AT_LEAST, bound) or match["after"] or _is_vague(match["first"])
    return low, None if is_open else low


def _is_vague(amount: str) -> bool:
    return amount.lower().split()[0] in lexicon().vague or SOME.match(amount) is not None


def value(amount: str) -> int | None:
    """Read an amount: '1,300' gives 1300, 'two dozen' 24; None where it is no whole number."""
    words = lexicon()
    scales = {**words.scales, "dozen": DOZEN}
    amount = re.sub(r"(?<=\d) (?=\d)", "", amount.lower())
    total: float = 2 if SOME.match(amount) else 0
    for part in re.split(r"[-\s]+", SOME.sub("", amount)):
        if part in PART:
            total = PART[part]
        elif part in words.vague:
            total = words.vague[part] if not total else total * words.vague[part] / 2
        elif part in scales:
            total = (total or 1) * scales[part]
        elif part in words.units:
            total += words.units[part]
        elif part[:1].isdigit():
            total += float(part.replace(",", ""))
        elif part in {"a", "an"}:
            total = total or 1
    return int(total) if amount and total == int(total) else None


def _is_no_count(match: re.Match[str], text: str) -> bool:
    """Tell of "October 10", "24 November", "aged 18", "Anna Ott, 42, of Kesh", "Division 17", "2000 GMT"."""
    before, after = text[max(0, match.start() - 16) : match.start()], text[match.end("first") :][:12]
    is_age = re.search(r"[A-Za-z.]\s?,\s$", before) and re.match(r",\s", after) and match["first"].isdigit()
    return bool(is_age or NUMBERED.search(before) or MONTH_AFTER.match(after) or TIME_AFTER.match(after))


def _is_year(match: re.Match[str], text: str) -> bool:
    """A bare four-digit year after a preposition or a month is no count."""
    first = match["first"]
    if match["bound"] or match["second"] or not re.fullmatch(r"(?:19|20)\d\d", first):
        return False
    before = text[max(0, match.start() - 14) : match.start()].lower()
    return bool(
        re.search(
            r"(?:\b(?:in|since|of|by|until|from|to|early|late|mid|before|after|year|a|an|,)|[a-z]{3,9}|\d)\W*$",
            before,
        )
    )
