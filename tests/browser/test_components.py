"""The components in a real browser: what the hand does, what the page then shows, and what Python hears of it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Error, expect, sync_playwright

from engine import browser
from tests.browser import components_app

APP = Path(components_app.__file__)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        except Error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip("There is no browser. `python -m playwright install chromium` brings one.")
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def app(chromium, tmp_path_factory):
    """The address of the running app."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"headless": "true", "port": str(port), "address": "127.0.0.1", "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--browser.gatherUsageStats=false"]
    log = tmp_path_factory.mktemp("app") / "log.txt"
    with log.open("w") as out:
        server = subprocess.Popen(
            command + [f"--server.{name}={value}" for name, value in options.items()], stdout=out, stderr=out
        )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def page(chromium):
    """A page that fails the test when its JavaScript does."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(30_000)
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert not troubles


@pytest.fixture
def show(page, app):
    """Open one component of the app and wait until it stands."""

    def opened(what: str, name: str | None = None):
        page.goto(f"{app}/?show={what}")
        page.wait_for_function("name => window.__atelier?.[name]", arg=name or what)
        return page

    return opened


def runs(page) -> int:
    return int(re.search(r"\d+", page.get_by_text("script runs:").inner_text())[0])


def place(page, view: int = 0) -> list[float]:
    return page.evaluate("k => window.__atelier.pad.z(k)", view)


def settled(page, z, view: int = 0) -> None:
    """Wait until the point has come to rest at z."""
    page.wait_for_function(
        "([z, k]) => window.__atelier.pad.z(k).every((value, axis) => Math.abs(value - z[axis]) < 0.03)",
        arg=[list(z), view],
    )


def drawn(page, view: int = 0) -> np.ndarray:
    """What the decoder in the page has drawn, once it has drawn it."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return np.array(page.evaluate("k => window.__atelier.pad.picture(k)", view))


def test_dragging_decodes_and_tells_python_nothing(show):
    page = show("pad")
    plane = page.locator(".plane").bounding_box()
    before = page.evaluate("window.__atelier.pad.decoded")
    ran = runs(page)
    page.mouse.move(plane["x"] + 20, plane["y"] + 20)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(plane["x"] + 20 + 10 * step, plane["y"] + 20 + 8 * step)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()
    assert page.evaluate("window.__atelier.pad.decoded") - before >= 35
    side = plane["width"]
    settled(page, (7 * 410 / side - 3.5, 3.5 - 7 * 332 / side))
    page.get_by_role("button", name="Pictures").click()
    page.wait_for_function("window.__atelier.pad.pending() === 0 && window.__atelier.pad.pad.tilesFor")
    assert runs(page) == ran == 1


def test_decoded_pixels_are_the_engines(show):
    page = show("pad")
    layers = components_app.decoder()
    for _ in range(3):
        page.get_by_role("button", name="Surprise me").click()
        page.wait_for_function("window.__atelier.pad.pad.glide === null")
        z = np.array([place(page)])
        np.testing.assert_allclose(drawn(page), browser.run(layers, z)[0].ravel(), atol=1e-3)


def test_colour_pixels_are_the_engines(show):
    page = show("wide", "pad")
    z = np.array([place(page)])
    expected = browser.run(components_app.decoder(16, 3), z)[0].transpose(1, 2, 0)
    np.testing.assert_allclose(drawn(page), expected.ravel(), atol=1e-3)


def test_keys_move_the_point(show):
    page = show("pad")
    page.locator(".plane").focus()
    page.keyboard.press("ArrowRight")
    settled(page, (0.14, 0))
    page.keyboard.press("Shift+ArrowUp")
    settled(page, (0.14, 0.7))
    expect(page.locator(".plane")).to_have_attribute(
        "aria-valuetext", re.compile(r"z = \(\+0\.14, \+0\.70\), looks like \d")
    )
    page.keyboard.press("Home")
    settled(page, (0, 0))


def test_double_click_goes_to_the_centre(show):
    page = show("pad")
    plane = page.locator(".plane")
    plane.click(position={"x": 60, "y": 60})
    page.wait_for_function("Math.abs(window.__atelier.pad.z()[0]) > 1")
    plane.dblclick(position={"x": 90, "y": 60})
    settled(page, (0, 0))


def test_touch_drags_the_point(chromium, app):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{app}/?show=pad")
    page.wait_for_function("window.__atelier?.pad")
    plane = page.locator(".plane").bounding_box()
    page.touchscreen.tap(plane["x"] + plane["width"] * 0.75, plane["y"] + plane["height"] * 0.25)
    settled(page, (1.75, 1.75))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_sliders_and_number_fields_move_the_point(show):
    page = show("pad")
    page.get_by_role("spinbutton", name="z2").fill("-1.5")
    settled(page, (0, -1.5))
    page.get_by_role("slider", name="z1", exact=True).fill("2.1")
    settled(page, (2.1, -1.5))


def test_any_two_of_many_dimensions_span_the_plane(show):
    page = show("wide", "pad")
    page.get_by_label("Across").select_option("z6")
    page.get_by_label("Up").select_option("z3")
    plane = page.locator(".plane")
    side = plane.bounding_box()["width"]
    plane.click(position={"x": side * 0.75, "y": side * 0.25})
    settled(page, [0, 0, 1.75, 0, 0, 1.75] + [0] * 10)
    page.get_by_label("Up").select_option("z6")
    assert page.get_by_label("Across").input_value() == "2"


def test_two_views_share_the_place(show):
    page = show("compare", "pad")
    left, right = page.locator(".plane").all()
    side = right.bounding_box()["width"]
    right.click(position={"x": side * 0.75, "y": side * 0.5})
    settled(page, (1.75, 0), view=1)
    settled(page, (13, 6), view=0)
    z = np.array([place(page)])
    expected = browser.run(components_app.decoder(seed=1), z)[0].ravel()
    np.testing.assert_allclose(drawn(page), expected, atol=1e-3)


def test_holes_are_found_where_the_prior_expects_data(show):
    page = show("pad")
    page.get_by_role("button", name="Holes").click()
    expect(page.get_by_text("% of the prior lies in holes")).to_be_visible()
    share, middle, ring = page.evaluate(
        """() => {
            const field = window.__atelier.pad.pad.planes[0].measure();
            const at = (x, y) => field.holes[Math.floor(y * 96) * 96 + Math.floor(x * 96)];
            return [field.share, at(0.5, 0.5), at(0.5 + 1.8 / 7, 0.5)];
        }"""
    )
    assert 0.2 < share < 0.8  # a ring of codes at radius 1.8 leaves the prior's middle empty
    assert (middle, ring) == (1, 0)


def test_axes_by_probability_bend_the_plane(show):
    page = show("pad")
    page.get_by_label("Axes run by").select_option("probability")
    plane = page.locator(".plane")
    side = plane.bounding_box()["width"]
    plane.click(position={"x": side * 0.8413, "y": side * 0.5})
    settled(page, (1, 0))  # 84 % of a bell curve lies left of one sigma


def test_place_is_reported_where_the_page_asks(page, app):
    page.goto(f"{app}/?show=pad&report")
    page.wait_for_function("window.__atelier?.pad")
    side = page.locator(".plane").bounding_box()["width"]
    page.locator(".plane").click(position={"x": side * 0.75, "y": side * 0.5})
    expect(page.get_by_text(re.compile(r"place: \[1\.7\d*, -?0"))).to_be_visible()
    expect(page.get_by_text("script runs: 2")).to_be_visible()
    settled(page, (1.75, 0))
