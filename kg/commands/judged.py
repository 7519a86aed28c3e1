"""kg judge list: what was judged and what became of it, and what is worth judging."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import console
from kg.columns import Names
from kg.commands.ask import answered, described
from kg.commands.subjects import Subjects
from kg.conflicts import Settled
from kg.judgements import Ledger, read
from kg.model import Judgement
from kg.results import cell, rows_of
from kg.store import Store, Term, bound
from kg.vocabulary import iri
from kg.workspace import Workspace

if TYPE_CHECKING:
    from pyoxigraph import Quad

MIDDLE: Final = 0.5
"""The confidence of an opinion that may as well be wrong as right."""
SHOWN: Final = 20
"""Opinions that are listed unless told otherwise."""
_JUDGED: Final = ("judgement", "verdict", "about", "by", "at", "effect", "note", "first", "second")
_UNSURE: Final = (
    "link", "kind", "confidence", "followed", "one", "one_in", "other", "other_in", "reason", "one_id",
    "other_id",
)  # fmt: skip
_SURE: Final = f"""SELECT ?link ?sure WHERE {{
  VALUES ?class {{ <{iri("kg:Link")}> <{iri("kg:Sameness")}> }}
  ?link a ?class ; <{iri("kg:confidence")}> ?sure }}"""
_OPINION: Final = f"""SELECT ?link ?kind ?confidence ?followed ?one ?other ?reason WHERE {{
  ?link <{iri("rdf:predicate")}> ?kind ; <{iri("rdf:subject")}> ?one ; <{iri("rdf:object")}> ?other ;
    <{iri("kg:confidence")}> ?confidence ; <{iri("kg:reason")}> ?reason
  OPTIONAL {{ ?link <{iri("kg:followed")}> ?followed }} }}"""
_IN_GRAPH: Final = f"SELECT ?judgement WHERE {{ ?judgement a <{iri('kg:Judgement')}> }}"


@dataclass(frozen=True, slots=True)
class _Seen:
    """An opinion or a link as the graph has it."""

    link: Term
    kind: str
    confidence: Term
    followed: str
    one: Term
    other: Term
    reason: Term


def list_judged(folder: Path, form: str, output: Path | None, limit: int | None) -> int:
    """List the judgements, the latest first, with what became of each; 1 where there is none."""
    workspace, ledger = Workspace.open(folder), read(folder)
    for error in ledger.damaged:
        console.warn(error)
    chosen = ledger.judgements[::-1][:limit]
    names = Names(workspace.base)
    if form == "ttl":
        store = workspace.store()
        return described(_about(store, (names.node(one.id) for one in chosen)), workspace.base, output)
    effects = _Effects(workspace, ledger)
    rows = rows_of(_JUDGED, (_row(one, effects.of(one), names) for one in chosen))
    return answered(rows, form, workspace.base, output)


def list_unsure(folder: Path, form: str, output: Path | None, limit: int) -> int:
    """List what the software holds that nobody has judged, the least sure first; 1 where there is nothing."""
    workspace, settled = Workspace.open(folder), read(folder).settled()
    store, names = workspace.store(), Names(workspace.base)
    chosen = _least_sure(store, settled, names, limit)
    if form == "ttl":
        return described(_about(store, (one.link for one in chosen)), workspace.base, output)
    subjects = Subjects(workspace)
    rows = rows_of(_UNSURE, (_unsure_row(one, subjects, names) for one in chosen))
    return answered(rows, form, workspace.base, output)


def _least_sure(store: Store, settled: Settled, names: Names, limit: int) -> list[_Seen]:
    """Choose of what nobody has judged the least sure."""
    rows = store.select(_SURE).rows
    nearest = sorted(
        (abs(float(cell(sure)) - MIDDLE), cell(link), link) for link, sure in rows if link and sure
    )
    return list(islice(_open(store, (link for *_, link in nearest), settled, names), limit))


def _open(store: Store, nearest: Iterable[Term], settled: Settled, names: Names) -> Iterator[_Seen]:
    """Yield the opinions and links that no judgement in force settles."""
    links = {one.about[0] for one in settled.in_force if one.statement}
    for link in nearest:
        for kind, confidence, followed, one, other, reason in store.select(_OPINION, bound(link=link)).rows:
            if not (confidence and one and other and reason):
                continue
            is_same = cell(kind) == iri("owl:sameAs")
            if is_same and settled.held(names.key(one), names.key(other)):
                continue
            if names.key(link) not in links:
                word = "same" if is_same else cell(kind).removeprefix(iri("kg:"))
                yield _Seen(link, word, confidence, cell(followed), one, other, reason)


def _unsure_row(seen: _Seen, subjects: Subjects, names: Names) -> Sequence[Term | str]:
    one, other = names.key(seen.one), names.key(seen.other)
    return (
        seen.link, seen.kind, seen.confidence, _FOLLOWED.get(seen.followed, "yes"), subjects.label(one),
        subjects.articles(one), subjects.label(other), subjects.articles(other), seen.reason,
        seen.one, seen.other,
    )  # fmt: skip


_FOLLOWED: Final = {"true": "yes", "false": "no"}


def _row(judgement: Judgement, effect: str, names: Names) -> Sequence[Term | str | None]:
    first, second = judgement.statement[1:] or judgement.about
    about = "; ".join(judgement.labels) or " ".join(judgement.about)
    return (
        names.node(judgement.id), judgement.verdict, about, judgement.by, judgement.at, effect,
        judgement.note, names.node(first), names.node(second),
    )  # fmt: skip


class _Effects:
    """Tells what became of judgements."""

    def __init__(self, workspace: Workspace, ledger: Ledger) -> None:
        self._ledger, self._settled = ledger, ledger.settled()
        self._subjects = Subjects(workspace)
        self._applied: Collection[str] = frozenset()
        self._has_graph = workspace.generation > 0
        if self._has_graph:
            names = Names(workspace.base)
            rows = self._subjects.store.select(_IN_GRAPH).rows
            self._applied = {names.key(term) for (term,) in rows}

    def of(self, judgement: Judgement) -> str:
        """Tell whether it holds, and if not, why."""
        if undone := self._ledger.undone.get(judgement.id):
            return f"taken back by {undone.by}, {undone.at[:10]}"
        if against := self._settled.aside.get(judgement.id):
            return f"set aside: contradicts {', '.join(one.id for one in against)}"
        if judgement.id in self._applied:
            return "in force"
        missing = [one for one in self._ends(judgement) if self._has_graph and not self._subjects.exists(one)]
        if missing:
            return f"stale: the graph has no {' and no '.join(missing)}"
        return "not in the graph yet: `kg build` applies it"

    def _ends(self, judgement: Judgement) -> tuple[str, ...]:
        return judgement.statement[1:] or judgement.about


def _about(store: Store, nodes: Iterable[Term]) -> list[Quad]:
    """Collect what the graph says of nodes, and of the people they are attributed to."""
    quads = [quad for node in nodes for quad in store.about(node)]
    people = {quad.object for quad in quads if quad.predicate.value == iri("prov:wasAttributedTo")}
    return [*quads, *(quad for person in people for quad in store.about(person))]
