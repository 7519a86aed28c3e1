"""The commands that measure and learn what is one event, on articles written here."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import incidents, linking, mentions
from kg.link.events.weights import weights
from training.errors import DataError
from training.links import events as learning
from training.links.clusters import Clusters, ecbplus

MARKET = (
    "Jets bombed the grain market of Kandor on 3 May 2031, killing nine traders, medics said. Stalls burned.",
    "Nine traders died when jets bombed the grain market in Kandor on 3 May 2031. Medics saw burning stalls.",
)
BRIDGE = "A truck bomb closed the river bridge at Lowmoor on 19 June 2031. Two guards died in the bombing."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("m1", MARKET[0]), ("m2", MARKET[1]), ("b", BRIDGE), ("m3", MARKET[0])):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    groups = {"clusters": {"market": ["m1", "m2", "m3"], "bridge": ["b"]}, "none": ["absent"]}
    (tmp_path / "clusters.json").write_text(json.dumps(groups), encoding="utf-8")
    return tmp_path


def printed(main, monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["benchmark", *map(str, arguments)])
    main()
    return capsys.readouterr().out.splitlines()


def test_incidents_are_measured_beside_two_plain_ways(folder, monkeypatch, capsys):
    head, _, graph, *others = printed(incidents.main, monkeypatch, capsys, folder / "clusters.json", folder)
    assert head.startswith("| 5 articles, 3 incidents |")
    assert graph == "| this graph | 1.000 / 1.000 | 1.000 / 1.000 | 1.000 / 1.000 | 1.000 |"
    names = [row.split(" | ")[0] for row in others]
    assert names == ["| same type, day and places", "| same word in one story"]


def test_a_file_without_clusters_is_told(folder):
    (folder / "clusters.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match="holds no clusters"):
        Clusters.read(folder / "clusters.json")


def mention(document: str, sentence: str, words: str, chain: str) -> dict[str, str]:
    told = {"full_sentence": sentence, "tokens_str": words}
    return told | {"doc_id": document, "sent_id": "0", "coref_chain": chain}


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    found = [
        mention("1.xml", "Jets bombed the grain market of Kandor", "bombed", "a"),
        mention("2.xml", "The grain market in Kandor was bombed by jets", "bombed", "a"),
        mention("3.xml", "Voters elected a mayor in Lowmoor", "elected", "b"),
    ]
    (tmp_path / "dev_event_gold_mentions.json").write_text(json.dumps(found), encoding="utf-8")
    (tmp_path / "dev_entity_gold_mentions.json").write_text("[]", encoding="utf-8")
    return tmp_path


def test_mentions_are_measured(marked, monkeypatch, capsys):
    head, _, graph, _ = printed(mentions.main, monkeypatch, capsys, marked)
    assert head.startswith("| 3 mentions, 2 events |")
    assert graph.endswith("| 1.000 |")


def test_a_folder_without_mentions_is_told(tmp_path):
    with pytest.raises(DataError, match="holds no mentions"):
        ecbplus(tmp_path, "dev")


def test_weights_are_learned_and_nothing_in_common_counts_against(marked):
    found, chains = ecbplus(marked, "dev")
    examples = learning.of_mentions(found, chains, weights())
    table = learning.fitted([examples], weights())
    assert examples.conll(table) == 1
    assert all(weight >= 0 for name, weight in table.of.items() if name.startswith(("same", "alike", "one")))
    assert '"same trigger" = ' in learning.written(table)


def test_copies_of_other_days_are_other_events_and_a_crowd_is_counted(folder, monkeypatch, capsys):
    rows = printed(linking.main, monkeypatch, capsys, folder, "--sizes", 6, "--crowd", 4)
    assert len(rows) == 2  # the runs are processes of their own and write past us
    (facts,) = [one for stem, one in incidents.built(["b"], folder).items() if stem == "b"]
    later = linking.copied(facts, 2, crowd=False)
    assert later.article.sha256 != facts.article.sha256
    assert later.events[0].date == "2031-09-07" and later.events[0].id != facts.events[0].id
    assert linking.copied(facts, 1, crowd=True).events[0].places == ("place/deir-ez-zor",)
