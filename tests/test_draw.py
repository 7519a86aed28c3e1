from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

from kg.analyse import Blaming
from kg.draw import draw_blame
from kg.errors import KgError, MissingExtraError, MisuseError

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
