"""The actors and places that claimgraph brings along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.model import Gazetteer
from kg.rdf import read_gazetteer
from kg.resources import ontology_dir


def listed() -> tuple[Path, ...]:
    """The files of actors and places listed by hand or by script, as Turtle."""
    return tuple(ontology_dir() / name for name in ("actors.ttl", "places.ttl"))


def towns_file() -> Path:
    """The file of all other towns."""
    return ontology_dir() / "towns.bin"


def shipped_gazetteer() -> Gazetteer:
    """Read all of them; towns are looked up in their file when a text names one."""
    return replace(read_gazetteer(listed()), towns=towns_file())
