"""The neural reader: texts in words become syntax, names, attributions, chains of mentions and opinions.

The model and the libraries it runs on are loaded when `Model` is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.annotate.neural.folder import digest
from kg.annotate.neural.reading import Opinion, Quoted, Reading, Stretch, Words

if TYPE_CHECKING:
    from kg.annotate.neural.model import Model

__all__ = ["Model", "Opinion", "Quoted", "Reading", "Stretch", "Words", "digest"]


def __getattr__(name: str) -> Any:
    if name == "Model":
        return import_module("kg.annotate.neural.model").Model
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
