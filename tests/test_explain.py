"""A claim is shown in its sentence, each part where it stands, whatever words the article is made of."""

import re
import sys

import pytest
from factory import make_actor, make_article, make_claim, make_facts, seen

from kg import console
from kg.commands.marks import passage
from kg.console import bracketed
from kg.model import Figure, Reason, Span

REPORT = (
    "Shells fell on Kesh. Ardania accused Borland of shelling the town, killing 12 people. "
    "Borland has not replied."
)
SENTENCE = "Ardania accused Borland of shelling the town, killing 12 people."
CONTENT = "of shelling the town, killing 12 people"
ACTORS = ("Ardania", "Borland")


def marked(report=REPORT, sentence=SENTENCE, **fields):
    """The passage of an accusation in plain brackets."""
    article = make_article(report)
    known = {"kind": "accusation", "text": CONTENT, "cue": "accused", "blames": ("actor/borland",)}
    claim = make_claim(article, sentence, **(known | fields))
    actors = tuple(make_actor(name, mentions=seen(name, report)) for name in ACTORS)
    return bracketed(list(passage(claim, make_facts(article, claims=(claim,), actors=actors))))


def at(words, text=REPORT):
    return seen(words, text)[0]


def test_each_part_is_marked_where_its_actors_and_its_cue_stand():
    assert marked() == (
        "Shells fell on Kesh. >>[claimant Ardania] [cue accused] [blamed Borland] "
        "[content of shelling the town, killing 12 people].<< Borland has not replied."
    )


def test_reasons_tell_better_than_names_do_and_reach_beyond_the_evidence():
    reasons = (
        Reason("kind", "rule cue-accuse", 0.7, at("accused")),
        Reason("claimant", "head claimant", 0.6, at("Shells")),
        Reason("blames", "head blames", 0.9, at("Borland of")),
        Reason("figure", "head figure", None, at("12 people")),
    )
    assert marked(reasons=reasons, figures=(Figure("killed", 12, 12, "people"),)) == (
        "[claimant Shells] fell on Kesh. >>Ardania [cue accused] [blamed Borland ][content [blamed of] "
        "shelling the town, killing [figure 12 people]].<< Borland has not replied."
    )


def test_who_speaks_for_itself_is_claimant_outside_what_it_says_and_cleared_within():
    text = "Borland said Borland did not shell the town."
    shown = marked(
        text, text, kind="denial", claimants=("actor/borland",), blames=(), cue="said",
        rejects=("actor/borland",), text="Borland did not shell the town",
    )  # fmt: skip
    assert shown == ">>[claimant Borland] [cue said] [content [cleared Borland] did not shell the town].<<"


def test_of_overlapping_marks_the_longer_one_stays_whole():
    text = "Ardania said the Borland army had shelled the town."
    reasons = (Reason("blames", "head", 0.9, at("the Borland army", text)),)
    fields = {"blames": (), "attributes": ("actor/borland",), "cue": "said", "text": "had shelled the town"}
    shown = marked(text, text, reasons=reasons, **fields)
    assert (
        shown == ">>[claimant Ardania] [cue said] [blamed the Borland army] [content had shelled the town].<<"
    )


def test_what_cannot_be_found_is_not_marked():
    shown = marked(text="", cue=None, claimants=("actor/nobody",), blames=())
    assert shown == f"Shells fell on Kesh. >>{SENTENCE}<< Borland has not replied."


def test_long_surroundings_are_cut_between_words_and_menus_left_out():
    text = f"MENU {'before ' * 60}{SENTENCE}{' after' * 60}"
    article = make_article(text, boilerplate=(Span(0, 5),))
    claim = make_claim(article, SENTENCE)
    shown = bracketed(list(passage(claim, make_facts(article, claims=(claim,)))))
    assert re.fullmatch(r"… before .*before >>.*<< after.* after …", shown)
    assert "MENU" not in shown


HOSTILE = "Ardania accused Borland\x1b]0;x\x07 of [bold red]shelling[/] the \u202etown[/bold red],\nkilling."


@pytest.fixture
def screen(monkeypatch, capsys):
    """Show a claim as on a terminal of 80 columns; returns what was written."""

    def shown(sentence=SENTENCE, **fields):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        article = make_article(sentence)
        claim = make_claim(article, cue="accused", text="the town", blames=("actor/borland",), **fields)
        actors = tuple(make_actor(name, mentions=seen(name, sentence)) for name in ACTORS)
        pieces = list(passage(claim, make_facts(article, claims=(claim,), actors=actors)))
        console.sheet(("accusation", "claim/1"), pieces, [("blames", sentence), ("blames", "nobody")])
        return capsys.readouterr().out

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return shown


def test_a_terminal_shows_parts_in_colours_and_a_legend(screen):
    out = screen()
    assert "\x1b[1;36mArdania\x1b[0m \x1b[1;33maccused\x1b[0m \x1b[1;31mBorland\x1b[0m" in out
    legend = (
        "\x1b[1;36mclaimant\x1b[0m   \x1b[1;33mcue\x1b[0m   \x1b[32mcontent\x1b[0m   \x1b[1;31mblamed\x1b[0m"
    )
    assert legend in out.splitlines()
    plain = re.sub(r"\x1b\[[\d;]*m", "", out).splitlines()
    assert max(map(len, plain)) <= 80
    assert [line.strip() for line in plain if line.startswith("   ")] == ["nobody"]


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_without_colours_there_are_brackets(screen, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert ">>[claimant Ardania] [cue accused] [blamed Borland] of shelling" in screen()


def test_hostile_words_neither_steer_the_terminal_nor_pass_as_markup(screen, monkeypatch):
    out = screen(HOSTILE)
    assert set(re.findall(r"\x1b\[[^m]*.", out)) == set(re.findall(r"\x1b\[[\d;]*m", out))
    assert out.count("\x1b") == len(re.findall(r"\x1b\[[\d;]*m", out))
    assert not {"\x07", "\u202e"} & set(out)
    plain = " ".join(re.sub(r"\x1b\[[\d;]*m", "", out).split())
    assert plain.count("[bold red]shelling[/] the town[/bold red], killing") == 2
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x07" not in screen(HOSTILE)
