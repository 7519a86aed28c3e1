"""What the heads see of an article, and how what they say is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from kg.errors import ModelError
from kg.extract import extract, load_heads
from kg.extract.case import Case
from kg.extract.learned import Calibration, assessed, clues, rulebook, syntax
from kg.extract.learned.candidates import (
    BEFORE,
    BEHIND,
    DISTANCES,
    FACTS,
    FAR_LATER,
    HERE,
    IN_SENTENCE,
    KINDS,
    LABELS,
    LATER,
    NO_MENTION,
    Candidates,
)
from kg.extract.learned.clues import CLUES, FAMILIES, LISTS, MARKS
from kg.extract.learned.experts import ByWords, pooled, terms
from kg.extract.learned.heads import FILE, FORMAT, load
from kg.extract.learned.labels import NEEDS, ROLES, SENTENCE
from kg.model import Doc, Entity, Gazetteer, Opinion, Span
from tests.factory import GAZETTEER, RUN, make_article, seen
from tests.judged import (
    ARDANIA,
    BORLAND,
    MINISTRY,
    assessment_of,
    book_of,
    candidates_of,
    case_of,
    random_heads,
    scout_of,
    trees,
    vectors,
    worded,
)

RELATION, ABOVE, MARKER, PASSIVE, HIGHER, BEYOND, ITS_MARKER, JOINED, OWN, NEGATED = range(10)
STORY = (
    "The Ardanian Defence Ministry said Borland shelled Kesh, killing 12 civilians. Residents waited. "
    "Borland denied that it had shelled Kesh. It was raining."
)


def place(word: str, *sentences: str) -> tuple[int, ...]:
    """The place of the first such word."""
    text, _, tokens = trees(*sentences)
    number = next(n for n, token in enumerate(tokens) if token.span.of(text) == word)
    return syntax.Trees(tokens, text).place(number, number)


def relation(name: str) -> int:
    return syntax.RELATIONS.index(name) + 1


def marker(name: str) -> int:
    return syntax.MARKERS.index(name) + 1


def test_the_subject_of_an_attack_and_its_object():
    sentence = "Borland/PROPN/2/nsubj shelled/VERB/0/root Kesh/PROPN/2/obj"
    subject, struck = place("Borland", sentence), place("Kesh", sentence)
    assert (subject[RELATION], subject[ABOVE], subject[PASSIVE]) == (relation("nsubj"), syntax.ACT, 0)
    assert (struck[RELATION], struck[ABOVE]) == (relation("obj"), syntax.ACT)
    assert (subject[HIGHER], subject[BEYOND]) == (relation("root"), 0)


def test_the_body_behind_by_in_a_passive():
    sentence = (
        "Kesh/PROPN/3/nsubj was/AUX/3/aux shelled/VERB/0/root by/ADP/5/case Borland/PROPN/3/obl "
        "and/CCONJ/7/cc Ardania/PROPN/5/conj"
    )
    agent, joined, victim = (place(name, sentence) for name in ("Borland", "Ardania", "Kesh"))
    assert (agent[RELATION], agent[MARKER], agent[PASSIVE]) == (relation("obl"), marker("by"), 1)
    assert victim[PASSIVE] == 1
    assert (agent[JOINED], joined[JOINED]) == (0, 1)
    assert joined[:OWN] != agent[:OWN]
    assert [joined[n] for n in (RELATION, ABOVE, MARKER, PASSIVE)] == [agent[n] for n in range(4)]


def test_the_name_before_a_means_and_what_the_means_do():
    sentence = "Borlandic/PROPN/2/compound jets/NOUN/3/nsubj killed/VERB/0/root civilians/NOUN/3/obj"
    doer = place("Borlandic", sentence)
    assert (doer[RELATION], doer[ABOVE], doer[HIGHER]) == (
        relation("compound"),
        syntax.MEANS,
        relation("nsubj"),
    )
    assert doer[BEYOND] in {syntax.ACT, syntax.HURT}


def test_the_place_of_a_joined_head_is_that_of_the_first():
    sentence = (
        "raids/NOUN/5/nsubj and/CCONJ/3/cc strikes/NOUN/1/conj of/ADP/6/case hurt/VERB/0/root "
        "Borland/PROPN/3/nmod"
    )
    found = place("Borland", sentence)
    assert (found[RELATION], found[MARKER], found[HIGHER]) == (
        relation("nmod"),
        marker("of"),
        relation("nsubj"),
    )


def test_negation_roots_and_long_chains():
    denied = "Borland/PROPN/4/nsubj did/AUX/4/aux not/PART/4/advmod shell/VERB/0/root Kesh/PROPN/4/obj"
    assert place("Borland", denied)[NEGATED] == 1
    assert place("Borland", "Borland/PROPN/0/root")[:JOINED] == (relation("root"), 0, 0, 0, 0, 0, 0)
    chain = " ".join(f"Name{n}/PROPN/{n}/conj" for n in range(1, 12))
    (*_, own, _), joined = place("Name11", f"Name0/PROPN/0/root {chain}"), JOINED
    assert own == syntax.TAGGED["PROPN"]
    assert place("Name11", f"Name0/PROPN/0/root {chain}")[joined] == 1


def test_every_number_of_a_place_has_its_row():
    sentence = "They/PRON/2/weird said/VERB/0/root via/ADP/4/case Borland/PROPN/2/obl"
    for word in ("They", "said", "via", "Borland"):
        found = place(word, sentence)
        assert len(found) == len(syntax.SIZES) == len(syntax.NOWHERE)
        assert all(0 <= value < size for value, size in zip(found, syntax.SIZES, strict=True))
    assert place("They", sentence)[RELATION] == 0
    assert place("Borland", sentence)[MARKER] == len(syntax.MARKERS) + 1


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("shelled", "VERB", syntax.ACT),
        ("airstrikes", "NOUN", syntax.MEANS),
        ("accused", "VERB", syntax.FAMILIES["accuse"]),
        ("denied", "VERB", syntax.FAMILIES["deny"]),
        ("responsible", "ADJ", syntax.RESPONSIBLE),
        ("torture", "NOUN", syntax.CRIME),
        ("said", "VERB", syntax.SAYING),
        ("backed", "VERB", syntax.SUPPORT),
        ("table", "NOUN", syntax.TAGGED["NOUN"]),
    ],
)
def test_words_are_told_apart_by_what_they_mean_for_blame(word: str, tag: str, expected: int):
    assert syntax.word_class(word, tag) == expected < syntax.CLASSES


def test_the_rule_book_says_what_the_rules_found():
    case = case_of(STORY)
    scout = scout_of(case)
    book = book_of(case, scout)
    ministry, borland = scout.number[MINISTRY], scout.number[BORLAND]

    def of_pair(sentence: int, actor: int) -> Sequence[float]:
        return book.told.get((sentence, actor), np.zeros(rulebook.WIDTH)).tolist()

    told = book.told[0, ministry]
    assert told.shape == (rulebook.WIDTH,)
    assert [told[rulebook.KINDS.index("accusation")], told[rulebook.FIGURE], told[rulebook.LAST]] == [1, 1, 0]
    assert [
        of_pair(0, borland)[n] for n in (rulebook.BLAMED, rulebook.DOER, rulebook.CLEARED, rulebook.DOING)
    ] == [1, 1, 0, 1]
    assert [of_pair(2, borland)[n] for n in (rulebook.KINDS.index("denial"), rulebook.CLEARED)] == [1, 1]
    assert [of_pair(n, ministry)[rulebook.LAST] for n in range(4)] == [0, 1, 1, 0]
    assert [of_pair(n, borland)[rulebook.LAST] for n in range(4)] == [0, 0, 0, 1]
    assert (3, ministry) not in book.told


def test_of_a_sentence_the_rule_book_tells_others_the_publisher_and_doers():
    case = case_of("Borlandic jets killed 12 civilians in Kesh. Ardania said that it was raining.")
    scout = scout_of(case)
    table = book_of(case, scout).of_sentences()
    accusation = rulebook.KINDS.index("accusation")
    assert table.shape == (2, rulebook.SENTENCE_WIDTH)
    assert (table[0, rulebook.LAST + accusation], table[0, accusation], table[0, -1]) == (1, 0, 1)
    assert (table[1, rulebook.KINDS.index("statement")], table[1, rulebook.LAST :].any()) == (1, False)


def clue_table(text: str, **fields: object) -> np.ndarray:
    case = case_of(text)
    case = Case.of(replace(case.doc, **fields), GAZETTEER)
    return clues(case.doc, case.reading, book_of(case, scout_of(case)))


def test_clues_have_a_row_for_each_sentence():
    found = clue_table(STORY)
    assert found.shape == (4, CLUES)
    assert found.dtype == np.float32
    assert ((found >= 0) & (found <= 1)).all()


def test_clues_say_what_lists_and_marks_find():
    text = "Borland may have shelled 2 schools. It “did not do it”, Ardania denied. Who knows whether it did?"
    found = clue_table(text)
    marks = len(LISTS) + len(FAMILIES)
    doubt, negation, first, question, digit, quoted, number = range(marks, marks + MARKS)
    assert found[:, LISTS.index(("hedges", "possible"))].tolist() == [1, 0, 0]
    assert found[:, LISTS.index(("harm", "civilians"))].tolist() == [1, 0, 0]
    assert found[1, len(LISTS) + FAMILIES.index("deny")] == 1
    assert found[:, first].tolist() == [1, 0, 0]
    assert found[:, digit].tolist() == [1, 0, 0]
    assert [found[2, doubt], found[2, question], found[0, question]] == [1, 1, 0]
    assert found[0, quoted] == 0 < found[1, quoted] < 1
    assert found[:, number].tolist() == pytest.approx([0, 0.05, 0.1])
    assert not found[:, negation].any()


def test_clues_hold_the_surest_opinions_of_a_sentence():
    text = "Ardania met Borland. Borland left."
    opinions = tuple(
        Opinion(seen("Ardania", text)[0], seen("Borland", text)[0], positive, sure)
        for positive, sure in ((False, 0.6), (False, 0.9), (True, 0.5))
    )
    first = -rulebook.SENTENCE_WIDTH - 2
    found = clue_table(text, opinions=opinions)[:, first : first + 2]
    assert found.tolist() == [pytest.approx([0.9, 0.5]), [0, 0]]


def check(found: Candidates, sentences: int) -> None:
    """Hold what the network relies on."""
    pairs = found.pairs.tolist()
    assert pairs == sorted(pairs)
    assert len(set(map(tuple, pairs))) == len(pairs)
    assert {sentence for sentence, actor in pairs if actor == 0} == set(range(sentences))
    assert found.pair.tolist() == sorted(found.pair.tolist())
    assert set(found.pair.tolist()) == set(range(len(pairs)))
    assert all(0 <= actor < len(found.actors) for _, actor in pairs)
    limits = (len(LABELS), len(KINDS), DISTANCES)
    assert (found.sorts >= 0).all()
    assert (found.sorts < limits).all()
    assert (found.places < syntax.SIZES).all()
    assert found.facts.shape == (len(found.pair), FACTS)
    assert len(found.spans) == len(found.pair)
    assert (found.words[:, 0] <= found.words[:, 1]).all()
    assert (found.sentences[:, 0] < found.sentences[:, 1]).all()


def test_the_publisher_is_the_first_candidate_everywhere():
    case = case_of(STORY)
    found = candidates_of(case)
    assert found.actors[0] == case.publisher
    assert list(found.actors[1:]) == sorted(found.actors[1:])
    check(found, 4)
    rows = [row for row, pair in enumerate(found.pair.tolist()) if found.pairs[pair, 1] == 0]
    assert {LABELS[found.sorts[row, 0]] for row in rows} == {"publisher"}
    assert set(found.sorts[rows, 2].tolist()) == {NO_MENTION}


def rows_of(found: Candidates, sentence: int, actor: str) -> list[int]:
    wanted = (sentence, found.actors.index(actor))
    return [row for row, pair in enumerate(found.pair.tolist()) if tuple(found.pairs[pair]) == wanted]


def distances(found: Candidates, actor: str, sentences: int) -> list[list[int]]:
    return [found.sorts[rows_of(found, n, actor), 2].tolist() for n in range(sentences)]


def test_a_mention_is_seen_from_before_and_behind():
    found = candidates_of(case_of("It rained. It rained. Borland left. " + "It rained. " * 12))
    expected = [FAR_LATER, LATER, HERE, 1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]
    assert distances(found, BORLAND, 15) == [[one] for one in expected]


def test_few_mentions_of_a_sentence_are_seen_and_spans_stand_on_their_words():
    case = case_of("Borland, Borland, Borland, Borland and Ardania met. Borland left.")
    found = candidates_of(case)
    assert found.sorts[rows_of(found, 0, BORLAND), 2].tolist() == [HERE] * IN_SENTENCE + [LATER]
    named = [row for row in range(len(found.pair)) if found.sorts[row, 2] != NO_MENTION]
    words = {
        (found.actors[found.pairs[found.pair[r], 1]], found.spans[r].of(case.reading.text)) for r in named
    }
    assert words == {(BORLAND, "Borland"), (ARDANIA, "Ardania")}


def test_pronouns_are_mentions_of_the_name_in_their_chain():
    text = "Ardania met Borland. It left."
    doc = worded(make_article(text))
    chain = (seen("Borland", text)[0], seen("It", text)[0])
    case = Case.of(replace(doc, chains=(chain,)), GAZETTEER)
    found = candidates_of(case)
    rows = rows_of(found, 1, BORLAND)
    assert [found.spans[row].of(text) for row in rows] == ["It", "Borland"]
    assert LABELS[found.sorts[rows[0], 0]] == "pronoun" != LABELS[found.sorts[rows[1], 0]]
    assert found.sorts[rows_of(found, 1, ARDANIA), 2].tolist() == [1]


def test_opinions_are_facts_of_holder_and_target():
    text = "Ardania met Borland."
    ours, theirs = seen("Ardania", text)[0], seen("Borland", text)[0]
    doc = replace(worded(make_article(text)), opinions=(Opinion(ours, theirs, False, 0.75),))
    found = candidates_of(Case.of(doc, GAZETTEER))
    held, borne = (found.facts[rows_of(found, 0, one)[0], -4:].tolist() for one in (ARDANIA, BORLAND))
    assert held == [0.75, 0, 0, 0]
    assert borne == [0, 0, 0.75, 0]


def crowd(sentences: int) -> Case:
    """A text of as many actors as sentences, each named once."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return case_of(" ".join(f"Ivan Na{letters[n // 26]}{letters[n % 26]}ov left." for n in range(sentences)))


def test_a_crowd_is_seen_in_part_only():
    case = crowd(120)
    found = candidates_of(case)
    check(found, len(case.doc.sentences))
    assert len(found.actors) > 100
    most = np.bincount(found.pairs[:, 0]).max()
    assert BEFORE < most <= 1 + 1 + BEFORE + BEHIND


def named_people(size: int) -> Case:
    """As many sentences as actors, every one of them named in its own."""
    text = "\n".join(f"man {number:05} left." for number in range(size))
    doc = worded(make_article(text))
    people = tuple(Entity(Span(at, at + 9), "person") for at in range(0, len(text), 16))
    return Case.of(replace(doc, entities=people), Gazetteer())


def test_candidates_grow_as_the_text_does():
    for size in (500, 4000):
        case = named_people(size)
        assert len(case.doc.sentences) == size
        found = candidates_of(case)
        assert len(found.actors) == size + 1
        assert len(found.pairs) <= size * (2 + BEFORE + BEHIND)


def test_sentences_have_their_words_and_one_without_words_its_neighbours():
    case = case_of("It rained. Borland waited.")
    first, second = case.doc.sentences
    between = Span(first.end, first.end)
    doc = replace(case.doc, sentences=(first, between, second, Span(second.end, second.end)))
    found = candidates_of(Case.of(doc, GAZETTEER)).sentences.tolist()
    assert found == [[0, 3], [3, 4], [3, 6], [5, 6]]


def test_an_article_without_names_has_its_publisher():
    check(candidates_of(case_of("It rained.")), 1)


def test_words_are_weighed_by_rarity_and_unknown_ones_not_at_all():
    judge = ByWords(
        {"they": 0, "they said": 1},
        np.array([1, 2], np.float32),
        np.eye(2, dtype=np.float32),
        np.zeros((1, 2), np.float32),
        np.zeros(2, np.float32),
    )
    found = judge(["They said", "Nothing known", "They they"], np.zeros((3, 1), np.float32))
    length = 5**0.5
    assert found[0] == pytest.approx(1 / (1 + np.exp([-1 / length, -2 / length])))
    assert found[1].tolist() == [0.5, 0.5]
    assert found[2] == pytest.approx(1 / (1 + np.exp([-1, 0])))
    assert terms("It’s no") == ["it", "s", "no", "it s", "s no"]


def test_a_sentence_is_pooled_by_mean_and_largest():
    words = np.array([[0, 4], [2, 0], [7, 7]], np.float32)
    assert pooled(words, np.array([[0, 2], [2, 3]])).tolist() == [[1, 2, 2, 4], [7, 7, 7, 7]]


def test_a_folder_without_heads_has_none(tmp_path):
    assert load(tmp_path) is None


def test_heads_are_read_back(tmp_path):
    heads = load(random_heads(tmp_path))
    assert heads is not None
    assert len(heads.networks) == 1
    assert heads.believing.least["sourced"] == pytest.approx(0.4)
    assert heads.believing.calibrations["denial"](0.5) == pytest.approx(0.4)


@pytest.mark.parametrize(
    "changed",
    [
        {"format": np.array(FORMAT + 1)},
        {"networks": np.array(0)},
        {"networks": np.array(2)},
        {"networks": np.array([1, 1])},
        {"least": np.zeros(3, np.float32)},
        {"calibration.denial": np.zeros((3, 2), np.float32)},
        {"network0.facts.weight": np.zeros((FACTS + 1, 8), np.float32)},
        {"network0.clues.weight": np.zeros((CLUES - 1, 8), np.float32)},
        {"network0.clues.weight": np.array(1.0, np.float32)},
    ],
    ids=str,
)
def test_heads_of_another_make_are_refused(tmp_path, changed):
    with pytest.raises(ModelError, match="install claimgraph again") as told:
        load(random_heads(tmp_path, **changed))
    assert str(tmp_path / FILE) in str(told.value)


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "flipped", "another"])
def test_damaged_heads_are_refused(tmp_path, damage):
    path = random_heads(tmp_path) / FILE
    whole = path.read_bytes()
    middle = whole.index(b"network0.words.weight") + 300
    path.write_bytes(
        {
            "empty": b"",
            "text": b"no heads at all",
            "cut": whole[: len(whole) // 2],
            "flipped": whole[:middle]
            + bytes(255 - one for one in whole[middle : middle + 9])
            + whole[middle + 9 :],
            "another": whole,
        }[damage]
    )
    if damage == "another":
        with path.open("wb") as file:
            np.savez(file, weights=np.zeros(3))
    with pytest.raises(ModelError, match="cannot be read") as told:
        load(tmp_path)
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_what_heads_say_is_read_likeliest_first():
    case = case_of(STORY)
    said = assessment_of(case, {"sourced": 0.9, "claimant": {BORLAND: 0.3, MINISTRY: 0.8}}, {"denial": 0.25})
    actors = [(said.candidates.actors[number], chance) for number, chance in said.actors(0, "claimant")]
    assert actors[:2] == [(MINISTRY, pytest.approx(0.8)), (BORLAND, pytest.approx(0.3))]
    assert [number for number, chance in said.actors(0, "claimant") if not chance] == sorted(
        number for number, chance in said.actors(0, "claimant") if not chance
    )
    assert (said.chance(0, "sourced"), said.chance(1, "denial")) == (pytest.approx(0.9), 0.25)
    assert all(type(chance) is float for _, chance in said.actors(0, "claimant"))


def test_chances_are_chances_whatever_the_weights(tmp_path):
    case = case_of(STORY)
    heads = load(random_heads(tmp_path))
    found = assessed(case, heads)
    assert found.held.shape == (4, len(SENTENCE))
    assert found.roles.shape == (len(found.candidates.pairs), len(ROLES))
    for table in (found.held, found.roles):
        assert ((table >= 0) & (table <= 1)).all()
    assert len(NEEDS) == len(ROLES)
    assert set(NEEDS) == set(SENTENCE)


def test_a_sentence_knows_only_its_neighbours(tmp_path):
    """What stands far off bears on no sentence: only neighbours are summed up with it."""
    case = case_of("It rained. " * 6)
    heads = load(random_heads(tmp_path))
    before = assessed(case, heads)
    other = case.doc.vectors.copy()
    other[-3:] = vectors(3, seed=9)
    after = assessed(Case.of(replace(case.doc, vectors=other), GAZETTEER), heads)
    assert np.abs(before.held - after.held).max(1).tolist()[:4] == pytest.approx([0] * 4, abs=1e-6)
    assert np.abs(before.held - after.held)[4:].min() > 0


def test_a_calibration_rises_and_stays_within_bounds():
    worth = Calibration(np.array([0, 0.3, 0.7, 1]), np.array([0.1, 0.2, 0.8, 0.9]))
    values = [worth(score / 50) for score in range(51)]
    assert values == sorted(values)
    assert (values[0], values[-1], worth(2.0)) == (0.1, 0.9, 0.9)
    assert type(values[0]) is float


def plain(doc: Doc) -> Doc:
    return replace(doc, vectors=None)


def test_without_vectors_or_heads_the_rules_decide_alone(tmp_path):
    case = case_of(STORY)
    heads = load_heads(random_heads(tmp_path))
    alone = extract(case.doc, GAZETTEER, RUN)
    assert alone.claims
    assert not any(reason.by.startswith("head") for claim in alone.claims for reason in claim.reasons)
    assert (
        extract(plain(case.doc), GAZETTEER, RUN, heads) == alone == extract(plain(case.doc), GAZETTEER, RUN)
    )
    assert extract(case.doc, GAZETTEER, RUN, heads) != alone


def test_an_article_without_sentences_has_no_claims(tmp_path):
    doc = replace(worded(make_article("…")), vectors=vectors(0))
    assert doc.sentences == ()
    assert extract(doc, GAZETTEER, RUN, load_heads(random_heads(tmp_path))).claims == ()


def test_the_same_heads_say_the_same_again(tmp_path):
    heads = load(random_heads(tmp_path))
    found = [extract(case_of(STORY).doc, GAZETTEER, RUN, heads) for _ in range(2)]
    assert found[0] == found[1]
