from itertools import permutations

from factory import make_article

from kg.identity import decide


def article(text, name="a", source=""):
    return make_article(text, id=name, source=source or f"{name}.txt")


def kept(decision):
    return sorted((one.id, one.source, one.text) for one in decision.kept.values())


def test_identical_texts_are_one_article_the_smallest_in_any_order():
    copies = [article("T", "b"), article("T", "a"), article("T", "a", "z.txt")]
    for order in permutations(copies):
        assert kept(decide([], order)) == [("a", "a.txt", "T")]


def test_one_id_with_two_texts_keeps_the_first_source_in_any_order():
    clash = [article("T", "a", "x/a.txt"), article("U", "a", "y/a.txt")]
    for order in permutations(clash):
        decision = decide([], order)
        assert kept(decision) == [("a", "x/a.txt", "T")]
        (error,) = decision.refused
        assert error.where == "y/a.txt"
        assert "x/a.txt" in error.cause


def test_a_new_text_under_a_known_id_replaces_the_old():
    decision = decide([article("T")], [article("U", source="elsewhere/a.txt")])
    assert kept(decision) == [("a", "elsewhere/a.txt", "U")]
    assert not decision.refused


def test_what_is_not_given_again_stays_unless_pruned():
    known, given = [article("T", "a"), article("U", "b")], [article("U", "b")]
    assert kept(decide(known, given)) == [("a", "a.txt", "T"), ("b", "b.txt", "U")]
    assert kept(decide(known, given, prune=True)) == [("b", "b.txt", "U")]


def test_copies_given_one_build_after_the_other_end_as_in_one_build():
    first, second = article("T", "a"), article("T", "b")
    for one, other in permutations([first, second]):
        assert kept(decide([one], [other])) == [("a", "a.txt", "T")]


def test_a_text_moved_to_another_id_survives_what_took_its_place():
    decision = decide([article("T", "a")], [article("U", "a"), article("T", "b")])
    assert kept(decision) == [("a", "a.txt", "U"), ("b", "b.txt", "T")]


def test_new_metadata_of_a_known_text_is_taken():
    decision = decide([article("T")], [make_article("T", id="a", source="a.txt", title=None)])
    (only,) = decision.kept.values()
    assert only.title is None
