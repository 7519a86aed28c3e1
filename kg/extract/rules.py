"""The rules by name, how often each was right, and which family a cue belongs to."""

from __future__ import annotations

import re

PRECISION = {
    "cue-deny": 0.5,
    "denial-content": 0.5,
    "cue-admit": 0.5,
    "admission": 0.5,
    "cue-accuse": 0.5,
    "cue-accused": 0.5,
    "harm-said": 0.5,
    "target-said": 0.5,
    "harm-own-voice": 0.5,
    "target-own-voice": 0.5,
    "own-act": 0.5,
    "figure": 0.5,
    "attribution": 0.5,
}
"""Share of a rule's claims that the annotation of gold/train holds, with kind and claimant."""

FAMILIES = (
    (
        "deny",
        re.compile(
            r"^(?:den(?:y|ie[sd]|ying)|reject|refut|dismiss|disput|rebuff|rebut|disavow|repudiat|ruled? out)"
        ),
    ),
    (
        "admit",
        re.compile(r"^(?:admit|acknowledg|conced|confess|claim\w* responsibility|took responsibility)"),
    ),
    (
        "accuse",
        re.compile(
            r"^(?:accus|blam|condemn|denounc|critici|slam|decr|lambast|deplor|castigat|fault|chasti|lash|h[eo]ld)"
        ),
    ),
)


def cue_family(cue: str) -> str:
    """Tell whether a cue denies, admits or accuses; '' for plain saying."""
    lower = cue.lower()
    return next((family for family, pattern in FAMILIES if pattern.match(lower)), "")


def confidence(rule: str) -> float:
    """How often the rule was right."""
    return PRECISION[rule]
