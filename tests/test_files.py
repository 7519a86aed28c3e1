from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.files import replacing


def test_a_file_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    with replacing(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="midway"), replacing(path) as file:
        file.write(b"half")
        raise ValueError("midway")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing_to_its_file(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with replacing(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("path", ["/dev/full", "/proc/kg/out.txt", "/dev/null/out.txt"])
def test_a_disk_that_refuses_is_told_with_its_cause(path: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs Linux's /dev/full")
    with pytest.raises(KgError, match="cannot be written") as told, replacing(Path(path)) as file:
        file.write(b"x")
    assert told.value.where == path
    assert Path("/dev/full").is_char_device()


def test_a_device_is_written_to_and_not_replaced() -> None:
    with replacing(Path("/dev/null")) as file:
        file.write(b"x")
    assert Path("/dev/null").is_char_device()


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="make its folder"), replacing(tmp_path / "none" / "out.txt") as file:
        file.write(b"x")
    assert not (tmp_path / "none").exists()
