"""The blame network as one HTML page that works offline: picture, list, and the sentences behind each arrow.

Articles are not trusted: their words reach the page as JSON that is only ever shown as text, and the page's
policy lets nothing run or load but its own script and style.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from kg.draw.figure import KINDS, caption
from kg.draw.image import svg

_HERE = Path(__file__).parent
_SVG = "http://www.w3.org/2000/svg"


def html(network: nx.DiGraph[str], title: str) -> bytes:
    """Draw as a page; opened from disk it works without a server."""
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    page = Template((_HERE / "page.html").read_text(encoding="utf-8")).substitute(
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'",
        title=escape(title),
        caption=escape(caption(network)),
        picture=inlined(svg(network, title)),
        most=max(data["weight"] for *_, data in network.edges(data=True)),
        data=embedded(_data(network)),
        style=style,
        script=script,
    )
    return page.encode("utf-8", "replace")


def embedded(data: object) -> str:
    """Write as JSON that cannot end the element it stands in."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def inlined(picture: bytes) -> str:
    """Make matplotlib's SVG part of a page: style attributes, which the policy bars, become plain ones."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(picture)  # noqa: S314  # made by us a moment ago
    for child in [*root.findall(f"{{{_SVG}}}metadata"), *root.findall(f"{{{_SVG}}}defs")[:1]]:
        root.remove(child)
    for element in root.iter():
        for rule in filter(None, element.attrib.pop("style", "").split(";")):
            name, _, value = rule.partition(":")
            element.set(name.strip(), value.strip())
    root.attrib |= {"id": "network", "role": "group", "aria-label": "Network; the list says the same"}
    return ET.tostring(root, encoding="unicode")


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
