from itertools import permutations

import pytest
from factory import make_article

from kg.identity import decide, identity


def article(text, name="a", source=""):
    return make_article(text, id=name, source=source or f"{name}.txt")


def kept(decision):
    return sorted((one.id, one.source, one.text) for one in decision.kept.values())


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a", "x/a.txt", "x/a.txt"),
        ("feed-3", "x/feed.jsonl:3", "x/feed.jsonl:3"),
        ("17", "x/feed.jsonl:3", "id 17"),
        ("a", "x/b.html", "id a"),
    ],
)
def test_a_given_id_identifies_and_otherwise_the_source_does(name, source, expected):
    assert identity(article("T", name, source)) == expected


def test_identical_texts_are_one_article_the_first_by_source_in_any_order():
    copies = [article("T", "b"), article("T", "z", "a.txt"), article("T", "a", "z.txt")]
    for order in permutations(copies):
        assert kept(decide([], order)) == [("z", "a.txt", "T")]


def test_a_given_id_with_two_texts_keeps_the_first_source_in_any_order():
    clash = [article("T", "17", "x.jsonl:1"), article("U", "17", "y.jsonl:1")]
    for order in permutations(clash):
        decision = decide([], order)
        assert kept(decision) == [("17", "x.jsonl:1", "T")]
        (error,) = decision.refused
        assert error.where == "y.jsonl:1"
        assert "x.jsonl:1" in error.cause


def test_files_of_one_name_in_two_folders_are_two_articles_at_once_or_one_by_one():
    first, second = article("T", "a", "x/a.txt"), article("U", "a", "y/a.txt")
    expected = [("a", "x/a.txt", "T"), ("a", "y/a.txt", "U")]
    assert kept(decide([], [first, second])) == kept(decide([first], [second])) == expected


def test_a_new_text_takes_the_place_of_the_known_one():
    assert kept(decide([article("T")], [article("U")])) == [("a", "a.txt", "U")]
    known, given = article("T", "17", "monday.jsonl:1"), article("U", "17", "tuesday.jsonl:4")
    assert kept(decide([known], [given])) == [("17", "tuesday.jsonl:4", "U")]


def test_what_is_not_given_again_stays_unless_pruned():
    known, given = [article("T", "a"), article("U", "b")], [article("U", "b")]
    assert kept(decide(known, given)) == [("a", "a.txt", "T"), ("b", "b.txt", "U")]
    assert kept(decide(known, given, prune=True)) == [("b", "b.txt", "U")]


def test_copies_given_one_build_after_the_other_end_as_in_one_build():
    for one, other in permutations([article("T", "a"), article("T", "b")]):
        assert kept(decide([one], [other])) == [("a", "a.txt", "T")]


def test_a_text_moved_elsewhere_survives_what_took_its_place():
    decision = decide([article("T", "a")], [article("U", "a"), article("T", "b")])
    assert kept(decision) == [("a", "a.txt", "U"), ("b", "b.txt", "T")]


def test_new_metadata_of_a_known_text_is_taken():
    decision = decide([article("T")], [make_article("T", id="a", source="a.txt", title=None)])
    (only,) = decision.kept.values()
    assert only.title is None
