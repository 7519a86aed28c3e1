"""What a threshold gains and costs is counted as the scorer counts, on annotation made up here."""

import json
from pathlib import Path

import pytest

from benchmarks import rules
from benchmarks.calibration import (
    Bin,
    Share,
    calibration_error,
    equal_mass,
    equal_width,
    level,
)
from benchmarks.confidence import main
from benchmarks.judging import SCORER, Article, Judged, judged
from kg.annotate import annotator
from kg.pipeline import build
from kg.rdf import sorted_nquads
from kg.workspace import Workspace

TEXTS = {
    "kesh": "KESH, 4 May 2016 - Russia accused Ukraine of shelling the town on 3 May, killing 12 people.",
    "mora": "MORA, 5 May 2016 - Ukraine denied that it had shelled the town. Two people died, it said.",
}
ACTORS = {"russia": {"names": ["Russia"]}, "ukraine": {"names": ["Ukraine"]}}


def claim(article, words, **fields):
    start = TEXTS[article].index(words)
    known = {"kind": "accusation", "claimant": ["russia"], "mode": "indirect"}
    return known | {"evidence": [start, start + len(words)]} | fields


GOLD = {
    "kesh": [
        claim("kesh", "Russia accused Ukraine of shelling the town", blames=["ukraine"]),
        claim("kesh", "killing 12 people", kind="figure"),
        claim("kesh", "Russia accused", claimant=["ukraine"]),
    ],
    "mora": [
        claim("mora", "Ukraine denied that it had shelled the town", kind="denial", claimant=["ukraine"]),
        claim("mora", "Two people died, it said", kind="figure", claimant=["nobody"]),
    ],
}


@pytest.fixture
def gold(tmp_path):
    """A folder of two annotated articles, and a third one without annotation."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
        record = {"id": name, "actors": ACTORS, "events": {}, "claims": GOLD[name]}
        (folder / f"{name}.json").write_text(json.dumps(record))
    (folder / "bare.txt").write_text("Russia said that Ukraine had shelled Arda on 6 May 2016.")
    return folder


def test_claims_are_judged_by_kind_claimant_and_place(gold):
    kesh, mora = judged(gold, annotator("lexical"))
    assert kesh.gold == ("accusation", "figure", "accusation")
    (accusation,) = (one for one in kesh.claims if "accusation" in one.kinds)
    assert accusation.right
    assert accusation.kinds == {"accusation", "figure"}
    assert accusation.finds == {0, 1}
    (denial,) = (one for one in mora.claims if "denial" in one.kinds)
    assert (denial.right, denial.finds) == (True, {0})
    (figure,) = (one for one in mora.claims if "denial" not in one.kinds)
    assert (figure.right, figure.finds) == (False, frozenset())


def test_without_a_threshold_the_scorer_finds_the_same(gold, tmp_path):
    by, graph = annotator("lexical"), tmp_path / "graph.nq"
    workspace = Workspace.create(tmp_path / "w")
    build([str(gold)], workspace, by=by)
    graph.write_bytes(sorted_nquads(workspace.store().quads()))
    scored = rules.scorer(SCORER).score(gold, str(graph))
    by_kind = level(judged(gold, by), 0.0).by_kind
    for kind in ("accusation", "denial"):
        precision, recall = (round(share.value, 3) for share in by_kind[kind])
        assert (precision, recall) == (scored[kind]["p"], scored[kind]["r"])


def made(confidence, right=True, kinds=("statement",), finds=()):
    return Judged(confidence, frozenset(kinds), right, frozenset(finds))


def test_a_threshold_leaves_out_and_one_claim_finds_one():
    denial, statement = ("denial",), ("statement",)
    claims = (made(0.9, kinds=denial, finds=(0,)), made(0.4, False), made(0.6, kinds=denial, finds=(0, 1)))
    articles = [Article(claims, ("denial", "denial", "statement")), Article((), statement)]
    whole, surer = level(articles, 0.0), level(articles, 0.5)
    assert (whole.claims, surer.claims) == (3, 2)
    assert (whole.precision, surer.precision) == (Share(2, 3), Share(2, 2))
    assert whole.recall == surer.recall == Share(2, 4)
    assert surer.by_kind["denial"] == (Share(2, 2), Share(2, 2))
    assert surer.by_kind["statement"] == (Share(0, 0), Share(0, 2))
    assert level(articles, 0.7).recall == Share(1, 4)
    assert level(articles, 1.0).precision.value is None


def test_bins_are_of_a_tenth_or_of_as_many_and_never_part_equals():
    claims = [*(made(0.25) for _ in range(5)), *(made(0.75, right=False) for _ in range(5))]
    assert equal_width([*claims, made(1.0)]) == [Bin(5, 0.25, 1.0), Bin(5, 0.75, 0.0), Bin(1, 1.0, 1.0)]
    assert equal_mass(claims) == [Bin(5, 0.25, 1.0), Bin(5, 0.75, 0.0)]
    spread = [made(number / 100) for number in range(100)]
    assert [one.claims for one in equal_mass(spread)] == [10] * 10


def test_the_calibration_error_is_the_mean_distance():
    assert calibration_error([Bin(3, 0.8, 0.6), Bin(1, 0.5, 0.9)]) == pytest.approx(0.25)
    assert calibration_error([]) is None


def test_tables_picture_and_figures_are_written(gold, tmp_path, capsys):
    pytest.importorskip("matplotlib")
    picture = tmp_path / "images" / "confidence.svg"
    options = [str(gold), "--reader", "lexical", "--picture", str(picture), "--out", str(tmp_path / "out")]
    main(options)
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert lines[0].startswith("| confidence at least | claims | all | accusation | denial |")
    assert lines[2].startswith("| 0.0 | 3 | 0.67 / 0.60 | 1.00 / 0.50 | 1.00 / 1.00 |")
    assert "expected calibration error: 0." in lines[-1]
    first = picture.read_bytes()
    assert b"What a threshold gains and costs" in first
    measured = json.loads((tmp_path / "out" / "bench-confidence.json").read_text())
    assert measured["levels"][0]["claims"] == 3
    main(options)
    assert (picture.read_bytes(), capsys.readouterr().out) == (first, printed)


def test_a_folder_without_annotation_is_skipped(tmp_path, capsys):
    (tmp_path / "gold").mkdir()
    main([str(tmp_path / "gold"), "--picture", str(tmp_path / "none.svg")])
    assert capsys.readouterr().out.startswith("skipped: no annotated article")
    assert not Path(tmp_path / "none.svg").exists()
