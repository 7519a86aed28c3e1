"""The `#+` header of a question: YAML by the grlc convention, strictly read; no key twice, no key unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import yaml

_KEYS: Final = ("summary", "description", "tags", "parameters", "defaults", "enumerate")


class MalformedError(Exception):
    """What is wrong on which line of a question, and its cure; the file's name is added by who reads it."""

    def __init__(self, line: int, cause: str, cure: str) -> None:
        self.line, self.cause, self.cure = line, cause, cure
        super().__init__(cause)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says; `help`, `defaults` and `choices` are by the parameter's name."""

    summary: str
    description: str
    tags: tuple[str, ...]
    help: Mapping[str, str]
    defaults: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, int]
    """The line on which each parameter is first named."""


def read_header(text: str) -> Header:
    """Read the header of a whole file; MalformedError names the line."""
    header = _mapping(_root(text))
    for key, node in header.items():
        if key not in _KEYS:
            cure = f"use {', '.join(_KEYS)}"
            raise MalformedError(_line(node), f"its header has an unknown key '{key}'", cure)
    if "summary" not in header:
        raise MalformedError(1, "has no summary", "begin with a line such as `#+ summary: Who blames whom`")
    helps, defaults, choices = (
        _pairs(header[key]) if key in header else {} for key in ("parameters", "defaults", "enumerate")
    )
    return Header(
        summary=_words(header["summary"]),
        description=_words(header["description"]) if "description" in header else "",
        tags=_list(header["tags"]) if "tags" in header else (),
        help={name: _words(node) for name, node in helps.items()},
        defaults={name: _scalar(node) for name, node in defaults.items()},
        choices={name: _list(node) for name, node in choices.items()},
        lines={name: _line(node) for pairs in (choices, defaults, helps) for name, node in pairs.items()},
    )


def _root(text: str) -> yaml.Node:
    """Parse the `#+` lines; every other line is left blank, so that line numbers hold."""
    lines = [line[2:] if line.startswith("#+") else "" for line in text.splitlines()]
    try:
        root = yaml.compose("\n".join(lines), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        cure = "write `#+ key: value`, and quote a value with a colon"
        raise MalformedError(line, f"its header is no valid YAML ({error.problem})", cure) from error
    except yaml.YAMLError as error:
        raise MalformedError(1, "its header has a character that YAML forbids", "remove it") from error
    if root is None:
        raise MalformedError(1, "has no header", "begin with a line such as `#+ summary: Who blames whom`")
    return root


def _mapping(node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise MalformedError(_line(node), "its header holds no `key: value` here", "write `key: value`")
    return _unique([(_scalar(key), value) for key, value in node.value])


def _pairs(node: yaml.Node) -> dict[str, yaml.Node]:
    """Read a list of pairs, `- name: value`."""
    return _unique([pair for item in _items(node) for pair in _mapping(item).items()])


def _unique(pairs: list[tuple[str, yaml.Node]]) -> dict[str, yaml.Node]:
    found: dict[str, yaml.Node] = {}
    for key, value in pairs:
        if key in found:
            raise MalformedError(_line(value), f"its header has '{key}' twice", "keep one of them")
        found[key] = value
    return found


def _items(node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise MalformedError(_line(node), "its header holds no list here", "write `#+   - item`")
    return list(node.value)


def _list(node: yaml.Node) -> tuple[str, ...]:
    return tuple(_words(item) for item in _items(node))


def _scalar(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise MalformedError(_line(node), "its header holds no plain text here", "quote the value")
    return str(node.value)


def _words(node: yaml.Node) -> str:
    words = " ".join(_scalar(node).split())
    if not words:
        raise MalformedError(_line(node), "its header holds no text here", "write some")
    return words


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
