"""Articles grouped by the incident they are mainly about, and the ECB+ mentions grouped by event."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.link.events.profile import Profile
from kg.link.events.words import forms
from kg.model import Facts, text_digest
from training.errors import DataError

TOPIC = 1500
"""Code points of an ECB+ document that tell what it is about."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Groups of article ids, each once; pairs that annotators were not sure of."""

    groups: tuple[tuple[str, ...], ...]
    unsure: frozenset[frozenset[str]]

    @classmethod
    def read(cls, path: Path) -> Clusters:
        """Read `clusters` (name → ids), `none` (ids about no incident) and `unsure` ([id, id, why])."""
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            groups = [tuple(ids) for ids in record["clusters"].values()] + [(one,) for one in record["none"]]
            unsure = frozenset(frozenset(pair[:2]) for pair in record.get("unsure", []))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(path, "holds no clusters", "give an object with `clusters` and `none`") from error
        return cls(tuple(groups), unsure)


def by_stem(facts: Iterable[Facts], articles: Path) -> dict[str, Facts]:
    """Facts by the stem of the file they were read from; a file that repeats another has the other's."""
    by_text = {one.article.sha256: one for one in facts}
    stems = {file.stem: text_digest(file.read_text(encoding="utf-8")) for file in articles.glob("*.txt")}
    return {stem: by_text[sha256] for stem, sha256 in stems.items() if sha256 in by_text}


def ecbplus(folder: Path, part: str) -> tuple[list[Profile], list[list[str]]]:
    """Read the event mentions of ECB+ as accounts of which nothing is known but words; and their chains."""
    try:
        marked, named = (
            json.loads((folder / f"{part}_{kind}_gold_mentions.json").read_text(encoding="utf-8"))
            for kind in ("event", "entity")
        )
        sentences: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for one in (*marked, *named):
            sentences[one["doc_id"]][int(one["sent_id"])] = one["full_sentence"]
        topics = {document: forms(_head(told)) for document, told in sentences.items()}
        chains: defaultdict[str, list[str]] = defaultdict(list)
        found: list[Profile] = []
        for number, one in enumerate(marked):
            chains[one["coref_chain"]].append(str(number))
            found.append(_mention(str(number), one, topics))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(folder, f"holds no mentions of ECB+ {part}", "give the folder of ECB+") from error
    return found, list(chains.values())


def _mention(key: str, mention: Mapping[str, str], topics: Mapping[str, frozenset[str]]) -> Profile:
    return Profile(
        id=key,
        article=mention["doc_id"],
        triggers=forms(mention["tokens_str"]),
        words=forms(mention["full_sentence"]),
        topic=topics[mention["doc_id"]],
    )


def _head(sentences: Mapping[int, str]) -> str:
    return " ".join(sentences[number] for number in sorted(sentences))[:TOPIC]


def labelled(groups: Iterable[Sequence[str]]) -> dict[str, int]:
    """Return the number of the group of each member."""
    return {one: number for number, group in enumerate(groups) for one in group}
