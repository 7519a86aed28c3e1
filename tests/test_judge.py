"""`kg judge` as a user types it: what it tells, writes, refuses and survives."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from factory import make_actor, make_linked

from kg import console, pipeline
from kg.cli import main
from kg.commands import judge
from kg.commands.subjects import Subjects
from kg.errors import BusyError, MisuseError
from kg.rdf import entity_quads, link_quads
from kg.store import Store
from kg.vocabulary import BASE
from kg.workspace import Workspace

REPORTS = {
    "kesh": "MARIUPOL, 4 May 2016 - Russia accused Ukraine of shelling Mariupol on 3 May 2016, killing "
    "at least 12 people.",
    "mora": "KYIV, 5 May 2016 - Ukraine denied that it had shelled Mariupol on 3 May 2016. Two people were "
    "killed, it said.",
    "tarn": "DAMASCUS, 6 May 2016 - Syria accused Turkey of shelling Aleppo on 2 May 2016, killing 3 people.",
}
MARIUPOL, ALEPPO = "Shelling, Mariupol, 2016-05-03", "Shelling, Aleppo, 2016-05-02"
RUSSIA, SYRIA, TURKEY, UKRAINE = (f"actor/{name}" for name in ("russia", "syria", "turkey", "ukraine"))
FILE = Path("kg-data/judgements.jsonl")


@pytest.fixture
def kg(monkeypatch, capsys):
    """Run the command; returns exit code, standard output and standard error."""
    monkeypatch.setenv("KG_AUTHOR", "Ana")

    def run(*args):
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        captured = capsys.readouterr()
        return end.value.code, captured.out, captured.err

    return run


@pytest.fixture
def built(tmp_path, monkeypatch, kg):
    """A graph of three reports, two of them of one shelling."""
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    for name, text in REPORTS.items():
        Path("articles", f"{name}.txt").write_text(text)
    Path("articles/articles.csv").write_text("id,date\nkesh,2016-05-04\nmora,2016-05-05\ntarn,2016-05-06\n")
    assert kg("build", "articles", "-q") == (0, "", "")
    return tmp_path


def rows(kg, *args):
    return list(csv.DictReader(io.StringIO(kg(*args, "-f", "csv")[1])))


def judged(kg):
    """What is judged and what became of it, the latest first."""
    return [(row["verdict"], row["effect"]) for row in rows(kg, "judge", "list")]


def unsure(kg, kind):
    return [row for row in rows(kg, "judge", "list", "--unsure") if row["kind"] == kind]


def link(kg, kind):
    """The id of the one link of a kind."""
    (row,) = unsure(kg, kind)
    return row["link"].removeprefix(BASE)


def events(kg):
    return {row["event"]: row["event_id"].removeprefix(BASE) for row in rows(kg, "ask", "events")}


def entries():
    return (
        [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()] if FILE.exists() else []
    )


# Judging


def test_same_makes_one_of_two_and_tells_what_changed(built, kg):
    ids = events(kg)
    code, out, err = kg("judge", "same", ids[MARIUPOL], ids[ALEPPO][:14], "--note", "told twice")
    assert (code, err) == (0, "")
    first, second, *_ = out.splitlines()
    assert re.fullmatch(
        r"judgement/[0-9a-f]{20} \(same event/\w+ event/\w+; by Ana, \d{4}-\d\d-\d\d\)", first
    )
    assert second.startswith("2 events are one now: ")
    assert MARIUPOL in second and ALEPPO in second
    assert len(events(kg)) == 1
    (entry,) = entries()
    assert (entry["verdict"], entry["by"], entry["note"]) == ("same", "Ana", "told twice")
    assert sorted(entry["labels"]) == sorted([MARIUPOL, ALEPPO])


def test_different_parts_what_was_one(built, kg):
    (opinion,) = unsure(kg, "same")
    code, out, _ = kg("judge", "different", opinion["one_id"], opinion["other_id"].removeprefix(BASE))
    assert code == 0
    assert "1 event is 2 now: " in out
    assert len(rows(kg, "ask", "events")) == 3
    assert unsure(kg, "same") == []


def test_a_link_is_judged_wrong_and_is_gone_until_that_is_taken_back(built, kg):
    denial = link(kg, "denies")
    assert kg("judge", "wrong", denial)[1].splitlines()[1:] == ["1 link gone (1 denies)"]
    assert unsure(kg, "denies") == []
    assert kg("ask", "denials-of-what")[0] == 1
    assert kg("build", "articles", "-q", "--prune") == (0, "", "")
    assert kg("ask", "denials-of-what")[0] == 1
    code, out, err = kg("judge", "right", denial[:12])
    assert (code, out) == (1, "")
    assert "contradicts judgement/" in err
    assert kg("judge", "undo")[1].splitlines()[1:] == ["1 link new (1 denies)"]
    assert link(kg, "denies") == denial


def test_a_link_is_judged_right_and_is_no_longer_asked_about(built, kg):
    code, out, _ = kg("judge", "right", link(kg, "denies"))
    assert (code, out.splitlines()[1:]) == (0, ["nothing else changed"])
    assert unsure(kg, "denies") == []
    assert len(rows(kg, "ask", "denials-of-what")) == 1


def test_an_opinion_on_sameness_is_judged_like_a_link(built, kg):
    opinion = link(kg, "same")
    assert "1 event is 2 now" in kg("judge", "wrong", opinion)[1]
    assert [entry["verdict"] for entry in entries()] == ["different"]


def test_explain_shows_the_ids_of_links(built, kg):
    (row,) = rows(kg, "ask", "denials-of-what")
    assert link(kg, "denies") in kg("explain", row["claim"])[1]


def test_names_will_do_where_only_one_of_the_kind_of_the_other_bears_them(built, kg):
    code, out, err = kg("judge", "same", "russia", "Syria")
    assert code == 2
    assert "may be actor/russia (Russia) or place/russia (Russia)" in err
    code, out, _ = kg("judge", "same", "russia", f"{BASE}actor/syria")
    assert code == 0
    assert "2 actors are one now: " in out
    assert [entry["about"] for entry in entries()] == [[RUSSIA, SYRIA]]


class _Hall:
    """A workspace of two names for one council, of which one gave way to the other."""

    base = BASE

    def store(self):
        council, hall = make_actor("Kesh Council"), make_actor("Council Hall")
        linked = make_linked(
            actors=(replace(council, names=(hall.name,)),),
            same={hall.id: council.id},
            labels={hall.id: hall.name},
        )
        return Store.memory([*entity_quads(linked), *link_quads(linked)])


@pytest.mark.parametrize(
    ("first", "second"), [("Kesh Council", "council hall"), ("Council Hall", "actor/kesh-council")]
)
def test_names_of_what_is_one_tell_the_ids_that_it_was_made_of(first, second):
    assert set(Subjects(_Hall()).pair(first, second)) == {"actor/kesh-council", "actor/council-hall"}
    with pytest.raises(MisuseError, match="are both actor/kesh-council"):
        Subjects(_Hall()).pair("Kesh Council", "actor/kesh-council")


# What is refused


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("same", "Nobody At All", RUSSIA), "no actor, place or event of the graph has this id or name"),
        (("same", "event/0000000000", RUSSIA), "no actor, place or event"),
        (("same", "Mariupol", MARIUPOL), "give two actors, two places or two events"),
        (("same", "event/", MARIUPOL), "may be event/"),
        (("same", "Mariupol", "place/mariupol"), "are both place/mariupol"),
        (("different", "", RUSSIA), "no actor, place or event"),
        (("same", 'x" } UNION { ?s ?p ?o } #', RUSSIA), "no actor, place or event"),
        (("same", "\udcff\x1b[31m", RUSSIA), "no actor, place or event"),
        (("wrong", "link/0000"), "no link of the graph bears this id"),
        (("wrong", "link/"), "no link of the graph bears this id"),
        (("wrong", "\udcff"), "no link of the graph bears this id"),
        (("undo", "judgement/00"), "no judgement bears this id"),
        (("undo", "judgement/"), "no judgement bears this id"),
        (("undo",), "has no judgement to take back"),
        (("same", RUSSIA, SYRIA, "--by", "x\x1b[31m"), "is no name that can be shown"),
        (("same", RUSSIA, SYRIA, "--by", " "), "KG_AUTHOR"),
        (("same", RUSSIA, SYRIA, "--by", "x" * 201), "is no name that can be shown"),
        (("same", RUSSIA), "Missing argument 'B'"),
        (("list", "--limit", "0"), "--limit"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_written(built, kg, words, told):
    code, out, err = kg("judge", *words)
    assert (code, out) == (2, "")
    assert told in err
    assert "\x1b" not in err
    assert not FILE.exists()


def test_of_several_meant_the_candidates_are_named_with_their_labels(built, kg):
    err = kg("judge", "same", "event/", ALEPPO)[2]
    assert f"({MARIUPOL})" in err and f"({ALEPPO})" in err


def test_contradictions_are_refused_with_what_they_contradict_and_the_cure(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q")
    kg("judge", "different", SYRIA, TURKEY, "--by", "Ben", "-q")
    same, different = (entry["id"] for entry in entries())
    code, out, err = kg("judge", "same", TURKEY, RUSSIA)
    assert (code, out) == (1, "")
    for part in (same, different, "by Ana", "by Ben", f"`kg judge undo {same}`"):
        assert part in err
    assert len(entries()) == 2
    kg("judge", "undo", different, "-q")
    assert kg("judge", "same", TURKEY, RUSSIA)[0] == 0


def test_what_was_judged_so_already_is_told_and_another_may_agree(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q")
    code, out, err = kg("judge", "same", SYRIA, RUSSIA)
    assert (code, out) == (0, "")
    assert "judged so already" in err
    assert kg("judge", "same", SYRIA, RUSSIA, "--by", "Ben")[0] == 0
    assert [entry["by"] for entry in entries()] == ["Ana", "Ben"]


def test_the_name_is_the_one_of_the_login_where_none_is_given(built, kg, monkeypatch):
    monkeypatch.delenv("KG_AUTHOR")
    monkeypatch.setattr(judge.getpass, "getuser", lambda: "cleo")
    assert "by cleo" in kg("judge", "same", RUSSIA, SYRIA)[1]

    def nobody():
        raise KeyError("uid 1000")

    monkeypatch.setattr(judge.getpass, "getuser", nobody)
    code, _, err = kg("judge", "same", RUSSIA, TURKEY)
    assert code == 2
    assert "KG_AUTHOR" in err


# Taking back


def test_undo_takes_back_the_last_one_of_the_author_or_the_one_named(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q")
    kg("judge", "different", RUSSIA, TURKEY, "-q")
    kg("judge", "different", RUSSIA, UKRAINE, "--by", "Ben", "-q")
    code, out, _ = kg("judge", "undo", "--note", "too quick")
    assert code == 0
    assert "taken back: judgement/" in out and "different" in out and "by Ana" in out
    assert judged(kg)[1][1].startswith("taken back by Ana, ")
    of_ben = entries()[2]["id"]
    assert kg("judge", "undo", of_ben[:18])[0] == 0
    assert "1 actor is 2 now" in kg("judge", "undo")[1]
    assert kg("judge", "undo")[0] == 2
    code, out, err = kg("judge", "undo", of_ben)
    assert (code, out) == (0, "")
    assert "Ana took it back already" in err


def test_a_judgement_set_aside_holds_once_what_it_contradicted_is_taken_back(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q")
    first = FILE.read_bytes()
    FILE.unlink()
    kg("judge", "different", RUSSIA, SYRIA, "--by", "Ben", "-q")
    FILE.write_bytes(FILE.read_bytes() + first * 2)
    code, _, err = kg("build", "articles")
    assert code == 0
    assert "set aside: it contradicts judgement/" in err and "`kg judge undo " in err
    assert [effect.partition(":")[0] for _, effect in judged(kg)] == ["set aside", "in force"]
    assert "1 actor is 2 now" in kg("judge", "undo", json.loads(first)["id"])[1]
    assert [effect.partition(" by")[0] for _, effect in judged(kg)] == ["in force", "taken back"]


# Listing


def test_nothing_judged_is_told(built, kg):
    code, out, err = kg("judge", "list")
    assert code == 1
    assert out.startswith("judgement\tverdict\t")
    assert "nothing matched" in err


def test_the_list_tells_who_what_when_and_with_what_effect(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q", "--note", "=1+1")
    kg("judge", "wrong", link(kg, "denies"), "-q", "--by", "Ben")
    second, first = rows(kg, "judge", "list")
    assert (first["verdict"], first["by"], first["effect"], first["note"]) == (
        "same",
        "Ana",
        "in force",
        "'=1+1",
    )
    assert (second["verdict"], second["by"], second["effect"]) == ("wrong", "Ben", "in force")
    assert first["about"] == "Russia; Syria"
    assert " denies " in second["about"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", first["at"])
    assert len(rows(kg, "judge", "list", "--limit", 1)) == 1


def test_every_form_of_the_list(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q")
    assert json.loads(kg("judge", "list", "-f", "json")[1])["results"]["bindings"][0]["by"]["value"] == "Ana"
    assert kg("judge", "list", "-f", "md")[1].startswith("| judgement | verdict |")
    turtle = kg("judge", "list", "-f", "ttl")[1]
    for words in ("a kg:Judgement", "kg:verdict kg:same", "prov:wasAttributedTo person:", 'rdfs:label "Ana"'):
        assert words in turtle
    assert "a kg:Sameness" in kg("judge", "list", "--unsure", "-f", "ttl")[1]
    assert kg("judge", "list", "-f", "csv", "-o", "judged.csv") == (0, "", "")
    assert Path("judged.csv").read_text().startswith("judgement,verdict,")


def test_unsure_lists_what_nobody_judged_the_least_sure_first(built, kg):
    found = rows(kg, "judge", "list", "--unsure")
    distances = [abs(float(row["confidence"]) - 0.5) for row in found]
    assert distances == sorted(distances)
    assert {row["kind"] for row in found} >= {"same", "denies"}
    (same,) = (row for row in found if row["kind"] == "same")
    assert (same["one"], same["other"], same["followed"]) == (MARIUPOL, MARIUPOL, "yes")
    assert {same["one_in"], same["other_in"]} == {"kesh", "mora"}
    assert same["reason"]
    (denies,) = (row for row in found if row["kind"] == "denies")
    assert (denies["one_in"], denies["other_in"]) == ("mora", "kesh")
    assert denies["one"].startswith("Ukraine: “")
    assert len(rows(kg, "judge", "list", "--unsure", "--limit", 2)) == 2
    kg("judge", "same", same["one_id"], same["other_id"], "-q")
    assert unsure(kg, "same") == []


def test_a_judgement_on_what_is_gone_is_stale_and_on_file(built, kg):
    ids = events(kg)
    kg("judge", "same", ids[MARIUPOL], ids[ALEPPO], "-q")
    kg("judge", "wrong", link(kg, "denies"), "-q")
    Path("articles/mora.txt").unlink()
    Path("articles/tarn.txt").unlink()
    assert kg("build", "articles", "--prune", "-q")[0] == 0
    effects = [effect for _, effect in judged(kg)]
    assert effects[0].startswith("stale: the graph has no claim/")
    assert effects[1] == f"stale: the graph has no {ids[ALEPPO]}"
    assert len(entries()) == 2
    assert [row["about"] for row in rows(kg, "judge", "list")][1] in (
        f"{MARIUPOL}; {ALEPPO}",
        f"{ALEPPO}; {MARIUPOL}",
    )


def test_what_came_into_the_file_since_the_last_build_is_not_applied_yet(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q")
    line = FILE.read_bytes()
    kg("judge", "undo", "-q")
    FILE.write_bytes(line)
    assert [effect for _, effect in judged(kg)] == ["not in the graph yet: `kg build` applies it"]
    assert kg("build", "articles", "-q")[0] == 0
    assert [effect for _, effect in judged(kg)] == ["in force"]


def test_damaged_lines_are_named_and_the_others_listed(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q")
    FILE.write_bytes(b"<<<<<<< ours\n" + FILE.read_bytes() + FILE.read_bytes().replace(b"Ana", b"Eve"))
    code, out, err = kg("judge", "list")
    assert code == 0
    assert len(out.splitlines()) == 2
    assert f"{FILE}:1: is a mark of an unresolved merge" in err
    assert f"{FILE}:3: was changed by hand" in err


def test_the_question_judgements_tells_who_judged_what(built, kg):
    kg("judge", "same", RUSSIA, SYRIA, "-q", "--note", "one side")
    kg("judge", "wrong", link(kg, "denies"), "-q", "--by", "Ben")
    found = rows(kg, "ask", "judgements")
    assert [(row["who"], row["verdict"], row["kind"]) for row in found] == [
        ("Ana", "same", "sameAs"),
        ("Ben", "wrong", "denies"),
    ]
    assert found[0]["note"] == "one side"
    assert len(rows(kg, "ask", "judgements", "-p", "who=ben")) == 1


# Hostile words, other processes, refusing disks

HOSTILE = "red \x1b[31malert\x07\nsecond line\u202e =1+1 [bold]"


def test_hostile_notes_do_not_steer_the_terminal(built, kg, monkeypatch):
    kg("judge", "same", RUSSIA, SYRIA, "-q", "--note", HOSTILE)
    assert entries()[0]["note"] == HOSTILE
    shown = kg("judge", "list")[1] + kg("ask", "judgements")[1] + kg("judge", "list", "-f", "csv")[1]
    monkeypatch.setattr(console, "on_terminal", lambda: True)
    shown += kg("judge", "list")[1]
    assert not set("\x07\u202e") & set(shown)
    assert "\x1b[31malert" not in shown
    assert kg("validate")[0] == 0
    assert kg("export", "-f", "turtle", "-o", "graph.ttl")[0] == 0


def test_two_judges_at_once_both_get_on_file_and_into_the_graph(built, kg):
    command = [sys.executable, "-m", "kg", "judge"]
    pairs = (("same", RUSSIA, SYRIA), ("different", RUSSIA, TURKEY), ("wrong", link(kg, "denies")))
    running = [
        subprocess.Popen([*command, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for words in pairs
    ]
    for one in running:
        out, err = one.communicate(timeout=60)
        assert (one.returncode, err) == (0, b""), err
        assert out.startswith(b"judgement/")
    assert sorted(judged(kg)) == [("different", "in force"), ("same", "in force"), ("wrong", "in force")]


def test_a_judge_does_not_wait_for_ever_for_a_build(built, kg, monkeypatch):
    monkeypatch.setattr(judge, "WAIT", 0.2)
    with Workspace.open(Path("kg-data")).held():
        code, out, err = kg("judge", "same", RUSSIA, SYRIA)
    assert (code, out) == (1, "")
    assert "another build holds it" in err
    assert not FILE.exists()


def test_what_is_on_file_but_cannot_be_applied_is_told(built, kg, monkeypatch):
    def busy(workspace):
        raise BusyError("kg-data", "another build holds it", "wait until it ends")

    monkeypatch.setattr(judge, "WAIT", 0.0)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "relink", busy)
        code, out, err = kg("judge", "same", RUSSIA, SYRIA)
    assert code == 1
    assert out.startswith("judgement/")
    assert "on file, but not in the graph yet" in err
    assert kg("build", "articles", "-q")[0] == 0
    assert judged(kg) == [("same", "in force")]


def test_a_folder_that_cannot_be_written_is_told(built, kg):
    before = kg("export", "-f", "nquads")[1]
    lock = Path("kg-data/build.lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    code, out, err = kg("judge", "same", RUSSIA, SYRIA)
    assert (code, out) == (1, "")
    assert "cannot be used" in err
    lock.rmdir()
    FILE.mkdir()
    for words in (("same", RUSSIA, SYRIA), ("list",), ("undo",)):
        code, out, err = kg("judge", *words)
        assert (code, out) == (1, "")
        assert "judgements.jsonl: cannot be read" in err
    FILE.rmdir()
    assert kg("export", "-f", "nquads")[1] == before


def test_without_a_workspace_or_a_graph_it_says_so(tmp_path, monkeypatch, kg):
    monkeypatch.chdir(tmp_path)
    assert "no workspace there" in kg("judge", "list")[2]
    Workspace.create(Path("kg-data"))
    code, _, err = kg("judge", "same", RUSSIA, SYRIA)
    assert code == 1
    assert "holds no graph yet" in err
    assert kg("judge", "list")[0] == 1


def test_each_command_ends_its_help_with_an_example_and_loads_little(kg):
    for name in ("same", "different", "right", "wrong", "undo", "list"):
        code, out, _ = kg("judge", name, "--help")
        assert code == 0
        assert f"Example: kg judge {name}" in out
