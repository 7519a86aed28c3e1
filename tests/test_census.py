from collections import Counter

from factory import make_actor, make_article, make_claim, make_facts, make_linked

from kg.census import Census, census
from kg.model import Link
from kg.rdf import article_quads, entity_quads, link_quads
from kg.store import Store


def test_everything_is_counted_once_by_its_kind():
    article = make_article()
    claims = [make_claim(article, kind=kind) for kind in ("statement", "statement", "accusation", "denial")]
    claims[1] = make_claim(article, "Borland shelled Kesh")
    facts = make_facts(article, claims=tuple(claims), actors=(make_actor("Ardania"), make_actor("Borland")))
    kinds = ("denies", "contradicts")
    linked = make_linked(facts, links=[Link(kind, claims[2].id, claims[3].id, 0.8, "why") for kind in kinds])
    quads = [*article_quads(facts, {}), *entity_quads(linked), *link_quads(linked)]
    assert census(Store.memory(quads)) == Census(
        claims=Counter(statement=2, accusation=1, denial=1),
        links=Counter(denies=1, contradicts=1),
        actors=2,
        places=1,
        events=1,
    )


def test_an_empty_store_holds_nothing():
    assert census(Store.memory()) == Census(Counter(), Counter(), 0, 0, 0)
