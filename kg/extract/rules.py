"""The rules by name, how often each was right, and which family a cue belongs to."""

from __future__ import annotations

import re

PRECISION = {
    "own-act": 0.80,
    "figure": 0.81,
    "cue-accuse": 0.75,
    "cue-deny": 0.73,
    "harm-said": 0.69,
    "target-said": 0.67,
    "cue-accused": 0.56,
    "admission": 0.55,
    "denial-content": 0.55,
    "attribution": 0.52,
    "harm-own-voice": 0.46,
    "target-own-voice": 0.37,
    "cue-admit": 0.33,
}
"""What a claim is worth where no heads judge: the share of a rule's claims that gold/train holds with their
kind and claimant, (right + 1) / (found + 2), as `python -m benchmarks.rules` counts them with the trained
reader."""

FAMILIES = (
    (
        "deny",
        re.compile(
            r"^(?:den(?:y|ie[sd]|ying)|reject|refut|dismiss|disput|rebuff|rebut|disavow|repudiat|contest|disclaim"
            r"|debunk|scoff|ruled? out)"
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
