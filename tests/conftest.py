"""What every test needs: a home of its own, so that no test sees another's runs or the developer's."""

import contextlib
import os
from pathlib import Path

import pytest

from engine.language import words

os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def drawn_once(tmp_path_factory):
    """A cache for all tests of this process. The pictures in it are those of all processes: whoever needs a set first draws it."""
    base = tmp_path_factory.getbasetemp()
    pictures = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pictures"
    pictures.mkdir(exist_ok=True)
    folder = tmp_path_factory.mktemp("drawn")
    link(folder / "pictures", pictures)
    return folder


@pytest.fixture(scope="session", autouse=True)
def home_of_all(tmp_path_factory, drawn_once):
    """The home of what several tests share, as a module's trained run."""
    with pytest.MonkeyPatch.context() as patch:
        folder = furnished(tmp_path_factory.mktemp("all"), drawn_once)
        patch.setenv("ATELIER_HOME", str(folder))
        yield folder


@pytest.fixture(autouse=True)
def nobody_is_served(monkeypatch):
    """Whoever was served by the test before has taken the own language along."""
    monkeypatch.setattr(words, "_askers", [])


@pytest.fixture(autouse=True)
def home(tmp_path, drawn_once, monkeypatch):
    """An ATELIER_HOME with nothing in it but drawn pictures."""
    folder = furnished(tmp_path, drawn_once)
    monkeypatch.setenv("ATELIER_HOME", str(folder))
    return folder


def furnished(place: Path, drawn: Path) -> Path:
    """A home at this place in which lies what was drawn once, and nothing else."""
    home = place / "home"
    home.mkdir()
    link(home / "cache", drawn)
    return home


def link(name: Path, folder: Path) -> None:
    with contextlib.suppress(OSError):  # some Windows accounts may not make links: then each test draws its own
        name.symlink_to(folder, target_is_directory=True)
