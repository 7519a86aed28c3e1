"""The folder a graph lives in, between one command and the next.

    workspace.json              format version, base IRI, and the generation in force
    facts/ab/abcd….jsonl        what was read in one article, with its text; named by the text's SHA-256
    store/7/  store/7.jsonl     generation 7: the store, and its articles without texts and claims
    store/draft/                the next generation while a build makes it
    judgements.jsonl            what people judged (see kg/judgements.py); no build writes it
    build.lock  build.holder    held while a build runs, and by whom

A generation in force is never written again: a build works on a snapshot of it (hard links) and puts that
in force by replacing workspace.json. So readers need no lock, and a build that fails, is killed or fills the
disk leaves the graph as it was; what it had read until then stays in facts/ and is not read a second time.
A store that is lost is made anew from facts/, and facts that are lost are read anew from their articles.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from kg import jsonl
from kg.columns import Names
from kg.errors import BusyError, KgError, LostError, MisuseError, WorkspaceError
from kg.files import replacing
from kg.model import Facts
from kg.store import Store
from kg.vocabulary import BASE

log = logging.getLogger(__name__)

FORMAT = 1
APART = frozenset({"judgements.jsonl", ".git", ".gitattributes", ".gitignore"})
"""What may lie in a folder before a workspace is made there: judgements may come by git."""
RESTORE = "`kg build` with the articles restores it"


@dataclass(slots=True)
class Workspace:
    """A workspace as it stood when opened: `generation` 0 holds no graph yet."""

    path: Path
    base: str
    generation: int
    linked_by: str = ""
    """Tells the rules and judgements that the graph is linked by from others; '' where none is linked yet."""
    is_copy: bool = False
    """It holds a graph pulled from elsewhere, without the facts and texts that a build works on."""

    @classmethod
    def open(cls, path: Path) -> Workspace:
        """Open the workspace in a folder; WorkspaceError where none is, or a newer claimgraph made it."""
        file = path / "workspace.json"
        with _told(file):
            if not file.is_file():
                cure = f"make one with `kg build PATH… -w {path}`"
                raise WorkspaceError(str(path), "no workspace there", cure)
            return cls(path, *_record(file))

    @classmethod
    def create(cls, path: Path, base: str | None = None) -> Workspace:
        """Open the workspace in a folder, making it where the folder is empty or absent."""
        if base is not None:
            _check_base(base)
        with _told(path):
            if not (path / "workspace.json").is_file():
                if path.exists() and any(entry.name not in APART for entry in path.iterdir()):
                    cure = "choose an empty folder with -w"
                    raise WorkspaceError(str(path), "holds files but no workspace", cure)
                path.mkdir(parents=True, exist_ok=True)
                cls(path, base or BASE, 0)._put_in_force()
        workspace = cls.open(path)
        if base not in (None, workspace.base):
            cure = "leave --base out, or build another workspace with -w"
            raise MisuseError(str(path), f"was made with the base {workspace.base}", cure)
        return workspace

    def store(self) -> Store:
        """Open the graph for reading; a later one where this one has given way since it was looked up."""
        if not self.generation:
            raise WorkspaceError(str(self.path), "holds no graph yet", f"run `kg build PATH… -w {self.path}`")
        try:
            return Store.open(self._store(self.generation), read_only=True)
        except LostError:
            now = Workspace.open(self.path)
            if now.generation == self.generation:
                raise
            self.generation, self.linked_by = now.generation, now.linked_by
            return self.store()

    def articles(self) -> list[Facts]:
        """List the articles of the graph with their runs, by id; texts and claims left out."""
        if not self.generation:
            return []
        return _loaded(self._index(self.generation))

    def facts(self, sha256: str) -> Facts:
        """Load what was read in the article whose text has this digest; LostError where it cannot be."""
        if self.is_copy:
            cure = "ask where the graph was built"
            raise MisuseError(str(self.path), "is a copy that `kg pull` made, without the articles", cure)
        file = self._facts(sha256)
        match _loaded(file):
            case [facts]:
                return facts
        raise LostError(str(file), "is damaged", RESTORE)

    def texts(self) -> Mapping[str, str]:
        """Return the texts of the graph's articles by their SHA-256, loaded when asked for."""
        return _Texts(self, frozenset(facts.article.sha256 for facts in self.articles()))

    @contextmanager
    def building(self) -> Iterator[Build]:
        """Hold the workspace for one build; BusyError where another one does."""
        with _told(self.path), _lock(self.path):
            now = Workspace.open(self.path)
            _refuse_copy(now)
            self.generation, self.linked_by = now.generation, now.linked_by
            self._sweep()
            build = self._begun()
            try:
                yield build
            finally:
                build.close()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the workspace for a change beside the graph; BusyError where a build holds it."""
        with _told(self.path), _lock(self.path):
            _refuse_copy(Workspace.open(self.path))
            yield

    @contextmanager
    def copying(self) -> Iterator[Build]:
        """Hold the workspace to make it a copy of a graph elsewhere; MisuseError where one was built here."""
        with _told(self.path), _lock(self.path):
            now = Workspace.open(self.path)
            if now.generation and not now.is_copy:
                raise MisuseError(
                    str(self.path), "holds a graph built here", "pull into another folder with -w"
                )
            self.generation, self.is_copy = now.generation, True
            self._sweep()
            build = self._begun()
            try:
                yield build
            finally:
                build.close()

    def _begun(self) -> Build:
        """Begin the next generation with the one in force; with an empty store where that one is lost."""
        draft = self.path / "store" / "draft"
        draft.parent.mkdir(exist_ok=True)
        known, lost = list[Facts](), False
        if self.generation:
            try:
                known = self.articles()
                self.store().snapshot(draft)
            except LostError as error:
                log.warning("%s: %s; the graph is made anew from what was read", error.where, error.cause)
                shutil.rmtree(draft, ignore_errors=True)
                known, lost = known or list(self._salvaged()), True
        return Build(self, Store.open(draft), known, lost)

    def _salvaged(self) -> Iterator[Facts]:
        """Find the articles by what was read in them, without the list of them."""
        for file in sorted(self.path.glob("facts/*/*.jsonl")):
            try:
                yield without_text(self.facts(file.stem))
            except LostError as error:
                log.warning("%s; without it the article is left out", error)

    def _put_in_force(self) -> None:
        record = {"format": FORMAT, "base": self.base, "generation": self.generation}
        record |= {"linked_by": self.linked_by} if self.linked_by else {}
        record |= {"is_copy": True} if self.is_copy else {}
        with replacing(self.path / "workspace.json") as file:
            file.write(json.dumps(record).encode() + b"\n")

    def _sweep(self) -> None:
        """Remove every generation but the one in force; the one before was left for readers still at it."""
        for entry in self.path.glob("store/*"):
            if entry.stem != str(self.generation):
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    def _store(self, generation: int) -> Path:
        return self.path / "store" / str(generation)

    def _index(self, generation: int) -> Path:
        return self.path / "store" / f"{generation}.jsonl"

    def _facts(self, sha256: str) -> Path:
        return self.path / "facts" / sha256[:2] / f"{sha256}.jsonl"


@dataclass(slots=True)
class Build:
    """The next generation while it is being made: its store is a draft that nobody else sees."""

    workspace: Workspace
    store: Store
    known: Sequence[Facts]
    """The articles until now with their runs, without texts and claims."""
    lost: bool = False
    """Their graphs are lost: the store is empty."""

    def keep(self, facts: Facts) -> None:
        """Put what was read in an article on disk; a crash leaves the old file or the new one."""
        file = self.workspace._facts(facts.article.sha256)
        with _told(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(".part")
            part.write_text(jsonl.dumps(facts) + "\n", encoding="utf-8")
            part.replace(file)

    def has(self, sha256: str) -> bool:
        """Tell whether something is on disk for the text."""
        return self.workspace._facts(sha256).is_file()

    def publish(self, articles: Iterable[Facts], linked_by: str = "") -> None:
        """Put the graph in force as that of these articles, so linked, and remove what was read in others."""
        workspace = self.workspace
        with _told(workspace.path):
            self.store.flush()
            self.store.snapshot(workspace._store(workspace.generation + 1))  # leaves the engine's log behind
            index = sorted(articles, key=lambda facts: facts.article.id)
            with replacing(workspace._index(workspace.generation + 1)) as file:
                file.writelines(f"{jsonl.dumps(without_text(facts))}\n".encode() for facts in index)
            if hasattr(os, "sync"):
                os.sync()  # the facts were written without waiting for the disk, one by one
            workspace.generation, workspace.linked_by = workspace.generation + 1, linked_by
            workspace._put_in_force()
            wanted = {facts.article.sha256 for facts in index}
            for entry in workspace.path.glob("facts/*/*"):
                if entry.suffix == ".part" or entry.stem not in wanted:
                    entry.unlink()

    def close(self) -> None:
        """Let go of the draft and remove it."""
        self.store = Store.memory()  # Oxigraph closes a store when the last reference goes
        shutil.rmtree(self.workspace.path / "store" / "draft", ignore_errors=True)


def _loaded(file: Path) -> list[Facts]:
    """Load a file of facts, one per line; LostError where it is missing or damaged."""
    try:
        with _told(file), file.open(encoding="utf-8") as lines:
            return [jsonl.loads(line) for line in lines]
    except UnicodeDecodeError as error:
        raise LostError(str(file), "is damaged (no UTF-8)", RESTORE) from error
    except WorkspaceError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise LostError(str(file), "is missing", RESTORE) from error
        raise
    except KgError as error:
        raise LostError(str(file), f"is damaged ({error.cause})", RESTORE) from error


def without_text(facts: Facts) -> Facts:
    """Reduce facts to the article and its run, without the text."""
    return Facts(replace(facts.article, text=""), facts.run)


class _Texts(Mapping[str, str]):
    """Texts by their SHA-256, read from the workspace one at a time."""

    def __init__(self, workspace: Workspace, known: frozenset[str]) -> None:
        self._workspace, self._known = workspace, known

    def __getitem__(self, sha256: str) -> str:
        if sha256 not in self._known:
            raise KeyError(sha256)
        return self._workspace.facts(sha256).article.text

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _check_base(base: str) -> None:
    """Refuse a base that no IRI can begin with."""
    try:
        Names(base)
    except MisuseError as error:
        raise MisuseError(f"--base {base!r}", error.cause, error.cure) from error


def _record(file: Path) -> tuple[str, int, str, bool]:
    """Read base, generation and how it is linked; WorkspaceError where it is damaged or of a later format."""
    try:
        record = json.loads(file.read_bytes())
    except ValueError:
        record = None
    version = record.get("format") if isinstance(record, dict) else None
    if isinstance(version, int) and version > FORMAT:
        cause = f"was made by a newer claimgraph (format {version}, known up to {FORMAT})"
        raise WorkspaceError(str(file), cause, "upgrade claimgraph, or choose another workspace with -w")
    match record:
        case {"format": 1, "base": str(base), "generation": int(generation)}:
            linked_by = record.get("linked_by", "")
            is_copy = record.get("is_copy") is True
            return base, generation, linked_by if isinstance(linked_by, str) else "", is_copy
    raise WorkspaceError(str(file), "is damaged", "move the workspace away and build it again")


def _refuse_copy(workspace: Workspace) -> None:
    if workspace.is_copy:
        cure = "build in another folder with -w, or judge where the graph was built"
        raise MisuseError(str(workspace.path), "holds a copy that `kg pull` made", cure)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold the workspace for writing; the lock goes with the process, so a dead build leaves none behind."""
    holder = path / "build.holder"
    try:
        with FileLock(path / "build.lock", timeout=0):
            holder.write_text(str(os.getpid()), encoding="ascii")
            yield
    except Timeout:
        pid = holder.read_text(encoding="ascii", errors="replace") if holder.exists() else "unknown"
        raise BusyError(str(path), f"another build holds it (process {pid})", "wait until it ends") from None


@contextmanager
def _told(where: Path) -> Iterator[None]:
    """Turn errors of the file system into a WorkspaceError that names cause and cure."""
    try:
        yield
    except OSError as error:
        cause = f"cannot be used: {error.strerror or error}"
        cure = "free some space, allow writing, or choose another folder with -w"
        raise WorkspaceError(str(error.filename or where), cause, cure) from error
