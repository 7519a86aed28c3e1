"""From what the model reads to a Doc: places in characters, names and attributions joined with the lists'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg.annotate.neural.reading import Opinion, Quoted, Reading, Stretch, Words
from kg.annotate.trained import Trained
from kg.model import Doc, Span
from tests.factory import GAZETTEER, make_article

ORDER = ("sources", "cues", "contents")


class Hand:
    """A model that finds in each text the words it is told to look for, wherever they stand first."""

    def __init__(self, score: float = 0.9, **found: object) -> None:
        self.score, self.found = score, found

    def stream(self, texts: Sequence[Words]) -> Iterator[Reading]:
        return map(self.reading, texts)

    def reading(self, words: Words) -> Reading:
        size, found = len(words.forms), self.found
        return Reading(
            sentences=tuple(found.get("sentences", (0,))),
            tags=("X",) * size,
            heads=tuple(range(-1, size - 1)),
            relations=("dep",) * size,
            entities=tuple(self.at(words, name, label) for name, label in found.get("entities", ())),
            attributions=tuple(self.quoted(words, parts) for parts in found.get("attributions", ())),
            chains=tuple(tuple(self.at(words, name) for name in chain) for chain in found.get("chains", ())),
            opinions=tuple(
                Opinion(self.at(words, first), self.at(words, second), label, self.score)
                for first, second, label in found.get("opinions", ())
            ),
        )

    def at(self, words: Words, wanted: str, label: str = "") -> Stretch:
        parts = tuple(wanted.split())
        start = next(n for n in range(len(words.forms)) if words.forms[n : n + len(parts)] == parts)
        return Stretch(start, start + len(parts), label, self.score)

    def quoted(self, words: Words, parts: Sequence[str]) -> Quoted:
        named = zip(ORDER, parts, strict=True)
        return Quoted(
            **{name: tuple(self.at(words, one) for one in part.split(" | ") if one) for name, part in named},
            score=self.score,
        )


def read(text: str, boilerplate: tuple[Span, ...] = (), **found: object) -> Doc:
    annotator = Trained(Path("nowhere"))
    annotator.model = Hand(**found)
    (doc,) = annotator([make_article(text, boilerplate=boilerplate)], GAZETTEER)
    return doc


def said(doc: Doc) -> list[tuple[str | None, str, str]]:
    text = doc.article.text
    return [
        (one.source.of(text) if one.source else None, one.cue.of(text), one.content.of(text))
        for one in doc.attributions
    ]


def test_sentences_are_the_models_and_paragraphs_end_them() -> None:
    text = "MENU  Shells fell  on Kesh They\u200bfled.\n\n  Nobody died "
    doc = read(text, (Span(0, 4),), sentences=(0, 4))
    found = [span.of(text) for span in doc.sentences]
    assert found == ["Shells fell  on Kesh", "They\u200bfled.", "Nobody died"]
    assert [token.span.of(text) for token in doc.tokens[:5]] == ["Shells", "fell", "on", "Kesh", "They"]
    assert doc.tokens[0].head == -1


def test_marks_alone_open_the_next_sentence() -> None:
    text = "He left. “ It burned,” they said.\n— — —\nKesh"
    doc = read(text, sentences=(0, 3, 4))
    assert [span.of(text) for span in doc.sentences] == ["He left.", "“ It burned,” they said.", "Kesh"]


def test_a_text_without_a_word_gives_an_empty_doc() -> None:
    doc = read(" \n\u200b\n ", sentences=())
    assert (doc.sentences, doc.tokens, doc.entities) == ((), (), ())


def test_an_endless_sentence_is_cut() -> None:
    doc = read("word " * 2000)
    assert len(doc.sentences) > 1
    assert max(span.end - span.start for span in doc.sentences) <= 1500
    assert len(doc.tokens) == 2000


def test_names_of_the_model_are_added_where_the_lists_see_none() -> None:
    text = "the ardani guards shelled Kesh, where Borland and the front met."
    doc = read(text, entities=[("ardani guards", "ARM"), ("Kesh", "ORG"), ("front", "NAT")])
    assert [(one.span.of(text), one.label) for one in doc.entities] == [
        ("ardani guards", "organization"),
        ("Kesh", "location"),
        ("Borland", "location"),
        ("front", "nationality"),
    ]


def test_a_cue_that_no_list_knows_is_the_models() -> None:
    text = "Rim Ott has long feared on Monday that shells would fall."
    attribution = ("Rim Ott", "feared", "that shells would fall")
    assert said(read(text)) == []
    assert said(read(text, attributions=[attribution])) == [("Rim Ott", "feared", "shells would fall")]


@pytest.mark.parametrize(("score", "names", "cues"), [(0.95, 1, 1), (0.8, 1, 0), (0.4, 0, 0)])
def test_the_model_is_believed_where_it_is_sure(score: float, names: int, cues: int) -> None:
    text = "ardani guards feared that shells would fall."
    attribution = ("ardani guards", "feared", "shells would fall")
    doc = read(text, entities=[("ardani guards", "ARM")], attributions=[attribution], score=score)
    assert (len(doc.entities), len(doc.attributions)) == (names, cues)


def test_where_a_list_knows_the_cue_its_patterns_decide() -> None:
    text = "Rim Ott said on Monday that shells fell."
    by_list = said(read(text))
    assert by_list == [("Rim Ott", "said", by_list[0][2])]
    assert said(read(text, attributions=[("Ott", "said on Monday", "shells")])) == by_list


def test_a_source_that_no_pattern_reaches_is_the_models() -> None:
    text = "“It burned,” a girl in the car said."
    ((nobody, *rest),) = said(read(text))
    assert nobody is None
    assert said(read(text, attributions=[("a girl", "said", "It burned")])) == [("a girl", *rest)]


@pytest.mark.parametrize(
    ("cue", "narrowed"),
    [
        ("has repeatedly denied on Monday", "denied"),
        ("according to", "according to"),
        ("claimed", "claimed responsibility"),
        ("shuddered at", "shuddered at"),
    ],
)
def test_a_cue_is_narrowed_to_what_a_list_knows(cue: str, narrowed: str) -> None:
    text = f"Nobody {cue} responsibility or the very thought that shells fell."
    found = said(read(text, attributions=[("Nobody", cue, "shells fell")]))
    assert narrowed in [one[1] for one in found]


def test_a_content_is_kept_to_the_sentence_of_its_cue() -> None:
    text = "Ott feared shells. They fell."
    doc = read(text, sentences=(0, 4), attributions=[("Ott", "feared", "shells . They fell .")])
    assert said(doc) == [("Ott", "feared", "shells.")]
    assert said(read(text, sentences=(0, 4), attributions=[("Ott", "feared", "They fell")])) == []


def test_the_longer_part_of_a_content_is_taken() -> None:
    text = "Shells, Ott feared, would fall on Kesh."
    doc = read(text, attributions=[("Ott", "feared", "Shells | would fall on Kesh")])
    assert said(doc) == [("Ott", "feared", "would fall on Kesh")]


def test_chains_and_opinions_stand_in_characters() -> None:
    text = "Ardania hates  Borland; it fears Kesh."
    doc = read(
        text,
        chains=[("Ardania", "it"), ("Kesh",)],
        opinions=[("Ardania", "Borland", "negative-forward"), ("it", "Kesh", "positive-backward")],
    )
    assert [[span.of(text) for span in chain] for chain in doc.chains] == [["Ardania", "it"]]
    assert [(one.holder.of(text), one.target.of(text), one.positive) for one in doc.opinions] == [
        ("Ardania", "Borland", False),
        ("Kesh", "it", True),
    ]
