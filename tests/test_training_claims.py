"""The heads that judge claims: labels, the network in torch and numpy, folds, thresholds and calibration."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch comes with the extra [train]")
pytest.importorskip("sklearn", reason="scikit-learn comes with the extra [train]")

from concurrent.futures import ThreadPoolExecutor  # noqa: E402

import numpy as np  # noqa: E402

from kg.extract.case import Case  # noqa: E402
from kg.extract.learned import Believing, Calibration, load  # noqa: E402
from kg.extract.learned.clues import CLUES  # noqa: E402
from kg.extract.learned.heads import FILE, SORTS, THINGS, Heads  # noqa: E402
from kg.extract.learned.labels import ROLES, SENTENCE  # noqa: E402
from kg.extract.learned.network import Network  # noqa: E402
from kg.model import Article  # noqa: E402
from tests.factory import GAZETTEER, make_article  # noqa: E402
from tests.judged import ARDANIA, BORLAND, LEAST, MINISTRY, WIDE, Told, assessment_of, worded  # noqa: E402
from training.annotation.join import released  # noqa: E402
from training.claims import corpus, folds, thresholds  # noqa: E402
from training.claims.__main__ import main  # noqa: E402
from training.claims.examples import Example, example  # noqa: E402
from training.claims.fit import Plan, completed, fit  # noqa: E402
from training.claims.measure import Judged, measured  # noqa: E402
from training.claims.network import Batch, ClaimNetwork  # noqa: E402
from training.claims.report import MEASURES, scored, table  # noqa: E402

torch.set_num_threads(1)
SENTENCES = (
    "The Ardanian Defence Ministry said Borland shelled Kesh, killing 12 civilians.",
    "Borland denied that it had shelled Kesh.",
    "It was raining, and Ardania waited.",
    "Borland admitted that it had bombed Qesh.",
)
ACTORS = {
    "ministry": {"names": ["Ardanian Defence Ministry"]},
    "ardania": {"names": ["Ardania", "Ardanian"]},
    "borland": {"names": ["Borland"]},
}
CLAIMS = (
    {
        "kind": "accusation", "claimant": ["ministry"], "also_claimant": ["ardania"], "mode": "indirect",
        "blames": ["borland"], "figure": {"measure": "killed", "min": 12, "max": 12},
    },
    {"kind": "denial", "claimant": ["borland"], "mode": "indirect", "rejects": ["borland"]},
    None,
    {"kind": "admission", "claimant": ["borland"], "mode": "indirect", "attributes": ["borland"]},
)  # fmt: skip
PLAN = Plan(networks=1, rounds=2)


def annotated(name: str, order: tuple[int, ...] = (0, 1, 2, 3)) -> tuple[str, dict[str, object]]:
    """A text of some of the sentences, and its annotation."""
    text, claims = "", []
    for number in order:
        evidence = [len(text), len(text) + len(SENTENCES[number])]
        if claim := CLAIMS[number]:
            claims.append({**claim, "evidence": evidence})
        text += SENTENCES[number] + " "
    publisher = ["The Kesh Courier"]
    gold = {"id": name, "publisher": publisher, "actors": ACTORS, "claims": claims, "events": {}}
    return text.strip(), gold


def made(name: str = "a", order: tuple[int, ...] = (0, 1, 2, 3)) -> Example:
    text, gold = annotated(name, order)
    return example(worded(make_article(text, id=name)), GAZETTEER, gold)


ORDERS = ((0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2), (2, 3, 0, 1), (0, 3, 2, 1))


@pytest.fixture(scope="module")
def several() -> list[Example]:
    return [made(f"article-{number}", order) for number, order in enumerate(ORDERS)]


def label(one: Example, sentence: int, actor: str, role: str) -> tuple[float, float]:
    """The label of a role, and its weight."""
    pairs = list(map(tuple, one.candidates.pairs.tolist()))
    pair = pairs.index((sentence, one.candidates.actors.index(actor)))
    return one.roles[pair, ROLES.index(role)], one.weights[pair, ROLES.index(role)]


def test_claims_become_labels_of_their_actors_and_sentences():
    one = made()
    for role in ("claimant", "accusation", "figure"):
        assert label(one, 0, MINISTRY, role) == (1, 1)
    for role in ("blames", "attributes"):
        assert label(one, 0, BORLAND, role) == (1, 1)
    assert label(one, 0, BORLAND, "claimant") == (0, 1)
    assert label(one, 1, BORLAND, "rejects") == label(one, 1, BORLAND, "denial") == (1, 1)
    assert label(one, 3, BORLAND, "admission") == label(one, 3, BORLAND, "attributes") == (1, 1)
    held = [{thing for thing in SENTENCE if one.held[n, SENTENCE.index(thing)]} for n in range(4)]
    assert held == [
        {"sourced", "accusation", "figure", "attributes"},
        {"sourced", "denial"},
        set(),
        {"sourced", "admission", "attributes"},
    ]
    assert not one.roles[one.candidates.pairs[:, 0] == 2].any()


def test_of_whom_either_answer_is_right_nothing_is_learnt():
    one = made()
    for role in ("claimant", "accusation", "figure"):
        assert label(one, 0, ARDANIA, role) == (0, 0)
    assert label(one, 0, ARDANIA, "blames") == (0, 1)
    assert label(one, 1, ARDANIA, "claimant") == (0, 1)


def test_a_claim_in_the_publishers_own_voice_is_not_sourced():
    text, gold = annotated("own", (0,))
    (claim,) = gold["claims"]
    claim |= {"mode": "own-voice", "claimant": ["publisher"], "also_claimant": []}
    one = example(worded(make_article(text)), GAZETTEER, gold)
    assert label(one, 0, one.candidates.actors[0], "accusation") == (1, 1)
    assert one.held[0, SENTENCE.index("sourced")] == 0
    assert one.held[0, SENTENCE.index("accusation")] == 1


def test_a_claim_of_which_a_sentence_holds_little_is_not_its():
    text, gold = annotated("little", (0, 1))
    gold["claims"] = [{**gold["claims"][0], "evidence": [0, len(SENTENCES[0]) + 5]}]
    one = example(worded(make_article(text)), GAZETTEER, gold)
    assert one.held[:, SENTENCE.index("accusation")].tolist() == [1, 0]


def network() -> ClaimNetwork:
    torch.manual_seed(4)
    found = ClaimNetwork(WIDE, CLUES)
    found.mean.copy_(torch.randn(WIDE))
    found.spread.copy_(torch.rand(WIDE) + 0.5)
    return found.eval()


def asked(trained: ClaimNetwork, *examples: Example) -> tuple[np.ndarray, np.ndarray]:
    with torch.no_grad():
        roles, held = trained(Batch.of(examples))
    return roles.sigmoid().numpy(), held.sigmoid().numpy()


def test_numpy_judges_as_torch_does(several):
    trained = network()
    same = Network.of(trained.tables())
    for one in several:
        expected = asked(trained, one)
        for ours, theirs in zip(same(one.vectors, one.candidates, one.clues), expected, strict=True):
            assert ours.shape == theirs.shape
            assert np.abs(ours - theirs).max() < 1e-5


def test_articles_of_a_batch_know_nothing_of_each_other(several):
    trained = network()
    roles, held = asked(trained, *several)
    apart = [asked(trained, one) for one in several]
    assert roles == pytest.approx(np.concatenate([one for one, _ in apart]), abs=1e-5)
    assert held == pytest.approx(np.concatenate([one for _, one in apart]), abs=1e-5)


def test_the_loss_asks_for_roles_only_where_the_sentence_holds_what_they_need(several):
    trained = network()
    one = several[0]
    for weights, changed in ((one.weights * 0, True), (one.weights, False)):
        other = replace(one, weights=weights)
        loss = [float(trained.loss(Batch.of([each])).detach()) for each in (one, other)]
        assert (loss[0] != loss[1]) is changed
    free = one.roles.copy()
    free[one.candidates.pairs[:, 0] == 2] = 1
    loss = [float(trained.loss(Batch.of([each])).detach()) for each in (one, replace(one, roles=free))]
    assert loss[0] == loss[1]


def test_fitted_heads_are_written_read_and_say_the_same(several, tmp_path):
    tables = completed(fit(several, PLAN), thresholds.FIRST, folds.AS_IT_IS)
    with (tmp_path / FILE).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **tables)
    stored, direct = load(tmp_path), Heads.of(tables)
    assert stored is not None
    for one in several:
        again, first = folds.assess(stored, one), folds.assess(direct, one)
        assert np.array_equal(again.held, first.held)
        assert np.array_equal(again.roles, first.roles)
        assert ((first.held > 0) & (first.held < 1)).all()
    assert list(stored.believing.least) == list(THINGS)
    assert list(stored.believing.least.values()) == pytest.approx(list(thresholds.FIRST.values()))


def test_fitting_twice_gives_the_same(several):
    first, again = (fit(several, PLAN) for _ in range(2))
    assert first.keys() == again.keys()
    assert all(np.array_equal(first[name], again[name]) for name in first)


def test_folds_hold_each_article_once():
    parts = folds.folds(23)
    assert len(parts) == folds.FOLDS
    assert sorted(one for part in parts for one in part) == list(range(23))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    assert parts == folds.folds(23)


def test_articles_are_judged_by_heads_that_have_not_seen_them(several, monkeypatch):
    learnt = []

    def noted(examples, plan):
        learnt.append({one.gold["id"] for one in examples})
        return fit(examples, plan)

    monkeypatch.setattr(folds, "fit", noted)
    monkeypatch.setattr(folds, "ProcessPoolExecutor", ThreadPoolExecutor)
    more = [made(f"further-{n}", order) for n, order in enumerate(ORDERS[:2])]
    found = folds.cross_fitted(several, more, PLAN)
    assert [len(one.held) for one in found] == [len(one.held) for one in several]
    for fold, names in zip(folds.folds(len(several)), learnt, strict=True):
        apart = {several[number].gold["id"] for number in fold}
        assert names == {one.gold["id"] for one in (*several, *more)} - apart
    learnt.clear()
    folds.cross_fitted(several, more, PLAN, share=0.5)
    assert {len(names) for names in learnt} == {2 + 1}


RIGHT: tuple[Told, ...] = (
    {
        "sourced": 0.9, "claimant": {MINISTRY: 0.9}, "accusation": 0.9, "accusation by": {MINISTRY: 0.9},
        "blames": {BORLAND: 0.9}, "figure": 0.9, "figure by": {MINISTRY: 0.9},
    },
    {
        "sourced": 0.9, "claimant": {BORLAND: 0.9}, "denial": 0.9, "denial by": {BORLAND: 0.9},
        "rejects": {BORLAND: 0.9},
    },
    {},
    {
        "sourced": 0.9, "claimant": {BORLAND: 0.9}, "admission": 0.9, "admission by": {BORLAND: 0.9},
        "attributes": 0.9, "attributes by": {BORLAND: 0.9},
    },
)  # fmt: skip
WRONG: tuple[Told, ...] = (
    {**RIGHT[0], "accusation by": {BORLAND: 0.9}, "blames": {ARDANIA: 0.9}, "figure by": {BORLAND: 0.9}},
    {**RIGHT[1], "denial": 0.2},
    {"sourced": 0.6, "claimant": {ARDANIA: 0.9}},
    {**RIGHT[3], "admission by": {ARDANIA: 0.9}},
)


def judged(one: Example, *told: Told) -> Judged:
    """An example with chances made by hand."""
    return Judged.of(one, GAZETTEER, assessment_of(Case.of(one.doc, GAZETTEER), *told))


@pytest.mark.parametrize(
    "told", [RIGHT, WRONG, (RIGHT[0], WRONG[1]), ()], ids=["right", "wrong", "half", "none"]
)
def test_the_quick_measure_agrees_with_the_scorer(told: tuple[Told, ...], tmp_path: Path):
    text, gold = annotated("a")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    one = judged(made("a"), *told)
    worth = dict.fromkeys(SORTS, Calibration(np.array([0, 1]), np.array([0, 1])))
    expected = scored([one], Believing(LEAST, worth), tmp_path)
    quick = measured([one], LEAST)
    assert set(quick) <= {*MEASURES}
    assert quick == {name: expected[name]["f1"] for name in quick}
    if told is RIGHT:
        assert set(quick.values()) == {1.0}
    assert table([("all", expected)]).count("|") == 3 * (len(MEASURES) + 2)


def test_thresholds_climb(several, monkeypatch):
    monkeypatch.setattr(thresholds, "GRID", (0.1, 0.3, 0.5, 0.95))
    monkeypatch.setattr(thresholds, "FIXED", {"another figure": 0.8})
    faint = tuple(
        {name: chance if isinstance(chance, dict) else 0.35 for name, chance in one.items()} for one in RIGHT
    )
    articles = [judged(several[0], *faint[:2], WRONG[2] | {"sourced": 0.25}, faint[3])]
    chosen = thresholds.best_thresholds(articles)
    assert chosen.keys() == thresholds.FIRST.keys()
    reached, before = measured(articles, chosen), measured(articles, thresholds.FIRST)
    assert all(reached[name] >= before[name] for name in reached)
    assert reached["attribution"] == 1.0 > before["attribution"]
    assert chosen["sourced"] == 0.3
    assert chosen["another figure"] == 0.8


def test_what_a_score_is_worth_rises_and_promises_no_certainty():
    scores = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
    known, shares = folds.calibration(scores, [False, False, True, False, True, True, True, True])
    assert known == sorted(known)
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1
    worth = Calibration(np.array(known), np.array(shares))
    assert worth(0.1) < 0.5 < worth(0.8)


def test_calibration_has_steps_for_every_sort_even_an_unseen_one(several):
    found = folds.calibrated([judged(several[0], *RIGHT)], LEAST)
    assert tuple(found) == SORTS
    assert all(shares == sorted(shares) for _, shares in found.values())


def test_further_articles_that_tell_what_the_measuring_ones_do_are_left_out(tmp_path, monkeypatch):
    apart = corpus.NOT_LEARNT.read_text(encoding="utf-8").split()
    assert len(set(apart)) == len(apart) > 0
    assert set(apart) <= {record["id"] for record in released("more")}
    texts = [annotated(name) for name in (apart[0], "learnt", apart[-1])]
    monkeypatch.setattr(corpus, "joined", lambda *_: iter(texts))
    assert [(article.id, gold["id"]) for article, gold in corpus.further(tmp_path, tmp_path)] == [
        ("learnt", "learnt")
    ]


def test_articles_without_annotation_are_passed_over(tmp_path):
    text, gold = annotated("known")
    for name in ("known", "unknown"):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "known.json").write_text(json.dumps(gold), encoding="utf-8")
    ((article, found),) = corpus.annotated(tmp_path)
    assert isinstance(article, Article)
    assert (article.text, found["id"]) == (text, "known")


def told_of(tmp_path: Path, monkeypatch, capsys, **given: Path) -> str:
    """What the command says of folders of which one is missing."""
    given = {"data": tmp_path, "gold": tmp_path, "model": tmp_path} | given
    arguments = [word for name, folder in given.items() for word in (f"--{name}", str(folder))]
    monkeypatch.setattr("sys.argv", ["training.claims", *arguments])
    monkeypatch.setattr("training.claims.__main__.Trained", lambda _: lexical)
    assert main() == 2
    told = capsys.readouterr().err.strip()
    assert told.startswith("error: ")
    assert "\n" not in told
    return told


def lexical(articles, _):
    return [worded(article) for article in articles]


def test_missing_folders_are_told_in_one_line(tmp_path, monkeypatch, capsys):
    nowhere = tmp_path / "nowhere"
    assert f"{nowhere}: holds no annotated article" in told_of(tmp_path, monkeypatch, capsys, gold=nowhere)
    text, gold = annotated("known")
    (tmp_path / "known.txt").write_text(text, encoding="utf-8")
    (tmp_path / "known.json").write_text(json.dumps(gold), encoding="utf-8")
    assert f"{nowhere / corpus.MORE[0]}: is no folder" in told_of(tmp_path, monkeypatch, capsys, data=nowhere)
