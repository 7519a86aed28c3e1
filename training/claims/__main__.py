"""Train the heads that judge claims, for a model's folder.

`python -m training.claims --data ../shared/data --gold ../shared/gold/train --model models/reader`

Reads the annotated articles with the model, cross-validates in five folds (thresholds and calibration come
from there), fits on all, writes claims.npz and claims.md into the folder. About twenty minutes on one core;
with `--curve` also on a quarter and a half of the annotation, about as long again.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from kg.annotate.trained import Trained
from kg.errors import KgError
from kg.extract.learned import Believing, Calibration
from kg.extract.learned.heads import FILE
from kg.gazetteer import shipped_gazetteer
from kg.model import Gazetteer
from training.claims.corpus import corrected_train, examples, further
from training.claims.examples import Example
from training.claims.fit import NETWORKS, ROUNDS, Plan, completed, fit
from training.claims.folds import AS_IT_IS, Steps, calibrated, cross_fitted
from training.claims.measure import Judged
from training.claims.report import Figures, scored, table
from training.claims.thresholds import best_thresholds
from training.errors import DataError

log = logging.getLogger("training")
CARD = "claims.md"
SHARES = (0.25, 0.5)
"""Parts of the annotation with which the learning curve is drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What there is to learn from and to be measured by."""

    train: Sequence[Example]
    more: Sequence[Example]
    gazetteer: Gazetteer
    gold: Path

    def crossed(self, plan: Plan, share: float = 1.0) -> tuple[dict[str, float], dict[str, Steps], Figures]:
        """Cross-validate: the thresholds, the calibration, and the figures reached with them."""
        judged = [
            Judged.of(one, self.gazetteer, assessment)
            for one, assessment in zip(
                self.train, cross_fitted(self.train, self.more, plan, share), strict=True
            )
        ]
        least = best_thresholds(judged)
        steps = calibrated(judged, least)
        worth = {
            sort: Calibration(*(np.array(one, np.float32) for one in step)) for sort, step in steps.items()
        }
        return least, steps, scored(judged, Believing(least, worth), self.gold)


def main() -> int:
    """Read the command line, and make the heads."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m training.claims", description=__doc__, formatter_class=layout)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--gold", type=Path, required=True, help="the folder of articles with claims")
    parser.add_argument("--model", type=Path, required=True, help="the folder of the reader's model")
    parser.add_argument("--networks", type=int, default=NETWORKS, help="how many judge together")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="over all articles")
    parser.add_argument("--processes", type=int, default=1, help="folds that are learnt at a time")
    parser.add_argument("--curve", action="store_true", help="also learn from a quarter and a half")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(given.threads)
    try:
        material = _material(given.data, given.gold, given.model)
        _make(given.model, material, Plan(given.networks, given.rounds, given.processes), given.curve)
    except (KgError, DataError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _material(data: Path, gold: Path, model: Path) -> Material:
    gazetteer = shipped_gazetteer()
    reader = Trained(model)
    train = examples(corrected_train(gold), reader, gazetteer)
    if not train:
        raise DataError(gold, "holds no annotated article", "give a folder of texts, each with its JSON")
    with tempfile.TemporaryDirectory() as scratch:
        more = examples(further(data, Path(scratch)), reader, gazetteer)
    log.info("%d articles, and %d further ones", len(train), len(more))
    return Material(train, more, gazetteer, gold)


def _make(folder: Path, material: Material, plan: Plan, curve: bool) -> None:
    shares = SHARES if curve else ()
    rows = [(f"{share:.0%} of the annotation", material.crossed(plan, share)[2]) for share in shares]
    least, steps, figures = material.crossed(plan)
    rows.append(("all", figures))
    log.info("five folds:\n%s", table(rows))
    tables = completed(fit([*material.train, *material.more], plan), least, steps or AS_IT_IS)
    with (folder / FILE).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **tables)
    (folder / CARD).write_text(_card(material, plan, rows), encoding="utf-8")


def _card(material: Material, plan: Plan, rows: Sequence[tuple[str, Figures]]) -> str:
    return f"""# The heads that judge claims

`{FILE}`, made by `python -m training.claims` from the vectors of the reader beside it and our annotation
(`training/annotation`): {len(material.train)} articles of gold/train, their labels corrected, and
{len(material.more)} further ones. {plan.networks} networks of {plan.rounds} rounds and two logistic
regressions judge together. Intended use and limits are those of the reader (`card.md`).

Five-fold cross-validation on gold/train, its labels as they are in the scorer's folder; precision / recall /
F1. Thresholds and calibration were chosen on the same five folds, each article judged by heads that had not
seen it.

{table(rows)}
"""


if __name__ == "__main__":
    sys.exit(main())
