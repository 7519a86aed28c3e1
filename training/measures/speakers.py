"""Speakers given by pronoun or common noun: does the reader's chain lead to a name of who is meant?

A claim is covered where an attribution of the reader overlaps its evidence with a source there whose head is
no proper noun, and right where the chain of that source holds a mention whose head is in one of the speaker's
names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.annotate.neural import Reading, Stretch
from training.data.conllu import head_of
from training.measures.claims import Article, Name, places, plain
from training.measures.figures import Figures, Reader, percent
from training.sample import Range


def measure(reader: Reader, read: Sequence[Article]) -> Figures:
    """Count the claims; per cent covered, and of those per cent right, in all and by the kind of word."""
    readings = reader.read([article.words for article in read])
    outcomes = Counter(outcome for pair in zip(read, readings, strict=True) for outcome in _outcomes(*pair))
    covered = {kind: outcomes[kind, True] + outcomes[kind, False] for kind in ("pronouns", "common nouns")}
    right = sum(outcomes[kind, True] for kind in covered)
    return {
        "claims (count)": outcomes.total(),
        "covered": _share(sum(covered.values()), outcomes.total()),
        "right": _share(right, sum(covered.values())),
        **{f"right, {kind}": _share(outcomes[kind, True], count) for kind, count in covered.items()},
    }


def _share(part: int, whole: int) -> float:
    return percent(part / whole) if whole else 0.0


def _outcomes(article: Article, reading: Reading) -> Iterator[tuple[str, bool]]:
    """Tell for each claim by what kind of word the speaker is given, and whether it leads to the name."""
    forms, heads = plain(article.words.forms), [*reading.heads]
    for claim in article.claims:
        source = _source(claim.evidence, reading)
        if source is None:
            yield "no source", False
            continue
        head = _head(source, heads)
        kind = {"PRON": "pronouns", "PROPN": "names"}.get(reading.tags[head], "common nouns")
        chain = next((c for c in reading.chains if any(_head(one, heads) == head for one in c)), ())
        yield kind, any(_named(one, _head(one, heads), claim.names, forms) for one in chain)


def _source(evidence: Range, reading: Reading) -> Stretch | None:
    """Choose the source in the evidence, of the attribution that has most words there."""
    best: tuple[int, Stretch | None] = (0, None)
    for one in reading.attributions:
        inside = [source for source in one.sources if _shared(source, evidence)]
        size = sum(_shared(part, evidence) for part in (*one.sources, *one.cues, *one.contents))
        if inside and size > best[0]:
            best = size, inside[0]
    return best[1]


def _shared(stretch: Stretch, evidence: Range) -> int:
    return max(0, min(stretch.end, evidence[1]) - max(stretch.start, evidence[0]))


def _named(mention: Stretch, head: int, names: Sequence[Name], forms: Name) -> bool:
    """Tell whether one of the names stands in the mention, the head among its words."""
    here, top = forms[mention.start : mention.end], head - mention.start
    return any(start <= top < end for name in names for start, end in places(name, here))


def _head(stretch: Stretch, heads: list[int]) -> int:
    return head_of((stretch.start, stretch.end), heads)
