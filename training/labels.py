"""What the heads answer with; the order is the order of their outputs."""

from __future__ import annotations

TAGS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
"""The universal parts of speech."""

RELATIONS = tuple(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated"
    " expl fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum"
    " root vocative xcomp".split()
)
"""The universal dependency relations, without their subtypes."""


def _bio(types: str) -> tuple[str, ...]:
    return ("O", *(f"{part}-{one}" for one in types.split() for part in "BI"))


ENTITIES = _bio("PER ORG LOC ARM NAT")
"""Persons, organisations, places; armed groups; nationalities and other demonyms."""

ATTRIBUTION = _bio("Source Cue Content")

OPINIONS = ("neutral", "positive-forward", "positive-backward", "negative-forward", "negative-backward")
"""What the first of two mentions holds of the second (forward), or the second of the first."""
