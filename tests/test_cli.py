"""Every documented command, end to end on a tiny corpus, as a user types it."""

import ast
import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import console
from kg.cli import main

REPORTS = {
    "kesh": "KESH, 4 May 2016 - Russia accused Ukraine of shelling the town on 3 May, killing 12 people.",
    "mora": "MORA, 5 May 2016 - Ukraine denied that it had shelled the town. Two people died, it said.",
}
PICTURES = ("blame", "claims", "timeline")
COMMANDS = ("build", "ask", "validate", "export", "push", "pull", "draw", "explain", "judge")
MODEL = ("numpy", "onnxruntime", "tokenizers", "py3langid")
HEAVY = ("rdflib", "pyshacl", "networkx", "trafilatura", "matplotlib", "rich", "pyoxigraph", *MODEL)


@pytest.fixture
def kg(monkeypatch, capsys):
    """Run the command; returns exit code, standard output and standard error."""

    def run(*args):
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        captured = capsys.readouterr()
        return end.value.code, captured.out, captured.err

    return run


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Two reports in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text)
    (tmp_path / "articles" / "articles.csv").write_text("id,date\nkesh,2016-05-04\nmora,2016-05-05\n")
    return tmp_path


@pytest.fixture
def built(corpus, kg):
    assert kg("build", "articles", "-q") == (0, "", "")
    return corpus


def test_build_tells_what_it_found(corpus, kg):
    code, out, err = kg("build", "articles")
    assert (code, err) == (0, "")
    assert out.startswith("kg-data: 2 articles (2 new)\n")
    assert "1 accusation" in out
    assert "2 unchanged" in kg("build", "articles")[1]


def test_build_reads_standard_input_and_patterns(corpus):
    command = [sys.executable, "-m", "kg", "build", "-", "articles/k*.txt"]
    done = subprocess.run(command, input=REPORTS["mora"], capture_output=True, text=True, check=True)
    assert "2 articles (2 new)" in done.stdout


def test_build_prunes(built, kg):
    (built / "articles" / "mora.txt").unlink()
    assert "1 article (1 unchanged, 1 removed)\n1 claim (" in kg("build", "articles", "--prune")[1]


def test_build_takes_a_base_once(corpus, kg):
    assert kg("build", "articles", "--base", "https://example.org/", "-q")[0] == 0
    assert "<https://example.org/claim/" in kg("export", "-f", "nquads")[1]
    code, _, err = kg("build", "articles", "--base", "https://example.com/")
    assert code == 2
    assert "https://example.org/" in err


def test_the_workspace_may_come_from_the_environment(corpus, kg, monkeypatch):
    monkeypatch.setenv("KG_WORKSPACE", "elsewhere")
    assert kg("build", "articles")[1].startswith("elsewhere: ")
    assert (corpus / "elsewhere" / "workspace.json").is_file()


def test_ask_without_a_name_tells_who_blamed_whom(built, kg):
    code, out, _ = kg("ask")
    header, *rows = out.splitlines()
    assert code == 0
    assert header.split("\t")[:2] == ["who", "blamed"]
    assert [row.split("\t")[:2] for row in rows] == [["Russia", "Ukraine"]]


def test_ask_writes_every_form(built, kg):
    answers = {form: kg("ask", "who-blamed-whom", "--format", form)[1] for form in ("csv", "json", "md")}
    assert answers["csv"].splitlines()[0].startswith("who,blamed")
    assert json.loads(answers["json"])["results"]["bindings"][0]["who"]["value"] == "Russia"
    assert answers["md"].startswith("| who")
    assert kg("ask", "-f", "csv", "-o", "answer.csv") == (0, "", "")
    assert (built / "answer.csv").read_bytes().decode() == answers["csv"]


def test_ask_with_parameters_and_without_an_answer(built, kg):
    assert "Ukraine" in kg("ask", "claims-by-actor", "-p", "actor=ukraine")[1]
    code, out, err = kg("ask", "claims-by-actor", "-p", "actor=Nobody at all")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert "nothing matched; `kg ask actors` shows names" in err
    err = kg("ask", "-p", "actor=Nobody", "-p", "event=Nothing")[2]
    assert "`kg ask actors` and `kg ask events` show names" in err


def test_ask_a_construct_gives_turtle(built, kg):
    (built / "own.rq").write_text(
        "#+ summary: Who claims\nPREFIX kg: <https://w3id.org/claimgraph/ontology#>\n"
        "CONSTRUCT { ?c kg:claimant ?a } WHERE { ?c kg:claimant ?a }\n"
    )
    code, out, _ = kg("ask", "own.rq", "-f", "ttl")
    assert code == 0
    assert "kg:claimant" in out
    assert kg("ask", "own.rq", "-f", "csv")[0] == 2


def test_ask_gives_the_triples_of_the_claims_in_an_answer(built, kg):
    code, out, _ = kg("ask", "who-blamed-whom", "-f", "ttl")
    assert code == 0
    for words in ("a kg:Accusation", "kg:blames", "oa:exact"):
        assert words in out
    claim = re.search(r"^claim:(\w+) a ", out, re.MULTILINE)[1]
    assert kg("ask", "triples-of-claim", "-p", f"claim={claim}", "-f", "ttl")[:2] == (0, out)
    assert kg("ask", "who-blamed-whom", "-p", "actor=Nobody", "-f", "ttl")[0] == 1


def test_ask_lists_the_questions(kg):
    code, out, _ = kg("ask", "--list")
    assert code == 0
    assert "who-blamed-whom\t" in out


def test_validate_the_workspace_a_good_file_and_a_forged_one(built, kg):
    assert kg("validate")[0] == 0
    assert kg("export", "-f", "trig", "-o", "graph.trig")[0] == 0
    assert kg("validate", "graph.trig", "--texts", "articles")[0] == 0
    forged = (built / "graph.trig").read_text().replace("Russia accused", "Russia praised")
    (built / "forged.trig").write_text(forged)
    code, out, err = kg("validate", "forged.trig", "--texts", "articles")
    assert code == 1
    assert "violation" in out
    assert "forged.trig" in err
    code, _, err = kg("validate", "graph.trig", "--texts", "nowhere")
    assert code == 1
    assert "nowhere: there is no such" in err


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "csv"])
def test_export_writes_a_file_or_standard_output(built, kg, form):
    code, out, _ = kg("export", "-f", form)
    assert code == 0
    assert "Russia" in out
    assert kg("export", "-f", form, "-o", "file") == (0, "", "")
    assert (built / "file").read_bytes().decode() == out


@pytest.fixture
def doubted(built, kg):
    """The reports built, and how sure each claim of blame is, the least first."""
    (built / "articles" / "arda.txt").write_text(
        "ARDA, 6 May 2016 - The Kesh Courier said a strike by Russia killed 9 civilians in Arda. "
        "Russia's shells killed four women in Mora on 5 May."
    )
    assert kg("build", "articles", "-q")[0] == 0
    rows = csv.DictReader(io.StringIO(kg("export", "-f", "csv")[1]))
    sure = sorted({float(row["confidence"]) for row in rows if row["blamed"]})
    assert len(sure) > 1
    return sure


def test_min_confidence_leaves_out_what_is_less_sure(doubted, kg, corpus):
    least = doubted[-1]
    (corpus / "count.rq").write_text(
        "#+ summary: How many blame\nPREFIX kg: <https://w3id.org/claimgraph/ontology#>\n"
        "SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim kg:blames ?actor }\n"
    )
    whole, surer = (kg("ask", "count.rq", *given)[1] for given in ((), ("--min-confidence", least)))
    assert int(whole.split()[-1]) > int(surer.split()[-1]) > 0
    rows = list(csv.DictReader(io.StringIO(kg("export", "-f", "csv", "--min-confidence", least)[1])))
    assert sum(bool(row["blamed"]) for row in rows) == int(surer.split()[-1])
    assert min(float(row["confidence"]) for row in rows) == least
    assert "were left out" in kg("export", "--min-confidence", least)[1]
    assert "were left out" not in kg("export")[1]
    assert kg("ask", "--min-confidence", 1)[0] == 1


def test_a_picture_says_what_it_leaves_out(doubted, kg):
    pytest.importorskip("matplotlib")
    assert kg("draw", "blame", "-o", "all.svg", "-q")[0] == 0
    assert kg("draw", "blame", "-o", "surer.svg", "-q", "--min-confidence", doubted[-1])[0] == 0
    whole, surer = (Path(f"{name}.svg").read_text() for name in ("all", "surer"))
    assert "by claims of confidence" not in whole
    assert f"by claims of confidence {doubted[-1]:g} or more" in surer
    assert surer.count("blame-") < whole.count("blame-")


@pytest.mark.parametrize("value", ["2", "-0.1", "nan", "much", "0,7", ""])
def test_a_confidence_that_is_none_is_misuse(built, kg, value):
    for command in (("ask",), ("export",), ("draw", "blame", "-o", "b.svg")):
        code, _, err = kg(*command, "--min-confidence", value)
        assert code == 2
        assert "is no number from 0 to 1; give one such as 0.7" in err


@pytest.mark.parametrize("suffix", ["svg", "png", "html"])
def test_draw_blame(built, kg, suffix):
    pytest.importorskip("matplotlib")
    assert kg("draw", "blame", "-o", f"blame.{suffix}", "--roll-up", "-q") == (0, "", "")
    assert (built / f"blame.{suffix}").stat().st_size > 1000


@pytest.mark.parametrize("suffix", ["svg", "png", "html"])
def test_draw_claims_and_timeline(built, kg, suffix):
    pytest.importorskip("matplotlib")
    event = json.loads(kg("ask", "events", "-f", "json")[1])["results"]["bindings"][0]["event_id"]["value"]
    wanted = ("claims", "--event", event), ("timeline", "--event", event), ("timeline", "--actor", "russia")
    for args in (*wanted, ("timeline",)):
        assert kg("draw", *args, "-o", f"picture.{suffix}", "--roll-up", "-q") == (0, "", ""), args
        assert (built / f"picture.{suffix}").stat().st_size > 1000
        (built / f"picture.{suffix}").unlink()


def test_a_picture_of_what_is_unknown_names_what_is_near(built, kg):
    for args in (("claims", "--event", "no such thing"), ("timeline", "--event", "nothing like it")):
        code, _, err = kg("draw", *args, "-o", "picture.svg")
        assert (code, err.count("\n")) == (2, 1)
        assert "there is none of that name" in err
    assert "did you mean 'Russia'" in kg("draw", "timeline", "--actor", "Rusia", "-o", "picture.svg")[2]
    assert "kg ask actors" in kg("draw", "timeline", "--actor", "", "-o", "picture.svg")[2]
    assert not (built / "picture.svg").exists()


def test_explain_shows_the_sentence_by_any_name_of_the_claim(built, kg):
    row = kg("ask", "-f", "json")[1]
    iri = json.loads(row)["results"]["bindings"][0]["claim"]["value"]
    claim = iri[iri.index("claim/") :]
    told = {kg("explain", name) for name in (iri, claim, claim[:-8], claim.removeprefix("claim/"))}
    ((code, out, _),) = told
    assert code == 0
    for words in (">>", "[claimant Russia] [cue accused] ", "[blamed Ukraine]", "<<", "kesh"):
        assert words in out
    for words in ("blames\tUkraine", "found by\tkind: ", "confidence\t0.", "run\tclaimgraph "):
        assert f"\n{words}" in out


def test_explain_tells_links_from_both_sides(corpus, kg):
    (corpus / "articles" / "kesh.txt").write_text(f"{REPORTS['kesh']} Ukraine denied shelling the town.")
    assert kg("build", "articles", "-q") == (0, "", "")
    row = json.loads(kg("ask", "denials", "-f", "json")[1])["results"]["bindings"][0]
    denial = row["claim"]["value"].rpartition("/")[2]
    (denied,) = re.findall(r"^denies\tclaim/(\w+) \(0", kg("explain", denial)[1], re.MULTILINE)
    assert f"denied by\tclaim/{denial} (0" in kg("explain", denied)[1]


@pytest.mark.parametrize("name", ["claim/", "\udcff", ""])
def test_explain_needs_the_beginning_of_a_claim(built, kg, name):
    code, _, err = kg("explain", name)
    assert code == 2
    assert "no claim of the graph bears this name" in err


def test_help_of_each_command_ends_in_an_example(kg):
    for command in ((), *((one,) for one in COMMANDS), *(("draw", one) for one in PICTURES)):
        code, out, _ = kg(*command, "--help")
        assert code == 0
        assert out.strip().splitlines()[-1].strip().startswith(("Example: kg", "kg "))


def imported_by(names, *args):
    """Those of the modules that a command imports, and what it says."""
    script = f"""if True:
        import sys
        from kg.cli import main
        sys.argv = ["kg", *{args!r}]
        try:
            main()
        finally:
            print([name for name in {names!r} if name in sys.modules], file=sys.stderr)
    """
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return ast.literal_eval(done.stderr), done.stdout


def test_help_imports_nothing_heavy():
    imported, out = imported_by(HEAVY, "--help")
    assert imported == []
    assert "build" in out


def test_the_model_is_loaded_only_where_something_is_to_be_read(corpus):
    build = ("build", "articles", "--reader", "trained")
    assert "onnxruntime" in imported_by(MODEL, *build)[0]
    imported, out = imported_by(MODEL, *build)
    assert "2 unchanged" in out
    assert imported == []


def test_build_reads_as_told(corpus, kg, monkeypatch):
    monkeypatch.setenv("KG_READER", "trained")
    assert kg("build", "articles", "--reader", "lexical", "-q")[0] == 0
    assert 'reader> "lexical"' in kg("export", "-f", "nquads")[1]
    assert "2 changed" in kg("build", "articles")[1]
    assert 'reader> "trained"' in kg("export", "-f", "nquads")[1]
    code, _, err = kg("build", "articles", "--reader", "psychic")
    assert code == 2
    assert "trained" in err


def test_version(kg):
    assert kg("--version")[1].startswith("kg 0.")


def test_misuse_ends_in_code_2(kg):
    for args in (("build",), ("unknown",), ("ask", "--format", "xml"), ("draw", "blame")):
        code, _, err = kg(*args)
        assert code == 2
        assert "Error" in err


def test_quiet_and_verbose_may_stand_after_the_command(corpus, kg):
    assert kg("build", "articles", "--quiet") == (0, "", "")
    assert "seconds:" in kg("build", "articles", "-v")[1]
    assert "seconds:" in kg("-v", "build", "articles")[1]


def test_what_nobody_foresaw_is_one_line_and_a_traceback_only_when_asked(built, kg, monkeypatch):
    def fail(*_args):
        raise ZeroDivisionError("halves of nothing")

    monkeypatch.setattr("kg.workspace.Workspace.open", fail)
    code, _, err = kg("ask")
    assert code == 1
    assert err.startswith("kg: ZeroDivisionError: halves of nothing; ")
    assert len(err.splitlines()) == 1
    assert "Traceback" in kg("ask", "--verbose")[2]


def test_a_reader_who_has_seen_enough_is_no_failure(built):
    shell = ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m kg export -f nquads | head -n 1"]
    done = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_words_of_articles_neither_steer_the_terminal_nor_pass_as_markup(corpus, kg):
    hostile = REPORTS["kesh"].replace("town", "[bold red]town[/] \u202e")
    (corpus / "articles" / "kesh.txt").write_text(hostile)
    assert kg("build", "articles")[0] == 0
    out = kg("ask")[1]
    assert "[bold red]town[/]" in out
    assert "\u202e" not in out
    assert console.clean("a\x1b[31mb\x07\x9bc\r\nd") == "a[31mbc d"


def test_a_table_on_a_terminal_keeps_all_words(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    console.table(("who_says", "quote"), [("[red]Ardania[/red]", "a sentence that must be wrapped " * 4)])
    out = re.sub(r"\x1b\[\d*m", "", capsys.readouterr().out)
    assert "[red]Ardania" in out.replace("\n", "")
    assert out.count("wrapped") == 4
    assert "who says" in out
    assert max(map(len, out.splitlines())) <= 60


def shown_at(width, capsys, monkeypatch, columns, rows):
    """A table as on a terminal of this width, without colours."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(width))
    console.table(columns, rows)
    return re.sub(r"\x1b\[\d*m", "", capsys.readouterr().out)


def test_a_row_of_many_cells_is_a_list_where_the_terminal_is_too_narrow_for_words(capsys, monkeypatch):
    columns = ("event", "event_date", "measure", "counted", "minimum", "maximum", "sources", "who", "quote")
    row = ("Airstrike, Harbour", "2016-05-04", "killed", "civilians", "12", "", "2", "Observatory")
    rows = [(*row, "They said that twelve people died. " * 3)] * 2
    narrow = shown_at(60, capsys, monkeypatch, columns, rows)
    assert narrow.count("civilians") == narrow.count("Airstrike, Harbour") == 2
    assert re.search(r"^event date +2016-05-04 *$", narrow, re.MULTILINE)
    assert "maximum" not in narrow
    assert max(map(len, narrow.splitlines())) <= 60
    wide = shown_at(120, capsys, monkeypatch, columns, rows)
    assert wide.count("event date") == 1
    assert "maximum" in wide


def test_an_answer_without_rows_shows_no_headings_on_a_terminal(capsys, monkeypatch):
    assert shown_at(80, capsys, monkeypatch, ("who", "quote"), []) == ""


@pytest.mark.parametrize("group", [(), ("draw",), ("judge",)])
def test_what_each_command_does_is_said_in_full_at_eighty_columns(kg, monkeypatch, group):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERMINAL_WIDTH", "80")
    out = kg(*group, "--help")[1]
    assert "..." not in out.partition("Commands:")[2].partition("Example")[0]
