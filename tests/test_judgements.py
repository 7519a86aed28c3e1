"""Judgements are kept line by line; what cannot hold together is set aside, whatever became of the file."""

import errno
import json
import logging
import os
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.conflicts import contradicted, settle
from kg.errors import WorkspaceError
from kg.judgements import FILE, Undo, append, in_force, read, sealed
from kg.model import Judgement, Link, digest


def judged(words, by="Ana", **fields):
    """A judgement of words such as 'same a b', on events; its moment is the present one unless told."""
    verdict, *about = words.split()
    ids = tuple(sorted(f"event/{one}" for one in about))
    return sealed(Judgement("", verdict, ids, by, fields.pop("at", ""), **fields))


def of_link(verdict, kind="denies", subject="claim/a", object_="claim/b", by="Ana"):
    link = Link(kind, subject, object_, 0.5, "")
    return sealed(Judgement("", verdict, (link.key,), by, "", statement=(kind, subject, object_)))


def written(folder, *entries):
    for entry in entries:
        append(folder, entry)
    return (folder / FILE).read_bytes()


def words(judgements):
    return [" ".join((one.verdict, *(about[-1] for about in one.about))) for one in judgements]


def test_what_is_appended_is_read_back_and_nothing_before_it_changes(tmp_path):
    first = judged("same a b", note='both "tell" of it\nand more', labels=("Raid on Żar", "Raid"))
    second = of_link("wrong", by="Бен")
    before = written(tmp_path, first)
    assert written(tmp_path, second).startswith(before)
    assert read(tmp_path).judgements == (first, second)
    assert len((tmp_path / FILE).read_text(encoding="utf-8").splitlines()) == 2
    assert "Бен" in (tmp_path / FILE).read_text(encoding="utf-8")


def test_a_line_is_plain_json_that_names_who_and_when(tmp_path):
    (line,) = written(tmp_path, judged("same b a", at="2031-05-04T10:00:00.000000Z", note="x")).splitlines()
    record = json.loads(line)
    assert list(record) == ["id", "verdict", "about", "by", "at", "note"]
    assert record["about"] == ["event/a", "event/b"]
    assert (record["by"], record["at"]) == ("Ana", "2031-05-04T10:00:00.000000Z")


def test_nobody_has_judged_where_there_is_no_file(tmp_path):
    assert read(tmp_path).judgements == ()
    assert in_force(tmp_path) == ()


def test_what_is_taken_back_stays_on_file_and_no_longer_stands(tmp_path):
    first, second = judged("same a b"), judged("different a c")
    written(tmp_path, first, second, sealed(Undo("", first.id, "Ben", "", "no")))
    ledger = read(tmp_path)
    assert ledger.judgements == (first, second)
    assert ledger.standing == (second,)
    assert ledger.undone[first.id].by == "Ben"
    again = judged("same a b")
    written(tmp_path, again)
    assert read(tmp_path).standing == (second, again)


def test_files_put_together_in_any_order_and_twice_say_the_same(tmp_path):
    mine = [judged("same a b", at=f"2031-05-0{day}T10:00:00.000000Z") for day in range(1, 5)]
    undo = sealed(Undo("", mine[0].id, "Ana", "2031-05-09T10:00:00.000000Z"))
    lines = written(tmp_path, *mine, undo).splitlines(keepends=True)
    shuffled = [*lines, *lines]
    random.Random(7).shuffle(shuffled)  # noqa: S311 (any order will do)
    (tmp_path / FILE).write_bytes(b"\r\n".join(line.strip() for line in shuffled))  # no end of line at last
    assert read(tmp_path).judgements == tuple(mine)
    assert read(tmp_path).standing == tuple(mine[1:])
    assert read(tmp_path).damaged == ()


def test_a_line_is_added_whole_to_a_file_that_lacks_its_last_end_of_line(tmp_path):
    first, second = judged("same a b"), judged("same c d")
    (tmp_path / FILE).write_bytes(written(tmp_path, first).rstrip())
    written(tmp_path, second)
    assert read(tmp_path).judgements == (first, second)


def changed(line, **fields):
    return json.dumps(json.loads(line) | fields).encode()


DAMAGED = {
    "cut short": (lambda line: line[:40], "no JSON"),
    "no text": (b"\xff\xfe\x00", "no JSON"),
    "deep": (b"[" * 100_000, "no JSON"),
    "a list": (b"[1]", "no id"),
    "no id": (b'{"verdict": "same"}', "no id"),
    "other verdict": (lambda line: changed(line, verdict="different"), "by hand"),
    "other author": (lambda line: changed(line, by="Eve"), "by hand"),
    "other note": (lambda line: changed(line, note="x"), "by hand"),
    "merge mark": (b"<<<<<<< HEAD", "unresolved merge"),
    "two on one line": (lambda line: line + line, "no JSON"),
}


@pytest.mark.parametrize(("damage", "cause"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_line_costs_only_itself_and_is_told(tmp_path, caplog, damage, cause):
    first, second, third = judged("same a b"), judged("same c d"), judged("same e f")
    lines = written(tmp_path, first, second, third).splitlines()
    lines[1] = damage(lines[1]) if callable(damage) else damage
    (tmp_path / FILE).write_bytes(b"\n".join(lines) + b"\n")
    with caplog.at_level(logging.WARNING):
        assert in_force(tmp_path) == (first, third)
    (message,) = caplog.messages
    assert message.startswith(f"{tmp_path / FILE}:2: ")
    assert cause in message
    assert "remove" in message


def sealed_line(record):
    """A line whose id fits, whatever it says."""
    key = f"judgement/{digest(json.dumps(record, sort_keys=True))}"
    return json.dumps({"id": key, **record})


GOOD = {"verdict": "same", "about": ["event/a", "event/b"], "by": "Ana", "at": "2031-05-04T10:00:00.000000Z"}


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"verdict": "perhaps"}, "'perhaps'"),
        ({"verdict": 3}, "verdict"),
        ({"by": ""}, "by whom"),
        ({"by": None}, "by"),
        ({"at": "yesterday"}, "when"),
        ({"at": "2031-02-31T10:00:00.000000Z"}, "when"),
        ({"about": ["event/a"]}, "what is same"),
        ({"about": ["event/a", "event/a"]}, "what is same"),
        ({"about": ["event/a", "actor/b"]}, "what is same"),
        ({"about": ["claim/a", "claim/b"]}, "what is same"),
        ({"about": ["event/a", "event/b> ?x <"]}, "what is same"),
        ({"about": "event/a"}, "about"),
        ({"verdict": "right", "about": ["link/00"]}, "what is right"),
        ({"verdict": "right", "about": ["link/00"], "statement": ["denies", "claim/a", "claim/b"]}, "right"),
        ({"verdict": "undo", "about": ["event/a"]}, "takes back"),
        ({"labels": [1]}, "labels"),
    ],
)
def test_a_line_that_says_nothing_is_told_even_where_its_id_fits(tmp_path, fields, cause):
    (tmp_path / FILE).write_text(f"{sealed_line(GOOD)}\n{sealed_line(GOOD | fields)}\n")
    ledger = read(tmp_path)
    assert words(ledger.judgements) == ["same a b"]
    (error,) = ledger.damaged
    assert cause in error.cause
    assert error.where.endswith(f"{FILE}:2")


def test_many_damaged_lines_are_told_in_few(tmp_path, caplog):
    (tmp_path / FILE).write_text("nonsense\n" * 5000)
    assert in_force(tmp_path) == ()
    assert len(caplog.messages) == 11
    assert "4990 more" in caplog.messages[-1]


HOSTILE = "red \x1b[31malert\x07\n\u202eevil\u2028\x7f\x85 \udcff \U000e0001"


def test_hostile_names_and_notes_neither_steer_the_terminal_nor_break_a_line(tmp_path):
    judgement = judged("same a b", by=HOSTILE, note=HOSTILE, labels=(HOSTILE, "b"))
    line = written(tmp_path, judgement)
    assert read(tmp_path).judgements == (judgement,)
    text = line.decode()
    assert len(text.splitlines()) == 1
    assert not set("\x1b\x07\u202e\u2028\x7f\x85\U000e0001") & set(text)


@given(st.text(), st.text(min_size=1))
def test_any_words_come_back_as_they_were(tmp_path_factory, note, name):
    folder = tmp_path_factory.mktemp("any")
    judgement = judged("same a b", by=name, note=note)
    written(folder, judgement)
    assert read(folder).judgements == (judgement,)


def test_a_line_that_cannot_be_written_whole_is_not_written_at_all(tmp_path, monkeypatch):
    before, write = written(tmp_path, judged("same a b")), os.write

    def full(descriptor, line):
        if len(line) <= 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, line[:20])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(WorkspaceError, match=r"No space left.*free some space"):
        append(tmp_path, judged("same c d"))
    assert (tmp_path / FILE).read_bytes() == before


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(WorkspaceError, match=FILE):
        read(tmp_path)
    with pytest.raises(WorkspaceError, match="cannot be written"):
        append(tmp_path, judged("same a b"))


# What holds together


@pytest.mark.parametrize(
    ("given", "refused", "because"),
    [
        ("same a b", "different a b", "same a b"),
        ("different a b", "same a b", "different a b"),
        ("same a b, same b c", "different a c", "same a b, same b c"),
        ("same a b, different b c", "same a c", "same a b, different b c"),
        ("same b c, different a b", "same a c", "different a b, same b c"),
        ("same a b, same c d, different a d", "same b c", "same a b, different a d, same c d"),
        ("different a d, same a b, same c d", "same b c", "same a b, different a d, same c d"),
        ("same x a, different a b, same b c, same c y, same y z", "same x z",
         "same a x, different a b, same b c, same c y, same y z"),
        ("same a b, same b c, same a c", "different a c", "same a c"),
    ],
)  # fmt: skip
def test_what_contradicts_is_refused_with_the_fewest_that_it_contradicts(given, refused, because):
    known = [judged(one) for one in given.split(", ")]
    assert settle(known).aside == {}
    against = contradicted(judged(refused), known)
    assert sorted(words(against)) == sorted(because.split(", "))


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ("same a b", "same a b"),
        ("same a b, same b c", "same a c"),
        ("same a b, different b c", "different a c"),
        ("different a b, different b c", "same a c"),
        ("same a b", "different c d"),
        ("", "same a b"),
    ],
)
def test_what_follows_or_is_new_is_not_refused(given, fits):
    known = [judged(one) for one in given.split(", ") if one]
    assert contradicted(judged(fits), known) == ()


def test_the_earlier_of_contradicting_lines_hold_and_the_later_are_told(tmp_path, caplog):
    days = [f"2031-05-0{day}T10:00:00.000000Z" for day in range(1, 5)]
    apart, one, two, three = (
        judged(text, by=by, at=at)
        for text, by, at in zip(
            ("different a c", "same a b", "same b c", "same c d"), ("Ana", "Ben", "Cleo", "Dan"), days,
            strict=True,
        )
    )  # fmt: skip
    written(tmp_path, three, two, one, apart)
    assert in_force(tmp_path) == (apart, one, three)
    (message,) = caplog.messages
    for part in (two.id, "Cleo", apart.id, one.id, f"`kg judge undo {two.id}`"):
        assert part in message
    written(tmp_path, sealed(Undo("", apart.id, "Ana", "")))
    assert in_force(tmp_path) == (one, two, three)


def test_links_are_right_or_wrong_whatever_becomes_of_others():
    right, wrong, other = of_link("right"), of_link("wrong", by="Ben"), of_link("wrong", subject="claim/c")
    settled = settle([right, wrong, other, replace(right, id="judgement/again", by="Cleo")])
    assert [one.verdict for one in settled.in_force] == ["right", "wrong", "right"]
    assert settled.aside == {wrong.id: (right,)}


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=25))
def test_what_holds_is_consistent_and_what_is_set_aside_is_not(given_):
    letters = "abcdef"
    judgements = [
        judged(f"{'same' if same else 'different'} {letters[one]} {letters[other]}", by=str(number))
        for number, (same, one, other) in enumerate(given_)
        if one != other
    ]
    settled = settle(judgements)
    assert consistent(settled.in_force)
    known = {one.id: one for one in judgements}
    for key, against in settled.aside.items():
        assert consistent(against)
        assert not consistent((*against, known[key]))
        assert set(against) <= set(settled.in_force)


def consistent(judgements):
    """By the slow way: colour what is the same alike until nothing changes."""
    colour = {about: about for one in judgements for about in one.about}
    for _ in colour:
        for one in judgements:
            if one.verdict == "same":
                low = min(colour[about] for about in one.about)
                colour |= dict.fromkeys(one.about, low)
    return all(
        colour[one.about[0]] != colour[one.about[1]] for one in judgements if one.verdict == "different"
    )


def test_ten_thousand_judgements_are_settled():
    at = "2031-05-04T10:00:00.000000Z"
    chain = [
        Judgement(f"judgement/s{n}", "same", (f"event/{n}", f"event/{n + 1}"), "Ana", at) for n in range(5000)
    ]
    star = [
        Judgement(f"judgement/d{n}", "different", ("event/0", f"event/x{n}"), "Ana", at) for n in range(5000)
    ]
    clash = [
        Judgement(f"judgement/c{n}", "same", ("event/5000", f"event/x{n}"), "Ana", at) for n in range(50)
    ]
    settled = settle([*chain, *star, *clash])
    assert (len(settled.in_force), len(settled.aside)) == (10_000, 50)
