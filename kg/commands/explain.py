"""kg explain: a claim in its sentence, with what found it and what other claims do to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg import console
from kg.commands.marks import passage
from kg.errors import MisuseError
from kg.model import Article, Claim, Facts, Run
from kg.results import cell
from kg.store import Rows, Store, Term, bound
from kg.vocabulary import iri
from kg.workspace import Workspace

_CLAIMS = f"""SELECT ?claim ?sha ?beginning WHERE {{
  {{ SELECT ?claim ?beginning WHERE {{
     ?claim a <{iri("kg:Claim")}> FILTER(STRSTARTS(STR(?claim), ?beginning)) }} }}
  ?claim <{iri("kg:inArticle")}>/<{iri("kg:sha256")}> ?sha }}"""
_LINKS = f"""SELECT ?claim ?passive ?kind ?other ?confidence ?reason ?link WHERE {{
  {{ ?link <{iri("rdf:subject")}> ?claim ; <{iri("rdf:object")}> ?other BIND("" AS ?passive) }} UNION
  {{ ?link <{iri("rdf:object")}> ?claim ; <{iri("rdf:subject")}> ?other BIND("passive" AS ?passive) }}
  ?link <{iri("rdf:predicate")}> ?kind ;
        <{iri("kg:confidence")}> ?confidence ; <{iri("kg:reason")}> ?reason }}
  ORDER BY ?kind ?passive ?other"""


def explain(name: str, folder: Path) -> int:
    """Show a claim, named by its IRI, its id or an unambiguous beginning of either."""
    workspace = Workspace.open(folder)
    store = workspace.store()
    node, sha256 = _found(name, store, workspace.base)
    claim_id = cell(node).removeprefix(workspace.base)
    facts = workspace.facts(sha256)
    claim = next(one for one in facts.claims if one.id == claim_id)
    links = _links(store.select(_LINKS, bound(claim=node)), workspace.base)
    shown = list(passage(claim, facts))
    console.sheet((claim.kind, claim_id), shown, [*_described(claim, facts), *links])
    return 0


def _found(name: str, store: Store, base: str) -> tuple[Term, str]:
    """Find the one claim whose IRI or id begins so, and the SHA-256 of its article's text."""
    key = name.removeprefix(base).removeprefix("claim/")
    named = key and key.isascii()  # what a terminal passes on may be no text at all
    matching = store.select(_CLAIMS, bound(beginning=f"{base}claim/{key}")).rows if named else []
    match matching:
        case [[node, sha256]] if node is not None:
            return node, cell(sha256)
    cause = f"{len(matching)} claims begin so" if matching else "no claim of the graph bears this name"
    raise MisuseError(f"CLAIM {name!r}", cause, "`kg ask` shows claims with their IRIs; give one of them")


def _described(claim: Claim, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield what is known of the claim, label and value; what is not known is left out."""
    names = {one.id: one.name for one in facts.actors} | {one.id: one.label for one in facts.events}
    listed = {
        "claimant": claim.claimants,
        "passed on by": claim.via,
        "about": (claim.about,) if claim.about else (),
        "attributes it to": [one for one in claim.attributes if one not in claim.blames],
        "blames": claim.blames,
        "clears": claim.rejects,
    }
    for label, ids in listed.items():
        if ids:
            yield label, ", ".join(names.get(one, one) for one in ids)
    if claim.figures:
        yield "figures", "; ".join(figure.words for figure in claim.figures)
    yield "as put", ", ".join(filter(None, (claim.certainty, claim.mode, claim.intent, claim.said_on)))
    if claim.cue:
        yield "cue", claim.cue
    yield "confidence", f"{claim.confidence:.2f}"
    yield from (("found by", one) for one in _found_by(claim, facts))
    span = claim.evidence.span
    yield "article", f"{_article(facts.article)}, characters {span.start} to {span.end}"
    yield "run", _run(facts.run)


def _found_by(claim: Claim, facts: Facts) -> Iterator[str]:
    """Yield what read each part of the claim, how sure it was, and by which words."""
    for reason in claim.reasons:
        told = [reason.by] if reason.score is None else [reason.by, f"{reason.score:.2f}"]
        if reason.span:
            told.append(f"“{reason.span.of(facts.article.text)}”")
            if not claim.evidence.span.holds(reason.span):
                told[-1] += f" at {reason.span.start}"
        yield f"{reason.part}: {', '.join(told)}"
    if not claim.reasons:
        yield claim.rule


def _article(article: Article) -> str:
    found = (article.title, article.publisher, article.date)
    return ", ".join([article.id, *(one.value for one in found if one), article.url or article.source])


def _run(run: Run) -> str:
    parts = (f"{run.software} {run.version}", run.reader, run.model, run.configuration)
    return ", ".join(part for part in parts if part)


def _links(rows: Rows, base: str) -> Iterator[tuple[str, str]]:
    """Yield what the claim does to others, and what others do to it."""
    for row in rows.rows:
        passive, kind, other, confidence, reason, link = map(cell, row)
        kind = kind.removeprefix(iri("kg:"))
        shown = _PASSIVE.get(kind, kind) if passive else kind
        yield shown, f"{other.removeprefix(base)} ({confidence}: {reason}; {link.removeprefix(base)})"


_PASSIVE: Mapping[str, str] = {"denies": "denied by", "revises": "revised by"}
