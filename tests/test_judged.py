"""What people judged wins over scores, in the link stage, in the graph and over builds."""

import logging
from dataclasses import replace

import pytest
from factory import make_actor, make_article, make_claim, make_event, make_facts, make_linked

from kg import judgements, pipeline
from kg.annotate.lexical import Lexical
from kg.confidence import at_least
from kg.judgements import FILE, Undo, append, sealed
from kg.link import link
from kg.model import Found, Judgement, Link, Place, Sameness, digest
from kg.rdf import article_quads, entity_quads, facts_from_quads, link_quads, sorted_nquads
from kg.results import cell
from kg.store import Store
from kg.validate import validate_quads
from kg.vocabulary import BASE, iri
from kg.workspace import Workspace

ARDANIA, BORLAND = "actor/ardania", "actor/borland"


def judged(words, by="Ana", note="", at=""):
    verdict, *about = words.split()
    return sealed(Judgement("", verdict, tuple(sorted(f"event/{one}" for one in about)), by, at, note))


def of_link(verdict, one):
    statement = (one.kind, one.subject, one.object)
    return sealed(Judgement("", verdict, (one.key,), "Ana", "", statement=statement))


def account(name, day):
    """An article of an event of its own: shellings of one place on a day of May."""
    date = f"2031-05-{day:02}"
    event = make_event(id=f"event/{name}", date=date, names=("shells",))
    text = f"Shells fell on the grain market, reporter {name} says."
    article = make_article(text, id=name, date=Found(date, "metadata"))
    return make_facts(article, events=(event,), main_events=(event.id,), claims=(), actors=())


def groups(linked):
    found = {event.id: {event.id} for event in linked.events}
    for part, whole in linked.same.items():
        found[whole].add(part)
    return sorted("".join(sorted(key[-1] for key in group)) for group in found.values())


APART = [account(name, day) for name, day in (("a", 1), ("b", 11), ("c", 21))]
ALIKE = [account(name, 3) for name in "abc"]


@pytest.mark.parametrize(
    ("accounts", "given", "expected"),
    [
        (APART, "", ["a", "b", "c"]),
        (APART, "same a b", ["ab", "c"]),
        (APART, "same a b, same b c", ["abc"]),
        (APART, "same a b, different b c", ["ab", "c"]),
        (ALIKE, "", ["abc"]),
        (ALIKE, "different a b, different b c, different a c", ["a", "b", "c"]),
        (ALIKE, "same a b, different b c", ["ab", "c"]),
        (ALIKE, "same a x, different x y", ["abc"]),
    ],
)
def test_events_are_one_or_not_as_people_hold_and_all_that_follows(accounts, given, expected):
    linked = link(accounts, [judged(one) for one in given.split(", ") if one])
    assert groups(linked) == expected


def test_only_judgements_on_what_is_there_hold():
    there, gone = judged("same a b"), judged("same b x")
    assert link(APART, [there, gone]).judgements == (there,)


ACCUSED = "Ardania accused Borland of shelling Kesh."
DENIED = "Borland denied it."


def dispute():
    """An accusation, and its denial in another article a day later."""
    charge, answer = make_article(ACCUSED), make_article(DENIED, id="b", date=Found("2031-05-05", "text"))
    accusation = make_claim(charge, kind="accusation", about="event/kesh", blames=(BORLAND,), id="claim/1")
    denial = make_claim(
        answer, kind="denial", claimants=(BORLAND,), about="event/kesh", rejects=(BORLAND,), id="claim/2"
    )
    return [make_facts(charge, claims=(accusation,)), make_facts(answer, claims=(denial,))]


def test_a_link_judged_wrong_goes_and_stays_away():
    (found,) = link(dispute()).links
    assert (found.kind, found.subject, found.object) == ("denies", "claim/2", "claim/1")
    wrong = of_link("wrong", found)
    linked = link(dispute(), [wrong])
    assert linked.links == ()
    assert linked.judgements == (wrong,)


def test_a_link_judged_right_stays_where_it_is_found_and_where_it_is_not():
    (found,) = link(dispute()).links
    assert link(dispute(), [of_link("right", found)]).links == (found,)
    other = Link("corroborates", "claim/1", "claim/2", 0.5, "")
    linked = link(dispute(), [of_link("right", other)])
    assert [(one.kind, one.confidence, one.reason) for one in linked.links if one != found] == [
        ("corroborates", 1.0, "judged right")
    ]
    gone = replace(other, object="claim/gone")
    linked = link(dispute(), [of_link("right", gone)])
    assert (linked.links, linked.judgements) == ((found,), ())


def test_nobody_acts_for_himself_and_nothing_lies_within_itself_whatever_is_judged_one():
    chain = ("Speaker", "Ministry", "Ardania")
    actors = tuple(
        make_actor(name, acts_for=(f"actor/{above.lower()}",) if above else ())
        for name, above in zip(chain, (*chain[1:], None), strict=True)
    )
    places = tuple(
        Place(f"place/{name}", name, within=above)
        for name, above in (("a", "place/b"), ("b", "place/c"), ("c", None))
    )
    facts = make_facts(actors=actors, places=places, events=(), claims=(), main_events=(), publisher=None)
    same = [
        sealed(Judgement("", "same", about, "Ana", ""))
        for about in (("actor/ardania", "actor/speaker"), ("place/a", "place/c"))
    ]
    linked = link([facts], same)
    (head,) = {linked.same[key] for key in linked.same if key.startswith("actor/")}
    assert {one.id: one.acts_for for one in linked.actors} == {head: (), "actor/ministry": (head,)}
    (head,) = {linked.same[key] for key in linked.same if key.startswith("place/")}
    assert {one.id: one.within for one in linked.places} == {head: None, "place/b": head}


# In the graph


HOSTILE = 'An "a" <b>\\ \x1b[31m\nk\u202e > . <x> <y> <z> .'


def judged_quads():
    facts = [*dispute(), account("d", 3)]
    linked = link(facts)
    (found,) = (one for one in linked.links if one.kind == "denies")
    judgements = (
        judged("same kesh d", by=HOSTILE, note=HOSTILE, at="2031-05-04T10:00:00.120000Z"),
        of_link("wrong", found),
        judged("same kesh d", at="2031-05-04T10:00:00.000000Z"),
    )
    linked = link(facts, judgements)
    assert len(linked.judgements) == 3
    quads = [quad for one in facts for quad in article_quads(one, linked.same)]
    return linked, [*quads, *entity_quads(linked), *link_quads(linked)]


def test_judgements_stand_in_the_graph_and_are_read_back():
    linked, quads = judged_quads()
    again = facts_from_quads(quads)[1]
    assert again.judgements == linked.judgements
    report = validate_quads(quads, {})
    assert [one.message for one in report.findings if "udge" in one.message] == []
    (name,) = {
        quad.subject for quad in quads if quad.object.value == HOSTILE and "/person/" in str(quad.subject)
    }
    assert set(name.value.removeprefix(f"{BASE}person/")) <= set("0123456789abcdef")


def test_a_store_gives_times_back_as_they_were_written():
    _, quads = judged_quads()
    store, graph = Store.memory(), iri("kg:graph-links")
    links = [quad for quad in quads if quad.graph_name.value == graph]
    for _ in range(2):
        store.replace_graphs((graph,), links)
        assert sorted_nquads(store.quads()) == sorted_nquads(links)


def test_judgements_on_what_is_left_out_go_with_it_and_with_who_gave_them():
    facts = [*dispute(), account("d", 3)]
    (found,) = (one for one in link(facts).links if one.kind == "denies")
    of_events = judged("same kesh d")  # a main event stays without its claims, the actors do not
    of_actors = sealed(Judgement("", "different", (ARDANIA, BORLAND), "Ben", ""))
    linked = link(facts, (of_events, of_link("wrong", found), of_actors))
    quads = [quad for one in facts for quad in article_quads(one, linked.same)]
    store = Store.memory([*quads, *entity_quads(linked), *link_quads(linked)])

    def given(some):
        subjects = {quad.subject.value.removeprefix(BASE) for quad in some.quads()}
        return {one for one in subjects if one.startswith(("judgement/", "person/"))}

    assert len(given(store)) == 5
    assert given(at_least(store, 0.4)) == given(store)
    assert given(at_least(store, 0.9)) == {of_events.id, f"person/{digest('Ana')}"}


# Over builds

REPORTS = {
    "kesh": "KESH, 4 June 2016 - Russia accused Ukraine of bombing a bridge on 1 June 2016, killing 12.",
    "mora": "MORA, 5 May 2016 - Russia accused Ukraine of shelling Mariupol on 3 May 2016, killing 30.",
    "tarn": "TARN, 6 May 2016 - Ukraine denied that it had shelled Mariupol on 3 May 2016. It blamed Russia.",
}


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text)
    (folder / "articles.csv").write_text("id,date\nkesh,2016-06-04\nmora,2016-05-05\ntarn,2016-05-06\n")
    return folder


@pytest.fixture
def workspace(tmp_path):
    return Workspace.create(tmp_path / "w")


def build(workspace, *paths, **options):
    return pipeline.build(
        [str(path) for path in paths], Workspace.open(workspace.path), by=Lexical(), **options
    )


def bytes_of(workspace):
    return sorted_nquads(Workspace.open(workspace.path).store().quads())


def replaced(workspace):
    query = f"SELECT ?part ?whole WHERE {{ ?part <{iri('dcterms:isReplacedBy')}> ?whole }}"
    rows = Workspace.open(workspace.path).store().select(query).rows
    return {cell(part).removeprefix(BASE): cell(whole).removeprefix(BASE) for part, whole in rows}


def events(workspace):
    query = f"SELECT ?event WHERE {{ ?event a <{iri('kg:Event')}> }}"
    rows = Workspace.open(workspace.path).store().select(query).rows
    return sorted(cell(event).removeprefix(BASE) for (event,) in rows)


def two_of(ids):
    return sealed(Judgement("", "same", tuple(ids[:2]), "Ana", ""))


def test_a_judgement_outlives_builds_and_prunes_and_undone_leaves_no_trace(workspace, articles):
    build(workspace, articles)
    before, judgement = bytes_of(workspace), two_of(events(workspace))
    append(workspace.path, judgement)
    assert pipeline.relink(Workspace.open(workspace.path)) == ()
    after = bytes_of(workspace)
    assert judgement.about[1] in {*replaced(workspace), *replaced(workspace).values()}
    assert build(workspace, articles, prune=True).unchanged == 3
    assert bytes_of(workspace) == after
    append(workspace.path, sealed(Undo("", judgement.id, "Ana", "")))
    pipeline.relink(Workspace.open(workspace.path))
    assert bytes_of(workspace) == before


def test_a_new_workspace_with_the_same_judgements_gives_the_same_graph(workspace, articles, tmp_path):
    build(workspace, articles)
    append(workspace.path, two_of(events(workspace)))
    pipeline.relink(Workspace.open(workspace.path))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE).write_bytes((workspace.path / FILE).read_bytes())
    other = Workspace.create(tmp_path / "other")
    build(other, articles)
    assert bytes_of(other) == bytes_of(workspace)


def test_a_build_applies_what_came_into_the_file_by_other_ways_and_only_once(
    workspace, articles, monkeypatch
):
    build(workspace, articles)
    append(workspace.path, two_of(events(workspace)))
    build(workspace, articles)
    assert replaced(workspace)
    generation = Workspace.open(workspace.path).generation
    build(workspace, articles)
    assert Workspace.open(workspace.path).generation == generation
    (workspace.path / FILE).unlink()
    build(workspace, articles)
    assert two_of(events(workspace)).about[0] in events(workspace)


def test_a_judgement_on_what_is_gone_is_harmless_and_holds_again_when_it_comes_back(workspace, articles):
    build(workspace, articles)
    append(workspace.path, two_of(events(workspace)))
    pipeline.relink(Workspace.open(workspace.path))
    joined = bytes_of(workspace)
    aside = articles / "kesh.txt"
    text = aside.read_text()
    aside.unlink()
    assert build(workspace, articles, prune=True).removed == 1
    aside.write_text(text)
    build(workspace, articles)
    assert bytes_of(workspace) == joined


def test_a_build_tells_of_damaged_and_contradicting_lines(workspace, articles, caplog):
    build(workspace, articles)
    one, other = events(workspace)[:2]
    append(workspace.path, sealed(Judgement("", "same", (one, other), "Ana", "2031-05-04T10:00:00.000000Z")))
    append(
        workspace.path, sealed(Judgement("", "different", (one, other), "Ben", "2031-05-05T10:00:00.000000Z"))
    )
    with (workspace.path / FILE).open("a") as file:
        file.write("nonsense\n")
    with caplog.at_level(logging.WARNING):
        build(workspace, articles)
    assert len(caplog.messages) == 2
    assert f"{FILE}:3: is damaged" in caplog.messages[0]
    assert "set aside" in caplog.messages[1]
    assert replaced(workspace)


def test_nearness_is_an_opinion_that_a_person_overrules():
    opinions = link(ALIKE, [judged("different a b")]).opinions
    assert all(isinstance(one, Sameness) for one in opinions)
    assert ("event/a", "event/b", True) not in {(one.first, one.second, one.followed) for one in opinions}


def test_hand_made_entities_with_judgements_are_read_back():
    facts = make_facts(actors=(make_actor("Ardania"),), claims=(), events=(), places=(), main_events=())
    linked = make_linked(facts, judgements=(judged("same a b"),))
    assert facts_from_quads(link_quads(linked))[1].judgements == linked.judgements
    assert judgements.said(linked.judgements[0]) == "same event/a event/b"
