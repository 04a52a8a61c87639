"""A dream by hand: begun, steered while it dreams, stopped, gone on with, carried away; and a channel dreamt by a click."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import check_it_fits, quiet, wait_for
from tests.browser.test_training import moves_on

LONG = "content=scene:lake&size=96&octaves=2&steps=10000&layer=relu3_1"


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def picture(page):
    return page.get_by_role("img", name=re.compile(r"^The dream at step"))


def test_a_dream_is_watched_steered_stopped_gone_on_with_and_carried_away(page, server, hers):
    page.goto(f"{server.url}/dream?{LONG}")
    press(page, "Dream")
    page.wait_for_url(re.compile("run=dream-"))
    expect(page.get_by_text(re.compile(r"^Step [1-9][\d,]* of"))).to_be_visible()
    (run,) = hers("dream")
    expect(picture(page)).to_be_visible()
    moves_on(page)
    expect(page.get_by_text(re.compile(r"Step [\d,]+\. What excites relu3_1"))).to_be_visible()

    third = page.get_by_role("listbox", name="Channels of relu3_1").get_by_role("option").nth(2)
    number = int(third.get_attribute("data-reference").partition(":")[2])
    third.click()
    wait_for(lambda: run.turned().get("channel") == number, "the worker hears of the channel")
    expect(page.get_by_text(re.compile(rf"What excites channel {number} of relu3_1"))).to_be_visible()

    page.get_by_role("radio", name="2", exact=True).click()
    wait_for(lambda: run.turned().get("layer") == "relu2_1", "the worker hears of the other layer")
    expect(page.get_by_text(re.compile(r"Step [\d,]+\. What excites relu2_1"))).to_be_visible()
    knob = page.get_by_role("slider", name="Keep it")
    knob.focus()
    page.keyboard.press("ArrowRight")
    wait_for(lambda: run.turned().get("keep", 0) > 0, "the original pulls")
    moves_on(page)

    press(page, "Stop")
    expect(page.get_by_role("button", name="Resume", exact=True)).to_be_visible()
    stopped = run.status().step
    expect(picture(page)).to_be_visible()

    with page.expect_download() as waiting:
        press(page, "Download PNG")
    with Image.open(io.BytesIO(waiting.value.path().read_bytes())) as image:
        assert image.format == "PNG" and image.size == (96, 96)
        kept = np.asarray(Image.open(run.previews()[-1].path))
        assert np.array_equal(np.asarray(image), kept)

    press(page, "Resume")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    wait_for(lambda: run.status().step > stopped, "it dreams on from where it was")
    press(page, "Stop")
    expect(page.get_by_role("button", name="Resume", exact=True)).to_be_visible()


def test_a_channel_is_clicked_and_dreamt_on_the_picture(page, server, hers):
    page.goto(f"{server.url}/dream?view=channels&content=scene:cat&layer=relu3_1")
    sheet = page.get_by_role("listbox", name="Channels of relu3_1")
    expect(sheet).to_be_visible()
    second = sheet.get_by_role("option").nth(1)
    number = second.get_attribute("data-reference").partition(":")[2]
    second.click()
    expect(page.get_by_text("The same channel, dreamt on Cat at the window.")).to_be_visible()
    expect(page.get_by_text(f"What excites channel {number} of relu3_1.")).to_be_visible()
    page.wait_for_url(re.compile(f"channel={number}"))
    press(page, "Dream it large on Cat at the window")
    page.wait_for_url(re.compile("run=dream-"))
    run = hers("dream")[0]
    assert run.config.channel == int(number) and run.config.content == "scene:cat"
    expect(page.get_by_text(re.compile(rf"Step [\d,]+\. What excites channel {number} of relu3_1"))).to_be_visible()


def test_it_opens_on_a_dream_and_another_mood_brings_its_settings(page, server):
    page.goto(server.url)
    page.get_by_role("link", name="DeepDream").first.click()
    expect(page.get_by_text("The deepest layer knows things.")).to_be_visible()
    page.get_by_role("listbox", name="Moods").get_by_role("option", name=re.compile("^Strokes")).click()
    expect(page.get_by_text("A shallow layer knows only short lines")).to_be_visible()
    page.wait_for_url(re.compile("layer=relu2_1"))
    expect(page.get_by_role("radio", name="2", exact=True)).to_be_checked()

    press(page, "Led by a second picture")
    page.get_by_role("listbox", name="Picture that leads").get_by_role("option", name=re.compile("^Cat at")).click()
    page.wait_for_url(re.compile("guide=scene"))
    expect(page.get_by_text("what relu2_1 sees in Cat at the window")).to_be_visible()
    expect(page.get_by_text("A shallow layer knows only short lines")).to_have_count(0)


def test_a_picture_of_ones_own_is_dreamt_on(page, server, hers, tmp_path):
    shades = np.linspace(0, 255, 120).astype(np.uint8)[None, :, None].repeat(80, 0).repeat(3, 2)
    Image.fromarray(shades).save(tmp_path / "mine.png")
    page.goto(f"{server.url}/dream?size=64&steps=4&octaves=1")
    press(page, "Your own")
    page.locator("input[type=file]").set_input_files(tmp_path / "mine.png")
    expect(page.get_by_text("What it will dream on: mine")).to_be_visible()
    quiet(page)
    page.keyboard.press("Escape")
    press(page, "Dream")
    page.wait_for_url(re.compile("run=dream-"))
    (run,) = [run for run in hers("dream") if run.config.content.startswith("own:")]
    wait_for(lambda: run.status().state == "finished", "four steps are done")


@pytest.mark.parametrize("view", ["train", "channels"])
def test_the_page_fits_its_window(page, server, view):
    page.goto(f"{server.url}/dream?view={view}")
    quiet(page)
    expect(page.get_by_role("listbox").first).to_be_visible()
    check_it_fits(page, 1280, 390)
