from pathlib import Path

import pytest

from kg import resources
from kg.errors import KgError


def test_checkout_folders_stand_beside_the_package() -> None:
    root = Path(resources.__file__).parents[1]
    assert resources.ontology_dir() == root / "ontology"
    assert resources.shapes_dir() == root / "shapes"
    assert resources.queries_dir() == root / "queries"


def test_package_data_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shapes").mkdir()
    (tmp_path / "kg/data/shapes").mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "kg")
    assert resources.shapes_dir() == tmp_path / "kg/data/shapes"


def test_a_broken_installation_is_named_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "kg")
    with pytest.raises(KgError, match=r"folder queries/ is missing .*install claimgraph again"):
        resources.queries_dir()
