from itertools import permutations

from kg.link.clusters import Partition, clusters
from kg.model import Judgement, Sameness

KNOWN = frozenset("abcde")


def opinion(first, second, confidence=0.8, *, followed=True):
    return Sameness(first, second, confidence, "alike", followed)


def judged(verdict, first, second, at="2031-01-01T00:00:00Z"):
    return Judgement(f"judgement/{verdict}-{first}{second}", verdict, (first, second), "Ada", at)


def settled(opinions=(), judgements=(), refuse=lambda _, __: False):
    return clusters(opinions, judgements, KNOWN, refuse)


def groups(found):
    return sorted("".join(sorted(group)) for group in found.partition.groups())


def test_what_is_joined_step_by_step_is_one_and_the_least_stands_for_all():
    found = settled([opinion("a", "b"), opinion("b", "c"), opinion("d", "e", 0.4, followed=False)])
    assert groups(found) == ["abc"]
    assert found.replaced(str) == {"b": "a", "c": "a"}
    assert [one.followed for one in found.opinions] == [True, True, False]


def test_an_opinion_that_follows_from_surer_ones_is_not_kept():
    found = settled([opinion("a", "b", 0.9), opinion("b", "c", 0.8), opinion("a", "c", 0.7)])
    assert [(one.first, one.second) for one in found.opinions] == [("a", "b"), ("b", "c")]


def test_the_surest_opinion_comes_first_where_two_exclude_each_other():
    def of_one_article(one, other):
        return {"b", "c"} <= {*one, *other}

    for order in permutations([opinion("a", "b", 0.7), opinion("a", "c", 0.9)]):
        found = settled(order, refuse=of_one_article)
        assert groups(found) == ["ac"]
        assert [(one.second, one.followed) for one in found.opinions] == [("b", False), ("c", True)]


def test_a_person_wins_over_any_score_and_over_any_refusal():
    assert groups(settled([opinion("a", "b", 1.0)], [judged("different", "a", "b")])) == []
    assert groups(settled([], [judged("same", "a", "b")], refuse=lambda _, __: True)) == ["ab"]


def test_judgements_hold_for_all_that_is_one():
    said = [judged("same", "a", "b"), judged("different", "b", "c")]
    found = settled([opinion("a", "c", 1.0), opinion("c", "d")], said)
    assert groups(found) == ["ab", "cd"]
    assert settled([opinion("a", "d", 0.9), opinion("c", "d")], said).partition.is_apart("a", "c")


def test_what_was_judged_apart_stays_apart_through_others():
    said = [judged("different", "a", "b")]
    found = settled([opinion("a", "c", 0.9), opinion("b", "c", 0.8)], said)
    assert groups(found) == ["ac"]


def test_a_judgement_that_earlier_ones_contradict_is_set_aside():
    early = [judged("same", "a", "b", "2031-01-01"), judged("same", "b", "c", "2031-01-02")]
    late = judged("different", "a", "c", "2031-01-03")
    for order in permutations([*early, late]):
        found = settled([], order)
        assert found.set_aside == (late,)
        assert groups(found) == ["abc"]


def test_a_judgement_on_what_is_not_there_does_nothing():
    found = settled([], [judged("same", "a", "gone")])
    assert groups(found) == [] and found.set_aside == ()


def test_a_partition_carries_what_is_apart_through_unions():
    partition = Partition()
    assert partition.part("a", "b")
    assert partition.join("b", "c") and partition.join("c", "d")
    assert not partition.join("a", "d")
    assert not partition.part("b", "d")
