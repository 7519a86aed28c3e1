"""What training makes small: one loss for each head, over whatever a batch is annotated with."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from kg.annotate.neural.coreference import NEAR, REACH, SENTENCES
from training import crf
from training.batches import Batch, Example, table
from training.labels import ATTRIBUTION, ENTITIES, RELATIONS, TAGS
from training.network import REFERENCE, Network, Window
from training.sample import Mention, Pair, Range, repaired

IGNORED = -100
WEIGHTS = {
    "tag": 1.0, "start": 0.5, "arc": 1.0, "relation": 1.0, "entity": 1.5, "silver": 0.4, "attribution": 1.5,
    "link": 0.4, "mention": 0.5, "reference": 0.5, "opinion": 1.0,
}  # fmt: skip
"""Silver entities, which a gazetteer and not an annotator found, weigh less."""
OPINION_WEIGHTS = (0.5, 1.0, 1.5, 0.8, 1.4)
"""Rare opinions weigh more, about as the root of how rare they are in DSE's training part."""

_TAG = {name: number for number, name in enumerate(TAGS)}
_RELATION = {name: number for number, name in enumerate(RELATIONS)}
_ENTITY = {name: number for number, name in enumerate(ENTITIES)}
_ATTRIBUTION = {name: number for number, name in enumerate(ATTRIBUTION)}


def losses(network: Network, window: Window, batch: Batch) -> dict[str, Tensor]:
    """The losses of a batch by their names; those whose annotation it lacks are absent."""
    words = network.words(window)
    sample = batch[0].sample
    found: dict[str, Tensor] = {}
    if sample.tags:
        found |= _syntax(network, words, batch)
    if sample.entities:
        found["silver" if sample.silver else "entity"] = _entities(network, words, batch)
    if sample.annotations:
        found |= _attributions(network, words, batch)
    if any(one.sample.mentions for one in batch):
        found |= _references(network, words, batch)
    if sample.pairs:
        found["opinion"] = _opinions(network, words, batch)
    return found


def total(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()


def _cross_entropy(scores: Tensor, right: Tensor) -> Tensor:
    return functional.cross_entropy(scores.float().flatten(0, -2), right.flatten(), ignore_index=IGNORED)


def _syntax(network: Network, words: Tensor, batch: Batch) -> dict[str, Tensor]:
    def starts(one: Example) -> list[int]:
        first = set(one.sample.sentences)
        return [int(word in first) for word in range(one.start, one.end)]

    start = table(batch, starts, IGNORED)
    known = start != IGNORED
    tags = table(batch, lambda one: [_TAG[tag] for tag in one.cut(one.sample.tags)], IGNORED)
    heads = table(batch, _heads, IGNORED)
    rooted = network.with_root(words)
    arcs = network.arc(words, rooted).float().masked_fill(~_candidates(batch), -1e4)
    right = table(batch, lambda one: [_RELATION[name] for name in one.cut(one.sample.relations)], IGNORED)
    has = heads >= 0
    parents = network.parent(rooted)
    chosen = parents.gather(1, heads.clamp(min=0)[..., None].expand(-1, -1, parents.shape[-1]))
    scores = network.relations(network.child(words)[has], chosen[has])
    sought = network.start(words).squeeze(-1).float()
    return {
        "tag": _cross_entropy(network.tag(words), tags),
        "start": functional.binary_cross_entropy_with_logits(sought[known], start[known].float()),
        "arc": _cross_entropy(arcs, heads),
        "relation": functional.cross_entropy(scores.float(), right[has]),
    }


def _heads(one: Example) -> list[int]:
    """The column of each word's head: 0 the root, word n of the window n + 1; IGNORED if cut off."""
    def column(head: int) -> int:
        if head < 0:
            return 0
        return head - one.start + 1 if one.start <= head < one.end else IGNORED

    return [column(head) for head in one.cut(one.sample.heads)]


def _candidates(batch: Batch) -> Tensor:
    """Which words may be the head of which: the root and the others of its sentence, [batch, n, n + 1]."""
    sentences = table(batch, lambda one: one.cut(one.sample.sentence_numbers()), -1)
    same = sentences[:, :, None] == sentences[:, None, :]
    same &= ~torch.eye(same.shape[1], dtype=torch.bool)
    return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)


def _cut(one: Example, labels: Sequence[str]) -> tuple[str, ...]:
    """The labels of the window; a span that begins before it begins with it."""
    return repaired(one.cut(labels))


def _entities(network: Network, words: Tensor, batch: Batch) -> Tensor:
    labels = table(batch, lambda one: [_ENTITY.get(x, -1) for x in _cut(one, one.sample.entities)], IGNORED)
    every = torch.arange(len(ENTITIES))
    allowed = (labels[..., None] == every) | (labels < 0)[..., None]
    return crf.loss(network.entity(words), allowed, labels != IGNORED, network.entity_chain, ENTITIES)


def _attributions(network: Network, words: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Spans by their labels; links from the first word of each to the first words of its cues."""
    labels = table(
        batch, lambda one: [_ATTRIBUTION[x] for x in _cut(one, one.sample.annotations[0].labels)], IGNORED
    )
    allowed = labels[..., None] == torch.arange(len(ATTRIBUTION))
    allowed |= (labels == IGNORED)[..., None]
    spans = crf.loss(
        network.attribution(words), allowed, labels != IGNORED, network.attribution_chain, ATTRIBUTION
    )
    right = torch.zeros((*labels.shape, labels.shape[1]), dtype=torch.bool)
    cues = torch.zeros(labels.shape, dtype=torch.bool)
    for row, one in enumerate(batch):
        for word, cue in _links(one):
            right[row, word, cue] = True
            cues[row, cue] = True
    if not cues.any():
        return {"attribution": spans}
    scores = network.link(words, words).float().masked_fill(~cues[:, None, :], -1e4)
    asked = right.any(-1)
    chosen = scores[asked].masked_fill(~right[asked], -1e4).logsumexp(-1)
    return {"attribution": spans, "link": (scores[asked].logsumexp(-1) - chosen).mean()}


def _links(one: Example) -> list[tuple[int, int]]:
    """Pairs of a span's first word and its attribution's first cue, as places in the window."""
    pairs = []
    for attribution in one.sample.annotations[0].attributions:
        cues = [start for start, _ in attribution.cue if one.start <= start < one.end]
        spans = [span for _, part in attribution.parts() for span in part]
        pairs += [
            (start - one.start, min(cues) - one.start)
            for start, _ in spans if cues and one.start <= start < one.end
        ]  # fmt: skip
    return pairs


def _references(network: Network, words: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Heads of mentions among all words, and each mention's antecedents among those before it.

    Only a treebank marks every mention; elsewhere the heads are not learnt.
    """
    seen = table(batch, lambda one: [0] * (one.end - one.start), IGNORED) != IGNORED
    reference = network.refer(words)[seen].float()
    right = torch.zeros(len(reference))
    parts: list[Tensor] = []
    for first, examples in _texts(batch):
        chosen = _mentions(examples)
        places = torch.tensor([first + one.head - examples[0].start for one in chosen], dtype=torch.long)
        right[places] = 1.0
        if len(chosen) > 1:
            parts.append(_antecedents(network, reference[places], chosen, examples[0]))
    found = {"reference": torch.cat(parts).mean()} if parts else {}
    if batch[0].sample.tags:
        sought = network.mention(words).squeeze(-1).float()[seen]
        found["mention"] = functional.binary_cross_entropy_with_logits(sought, right)
    return found


def _texts(batch: Batch) -> list[tuple[int, list[Example]]]:
    """The windows of each text of the batch, and the number of its first word among all words."""
    groups: list[tuple[int, list[Example]]] = []
    count = 0
    for one in batch:
        if groups and groups[-1][1][-1].sample is one.sample and groups[-1][1][-1].end == one.start:
            groups[-1][1].append(one)
        else:
            groups.append((count, [one]))
        count += one.end - one.start
    return groups


def _mentions(examples: Sequence[Example]) -> list[Mention]:
    """The mentions with their heads in the windows, in order; the shortest where several share a head."""
    start, end = examples[0].start, examples[-1].end
    by_head: dict[int, Mention] = {}
    for one in sorted(examples[0].sample.mentions, key=lambda m: m.words[0] - m.words[1]):
        if start <= one.head < end:
            by_head[one.head] = one
    return [by_head[head] for head in sorted(by_head)]


def _antecedents(network: Network, reference: Tensor, chosen: list[Mention], example: Example) -> Tensor:
    """Negative log of the share that the right antecedents get, for each mention; none is one of them."""
    count = len(chosen)
    query, key = reference.chunk(2, -1)
    scores = query @ key.T / REFERENCE**0.5
    sample = example.sample
    numbers = sample.sentence_numbers()
    ids = {name: number for number, name in enumerate({one.chain for one in chosen})}
    chains = torch.tensor([ids[one.chain] for one in chosen])
    spelt = [sample.words[one.head].lower() for one in chosen]
    known = {word: number for number, word in enumerate(set(spelt))}
    forms = torch.tensor([known[word] for word in spelt])
    sentences = torch.tensor([numbers[one.head] for one in chosen])
    apart = torch.arange(count)[:, None] - torch.arange(count)
    scores = scores + network.reference_distance[torch.tensor(NEAR)[apart.clamp(1, REACH) - 1]]
    scores = scores + network.reference_same[(forms[:, None] == forms).long()]
    steps = (sentences[:, None] - sentences).clamp(0, SENTENCES)
    scores = scores + network.reference_sentence[steps]
    before = (apart > 0) & (apart <= REACH)
    scores = torch.cat([network.reference_none.expand(count, 1), scores.masked_fill(~before, -1e4)], 1)
    same = before & (chains[:, None] == chains)
    right = torch.cat([~same.any(1, keepdim=True), same], 1)
    return scores.logsumexp(1) - scores.masked_fill(~right, -1e4).logsumexp(1)


def _opinions(network: Network, words: Tensor, batch: Batch) -> Tensor:
    seen = table(batch, lambda one: [0] * (one.end - one.start), IGNORED) != IGNORED
    rows = [
        (row, one, pair)
        for row, one in enumerate(batch) for pair in one.sample.pairs if _holds(one, pair)
    ]  # fmt: skip
    index = torch.tensor([row for row, _, _ in rows])
    first = torch.tensor([_ends(one, pair.first) for _, one, pair in rows])
    second = torch.tensor([_ends(one, pair.second) for _, one, pair in rows])
    scores = network.opinions(network.opinion(words)[index], first, second, seen[index])
    right = torch.tensor([pair.opinion for _, _, pair in rows])
    return functional.cross_entropy(scores.float(), right, torch.tensor(OPINION_WEIGHTS))


def _holds(one: Example, pair: Pair) -> bool:
    """Tell whether both mentions lie in the window."""
    starts, ends = zip(pair.first, pair.second, strict=True)
    return one.start <= min(starts) and max(ends) <= one.end


def _ends(one: Example, words: Range) -> list[int]:
    """The first and the last word of a mention, as places in the window."""
    return [words[0] - one.start, words[1] - 1 - one.start]
