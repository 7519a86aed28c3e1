"""What an article's annotation must hold to be of use: known kinds, and no reference that leads nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

Gold = dict[str, Any]
"""An article's annotation, as GUIDELINES.md describes it."""

KINDS = frozenset({"accusation", "denial", "admission", "figure", "statement"})
MODES = frozenset({"direct", "indirect", "mixed", "own-voice"})
ROLES = ("claimant", "also_claimant", "via", "attributes", "blames", "rejects")
"""Fields of a claim that name actors."""


def problems(gold: Gold) -> Iterator[str]:
    """Yield what is wrong with an article's annotation, one sentence each."""
    ids = Counter(claim["id"] for claim in gold["claims"])
    yield from (f"two claims have the id {one}" for one, times in ids.items() if times > 1)
    actors = {*gold["actors"], "publisher"}
    for key, actor in gold["actors"].items():
        if not (isinstance(actor, dict) and actor.get("names")):
            yield f"actor {key} has no names"
            continue
        yield from _unknown(f"actor {key}: acts_for", actor.get("acts_for"), actors)
    for claim in gold["claims"]:
        yield from (f"claim {claim['id']}: {cause}" for cause in _of_claim(claim, gold, actors))


def _of_claim(claim: Gold, gold: Gold, actors: set[str]) -> Iterator[str]:
    if claim.get("kind") not in KINDS:
        yield f"kind is {claim.get('kind')}, and must be one of {', '.join(sorted(KINDS))}"
    if claim.get("mode") not in MODES:
        yield f"mode is {claim.get('mode')}, and must be one of {', '.join(sorted(MODES))}"
    if not _is_range(claim.get("evidence")):
        yield f"evidence is {claim.get('evidence')}, and must be [start, end)"
    if not claim.get("claimant"):
        yield "claimant is missing"
    for role in ROLES:
        yield from _unknown(role, claim.get(role), actors)
    yield from _unknown("about", [claim["about"]] if claim.get("about") else None, set(gold["events"]))
    claims = {other["id"] for other in gold["claims"]}
    yield from _unknown("answers", [claim["answers"]] if claim.get("answers") else None, claims)
    cue = claim.get("cue")
    if not (cue is None or (isinstance(cue, str) and cue.split())):
        yield "cue must be null or words"


def _is_range(evidence: object) -> bool:
    match evidence:
        case [int(start), int(end)]:
            return 0 <= start < end
    return False


def _unknown(field: str, keys: object, known: set[str]) -> Iterator[str]:
    if keys is None:
        return
    if not isinstance(keys, list):
        yield f"{field} is {keys}, and must be a list of keys"
        return
    yield from (f"{field} names {key}, which is nowhere in the article" for key in keys if key not in known)
