"""Texts of MUC-3 as they were annotated: in small letters, but for the capitals that the annotation keeps.

MUC-3 has its messages in capitals alone. An annotated text is what stands behind `[TEXT]`: the lines of a
paragraph joined by a space, paragraphs parted by an empty line, no line's end at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

_FILE = "dev-muc3-[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]"
"""Files of a hundred messages each, as they are named in the public archive."""
_MESSAGE = re.compile(r"^(?=DEV-MUC3-\d{4})", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n\s*\n")


def messages(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each message in a folder, at any depth, the text in small letters."""
    for path in sorted(folder.rglob(_FILE)):
        for message in _MESSAGE.split(path.read_text(encoding="utf-8", errors="replace")):
            head, _, body = message.partition("[TEXT]")
            if body:
                yield head.split(maxsplit=1)[0].lower(), _text(body).lower()


def capitals_of(text: str) -> list[int]:
    """Say where a text has capitals: the first offset, then the distance of each from the one before."""
    places = [place for place, letter in enumerate(text) if letter.isupper()]
    return [later - earlier for earlier, later in pairwise([0, *places])]


def with_capitals(text: str, distances: Sequence[int]) -> str:
    """Put the capitals back into a text in small letters; those behind its end are passed over.

    >>> with_capitals("the fmln said", capitals_of("The FMLN said"))
    'The FMLN said'
    """
    letters = list(text)
    for place in accumulate(distances):
        letters[place : place + 1] = [letter.upper() for letter in letters[place : place + 1]]
    return "".join(letters)


def _text(body: str) -> str:
    paragraphs = (" ".join(paragraph.split()) for paragraph in _PARAGRAPH.split(body))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
