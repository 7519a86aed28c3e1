"""The model as a whole, with random weights: what holds whatever the weights are."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kg.annotate.neural import Model, Reading, Words, digest
from kg.annotate.neural.words import split
from kg.errors import ModelError
from kg.model import Span
from tests.tiny_model import DESCRIPTION, OPINIONS, tiny_model

TEXTS = (
    "Russia's ministry said rebels had shelled Aleppo. They denied it on Monday!",
    "",
    "“We won,” he told Ankara's paper on Tuesday, while Moscow blamed two rebels for it. " * 30,
    "no stop " * 400,
    "\ud83d \U0001f600 \u200f\u0301 x\u200dy  \x00 ...",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    return Model.load(folder)


def words(text: str) -> Words:
    return Words(tuple(word.of(text) for word in split(text, Span(0, len(text)))), frozenset({0}))


def check(text: Words, reading: Reading) -> None:
    """What every reading keeps to."""
    count = len(text.forms)
    assert len(reading.tags) == len(reading.heads) == len(reading.relations) == count
    for start, end in pairwise([*reading.sentences, count]):
        assert Counter(reading.heads[start:end])[-1] == 1
        assert all(start <= head < end for head in reading.heads[start:end] if head >= 0)
    roots = [relation == "root" for relation in reading.relations]
    assert roots == [head < 0 for head in reading.heads]
    stretches = [*reading.entities, *(one for chain in reading.chains for one in chain)]
    stretches += [one for q in reading.attributions for one in (*q.sources, *q.cues, *q.contents)]
    stretches += [one for opinion in reading.opinions for one in (opinion.first, opinion.second)]
    assert all(0 <= one.start < one.end <= count and 0 <= one.score <= 1 for one in stretches)
    assert all(one.first.end <= one.second.start for one in reading.opinions)
    assert all(0 <= one.score <= 1 for one in (*reading.attributions, *reading.opinions))


def test_readings_keep_the_rules(model: Model) -> None:
    texts = [words(text) for text in TEXTS]
    readings = model.read(texts)
    for text, reading in zip(texts, readings, strict=True):
        check(text, reading)
    assert readings[0].sentences[0] == 0
    assert readings[1] == Reading((), (), (), (), (), (), (), ())
    assert readings[2].chains and readings[2].entities and readings[2].opinions


def test_a_text_is_read_the_same_alone_and_with_others(model: Model) -> None:
    texts = [words(text) for text in TEXTS]
    assert model.read(texts) == [model.read([text])[0] for text in texts]


def test_a_reading_is_given_before_all_texts_are_read(model: Model) -> None:
    asked = list[int]()

    class Counted(list[Words]):
        def __iter__(self) -> Iterator[Words]:
            for number, text in enumerate(super().__iter__()):
                asked.append(number)
                yield text

    readings = model.stream(Counted([words(TEXTS[0])] * 200))
    assert next(readings) == model.read([words(TEXTS[0])])[0]
    assert len(asked) < 200
    assert len(list(readings)) == 199


def test_given_sentences_are_kept_even_over_windows(model: Model) -> None:
    text = words("word " * 700)
    given = Words(text.forms, text.paragraphs, (0, 5, 690))
    [reading] = model.read([given])
    assert reading.sentences == (0, 5, 690)
    check(given, reading)
    assert reading.relations[5:690].count("parataxis") >= 2


def test_a_paragraph_starts_a_sentence(model: Model) -> None:
    text = words("one two three four five six seven eight")
    [reading] = model.read([Words(text.forms, frozenset(range(8)))])
    assert reading.sentences == tuple(range(8))


@pytest.mark.parametrize(
    "text",
    [
        "word " * 50_000,
        '"' * 10_000,
        "a" * 1_000_000,
        "😀" * 20_000,
        "e\u0301 " * 20_000,
        "\u200f. " * 20_000,
    ],
    ids=["no stop", "quotation marks", "one word", "emoji", "accents", "marks of direction"],
)
def test_hard_texts_are_read(model: Model, text: str) -> None:
    given = words(text)
    [reading] = model.read([given])
    assert len(reading.tags) == len(given.forms) > 0


def test_random_words_are_read(model: Model) -> None:
    chance = np.random.default_rng(1)
    text = words(" ".join(chance.choice(["the", "Assad", "said", ".", '"', "9", "Ba'ath"], 3000)))
    [reading] = model.read([text])
    check(text, reading)
    assert any(head >= 0 for head in reading.heads)


def test_opinions_of_given_pairs(model: Model) -> None:
    text = words(TEXTS[0])
    pairs = [((0, 3), (4, 5)), ((4, 5), (7, 8))]
    chances = model.opinion(text, pairs)
    assert chances.shape == (2, len(OPINIONS))
    assert chances.sum(1) == pytest.approx(1.0)
    assert np.allclose(model.opinion(text, pairs[1:]), chances[1:])
    assert model.opinion(text, []).shape == (0, len(OPINIONS))


def test_the_digest_is_of_what_decides_the_reading(folder: Path, model: Model, tmp_path: Path) -> None:
    assert model.digest == digest(folder)
    other = tiny_model(tmp_path, seed=8)
    assert digest(other) != digest(folder)
    before = digest(other)
    (other / "card.md").write_text("About.")
    assert digest(other) == before


@pytest.mark.parametrize("name", ["reader.onnx", "heads.npz", "tokenizer.json"])
def test_a_missing_or_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    tiny_model(tmp_path)
    (tmp_path / name).write_bytes(b"\x00damaged")
    with pytest.raises(ModelError, match=name):
        Model.load(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=f"{name}: cannot be read"):
        Model.load(tmp_path)


@pytest.mark.parametrize(
    ("description", "cause"),
    [
        ({**DESCRIPTION, "format": 2}, "is no model of format 1"),
        (
            {key: value for key, value in DESCRIPTION.items() if key != "opinions"},
            "does not state its 'opinions'",
        ),
        ([1], "is no model of format 1"),
    ],
)
def test_a_model_of_another_format_is_refused(tmp_path: Path, description: object, cause: str) -> None:
    with pytest.raises(ModelError, match=cause):
        Model.load(tiny_model(tmp_path, description))


def test_missing_weights_are_named(tmp_path: Path) -> None:
    tiny_model(tmp_path)
    with np.load(tmp_path / "heads.npz") as loaded:
        kept = {name: loaded[name] for name in loaded.files if name != "opinion_in"}
    np.savez(tmp_path / "heads.npz", **kept)
    with pytest.raises(ModelError, match="opinion_in"):
        Model.load(tmp_path)


def test_nouns_digest_and_words_load_no_engine() -> None:
    code = (
        "import sys; import kg.annotate.neural; import kg.annotate.neural.words;"
        "print(sorted({'onnxruntime', 'numpy', 'tokenizers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
