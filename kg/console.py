"""What people see: tables on a terminal, tab-separated lines in a pipe, messages on standard error.

Words of articles are untrusted: control characters are taken out, and nothing in them is read as markup.
"""

from __future__ import annotations

import logging
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.table import Table

T = TypeVar("T")

GAP = 2
"""Characters between the columns of a table."""
READABLE = 48
"""Characters a column of sentences needs; where fewer are left, sentences go beneath their rows."""
MOST_TOLD = 10
"""Notes of one kind that are shown one by one unless asked for all."""


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
    spaced = " ".join(text.split())
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in _STEERING)


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
    """Show rows: a table as wide as the terminal, or tab-separated lines under a heading in a pipe."""
    cells = [[clean(cell) for cell in row] for row in rows]
    if on_terminal():
        _show([column.replace("_", " ") for column in columns], cells)
        return
    for row in ([*columns], *cells):
        out("\t".join(row))


def on_terminal() -> bool:
    """Tell whether standard output is shown to somebody."""
    return sys.stdout.isatty()


def _show(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Draw a table; where it is too wide, the column of the longest texts goes beneath its row."""
    from rich.console import Console

    screen = Console()
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    longest = widths.index(max(widths))
    room = screen.width - sum(widths) + widths[longest] - GAP * (len(widths) + 1)
    if room >= min(widths[longest], READABLE):
        screen.print(_table(columns, cells, longest, wraps=room < widths[longest]))
        return
    columns, texts = _without(columns, longest), [row[longest] for row in cells]
    cells = [_without(row, longest) for row in cells]
    widths = _fitted(_without(widths, longest), screen.width)
    screen.print(_line(columns, widths, "bold"))
    for row, text in zip(cells, texts, strict=True):
        screen.print(_line(row, widths, ""), _beneath(text))


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
