from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

from kg.accounts import Accounts, Choice, accounts
from kg.analyse import Blaming
from kg.commands import draw as commands
from kg.draw import draw_blame, draw_claims, draw_timeline
from kg.errors import KgError, MissingExtraError, MisuseError
from kg.graph import Graph
from kg.rdf import article_quads, entity_quads, link_quads
from tests.factory import make_actor, make_event, make_linked
from tests.reports import CAST, blames, copies, counts, denies, link, report

pytest.importorskip("matplotlib", reason="pictures need the extra [draw]")
np = pytest.importorskip("numpy")
etree = pytest.importorskip("lxml.etree")

HOSTILE = '</script><script>alert("x")</script><img src=x onerror=alert(1)> $a_1^2$ &amp; \x00\x1b'
SCRIPTS = ("Россия", "روسيا", "俄罗斯", "რუსეთი", "🕊", "\u202egnorw")


def network_of(*pairs: tuple[str, str], quote: str = "He said so.", count: int = 1) -> nx.DiGraph[str]:
    """A network of actors named as given, every arrow backed by `count` claims."""
    network: nx.DiGraph[str] = nx.DiGraph()
    for name in sorted({name for pair in pairs for name in pair}):
        blamed = sum(count for _, other in pairs if other == name)
        network.add_node(name, label=name, kind="state", state="", blamed=blamed, blaming=0)
    for claimant, blamed in pairs:
        ids = [f"claim/{claimant}-{blamed}-{number}" for number in range(count)]
        claims = tuple(Blaming(one, claimant, blamed, quote, "kesh", "News", "2031", "", "") for one in ids)
        network.add_edge(claimant, blamed, weight=count, articles=1, events=(), claims=claims)
    return network


def drawn(network: nx.DiGraph[str], tmp_path: Path, suffix: str) -> bytes:
    path = tmp_path / f"blame{suffix}"
    draw_blame(network, path)
    return path.read_bytes()


class Page(HTMLParser):
    """What a browser would run, load or show of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inner: dict[str, list[str]] = {}
        self._open = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.inner.setdefault(self._open, []).append(data)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".html"])
def test_two_drawings_are_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    network = network_of(("A", "B"), ("B", "A"), ("C", "C"), count=3)
    assert drawn(network, tmp_path, suffix) == drawn(network, tmp_path, suffix)


def test_svg_holds_names_as_text_and_every_arrow(tmp_path: Path) -> None:
    svg = drawn(network_of(("Ardania", "Borland"), ("Borland", "Borland"), count=7), tmp_path, ".svg")
    root = etree.fromstring(svg)
    texts = {"".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")}
    ids = {element.get("id") for element in root.iter()}
    assert {"Ardania", "Borland", "7", "Who blames whom", "state"} <= texts
    assert {"blame-0", "blame-1", "actor-0", "actor-1"} <= ids
    assert any("2 actors · 2 arrows · 14 claims · 1 article." in text for text in texts)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".html"])
def test_names_in_any_script_are_drawn_without_a_word(tmp_path: Path, suffix: str) -> None:
    network = network_of(*((name, HOSTILE) for name in SCRIPTS))
    assert drawn(network, tmp_path, suffix)  # a warning would be an error here


def test_a_hostile_name_stays_text_in_svg(tmp_path: Path) -> None:
    root = etree.fromstring(drawn(network_of((HOSTILE, "B")), tmp_path, ".svg"))
    assert not [element for element in root.iter() if str(element.tag).endswith(("script", "img"))]
    assert any("<script" in text for text in root.itertext())


def test_the_page_runs_nothing_but_its_own_script(tmp_path: Path) -> None:
    page = drawn(network_of((HOSTILE, "B"), quote=HOSTILE), tmp_path, ".html")
    parsed = Page(page)
    policy = next(attrs["content"] for tag, attrs in parsed.tags if attrs.get("http-equiv")) or ""
    (script,) = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)
    for text in (script, style):
        assert f"'sha256-{b64encode(sha256(text).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert [attrs for tag, attrs in parsed.tags if tag == "script"] == [
        {"type": "application/json", "id": "data"},
        {},
    ]
    assert "img" not in {tag for tag, _ in parsed.tags}
    assert not [attrs for _, attrs in parsed.tags if "style" in attrs or "src" in attrs or "onerror" in attrs]
    assert b"innerHTML" not in script


def test_the_page_holds_every_sentence(tmp_path: Path) -> None:
    page = drawn(network_of((HOSTILE, "B"), quote=HOSTILE), tmp_path, ".html").decode()
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert data["arrows"][0]["claims"][0]["quote"] == HOSTILE
    assert [actor["name"] for actor in data["actors"]] == sorted([HOSTILE, "B"])


def test_parts_of_the_page_that_the_script_asks_for_are_there(tmp_path: Path) -> None:
    page = drawn(network_of(("A", "B"), ("B", "C"), count=2), tmp_path, ".html")
    ids = [attrs.get("id") for _, attrs in Page(page).tags]
    asked = set(re.findall(r'byId\("([\w-]+)"\)', page.decode()))
    assert asked <= set(ids)
    assert {"actor-2", "name-2", "blame-1", "count-1"} <= set(ids)
    assert len([one for one in ids if one]) == len({one for one in ids if one})


def test_nothing_to_draw_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="nothing to draw") as told:
        drawn(nx.DiGraph(), tmp_path, ".svg")
    assert told.value.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_suffix_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match=r"\.svg, \.png, \.html"):
        drawn(network_of(("A", "B")), tmp_path, ".gif")


def test_without_the_extra_its_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("kg.draw.", "matplotlib"))]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("image", "page"):
        monkeypatch.delattr(f"kg.draw.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'claimgraph[draw]'")):
        drawn(network_of(("A", "B")), tmp_path, ".svg")


@pytest.mark.parametrize("actors", [1, 2, 5, 60])
def test_no_two_boxes_overlap(actors: int) -> None:
    arrange = pytest.importorskip("kg.draw.layout").arrange
    names = [f"n{number}" for number in range(actors)]
    network = nx.DiGraph([(name, names[number // 3]) for number, name in enumerate(names)])
    boxes = {name: (40.0 + 7 * (number % 9), 30.0) for number, name in enumerate(names)}
    layout = arrange(network, boxes)
    centres = np.array([layout.centres[name] for name in names])
    sizes = np.array([boxes[name] for name in names])
    depth = (sizes[:, None] + sizes[None]) / 2 - np.abs(centres[:, None] - centres[None])
    np.fill_diagonal(depth[..., 0], -1)
    assert not (depth > 1e-3).all(axis=2).any()
    assert (centres - sizes / 2).min() > -1e-6
    assert ((centres + sizes / 2).max(axis=0) <= np.array([layout.width, layout.height]) + 1e-6).all()


DRAWN = {"claims": draw_claims, "timeline": draw_timeline}
SVG = "{http://www.w3.org/2000/svg}"


def dispute(size: int, *, says: str = "") -> Accounts:
    """So many claims by ten claimants on five days: accusations, their denials, and tolls."""
    who = [actor.id.removeprefix("actor/") for actor in CAST]
    reports = []
    for number in range(size // 3):
        said = (
            blames(who[number % 5], "army", "brigade"),
            denies("army", "army"),
            counts("watch", number, None),
        )
        name = f"{says}r{number}"
        reports.append(report(name, *said, day=[f"2031-05-0{3 + number % 5}", None][number % 7 == 6]))
    links = [link("denies", (one, 1), (reports[0], 0)) for one in reports]
    links += [link("contradicts", (reports[0], 2), (one, 2)) for one in reports[1::3]]
    links += [link("revises", (one, 2), (reports[0], 2)) for one in reports[2::5]]
    links += [link("corroborates", (reports[0], 0), (one, 0)) for one in reports[3::4]]
    links += [copies(one, reports[0]) for one in reports[4:5]]
    return accounts(reports, make_linked(*reports, links=tuple(links)), Choice())


def pictured(name: str, shown: Accounts, tmp_path: Path, suffix: str) -> bytes:
    path = tmp_path / f"{name}{suffix}"
    DRAWN[name](shown, path, title="Of Kesh")
    return path.read_bytes()


def texts_of(svg: bytes) -> list[str]:
    return ["".join(element.itertext()) for element in etree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("suffix", [".svg", ".png", ".html"])
def test_two_pictures_of_claims_are_the_same_bytes(name: str, suffix: str, tmp_path: Path) -> None:
    assert pictured(name, dispute(6), tmp_path, suffix) == pictured(name, dispute(6), tmp_path, suffix)


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("size", [3, 60])
def test_every_claim_has_its_mark_and_every_claimant_its_lane(name: str, size: int, tmp_path: Path) -> None:
    shown = dispute(size)
    svg = pictured(name, shown, tmp_path, ".svg")
    ids = {element.get("id") for element in etree.fromstring(svg).iter()}
    assert {f"mark-{number}" for number in range(size)} <= ids
    texts = texts_of(svg)
    assert set((shown.lanes or {}).values()) <= set(texts)
    assert {"accusation", "denial", "statement", "denies"} <= set(texts)
    told = " ".join(texts)
    assert f"{size} claims" in told
    assert "Claims are quoted, not judged." in told


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("size", [3, 24, 60])
def test_no_text_leaves_the_picture_and_no_two_texts_overlap(name: str, size: int) -> None:
    figure_of = {
        "claims": pytest.importorskip("kg.draw.claims").claims_figure,
        "timeline": pytest.importorskip("kg.draw.timeline").timeline_figure,
    }
    figure = figure_of[name](dispute(size, says="a long name of a report, "), "A title " * 30)
    width, height = figure.get_size_inches() * figure.dpi
    renderer = pytest.importorskip("matplotlib.backends.backend_agg").FigureCanvasAgg(figure).get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in figure.axes[0].texts]
    for words, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, words
    for number, (one, first) in enumerate(boxes):
        for other, second in boxes[number + 1 :]:
            across = min(first.x1, second.x1) - max(first.x0, second.x0)
            down = min(first.y1, second.y1) - max(first.y0, second.y0)
            assert across <= 2 or down <= 3, (one, other)


def test_kinds_and_ties_are_told_apart_without_colour() -> None:
    marks = pytest.importorskip("kg.draw.marks")
    assert len({look.shape for look in marks.KINDS.values()}) == len(marks.KINDS)
    strokes = {(stroke.dashes, stroke.head) for stroke in marks.TIES.values()}
    assert len(strokes) == len(marks.TIES)
    assert len({stroke.colour for stroke in marks.TIES.values()}) == len(marks.TIES)


def test_arrows_of_claims_are_drawn_for_every_tie_and_of_a_timeline_for_denials(tmp_path: Path) -> None:
    shown = dispute(60)
    for name in DRAWN:
        ids = {one.get("id") for one in etree.fromstring(pictured(name, shown, tmp_path, ".svg")).iter()}
        drawn = {number for number, tie in enumerate(shown.ties) if f"tie-{number}" in ids}
        wanted = {n for n, tie in enumerate(shown.ties) if name == "claims" or tie.kind == "denies"}
        assert drawn == wanted


@pytest.mark.parametrize("name", DRAWN)
def test_hostile_words_stay_words_in_pictures_of_claims(name: str, tmp_path: Path) -> None:
    one = report(
        HOSTILE.replace("\x00", "").replace("\x1b", ""), blames("evil", "army"), blames("army", "evil")
    )
    evil = make_actor("evil", "organization")
    linked = make_linked(one, events=(make_event(label=HOSTILE),))
    linked = replace(linked, actors=(*linked.actors, replace(evil, name=HOSTILE)))
    shown = accounts([one], linked, Choice())
    page = pictured(name, shown, tmp_path, ".html")
    parsed = Page(page)
    policy = next(attrs["content"] for tag, attrs in parsed.tags if attrs.get("http-equiv")) or ""
    (script,) = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)
    for text in (script, style):
        assert f"'sha256-{b64encode(sha256(text).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert [attrs for tag, attrs in parsed.tags if tag == "script"] == [
        {"type": "application/json", "id": "data"},
        {},
    ]
    assert "img" not in {tag for tag, _ in parsed.tags}
    assert not [attrs for _, attrs in parsed.tags if {"style", "src", "onerror"} & set(attrs)]
    assert b"innerHTML" not in script
    etree.fromstring(pictured(name, shown, tmp_path, ".svg"))
    assert pictured(name, shown, tmp_path, ".png")


@pytest.mark.parametrize("name", DRAWN)
def test_a_page_tells_quote_and_id_of_what_is_pointed_at(name: str, tmp_path: Path) -> None:
    shown = dispute(6)
    page = pictured(name, shown, tmp_path, ".html").decode()
    picture = etree.fromstring(re.search(r"<svg.*?</svg>", page, re.DOTALL)[0])  # type: ignore[index]
    titles = {
        one.get("id"): one[0].text for one in picture.iter() if len(one) and one[0].tag == f"{SVG}title"
    }
    for number, one in enumerate(shown.said):
        assert one.quote in titles[f"mark-{number}"]
        assert one.claim in titles[f"mark-{number}"]
    asked = set(re.findall(r'byId\("([\w-]+)"\)', page))
    assert asked <= {attrs.get("id") for _, attrs in Page(page.encode()).tags}
    classes = {one.get("class") for one in picture.iter()}
    assert {"mark accusation", "mark denial", "tie denies"} <= classes


def test_a_page_has_colours_of_its_own_in_the_dark(tmp_path: Path) -> None:
    page = pictured("claims", dispute(6), tmp_path, ".html").decode()
    light, dark = re.findall(r":root {( --accusation.*?)}", page, re.DOTALL)
    names = [set(re.findall(r"--[a-z]+", part)) for part in (light, dark)]
    assert names[0] == names[1]
    assert names[0] <= set(re.findall(r"var\((--[a-z]+)\)", page))


def test_dates_of_any_precision_and_none_have_their_columns(tmp_path: Path) -> None:
    days = ["2031", "2031-05", "2031-05-03", None, "2031-13-77"]
    reports = [report(f"r{number}", blames("watch", "army"), day=day) for number, day in enumerate(days)]
    shown = accounts(reports, make_linked(*reports), Choice())
    texts = texts_of(pictured("timeline", shown, tmp_path, ".svg"))
    assert {"2031", "May 2031", "3 May 2031", "undated", "2031-13-77"} <= set(texts)


@pytest.mark.parametrize(
    ("day", "said", "happened"),
    [
        ("2031-05-03", "Said on 3 May 2031", "It happened, as reported, on 3 May 2031"),
        ("2031-05", "Said in May 2031", "It happened, as reported, in May 2031"),
        (None, "No claim bears a date", "Its day is not known"),
    ],
)
def test_subtitles_tell_days_months_and_none(
    day: str | None, said: str, happened: str, tmp_path: Path
) -> None:
    told = report("r", blames("watch", "army"), day=day)
    shown = accounts([told], make_linked(told, events=(make_event(date=day),)), Choice())
    assert said in texts_of(pictured("timeline", shown, tmp_path, ".svg"))
    assert happened in texts_of(pictured("claims", shown, tmp_path, ".svg"))


@pytest.mark.parametrize(("days", "last"), [(20, "20 May 2031"), (40, "Jun 2031")])
def test_many_days_become_months(days: int, last: str, tmp_path: Path) -> None:
    when = [f"2031-{5 + day // 28:02}-{day % 28 + 1:02}" for day in range(days)]
    reports = [report(f"r{number}", blames("watch", "army"), day=day) for number, day in enumerate(when)]
    shown = accounts(reports, make_linked(*reports), Choice())
    texts = texts_of(pictured("timeline", shown, tmp_path, ".svg"))
    assert last in texts
    assert any(("in the month" if days == 40 else "on the day") in text for text in texts)


def test_the_caption_tells_months_where_the_day_of_an_event_makes_them_columns(tmp_path: Path) -> None:
    when = [f"2031-{5 + day // 28:02}-{day % 28 + 1:02}" for day in range(32)]
    reports = [report(f"r{number}", blames("watch", "army"), day=day) for number, day in enumerate(when)]
    for event_day, told in (("2031-05-03", "on the day"), ("2030-02-01", "in the month")):
        linked = make_linked(*reports, events=(make_event(date=event_day),))
        texts = texts_of(pictured("timeline", accounts(reports, linked, Choice()), tmp_path, ".svg"))
        assert any(told in text for text in texts)
        assert ("Jun 2031" in texts) == (told == "in the month")


def test_names_of_other_events_cannot_steer_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = report("r", blames("watch", "army"))
    other = make_event(id="event/other", label="Shelling of \x1b[31mKesh\u202e")
    linked = make_linked(one, events=(*one.events, other))
    quads = [*article_quads(one, {}), *entity_quads(linked), *link_quads(linked)]
    monkeypatch.setattr(commands, "open_graph", lambda _: Graph.of(quads))
    commands.claims(tmp_path / "claims.svg", tmp_path, "shelling of", roll_up=False, least=None)
    told = capsys.readouterr().err
    assert "[31mKesh" in told
    assert "\x1b" not in told
    assert "\u202e" not in told


@pytest.mark.parametrize("name", DRAWN)
def test_no_claim_is_nothing_to_draw(name: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="nothing to draw: no claim"):
        pictured(name, Accounts(), tmp_path, ".svg")
    assert list(tmp_path.iterdir()) == []
