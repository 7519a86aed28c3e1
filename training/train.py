"""Training: all steps laid out beforehand from a seed, and the state saved every five minutes."""

from __future__ import annotations

import logging
import random
import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.optim import AdamW

from kg.annotate.neural.features import Pieces
from training.batches import Batch, Cutter, by_length, by_sample, window
from training.corpus import Source
from training.encoder import LAYERS, pretrained_folder
from training.losses import losses, total
from training.network import Network

log = logging.getLogger("training")

ENCODER_RATE, HEAD_RATE = 5e-4, 1.5e-3
"""Highest learning rates; the encoder's is that of its last layer."""
LAYER_DECAY = 0.9
"""Each layer learns at this share of the rate of the one above it."""
ROUNDS = (1.0, 0.4, 0.4)
"""Rounds of training, with the share of the rates they go up to; from the second on, news has chains too."""
WEIGHT_DECAY = 0.01
WARM_UP = 0.06
"""Share of the steps in which the rate rises; it falls to zero over the rest."""
SAVE_EVERY = 300
"""Seconds."""
LOG_EVERY = 100
"""Steps."""


@dataclass(slots=True)
class State:
    """What is saved, and gone on from."""

    network: Network
    optimiser: AdamW
    step: int = 0
    seconds: float = 0.0

    def save(self, path: Path) -> None:
        """Write to a file beside, then put it in place."""
        draft = path.with_suffix(".draft")
        torch.save([self.network.state_dict(), self.optimiser.state_dict(), self.step, self.seconds], draft)
        draft.replace(path)

    def load(self, path: Path) -> None:
        """Go on from a file."""
        network, optimiser, self.step, self.seconds = torch.load(path, weights_only=True)
        self.network.load_state_dict(network)
        self.optimiser.load_state_dict(optimiser)


@dataclass(slots=True)
class Progress:
    """Gathers the losses between two lines of the log."""

    began: float = field(default_factory=time.monotonic)
    pieces: int = 0
    sums: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, found: dict[str, Tensor], batch: Batch) -> None:
        """Note one step."""
        for name, value in found.items():
            self.sums[name].append(float(value.detach()))
        self.pieces += sum(one.pieces for one in batch)

    def line(self) -> str:
        """Tell the mean losses since the last line, and the speed; begins anew."""
        speed = self.pieces / (time.monotonic() - self.began)
        means = " ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in sorted(self.sums.items()))
        self.began, self.pieces, self.sums = time.monotonic(), 0, defaultdict(list)
        return f"{speed:.0f} pieces/s  {means}"


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps, laid out beforehand, and the rounds that they fall into."""

    batches: list[Batch]
    ends: tuple[int, ...]
    """The step at which each round ends."""

    def rate(self, step: int) -> float:
        """The share of the highest rate at which to learn: in each round it rises, then falls to zero."""
        number = bisect_right(self.ends, step)
        start = self.ends[number - 1] if number else 0
        done = (step - start) / (self.ends[number] - start)
        return ROUNDS[number] * (min(1.0, done / WARM_UP) * min(1.0, (1 - done) / (1 - WARM_UP)) + 0.005)


def plan(data: tuple[Source, ...], pieces: Pieces, seed: int) -> Plan:
    """Lay out all steps: in each round, every source is spread evenly over it."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    batches: list[Batch] = []
    ends: list[int] = []
    for number in range(len(ROUNDS)):
        placed: list[tuple[float, Batch]] = []
        for source in data:
            found = _batches(source, number, Cutter(pieces, chance))
            placed += [((n + chance.random()) / len(found), batch) for n, batch in enumerate(found)]
            log.info("round %d, %s: %d steps", number + 1, source.name, len(found))
        batches += [batch for _, batch in sorted(placed, key=lambda one: one[0])]
        ends.append(len(batches))
    return Plan(batches, tuple(ends))


def _batches(source: Source, number: int, cutter: Cutter) -> list[Batch]:
    """Cut all that is read of a source in a round."""
    found: list[Batch] = []
    for _ in range(source.epochs[number]):
        groups = cutter.epoch(source.samples, source.limits, source.damaged)
        if source.whole:
            found += by_sample(groups, cutter.chance)
        else:
            found += by_length([one for group in groups for one in group], cutter.chance)
    return found


def optimiser(network: Network) -> AdamW:
    """Give each layer of the encoder its own rate; the embeddings of word pieces stay as they are."""
    network.encoder.pieces.weight.requires_grad = False
    groups = [
        {
            "params": [weight],
            "lr": _rate(name),
            "highest": _rate(name),
            "weight_decay": WEIGHT_DECAY if weight.ndim > 1 else 0.0,
        }
        for name, weight in network.named_parameters()
        if weight.requires_grad
    ]
    return AdamW(groups, betas=(0.9, 0.98), eps=1e-7, fused=True)


def _rate(name: str) -> float:
    if not name.startswith("encoder.") or "types" in name:
        return HEAD_RATE
    layer = int(name.split(".")[2]) if ".layers." in name else -1
    return ENCODER_RATE * LAYER_DECAY ** (LAYERS - 1 - layer)


def train(steps: Plan, pieces: Pieces, state: State, saved: Path, device: str) -> None:
    """Take all steps that are left, saving on the way."""
    state.network.train()
    began, last, before = time.monotonic(), time.monotonic(), state.seconds
    progress = Progress()
    while state.step < len(steps.batches):
        for group in state.optimiser.param_groups:
            group["lr"] = group["highest"] * steps.rate(state.step)
        hide = np.random.default_rng(state.step)
        batch = steps.batches[state.step]
        progress.add(step(state, batch, pieces, hide, device), batch)
        state.step += 1
        state.seconds = before + time.monotonic() - began
        if state.step % LOG_EVERY == 0:
            log.info("step %d of %d, %.0f s, %s", state.step, steps.ends[-1], state.seconds, progress.line())
        if state.step in steps.ends:
            name = round_file(steps.ends.index(state.step))
            torch.save(state.network.state_dict(), saved.with_name(name))
        if time.monotonic() - last > SAVE_EVERY or state.step in steps.ends:
            state.save(saved)
            last = time.monotonic()


def round_file(number: int) -> str:
    """Name the file of the weights at the end of a round, counted from 0."""
    return f"round-{number + 1}.pt"


def step(
    state: State, batch: Batch, pieces: Pieces, hide: np.random.Generator, device: str
) -> dict[str, Tensor]:
    """Take one step; return its losses."""
    network = state.network
    taken = window(batch, pieces, hide)
    with torch.autocast(device, dtype=torch.bfloat16):
        found = losses(network, taken, batch)
    state.optimiser.zero_grad()
    total(found).backward()
    torch.nn.utils.clip_grad_norm_([w for w in network.parameters() if w.requires_grad], 1.0)
    state.optimiser.step()
    return found


def run(data: tuple[Source, ...], saved: Path, seed: int) -> tuple[int, float]:
    """Train on the data, from the saved state if there is one; return the steps and the seconds it took."""
    torch.manual_seed(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_default_device(device)
    pieces = Pieces.load(pretrained_folder() / "tokenizer.json")
    network = Network()
    network.encoder.load_pretrained()
    state = State(network, optimiser(network))
    if saved.exists():
        state.load(saved)
        log.info("going on from step %d", state.step)
    train(plan(data, pieces, seed), pieces, state, saved, device)
    torch.set_default_device("cpu")
    return state.step, state.seconds
