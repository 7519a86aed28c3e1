"""The measurements of each head, with readers written by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate.neural import Quoted, Reading, Stretch, Words
from tests.hand_reader import TREEBANK, Fake, stretches
from training.data import conllu
from training.measures import attributions, claims, coreference, entities, opinions, raw, speakers, syntax
from training.sample import Annotation, Attributed, Mention, Pair, Sample


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "a.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


def test_a_treebank_is_measured_with_and_without_its_sentences(treebank: Path) -> None:
    samples = list(conllu.documents(treebank))
    fake = Fake(*samples)
    assert set(syntax.measure(fake, samples).values()) == {100}
    assert [text.sentences for text in fake.seen] == [(0, 5), (0,), None, None]
    figures = syntax.measure(Fake(), samples)
    assert (figures["UPOS"], figures["UAS"], figures["Sentences, own"]) == (0, 12.5, 40)


def test_raw_text_is_what_the_words_spell(treebank: Path) -> None:
    assert list(raw.texts(treebank)) == ["They didn't go. \n\nYes", "Syria waits"]


def test_own_words_are_aligned_to_the_treebank(treebank: Path) -> None:
    samples = list(conllu.documents(treebank))
    own = [
        Words(("They", "didn't", "go", ".", "Yes"), frozenset(), None),
        Words(samples[1].words, frozenset(), None),
    ]
    figures = syntax.measure_own_words(Fake(*samples), samples, own)
    assert figures["Words"] == pytest.approx(100 * 2 * 6 / (7 + 8), abs=0.01)
    assert figures["LAS"] == pytest.approx(100 * 2 * 2 / (7 + 8), abs=0.01)


def test_entities_count_as_universal_ner_has_them() -> None:
    labels = ("B-PER", "O", "B-OTH", "B-ORG", "I-ORG", "B-NAT", "B-LOC", "")
    sample = Sample("", tuple("abcdefgh"), (0,), entities=labels)
    found = (
        Stretch(0, 1, "PER", 0.9),
        Stretch(1, 2, "NAT", 0.9),  # not measured
        Stretch(3, 5, "ARM", 0.8),  # an organisation
        Stretch(6, 7, "PER", 0.7),  # of another type
        Stretch(7, 8, "LOC", 0.9),  # where the annotation is silent
    )
    fake = Fake()
    fake.known[sample.words] = Reading((0,), ("X",) * 8, (-1,) * 8, ("dep",) * 8, found, (), (), ())
    figures = entities.measure(fake, [sample])
    assert figures["entities F1"] == pytest.approx(66.67)
    assert (figures["PER F1"], figures["ORG F1"], figures["LOC F1"]) == (66.67, 100, 0)
    assert figures["entities ECE"] == pytest.approx(100 * (0.1 + 0.2 + 0.7) / 3, abs=0.01)


ANNOTATION = Annotation(
    ("B-Source", "B-Cue", "B-Content", "I-Content", "I-Content", "O"),
    (Attributed(((0, 1),), ((1, 2),), ((2, 5),)),),
)
QUOTE = Sample("", tuple("abcdef"), (0, 4), annotations=(ANNOTATION,))


def test_attributions_are_measured_in_parts_and_whole() -> None:
    figures = attributions.measure(Fake(QUOTE), [QUOTE, Sample("silent", ("x",), (0,))])
    assert figures == {
        "Source F1": 100, "Cue F1": 100, "Content F1": 100, "full attribution F1": 100,
        "spans ECE": 0, "full attribution ECE": 0,
    }  # fmt: skip
    assert set(attributions.measure(Fake(), [QUOTE]).values()) == {0}


def test_only_full_attributions_are_judged_by_their_probability() -> None:
    one = Quoted(
        *(stretches([place], name) for place, name in (((0, 1), "Source"), ((1, 2), "Cue"))), (), 0.9
    )
    fake = Fake()
    fake.known[QUOTE.words] = Reading((0,), ("X",) * 6, (-1,) * 6, ("dep",) * 6, (), (one,), (), ())
    figures = attributions.measure(fake, [QUOTE])
    assert (figures["full attribution ECE"], figures["full attribution F1"]) == (0, 0)
    assert (figures["Cue F1"], figures["Content F1"]) == (100, 0)


def test_sentence_by_sentence_every_piece_of_a_content_counts() -> None:
    labels = ("B-Source", "B-Cue", "B-Content", "I-Content", "B-Content", "O")
    cut = Sample("", QUOTE.words, (0, 4), annotations=(Annotation(labels, ()),))
    assert set(attributions.measure_sentences(Fake(QUOTE), [cut]).values()) == {100}
    assert attributions.measure_sentences(Fake(QUOTE), [QUOTE])["Content F1"] == pytest.approx(66.67)


def test_opinions_are_measured_by_class() -> None:
    samples = [Sample(str(n), ("a", "b"), (0,), pairs=(Pair((0, 1), (1, 2), n),)) for n in (0, 0, 3)]
    figures = opinions.measure(Fake(opinion=0), samples)
    assert figures["macro-F1"] == 40  # (80 + 0) / 2: classes that never occur have no part
    assert figures["negative-forward F1"] == 0
    assert figures["opinions ECE"] == pytest.approx(100 * (2 / 3 - 0.6), abs=0.01)


def test_coreference_is_measured_with_singletons_and_without() -> None:
    mentions = (Mention((0, 1), 0, "x"), Mention((2, 3), 2, "x"), Mention((4, 5), 4, "y"))
    sample = Sample("", tuple("abcdef"), (0,), mentions=mentions)
    figures = coreference.measure(Fake(sample), [sample])
    assert set(figures.values()) == {100}
    pair = Sample("", sample.words, (0,), mentions=mentions[:2])
    figures = coreference.measure(Fake(pair), [sample])
    assert figures["B3 F1"] == 80
    assert figures["B3 F1, no singletons"] == figures["CoNLL F1, no singletons"] == 100


ARTICLE = "Igor Petrov spoke. The general said nothing fell. Rain fell, he added. Petrov said so."


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """An article with three claims of one speaker: by common noun, by pronoun, by name."""
    evidence = [ARTICLE[:50].index("The general"), 49], [50, 70], [71, 86]
    said = [
        {"claimant": ["petrov"], "evidence": span, "cue": cue}
        for span, cue in zip(evidence, ("said", "added", "said"), strict=True)
    ]
    own = {"claimant": ["publisher"], "evidence": [50, 59], "cue": None}
    actors = {"petrov": {"names": ["Igor Petrov", "Petrov", "the general"]}}
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "a.json").write_text(json.dumps({"actors": actors, "claims": [*said, own]}), encoding="utf-8")
    return folder


def test_claims_whose_speaker_is_not_named_there_are_taken(annotated: Path) -> None:
    (article,) = claims.articles(annotated)
    assert [" ".join(article.words.forms[slice(*one.evidence)]) for one in article.claims] == [
        "The general said nothing fell .",
        "Rain fell , he added .",
    ]
    assert {one.names for one in article.claims} == {(("igor", "petrov"), ("petrov",))}


def reading_of(article: claims.Article, *linked: str) -> Reading:
    """Read both claims rightly, and link the given words to the name."""
    forms = article.words.forms
    tags = tuple(
        "PROPN" if form in {"Igor", "Petrov"} else "PRON" if form == "he" else "NOUN" for form in forms
    )
    heads = [-1] * len(forms)
    heads[forms.index("The")], heads[0] = forms.index("general"), 1
    spans = {"general": (4, 6), "he": (forms.index("he"),) * 1 + (forms.index("he") + 1,)}
    quoted = tuple(
        Quoted(stretches([spans[word]], "Source"), stretches([(cue, cue + 1)], "Cue"), (), 1.0)
        for word, cue in (("general", forms.index("said")), ("he", forms.index("added")))
    )
    chain = stretches([(0, 2), *(spans[word] for word in linked)], "")
    return Reading((0,), tags, tuple(heads), ("dep",) * len(forms), (), quoted, (chain,), ())


@pytest.mark.parametrize(
    ("linked", "pronouns", "nouns"), [(("he", "general"), 100, 100), (("he",), 100, 0), ((), 0, 0)]
)
def test_speakers_are_followed_to_their_names(
    annotated: Path, linked: tuple[str, ...], pronouns: float, nouns: float
) -> None:
    (article,) = claims.articles(annotated)
    fake = Fake()
    fake.known[tuple(article.words.forms)] = reading_of(article, *linked)
    assert speakers.measure(fake, [article]) == {
        "claims (count)": 2,
        "covered": 100,
        "right": (pronouns + nouns) / 2,
        "right, pronouns": pronouns,
        "right, common nouns": nouns,
    }


def test_a_speaker_that_the_reader_does_not_see_is_not_covered(annotated: Path) -> None:
    figures = speakers.measure(Fake(), list(claims.articles(annotated)))
    assert (figures["claims (count)"], figures["covered"], figures["right"]) == (2, 0, 0)
