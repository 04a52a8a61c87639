"""Drawing a label map by hand: the picture follows the stroke, and what is drawn is there again after a reload."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from engine.core import config as configs
from engine.data import label_colours
from engine.data.drawn.scenes import scenes
from engine.data.label_colours import SCENE_LABELS
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.setup import critic_of_pairs, generator
from engine.runs import store
from engine.runs.run import Status
from engine.weights import checkpoint
from tests.browser import conftest

MAP = ".labels canvas"
PICTURE = "The picture that"

ALL_IS_SHOWN = """() => [...document.querySelectorAll("*")].some((one) => {
  const labels = one.shadowRoot?.querySelector(".labels") ?? (one.matches(".labels") ? one : null);
  return labels && labels.dataset.live && labels.dataset.live === labels.dataset.check;
})"""
"""Also what was drawn while the last picture was on its way: the hand rests, and has not lifted."""


@pytest.fixture
def run(hers):
    """A run of tiny networks that never learnt: they make some picture of any map."""
    config = PairConfig(width=4, depth=2, critic_width=4, side=32, steps=1, patch="16")
    made = store.create("pix2pix", config, title="Mine")
    card = {"lesson": "pix2pix", "config": configs.to_dict(config), "step": 1}
    checkpoint.save_weights(made.weights, {"generator": generator(config), "critic": critic_of_pairs(config)}, card)
    made.write_status(Status(state="finished", step=1, steps=1))
    return made


def opened(page: Page, server, run, link: str = "", picture: str = "") -> Page:
    page.goto(f"{server.url}/pix2pix?view=draw&model={run.id}{link}")
    expect(page.locator(".labels")).to_have_attribute("data-check", re.compile(r"\d+"))
    expect(page.locator(picture) if picture else page.get_by_alt_text(PICTURE)).to_be_visible()
    conftest.quiet(page)
    return page


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], lift: bool = True) -> None:
    """With the mouse, between two places in shares of the map's sides."""
    box = page.locator(MAP).bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end)]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=6)
    if lift:
        page.mouse.up()


def colour(page: Page, x: float, y: float) -> list[int]:
    """Of the map's pixel at this place."""
    return page.locator(MAP).evaluate(
        "(one, [x, y]) => [...one.getContext('2d').getImageData(x * one.width, y * one.height, 1, 1).data].slice(0, 3)",
        [x, y],
    )


def check(page: Page) -> str:
    return page.locator(".labels").get_attribute("data-check")


def source(page: Page) -> str:
    return page.get_by_alt_text(PICTURE).get_attribute("src")


def changed(page: Page, before: str) -> str:
    """The picture once it is another one."""
    expect(page.get_by_alt_text(PICTURE)).not_to_have_attribute("src", before)
    return source(page)


def test_a_photograph_is_refused_and_of_a_pair_the_map_is_taken(page, server, run):
    opened(page, server, run, "&map=scene:lake:6000")
    numbers = check(page)
    photo, drawn = scenes.labelled("village", 256, 6_000)
    bring(page, photo)
    expect(page.get_by_text("This is no map for this model")).to_be_visible()
    assert check(page) == numbers
    bring(page, np.concatenate([photo, label_colours.coloured(drawn, SCENE_LABELS)], 1))
    expect(page.locator(".labels")).not_to_have_attribute("data-check", numbers)
    expect(page.get_by_text("This is no map for this model")).to_have_count(0)
    assert colour(page, 0.5, 0.03) == list(label_colours.coloured(drawn, SCENE_LABELS)[8, 128])


def bring(page: Page, picture: np.ndarray) -> None:
    """By the button 'Your own map', which opens once."""
    if not page.locator('input[type="file"]').count():
        page.get_by_role("button", name="Your own map").click()
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    file = {"name": "mine.png", "mimeType": "image/png", "buffer": content.getvalue()}
    page.locator('input[type="file"]').set_input_files(file)


def test_the_picture_follows_strokes_rectangles_fillings_and_undo(page, server, run):
    opened(page, server, run, "&map=scene:lake:6000")
    first, numbers = source(page), check(page)

    page.get_by_role("radio", name="house", exact=True).click()
    drag(page, (0.2, 0.8), (0.8, 0.8), lift=False)
    assert colour(page, 0.5, 0.8) == [200, 80, 60]
    page.wait_for_function(ALL_IS_SHOWN)
    half = changed(page, first)  # the hand still draws
    assert "map=own" not in page.url, "nothing is kept of a stroke that is not done"
    page.mouse.up()
    page.wait_for_url(re.compile("map=own"))
    stroke = changed(page, half)

    page.get_by_role("radio", name="Rectangle").click()
    page.get_by_role("radio", name="road").click()
    drag(page, (0.1, 0.1), (0.4, 0.3))
    assert [colour(page, *place) for place in ((0.12, 0.12), (0.38, 0.28))] == [[150, 140, 130]] * 2
    assert colour(page, 0.45, 0.2) != [150, 140, 130]
    rectangle = changed(page, stroke)

    page.get_by_role("radio", name="Fill a region").click()
    page.get_by_role("radio", name="water").click()
    drag(page, (0.2, 0.2), (0.2, 0.2))
    assert colour(page, 0.38, 0.28) == [30, 90, 190] and colour(page, 0.45, 0.2) != [30, 90, 190]
    changed(page, rectangle)

    page.get_by_role("button", name="Mirror").click()
    page.get_by_role("radio", name="Stamp a house").click()
    drag(page, (0.2, 0.6), (0.2, 0.6))
    assert [colour(page, x, 0.6) for x in (0.2, 0.8)] == [[200, 80, 60]] * 2, "and its twin"
    page.get_by_role("radio", name="Eraser").click()
    drag(page, (0.2, 0.6), (0.22, 0.6))
    assert [colour(page, x, 0.6) for x in (0.21, 0.79)] == [[120, 180, 240]] * 2, "an eraser leaves the sky"

    for _ in range(5):
        page.get_by_role("button", name="Undo").click()
    expect(page.locator(".labels")).to_have_attribute("data-check", numbers)
    expect(page.get_by_alt_text(PICTURE)).to_have_attribute("src", first)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_what_is_drawn_is_there_after_a_reload_and_a_visit_to_another_view(page, server, run):
    opened(page, server, run)
    before = source(page)
    drag(page, (0.1, 0.2), (0.9, 0.6))
    changed(page, before)
    page.wait_for_url(re.compile("map=own"))
    conftest.quiet(page)
    after, numbers = source(page), check(page)
    page.reload()
    expect(page.locator(".labels")).to_have_attribute("data-check", numbers)
    expect(page.get_by_alt_text(PICTURE)).to_have_attribute("src", after)
    conftest.quiet(page)
    page.get_by_role("radio", name="Train").click()
    expect(page.locator(MAP)).to_have_count(0)
    page.get_by_role("radio", name="Draw").click()
    expect(page.locator(".labels")).to_have_attribute("data-check", numbers)


def test_a_map_is_drawn_by_keys_and_a_sample_can_be_taken_back(page, server, run):
    opened(page, server, run)
    first, numbers = source(page), check(page)
    page.get_by_role("radio", name="Rectangle").click()
    page.locator(MAP).focus()
    for key in ("Space", "Shift+ArrowRight", "Shift+ArrowDown", "Space"):
        page.keyboard.press(key)
    drawn = changed(page, first)
    assert colour(page, 0.53, 0.53) == [20, 100, 40]
    page.keyboard.press("Control+z")
    expect(page.locator(".labels")).to_have_attribute("data-check", numbers)
    assert drawn != first
    expect(page.get_by_alt_text(PICTURE)).to_have_attribute("src", first)

    page.get_by_role("listbox", name="Maps to begin with").get_by_role("option", name="Hill 1").click()
    expect(page.locator(".labels")).not_to_have_attribute("data-check", numbers)
    changed(page, first)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_alt_text(PICTURE)).to_have_attribute("src", first)


def test_on_a_phone_a_finger_draws_and_nothing_is_wider_than_the_window(open_page, server, run):
    page = opened(open_page(width=390, height=844, has_touch=True, color_scheme="dark"), server, run)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    ends = page.locator(".labels .tools button").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().right)"
    )
    assert max(ends) <= 390, "each tool is within reach of the finger"
    before = source(page)
    picture, drawn = (page.locator(one).bounding_box() for one in (f'img[alt^="{PICTURE}"]', MAP))
    assert picture["y"] + picture["height"] <= drawn["y"], "what is made stands above what a finger draws"
    page.locator(MAP).scroll_into_view_if_needed()
    expect(page.get_by_alt_text(PICTURE)).to_be_in_viewport(ratio=0.9)
    box = page.locator(MAP).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert colour(page, 0.5, 0.5) == [20, 100, 40]
    changed(page, before)
    assert page.watched.errors == []
