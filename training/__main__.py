"""Make the shipped reader from the data.

`python -m training --data ../shared/data --gold ../shared/gold/train --out models/reader`

Trains (going on from where an interruption left it), exports, measures on the development parts, writes the
model card. On two cores of a laptop it takes about an hour and a half.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
from pathlib import Path

import torch

from kg.annotate.neural import Model
from kg.errors import KgError
from training import evaluate
from training.card import Made, Report, card
from training.corpus import GUM_DEV, sources
from training.data.gold import held_out
from training.errors import DataError
from training.export import averaged, export
from training.train import ROUNDS, round_file, run

log = logging.getLogger("training")


def main() -> int:
    """Read the command line, and make the model."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m training", description=__doc__, formatter_class=layout)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the model")
    parser.add_argument("--gold", type=Path, required=True, help="the folder of articles with claims")
    parser.add_argument("--work", type=Path, default=Path("out/training"), help="the folder of the state")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU; one is best on a busy machine")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    _log_to(options.work / "training.log")
    torch.set_num_threads(options.threads)
    try:
        make(options)
    except (DataError, KgError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        cure = "give the folders that training/README.md tells of"
        print(f"error: {error.filename}: {error.strerror}; {cure}", file=sys.stderr)
        return 2
    return 0


def make(options: argparse.Namespace) -> None:
    """Train, export, measure, and write the card."""
    data = sources(options.data, options.gold)
    steps, seconds = run(data, options.work / "state.pt", options.seed)
    network = averaged([options.work / round_file(number) for number in range(len(ROUNDS))])
    export(network, options.out, rounded=True)
    export(network, options.work / "float", rounded=False)
    rounded = _report(options.out, options, "--damage")
    unrounded = _report(options.work / "float", options)
    size = sum(file.stat().st_size for file in options.out.iterdir() if file.suffix != ".md")
    made = Made(data, steps, seconds, options.seed, Model.load(options.out).digest, size)
    (options.out / "card.md").write_text(card(made, rounded, unrounded), encoding="utf-8")


def _log_to(path: Path) -> None:
    handlers: tuple[logging.Handler, ...] = logging.StreamHandler(), logging.FileHandler(path)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=handlers)


def _report(model: Path, options: argparse.Namespace, *more: str) -> Report:
    """Measure a model on the development parts."""
    data, written = options.data, options.work / f"figures-{model.name}.json"
    gum, gold = _gum_dev(data, options.work), _held_out(options.gold, options.work)
    arguments = [
        "--model", model, "--ud", data / "ud_ewt" / "en_ewt-ud-dev.conllu", gum / "dep",
        "--ner", data / "uner_ewt" / "en_ewt-ud-dev.iob2", "--polnear", data / "polnear" / "dev",
        "--cofenet", data / "polnear_cofenet_format" / "valid.jsonl",
        "--dse", data / "dse" / "valid_noleak.txt", "--coref", gum / "coref", "--gold", gold,
        *more, "--json", written,
    ]  # fmt: skip
    if evaluate.main([str(one) for one in arguments]):
        raise DataError(model, "could not be measured", "see above")
    figures: Report = json.loads(written.read_text(encoding="utf-8"))["figures"]
    return figures


def _gum_dev(data: Path, work: Path) -> Path:
    """Put GUM's development documents together, as its release comes undivided."""
    folder = work / "gum-dev"
    for name in GUM_DEV:
        for kind, file in (("dep", f"dep/GUM_{name}.conllu"), ("coref", f"coref/gum/conll/GUM_{name}.conll")):
            target = folder / kind / Path(file).name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(data / "gum_free_genres" / file, target)
    return folder


def _held_out(gold: Path, work: Path) -> Path:
    """Put the articles together that were not trained on."""
    folder = work / "gold-held-out"
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(gold.glob("*.json")):
        if held_out(file):
            shutil.copyfile(file, folder / file.name)
            shutil.copyfile(file.with_suffix(".txt"), (folder / file.name).with_suffix(".txt"))
    return folder


if __name__ == "__main__":
    sys.exit(main())
