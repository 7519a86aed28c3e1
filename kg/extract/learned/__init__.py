"""The learned half of extraction: heads that judge, from the reader's vectors, who claims what of whom."""

from kg.extract.learned.candidates import Scout
from kg.extract.learned.clues import clues
from kg.extract.learned.heads import Assessment, Believing, Calibration, Heads, load
from kg.extract.learned.rulebook import RuleBook
from kg.extract.learned.survey import assessed, survey

__all__ = [
    "Assessment",
    "Believing",
    "Calibration",
    "Heads",
    "RuleBook",
    "Scout",
    "assessed",
    "clues",
    "load",
    "survey",
]
