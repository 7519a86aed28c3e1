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
    if not sys.stdout.isatty():
        for row in ([*columns], *cells):
            out("\t".join(row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in columns:
        shown.add_column(Text(column.replace("_", " ")), overflow="fold")
    for row in cells:
        shown.add_row(*map(Text, row))
    Console().print(shown)


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """Give a function that shows on a terminal what is being done and how far, and nothing elsewhere."""
    if voice.quiet or not sys.stderr.isatty():
        yield lambda _doing, _done: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield lambda doing, done: status.update(f"{doing}: {done:,} articles")
