"""Builds one after another end in the graph of one build of all, whatever becomes one on the way."""

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from factory import make_actor, make_article, make_claim, make_event, make_facts

from kg import pipeline
from kg.annotate.lexical import Lexical
from kg.judgements import FILE, Undo, append, sealed
from kg.link import link
from kg.link.events.linkage import Linkage
from kg.link.events.pairs import Comparison
from kg.model import Actor, Event, Figure, Found, Judgement, Place
from kg.rdf import replaced_in, sorted_nquads
from kg.store import Store
from kg.validate import validate_quads
from kg.vocabulary import BASE, GRAPH_ENTITIES, GRAPH_LINKS, iri
from kg.workspace import Workspace

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
RIDGE = """Raid on a bridge kills nine

4 March 2019 - Warplanes bombed a river bridge in the village of Tel Hadrah in northern Syria on 3 March \
2019, killing nine people, the Hadra Relief Committee said.

The committee accused Russia of the air strike. Colonel Marwan Dibo, a spokesman for the committee, said \
that two jets had circled over the bridge before the bombing.
"""
BRIDGE = """Nine die as jets hit river bridge

4 March 2019 - Nine people were killed when jets bombed a river bridge in the village of Tell Hadra in \
northern Syria on 3 March 2019, the Hadra Relief Committee said.

Colonel Marwan Deebo said that the bridge collapsed in the air strike. The Hadra Relief Committee accused \
Russia, which denied that its warplanes bombed the bridge.
"""
HARVEST = """Shells fall on a grain store

MORA, 9 June 2018 - Ukraine accused Russia of shelling a grain store on 8 June 2018, killing three people. \
Russia denied it.
"""
UNPLACED = """Somebody was hurt somewhere

Rebels said that somebody had been killed. The army denied that it had shelled anybody. Ukraine accused both.
"""
FUTURE = """Raid of a time to come

GENEVA, 2 January 2999 - The United Nations accused Russia on Wednesday of bombing Aleppo on 1 January 2999, \
killing 14 people. Russia denied it.
"""
REPORTS = {
    "ridge.txt": RIDGE,
    "bridge.txt": BRIDGE,
    "harvest.txt": HARVEST,
    "unplaced.txt": UNPLACED,
    "future.txt": FUTURE,
}
KINDS = {"actor", "event", "place"}


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    shutil.copytree(EXAMPLES, folder)
    for name, text in REPORTS.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def workspace(tmp_path):
    return Workspace.create(tmp_path / "w")


def build(workspace, *paths, **options):
    return pipeline.build(
        [str(path) for path in paths], Workspace.open(workspace.path), by=Lexical(), **options
    )


def store(workspace):
    return Workspace.open(workspace.path).store()


def graph(workspace):
    return sorted_nquads(store(workspace).quads())


def replaced(workspace):
    return replaced_in(store(workspace).quads(GRAPH_LINKS))


def graph_of(workspace, name):
    (one,) = (one.article for one in Workspace.open(workspace.path).articles() if one.article.id == name)
    return sorted_nquads(store(workspace).quads(BASE + one.key)).decode()


def one_of(workspace, kind, name):
    """The id that a thing of a kind has in the facts of an article, by a part of its name."""
    (sha256,) = (
        one.article.sha256
        for one in Workspace.open(workspace.path).articles()
        if one.article.id == name.partition(" ")[0]
    )
    facts, words = Workspace.open(workspace.path).facts(sha256), name.partition(" ")[2]
    things = {Actor: facts.actors, Event: facts.events, Place: facts.places}[kind]
    return next(one.id for one in things if words in (one.label if isinstance(one, Event) else one.name))


def judge(workspace, verdict, *about):
    judgement = sealed(Judgement("", verdict, tuple(sorted(about)), "Ana", ""))
    append(workspace.path, judgement)
    return judgement


@pytest.mark.parametrize("seed", [1, 2])
def test_builds_in_any_order_with_corrections_and_prunes_end_in_the_same_bytes(
    tmp_path, workspace, articles, seed
):
    at_once = Workspace.create(tmp_path / "once")
    build(at_once, articles)
    files = sorted(articles.glob("*.*"))
    Random(seed).shuffle(files)  # noqa: S311
    texts = [one for one in files if one.suffix == ".txt"]
    right = {one: one.read_text() for one in texts[:3]}
    for one, text in right.items():  # as it was before somebody corrected it
        one.write_text(text.replace("killed", "wounded").replace("Russia", "Turkey"))
    stray = articles / "stray.txt"
    stray.write_text(BRIDGE.replace("Nine", "Ten").replace("Deebo", "Dibou"))
    build(workspace, articles / "articles.csv", stray, *files[:2])
    for start in range(2, len(files), 4):
        build(workspace, *files[start : start + 4])
    for one, text in right.items():
        one.write_text(text)
    build(workspace, *right)
    stray.unlink()
    build(workspace, articles, prune=True)
    assert graph(workspace) == graph(at_once)


def test_what_becomes_one_by_a_new_article_bears_one_id_in_the_graphs_of_older_ones(workspace, articles):
    build(workspace, articles / "bridge.txt", articles / "harvest.txt")
    alone = graph(workspace)
    assert replaced(workspace) == {}
    build(workspace, articles / "ridge.txt")
    same = replaced(workspace)
    assert {key.partition("/")[0] for key in same} == KINDS
    both = graph_of(workspace, "bridge") + graph_of(workspace, "ridge")
    assert not [key for key in same if f"<{BASE}{key}>" in both]
    for whole in same.values():
        assert f"<{BASE}{whole}>" in graph_of(workspace, "bridge")
        assert f"<{BASE}{whole}>" in graph_of(workspace, "ridge")
    assert build(workspace, articles / "bridge.txt", articles / "harvest.txt", prune=True).removed == 1
    assert graph(workspace) == alone


def test_of_an_id_that_gave_way_the_graph_tells_its_label_what_stands_for_it_and_why(workspace, articles):
    build(workspace, articles)
    gone = {f"{BASE}{key}" for key in replaced(workspace)}
    quads = list(store(workspace).quads())
    own = (quad for quad in quads if quad.subject.value in gone)
    about = Counter((quad.subject.value, quad.predicate.value) for quad in own)
    told = {iri("dcterms:isReplacedBy"), iri("rdfs:label")}
    assert about == Counter((key, predicate) for key in gone for predicate in told)
    naming = {(quad.graph_name.value, quad.predicate.value) for quad in quads if quad.object.value in gone}
    assert naming <= {(GRAPH_LINKS, iri("rdf:subject")), (GRAPH_LINKS, iri("rdf:object"))}
    reasons = {quad.subject for quad in quads if quad.object.value == iri("kg:Sameness")}
    assert {quad.subject for quad in quads if quad.object.value in gone} <= reasons


def test_who_judges_two_to_differ_gets_both_ids_back_in_the_articles(workspace, articles):
    build(workspace, articles / "bridge.txt", articles / "ridge.txt")
    united = graph(workspace)
    same = replaced(workspace)
    undone = [judge(workspace, "different", part, whole) for part, whole in same.items()]
    assert pipeline.relink(Workspace.open(workspace.path)) == ()
    assert replaced(workspace) == {}
    both = graph_of(workspace, "bridge") + graph_of(workspace, "ridge")
    assert not [key for key in {*same, *same.values()} if f"<{BASE}{key}>" not in both]
    for one in undone:
        append(workspace.path, sealed(Undo("", one.id, "Ana", "")))
    pipeline.relink(Workspace.open(workspace.path))
    assert graph(workspace) == united


def test_a_build_with_nothing_new_applies_judgements_and_a_new_store_keeps_them(workspace, articles):
    build(workspace, articles)
    event = one_of(workspace, Event, "harvest "), one_of(workspace, Event, "unplaced ")
    judge(workspace, "same", *event)
    assert build(workspace, articles).unchanged == len(Workspace.open(workspace.path).articles())
    assert replaced(workspace).keys() & set(event)
    judged = graph(workspace)
    shutil.rmtree(workspace.path / "store")
    build(workspace, articles)
    assert graph(workspace) == judged
    lines = (workspace.path / FILE).read_bytes()
    (workspace.path / FILE).write_bytes(b"")
    build(workspace, articles)
    assert not replaced(workspace).keys() & set(event)
    (workspace.path / FILE).write_bytes(lines)
    build(workspace, articles)
    assert graph(workspace) == judged


def test_a_build_with_nothing_new_links_anew_by_other_rules_and_only_once(workspace, articles, monkeypatch):
    build(workspace, articles / "harvest.txt")
    monkeypatch.setattr(pipeline, "rules", lambda *stages: f"other rules of {stages}")
    for generation in (2, 2):
        assert build(workspace, articles / "harvest.txt").unchanged == 1
        assert Workspace.open(workspace.path).generation == generation


def test_facts_lost_between_reading_and_linking_leave_no_graph_behind(workspace, articles, monkeypatch):
    def losing(facts, judgements):
        for file in workspace.path.glob("facts/*/*.jsonl"):
            if "grain store" in file.read_text():
                file.unlink()
        return link(facts, judgements)

    monkeypatch.setattr(pipeline, "link", losing)
    (refused,) = build(workspace, articles / "bridge.txt", articles / "harvest.txt").refused
    assert refused.where.endswith("harvest.txt")
    (one,) = Workspace.open(workspace.path).articles()
    graphs = set(store(workspace).graphs())
    assert graphs - {GRAPH_ENTITIES, GRAPH_LINKS} == {BASE + one.article.key}


def test_each_new_graph_is_written_once_and_of_known_ones_those_alone_that_change(
    workspace, articles, monkeypatch
):
    written = Counter[str]()
    replace_graphs = Store.replace_graphs

    def noted(self, names, quads):
        names = list(names)
        written.update(names)
        replace_graphs(self, names, quads)

    monkeypatch.setattr(Store, "replace_graphs", noted)
    build(workspace, articles / "bridge.txt", articles / "harvest.txt", articles / "future.txt")
    assert set(written.values()) == {1}
    build(workspace, articles / "ridge.txt")
    keys = {one.article.id: BASE + one.article.key for one in Workspace.open(workspace.path).articles()}
    assert {name: written[key] for name, key in keys.items()} == {
        "bridge": 2, "ridge": 1, "harvest": 1, "future": 1,
    }  # fmt: skip


def test_events_without_date_and_place_and_days_to_come_stay_apart_and_fit_the_shapes(workspace, articles):
    summary = build(workspace, articles)
    assert summary.refused == ()
    same, loose = replaced(workspace), one_of(workspace, Event, "unplaced ")
    assert loose not in {*same, *same.values()}
    assert one_of(workspace, Event, "future ") not in {*same, *same.values()}
    report = validate_quads(store(workspace).quads(), Workspace.open(workspace.path).texts())
    assert [one.message for one in report.findings if one.severity == "violation"] == []


# Facts by hand


def namesakes(number, listed=0):
    """A village of one name, listed so many times and otherwise once in each of so many regions."""
    known = [Place(f"place/geonames{n}", "Kesh", within=f"place/r{n}") for n in range(listed)]
    regions = [Place(f"place/r{n}", f"Region {n}", within="place/ardania") for n in range(number)]
    villages = [Place(f"place/kesh-{n:08x}", "Kesh", within=f"place/r{n}") for n in range(number)]
    rest = Place("place/kesh-ffffffff", "Kesh"), Place("place/ardania", "Ardania")
    return (*known, *villages, *regions, *rest)


@pytest.mark.parametrize("listed", [0, 40])
def test_a_place_whose_name_forty_bear_becomes_none_of_them_and_tells_a_few(listed):
    facts = make_facts(places=namesakes(40, listed), events=(), claims=(), main_events=())
    linked = link([facts])
    assert linked.same == {}
    assert len(linked.places) == 40 + listed + 40 + 2
    about = Counter(end for one in linked.opinions for end in (one.first, one.second))
    assert 0 < about["place/kesh-ffffffff"] <= 24


def test_articles_that_contradict_each_other_on_who_acts_for_whom_make_no_circle():
    rows = (("Front", "actor/watch"), ("Watch", "actor/league"), ("League", "actor/front"))
    facts = [
        make_facts(
            make_article(f"{name} says so.", id=name),
            actors=(make_actor(name, "organization", acts_for=(above,)), make_actor(above[6:].title())),
            events=(), claims=(), places=(), main_events=(), publisher=None,
        )
        for name, above in rows
    ]  # fmt: skip
    linked = link(facts)
    assert {one.id: one.acts_for for one in linked.actors} == {
        "actor/front": (), "actor/watch": ("actor/league",), "actor/league": ("actor/front",),
    }  # fmt: skip
    assert link(facts[::-1]) == linked


def crowd(number):
    """Articles of one day, each with its own words for one raid, its own toll and its own accuser."""
    words = Random(7)  # noqa: S311
    places = Place("place/kesh", "Kesh", within="place/ardania"), Place("place/ardania", "Ardania")
    for n in range(number):
        text = f"Report {n}: jets bombed Kesh. {' '.join(f'w{words.randrange(200)}' for _ in range(30))}"
        article = make_article(text, id=f"a{n}", date=Found("2031-05-04", "text"))
        event = make_event(
            id=f"event/{n:05}", type="airstrike", date="2031-05-03", places=("place/kesh",), participants=()
        )
        accuser = make_actor(f"Paper {n:08x}", "organization")
        claim = make_claim(
            article, text[:30], kind="accusation", claimants=(accuser.id,), about=event.id, id=f"claim/{n}",
            blames=("actor/borland",), figures=(Figure("killed", n % 7, n % 7, "people"),), confidence=1.0,
        )  # fmt: skip
        yield make_facts(
            article, actors=(accuser, make_actor("Borland")), places=places, events=(event,), claims=(claim,),
            main_events=(event.id,), publisher=None,
        )  # fmt: skip


def test_two_thousand_articles_on_one_day_and_place_are_compared_a_bounded_number_of_times(monkeypatch):
    counts = Counter[str]()

    def counted(kind, name):
        inner = getattr(kind, name)

        def outer(*arguments):
            counts[name] += 1
            return inner(*arguments)

        monkeypatch.setattr(kind, name, outer)

    counted(Comparison, "features")
    counted(Linkage, "mean")
    found = {}
    for number in (500, 2000):
        counts.clear()
        linked = link(crowd(number))
        assert len(linked.events) < number / 2
        found[number] = {**counts, "links": len(linked.links), "opinions": len(linked.opinions)}
    assert found[2000]["features"] <= 60 * 2000
    assert found[2000]["mean"] <= 60 * 2000
    assert found[2000]["opinions"] <= 10 * 2000
    assert found[2000]["links"] <= 2 * found[500]["links"]
