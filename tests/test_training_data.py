"""The data sets, in their formats, become Samples; damage moves everything along."""

import json
from pathlib import Path

import pytest

from training.damage import bare, capitals, curly, straight
from training.data import brat, conllu, dse, ecbplus, gold, iob2, re3d
from training.data.gazetteer import silver
from training.errors import DataError
from training.sample import Annotation, Attributed, Mention, Pair, Sample, repaired, runs

TREE = """\
# newdoc id = one
# newpar
# sent_id = 1
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-new-cf1-2-coref
2\tarmy\tarmy\tNOUN\tNN\t_\t4\tnsubj\t_\tEntity=1)
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdid\tdo\tAUX\tVBD\t_\t4\taux:pass\t_\t_
4\tn't\tnot\tPART\tRB\t_\t0\troot\t_\t_
4.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_

# sent_id = 2
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tsays\tsay\tVERB\tVBZ\t_\t0\troot\t_\t_

"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_treebank_gives_words_trees_and_chains(tmp_path):
    (sample,) = conllu.documents(write(tmp_path, "t.conllu", TREE))
    assert sample.words == ("The", "army", "did", "n't", "It", "says")
    assert (sample.sentences, sample.paragraphs) == ((0, 4), frozenset({0}))
    assert sample.heads == (1, 3, 3, -1, 5, -1)
    assert sample.relations[2] == "aux"
    assert sample.mentions == (Mention((0, 2), 1, "1"), Mention((4, 5), 4, "1"))


def test_a_line_of_another_format_is_named(tmp_path):
    with pytest.raises(DataError, match=r"t\.conllu: line 1 is no CoNLL-U"):
        list(conllu.documents(write(tmp_path, "t.conllu", "The army\n")))


def test_entities_are_laid_over_the_sentences_they_belong_to(tmp_path):
    path = write(tmp_path, "n.iob2", "# sent\n1\tIt\tO\t-\t-\n2\tsays\tB-ORG\t-\t-\n\n")
    trees = list(conllu.documents(write(tmp_path, "t.conllu", TREE)))
    (sample,) = iob2.laid_over(trees, list(iob2.sentences(path)))
    assert sample.entities == ("", "", "", "", "O", "B-ORG")


def test_brat_spans_become_words_and_their_attribution(tmp_path):
    write(tmp_path, "text/a.txt", "Moscow said it hit nothing.\nNobody asked.")
    spans = "T1\tSource 0 6\tMoscow\nT2\tCue 7 11\tsaid\nT3\tContent 12 26\tit hit nothing\n"
    event = "T4\tAttribution 7 11\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
    write(tmp_path, "attributions/a.ann", spans + event)
    (sample,) = brat.documents(tmp_path)
    (annotation,) = sample.annotations
    assert annotation.labels[:6] == ("B-Source", "B-Cue", "B-Content", "I-Content", "I-Content", "O")
    assert annotation.attributions == (Attributed(((0, 1),), ((1, 2),), ((2, 5),)),)
    assert sample.paragraphs == frozenset({0, 6})


def test_a_mark_inside_a_word_is_widened_to_the_word(tmp_path):
    (sample,) = dse.samples(write(tmp_path, "d.txt", "[Congre]ss blames [Bush] again.\tCongre\tBush\t3\n"))
    assert sample.words[:3] == ("Congress", "blames", "Bush")
    assert sample.pairs == (Pair((0, 1), (2, 3), 3),)


def test_a_line_without_a_class_is_named(tmp_path):
    with pytest.raises(DataError, match="line 1"):
        list(dse.samples(write(tmp_path, "d.txt", "[A] and [B].\tA\tB\tx\n")))


def test_mentions_of_ecbplus_are_found_behind_what_stands_left_of_them(tmp_path):
    mention = {
        "doc_id": "d", "sent_id": "3", "full_sentence": "The head of the UN left .", "left_sentence": "",
        "tokens_str": "The head of the UN", "mention_type": "HUM_PART_PER", "coref_chain": "c",
    }  # fmt: skip
    (sample,) = ecbplus.documents(write(tmp_path, "e.json", json.dumps([mention])))
    assert sample.mentions == (Mention((0, 5), 1, "c"),)


def test_names_of_an_annotated_actor_are_one_chain(tmp_path):
    stem = next(str(n) for n in range(9) if not gold.held_out(Path(f"{n}.json")))
    names = {"army": ["the army", "It"], "two": ["rebels"], "three": ["rebels"]}
    actors = {key: {"names": value} for key, value in names.items()}
    write(tmp_path, f"{stem}.json", json.dumps({"actors": actors}))
    write(tmp_path, f"{stem}.txt", "The army left. It saw rebels.")
    (sample,) = gold.documents(tmp_path)
    assert sample.mentions == (Mention((0, 2), 1, "army"), Mention((4, 5), 4, "army"))


def test_some_annotated_articles_are_held_out():
    held = sum(gold.held_out(Path(f"{n}.json")) for n in range(300))
    assert 70 < held < 130


def test_defence_reports_give_their_names_and_states_as_places(tmp_path):
    text = "The Security Council met in Iraq."
    entity = {"documentId": "1", "confidence": 1, "type": "Organisation"}
    entities = [entity | {"begin": 0, "end": 20}, entity | {"begin": 28, "end": 32}]
    write(tmp_path, "x/documents.json", json.dumps({"_id": "1", "text": text}))
    write(tmp_path, "x/entities.json", "\n".join(map(json.dumps, entities)))
    (sample,) = re3d.documents(tmp_path)
    assert runs(sample.entities) == [(1, 3, "ORG"), (5, 6, "LOC")]


def test_silver_labels_know_the_gazetteer_and_leave_other_capitals_open():
    labels = silver(("in", "Syria", ",", "Hezbollah", "met", "Zorblax", "and", "Iraqis"))
    assert labels == ("O", "B-LOC", "O", "B-ARM", "O", "", "O", "B-NAT")


def sample() -> Sample:
    words = ("“", "We", "do", "n’t", ",", "”", "Assad", "said")
    labels = ("B-Content", *["I-Content"] * 5, "B-Source", "B-Cue")
    whole = Attributed(((6, 7),), ((7, 8),), ((0, 6),))
    return Sample(
        "s", words, (0,), frozenset({0}), heads=(2, 2, 7, 2, 4, 4, 7, -1), tags=("X",) * 8,
        relations=("x",) * 8, annotations=(Annotation(labels, (whole,)),),
        mentions=(Mention((1, 2), 1, "a"),), pairs=(Pair((1, 2), (6, 7), 3),),
    )  # fmt: skip


def test_lost_marks_take_their_words_along_and_move_the_rest():
    found = bare(sample())
    assert found.words == ("We", "do", "nt", "Assad", "said")
    assert found.heads == (1, 4, 1, 4, -1)
    assert found.annotations[0].labels == ("B-Content", "I-Content", "I-Content", "B-Source", "B-Cue")
    assert found.annotations[0].attributions == (Attributed(((3, 4),), ((4, 5),), ((0, 3),)),)
    assert (found.mentions[0].head, found.pairs[0].second, found.paragraphs) == (0, (3, 4), frozenset({0}))


def test_other_damage_changes_only_the_letters():
    assert capitals(sample()).words[6:] == ("ASSAD", "SAID")
    assert straight(sample()).words[:4] == ('"', "We", "do", "n't")
    assert curly(straight(sample())).words == sample().words


def test_a_span_that_lost_its_beginning_begins_anew():
    assert repaired(["I-PER", "I-PER", "O", "I-ORG", "B-ORG"]) == ("B-PER", "I-PER", "O", "B-ORG", "B-ORG")
