import json
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import build, reader
from benchmarks.once import Measured

REPORT = "The ministry of town {n} said on 3 March 2017 that {n} civilians were killed in an airstrike.\n"


def test_three_articles_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2, 3):
        (tmp_path / f"{number}.txt").write_text(REPORT.format(n=number), encoding="utf-8")
    build.main([str(tmp_path), "--out", str(tmp_path / "out")])
    measured = json.loads((tmp_path / "out" / "bench-stages.json").read_text())
    assert (measured["articles"], measured["words"]) == (3, 54)
    assert {"read", "annotate", "extract", "link", "validate", "store"} <= set(measured["stages"])
    assert sum(measured["stages"].values()) <= measured["clock"]
    (grown,) = json.loads((tmp_path / "out" / "bench-growth.json").read_text())
    assert grown["articles"] == 3
    assert min(grown["unchanged"], grown["one_new"]) > 0
    printed = capsys.readouterr().out
    assert "3 articles of 54 words:" in printed
    assert "1.00 times as much at 3 as at 3: linear within 15%" in printed


def test_the_reader_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1.txt").write_text(REPORT.format(n=1) * 5, encoding="utf-8")
    reader.main([str(tmp_path), "--out", str(tmp_path / "out")])
    measured = json.loads((tmp_path / "out" / "bench-reader.json").read_text())
    assert (measured["articles"], measured["words"], measured["tokens"]) == (1, 90, 95)
    assert 0 < measured["forward"] < measured["annotate"]
    assert min(measured["load"], measured["memory"]) > 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "1 articles of 90 words (95 tokens), at most 2 cores"
    assert [line.rsplit("  ", 1)[0].strip() for line in printed[1:7]] == [
        "loading", "annotating", "bare forward pass", "times the bare pass", "words a second", "peak memory",
    ]  # fmt: skip


@pytest.mark.parametrize("benchmark", [build, reader])
def test_a_folder_without_articles_is_skipped(
    benchmark: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark.main([str(tmp_path / "absent"), "--out", str(tmp_path / "out")])
    assert capsys.readouterr().out.startswith("skipped: no article")
    assert not (tmp_path / "out").exists()


def test_sizes_end_with_what_there_is() -> None:
    assert build.sizes(40) == [40]
    assert build.sizes(589) == [75, 150, 300, 589]
    assert build.sizes(2000) == [75, 150, 300, 600]


def test_samples_are_spread_evenly() -> None:
    assert build.every(list("abcdef"), 3) == ["a", "c", "e"]


def test_growth_is_judged_by_the_cost_of_an_article() -> None:
    def grown(cpu: float) -> str:
        builds = [Measured(75, 1, 1.0, 1.0, 1, {}, 1.0, 1.0), Measured(600, 1, cpu, cpu, 1, {}, 1.0, 1.0)]
        return build.growth_table(builds).splitlines()[-1]

    assert grown(9.0) == "an article costs 1.12 times as much at 600 as at 75: linear within 15%"
    assert grown(9.6) == "an article costs 1.20 times as much at 600 as at 75: not linear within 15%"
