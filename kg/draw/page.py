"""Pictures as one HTML page that works offline: the picture, a list, and the sentences behind each part.

Articles are not trusted: their words reach the page as JSON and titles that are only ever shown as text, and
the page's policy lets nothing run or load but its own script and style.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import networkx as nx
from matplotlib.figure import Figure

from kg.accounts import Account, Accounts, quoted
from kg.draw.figure import KINDS, blame_figure, caption, plain
from kg.draw.image import svg
from kg.draw.marks import KINDS as MARKS
from kg.draw.marks import TIES

_HERE = Path(__file__).parent
_SVG = "http://www.w3.org/2000/svg"


class Part(NamedTuple):
    """What a part of a picture bears in a page: classes for its looks, and words shown when pointed at."""

    look: str
    title: str = ""


def blame_page(network: nx.DiGraph[str], title: str) -> bytes:
    """Draw a blame network as a page; opened from disk it works without a server."""
    return _page(
        "page",
        title=escape(title),
        caption=escape(caption(network)),
        picture=inlined(svg(lambda: blame_figure(network, title))),
        most=max(data["weight"] for *_, data in network.edges(data=True)),
        data=embedded(_data(network)),
    )


def accounts_page(accounts: Accounts, draw: Callable[[], Figure], words: tuple[str, str]) -> bytes:
    """Draw claims as a page; the words are its title and caption."""
    title, told = words
    claims = [asdict(one) for one in accounts.said]
    ties = [asdict(one) | {"name": TIES[one.kind].name} for one in accounts.ties if one.kind in TIES]
    return _page(
        "accounts",
        title=escape(title),
        caption=escape(told),
        picture=inlined(svg(draw), parts(accounts)),
        data=embedded({"claims": claims, "ties": ties}),
    )


def parts(accounts: Accounts) -> dict[str, Part]:
    """Name what the marks, their words and the lines between them say."""
    found = {f"legend-mark-{kind}": Part(kind) for kind in MARKS}
    found |= {f"legend-mark-{kind}-copy": Part(f"{kind} copy") for kind in MARKS}
    found |= {f"legend-tie-{kind}": Part(kind) for kind in TIES}
    found |= {f"legend-head-{kind}": Part(f"sample {kind}") for kind in TIES}
    for number, one in enumerate(accounts.said):
        look = f"{one.kind} copy" if one.copied else one.kind
        found[f"mark-{number}"] = Part(f"mark {look}", _told(one))
        found[f"says-{number}"] = found[f"source-{number}"] = Part("words", _told(one))
    for number, tie in enumerate(accounts.ties):
        told = (
            f"{accounts.said[tie.start].who} {TIES[tie.kind].name} {accounts.said[tie.end].who}: {tie.reason}"
        )
        found[f"tie-{number}"] = Part(f"tie {tie.kind}", plain(told))
        found[f"head-{number}"] = Part(f"head {tie.kind}")
    return found


def _told(one: Account) -> str:
    source = ", ".join(filter(None, [one.headline or one.article, one.day]))
    return "\n".join(map(plain, (f"{one.who}: {one.says}", quoted(one.quote), source, one.claim)))


def _page(name: str, **fields: object) -> bytes:
    """Fill a template; its style is that of all pages and its own."""
    style = "".join(
        _text(file) for file in dict.fromkeys(("page.css", f"{name}.css")) if (_HERE / file).exists()
    )
    script = _text(f"{name}.js")
    page = Template(_text(f"{name}.html")).substitute(
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'",
        style=style,
        script=script,
        **fields,
    )
    return page.encode("utf-8", "replace")


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def embedded(data: object) -> str:
    """Write as JSON that cannot end the element it stands in."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def inlined(picture: bytes, parts: Mapping[str, Part] | None = None) -> str:
    """Make matplotlib's SVG part of a page: style attributes, which the policy bars, become plain ones."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(picture)  # noqa: S314  # made by us a moment ago
    for child in [*root.findall(f"{{{_SVG}}}metadata"), *root.findall(f"{{{_SVG}}}defs")[:1]]:
        root.remove(child)
    for element in list(root.iter()):
        for rule in filter(None, element.attrib.pop("style", "").split(";")):
            name, _, value = rule.partition(":")
            element.set(name.strip(), value.strip())
        part = (parts or {}).get(element.get("id", ""))
        if part:
            _dress(element, part)
    root.attrib |= {"id": "network", "role": "group", "aria-label": "Picture; the list says the same"}
    return ET.tostring(root, encoding="unicode")


def _dress(element: ET.Element, part: Part) -> None:
    element.set("class", part.look)
    if part.title:
        title = ET.Element(f"{{{_SVG}}}title")
        title.text = part.title
        element.insert(0, title)


def _data(network: nx.DiGraph[str]) -> dict[str, Any]:
    """Collect what the script needs; actors and arrows in the order of the ids in the picture."""
    number = {actor: index for index, actor in enumerate(network)}
    actors = [
        {"name": data["label"], "kind": KINDS.get(data["kind"], KINDS["actor"])[0]}
        for _, data in network.nodes(data=True)
    ]
    arrows = [
        {
            "from": number[claimant],
            "to": number[blamed],
            "count": data["weight"],
            "claims": [asdict(one) for one in data["claims"]],
        }
        for claimant, blamed, data in network.edges(data=True)
    ]
    return {"actors": actors, "arrows": arrows}


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
