"""A real server and a real Chromium. Without a browser these tests skip and say how to get one; in CI they fail."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from engine.runs import jobs, store
from engine.runs.run import Run
from tests.benchmarks.served import APP, Served, served, wait_until_ready
from tests.browser.tabs import PATIENCE, Tabs
from tests.conftest import furnished

playwright = pytest.importorskip("playwright.sync_api", reason="pip install -r tests/requirements.txt")

playwright.expect.set_options(timeout=PATIENCE)

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = (
    "No Chromium was found. Install it (Debian, Ubuntu: apt-get install chromium), or run: playwright install chromium"
)


def installed() -> str | None:
    """The system's own Chromium; None where Playwright's is to be taken."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def serve(script: Path, home: Path, **environment: str) -> Iterator[Served]:
    # One spare worker for each visit to a form, most of them for nothing, would be half of what these tests compute.
    with served(script, home, **({"ATELIER_SPARE": "0"} | environment)) as server:
        wait_until_ready(server)
        yield server


@pytest.fixture(scope="session")
def server(tmp_path_factory, drawn_once) -> Iterator[Served]:
    """The app, for all tests: each finds its desk empty. Whoever needs other settings starts one of their own."""
    yield from serve(APP, furnished(tmp_path_factory.mktemp("server"), drawn_once))


@pytest.fixture(scope="session")
def parts(tmp_path_factory, drawn_once) -> Iterator[Served]:
    """The small apps that show a component each, at /NAME_app."""
    home = furnished(tmp_path_factory.mktemp("parts"), drawn_once)
    yield from serve(
        Path(__file__).parent / "components" / "apps" / "all_apps.py",
        home,
        STREAMLIT_BROWSER_GATHER_USAGE_STATS="false",
    )


@pytest.fixture(autouse=True)
def tidy(request) -> Iterator[None]:
    """Whatever a test leaves on the server's desk goes when it is over."""
    if "server" not in request.fixturenames:
        yield
        return
    home = request.getfixturevalue("server").home
    before = _on_desk(home)
    yield
    left = _on_desk(home) - before
    try:
        stop([Run(path) for path in left if path.parent.name == "runs"], home)
    finally:  # a run that is gone stops at its next word, and no other test is to blame for it
        for path in left:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def stop(made: Sequence[Run], home: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATELIER_HOME", str(home))
        for run in made:
            jobs.stop(run)
        wait_for(lambda: not any(run.status().active for run in made), "all runs stop")


def _on_desk(home: Path) -> set[Path]:
    return {path for room in ("runs", "albums", "pictures", "pairs", "vectors") for path in (home / room).glob("*")}


@pytest.fixture
def hers(server, monkeypatch) -> Callable[..., list[Run]]:
    """The runs on the server's desk, seen from here."""
    monkeypatch.setenv("ATELIER_HOME", str(server.home))
    return store.every


@pytest.fixture(scope="session")
def browser() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as driver:
        try:
            chromium = driver.chromium.launch(executable_path=installed(), args=FLAGS)
        except playwright.Error:
            if os.environ.get("CI") == "true":
                pytest.fail(HOW)
            pytest.skip(HOW)
        yield chromium
        chromium.close()


def quiet(page: "playwright.Page") -> None:
    """Wait until the script has run to its end: no message is on its way."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def check_big_fits(page: "playwright.Page") -> None:
    """At the front of the room picture, control and verdict are seen at once, on a projector and on a laptop."""
    page.get_by_role("button", name="Big", exact=True).click()
    for width, height in ((1280, 720), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            """() => {
              const at = document.querySelector('.st-key-stage')?.getBoundingClientRect();
              return at && at.height > 150 && at.top >= 0 && at.bottom <= innerHeight && at.left >= 0 && at.right <= innerWidth;
            }"""
        )
    page.get_by_role("button", name="Small", exact=True).click()
    page.set_viewport_size({"width": 1280, "height": 720})


def check_it_fits(page: "playwright.Page", *widths: int) -> None:
    """At each of these widths, the widest first, nothing is wider than the window."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth")


def wait_for(condition: Callable[[], object], what: str, seconds: float = PATIENCE / 1000) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def tabs(browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def open_page(tabs) -> Iterator[Callable[..., "playwright.Page"]]:
    """Further pages: `open_page(width=390, color_scheme="dark")`. Each has `watched`, and a context of its own."""
    taken = []

    def new(width: int = 1280, height: int = 720, **how) -> "playwright.Page":
        taken.append(tabs.take(width, height, **how))
        return taken[-1]

    yield new
    for page in taken:
        tabs.give_back(page)


@pytest.fixture
def page(open_page) -> "playwright.Page":
    """A projector's 1280 x 720. Afterwards: nothing left this computer, and the console was quiet."""
    page = open_page()
    yield page
    assert page.watched.outside == []
    assert page.watched.errors == []
