"""Style transfer by hand: bring two pictures, paint, pull a share meanwhile, stop, go on, take it away; blend and draw areas."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from engine.runs import store
from tests.browser import conftest
from tests.browser.components.test_paint_parts import drag
from tests.browser.conftest import wait_for
from tests.browser.test_training import moves_on

ENDLESS = "view=train&size=96&steps=50000&preview_every=10&coarse=off"
SEA, QUILT = "painting:waves", "painting:quilt"


@pytest.fixture
def two_pictures(tmp_path) -> tuple[Path, Path]:
    """A dark disc on light ground, and stripes."""
    y, x = np.mgrid[0:80, 0:120]
    disc = np.where(np.hypot(x - 60, y - 40)[:, :, None] < 25, (40, 30, 90), (230, 220, 200)).astype(np.uint8)
    stripes = np.where(((x + y) // 8 % 2)[:, :, None] == 1, (240, 180, 20), (20, 60, 160)).astype(np.uint8)
    paths = tmp_path / "content.png", tmp_path / "style.png"
    for path, picture in zip(paths, (disc, stripes), strict=True):
        Image.fromarray(picture).save(path)
    return paths


def shown(page: Page, server, link: str) -> Page:
    page.goto(f"{server.url}/style?{link}")
    expect(page.get_by_role("listbox", name="Styles")).to_be_visible()
    # A server's first visitor waits for torch, and until it is measured how fast this computer paints.
    expect(page.get_by_text(re.compile(r"About .* of memory"))).to_be_visible()
    conftest.quiet(page)
    return page


def bring(page: Page, path: Path, which: int) -> None:
    page.get_by_role("button", name="Your own").nth(which).click()
    page.locator('input[type="file"]').set_input_files(path)
    gallery = page.get_by_role("listbox").nth(which)
    expect(gallery.get_by_role("option", name=re.compile(rf"^{path.stem}\. "), selected=True)).to_be_visible()
    page.keyboard.press("Escape")
    conftest.quiet(page)


def taken(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def test_two_pictures_are_brought_painted_steered_stopped_resumed_and_taken_away(page, server, hers, two_pictures):
    shown(page, server, ENDLESS)
    for which, path in enumerate(two_pictures):
        bring(page, path, which)
    page.wait_for_url(re.compile("content=own.*styles=own"))

    page.get_by_role("button", name="Paint", exact=True).last.click()
    page.wait_for_url(re.compile("run=style-"))
    expect(page.get_by_text(re.compile(r"^Step [1-9][\d,]* of"))).to_be_visible()
    (run,) = store.every("style")
    assert run.config.content.startswith("own:") and run.config.styles.startswith("own:")
    canvas = page.get_by_alt_text(re.compile("The painting at step"))
    first = canvas.get_attribute("alt")
    moves_on(page)
    expect(canvas).not_to_have_attribute("alt", first)

    share = page.get_by_role("slider", name="Style")
    share.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    wait_for(lambda: run.turned().get("style_share", 0) >= 50, "the share has moved")
    wait_for(lambda: run.curves().refresh().turns, "the painting follows")
    expect(page.get_by_text(re.compile(r"^Raw weights: \d"))).to_be_visible()

    page.get_by_role("button", name="Stop", exact=True).last.click()
    wait_for(lambda: run.status().state == "stopped", "it stops")
    expect(page.get_by_role("button", name="Resume", exact=True)).to_be_visible()
    expect(canvas).to_be_visible()
    stopped = run.status().step
    page.get_by_role("button", name="Resume", exact=True).click()
    wait_for(lambda: run.status().state == "training" and run.status().step > stopped, "it goes on")
    page.get_by_role("button", name="Stop", exact=True).last.click()
    wait_for(lambda: run.status().state == "stopped", "it stops again")
    expect(page.get_by_role("button", name="Repaint a part")).to_be_visible()

    with Image.open(io.BytesIO(taken(page, "Download PNG"))) as picture:
        assert picture.format == "PNG" and picture.size == (96, 64)
    assert taken(page, "Film (GIF)").startswith(b"GIF89a")

    page.get_by_role("button", name="Repaint a part").click()
    expect(page.locator(".mask canvas")).to_be_visible()
    assert "run=" not in page.url


def test_styles_are_blended_and_areas_drawn_for_them(page, server):
    shown(page, server, f"view=train&content=scene:lake&styles={SEA}")
    other = page.locator(f"[data-reference='{QUILT}']")
    other.hover()
    other.locator(".add").click()
    expect(page.locator(".field")).to_be_visible()
    conftest.quiet(page)
    drag(page, ".field", (0.5, 0.5), (0.8, 0.5))
    page.wait_for_function("() => decodeURIComponent(location.search).includes('painting:waves*0.2')")

    page.get_by_text("Draw areas").click()
    expect(page.locator(".mask canvas")).to_be_visible()
    conftest.quiet(page)
    drag(page, ".mask canvas", (0.2, 0.5), (0.6, 0.5))
    page.wait_for_url(re.compile("areas=own"))
    page.get_by_role("radio", name="Patchwork").click()
    before = page.url
    drag(page, ".mask canvas", (0.2, 0.8), (0.6, 0.8))
    page.wait_for_function("before => location.href !== before", arg=before)
    page.reload()
    page.get_by_text("Draw areas").click()
    expect(page.locator(".mask")).to_have_attribute("data-shares", re.compile(r"^[1-9]\d* [1-9]\d*$"))


@pytest.mark.parametrize("view", ["train", "inside"])
def test_the_page_fits_its_window(page, server, view):
    page.goto(f"{server.url}/style?view={view}&content=scene:lake&styles={SEA}")
    first = (
        page.get_by_role("listbox", name="Styles") if view == "train" else page.get_by_text("What does a layer keep?")
    )
    expect(first).to_be_visible()
    conftest.check_it_fits(page, 1280, 390)


def test_on_a_projector_the_canvas_and_the_button_are_seen_without_scrolling(page, server):
    shown(page, server, f"view=train&content=photo:china&styles={SEA}")
    for seen in (
        page.get_by_alt_text("Temple in Beijing").or_(page.get_by_alt_text("Summer Palace")),
        page.get_by_role("button", name="Paint", exact=True).last,
    ):
        expect(seen).to_be_in_viewport(ratio=1)
