"""Fixtures that several test modules share.

Commands read with the lexical reader unless a test asks for the other: it is quick, and needs no model.
"""

import os
from pathlib import Path

import pytest

os.environ["KG_READER"] = "lexical"
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data kept beside the checkout (articles, annotation); a test that needs it is skipped without."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The sample corpus."""
    return ROOT / "examples" / "articles"
