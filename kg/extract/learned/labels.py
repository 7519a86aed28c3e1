"""What the learned heads tell: of a sentence, and of an actor in a sentence."""

from __future__ import annotations

SENTENCE = ("sourced", "accusation", "denial", "admission", "figure", "attributes")
"""What a sentence may hold: a source's claim, each kind of claim, a figure, somebody said to have done it."""
ROLES = ("claimant", "accusation", "denial", "admission", "figure", "blames", "attributes", "rejects")
"""What an actor may be: the source; the claimant of each kind and of a figure; blamed, doer, cleared."""
NEEDS = ("sourced", "accusation", "denial", "admission", "figure", "accusation", "attributes", "denial")
"""For each role, what the sentence must hold for anybody to have it."""
