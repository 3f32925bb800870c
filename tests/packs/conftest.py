"""Packs on disk: a copy of the shipped ones that a test may break."""

import shutil
from pathlib import Path

import pytest

SHIPPED = Path(__file__).resolve().parents[2] / "packs"


@pytest.fixture
def wego(tmp_path: Path) -> Path:
    """Return a folder that is a copy of the shipped network."""
    return Path(shutil.copytree(SHIPPED / "wego", tmp_path / "wego"))
