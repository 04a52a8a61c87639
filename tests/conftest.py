"""What every test needs: a home of its own, so that no test sees another's runs or the developer's."""

import os

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty ATELIER_HOME."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ATELIER_HOME", str(folder))
    return folder
