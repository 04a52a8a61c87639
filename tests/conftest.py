"""What every test needs: a home of its own, so that no test sees another's runs or the developer's."""

import contextlib
import os

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def drawn_once(tmp_path_factory):
    """Built-in pictures, drawn for the first test that needs them and found by all later ones."""
    return tmp_path_factory.mktemp("drawn")


@pytest.fixture(autouse=True)
def home(tmp_path, drawn_once, monkeypatch):
    """An ATELIER_HOME with nothing in it but drawn pictures."""
    folder = tmp_path / "home"
    folder.mkdir()
    with contextlib.suppress(OSError):  # some Windows accounts may not make links: then each test draws its own
        (folder / "cache").symlink_to(drawn_once, target_is_directory=True)
    monkeypatch.setenv("ATELIER_HOME", str(folder))
    return folder
