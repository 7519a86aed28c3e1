"""Names are found along the chains of mentions, by the heads of their trees."""

import re
from dataclasses import replace

from kg.annotate.lexical import annotate
from kg.extract import extract
from kg.extract.referents import Referents
from kg.model import Article, Doc, Entity, Span, Token, text_digest
from kg.spans import Ordered
from tests.factory import GAZETTEER, RUN, make_article

TEXT = "Assad's aide met Omar. He left."
#       0    5  8    13  17    22 23 26


def referents(*chains: tuple[Span, ...]) -> Referents:
    places = ((0, 5), (5, 7), (8, 12), (13, 16), (17, 21), (21, 22), (23, 25), (26, 30), (30, 31))
    heads = (2, 0, 3, -1, 3, 3, 7, -1, 7)
    tokens = tuple(Token(Span(*place), "X", head, "dep") for place, head in zip(places, heads, strict=True))
    article = Article("a", TEXT, text_digest(TEXT))
    named = (Entity(Span(0, 5), "person"), Entity(Span(17, 21), "person"))
    doc = Doc(article, (Span(0, 22), Span(23, 31)), (), named, (), (), (), tokens=tokens, chains=chains)
    return Referents(doc, Ordered(named, lambda one: one.span))


def names(found: Referents, start: int, end: int) -> list[str]:
    return [one.span.of(TEXT) for one in found.names(Span(start, end))]


def test_a_pronoun_leads_to_the_name_of_its_chain():
    assert names(referents((Span(17, 21), Span(23, 25))), 23, 25) == ["Omar"]


def test_a_name_within_a_mention_is_not_who_is_meant():
    assert names(referents((Span(0, 12), Span(23, 25))), 23, 25) == []


def test_without_chains_there_is_no_name():
    assert names(referents(), 23, 25) == []


def test_he_is_the_person_of_his_chain_where_nobody_has_spoken():
    text = "Omar Hadid met Samir Qabbani. He said that jets hit Kesh."
    found = (re.search(words, text) for words in ("Omar Hadid", "Samir Qabbani", "He"))
    omar, samir, he = (Span(*one.span()) for one in found if one)
    doc = annotate(make_article(text), GAZETTEER)
    tokens = tuple(Token(span, "X", -1, "root") for span in (omar, samir, he))
    persons = (Entity(omar, "person"), Entity(samir, "person"))
    for chain, name in (((omar, he), "Omar Hadid"), ((samir, he), "Samir Qabbani")):
        facts = extract(replace(doc, entities=persons, tokens=tokens, chains=(chain,)), GAZETTEER, RUN)
        (claim,) = [one for one in facts.claims if "jets" in one.text]
        assert [one.name for one in facts.actors if one.id in claim.claimants] == [name]
