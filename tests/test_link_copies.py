from random import Random

from factory import make_article

from kg.link.copies import Copies, origins
from kg.model import Found, Span

RANDOM = Random(7)  # noqa: S311  # no secret
WORDS = [f"word{number}" for number in range(3000)]


def words(number):
    """So many words at random: two such texts share no run of five."""
    return [RANDOM.choice(WORDS) for _ in range(number)]


STORY, OTHER, THIRD = words(300), words(300), words(300)


def article(name, parts, day="2031-05-04", **fields):
    date = Found(day, "text") if day else None
    return make_article(" ".join(parts), id=name, date=date, **fields)


def copies(*articles, refused=()):
    """Link the articles; return (copy, original) by name, and the links."""
    found = Copies()
    names = {one.key: one.id for one in articles}
    for one in articles:
        found.add(one)
    links = found.links(refused)
    return [(names[one.subject], names[one.object]) for one in links], links


def edited(text, every):
    """The text with another word in every so many."""
    return [f"other{n}" if n % every == every - 1 else word for n, word in enumerate(text)]


def test_a_text_with_another_dateline_and_punctuation_is_a_copy():
    first = article("agency", STORY)
    later = article("paper", ["By", "our", "staff:", *(f"{word.upper()}," for word in STORY)], "2031-05-05")
    pairs, (link,) = copies(later, first)
    assert pairs == [("paper", "agency")]
    assert link.confidence > 0.9
    assert "nearly the same text" in link.reason
    assert origins([link]) == {later.key: first.key}


def test_texts_written_apart_are_no_copies_though_they_quote_the_same_words():
    quoted = words(60)
    one, other = [*STORY, *quoted], [*quoted, *OTHER]
    assert copies(article("a", one), article("b", other)) == ([], ())


def test_the_earlier_is_the_original_then_the_first_by_id_and_undated_ones_come_last():
    dated = [article("z", STORY, "2031-05-01"), article("a", [*STORY, "x"], "2031-05-02")]
    assert copies(*dated)[0] == [("a", "z")]
    alike = [article("b", STORY), article("a", [*STORY, "x"])]
    assert copies(*alike)[0] == [("b", "a")]
    undated = [article("a", STORY, None), article("b", [*STORY, "x"])]
    assert copies(*undated)[0] == [("a", "b")]
    month = [article("a", STORY, "2031-05"), article("b", [*STORY, "x"], "2031-05-31")]
    assert copies(*month)[0] == [("a", "b")]


def test_an_edited_text_is_a_copy_and_one_that_was_written_anew_is_not():
    first = article("a", STORY)
    few, many = edited(STORY, 30), edited(STORY, 8)
    pairs, (link,) = copies(first, article("b", few, "2031-05-05"))
    assert pairs == [("b", "a")]
    assert link.confidence < 0.95
    assert copies(first, article("c", many, "2031-05-05"))[0] == []


def test_an_extract_says_that_the_original_is_longer():
    pairs, (link,) = copies(article("a", STORY), article("b", STORY[:120], "2031-05-05"))
    assert pairs == [("b", "a")]
    assert "extract" in link.reason


def test_a_text_that_holds_another_is_a_copy_where_about_half_of_it_comes_from_there():
    agency = article("agency", STORY)
    pairs, (link,) = copies(agency, article("paper", [*OTHER[:220], *STORY], "2031-05-05"))
    assert pairs == [("paper", "agency")]
    assert link.confidence < 0.7
    assert "with words of its own" in link.reason
    assert copies(agency, article("paper", [*OTHER, *THIRD, *STORY], "2031-05-05"))[0] == []


def test_a_copy_of_a_copy_leads_to_the_original():
    chain = [STORY, edited(STORY, 20), edited(edited(STORY, 20), 33)]
    articles = [article(str(n), text, f"2031-05-{n + 1:02}") for n, text in enumerate(chain)]
    assert copies(*articles)[0] == [("1", "0"), ("2", "0")]


def test_what_repeats_only_the_copys_own_part_is_no_copy_of_the_original():
    own = [*OTHER[:240], *STORY]
    articles = article("a", STORY), article("b", own, "2031-05-05"), article("c", OTHER[:240], "2031-05-06")
    assert copies(*articles)[0] == [("b", "a")]


def test_clutter_makes_no_copy_and_hides_none():
    menu = words(400)
    clutter = (Span(0, len(" ".join(menu)) + 1),)
    one, other = (
        article("a", [*menu, *STORY], boilerplate=clutter),
        article("b", [*menu, *OTHER], boilerplate=clutter),
    )
    assert copies(one, other)[0] == []
    assert copies(one, article("c", STORY))[0] == [("c", "a")]


def test_short_texts_and_absent_ones_are_left_alone():
    assert copies(article("a", STORY[:20]), article("b", [*STORY[:20], "x"]))[0] == []
    assert copies(article("a", []), article("b", ["x"]))[0] == []


def test_a_person_who_refuses_a_copy_is_followed():
    first, later = article("a", STORY), article("b", [*STORY, "x"], "2031-05-05")
    _, (link,) = copies(first, later)
    assert copies(first, later, refused={link.key}) == ([], ())


def test_any_order_gives_the_same():
    texts = [STORY, edited(STORY, 30), edited(STORY, 20), OTHER, [*OTHER, *STORY[:50]], STORY[:200], THIRD]
    articles = [article(str(n), text, f"2031-05-{1 + n % 3:02}") for n, text in enumerate(texts)]
    expected = copies(*articles)[1]
    assert len(expected) == 4
    for seed in range(5):
        assert copies(*Random(seed).sample(articles, len(articles)))[1] == expected  # noqa: S311  # no secret


def test_thousands_of_copies_all_lead_to_the_one_original_in_little_work():
    articles = [article(f"{n:04}", [*STORY, f"outlet{n}", *words(5)]) for n in range(1500)]
    pairs, _ = copies(*articles)
    assert {original for _, original in pairs} == {"0000"}
    assert len(pairs) == 1499


def test_a_signature_takes_a_kilobyte():
    found = Copies()
    found.add(article("a", STORY))
    (kept,) = found._texts
    assert len(kept.signature) <= 1024
