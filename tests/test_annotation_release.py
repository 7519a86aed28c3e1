"""The released annotation holds what the gold holds, but no text; joined to its texts, it is the gold."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from training.annotation.__main__ import main
from training.annotation.corrections import FILE, Correction, corrected, load
from training.annotation.join import articles, find, join, released
from training.annotation.records import FOLDER, GOLD_PARTS, PARTS, digest, gold_of, line_of, record_of
from training.annotation.release import COPIED, counted, records
from training.annotation.sources import source_of
from training.annotation.texts import texts
from training.errors import DataError

RUN = 6
"""Words in a row that nothing released may share with an article; a quotation would have more."""
TEXT = "Raid on Ava\n\nThe army said it said nothing. The mayor is holding the army responsible for it.\n"
BODY = TEXT.partition("\n\n")[2].strip()
CLAIM = {"id": "c1", "kind": "statement", "claimant": ["army"], "about": "raid", "evidence": [13, 44]}
GOLD = {
    "date": None, "publisher": [], "boilerplate": [],
    "actors": {"army": {"names": ["The army"]}, "mayor": {"names": ["The mayor"], "side": "ava"}},
    "events": {"raid": {"type": "airstrike", "date": None, "place": ["Ava"], "mentions": [[0, 4]]}},
    "claims": [
        {**CLAIM, "cue": "said", "mode": "indirect"},
        {"id": "c2", "kind": "accusation", "claimant": ["mayor"], "blames": ["army"], "evidence": [45, 93],
         "cue": "holding responsible", "mode": "indirect", "answers": "c1"},
    ],
    "id": "seed-000", "sha256": digest(TEXT.encode()),
}  # fmt: skip


def changed(**how: object) -> dict:
    return corrected(GOLD, [Correction("seed-000", "why", **how)])


def test_a_cue_becomes_its_places_and_the_words_again() -> None:
    record = record_of(GOLD, TEXT)
    assert [claim["cue"] for claim in record["claims"]] == [[[22, 26]], [[57, 64], [74, 85]]]
    assert gold_of(record, TEXT) == GOLD


def test_a_cue_elsewhere_is_the_nearest_one() -> None:
    claim = {**CLAIM, "evidence": [45, 93], "cue": "said", "mode": "indirect"}
    assert record_of({**GOLD, "claims": [claim]}, TEXT)["claims"][0]["cue"] == [[30, 34]]


@pytest.mark.parametrize("claim", [{"cue": "sai"}, {"cue": "responsible holding"}, {"evidence": [0, 999]}])
def test_an_annotation_that_does_not_fit_its_text_is_refused(claim: dict) -> None:
    gold = {**GOLD, "claims": [{**GOLD["claims"][1], **claim}]}
    with pytest.raises(DataError, match="claim c2"):
        record_of(gold, TEXT)


def test_another_text_is_refused() -> None:
    with pytest.raises(DataError, match="not the text that was annotated"):
        gold_of(record_of(GOLD, TEXT), TEXT + " ")


def test_corrections_set_remove_and_add() -> None:
    assert changed(claim="c1", changes={"kind": "denial", "about": None})["claims"][0] == {
        **{key: value for key, value in CLAIM.items() if key != "about"},
        "kind": "denial", "cue": "said", "mode": "indirect",
    }  # fmt: skip
    assert changed(changes={"events.raid.date": "2016-07"})["events"]["raid"]["date"] == "2016-07"
    assert changed(changes={"actors.un": {"names": ["UN"]}})["actors"]["un"] == {"names": ["UN"]}
    assert changed(claim="c1", changes={"cue": None})["claims"][0]["cue"] is None
    assert [claim["id"] for claim in changed(remove="c2")["claims"]] == ["c1"]
    added = {**CLAIM, "id": "c3", "cue": None, "mode": "own-voice", "claimant": ["publisher"]}
    assert changed(add=added)["claims"][-1] == added
    assert GOLD["claims"][0]["kind"] == "statement"


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"remove": "c7"}, "seed-000 has no claim c7"),
        ({"claim": "c7", "changes": {"kind": "denial"}}, "seed-000 has no claim c7"),
        ({"remove": "c1"}, "claim c2: answers names c1, which is nowhere"),
        ({"claim": "c1", "changes": {"kind": "rumour"}}, "claim c1: kind is rumour"),
        ({"claim": "c1", "changes": {"claimant": ["nato"]}}, "claim c1: claimant names nato"),
        ({"claim": "c1", "changes": {"evidence": [9, 3]}}, "claim c1: evidence is"),
        ({"claim": "c1", "changes": {"figure.min": 3}}, "has no figure to set figure.min in"),
        ({"add": CLAIM}, "two claims have the id c1"),
        ({"changes": {"actors.army.names": []}}, "actor army has no names"),
    ],
)
def test_a_correction_that_leads_nowhere_is_refused(how: dict, told: str) -> None:
    with pytest.raises(DataError, match=told):
        changed(**how)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"claim": "c1", "set": {"blame": ["x"]}}, "blame is no field of a claim"),
        ({"claim": None, "set": {"kind": "denial"}}, "kind is no field of an article"),
        ({"claim": "c1", "set": {"cue": "one two three four five six"}}, "at most 5 words"),
        ({"add": {"kind": "denial"}}, "sets, removes and adds nothing"),
        ({"remove": "c1", "add": {"id": "c3"}}, "or too much"),
        ({}, "sets, removes and adds nothing"),
        ({"what": " ", "remove": "c1"}, "lacks its article, or what is changed"),
    ],
)
def test_an_entry_of_another_form_is_named(entry: dict, told: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.json"
    path.write_text(json.dumps([{"article": "a", "what": "why", **entry}]))
    with pytest.raises(DataError, match=f"entry 1.*{told}"):
        load(path)


def test_the_list_of_corrections_is_of_articles_to_learn_from() -> None:
    assert {one.article for one in load()} <= {record["id"] for record in released("train")}


def test_corrections_are_made_before_the_text_goes(tmp_path: Path) -> None:
    write(tmp_path)
    (record,) = records(tmp_path, [Correction("seed-000", "why", claim="c1", changes={"cue": "nothing"})])
    assert record["claims"][0]["cue"] == [[35, 42]]


def write(folder: Path) -> None:
    (folder / "seed-000.json").write_text(json.dumps(GOLD))
    (folder / "seed-000.txt").write_text(TEXT)


TABLE = 'unit_id,article_title,article_content\n1, Raid on Ava ,"{}"\n'
TREEBANK = """\
# newdoc id = GUM_news_other
# newpar
# text = Other
1\tOther\t_

# newdoc id = GUM_news_raid
# newpar
# newpar_block = head (1 s)
# text = Raid on Ava
# newpar
# text = The army said it said nothing.
# text = The mayor is holding the army responsible for it.
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a/text.txt", TEXT.replace("\n", "\r\n")),
        ("documents.json", json.dumps({"title": "Raid on Ava", "text": f"{BODY} \n"}) + "\nnone\n"),
        ("table.csv", TABLE.format(f"{BODY}\n ")),
        ("table.csv", TABLE.format(BODY.replace(" The mayor", "\r\nThe mayor"))),
        ("dep/GUM_news_raid.conllu", TREEBANK),
    ],
)
def test_texts_are_found_in_every_format(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode())
    (tmp_path / "other.csv").write_bytes(b'number\n"1')
    assert find([GOLD], [tmp_path]) == {GOLD["sha256"]: TEXT.encode()}


def test_a_table_of_another_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"title,text\nA,caf\xe9 \xdb_\n")
    assert {"caf� �_", "café Û_"} <= {one.decode().split("\n")[2] for one in texts(tmp_path)}


def test_the_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--texts", str(tmp_path), "--out", str(tmp_path / "out"), "--parts", "seeds"]) == 1
    out = capsys.readouterr().out
    assert "seeds: 0 of 5 articles" in out
    assert "web pages" in out
    assert "seed-000 seed-001" in out
    assert main(["--texts", str(tmp_path / "none"), "--out", str(tmp_path)]) == 2
    assert "none: is no folder" in capsys.readouterr().err


def test_every_article_has_its_data_set_and_none_is_in_two_parts() -> None:
    ids = [record["id"] for part in PARTS for record in released(part)]
    assert len(ids) == len(set(ids)) == 374
    sources = {"fakes", "polnear", "re3d", "gum", "isot", "muc3", "seeds"}
    assert {source_of(one).name for one in ids} == sources
    with pytest.raises(ValueError, match="no data set"):
        source_of("x")


def test_the_card_counts_what_is_released() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert counted(card, {part: released(part) for part in PARTS}) == card


@pytest.mark.parametrize("part", GOLD_PARTS)
def test_the_release_is_the_gold_as_corrected(part: str, shared: Path) -> None:
    corrections = load() if part == "train" else ()
    made = "".join(map(line_of, records(shared / "gold" / part, corrections)))
    assert (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8") == made, (
        "python -m training.annotation.release --gold ../shared/gold makes the release again"
    )


@pytest.mark.parametrize("part", GOLD_PARTS)
def test_joined_to_its_texts_the_release_is_the_gold(part: str, shared: Path, tmp_path: Path) -> None:
    gold, some, corrections = shared / "gold" / part, released(part), load()
    assert join(some, find(some, [gold]), tmp_path) == []
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in gold.iterdir()}
    for path in gold.iterdir():
        joined = tmp_path / path.name
        if path.suffix == ".json":
            assert json.loads(joined.read_bytes()) == corrected(json.loads(path.read_bytes()), corrections)
        else:
            assert joined.read_bytes() == path.read_bytes()


def test_the_data_sets_have_the_texts(shared: Path) -> None:
    some = [record for part in PARTS for record in released(part)]
    folders = [shared / "data" / name for name in ("fakes", "polnear", "re3d", "gum_free_genres", "muc34")]
    found = find(some, folders)
    missing = {source_of(record["id"]).name for record in some if record["sha256"] not in found}
    assert missing == {"isot", "seeds"}


@pytest.mark.parametrize("name", COPIED)
def test_guidelines_and_scorer_are_those_of_the_gold(name: str, shared: Path) -> None:
    assert (FOLDER / name).read_bytes() == (shared / "gold" / name).read_bytes()


def test_nothing_released_holds_a_run_of_words_of_an_article(shared: Path) -> None:
    gold, data = shared / "gold", shared / "data"
    paths = [path for part in GOLD_PARTS for path in (gold / part).glob("*.txt")]
    of_gold = [path.read_text(encoding="utf-8") for path in paths]
    of_more = [text for text, _ in articles("more", [data / "fakes", data / "muc34"])]
    runs = {run for text in (*of_gold, *of_more) for run in runs_of(text)}
    for path in (FOLDER / "README.md", FOLDER / "GUIDELINES.md", FOLDER / "LICENSE"):
        assert runs.isdisjoint(runs_of(path.read_text(encoding="utf-8"))), path.name
    changes = [{**entry, "article": None} for entry in json.loads(FILE.read_bytes())]  # ids are files' names
    for text in strings(changes):
        assert runs.isdisjoint(runs_of(text)), text


def test_records_hold_no_words_but_names() -> None:
    for record in (record for part in PARTS for record in released(part)):
        for actor in record["actors"].values():
            actor["names"] = []
        for event in record["events"].values():
            event["place"] = []
        record["publisher"] = []
        for text in strings(record):
            assert re.fullmatch(r"[\w./-]*", text), f"{record['id']}: {text}"


def runs_of(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def strings(value: object) -> Iterator[str]:
    """All keys and strings within a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
