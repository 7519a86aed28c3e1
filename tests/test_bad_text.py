"""Odd texts and harmed models, read by the trained reader: a clear outcome, and offsets that hold."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kg.annotate import annotate, annotator
from kg.annotate.neural import digest
from kg.model import Doc, Span
from kg.resources import model_dir
from tests.factory import GAZETTEER, TEXT, make_article
from tests.test_bad_input import GOOD, complaints, intact, run

ODD = {
    "50,000 words without an end": "shells fell on the town and " * 8_334,
    "a megabyte without a sentence end": "notwithstanding bombardments " * 36_000,
    "a megabyte without a space": "x" * 1_000_000,
    "10,000 quotation marks": '"' * 10_000,
    "10,000 curly quotation marks": "“" * 5_000 + "”" * 5_000,
    "10,000 full stops": ". " * 10_000,
    "10,000 opening brackets": "(" * 10_000,
    "10,000 hyphens in a word": "a-" * 10_000,
    "emoji": "🔥💥 The army 👩‍👩‍👧‍👦 said 🇸🇾 that shells fell. 🤷🏽‍♀️ " * 40,
    "right-to-left marks": "\u202eRussia\u202c \u200fsaid\u200e that \u2067Ukraine\u2069 shelled it. " * 40,
    "zero-width characters": "Rus\u200bsia sa\u200did that Uk\u2060raine sh\ufeffelled it.\u200b " * 40,
    "combining accents": "Ru\u0301ssia\u0308 sai\u0300d that Z\u0351\u0352\u0353\u0354algo shelled it. " * 40,
    "a word of combining accents": "a" + "\u0301" * 20_000 + " said that shells fell.",
    "control characters": "Russia\x00 said\x07 that\x1b[31m Ukraine\x7f shelled it.\x85 " * 40,
    "code points beyond the basic plane": "𝐑𝐮𝐬𝐬𝐢𝐚 said that 𝒰kraine shelled 𐎠 it. " * 40,
    "only white space": " \n\t\u00a0\u2003\n" * 100,
    "one word": "Russia",
    "one mark": "—",
    "10,000 lines": "Russia said no.\n" * 10_000,
}


def exact(doc: Doc, text: str) -> None:
    """All places lie within the text, and no letter or digit lies between tokens, which stand in order."""
    tokens = [token.span for token in doc.tokens]
    said = [part for one in doc.attributions for part in (one.cue, one.content, one.source) if part]
    named = [*(one.span for one in doc.entities), *(span for chain in doc.chains for span in chain)]
    places = [*tokens, *doc.sentences, *doc.quotations, *named, *said]
    assert all(0 <= span.start <= span.end <= len(text) for span in places)
    for spans in (tokens, doc.sentences):
        assert all(span.start < span.end for span in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
    gaps = pairwise([Span(0, 0), *tokens, Span(len(text), len(text))])
    assert not any(letter.isalnum() for left, right in gaps for letter in text[left.end : right.start])
    assert all(-1 <= token.head < len(tokens) for token in doc.tokens)


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_read_with_exact_offsets(name: str) -> None:
    (doc,) = annotate([make_article(ODD[name])], GAZETTEER, annotator("trained"))
    assert isinstance(doc, Doc), doc
    exact(doc, ODD[name])


def test_an_odd_text_changes_nothing_in_its_neighbours() -> None:
    by = annotator("trained")
    texts = [TEXT, ODD["10,000 quotation marks"], ODD["emoji"], "", GOOD]
    together = list(annotate([make_article(text) for text in texts], GAZETTEER, by))
    alone = [next(annotate([make_article(text)], GAZETTEER, by)) for text in texts]
    assert [one.sentences for one in together] == [one.sentences for one in alone]
    assert [one.entities for one in together] == [one.entities for one in alone]
    assert [one.attributions for one in together] == [one.attributions for one in alone]


def cut(name: str, size: int) -> Callable[[Path], None]:
    """Leave so many bytes of a file."""
    return lambda folder: os.truncate(folder / name, size)


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def of_format_9(folder: Path) -> None:
    graph = (folder / "reader.onnx").read_bytes()
    described = re.sub(rb'"format": ?1', lambda found: found.group()[:-1] + b"9", graph)
    assert described != graph
    (folder / "reader.onnx").write_bytes(described)


def lacking_a_weight(folder: Path) -> None:
    with np.load(folder / "heads.npz") as weights:
        kept = {name: weights[name] for name in weights.files if name != "relation_weight"}
    np.savez(folder / "heads.npz", **kept)


def of_another_model(folder: Path) -> None:
    empty = {"version": "1.0", "model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}}
    (folder / "tokenizer.json").write_text(json.dumps(empty))


HARMS: dict[str, tuple[Callable[[Path], None], str]] = {
    "no folder": (shutil.rmtree, "reader.onnx"),
    "no network": (without("reader.onnx"), "reader.onnx"),
    "no weights": (without("heads.npz"), "heads.npz"),
    "no vocabulary": (without("tokenizer.json"), "tokenizer.json"),
    "an empty network": (cut("reader.onnx", 0), "reader.onnx"),
    "half a network": (cut("reader.onnx", 12_000_000), "reader.onnx"),
    "a network of noise": (lambda folder: (folder / "reader.onnx").write_text("no" * 999), "reader.onnx"),
    "a network of another format": (of_format_9, "format"),
    "half the weights": (cut("heads.npz", 70_000), "heads.npz"),
    "weights that are none": (lambda folder: (folder / "heads.npz").write_text("weights"), "heads.npz"),
    "a weight missing": (lacking_a_weight, "heads.npz"),
    "half a vocabulary": (cut("tokenizer.json", 200_000), "tokenizer.json"),
    "a vocabulary of another model": (of_another_model, "tokenizer.json"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article, and a workspace with it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "good.txt").write_text(GOOD)
    assert run("build", folder / "good.txt", "-w", folder / "w", "-q").returncode == 0
    return folder


@pytest.mark.parametrize("name", HARMS)
def test_a_harmed_model_is_named_and_nothing_is_changed(name: str, built: Path, tmp_path: Path) -> None:
    harm, word = HARMS[name]
    model = Path(shutil.copytree(model_dir(), tmp_path / "model"))
    harm(model)
    result = run("build", built / "good.txt", "-w", built / "w", "--reader", "trained", "--model", model)
    (line,) = complaints(result)
    assert str(model) in line
    assert word in line
    assert "another model" in line, "the cure"
    assert result.returncode == 1
    assert intact(built / "w")


def test_odd_texts_are_built_and_their_quotations_hold(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    built = [name for name in ODD if not name.startswith(("a megabyte", "10,000 lines", "control"))]
    for name in built:
        (tmp_path / "in" / f"{name}.txt").write_text(ODD[name], encoding="utf-8")
    result = run("build", tmp_path / "in", "-w", tmp_path / "w", "--reader", "trained", "-v")
    assert all(line.endswith("give one in the file or in articles.csv") for line in complaints(result))
    assert f"{len(built)} articles ({len(built)} new)" in result.stdout
    checked = run("validate", "-w", tmp_path / "w", "--texts", tmp_path / "in")
    assert "conforms" in checked.stderr, checked.stdout


def test_a_model_is_of_no_use_to_the_lexical_reader(built: Path) -> None:
    choice = ("--reader", "lexical", "--model", model_dir())
    result = run("build", built / "good.txt", "-w", built / "w", *choice)
    (line,) = complaints(result)
    assert "lexical" in line
    assert result.returncode == 2


def test_another_model_than_the_graph_names_reads_anew(built: Path, tmp_path: Path) -> None:
    trained = ("build", built / "good.txt", "-w", tmp_path / "w", "--reader", "trained")
    assert "1 new" in run(*trained).stdout
    assert "1 unchanged" in run(*trained, "--model", model_dir()).stdout
    graph = run("export", "-w", tmp_path / "w", "-f", "nquads").stdout
    assert f'modelDigest> "{digest(model_dir())}"' in graph
    assert 'reader> "trained"' in graph
    other = Path(shutil.copytree(model_dir(), tmp_path / "model"))
    with (other / "tokenizer.json").open("a") as vocabulary:
        vocabulary.write("\n")
    assert "1 changed" in run(*trained, "--model", other).stdout
