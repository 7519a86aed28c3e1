"""Small XML files of an archive, as a flat list of elements; entities are refused, so nothing expands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from kg.errors import InputError


@dataclass(slots=True)
class Element:
    """One element, without its namespace."""

    name: str
    attributes: Mapping[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words directly in the element."""
        return "".join(self.parts).strip()


def elements(data: bytes, where: str) -> list[Element]:
    """Return the elements in their order; raise InputError for what is no XML or declares entities."""
    found: list[Element] = []
    above: list[Element] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        bare = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        found.append(Element(name.rpartition(" ")[2], bare))
        above.append(found[-1])

    def characters(words: str) -> None:
        if above:
            above[-1].parts.append(words)

    def refuse(*_: object) -> None:
        cause = "it declares entities of its own, as attacks on readers do"
        raise InputError(where, cause, "leave it out, or write the entities out")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: above.pop() and None
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise InputError(where, f"it is no XML ({error})", "get or make the file again") from error
    return found
