"""Endpoints on loopback for tests: Oxigraph's server, and one that misbehaves as told."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.remote.endpoint import endpoint
from kg.remote.http import Client

HOST = "127.0.0.1"
OPEN: list[Client] = []
"""Clients to close once a test, or a module of them, is done."""


def client(url: str, sleep: Callable[[float], object] = lambda _: None, **environment: str) -> Client:
    """A client that soon gives up."""
    made = Client(endpoint(url, environment), timeout=5, attempts=3, sleep=sleep)
    OPEN.append(made)
    return made


def close_all() -> None:
    while OPEN:
        OPEN.pop().close()


def server() -> str:
    """The program; a test that needs it is skipped without."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = os.fspath(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("no `oxigraph` here: pip install oxigraph")
    return found


@contextmanager
def oxigraph(*options: str) -> Iterator[str]:
    """Serve an empty store; the address without a path."""
    program = server()
    with closing(socket.create_server((HOST, 0))) as free:
        place = f"{HOST}:{free.getsockname()[1]}"
    command = [program, "serve", "--bind", place, *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(place, process)
            yield f"http://{place}"
        finally:
            close_all()
            process.kill()


def _await(place: str, process: subprocess.Popen[bytes]) -> None:
    host, port = place.split(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            assert process.poll() is None
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(place)


@dataclass
class Request:
    method: str
    path: str
    graph: str
    headers: dict[str, str]
    body: bytes


Trouble = Callable[[Request], tuple[int, dict[str, str], bytes] | None]


def no_trouble(_: Request) -> None:
    return None


@dataclass
class Fake:
    """A graph store in memory that notes every request, and first asks `trouble` how to misbehave."""

    url: str
    trouble: Trouble = no_trouble
    requests: list[Request] = field(default_factory=list)
    graphs: dict[str, set[bytes]] = field(default_factory=dict)

    def answer(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        self.requests.append(request)
        if (told := self.trouble(request)) is not None:
            return told
        lines = set(request.body.splitlines())
        match request.method:
            case "PUT":
                self.graphs[request.graph] = lines
            case "POST":
                self.graphs.setdefault(request.graph, set()).update(lines)
            case "DELETE":
                return (204 if self.graphs.pop(request.graph, None) else 404), {}, b""
            case "GET" if request.graph in self.graphs:
                content = b"\n".join(sorted(self.graphs[request.graph]))
                return 200, {"Content-Type": "application/n-triples"}, content
            case "GET":
                return 404, {}, b""
        return 204, {}, b""

    def changes(self) -> list[str]:
        """The graphs written or removed, in order."""
        return [one.graph for one in self.requests if one.method != "GET"]


@contextmanager
def fake() -> Iterator[Fake]:
    """Serve it."""
    told: list[Fake] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            graph = parse_qs(parts.query).get("graph", [""])[0]
            request = Request(self.command, parts.path, graph, dict(self.headers), body)
            status, headers, content = told[0].answer(request)
            if status == 0:  # break off
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with suppress(ConnectionError):  # the client gave up
                self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    service = ThreadingHTTPServer((HOST, 0), Handler)
    service.daemon_threads = True
    told.append(Fake(f"http://{HOST}:{service.server_address[1]}/store"))
    threading.Thread(target=service.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield told[0]
    finally:
        close_all()
        service.shutdown()
        service.server_close()
