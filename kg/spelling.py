"""How names and dates are spelt, for the stages that compare them."""

from __future__ import annotations

import re

POSSESSIVE = re.compile(r"[’'`]s?$")
"""A possessive ending at the end of a name."""
ARABIC_ARTICLE = re.compile(r"\b(?:al|el|as|ad|an|ar|at|ash|az|ul)[-‑](?=\w)", re.IGNORECASE)
"""The article written to the name it belongs to: "al-Assad", "as-Suwayda"."""
FULL_DATE = len("2016-09-18")
"""Characters of an ISO 8601 date to the day; a shorter one is less precise."""


def is_full(date: str | None) -> bool:
    """Tell whether a date is known to the day."""
    return date is not None and len(date) == FULL_DATE
