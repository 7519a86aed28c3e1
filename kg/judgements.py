"""What people judged, in the file `judgements.jsonl` of a workspace: one JSON line each, only ever added to.

    {"id": "judgement/1c…", "verdict": "same", "about": ["event/2f…", "event/9a…"], "labels": ["…", "…"],
     "by": "Ana", "at": "2031-05-04T10:00:00.000000Z", "note": "both tell of the depot"}
    {"id": "judgement/7e…", "verdict": "undo", "about": ["judgement/1c…"], "by": "Ana", "at": "…"}

An id is the digest of the rest of its line. So the lines of several people can be put together in any order
and twice over, as git does it, and a line changed by hand is told from one that `kg judge` wrote.
"""

from __future__ import annotations

import json
import logging
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

from kg.conflicts import Settled, settle
from kg.errors import WorkspaceError
from kg.model import Judgement, Link, LinkKind, Verdict, digest

log = logging.getLogger(__name__)

FILE: Final = "judgements.jsonl"
PAIRS: Final = frozenset({"same", "different"})
"""Verdicts on two actors, places or events; the others are on a link."""
MOST_TOLD: Final = 10
"""Damaged lines, and judgements set aside, that are told one by one."""
_VERDICTS: Final[Mapping[str, Verdict]] = {verdict: verdict for verdict in get_args(Verdict)}
_KINDS: Final[Mapping[str, LinkKind]] = {kind: kind for kind in get_args(LinkKind)}
_UNDO: Final = "undo"
_ID: Final = re.compile(r"(\w+)/[\w.~!$&'()*+,;=:@/-]+", re.ASCII)
"""Kind and rest of an id; letters that an IRI may not hold as they are are left out."""
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_MARKERS: Final = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_AGAIN: Final = "remove the line, and judge again with `kg judge`"


@dataclass(frozen=True, slots=True)
class Undo:
    """A judgement taken back."""

    id: str
    undoes: str
    by: str
    at: str
    note: str = ""


_Entry = TypeVar("_Entry", Judgement, Undo)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a file of judgements says."""

    judgements: tuple[Judgement, ...] = ()
    """Each once, earliest first, those taken back too."""
    undone: Mapping[str, Undo] = field(default_factory=dict)
    """By the id of the judgement that is taken back."""
    damaged: tuple[WorkspaceError, ...] = ()
    """Lines that say nothing, in the order of the file."""

    @property
    def standing(self) -> tuple[Judgement, ...]:
        """The judgements that nobody took back."""
        return tuple(one for one in self.judgements if one.id not in self.undone)

    def settled(self) -> Settled:
        """Tell which of those that stand hold, and which are set aside."""
        return settle(self.standing)


def in_force(folder: Path) -> tuple[Judgement, ...]:
    """Return the judgements of a workspace that hold; what is damaged or set aside is told as a warning."""
    ledger = read(folder)
    settled = ledger.settled()
    for told in (ledger.damaged, list(conflicts(folder, ledger, settled))):
        for error in told[:MOST_TOLD]:
            log.warning("%s", error)
        if len(told) > MOST_TOLD:
            log.warning("%s: and %s more; `kg judge list` names them", folder / FILE, len(told) - MOST_TOLD)
    return settled.in_force


def conflicts(folder: Path, ledger: Ledger, settled: Settled) -> Iterator[WorkspaceError]:
    """Tell each judgement that is set aside, what it contradicts, and the cure."""
    known = {one.id: one for one in ledger.judgements}
    for key, against in settled.aside.items():
        cause = f"{told(known[key])} is set aside: it contradicts {', '.join(map(told, against))}"
        cure = f"take one back: `kg judge undo {key}` or `kg judge undo {against[0].id}`"
        yield WorkspaceError(str(folder / FILE), cause, cure)


def told(judgement: Judgement) -> str:
    """Name a judgement for people: its id, what it says, by whom and when."""
    return f"{judgement.id} ({said(judgement)}; by {judgement.by}, {judgement.at[:10]})"


def said(judgement: Judgement) -> str:
    """Write what a judgement says: 'same event/a event/b'."""
    return " ".join((judgement.verdict, *judgement.about))


def read(folder: Path) -> Ledger:
    """Read the judgements of a workspace; none where it has no file of them."""
    found, damaged = dict[str, Judgement | Undo](), list[WorkspaceError]()
    for number, line in enumerate(_lines(folder / FILE), 1):
        try:
            entry = _entry(line)
        except _Unusable as error:
            damaged.append(WorkspaceError(f"{folder / FILE}:{number}", error.cause, error.cure))
        else:
            if entry is not None:
                found[entry.id] = entry
    order = sorted(found.values(), key=lambda one: (one.at, one.id))
    return Ledger(
        judgements=tuple(one for one in order if isinstance(one, Judgement)),
        undone={one.undoes: one for one in reversed(order) if isinstance(one, Undo)},
        damaged=tuple(damaged),
    )


def append(folder: Path, entry: Judgement | Undo) -> None:
    """Add a line, wholly or not at all, and force it onto the disk; the caller holds the workspace."""
    path = folder / FILE
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            _append(descriptor, _line(entry))
        finally:
            os.close(descriptor)
    except OSError as error:
        cause, cure = f"cannot be written: {error.strerror or error}", "free some space, or allow writing"
        raise WorkspaceError(str(path), cause, cure) from error


def sealed(entry: _Entry) -> _Entry:
    """Give an entry the id that its content makes; a moment, the present one, where it has none."""
    dated = entry if entry.at else replace(entry, at=_now())
    return replace(dated, id=_id_of(_record(dated)))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _append(descriptor: int, line: bytes) -> None:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size and _last_byte(descriptor, size) != b"\n":  # put together by hand, without a line's end
        line = b"\n" + line
    try:
        while line:
            line = line[os.write(descriptor, line) :]
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except FileNotFoundError:
        return
    except OSError as error:
        cause = f"cannot be read: {error.strerror or error}"
        raise WorkspaceError(str(path), cause, "allow reading, or move it away") from error


class _Unusable(Exception):  # noqa: N818 (it becomes an error where the place is known)
    """A line that says nothing, and what to do about it."""

    def __init__(self, cause: str, cure: str = _AGAIN) -> None:
        self.cause, self.cure = cause, cure
        super().__init__(cause)


def _entry(line: bytes) -> Judgement | Undo | None:
    """Read a line; None where it is empty."""
    bare = line.removeprefix(b"\xef\xbb\xbf").strip()
    if not bare:
        return None
    if bare.startswith(_MARKERS):
        raise _Unusable(
            "is a mark of an unresolved merge", "keep the lines of both sides, and remove the mark"
        )
    try:
        record = json.loads(bare)
    except (ValueError, RecursionError):
        raise _Unusable("is damaged: no JSON") from None
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        raise _Unusable("is no judgement: it has no id")
    rest = {key: value for key, value in record.items() if key != "id"}
    if record["id"] != _id_of(rest):
        cause = "was changed by hand: its id does not fit what it says"
        raise _Unusable(cause, f"restore it, or {_AGAIN}")
    return _checked(record["id"], rest)


def _checked(key: str, record: Mapping[str, Any]) -> Judgement | Undo:
    """Make an entry of a line whose id fits."""
    verdict, at = _text(record, "verdict"), _text(record, "at")
    about, by, note = _texts(record, "about"), _text(record, "by"), _text(record, "note", "")
    if not _is_time(at) or not by:
        raise _Unusable("does not say by whom or when")
    if verdict == _UNDO:
        if _kinds(about) != ["judgement"]:
            raise _Unusable("does not say which judgement it takes back")
        return Undo(key, about[0], by, at, note)
    if verdict not in _VERDICTS:
        cure = "upgrade claimgraph where a newer one wrote it, or remove the line"
        raise _Unusable(f"has a verdict that is not known: {verdict!r}", cure)
    statement = _texts(record, "statement")
    if not _fits(verdict, about, statement):
        raise _Unusable(f"does not say what is {verdict}")
    if verdict in PAIRS:
        about = tuple(sorted(about))
    return Judgement(key, _VERDICTS[verdict], about, by, at, note, statement, _texts(record, "labels"))


def _fits(verdict: str, about: tuple[str, ...], statement: tuple[str, ...]) -> bool:
    """Tell whether it is about two things of one kind, or about the link that it states."""
    kinds = _kinds(about)
    if verdict in PAIRS:
        return kinds in ([kind] * 2 for kind in ("actor", "event", "place")) and len(set(about)) == 2
    if kinds != ["link"] or len(statement) != 3 or statement[0] not in _KINDS:
        return False
    kind, *ends = statement
    return "" not in _kinds(ends) and about[0] == Link(_KINDS[kind], ends[0], ends[1], 0, "").key


def _kinds(ids: Iterable[str]) -> list[str]:
    """Return what each id is of: 'event' of 'event/2f'; '' where it is none."""
    found = (_ID.fullmatch(one) for one in ids)
    return [one[1] if one else "" for one in found]


def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _text(record: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = record.get(key, default)
    if not isinstance(value, str):
        raise _Unusable(f"has no {key}")
    return value


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _Unusable(f"has no list of texts as its {key}")
    return tuple(value)


def _record(entry: Judgement | Undo) -> dict[str, Any]:
    """Return what an entry says, without its id, in the order of a line."""
    common = {"by": entry.by, "at": entry.at, "note": entry.note}
    if isinstance(entry, Undo):
        return _said({"verdict": _UNDO, "about": [entry.undoes], **common})
    parts = {"about": entry.about, "statement": entry.statement, "labels": entry.labels}
    return _said({"verdict": entry.verdict, **{key: list(value) for key, value in parts.items()}, **common})


def _said(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value}


def _id_of(record: Mapping[str, Any]) -> str:
    return f"judgement/{digest(json.dumps(record, sort_keys=True))}"


def _line(entry: Judgement | Undo) -> bytes:
    """Write an entry on one line, readable in any script; what could steer a terminal is escaped."""
    written = json.dumps({"id": entry.id, **_record(entry)}, ensure_ascii=False)
    letters = (_escaped(one) if unicodedata.category(one) in _STEERING else one for one in written)
    return "".join(letters).encode() + b"\n"


def _escaped(letter: str) -> str:
    return json.dumps(letter)[1:-1] if ord(letter) != 0x7F else "\\u007f"
