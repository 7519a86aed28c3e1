"""The heads' network in torch; `kg/extract/learned/network.py` runs it in numpy, layer by layer the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.learned.candidates import DISTANCES, FACTS, KINDS, LABELS, NO_MENTION
from kg.extract.learned.labels import NEEDS, ROLES, SENTENCE
from kg.extract.learned.network import POOLED, SUMMARIES
from kg.extract.learned.syntax import SIZES
from training.claims.examples import Example
from training.network import quick_gelu

WIDTH = 96
DROPOUT = 0.3
SENTENCE_WEIGHT = 2.0
"""Of the loss of what sentences hold, beside that of roles."""
LONGEST = 160
"""Words of a sentence that are asked in training; all are at reading."""
OUT_OF_REACH = -1e4
EMBEDDED = {"label", "kind", "distance", "places"}
"""The tables of embeddings, whose rows are not turned into columns."""

_NEEDED = torch.tensor([SENTENCE.index(thing) for thing in NEEDS])


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some articles put one after the other; names and shapes are those of `Candidates` and `Example`."""

    vectors: Tensor
    clues: Tensor
    sentences: Tensor
    pairs: Tensor
    pair: Tensor
    words: Tensor
    sorts: Tensor
    places: Tensor
    facts: Tensor
    roles: Tensor
    weights: Tensor
    held: Tensor
    first: Tensor
    """[sentences]: 1 where a sentence is the first of its article, so that none stands before it."""

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Batch:
        """Put articles together."""
        words = np.cumsum([0, *(len(one.doc.tokens) for one in examples)])
        counts = np.cumsum([0, *(len(one.held) for one in examples)])
        pairs = np.cumsum([0, *(len(one.roles) for one in examples)])
        parts = [one.candidates for one in examples]

        def put(arrays: Sequence[NDArray[np.generic]]) -> Tensor:
            return torch.from_numpy(np.concatenate(arrays))

        first = np.zeros(counts[-1], np.float32)
        first[counts[:-1]] = 1
        return cls(
            vectors=put([one.vectors for one in examples]),
            clues=put([one.clues for one in examples]),
            sentences=put([p.sentences + n for p, n in zip(parts, words, strict=False)]),
            pairs=put([p.pairs + np.array([n, 0]) for p, n in zip(parts, counts, strict=False)]),
            pair=put([p.pair + n for p, n in zip(parts, pairs, strict=False)]),
            words=put([p.words + n for p, n in zip(parts, words, strict=False)]),
            sorts=put([p.sorts for p in parts]),
            places=put([p.places for p in parts]),
            facts=put([p.facts for p in parts]),
            roles=put([one.roles for one in examples]),
            weights=put([one.weights for one in examples]),
            held=put([one.held for one in examples]),
            first=torch.from_numpy(first),
        )


class ClaimNetwork(nn.Module):
    """Judges what sentences hold and who has which role in them."""

    def __init__(self, vectors: int, clues: int) -> None:
        super().__init__()
        wide = 2 * WIDTH
        self.mean = nn.Parameter(torch.zeros(vectors), requires_grad=False)
        self.spread = nn.Parameter(torch.ones(vectors), requires_grad=False)
        self.words = nn.Linear(vectors, wide)
        self.summary = nn.Linear(wide, SUMMARIES)
        self.query, self.key, self.value = (nn.Linear(wide, WIDTH) for _ in range(3))
        self.mention = nn.Linear(wide, WIDTH)
        self.nobody = nn.Parameter(torch.randn(wide) * 0.05)
        self.label, self.kind = nn.Embedding(len(LABELS), WIDTH), nn.Embedding(len(KINDS), WIDTH)
        self.distance = nn.Embedding(DISTANCES, WIDTH)
        self.places = nn.ModuleList(nn.Embedding(size, WIDTH) for size in SIZES)
        for table in (self.label, self.kind, self.distance, *self.places):
            nn.init.normal_(table.weight, std=0.1)
        self.facts = nn.Linear(FACTS, WIDTH)
        self.said = nn.Linear(3 * WIDTH, WIDTH)
        self.clues = nn.Linear(clues, WIDTH)
        self.sentence = nn.Linear(3 * wide + 2 * WIDTH, wide)
        self.held = nn.Linear(wide, len(SENTENCE))
        self.role = nn.Linear(WIDTH + wide, WIDTH)
        self.roles = nn.Linear(WIDTH, len(ROLES))
        nn.init.constant_(self.held.bias, -1.5)
        nn.init.constant_(self.roles.bias, -1.0)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Score roles [pairs, ROLES] and what sentences hold [sentences, SENTENCE]."""
        words = self.dropout(quick_gelu(self.words(self.dropout((batch.vectors - self.mean) / self.spread))))
        index = batch.sentences[:, :1] + torch.arange(self._longest(batch))
        seen = index < batch.sentences[:, 1:]
        index = index.clamp(max=len(words) - 1)
        summaries = self._summaries(words[index], seen)
        seen_from = batch.pairs[batch.pair, 0]
        said = self._mentions(words, index, seen, seen_from, batch)
        near = (batch.sorts[:, 2] < POOLED) | (batch.sorts[:, 2] == NO_MENTION)
        pooled = torch.zeros(len(index), WIDTH).scatter_reduce(
            0, seen_from[near][:, None].expand(-1, WIDTH), said[near], "amax"
        )
        starts = batch.first[:, None]
        before = summaries.roll(1, 0) * (1 - starts)
        behind = summaries.roll(-1, 0) * (1 - starts.roll(-1, 0))
        known = torch.cat([summaries, before, behind, pooled, self.clues(batch.clues)], -1)
        sentences = self.dropout(quick_gelu(self.sentence(self.dropout(known))))
        rows = torch.cat([said, sentences[seen_from]], -1)
        scores = self.roles(self.dropout(quick_gelu(self.role(rows))))
        owner = batch.pair[:, None].expand(-1, len(ROLES))
        empty = torch.full((len(batch.pairs), len(ROLES)), OUT_OF_REACH)
        return empty.scatter_reduce(0, owner, scores, "amax"), self.held(sentences)

    @staticmethod
    def _longest(batch: Batch) -> int:
        return min(LONGEST, int((batch.sentences[:, 1] - batch.sentences[:, 0]).max()))

    def _summaries(self, words: Tensor, seen: Tensor) -> Tensor:
        shares = self.summary(words).masked_fill(~seen[..., None], OUT_OF_REACH).softmax(1)
        parts = words.view(*words.shape[:2], SUMMARIES, -1)
        return torch.einsum("swn,swnh->snh", shares, parts).flatten(1)

    def _mentions(
        self, words: Tensor, index: Tensor, seen: Tensor, seen_from: Tensor, batch: Batch
    ) -> Tensor:
        vectors = (words[batch.words[:, 0]] + words[batch.words[:, 1]]) / 2
        nobody = (batch.sorts[:, 2] == NO_MENTION)[:, None]
        vectors = torch.where(nobody, self.nobody.expand_as(vectors), vectors)
        traits = self.facts(batch.facts) + self.label(batch.sorts[:, 0]) + self.kind(batch.sorts[:, 1])
        traits = traits + self.distance(batch.sorts[:, 2])
        for number, table in enumerate(self.places):
            traits = traits + table(batch.places[:, number])
        heard = self._heard(self.query(vectors) + traits, words, index, seen, seen_from)
        mentions = torch.cat([self.mention(vectors), traits, heard], -1)
        return self.dropout(quick_gelu(self.said(self.dropout(mentions))))

    def _heard(
        self, queries: Tensor, words: Tensor, index: Tensor, seen: Tensor, seen_from: Tensor
    ) -> Tensor:
        """What each row hears when it asks the words of its sentence; rows are sorted by sentence."""
        starts = torch.searchsorted(seen_from, torch.arange(len(index)))
        column = torch.arange(len(seen_from)) - starts[seen_from]
        asking = queries.new_zeros(len(index), int(column.max()) + 1, WIDTH)
        asking = asking.index_put((seen_from, column), queries)
        shares = asking @ self.key(words)[index].transpose(1, 2) / WIDTH**0.5
        shares = shares.masked_fill(~seen[:, None], OUT_OF_REACH).softmax(-1)
        return (shares @ self.value(words)[index])[seen_from, column]

    def loss(self, batch: Batch) -> Tensor:
        """Binary cross-entropy per sentence; roles are asked where the sentence holds what they need."""
        scores, held = self(batch)
        known = batch.held[batch.pairs[:, 0]][:, _NEEDED] * batch.weights
        roles = functional.binary_cross_entropy_with_logits(scores, batch.roles, known, reduction="sum")
        things = functional.binary_cross_entropy_with_logits(held, batch.held, reduction="sum")
        return (SENTENCE_WEIGHT * things + roles) / len(batch.held)

    def tables(self) -> dict[str, NDArray[np.float32]]:
        """The weights as numpy takes them: those of layers [in, out]."""
        tables = {}
        for name, weight in self.state_dict().items():
            layer = name.endswith(".weight") and name.split(".")[0] not in EMBEDDED
            table = (weight.T if layer else weight).contiguous().numpy()
            short = name.removesuffix(".weight") if not layer else name
            tables[short.replace("places.", "place")] = table
        return tables
