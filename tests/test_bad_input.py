"""The table of bad input: one clear line each (place, cause, cure), the right exit code, nothing is lost."""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.workspace import Workspace

GOOD = "KESH, 4 May 2016 - Russia accused Ukraine of shelling the town on 3 May, killing 12 people."
OTHER = "MORA, 5 May 2016 - Ukraine denied that it had shelled the town. Two people died, it said."
PAGE = "<html><head><title>Kesh</title></head><body><nav><a href='/'>Home</a></nav></body></html>"
KG = [sys.executable, "-m", "kg"]


def run(*args, **options):
    command = [*KG, *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, text=True, **options)


def complaints(result):
    """The lines on standard error; there is never a traceback among them."""
    lines = result.stderr.splitlines()
    assert all(line.startswith("kg: ") and "Traceback" not in line for line in lines), result.stderr
    return lines


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A workspace with one article in its graph, made once."""
    folder = tmp_path_factory.mktemp("template")
    (folder / "good.txt").write_text(GOOD)
    assert run("build", folder / "good.txt", "-w", folder / "w", "-q").returncode == 0
    return folder / "w"


@pytest.fixture
def workspace(template, tmp_path):
    """A workspace of the test's own, with one article in its graph."""
    return Path(shutil.copytree(template, tmp_path / "w"))


def intact(workspace, articles=1):
    """The graph holds so many articles, and can be asked."""
    opened = Workspace.open(workspace)
    assert len(opened.articles()) == articles
    assert len(opened.store().graphs()) >= articles
    return True


def given(name, content):
    """Make an input file; return the arguments that use it."""

    def make(folder):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def duplicate_ids(folder):
    for name, text in (("x.json", OTHER), ("y.json", GOOD + " More.")):
        given(f"in/{name}", json.dumps({"id": "same", "date": "2016-05-05", "text": text}))(folder)
    return folder / "in"


def unreadable(folder):
    """A file that opens, and cannot be read by anybody."""
    if not Path("/proc/self/mem").exists():
        pytest.skip("needs /proc")
    (folder / "locked.txt").symlink_to("/proc/self/mem")
    return folder / "locked.txt"


def no_articles(folder):
    (folder / "in").mkdir()
    return folder / "in"


def lines(*records):
    return "".join(f"{record}\n" for record in records)


RECORD = json.dumps({"id": "mora", "date": "2016-05-05", "text": OTHER})
BUILDS = {
    "empty file": (given("empty.txt", ""), 1, ("empty.txt", "empty"), 1),
    "blank file": (given("blank.txt", " \n\t\n"), 1, ("blank.txt", "empty"), 1),
    "binary file": (given("photo.txt", bytes(range(256)) * 40), 1, ("photo.txt", "binary"), 1),
    "wrong encoding": (given("odd.txt", b"\xef\xbb\xbf The town \xff\x81"), 1, ("odd.txt", "UTF-8"), 1),
    "50 MB text": (given("huge.txt", b"word " * 10_500_000), 1, ("huge.txt", "larger"), 1),
    "page without article": (given("page.html", PAGE), 1, ("page.html", "no article"), 1),
    "broken JSON line": (given("in.jsonl", lines(RECORD, '{"text": "cut')), 1, ("in.jsonl:2", "no JSON"), 2),
    "missing date": (given("undated.txt", "Russia accused Ukraine."), 0, ("undated.txt", "no date"), 2),
    "duplicate id": (duplicate_ids, 1, ("y.json", "same"), 2),
    "unreadable file": (unreadable, 1, ("locked.txt",), 1),
    "missing file": (lambda folder: folder / "none.txt", 1, ("none.txt", "no such file"), 1),
    "folder without articles": (no_articles, 1, ("in", "no article"), 1),
    "pattern without match": (lambda folder: folder / "*.md", 1, ("*.md", "matches"), 1),
}


@pytest.mark.parametrize("name", BUILDS)
def test_bad_input_to_build(name, workspace, tmp_path):
    make, code, words, articles = BUILDS[name]
    result = run("build", make(tmp_path), "-w", workspace)
    (line,) = complaints(result)
    assert all(word in line for word in words), line
    assert line.count("; ") >= 1, "a cure follows the cause"
    assert result.returncode == code
    assert intact(workspace, articles)


MISUSES = {
    "unknown query": (("ask", "who-blamd-whom"), 2, ("who-blamd-whom", "who-blamed-whom")),
    "missing parameter": (("ask", "evidence-of-claim"), 2, ("evidence-of-claim", "-p claim=")),
    "unknown parameter": (("ask", "timeline", "-p", "form=2016"), 2, ("form", "from")),
    "ill-typed parameter": (("ask", "timeline", "-p", "from=yesterday"), 2, ("from", "date")),
    "parameter without a value": (("ask", "timeline", "-p", "from"), 2, ("from", "name=value")),
    "unknown claim": (("explain", "claim/zzz"), 2, ("claim/zzz", "kg ask")),
    "no claim named": (("explain", ""), 2, ("CLAIM", "kg ask")),
    "unknown picture format": (("draw", "blame", "-o", "blame.tiff"), 2, ("blame.tiff", ".svg")),
    "rows in a graph format": (("ask", "timeline", "-f", "ttl"), 2, ("timeline", "table")),
    "no place to write": (("export", "-o", "none/graph.ttl"), 1, ("none", "written")),
}


@pytest.mark.parametrize("name", MISUSES)
def test_misuse_of_a_graph(name, workspace, tmp_path):
    args, code, words = MISUSES[name]
    result = run(*args, "-w", workspace, cwd=tmp_path)
    (line,) = complaints(result)
    assert all(word in line for word in words), line
    assert result.returncode == code
    assert intact(workspace)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<a> <b> ", "broken.ttl"),
        ("@prefix kg: <oops", "broken.ttl"),
        ("", "no triples"),
        (b"\xff\xfe\x00\x01", "broken.ttl"),
    ],
)
def test_a_broken_graph_to_validate(content, words, tmp_path):
    result = run("validate", given("broken.ttl", content)(tmp_path))
    (line,) = complaints(result)
    assert words in line
    assert result.returncode == 1


def test_a_missing_workspace(tmp_path):
    for command in (("ask",), ("export",), ("validate",), ("explain", "x"), ("draw", "blame", "-o", "x.svg")):
        result = run(*command, "-w", tmp_path / "none")
        (line,) = complaints(result)
        assert "kg build" in line
        assert result.returncode == 1


def test_a_lost_store_and_lost_facts(workspace):
    shutil.rmtree(workspace / "store")
    shutil.rmtree(workspace / "facts")
    (line,) = complaints(run("ask", "-w", workspace))
    assert "kg build" in line
    result = run("build", workspace.parent, "-w", workspace)
    assert result.returncode == 1
    (workspace.parent / "good.txt").write_text(GOOD)
    result = run("build", workspace.parent / "good.txt", "-w", workspace)
    assert len(complaints(result)) == 1
    assert result.returncode == 0
    shutil.rmtree(workspace / "facts")
    (line,) = complaints(run("validate", "-w", workspace))
    assert "kg build" in line
    assert "space" not in line
    assert intact(workspace)


def test_a_base_that_is_no_iri(tmp_path):
    good = given("good.txt", GOOD)(tmp_path)
    result = run("build", good, "-w", tmp_path / "w", "--base", "not an iri")
    (line,) = complaints(result)
    assert "--base 'not an iri'" in line
    assert result.returncode == 2
    assert run("build", good, "-w", tmp_path / "w").returncode == 0


def test_a_workspace_of_a_newer_version(workspace, tmp_path):
    file = workspace / "workspace.json"
    old = file.read_text()
    file.write_text(json.dumps(json.loads(old) | {"format": 99}))
    for command in (("build", tmp_path), ("ask",)):
        result = run(*command, "-w", workspace)
        (line,) = complaints(result)
        assert "newer" in line
        assert "upgrade" in line
        assert result.returncode == 1
    file.write_text(old)
    assert intact(workspace)


def test_a_second_build_at_the_same_time(workspace, tmp_path):
    with Workspace.open(workspace).building():
        result = run("build", tmp_path, "-w", workspace)
        assert run("ask", "articles", "-w", workspace).returncode == 0
    (line,) = complaints(result)
    assert f"process {os.getpid()}" in line
    assert result.returncode == 1
    assert intact(workspace)


def mounted(folder, *options):
    """Mount a small file system, or skip."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", *options, "tmpfs", folder]
    if os.name != "posix" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("needs the right to mount")


def unmounted(folder):
    subprocess.run(["umount", folder], check=True, capture_output=True)


def test_a_full_disk(tmp_path):
    disk = tmp_path / "disk"
    mounted(disk, "-o", "size=6m")
    try:
        given("a.txt", GOOD)(tmp_path)
        records = (json.dumps({"id": f"n{n}", "text": f"{OTHER} {n}." * 9}) for n in range(400))
        many = given("many.jsonl", lines(*records))
        assert run("build", tmp_path / "a.txt", "-w", disk / "w", "-q").returncode == 0
        result = run("build", many(tmp_path), "-w", disk / "w", "-q")
        (line,) = complaints(result)
        assert "space" in line
        assert result.returncode == 1
        assert intact(disk / "w")
    finally:
        unmounted(disk)


def test_a_disk_that_refuses_files_of_some_size(workspace, tmp_path):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    more = given("more.txt", OTHER * 9)(tmp_path)
    result = run("build", more, "-w", workspace, "-q", preexec_fn=small_files)
    (line,) = complaints(result)
    assert "too large" in line
    assert result.returncode == 1
    assert intact(workspace)


def test_a_read_only_disk(workspace, tmp_path):
    disk = tmp_path / "disk"
    mounted(disk)
    try:
        subprocess.run(["cp", "-r", workspace, disk / "w"], check=True)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True, capture_output=True)
        result = run("build", given("more.txt", OTHER)(tmp_path), "-w", disk / "w")
        (line,) = complaints(result)
        assert "ead-only" in line
        assert result.returncode == 1
        assert run("ask", "articles", "-w", disk / "w").returncode == 0
    finally:
        unmounted(disk)


def test_a_reader_who_has_seen_enough_is_no_failure(workspace):
    many = "SELECT ?a ?b ?c { ?a a ?x . ?b a ?y . ?c a ?z } LIMIT 3000"
    question = workspace.parent / "many.rq"
    question.write_text(f"#+ summary: Many rows\n{many}\n")
    for form in ("table", "csv"):
        command = [*KG, "ask", str(question), "-w", str(workspace), "-f", form]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as asked:
            asked.stdout.readline()
            asked.stdout.close()
            assert asked.stderr.read() == ""
        assert asked.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
@pytest.mark.parametrize("args", [("ask",), ("ask", "-f", "csv"), ("ask", "--list"), ("export",)])
def test_a_full_disk_under_standard_output(args, workspace):
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [*KG, *args, *(() if "--list" in args else ("-w", workspace))],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    (line,) = complaints(result)
    assert "No space left" in line
    assert "output" in line
    assert result.returncode == 1


def test_standard_output_closed(workspace):
    result = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *KG, "ask", "-w", str(workspace)],
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    assert complaints(result) == []
    assert result.returncode == 0
