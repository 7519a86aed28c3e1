"""Measure a model: `python -m training.evaluate --model M [--ud F…] [--ner F…] [--polnear DIR…] …`.

Every option takes the paths of one kind of data, so that any test set can be put in: each path, a file or a
folder of such files, makes one table, and what is not given is not measured. `--damage` repeats the
measurements on texts as careless copying leaves them, and prints what is lost.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from kg.annotate.neural import Model
from kg.errors import KgError
from training.damage import DAMAGES
from training.data import brat, cofenet, conllu, coref, dse, iob2
from training.data.brat import text_sample
from training.errors import DataError
from training.measures import attributions, coreference, entities, opinions, raw, speakers, syntax
from training.measures.claims import Article, articles
from training.measures.figures import Figures, Reader, words_of
from training.sample import UNKNOWN, Sample
from training.scores.syntax import MisalignedError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task:
    """One table of figures: what is measured, on which texts."""

    kind: str
    path: Path
    samples: Sequence[Sample]
    measure: Callable[[Reader, Sequence[Sample]], Figures]
    damageable: bool = True
    """Whether the measurement is of the samples' words, which can be damaged."""


DEP_ABOVE = 4
"""Parents of a file of chains that are searched for a folder `dep`: GUM keeps it beside `coref/gum/conll`."""

Report = dict[str, dict[str, Figures]]
"""For each "kind, path" the figures of the texts as they are (`plain`) and of each damage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; 0 when done, 2 and one line for what cannot be measured."""
    options = _options(arguments)
    try:
        tasks = list(_tasks(options))
        model = Model.load(options.model)
        report = evaluated(model, tasks, damaged=options.damage)
        if options.json:
            written = {"model": str(options.model), "digest": model.digest, "figures": report}
            _write(options.json, json.dumps(written, indent=2) + "\n")
    except (DataError, KgError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description="Measure a model.")
    parser.add_argument("--model", type=Path, required=True, help="folder of the model")
    for option, text in (
        ("--ud", "treebanks (.conllu): tags, trees, sentences; on own words too"),
        ("--ner", "entities (.iob2); read within the documents of --ud where those hold the sentences"),
        ("--polnear", "folders with text/ and attributions/ (brat)"),
        ("--cofenet", "attributions sentence by sentence (.jsonl)"),
        ("--dse", "opinions between marked mentions (tab-separated)"),
        ("--coref", "bracketed mentions (.conll); sentences from --ud or a folder dep beside"),
    ):
        parser.add_argument(option, type=Path, nargs="+", default=[], metavar="PATH", help=text)
    parser.add_argument(
        "--gold", type=Path, metavar="DIR", help="articles with claims, not trained on: speakers not named"
    )
    parser.add_argument("--damage", action="store_true", help="measure on damaged texts too")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to this file")
    options = parser.parse_args(arguments)
    if not any(value for name, value in vars(options).items() if name not in {"model", "damage", "json"}):
        parser.error("nothing to measure: give --ud, --ner, --polnear, … with paths")
    return options


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(path, f"cannot be written ({error.strerror})", "give another path") from error


def evaluated(reader: Reader, tasks: Iterable[Task], *, damaged: bool = False) -> Report:
    """Carry out the tasks, printing each table as it is ready."""
    report: Report = {}
    for task in tasks:
        figures = {"plain": _measured(task, reader, task.samples)}
        for name, damage in DAMAGES.items() if damaged and task.damageable else ():
            figures[name] = _measured(task, reader, [damage(sample) for sample in task.samples])
        report[f"{task.kind}, {task.path}"] = figures
        print(f"{task.kind}, {task.path}", table(figures), sep="\n", end="\n\n", flush=True)
    return report


def _measured(task: Task, reader: Reader, samples: Sequence[Sample]) -> Figures:
    try:
        return task.measure(reader, samples)
    except MisalignedError as error:
        raise DataError(task.path, str(error), "report a fault of the reader of words") from error


def table(figures: Mapping[str, Figures]) -> str:
    """Set out the plain figures, and for each damage the points lost."""
    damages = [damage for damage in figures if damage != "plain"]
    wide = max(map(len, figures["plain"]))
    lines = [" ".join([" " * wide, "   plain", *(f"-{damage}".rjust(9) for damage in damages)])]
    for figure, plain in figures["plain"].items():
        lost = [f"{plain - figures[damage][figure]:9.2f}" for damage in damages]
        lines.append(" ".join([figure.ljust(wide), f"{plain:8.2f}", *lost]))
    return "\n".join(lines)


def _tasks(options: argparse.Namespace) -> Iterator[Task]:
    """Read everything first, so that a wrong path is told at once."""
    treebanks = {path: _read(conllu.documents, path, ".conllu") for path in options.ud}
    documents = [sample for samples in treebanks.values() for sample in samples]
    for path, samples in treebanks.items():
        yield Task("syntax", path, samples, syntax.measure)
        own = [
            words_of(text_sample("", text)[0], sentences=False) for text in _read(raw.texts, path, ".conllu")
        ]
        measure = partial(syntax.measure_own_words, own=own)
        yield Task("syntax on own words", path, samples, measure, damageable=False)
    for path in options.ner:
        yield Task("entities", path, _named(path, documents), entities.measure)
    for path in options.polnear:
        yield Task("attributions", path, _read(brat.documents, path), attributions.measure)
    for path in options.cofenet:
        samples = _read(cofenet.documents, path, ".jsonl")
        yield Task("attributions by sentence", path, samples, attributions.measure_sentences)
    for path in options.dse:
        yield Task("opinions", path, _read(_marked, path, ".txt"), opinions.measure)
    for path in options.coref:
        samples = _read(partial(_chained, documents=documents), path, ".conll")
        yield Task("coreference", path, samples, coreference.measure)
    if options.gold:
        measure = partial(_speakers, read=_read(articles, options.gold))
        yield Task("speakers", options.gold, (), measure, damageable=False)


def _speakers(reader: Reader, _: Sequence[Sample], *, read: Sequence[Article]) -> Figures:
    return speakers.measure(reader, read)


def _chained(path: Path, documents: Sequence[Sample]) -> Iterator[Sample]:
    """Read chains of mentions; the trees are those of --ud, or of a folder `dep` beside a parent."""
    beside = (folder / "dep" / f"{path.stem}.conllu" for folder in path.resolve().parents[:DEP_ABOVE])
    trees = next((list(conllu.documents(file)) for file in beside if file.is_file()), [])
    return coref.documents(path, [*documents, *trees])


def _marked(path: Path) -> list[Sample]:
    """Read opinions; say how many lines are left out, for they flatter or spoil the figures."""
    lines = sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").split("\n"))
    samples = list(dse.samples(path))
    if len(samples) < lines:
        print(f"note: {path}: {lines - len(samples)} of {lines} lines left out, for a mark is missing")
    return samples


def _named(path: Path, documents: Sequence[Sample]) -> list[Sample]:
    """Lay the entities over the documents where all their sentences are there; else read them one by one."""
    labelled = _read(iob2.sentences, path, ".iob2")
    laid = [one for one in iob2.laid_over(documents, labelled) if set(one.entities) != {UNKNOWN}]
    known = sum(label != UNKNOWN for one in laid for label in one.entities)
    whole = known == sum(len(words) for words, _ in labelled)
    return laid if whole else _read(iob2.documents, path, ".iob2")


def _read(reader: Callable[[Path], Iterable[T]], path: Path, ending: str = "") -> list[T]:
    """Read a file or folder, or all files of a folder by their `ending`; DataError where there is nothing."""
    found: list[T] = []
    for file in sorted(path.glob(f"*{ending}")) if ending and path.is_dir() else [path]:
        try:
            found += reader(file)
        except OSError as error:
            raise DataError(file, error.strerror or "cannot be read", "check the path") from error
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise DataError(file, f"is malformed ({error!r})", "see --help for the format") from error
    if not found:
        raise DataError(path, "holds nothing to measure", "see --help for the format")
    return found


if __name__ == "__main__":
    sys.exit(main())
