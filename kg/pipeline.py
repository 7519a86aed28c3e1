"""The whole flow on one screen: read → annotate → extract → validate → store, then link over all articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from kg.errors import GraphError, InputError
from kg.identity import decide, identity
from kg.link import link
from kg.model import Article, Facts, Linked
from kg.rdf import article_quads, entity_quads, link_quads
from kg.reader import Clock, Reader
from kg.validate import Report, validate_quads
from kg.vocabulary import GRAPH_ENTITIES, GRAPH_LINKS
from kg.workspace import Build, Workspace, without_text

BATCH = 100
"""Articles validated together: more than twice as fast as one by one, and still small in memory."""
REPORT = "please report it with the article"
Progress = Callable[[str, int], None]
"""Told what is being done, and with how many articles so far."""


def _silent(_doing: str, _done: int) -> None:
    """Tell nobody."""


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
    claims: Counter[str]
    """By kind."""
    linked: Linked
    seconds: Mapping[str, float]
    """By stage."""

    @property
    def changed(self) -> int:
        """Articles read again: their text, their metadata or the run is another."""
        return self.articles - self.new - self.unchanged


def build(
    paths: Sequence[str],
    workspace: Workspace,
    *,
    prune: bool = False,
    stdin: BinaryIO | None = None,
    progress: Progress = _silent,
) -> Summary:
    """Bring the graph up to date with the articles at the paths; what is of no use is refused.

    With `prune`, articles no longer at the paths go, unless some input was refused and so may only seem gone.
    """
    clock, given, refused = Clock(), list[Article](), list[InputError]()
    with workspace.building() as building:
        reader = Reader.of(building, clock)
        known = {one.article.sha256: one for one in workspace.articles()}
        for item in reader.articles(paths, stdin, known):
            refused.append(item) if isinstance(item, InputError) else given.append(item)
            progress("reading", len(given))
        decision = decide((one.article for one in known.values()), given, prune=prune and not refused)
        refused += decision.refused
        current = _current(decision.kept, known, {one.source for one in given}, reader)
        fresh = [article for sha256, article in decision.kept.items() if sha256 not in current]
        records = dict(current)
        for result in _admitted(building, reader, sorted(fresh, key=lambda one: one.id)):
            if isinstance(result, InputError):
                refused.append(result)
            else:
                records[result.article.sha256] = without_text(result)
                progress("storing", len(records) - len(current))
        gone = [known[sha256].article for sha256 in known.keys() - records.keys()]
        progress("linking", len(records))
        linked, claims = _linked(building, records, gone, clock)
        if gone or len(records) > len(current):
            building.publish(records.values())
    before, after = ({identity(one.article) for one in some.values()} for some in (known, records))
    return Summary(
        articles=len(after),
        new=len(after - before),
        unchanged=len(current),
        removed=len(before - after),
        refused=tuple(refused),
        undated=tuple(sorted(one.source for one in fresh if one.date is None)),
        claims=claims,
        linked=linked,
        seconds=dict(clock.seconds),
    )


def _current(
    kept: Mapping[str, Article], known: Mapping[str, Facts], given: Collection[str], reader: Reader
) -> dict[str, Facts]:
    """Choose the records that stay as they are: not given again, or given again the same."""
    return {
        sha256: known[sha256]
        for sha256, article in kept.items()
        if sha256 in known and (article.source not in given or reader.is_current(article, known[sha256]))
    }


def _admitted(building: Build, reader: Reader, articles: Sequence[Article]) -> Iterator[Facts | InputError]:
    """Put the articles' graphs into the store, but for those that break a shape."""
    base = building.workspace.base
    for start in range(0, len(articles), BATCH):
        batch = list[Facts]()
        for article in articles[start : start + BATCH]:
            try:
                batch.append(reader.facts(article))
            except InputError as error:
                yield error
        for result in _checked(batch, base, reader.clock):
            if isinstance(result, Facts):
                with reader.clock("rdf"):
                    quads = list(article_quads(result, link([result]).same, base))
                with reader.clock("store"):
                    building.store.replace_graph(base + result.article.key, quads)
            yield result


def _checked(batch: Sequence[Facts], base: str, clock: Clock) -> Iterator[Facts | InputError]:
    """Validate the graphs of a batch with the entities they refer to; refuse the articles that break a shape.

    Where an entity does, or the whole batch cannot be checked, each article is checked alone.
    """
    try:
        report = _report(batch, base, clock)
    except GraphError as error:
        if len(batch) == 1:
            yield InputError(batch[0].article.source, f"its graph cannot be checked: {error.cause}", REPORT)
            return
        report = None
    if report is None or ("" in report.refused and len(batch) > 1):
        for facts in batch:
            yield from _checked([facts], base, clock)
        return
    for facts in batch:
        broken = [
            f
            for f in report.findings
            if f.severity == "violation" and f.article in {base + facts.article.key, ""}
        ]
        if broken:
            first = broken[0]
            cause = f"its graph breaks the shape {first.shape} at {first.node}: {first.message}"
            yield InputError(facts.article.source, cause, REPORT)
        else:
            yield facts


def _report(batch: Sequence[Facts], base: str, clock: Clock) -> Report:
    with clock("rdf"):
        linked = link(batch)
        quads = [quad for facts in batch for quad in article_quads(facts, linked.same, base)]
        quads += entity_quads(linked, base)
    with clock("validate"):
        return validate_quads(quads, {facts.article.sha256: facts.article.text for facts in batch})


def _linked(
    building: Build, records: Iterable[str], gone: Iterable[Article], clock: Clock
) -> tuple[Linked, Counter[str]]:
    """Make the graphs that span articles, of those on record; also count the claims by kind."""
    store, base = building.store, building.workspace.base
    claims: Counter[str] = Counter()
    with clock("link"):
        everything = [building.workspace.facts(sha256) for sha256 in records]
        linked = link(everything)
        claims.update(claim.kind for facts in everything for claim in facts.claims)
    with clock("rdf"):
        graphs = {
            GRAPH_ENTITIES: list(entity_quads(linked, base)),
            GRAPH_LINKS: list(link_quads(linked, base)),
        }
    with clock("store"):
        for article in gone:
            store.remove_graph(base + article.key)
        for name, quads in graphs.items():
            store.replace_graph(name, quads)
    return linked, claims
