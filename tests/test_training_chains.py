"""The readers of what is only evaluated on: chains of mentions, and attributions sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.data import cofenet, coref
from training.errors import DataError
from training.sample import Mention, Sample

CHAINS = """# begin document one
0\tThe\t(person-1
1\tgeneral\tperson-1)
2\tsaid\t_
3\this\t(object-3-His_horse(person-1)
4\thorse\tobject-3-His_horse)
# end document one

# begin document two
0\tit\t(7)|(8
1\tfell\t8)
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a"
    path.write_text(text, encoding="utf-8")
    return path


def test_brackets_become_mentions_of_chains(tmp_path: Path) -> None:
    one, two = coref.documents(written(tmp_path, CHAINS))
    assert one.words == ("The", "general", "said", "his", "horse")
    assert one.sentences == ()
    assert one.mentions == (Mention((0, 2), 0, "1"), Mention((3, 4), 3, "1"), Mention((3, 5), 3, "3"))
    assert two.mentions == (Mention((0, 1), 0, "7"), Mention((0, 2), 0, "8"))


def test_a_parsed_text_of_the_same_words_gives_its_trees(tmp_path: Path) -> None:
    tree = Sample("x", ("The", "general", "said", "his", "horse"), (0, 3), heads=(1, 2, -1, 4, -1))
    one, two = coref.documents(written(tmp_path, CHAINS), [tree])
    assert (one.id, one.sentences, two.sentences) == ("one", (0, 3), ())
    assert [mention.head for mention in one.mentions] == [1, 3, 4]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0\ta\t(x-1\n", "stays open"),
        ("0\ta\tx-1)\n", "closes no mention"),
        ("0\ta\n", "line 1 is not of number, word and brackets"),
    ],
)
def test_odd_brackets_are_refused(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=told):
        list(coref.documents(written(tmp_path, text)))


def test_sentences_of_one_text_are_joined(tmp_path: Path) -> None:
    lines = (
        '{"tokens": ["He", "said"], "labels": ["B-source", "B-cue"], "id": "x"}\n'
        '{"tokens": ["so"], "labels": ["B-content"], "id": "x"}\n\n'
        '{"tokens": ["Rain"], "labels": ["O"], "id": "y"}\n'
    )
    one, two = cofenet.documents(written(tmp_path, lines))
    assert (one.words, one.sentences) == (("He", "said", "so"), (0, 2))
    assert one.annotations[0].labels == ("B-Source", "B-Cue", "B-Content")
    assert (two.words, two.sentences) == (("Rain",), (0,))


@pytest.mark.parametrize(
    "line",
    ["no json", "[1]", "{}", '{"tokens": ["a"], "labels": []}', '{"tokens": ["a"], "labels": ["B-verb"]}'],
)
def test_a_line_that_is_no_labelled_sentence_is_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 1 is no labelled sentence"):
        list(cofenet.documents(written(tmp_path, line)))
