"""The app under AppTest: real pages, real run folders, no browser and no training."""

import functools

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from engine import catalog
from engine.core import settings
from engine.runs import jobs
from playground.home import warmup
from playground.lessons.encode.concepts import effects
from playground.shell import links

PLAYGROUND = settings.ROOT / "playground"


@pytest.fixture(autouse=True, scope="session")
def packages_read_once():
    """Each new AppTest reads about every installed package whether it brings components, which takes longer than most pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", functools.cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """No download, no import of torch, no work ahead and no spare worker behind a test's back."""
    monkeypatch.setenv("ATELIER_OFFLINE", "1")
    monkeypatch.setattr(warmup, "start", lambda: None)
    monkeypatch.setattr(jobs, "stand_by", catalog.card)  # which fails where no lesson is meant
    monkeypatch.setattr(effects, "stand_by", lambda model: None)


@functools.cache
def menu() -> dict[str, dict[str, str]]:
    """Every page, as AppTest learns them from a first run. Before that it takes the name of a file for its address, and ours
    are all called page.py."""
    files = {card.name: links.page_of(card.name) for card in links.lessons()}
    files |= {
        "page": links.HOME,
        "runs": links.RUNS,
        "class": links.CLASS,
        "course": links.COURSE,
        "generative": links.GENERATIVE,
    }
    return {calc_hash(name): {"script_path": str(PLAYGROUND / file)} for name, file in files.items()}


def arrived() -> AppTest:
    """Home as one more visitor opens it, not yet run. `switch_page("runs/page.py")` reaches the other pages."""
    at = AppTest.from_file(str(PLAYGROUND / "Home.py"), default_timeout=120)
    at._registered_pages = menu()
    return at


@pytest.fixture
def app():
    return arrived()
