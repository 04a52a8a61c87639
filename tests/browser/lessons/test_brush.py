"""A brush by hand: bring a style, train some steps, stop, paint a picture with it, take it away."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from engine.runs import store
from tests.browser import conftest
from tests.browser.conftest import wait_for
from tests.browser.test_training import moves_on

QUICK = "view=train&side=64&batch=1&width=8&blocks=1&look=64&steps=50000&preview_every=5"


@pytest.fixture
def stripes(tmp_path):
    y, x = np.mgrid[0:80, 0:120]
    picture = np.where(((x + y) // 8 % 2)[:, :, None] == 1, (240, 180, 20), (20, 60, 160)).astype(np.uint8)
    Image.fromarray(picture).save(tmp_path / "style.png")
    return tmp_path / "style.png"


def shown(page: Page, server, link: str, wall: str) -> Page:
    page.goto(f"{server.url}/brush?{link}")
    expect(page.get_by_role("listbox", name=wall)).to_be_visible()
    conftest.quiet(page)
    return page


def test_a_style_is_brought_learnt_stopped_painted_with_and_taken_away(page, server, hers, stripes):
    shown(page, server, QUICK, "Style to learn")
    page.get_by_role("button", name="Your own").click()
    page.locator('input[type="file"]').set_input_files(stripes)
    wall = page.get_by_role("listbox", name="Style to learn")
    expect(wall.get_by_role("option", name=re.compile(r"^style\. "), selected=True)).to_be_visible()
    page.keyboard.press("Escape")
    conftest.quiet(page)

    page.get_by_role("button", name="Train", exact=True).last.click()
    page.wait_for_url(re.compile("run=brush-"))
    expect(page.get_by_text(re.compile(r"^Step [1-9][\d,]* of"))).to_be_visible()
    (run,) = store.every("brush")
    assert run.config.style.startswith("own:") and run.title == "style brush"
    moves_on(page)
    expect(page.get_by_role("img", name=re.compile("^Paintings, step"))).to_be_visible()

    page.get_by_role("button", name="Stop", exact=True).last.click()
    wait_for(lambda: run.status().state == "stopped", "it stops")
    stopped = run.status().step
    page.get_by_role("button", name="Resume", exact=True).click()
    wait_for(lambda: run.status().state == "training" and run.status().step > stopped, "it goes on")
    page.get_by_role("button", name="Stop", exact=True).last.click()
    wait_for(lambda: run.status().state == "stopped", "it stops again")

    page.get_by_role("button", name="Paint with it").last.click()
    expect(page.get_by_text(re.compile(f"after {run.status().step:,} steps"))).to_be_visible()
    page.get_by_role("listbox", name="Picture to paint").get_by_role("option", name="Mountain lake").first.click()
    expect(page.get_by_alt_text("Mountain lake, painted with style brush")).to_be_visible()
    page.wait_for_url(re.compile("content=scene"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download PNG").click()
    with Image.open(io.BytesIO(waiting.value.path().read_bytes())) as picture:
        assert picture.format == "PNG" and picture.size == (512, 512)

    page.get_by_text("What instance norm does").click()
    expect(page.get_by_alt_text("The faded picture, painted")).to_be_visible()


def test_the_page_fits_its_window_and_on_a_projector_style_and_button_are_seen_without_scrolling(page, server):
    shown(page, server, "view=train", "Style to learn")
    for seen in (page.get_by_alt_text("Heavy sea"), page.get_by_role("button", name="Train", exact=True).last):
        expect(seen).to_be_in_viewport(ratio=1)
    conftest.check_it_fits(page, 1280, 390)
