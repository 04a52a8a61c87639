"""A real server and a real Chromium. Without a browser these tests skip and say how to get one; in CI they fail."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.benchmarks.served import APP, Served, served, wait_until_ready

playwright = pytest.importorskip("playwright.sync_api", reason="pip install -r tests/requirements.txt")
playwright.expect.set_options(timeout=30_000)  # a busy machine is late, not wrong

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


def serve(script: Path, home: Path, **environment: str) -> Iterator[Served]:
    with served(script, home, **environment) as server:
        wait_until_ready(server)
        yield server


@pytest.fixture(scope="module")
def server(tmp_path_factory, drawn_once) -> Iterator[Served]:
    """The app, with an empty home of its own for each test file."""
    yield from serve(APP, tmp_path_factory.mktemp("server") / "home")


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as driver:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        try:
            chromium = driver.chromium.launch(executable_path=found, args=FLAGS)
        except playwright.Error:
            if os.environ.get("CI") == "true":
                pytest.fail(HOW)
            pytest.skip(HOW)
        yield chromium
        chromium.close()


class Watched:
    """What a page said and asked for: errors in its console, requests that left this computer, messages to the server."""

    def __init__(self, page: "playwright.Page"):
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.sent: list[bytes | str] = []
        """Each message asks the server to run the script again."""
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: self.sent.append(frame)))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message) -> None:
        # A page opened by its own address first looks for the server below that address: Streamlit's way, no fault.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.errors.append(message.text)

    def _request(self, request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.outside.append(request.url)


def quiet(page: "playwright.Page") -> None:
    """Wait until the script has run to its end: no message is on its way."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., "playwright.Page"]]:
    """Open further pages: `open_page(width=390, color_scheme="dark")`. Each has `watched`, and a context of its own."""
    contexts = []

    def new(width: int = 1280, height: int = 720, **how) -> "playwright.Page":
        context = browser.new_context(viewport={"width": width, "height": height}, **how)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.watched = Watched(page)
        return page

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page) -> "playwright.Page":
    """A projector's 1280 x 720. Afterwards: nothing left this computer, and the console was quiet."""
    page = open_page()
    yield page
    assert page.watched.outside == []
    assert page.watched.errors == []
