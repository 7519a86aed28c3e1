"""Which literals are not of their datatype."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import rdflib

from kg.vocabulary import iri

_ZONE: Final = r"(Z|[+-]\d\d:\d\d)?"
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    iri(datatype): re.compile(form, re.ASCII)
    for datatype, form in {
        "xsd:integer": r"[+-]?\d+",
        "xsd:decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
        "xsd:date": rf"-?\d{{4,}}-\d\d-\d\d{_ZONE}",
        "xsd:gYearMonth": rf"-?\d{{4,}}-(0[1-9]|1[0-2]){_ZONE}",
        "xsd:gYear": rf"-?\d{{4,}}{_ZONE}",
    }.items()
}
"""The datatypes of the contract; rdflib lets some wrong forms of them pass."""


def well_formed(literal: rdflib.Literal) -> bool:
    """Tell whether a literal is in a form of its datatype, as far as rdflib or the contract know it."""
    form = _FORMS.get(str(literal.datatype))
    return not literal.ill_typed and (form is None or form.fullmatch(literal) is not None)
