"""kg ask --endpoint: a question to a graph on another machine."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from kg import query
from kg.commands.ask import Answer, asked, values_of
from kg.remote.answers import RemoteStore
from kg.remote.endpoint import endpoint
from kg.remote.http import Client


def ask_endpoint(name: str, values: Sequence[str], address: str, timeout: float, answer: Answer) -> int:
    """Ask an endpoint, and write the answer; 1 where nothing matched."""
    question, given = query.resolve(name), values_of(values)
    with closing(Client(endpoint(address), timeout)) as client:
        return asked(question, given, RemoteStore(client), answer)
