"""Articles with trees, vectors and chances made by hand, and heads of random weights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from kg.annotate.lexical import annotate
from kg.extract.case import Case
from kg.extract.learned import Assessment, RuleBook, Scout
from kg.extract.learned.candidates import DISTANCES, FACTS, KINDS, LABELS, Candidates
from kg.extract.learned.clues import CLUES
from kg.extract.learned.heads import FILE, FORMAT, SORTS, THINGS
from kg.extract.learned.labels import ROLES, SENTENCE
from kg.extract.learned.network import SUMMARIES
from kg.extract.learned.syntax import SIZES
from kg.model import Article, Doc, Span, Token
from tests.factory import GAZETTEER, make_article

WIDE = 12
"""Numbers of a word's vector."""
ARDANIA, BORLAND, MINISTRY = "actor/ardania", "actor/borland", "actor/ardanian-ministry"
LEAST = {thing: 0.6 if thing.startswith("another") else 0.5 for thing in THINGS}

Told = Mapping[str, float | Mapping[str, float]]
"""Chances of what a sentence holds, and those of actors under roles: "denial", and "denial by"."""


def trees(*sentences: str) -> tuple[str, tuple[Span, ...], tuple[Token, ...]]:
    """A text, its sentences and tokens, of words such as "shelled/VERB/0/root"; heads count from one."""
    text, spans, tokens = "", list[Span](), list[Token]()
    for sentence in sentences:
        begin, first = len(text), len(tokens)
        for word in sentence.split():
            form, tag, head, relation = word.rsplit("/", 3)
            place = Span(len(text), len(text) + len(form))
            tokens.append(Token(place, tag, first + int(head) - 1 if head != "0" else -1, relation))
            text += form + " "
        spans.append(Span(begin, len(text) - 1))
    return text, tuple(spans), tuple(tokens)


def vectors(size: int, seed: int = 3) -> np.ndarray:
    """Random vectors as the reader gives them: [size, WIDE]."""
    return np.random.default_rng(seed).normal(size=(size, WIDE)).astype(np.float16)


def worded(article: Article) -> Doc:
    """An article as the lexical reader has it, with words, each the head of the next, and vectors."""
    doc = annotate(article, GAZETTEER)
    tokens = list[Token]()
    for sentence in doc.sentences:
        for number, found in enumerate(re.finditer(r"\w+|[^\w\s]", sentence.of(article.text))):
            place = Span(sentence.start + found.start(), sentence.start + found.end())
            root = number == 0
            tokens.append(Token(place, "X", -1 if root else len(tokens) - 1, "root" if root else "dep"))
    return replace(doc, tokens=tuple(tokens), vectors=vectors(len(tokens)))


def case_of(text: str, **fields: object) -> Case:
    """An article under examination."""
    return Case.of(worded(make_article(text, **fields)), GAZETTEER)


def scout_of(case: Case) -> Scout:
    """The scout of an article, with the actors of the rules' claims."""
    named = {a for c in case.claims for a in (*c.claimants, *c.attributes, *c.blames, *c.rejects)}
    return Scout(case.doc, case.reading, case.cast, case.publisher, named)


def book_of(case: Case, scout: Scout) -> RuleBook:
    """What the rules tell of an article."""
    return RuleBook.of(case.claims, case.doing(), scout.number, case.reading)


def candidates_of(case: Case) -> Candidates:
    """Who may have a role in an article's sentences."""
    scout = scout_of(case)
    return scout.candidates(book_of(case, scout))


def assessment_of(case: Case, *told: Told) -> Assessment:
    """What heads would say that held each sentence for what is told of it, and all else for impossible."""
    candidates = candidates_of(case)
    held = np.zeros((len(case.doc.sentences), len(SENTENCE)), np.float32)
    roles = np.zeros((len(candidates.pairs), len(ROLES)), np.float32)
    number = {pair: n for n, pair in enumerate(map(tuple, candidates.pairs.tolist()))}
    for sentence, things in enumerate(told):
        for name, chance in things.items():
            if isinstance(chance, Mapping):
                for actor, likely in chance.items():
                    pair = number[sentence, candidates.actors.index(actor)]
                    roles[pair, ROLES.index(name.removesuffix(" by"))] = likely
            else:
                held[sentence, SENTENCE.index(name)] = chance
    return Assessment(candidates, held, roles)


def random_heads(folder: Path, seed: int = 5, **changed: np.ndarray) -> Path:
    """Write heads of random weights into a folder, some of their tables changed."""
    tables = {"format": np.array(FORMAT), "networks": np.array(1), "terms": np.array(["they", "they said"])}
    random = np.random.default_rng(seed)
    for name, shape in _shapes(8).items():
        tables[name] = random.normal(size=shape).astype(np.float32) * 0.5
    for name in ("network0.spread", "vectors.spread", "words.rarity"):
        tables[name] = np.abs(tables[name]) + 1
    tables["least"] = np.full(len(THINGS), 0.4, np.float32)
    rising = np.array([[0, 0.5, 1], [0.1, 0.4, 0.9]], np.float32)
    tables |= {f"calibration.{sort}": rising for sort in SORTS}
    with (folder / FILE).open("wb") as file:
        np.savez(file, **(tables | changed))
    return folder


def _shapes(width: int) -> dict[str, tuple[int, ...]]:
    wide = 2 * width
    layers = {
        "words": (WIDE, wide), "summary": (wide, SUMMARIES), "query": (wide, width), "key": (wide, width),
        "value": (wide, width), "mention": (wide, width), "facts": (FACTS, width), "said": (3 * width, width),
        "clues": (CLUES, width), "sentence": (3 * wide + 2 * width, wide), "held": (wide, len(SENTENCE)),
        "role": (width + wide, width), "roles": (width, len(ROLES)),
    }  # fmt: skip
    shapes: dict[str, tuple[int, ...]] = {f"network0.{name}.weight": shape for name, shape in layers.items()}
    shapes |= {f"network0.{name}.bias": shape[1:] for name, shape in layers.items()}
    tables = {"label": len(LABELS), "kind": len(KINDS), "distance": DISTANCES}
    tables |= {f"place{number}": size for number, size in enumerate(SIZES)}
    shapes |= {f"network0.{name}": (size, width) for name, size in tables.items()}
    shapes |= {"network0.mean": (WIDE,), "network0.spread": (WIDE,), "network0.nobody": (wide,)}
    pooled = 2 * WIDE + CLUES
    shapes |= {"vectors.mean": (pooled,), "vectors.spread": (pooled,)}
    shapes |= {"vectors.weight": (pooled, len(SENTENCE)), "vectors.bias": (len(SENTENCE),)}
    shapes |= {"words.rarity": (2,), "words.weight": (2, len(SENTENCE)), "words.bias": (len(SENTENCE),)}
    return shapes | {"words.clues": (CLUES, len(SENTENCE))}
