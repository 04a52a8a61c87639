"""A real server and a real Chromium. Without a browser these tests skip and say how to get one; in CI they fail."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine import settings

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
READY = 60
"""Seconds a server may take to answer on a busy machine."""


@dataclass(frozen=True)
class Server:
    url: str
    home: Path
    log: Path


def serve(script: Path, home: Path, **environment: str) -> Iterator[Server]:
    """`streamlit run SCRIPT` on a free loopback port, until the caller has had enough. Only this process is ended."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url, log = f"http://127.0.0.1:{port}", home / "server.log"
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    with open(log, "wb") as output:
        server = subprocess.Popen(
            command,
            cwd=home,  # anywhere but the checkout: the app must not care
            env=os.environ | {"ATELIER_HOME": str(home), "ATELIER_OFFLINE": "1", "OMP_NUM_THREADS": "1"} | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(server, url, log)
        yield Server(url, home, log)
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen, url: str, log: Path) -> None:
    end = time.monotonic() + READY
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The server did not answer:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="module")
def server(tmp_path_factory, drawn_once) -> Iterator[Server]:
    """The app, with an empty home of its own for each test file."""
    yield from serve(settings.ROOT / "playground" / "Home.py", tmp_path_factory.mktemp("server") / "home")


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
