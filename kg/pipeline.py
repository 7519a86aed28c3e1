"""The whole flow on one screen: read → annotate → extract → validate; then over all articles link → store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from kg.annotate import Annotator, annotator
from kg.census import Census, census
from kg.errors import GraphError, InputError, LostError
from kg.garbage import sought_seldom
from kg.identity import decide, identity
from kg.judgements import in_force
from kg.link import gathered, link
from kg.model import Actor, Article, Event, Facts, Judgement, Place, digest
from kg.rdf import article_quads, entity_quads, link_quads, replaced_in
from kg.reader import Clock, Reader, left_out, rules
from kg.validate import Report, validate_quads
from kg.vocabulary import GRAPH_ENTITIES, GRAPH_LINKS
from kg.workspace import RESTORE, Build, Workspace, without_text

if TYPE_CHECKING:
    from pyoxigraph import Quad

BATCH = 50
"""Articles checked, or stored, together: more than twice as fast as one by one, and still small in memory."""
REPORT = "please report it with the article"
Progress = Callable[[str, int], None]
"""Told what is being done, and with how many articles so far."""


def _silent(_doing: str, _done: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class _Tell:
    """Who is told how long a stage takes, and how far it is."""

    clock: Clock
    progress: Progress = _silent


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, and what the graph holds after it."""

    articles: int
    new: int
    unchanged: int
    removed: int
    refused: tuple[InputError, ...]
    undated: tuple[str, ...]
    """Sources of new or changed articles without a date of publication."""
    graph: Census
    seconds: Mapping[str, float]
    """By stage."""

    @property
    def changed(self) -> int:
        """Articles stored again: their text, metadata or run is another, or what was kept was lost."""
        return self.articles - self.new - self.unchanged


def build(
    paths: Sequence[str],
    workspace: Workspace,
    *,
    by: Annotator | None = None,
    prune: bool = False,
    stdin: BinaryIO | None = None,
    progress: Progress = _silent,
) -> Summary:
    """Bring the graph up to date with the articles at the paths; what is of no use is refused.

    They are read by the annotator, or else the default one. With `prune`, articles no longer at the paths go,
    unless some input was refused and so may only seem gone.
    """
    clock = Clock()
    with sought_seldom(), workspace.building() as building:
        reader = Reader.of(building, by or annotator(), clock)
        known = {one.article.sha256: one for one in building.known}
        given, refused = _given(reader, paths, stdin, progress)
        decision = decide((one.article for one in known.values()), given, prune=prune and not refused)
        stored = {} if building.lost else known
        current = _current(decision.kept, stored, {one.source for one in given}, reader)
        fresh = [article for sha256, article in decision.kept.items() if sha256 not in current]
        added, broken = _added(building, reader, fresh, progress)
        records = current | added
        refused += [*decision.refused, *broken]
        judgements = in_force(workspace.path)
        is_linked = not records or workspace.linked_by == _linked_by(judgements)
        if known.keys() != records.keys() or added or not is_linked:
            progress("linking", len(records))
            refused += _link(building, records, added.keys(), judgements, _Tell(clock, progress))
            building.publish(records.values(), _linked_by(judgements))
        graph = census(building.store)
    before, after = ({identity(one.article) for one in some.values()} for some in (known, records))
    return Summary(
        articles=len(after),
        new=len(after - before),
        unchanged=len(current.keys() & records.keys()),
        removed=len(before - after),
        refused=tuple(refused),
        undated=tuple(sorted(one.source for one in fresh if one.date is None)),
        graph=graph,
        seconds=dict(clock.seconds),
    )


def relink(workspace: Workspace) -> tuple[InputError, ...]:
    """Link the articles of the graph anew, under what people judged; return those whose facts are lost."""
    with workspace.building() as building:
        if building.lost:
            raise LostError(str(workspace.path), "has lost its graph", RESTORE)
        judgements, records = in_force(workspace.path), {one.article.sha256: one for one in building.known}
        lost = _link(building, records, (), judgements, _Tell(Clock()))
        building.publish(records.values(), _linked_by(judgements))
    return tuple(lost)


def _linked_by(judgements: Sequence[Judgement]) -> str:
    """Tell one set of rules and judgements from another: by others the graph is linked otherwise."""
    return digest(rules("kg.link"), *(one.id for one in judgements))


def _given(
    reader: Reader, paths: Sequence[str], stdin: BinaryIO | None, progress: Progress
) -> tuple[list[Article], list[InputError]]:
    """Read what is at the paths; also return what is of no use."""
    given, refused = list[Article](), list[InputError]()
    for item in reader.articles(paths, stdin):
        refused.append(item) if isinstance(item, InputError) else given.append(item)
        progress("reading", len(given))
    return given, refused


def _added(
    building: Build, reader: Reader, fresh: Sequence[Article], progress: Progress
) -> tuple[dict[str, Facts], list[InputError]]:
    """Check the graphs of new and changed articles; return their records, and what is kept out."""
    added, broken = dict[str, Facts](), list[InputError]()
    for result in _admitted(building, reader, sorted(fresh, key=lambda one: one.id)):
        if isinstance(result, InputError):
            broken.append(result)
        else:
            added[result.article.sha256] = without_text(result)
            progress("checking", len(added))
    return added, broken


def _current(
    kept: Mapping[str, Article], known: Mapping[str, Facts], given: Collection[str], reader: Reader
) -> dict[str, Facts]:
    """Choose the records that stay as they are: not given again, or given again the same."""
    return {
        sha256: known[sha256]
        for sha256, article in kept.items()
        if sha256 in known and (article.source not in given or reader.is_current(article, known[sha256]))
    }


@dataclass(frozen=True, slots=True)
class _Read:
    """An article's facts and the graph made of them."""

    facts: Facts
    graph: str
    quads: Sequence[Quad]


def _admitted(building: Build, reader: Reader, articles: Sequence[Article]) -> Iterator[Facts | InputError]:
    """Yield what was read in the articles, but for those whose graphs break a shape."""
    for start in range(0, len(articles), BATCH):
        batch = list[_Read]()
        for article in articles[start : start + BATCH]:
            try:
                batch.append(_read(article, reader, building.workspace.base))
            except InputError as error:
                yield error
        for one in _checked(batch, building.workspace.base, reader.clock):
            yield one.facts if isinstance(one, _Read) else one


def _read(article: Article, reader: Reader, base: str) -> _Read:
    facts = reader.facts(article)
    with reader.clock("rdf"):
        return _Read(facts, base + article.key, list(article_quads(facts, {}, base)))


def _checked(batch: Sequence[_Read], base: str, clock: Clock) -> Iterator[_Read | InputError]:
    """Validate the graphs of a batch with the entities they refer to; refuse the articles that break a shape.

    Where an entity does, or the whole batch cannot be checked, each article is checked alone.
    """
    try:
        report = _report(batch, base, clock)
    except GraphError as error:
        if len(batch) == 1:
            cause = f"its graph cannot be checked: {error.cause}"
            yield InputError(batch[0].facts.article.source, cause, REPORT)
            return
        report = None
    if report is None or ("" in report.refused and len(batch) > 1):
        for one in batch:
            yield from _checked([one], base, clock)
        return
    for one in batch:
        found = report.findings
        broken = [f for f in found if f.severity == "violation" and f.article in {one.graph, ""}]
        if broken:
            first = broken[0]
            cause = f"its graph breaks the shape {first.shape} at {first.node}: {first.message}"
            yield InputError(one.facts.article.source, cause, REPORT)
        else:
            yield one


def _report(batch: Sequence[_Read], base: str, clock: Clock) -> Report:
    with clock("rdf"):
        entities = entity_quads(gathered(one.facts for one in batch), base)
        quads = [quad for quads in (*(one.quads for one in batch), entities) for quad in quads]
    with clock("validate"):
        return validate_quads(quads, {one.facts.article.sha256: one.facts.article.text for one in batch})


def _link(
    building: Build,
    records: dict[str, Facts],
    fresh: Collection[str],
    judgements: Sequence[Judgement],
    tell: _Tell,
) -> list[InputError]:
    """Link the articles on record, and store what changes by it; one whose facts are lost goes, reported.

    The graphs of articles are stored under the ids resolved: those of `fresh` ones, and of those in which an
    id gives way to another one than before.
    """
    store, base, lost = building.store, building.workspace.base, list[InputError]()
    named = dict[str, tuple[str, ...]]()
    """What each article names, by its SHA-256."""

    def loaded() -> Iterator[Facts]:
        for sha256, record in list(records.items()):
            try:
                facts = building.workspace.facts(sha256)
            except LostError as error:
                lost.append(left_out(record.article, error))
                del records[sha256]
            else:
                entities: tuple[Actor | Place | Event, ...] = (*facts.actors, *facts.places, *facts.events)
                named[sha256] = tuple(one.id for one in entities)
                yield facts

    with tell.clock("link"):
        linked = link(loaded(), judgements)
    with tell.clock("store"):
        before = replaced_in(store.quads(GRAPH_LINKS), base)
        moved = {key for key in before.keys() | linked.same.keys() if before.get(key) != linked.same.get(key)}
        stale = [sha256 for sha256, ids in named.items() if sha256 in fresh or not moved.isdisjoint(ids)]
        for one in building.known:
            if one.article.sha256 not in records:
                store.remove_graph(base + one.article.key)
        quads = chain(entity_quads(linked, base), link_quads(linked, base))
        store.replace_graphs((GRAPH_ENTITIES, GRAPH_LINKS), quads)
    _store(building, stale, linked.same, tell)
    return lost


def _store(building: Build, articles: Sequence[str], same: Mapping[str, str], tell: _Tell) -> None:
    """Put the graphs of articles into the store, under the ids that stand for others."""
    base = building.workspace.base
    for start in range(0, len(articles), BATCH):
        batch = [building.workspace.facts(sha256) for sha256 in articles[start : start + BATCH]]
        with tell.clock("store"):
            quads = chain.from_iterable(article_quads(facts, same, base) for facts in batch)
            building.store.replace_graphs([base + facts.article.key for facts in batch], quads)
        tell.progress("storing", start + len(batch))
