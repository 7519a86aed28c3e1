"""What the user named, as files: folders walked, patterns expanded, in a stable order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError

SUFFIXES = (
    ".txt", ".md", ".markdown", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".csv", ".tsv",
    ".warc", ".wacz", ".rss", ".atom", ".xml", ".epub", ".pdf",
)  # fmt: skip
"""The kinds of files that are read."""
PACKINGS = (".gz", ".zst")
"""What a file of any kind may be compressed with, once."""
SIDECAR = "articles.csv"
"""The file of a folder that holds metadata of its articles."""
STDIN = "-"
READ_ARE = "read are " + " ".join(SUFFIXES) + ", each also as " + " or ".join(PACKINGS)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, and the argument it came by."""

    path: Path
    root: str
    explicit: bool
    """Named itself, not found in a folder or by a pattern."""

    @property
    def readable(self) -> bool:
        """Tell by its suffix whether there is a reader for it."""
        return self.kind in SUFFIXES and self.path.name != SIDECAR

    @property
    def packing(self) -> str:
        """What the file is compressed with by its name; empty where it is not."""
        last = self.path.suffix.lower()
        return last if last in PACKINGS else ""

    @property
    def kind(self) -> str:
        """The suffix that tells the reader: '.txt' of 'a.txt' and of 'a.txt.gz'."""
        return self._bare.suffix.lower()

    @property
    def name(self) -> str:
        """The file's name without what tells its kind."""
        return shown(self._bare.stem)

    @property
    def _bare(self) -> Path:
        return self.path.with_suffix("") if self.packing else self.path


def shown(path: Path | str) -> str:
    """Return a path as text; bytes of a name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def find(paths: Sequence[str]) -> Iterator[Source | InputError]:
    """Yield every file once, sorted by path, with those of no readable kind among them."""
    found: dict[str, Source] = {}
    errors: list[InputError] = []
    for root in sorted(set(paths) - {STDIN}):
        for item in _expand(root):
            if isinstance(item, InputError):
                errors.append(item)
            else:
                real = os.path.realpath(item.path)
                if real not in found or (item.explicit and not found[real].explicit):
                    found[real] = item
    items: list[Source | InputError] = [*found.values(), *errors]
    yield from sorted(items, key=_order)


def _order(item: Source | InputError) -> str:
    return item.where if isinstance(item, InputError) else shown(item.path)


def _expand(root: str) -> Iterator[Source | InputError]:
    path = Path(root)
    if path.is_dir():
        yield from _walk(path, root)
    elif os.path.lexists(path):
        yield from _file(path, root, explicit=True)
    elif glob.has_magic(root):
        matches = sorted(glob.glob(root, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not matches:
            yield InputError(shown(root), "nothing matches this pattern", "check the folder and the pattern")
        for match in map(Path, matches):
            yield from _walk(match, root) if match.is_dir() else _file(match, root, explicit=False)
    else:
        yield InputError(shown(root), "there is no such file or folder", "check the path")


def _walk(folder: Path, root: str) -> Iterator[Source | InputError]:
    """Walk a folder without recursion, following links but never back into a folder above."""
    waiting: list[tuple[Path, frozenset[str]]] = [(folder, frozenset())]
    while waiting:
        here, above = waiting.pop()
        real = os.path.realpath(here)
        if real in above:
            yield InputError(shown(here), "this link leads back into its own folder", "remove the link")
            continue
        try:
            children = sorted(here.iterdir())
        except OSError as error:
            yield InputError(
                shown(here), f"the folder cannot be read: {error.strerror}", "check its permissions"
            )
            continue
        for child in children:
            if child.name.startswith("."):
                continue
            if child.is_dir():
                waiting.append((child, above | {real}))
            else:
                yield from _file(child, root, explicit=False)


def _file(path: Path, root: str, *, explicit: bool) -> Iterator[Source | InputError]:
    source = Source(path, root, explicit)
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        yield InputError(
            shown(path), f"it cannot be read: {error.strerror}", "check the path and its permissions"
        )
        return
    if explicit and path.name == SIDECAR:
        return  # `kg build folder/*`: read beside its articles
    if explicit and regular and not source.readable:
        kind = source.kind + source.packing or "(none)"
        yield InputError(shown(path), f"files of kind {kind} are not read", READ_ARE)
    elif not regular and (explicit or source.readable):
        yield InputError(shown(path), "it is no regular file", f"pipe its text in: kg build {STDIN}")
    else:
        yield source
