"""Entity labels of the treebanks in the reader's five types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from training.data.gazetteer import known, names, write
from training.sample import UNKNOWN, Mention, Sample, runs

_GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}
_LINKING = {"of", "the", "de", "al", "-", "'", "&", "for", "and"}
"""Words that may stand inside a name, between two proper nouns."""


def refined(sample: Sample) -> Sample:
    """Tell armed groups from organisations, and demonyms from what is no name, by the gazetteer."""
    known_here = {(start, end): kind for start, end, kind in known(sample.words, names())}
    labels = [label if label[2:] in {"PER", "ORG", "LOC"} or not label else "O" for label in sample.entities]
    for start, end, kind in runs(sample.entities):
        if kind == "ORG" and known_here.get((start, end)) == "ARM":
            write(labels, start, end, "ARM")
    for (start, end), kind in known_here.items():
        if kind == "NAT" and all(label == "O" for label in labels[start:end]):
            write(labels, start, end, "NAT")
    return replace(sample, entities=tuple(labels))


def of_mentions(sample: Sample, mentions: Sequence[tuple[Mention, str]]) -> Sample:
    """Label the names of GUM's persons, organisations and places: the proper nouns around a mention's head.

    Proper nouns that no such mention accounts for are UNKNOWN, as GUM types what is named, not names.
    """
    labels = [UNKNOWN if tag == "PROPN" else "O" for tag in sample.tags]
    found = [
        (*_name(sample, mention), _GUM[kind])
        for mention, kind in mentions
        if kind in _GUM and sample.tags[mention.head] == "PROPN"
    ]
    for start, end, kind in sorted(found, key=lambda one: one[1] - one[0]):
        if kind != "PER" or _is_plain(sample, start, end):
            write(labels, start, end, kind)
    return refined(replace(sample, entities=tuple(labels)))


def _name(sample: Sample, mention: Mention) -> tuple[int, int]:
    """Widen a head to the proper nouns around it, over linking words, within its mention."""
    start, end = mention.head, mention.head + 1
    while start > mention.words[0] and _is_part(sample, start - 1):
        start -= 1
    while end < mention.words[1]:
        following = end
        while following < mention.words[1] and sample.words[following] in _LINKING - {"and"}:
            following += 1
        if following >= mention.words[1] or sample.tags[following] != "PROPN":
            break
        end = following + 1
    return start, end


def _is_part(sample: Sample, word: int) -> bool:
    """Tell whether a word before a name is of it: a proper noun, or written like one within a sentence."""
    capital = sample.words[word][:1].isupper() and sample.tags[word] in {"ADJ", "NOUN"}
    return sample.tags[word] == "PROPN" or (capital and word not in sample.sentences)


def _is_plain(sample: Sample, start: int, end: int) -> bool:
    """Tell whether the words are proper nouns and hyphens alone, as the name of a person is."""
    pairs = zip(sample.words[start:end], sample.tags[start:end], strict=True)
    return all(tag == "PROPN" or word in {"-", "al", "de"} for word, tag in pairs)
