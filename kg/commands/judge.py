"""kg judge: what a person holds of what the graph holds to be one, and of its links."""

from __future__ import annotations

import getpass
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from kg import console, pipeline
from kg.commands.effects import Sight, changes
from kg.commands.subjects import Subjects
from kg.conflicts import contradicted
from kg.errors import BusyError, ConflictError, KgError, MisuseError
from kg.judgements import Undo, append, read, said, sealed, told
from kg.model import Judgement, Verdict
from kg.workspace import Workspace

WAIT: Final = 20.0
"""Seconds to wait for another command that holds the workspace."""
LONGEST_NAME: Final = 200
_T = TypeVar("_T")
_OF_PAIR: Final[dict[str, Verdict]] = {"right": "same", "wrong": "different"}
"""What right and wrong mean for an opinion that two things are one."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges, in which workspace, and with what remark."""

    folder: Path
    by: str | None
    note: str

    @property
    def name(self) -> str:
        """The name given, or else the one of the login; MisuseError where there is no fit one."""
        try:
            name = (getpass.getuser() if self.by is None else self.by).strip()
        except (KeyError, OSError):
            name = ""
        if not name or name != console.clean(name) or len(name) > LONGEST_NAME:
            cause = "is no name that can be shown" if name else "nobody's name is known"
            raise MisuseError(f"--by {name!r}", cause, "give yours with --by NAME or in KG_AUTHOR")
        return name


def pair(verdict: Verdict, first: str, second: str, judge: Judge) -> int:
    """Judge whether two actors, places or events are one."""
    by, subjects = judge.name, Subjects(Workspace.open(judge.folder))
    about = tuple(sorted(subjects.pair(first, second)))
    labels = tuple(map(subjects.label, about))
    return _judge(Judgement("", verdict, about, by, "", judge.note, (), labels), judge.folder)


def link(verdict: Verdict, name: str, judge: Judge) -> int:
    """Judge whether a link holds; an opinion that two things are one becomes a judgement on these."""
    by, subjects = judge.name, Subjects(Workspace.open(judge.folder))
    opinion = subjects.opinion(name, read(judge.folder))
    ends = opinion.one, opinion.other
    if opinion.kind == "same":
        return pair(_OF_PAIR[verdict], *ends, judge)
    label = f"{subjects.label(ends[0])} {opinion.kind} {subjects.label(ends[1])}"
    statement = (opinion.kind, *ends)
    judgement = Judgement("", verdict, (opinion.id,), by, "", judge.note, statement, (label,))
    return _judge(judgement, judge.folder)


def undo(name: str | None, judge: Judge) -> int:
    """Take a judgement back: the one of that id, or the last one of this author."""
    workspace, by = Workspace.open(judge.folder), judge.name

    def write() -> str:
        with workspace.held():
            ledger = read(judge.folder)
            judgement = _named(name, ledger.judgements) if name else _last(by, ledger.standing)
            if judgement.id in ledger.undone:
                earlier = ledger.undone[judgement.id]
                console.say(f"kg: {console.clean(earlier.by)} took it back already, {earlier.at[:10]}")
                return ""
            append(judge.folder, sealed(Undo("", judgement.id, by, "", judge.note)))
            return f"taken back: {told(judgement)}"

    return _apply(judge.folder, write)


def _named(name: str, judgements: tuple[Judgement, ...]) -> Judgement:
    beginning = f"judgement/{name.rpartition('judgement/')[2]}"
    found = [one for one in judgements if one.id.startswith(beginning)]
    if len(found) != 1 or beginning == "judgement/":
        cause = f"{len(found)} judgements begin so" if found else "no judgement bears this id"
        raise MisuseError(f"ID {name!r}", cause, "`kg judge list` shows all with their ids")
    return found[0]


def _last(by: str, standing: tuple[Judgement, ...]) -> Judgement:
    own = [one for one in standing if one.by == by]
    if not own:
        cure = "`kg judge list` shows all; give the id of one, or another name with --by"
        raise MisuseError(by, "has no judgement to take back", cure)
    return own[-1]


def _judge(draft: Judgement, folder: Path) -> int:
    workspace = Workspace.open(folder)

    def write() -> str:
        with workspace.held():
            in_force = read(folder).settled().in_force
            alike = [
                one
                for one in in_force
                if (one.verdict, one.about, one.by) == (draft.verdict, draft.about, draft.by)
            ]
            if alike:
                console.say(f"kg: judged so already: {console.clean(told(alike[0]))}")
                return ""
            if against := contradicted(draft, in_force):
                cause = f"contradicts {', '.join(map(told, against))}"
                raise ConflictError(
                    said(draft), cause, f"take one back first: `kg judge undo {against[0].id}`"
                )
            judgement = sealed(draft)
            append(folder, judgement)
            return told(judgement)

    return _apply(folder, write)


def _apply(folder: Path, write: Callable[[], str]) -> int:
    """Put something on file and link anew; tell what changed."""
    before = Sight.of(Workspace.open(folder))
    done = _patiently(write)
    if not done:
        return 0
    _tell(done)
    try:
        lost = _patiently(lambda: pipeline.relink(Workspace.open(folder)))
    except KgError as error:
        console.warn(f"it is on file, but not in the graph yet: {error}; then `kg build` applies it")
        return error.exit_code
    for one in lost:
        console.warn(one)
    for line in changes(before, Sight.of(Workspace.open(folder))):
        _tell(line)
    return 1 if lost else 0


def _tell(line: str) -> None:
    if not console.voice.quiet:
        console.out(console.clean(line))


def _patiently(do: Callable[[], _T]) -> _T:
    """Do something, once whoever else holds the workspace is done."""
    end = time.monotonic() + WAIT
    while True:
        try:
            return do()
        except BusyError:
            if time.monotonic() > end:
                raise
        time.sleep(0.1)
