"""Push and pull, on a store that misbehaves as told."""

import base64
import io
import time
import traceback
from contextlib import suppress

import pyoxigraph as ox
import pytest
from endpoints import Fake, Request, fake
from endpoints import client as connected
from test_queries import golden_quads

from kg.errors import KgError, MisuseError, RemoteError
from kg.remote import manifest as m
from kg.remote.endpoint import endpoint
from kg.remote.graphs import GraphStore
from kg.remote.http import Client
from kg.remote.sync import Moved, base_of, pull, push, pushed
from kg.store import Store
from kg.vocabulary import BASE, GRAPH_ENTITIES, GRAPH_LINKS

SECRET = "s3cret-w0rd"  # noqa: S105  # of nothing


@pytest.fixture
def remote():
    with fake() as served:
        yield served


@pytest.fixture
def store() -> Store:
    return Store.memory(golden_quads())


def client(remote: Fake, waits: list[float] | None = None, **environment: str) -> Client:
    sleep = (waits if waits is not None else []).append
    return connected(remote.url, sleep, **environment)


def silent(_doing: str, _done: int) -> None:
    pass


def pushing(store: Store, remote: Fake, **options: bool) -> Moved:
    return push(store, GraphStore(client(remote)), silent, **options)


def failing(*answers: int):
    """Answer the first requests so; 0 breaks off."""
    left = list(answers)
    return lambda _: (left.pop(0), {}, b"") if left else None


def test_a_push_brings_every_graph_under_its_name(store, remote):
    names = store.graphs()
    assert pushing(store, remote) == Moved(len(names), 0, 0)
    assert remote.graphs.keys() == {*names, m.GRAPH}
    for name in names:
        lines = b"\n".join(remote.graphs[name])
        triples = {quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)}
        assert triples == {quad.triple for quad in store.quads(name)}


def test_a_second_push_writes_nothing(store, remote):
    pushing(store, remote)
    remote.requests.clear()
    assert pushing(store, remote) == Moved(0, len(store.graphs()), 0)
    assert remote.changes() == []


def test_only_what_changed_is_pushed_and_what_went_is_removed(store, remote):
    pushing(store, remote)
    remote.requests.clear()
    first, second = store.graphs()[:2]
    store.remove([next(store.quads(first))])
    store.remove_graph(second)
    assert pushing(store, remote) == Moved(1, len(store.graphs()) - 1, 1)
    assert set(remote.changes()) == {first, second, m.GRAPH}
    assert second not in remote.graphs
    assert pushed(GraphStore(client(remote))).digests.keys() == set(store.graphs())


def test_all_pushes_all(store, remote):
    pushing(store, remote)
    assert pushing(store, remote, everything=True).changed == len(store.graphs())


def test_graphs_of_others_stay(store, remote):
    remote.graphs["http://example.org/theirs"] = {b"<http://a> <http://b> <http://c> ."}
    pushing(store, remote)
    assert "http://example.org/theirs" in remote.graphs


def test_another_collection_is_not_replaced(store, remote):
    name = ox.NamedNode(f"{BASE}article/another")
    pushing(Store.memory([ox.Quad(name, ox.NamedNode("http://b"), name, name)]), remote)
    with pytest.raises(RemoteError, match="another collection"):
        pushing(store, remote)
    assert set(remote.graphs) == {name.value, m.GRAPH}


def many(count: int = 50) -> Store:
    """A store of as many articles, named in order."""
    names = [ox.NamedNode(f"{BASE}article/{number:03}") for number in range(count)]
    return Store.memory(ox.Quad(name, ox.NamedNode("http://b"), ox.Literal("x"), name) for name in names)


def test_a_push_that_broke_off_goes_on(remote):
    store = many()
    remote.trouble = lambda one: (500, {}, b"") if one.graph.endswith("/045") else None
    with pytest.raises(RemoteError, match="refuses"):
        pushing(store, remote)
    with pytest.raises(RemoteError, match="has not ended"):
        pushed(GraphStore(client(remote)))
    remote.trouble = lambda _: None
    remote.requests.clear()
    assert pushing(store, remote) == Moved(10, 40, 0)
    assert pushed(GraphStore(client(remote))).is_whole
    assert pushing(store, remote) == Moved(0, 50, 0)


@pytest.mark.parametrize("after", range(9))
def test_wherever_a_push_dies_what_the_manifest_vouches_for_is_there(after: int, store, remote):
    """The old state, with a graph that is to change and one that is to go; the new one, broken off."""
    pushing(store, remote)
    first, second = store.graphs()[:2]
    store.remove([next(store.quads(first))])
    store.remove_graph(second)
    remote.requests.clear()
    remote.trouble = lambda _: (500, {}, b"") if len(remote.requests) > after else None
    with suppress(RemoteError):
        pushing(store, remote)
    remote.trouble = lambda _: None
    told = m.manifest(GraphStore(client(remote)).get(m.GRAPH) or ())
    for name, digest in told.digests.items():
        if name in remote.graphs:
            assert m.digest(b"".join(line + b"\n" for line in sorted(remote.graphs[name]))) == digest
        else:
            assert not told.is_whole
    pushing(store, remote)
    assert remote.graphs.keys() == {*store.graphs(), m.GRAPH}
    assert len(remote.graphs[first]) == len(list(store.quads(first)))


def test_a_pull_gives_the_same_quads_and_then_only_changes(store, remote):
    pushing(store, remote)
    copy, graphs = Store.memory(), GraphStore(client(remote))
    assert pull(pushed(graphs), graphs, copy, silent) == Moved(len(store.graphs()), 0, 0)
    assert set(copy.quads()) == set(store.quads())
    first, second = store.graphs()[:2]
    store.remove([next(store.quads(first))])
    store.remove_graph(second)
    pushing(store, remote)
    assert pull(pushed(graphs), graphs, copy, silent) == Moved(1, len(store.graphs()) - 1, 1)
    assert set(copy.quads()) == set(store.quads())


def test_a_graph_that_somebody_altered_is_told(store, remote):
    pushing(store, remote)
    remote.graphs[GRAPH_LINKS] = {b"<http://a> <http://b> <http://c> ."}
    graphs = GraphStore(client(remote))
    assert pull(pushed(graphs), graphs, Store.memory(), silent).altered == 1


def test_nothing_pushed_is_nothing_to_pull(remote):
    with pytest.raises(RemoteError, match="holds nothing"):
        pushed(GraphStore(client(remote)))


def test_two_pushes_at_once_leave_no_whole_manifest():
    line = b'<http://a> <https://w3id.org/claimgraph/ontology#graphDigest> "%s" .\n'
    both = ox.parse(io.BytesIO(line % b"1" + line % b"2"), format=ox.RdfFormat.N_TRIPLES)
    assert m.manifest(both) == m.Manifest({}, False)


def test_the_base_is_found_by_the_names_of_graphs():
    assert base_of({"http://x.org/a/article/1": "", GRAPH_LINKS: "", GRAPH_ENTITIES: ""}) == "http://x.org/a/"
    assert base_of({GRAPH_LINKS: ""}) == BASE


@pytest.mark.parametrize("status", [429, 502, 503, 504, 0])
def test_what_may_pass_is_tried_again_with_longer_waits(status: int, remote):
    waits: list[float] = []
    remote.trouble = failing(status, status)
    remote.graphs["http://g"] = set()
    assert GraphStore(client(remote, waits)).get("http://g") == []
    assert len(waits) == 2
    assert 0 < waits[0] < waits[1]


@pytest.mark.parametrize("status", [400, 401, 403, 405, 500])
def test_what_will_not_pass_is_not_tried_again(status: int, remote):
    remote.trouble = failing(status)
    with pytest.raises(RemoteError, match=f"refuses \\({status}\\)"):
        GraphStore(client(remote)).get("http://g")
    assert len(remote.requests) == 1


def test_trying_ends(remote):
    remote.trouble = lambda _: (503, {}, b"")
    with pytest.raises(RemoteError, match="is not ready \\(503\\), tried 3 times"):
        GraphStore(client(remote)).put("http://g", b"")
    assert len(remote.requests) == 3


@pytest.mark.parametrize(
    ("wanted", "waited"), [("7", 7), ("86400", 60), ("Fri, 31 Dec 9999 23:59:59 GMT", 60)]
)
def test_the_server_says_how_long_to_wait(wanted: str, waited: float, remote):
    waits: list[float] = []
    left = [503]
    remote.trouble = lambda _: (left.pop(), {"Retry-After": wanted}, b"") if left else None
    GraphStore(client(remote, waits)).put("http://g", b"")
    assert waits == [waited]


def test_a_server_that_says_nothing_is_given_up(remote):
    remote.trouble = lambda _: time.sleep(1.5)
    asking = client(remote)
    asking.timeout, asking.attempts = 0.1, 2
    with pytest.raises(RemoteError, match=r"said nothing for 0.1 s, tried 2 times"):
        GraphStore(asking).get("http://g")


def test_nobody_there(remote):
    gone = Client(endpoint("http://127.0.0.1:9/store"), timeout=0.5, attempts=2, sleep=lambda _: None)
    with pytest.raises(RemoteError, match="cannot be reached"):
        GraphStore(gone).get("http://g")


def test_a_redirection_is_told_and_not_followed(remote):
    with fake() as other:
        remote.trouble = lambda _: (307, {"Location": other.url}, b"")
        with pytest.raises(RemoteError, match="sends elsewhere"):
            GraphStore(client(remote, KG_ENDPOINT_TOKEN=SECRET)).get("http://g")
        assert other.requests == []


CREDENTIALS = [
    {"KG_ENDPOINT_TOKEN": SECRET},
    {"KG_ENDPOINT_USER": "ana", "KG_ENDPOINT_PASSWORD": SECRET},
]
PAIR = base64.b64encode(f"ana:{SECRET}".encode()).decode()


@pytest.mark.parametrize("environment", CREDENTIALS)
def test_credentials_are_sent_and_never_shown(environment, remote, caplog, capsys):
    def repeating(one: Request):
        return 403, {"Content-Type": "text/plain"}, f"no: {one.headers['Authorization']} {SECRET}".encode()

    remote.trouble = failing(503, 0)
    asking = client(remote, **environment)
    GraphStore(asking).put("http://g", b"")
    remote.trouble = repeating
    with pytest.raises(RemoteError) as told:
        GraphStore(asking).put("http://g", b"")
    sent = remote.requests[-1].headers["Authorization"]
    assert sent in {f"Bearer {SECRET}", f"Basic {PAIR}"}
    said = "".join(traceback.format_exception(told.value)) + caplog.text + "".join(capsys.readouterr())
    said += repr(asking) + str(asking.endpoint)
    assert "***" in said
    assert SECRET not in said
    assert PAIR not in said


@pytest.mark.parametrize(
    "address",
    [
        f"https://ana:{SECRET}@example.org/store",
        f"https://ana:{SECRET}@[/store",
        f"https://{SECRET}:{SECRET}/",
        f"ftp://{SECRET}/",
        "example.org",
        "http://",
        "http://exa mple.org/",
        "http://example.org\\@x/",
    ],
)
def test_an_address_that_will_not_do_is_not_repeated(address: str):
    with pytest.raises(MisuseError) as told:
        endpoint(address, {})
    assert SECRET not in "".join(traceback.format_exception(told.value))


@pytest.mark.parametrize(
    "environment",
    [
        {"KG_ENDPOINT_TOKEN": f"{SECRET}\r\nX: y"},
        {"KG_ENDPOINT_TOKEN": f"{SECRET}ü"},
        {"KG_ENDPOINT_TOKEN": SECRET, "KG_ENDPOINT_USER": "ana"},
        {"KG_ENDPOINT_PASSWORD": SECRET},
        {"KG_ENDPOINT_USER": "a:b", "KG_ENDPOINT_PASSWORD": SECRET},
    ],
)
def test_credentials_that_will_not_do_are_not_repeated(environment):
    with pytest.raises(MisuseError) as told:
        endpoint("https://example.org/store", environment)
    assert SECRET not in str(told.value)


def test_credentials_go_unencrypted_to_this_machine_alone():
    told = {"KG_ENDPOINT_TOKEN": SECRET}
    with pytest.raises(MisuseError, match="unencrypted"):
        endpoint("http://example.org/store", told)
    for address in ("http://localhost/s", "http://127.0.0.1:1/s", "http://[::1]/s", "https://example.org/s"):
        assert endpoint(address, told).authorization
    assert endpoint("http://example.org/store", told | {"KG_ENDPOINT_PLAIN": "1"}).authorization


def test_an_address_is_shown_without_its_query_and_sent_with_it():
    found = endpoint(f"https://example.org:8443/a b?key={SECRET}#x", {})
    assert str(found) == "https://example.org:8443/a%20b"
    assert SECRET not in repr(found)
    assert found.target("graph=g") == f"/a%20b?key={SECRET}&graph=g"


@pytest.mark.parametrize(
    ("kind", "content"),
    [("text/html", b"<html>"), ("text/turtle", b"<http://a> broken"), ("text/turtle", b"\xff")],
)
def test_what_is_no_graph_is_told(kind: str, content: bytes, remote):
    remote.trouble = lambda _: (200, {"Content-Type": kind}, content)
    with pytest.raises(KgError, match="answers"):
        GraphStore(client(remote)).get("http://g")
