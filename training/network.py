"""The network: one encoder, one reading of a window of words, a head for each question asked of it.

Heads give scores; decoding (trees, spans, chains) is the runtime's, in `kg.annotate.neural`, which reads the
same numbers from ONNX. The small weights it needs beyond the graph are listed in `Network.side_weights`.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from kg.annotate.neural.coreference import SENTENCES
from kg.annotate.neural.opinions import HEADS
from training.encoder import WIDTH, Encoder
from training.labels import ATTRIBUTION, ENTITIES, OPINIONS, RELATIONS, TAGS

ARC, RELATION, LINK, REFERENCE, OPINION = 256, 128, 96, 96, 128
DROPOUT = 0.2
DISTANCES = 10
KEPT = (1, 3, 5)
"""The layers, counted from 0, whose vectors of words the graph gives to the heads that judge claims."""


class Window(NamedTuple):
    """A batch of windows: pieces [batch, pieces], and each word's first and last piece [batch, words]."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    first: Tensor
    last: Tensor


class Scores(NamedTuple):
    """What the network says of each word; shapes are [batch, words, …], as the ONNX graph gives them."""

    tag: Tensor
    entity: Tensor
    attribution: Tensor
    start: Tensor
    arc: Tensor
    child: Tensor
    parent: Tensor
    link: Tensor
    mention: Tensor
    refer: Tensor
    opinion: Tensor
    vectors: Tensor


def quick_gelu(x: Tensor) -> Tensor:
    """The sigmoid approximation of GELU (Hendrycks and Gimpel 2016), cheap in numpy too."""
    return x * torch.sigmoid(1.702 * x)


class Projection(nn.Module):
    """A linear layer, its activation and dropout."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.linear = nn.Linear(WIDTH, width)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor) -> Tensor:
        """[…, 384] to […, width]."""
        return self.dropout(quick_gelu(self.linear(x)))


class Biaffine(nn.Module):
    """Scores of every word with every other (Dozat and Manning 2017)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.left, self.right = Projection(width), Projection(width)
        self.weight = nn.Parameter(torch.empty(width + 1, width))
        nn.init.orthogonal_(self.weight)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        """[batch, n, 384] with [batch, m, 384] to [batch, n, m]."""
        asked = self.left(left) @ self.weight[:-1] + self.weight[-1]
        return asked @ self.right(right).transpose(1, 2)


class Chain(nn.Module):
    """The transitions of a linear-chain conditional random field (Lafferty et al. 2001)."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.initial = nn.Parameter(torch.zeros(labels))
        self.transitions = nn.Parameter(torch.zeros(labels, labels))


def _of_words(pieces: Tensor, window: Window) -> Tensor:
    """[batch, pieces, 384] to [batch, words, 384]: the mean of each word's first and last piece."""
    first = window.first[..., None].expand(-1, -1, WIDTH)
    last = window.last[..., None].expand(-1, -1, WIDTH)
    return (pieces.gather(1, first) + pieces.gather(1, last)) * 0.5


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = nn.Dropout(DROPOUT)
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.entity = nn.Linear(WIDTH, len(ENTITIES))
        self.attribution = nn.Linear(WIDTH, len(ATTRIBUTION))
        self.start = nn.Linear(WIDTH, 1)
        self.mention = nn.Linear(WIDTH, 1)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.arc = Biaffine(ARC)
        self.child, self.parent = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.relation = nn.Linear(RELATION, len(RELATIONS))
        self.link = Biaffine(LINK)
        self.refer = nn.Linear(WIDTH, 2 * REFERENCE)
        self.reference_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.reference_same = nn.Parameter(torch.zeros(2))
        self.reference_sentence = nn.Parameter(torch.zeros(SENTENCES + 1))
        self.reference_none = nn.Parameter(torch.zeros(1))
        self.opinion = nn.Linear(WIDTH, 4 * OPINION)
        self.opinion_in = nn.Linear(2 * OPINION, OPINION)
        self.opinion_out = nn.Linear(OPINION, len(OPINIONS))
        self.entity_chain, self.attribution_chain = Chain(len(ENTITIES)), Chain(len(ATTRIBUTION))

    def words(self, window: Window) -> Tensor:
        """Encode words as the mean of their first and last piece: [batch, words, 384]."""
        return self.dropout(_of_words(self.encoder(window.ids, window.mask, window.types), window))

    def with_root(self, words: Tensor) -> Tensor:
        """Put the root before the words: [batch, words + 1, 384]."""
        return torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor, first: Tensor, last: Tensor) -> Scores:
        """Score everything, as the exported graph does."""
        window = Window(ids, mask, types, first, last)
        states = self.encoder.states(ids, mask, types)
        words = self.dropout(_of_words(states[-1], window))
        rooted = self.with_root(words)
        return Scores(
            tag=self.tag(words),
            entity=self.entity(words),
            attribution=self.attribution(words),
            start=self.start(words).squeeze(-1),
            arc=self.arc(words, rooted),
            child=self.child(words),
            parent=self.parent(rooted),
            link=self.link(words, words),
            mention=self.mention(words).squeeze(-1),
            refer=self.refer(words),
            opinion=self.opinion(words),
            vectors=torch.cat([_of_words(states[layer], window) for layer in KEPT], -1),
        )

    def relations(self, child: Tensor, parent: Tensor) -> Tensor:
        """Score the relations of words to their heads: twice [n, 128] to [n, relations]."""
        return self.relation(quick_gelu(child + parent))

    def opinions(self, told: Tensor, first: Tensor, second: Tensor, seen: Tensor) -> Tensor:
        """Score the opinions of one pair of mentions per window: [pairs, opinions].

        `told` is the head's view of the words [pairs, words, 4 × 128]; `first` and `second` hold the first
        and the last word of each mention [pairs, 2]; `seen` [pairs, words] is true at words.
        """
        holder, target, key, value = told.chunk(4, -1)
        rows = torch.arange(told.shape[0], device=told.device)[:, None]
        asked = holder[rows, first].mean(1) + target[rows, second].mean(1)
        split = (told.shape[0], -1, HEADS, OPINION // HEADS)
        weight = torch.einsum("phd,pthd->pht", asked.view(split).squeeze(1), key.reshape(split))
        weight = weight / (OPINION // HEADS) ** 0.5
        weight = weight.float().masked_fill(~seen[:, None, :], -1e4).softmax(-1).to(value.dtype)
        context = torch.einsum("pht,pthd->phd", weight, value.reshape(split)).flatten(1)
        return self.opinion_out(self.dropout(quick_gelu(self.opinion_in(torch.cat([asked, context], -1)))))

    def side_weights(self) -> dict[str, Tensor]:
        """The weights that decoding needs beside the graph, by their names in heads.npz."""
        return {
            "entity_transitions": self.entity_chain.transitions,
            "entity_initial": self.entity_chain.initial,
            "attribution_transitions": self.attribution_chain.transitions,
            "attribution_initial": self.attribution_chain.initial,
            "relation_weight": self.relation.weight,
            "relation_bias": self.relation.bias,
            "opinion_in": self.opinion_in.weight.T,
            "opinion_in_bias": self.opinion_in.bias,
            "opinion_out": self.opinion_out.weight.T,
            "opinion_out_bias": self.opinion_out.bias,
            "reference_distance": self.reference_distance,
            "reference_same": self.reference_same,
            "reference_sentence": self.reference_sentence,
            "reference_none": self.reference_none,
        }
