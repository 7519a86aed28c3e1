"""What people see: tables on a terminal, tab-separated lines in a pipe, messages on standard error.

Words of articles are untrusted: control characters are taken out, and nothing in them is read as markup.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

T = TypeVar("T")

GAP = 2
"""Characters between the columns of a table."""
READABLE = 48
"""Characters a column of sentences needs; where fewer are left, sentences go beneath their rows."""
MOST_TOLD = 10
"""Notes of one kind that are shown one by one unless asked for all."""
STYLES: Final = {
    "claimant": "bold cyan",
    "cue": "bold yellow",
    "content": "green",
    "blamed": "bold red",
    "cleared": "bold magenta",
    "doer": "bold red",
    "figure": "bold bright_blue",
}
"""How words are shown by what they are, in the order of the legend."""


class Piece(NamedTuple):
    """Words of an article with what they are, from the widest to the narrowest: evidence, content, blamed."""

    words: str
    labels: tuple[str, ...]


@dataclass(slots=True)
class Voice:
    """How much is said."""

    quiet: bool = False
    verbose: bool = False


voice = Voice()


def clean(text: str) -> str:
    """Put spaces for line breaks and tabs, and take out what could steer a terminal or turn the text around.

    >>> clean("red \\x1b[31malert\\n[bold]")
    'red [31malert [bold]'
    """
    return _tamed(text).strip()


def _tamed(text: str) -> str:
    """Clean a part of a text, whose ends are kept."""
    spaced = _SPACE.sub(" ", text)
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in _STEERING)


_SPACE: Final = re.compile(r"\s+")
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co"})


def out(text: str) -> None:
    """Write a line on standard output."""
    sys.stdout.write(f"{text}\n")


def say(text: str) -> None:
    """Write a line for people on standard error, unless quiet."""
    if not voice.quiet:
        sys.stderr.write(f"{text}\n")


def warn(error: object) -> None:
    """Write one line about what went wrong, quiet or not."""
    sys.stderr.write(f"kg: {clean(str(error))}\n")


def trace(error: BaseException) -> None:
    """Show where a failure arose, when verbose."""
    if voice.verbose:
        traceback.print_exception(error)


def notes(lines: Sequence[str], kind: str) -> None:
    """Say a few lines of a kind, and how many more there are; all of them when verbose."""
    shown = lines if voice.verbose else lines[:MOST_TOLD]
    for line in shown:
        say(f"kg: {clean(line)}")
    if len(lines) > len(shown):
        say(f"kg: and {len(lines) - len(shown)} more {kind}; --verbose names them")


def listen() -> None:
    """Say what the stages log as warnings, one line each; keep what other libraries log to themselves."""
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("kg").handlers[:] = [_Said(logging.WARNING)]


class _Said(logging.Handler):
    """Says each record."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say the message of a record."""
        say(f"kg: {clean(record.getMessage())}")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows: a table as wide as the terminal, if any, or lines with tabs under a heading in a pipe."""
    cells = [[clean(cell) for cell in row] for row in rows]
    if on_terminal():
        if rows:
            _show([column.replace("_", " ") for column in columns], cells)
        return
    for row in ([*columns], *cells):
        out("\t".join(row))


def sheet(heading: tuple[str, str], passage: Sequence[Piece], rows: Sequence[tuple[str, str]]) -> None:
    """Show a passage whose words are coloured by what they are, and what is known beside it, label by label.

    Without colours they stand in brackets; in a pipe all is lines with tabs.
    """
    if not on_terminal():
        for label, value in (heading, ("evidence", bracketed(passage)), *rows):
            out(f"{label}\t{clean(value)}")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    screen = Console()
    for shown in (Text(clean(" ".join(heading)), "bold"), *_passage(passage, screen)):
        screen.print(shown, "", sep="\n")
    known = Table.grid(padding=(0, GAP, 0, 0))
    known.add_column(no_wrap=True)
    known.add_column(overflow="fold")
    before = ""
    for label, value in rows:
        known.add_row(Text("" if label == before else label, "bold"), Text(clean(value)))
        before = label
    screen.print(known)


def bracketed(passage: Sequence[Piece]) -> str:
    """Write a passage with the evidence between >> and <<, and what is within it in brackets that say what.

    >>> pieces = [Piece("It ", ()), Piece("was said", ("evidence", "cue")), Piece(".", ("evidence",))]
    >>> bracketed(pieces)
    'It >>[cue was said].<<'
    """
    written, opened = list[str](), tuple[str, ...]()
    for piece in (*passage, Piece("", ())):
        shared = _shared(opened, piece.labels)
        written += ["<<" if label == "evidence" else "]" for label in reversed(opened[shared:])]
        written += [">>" if label == "evidence" else f"[{label} " for label in piece.labels[shared:]]
        written.append(_tamed(piece.words))
        opened = piece.labels
    return "".join(written)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the labels with which both begin."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


def _passage(pieces: Sequence[Piece], screen: Console) -> Iterator[Text]:
    """Yield a passage and its legend, or where there are no colours the passage with brackets."""
    from rich.text import Text

    if screen.no_color or not screen.color_system:
        yield Text(bracketed(pieces))
        return
    styles = {"": "dim", "evidence": "", **STYLES}
    yield Text.assemble(*((_tamed(one.words), styles[(one.labels or ("",))[-1]]) for one in pieces))
    used = {label for one in pieces for label in one.labels}
    yield Text("   ").join(Text(label, style) for label, style in STYLES.items() if label in used)


def on_terminal() -> bool:
    """Tell whether standard output is shown to somebody."""
    return sys.stdout.isatty()


def _show(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Draw a table; where it is too wide, the column of the longest texts goes beneath its row.

    Where the others would be narrower than their words even so, each row is a list of its cells.
    """
    from rich.console import Console

    screen = Console()
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    longest = widths.index(max(widths))
    room = screen.width - sum(widths) + widths[longest] - GAP * (len(widths) + 1)
    if room >= min(widths[longest], READABLE):
        screen.print(_table(columns, cells, longest, wraps=room < widths[longest]))
        return
    texts, beside = [row[longest] for row in cells], [_without(row, longest) for row in cells]
    headings = _without(columns, longest)
    fitted = _fitted(_without(widths, longest), screen.width)
    if any(width < word for width, word in zip(fitted, _words([headings, *beside]), strict=True)):
        for row in cells:
            screen.print(_listed(columns, row), "")
        return
    screen.print(_line(headings, fitted, "bold"))
    for row, text in zip(beside, texts, strict=True):
        screen.print(_line(row, fitted, ""), _beneath(text))


def _words(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how long the longest word of each column is."""
    return [
        max(len(word) for cell in column for word in cell.split(" ")) for column in zip(*rows, strict=True)
    ]


def _listed(columns: Sequence[str], row: Sequence[str]) -> Table:
    """Put what a row says one beneath the other, each after its heading; nothing for what is empty."""
    from rich.table import Table
    from rich.text import Text

    listed = Table.grid(padding=(0, GAP, 0, 0))
    listed.add_column(no_wrap=True)
    listed.add_column(overflow="fold")
    for column, cell in zip(columns, row, strict=True):
        if cell:
            listed.add_row(Text(column, "bold"), Text(cell))
    return listed


def _table(columns: Sequence[str], cells: Sequence[Sequence[str]], longest: int, *, wraps: bool) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, leading=int(wraps))
    for number, column in enumerate(columns):
        shown.add_column(Text(column), overflow="fold", no_wrap=number != longest)
    for row in cells:
        shown.add_row(*map(Text, row))
    return shown


def _line(row: Sequence[str], widths: Sequence[int], style: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    line = Table.grid(padding=(0, GAP, 0, 0))
    for width in widths:
        line.add_column(width=width, overflow="fold")
    line.add_row(*(Text(cell, style) for cell in row))
    return line


def _beneath(text: str) -> Padding:
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(text, "italic"), (0, 0, 1, GAP))


def _without(items: Sequence[T], number: int) -> list[T]:
    return [*items[:number], *items[number + 1 :]]


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit."""
    fitted = list(widths)
    while sum(fitted) + GAP * len(fitted) > room and max(fitted) > 1:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """Give a function that shows on a terminal what is being done and how far, and nothing elsewhere."""
    if voice.quiet or not sys.stderr.isatty():
        yield lambda _doing, _done: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield lambda doing, done: status.update(f"{doing}: {done:,} articles")
