"""Find the ontology, shapes, queries and model, in an installed wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError

PACKAGE = Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """Return the folder of the vocabulary, the event types and the gazetteer."""
    return _folder("ontology")


def shapes_dir() -> Path:
    """Return the folder of the SHACL shapes."""
    return _folder("shapes")


def queries_dir() -> Path:
    """Return the folder of the shipped questions."""
    return _folder("queries")


def model_dir() -> Path:
    """Return the folder of the shipped reader's model."""
    return _folder("models/reader")


def _folder(name: str) -> Path:
    """Look inside the package first (a wheel carries its data), then beside it (a checkout)."""
    for place in (PACKAGE / "data" / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise KgError(
        str(PACKAGE), f"the folder {name}/ is missing from the installation", "install claimgraph again"
    )
