"""The mixer in a real browser: the face follows the sliders, Python hears of it once, and the weights cross once."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from engine.weights import browser
from tests.browser.components.apps import mixer_app
from tests.browser.conftest import quiet

HEAVY = 1_000_000
"""Bytes: only weights are as large as this."""


@pytest.fixture(scope="session")
def app(parts) -> str:
    """The address of the small app."""
    return f"{parts.url}/mixer_app"


@pytest.fixture
def show(page, app):
    """Open the app and wait until the first face is drawn."""

    def opened(query: str = ""):
        page.goto(f"{app}?{query}")
        drawn(page)
        return page

    return opened


def drawn(page, name: str = "mixer") -> None:
    """Wait until the pictures and the strip are drawn and the script is done."""
    page.wait_for_function(
        "name => window.__atelier?.[name]?.frames > 0 && window.__atelier[name].pending() === 0", arg=name
    )
    quiet(page)


def settled(page) -> None:
    """Two frames later whatever was asked for is drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def hook(page, what: str):
    return page.evaluate(f"window.__atelier.mixer.{what}")


def pixels(canvas) -> np.ndarray:
    """uint8 (h, w, 3): what lies on a canvas."""
    read = """canvas => {
        const { width, height } = canvas;
        return [height, width, Array.from(canvas.getContext("2d").getImageData(0, 0, width, height).data)];
    }"""
    height, width, values = canvas.evaluate(read)
    return np.array(values, np.uint8).reshape(height, width, 4)[:, :, :3]


def before(page) -> np.ndarray:
    return pixels(page.locator("figure canvas").nth(0))


def after(page) -> np.ndarray:
    return pixels(page.locator("figure canvas").nth(1))


def expected(amounts: dict[str, float], *, seed: int = 1, channels: int = 3) -> np.ndarray:
    """The engine's own picture of that face."""
    code = mixer_app.face(seed) + sum(amounts.get(one.name, 0) * one.vector for one in mixer_app.concepts())
    picture = browser.run(mixer_app.decoder(channels), code[None])[0].transpose(1, 2, 0)
    return np.broadcast_to(picture * 255, (*picture.shape[:2], 3))


def alike(shown: np.ndarray, wanted: np.ndarray) -> bool:
    return shown.shape == wanted.shape and np.abs(shown - wanted).max() <= 2


def slider(page, name: str):
    return page.get_by_role("slider", name=name, exact=True)


def messages(page) -> int:
    return len(page.watched.sent)


def test_dragging_moves_the_face_and_letting_go_tells_python_once(show):
    page = show()
    first, still, told = after(page), before(page), messages(page)
    assert alike(first, expected({}))
    box = slider(page, "Smile").bounding_box()
    height, middle = box["y"] + box["height"] / 2, box["x"] + box["width"] / 2
    frames = hook(page, "frames")
    page.mouse.move(middle, height)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(middle + step * box["width"] / 50, height)
        settled(page)
    assert hook(page, "frames") - frames >= 15
    there = hook(page, "amounts")
    assert 1 < there["smile"] < 3 and not any(there[name] for name in there if name != "smile")
    assert alike(after(page), expected(there))
    assert not alike(after(page), first)
    np.testing.assert_array_equal(before(page), still)
    assert re.fullmatch(r"[+−]?\d\.\d\d", page.locator("output").first.inner_text())
    assert messages(page) == told and hook(page, "sent") == 0
    page.mouse.up()
    expect(page.get_by_text("script runs: 2")).to_be_visible()
    expect(page.get_by_text(f"mixed: {{'smile': {there['smile']}, 'glasses': 0.0")).to_be_visible()
    drawn(page)
    assert messages(page) == told + 1 and hook(page, "sent") == 1
    assert hook(page, "amounts") == there  # the run that this caused has moved nothing
    assert alike(after(page), expected(there))


def test_several_concepts_add_up_on_a_small_grey_decoder(show):
    page = show("grey")
    slider(page, "Smile").fill("1.5")
    slider(page, "Beard").fill("-2.35")
    settled(page)
    wanted = expected({"smile": 1.5, "beard": -2.35}, channels=1)
    assert wanted.shape == (32, 32, 3)
    assert alike(after(page), wanted)
    expect(page.get_by_role("img", name="After: Smile +1.50, Beard −2.35")).to_be_visible()


def test_resets(show):
    page = show()
    untouched = after(page)
    reset_all = page.get_by_role("button", name="Reset all")
    expect(reset_all).to_be_disabled()
    for name in ("Smile", "Glasses", "Beard"):
        slider(page, name).fill("2")
    page.get_by_role("button", name="Reset Smile").click()
    assert hook(page, "amounts.smile") == 0 and hook(page, "amounts.glasses") == 2
    slider(page, "Glasses").dblclick()
    assert hook(page, "amounts.glasses") == 0 and hook(page, "amounts.beard") == 2
    reset_all.click()
    settled(page)
    np.testing.assert_array_equal(after(page), untouched)
    expect(reset_all).to_be_disabled()
    drawn(page)
    assert not any(hook(page, "amounts").values())


def test_keys_move_a_slider_and_python_hears_when_they_rest(show):
    page = show()
    slider(page, "Smile").focus()
    told = messages(page)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert hook(page, "amounts.smile") == 0.25
    expect(slider(page, "Smile")).to_have_attribute("aria-valuetext", "+0.25, towards big smile")
    page.keyboard.press("Home")
    expect(slider(page, "Smile")).to_have_attribute("aria-valuetext", "−3.00, towards no smile")
    expect(page.get_by_text("mixed: {'smile': -3.0,")).to_be_visible()
    drawn(page)
    assert 1 <= messages(page) - told < 6  # not one for each key
    assert alike(after(page), expected({"smile": -3}))


def test_a_strip_picture_sets_the_slider(show):
    page = show()
    slider(page, "Beard").fill("-0.9")
    drawn(page)
    strip = page.get_by_role("group", name="Beard, from end to end")
    expect(strip.get_by_role("button")).to_have_count(7)
    expect(strip.locator("[aria-current=true]")).to_have_attribute("aria-label", "Beard −1.00")
    small = pixels(strip.get_by_role("button", name="Beard +2.00").locator("canvas"))
    assert alike(small, expected({"beard": 2}))
    strip.get_by_role("button", name="Beard +2.00").click()
    expect(strip.locator("[aria-current=true]")).to_have_attribute("aria-label", "Beard +2.00")
    expect(page.get_by_text("'beard': 2.0,")).to_be_visible()
    assert hook(page, "amounts.beard") == 2
    np.testing.assert_array_equal(after(page), small)


def test_the_strip_follows_what_else_is_moved(show):
    page = show()
    slider(page, "Beard").fill("1")
    slider(page, "Smile").fill("2")
    page.wait_for_function("window.__atelier.mixer.pending() === 0")
    small = page.get_by_role("button", name="Smile −3.00").locator("canvas")
    assert alike(pixels(small), expected({"beard": 1, "smile": -3}))


def test_holding_shows_the_face_before(show):
    page = show()
    slider(page, "Smile").fill("3")
    settled(page)
    mixed = after(page)
    button = page.get_by_role("button", name="Hold to compare")

    def held() -> bool:
        settled(page)
        return bool((after(page) == before(page)).all())

    page.locator("figure canvas").nth(1).hover()
    page.mouse.down()
    assert held()
    page.mouse.up()
    assert not held()
    button.focus()
    page.keyboard.down("Enter")
    assert held() and button.get_attribute("aria-pressed") == "true"
    page.keyboard.up("Enter")
    assert not held()
    np.testing.assert_array_equal(after(page), mixed)
    assert hook(page, "amounts.smile") == 3


def run_again(page, times: int) -> None:
    for run in range(2, times + 2):
        page.get_by_role("button", name="Run again").click()
        expect(page.get_by_text(f"script runs: {run}")).to_be_visible()
        quiet(page)


def test_the_weights_cross_once(show):
    page = show()
    assert sum(size > HEAVY for size in page.watched.received) == 1
    run_again(page, 5)
    slider(page, "Smile").fill("1")
    expect(page.get_by_text("script runs: 7")).to_be_visible()
    assert sum(size > HEAVY for size in page.watched.received) == 1
    page.reload()
    drawn(page)
    assert sum(size > HEAVY for size in page.watched.received) == 2  # a new visit
    assert alike(after(page), expected({}))


def test_weights_that_got_lost_are_asked_for(show):
    """As when the first run was cut off before its message went out: the server believes that the page has them."""
    page = show("lost")
    expect(page.get_by_text("script runs: 2")).to_be_visible()
    assert sum(size > HEAVY for size in page.watched.received) == 1
    assert alike(after(page), expected({}))


def test_a_mixer_waits_for_weights_that_come_later(show):
    page = show("late")
    assert alike(after(page), expected({}))
    expect(page.get_by_text("The decoder is on its way")).to_be_hidden()


def test_two_models_live_side_by_side(show):
    page = show("two")
    drawn(page, "second")
    canvases = page.locator("figure canvas")
    expect(canvases).to_have_count(4)
    assert pixels(canvases.nth(2)).shape == (32, 32, 3)
    slider(page, "Smile").nth(1).fill("2")
    settled(page)
    assert hook(page, "amounts.smile") == 0
    assert page.evaluate("window.__atelier.second.amounts.smile") == 2
    assert alike(after(page), expected({}))


def test_another_face_keeps_the_amounts_and_python_can_set_them(show):
    page = show()
    slider(page, "Glasses").fill("1.2")
    expect(page.get_by_text("'glasses': 1.2,")).to_be_visible()
    page.get_by_text("Another face").click()
    page.wait_for_function(
        "window.__atelier.mixer.mixer.data.z[0] !== 0 && document.body.innerText.includes('runs: 3')"
    )
    drawn(page)
    assert hook(page, "amounts.glasses") == 1.2
    assert alike(before(page), expected({}, seed=7))
    assert alike(after(page), expected({"glasses": 1.2}, seed=7))
    page.get_by_role("button", name="Only a smile").click()
    expect(page.get_by_text("mixed: {'smile': 1.5, 'glasses': 0.0,")).to_be_visible()
    drawn(page)
    assert alike(after(page), expected({"smile": 1.5}, seed=7))


def test_a_mixer_that_was_away_stands_as_it_was_left(show):
    page = show()
    slider(page, "Smile").fill("-1.1")
    expect(page.get_by_text("mixed: {'smile': -1.1,")).to_be_visible()
    page.get_by_text("Hide the mixer").click()
    expect(page.get_by_text("Mix concepts")).to_have_count(0)
    quiet(page)
    page.get_by_text("Hide the mixer").click()
    expect(page.get_by_text("mixed: {'smile': -1.1,")).to_be_visible()
    drawn(page)
    assert alike(after(page), expected({"smile": -1.1}))
    assert sum(size > HEAVY for size in page.watched.received) == 1


def test_a_locked_concept_stands_still(show):
    page = show()
    expect(slider(page, "Age")).to_be_disabled()
    expect(page.get_by_role("button", name="Reset Age")).to_have_count(0)


def test_a_phone_has_room_for_it(open_page, app):
    page = open_page(width=390, height=844, has_touch=True)
    page.goto(f"{app}?count=8")
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    last = slider(page, "Make-up")
    last.scroll_into_view_if_needed()
    face, sliding = page.locator("figure canvas").nth(1).bounding_box(), last.bounding_box()
    assert face["y"] >= 0 and face["y"] + face["height"] < sliding["y"]  # the face stays in sight
    page.touchscreen.tap(sliding["x"] + sliding["width"] * 0.8, sliding["y"] + sliding["height"] / 2)
    page.wait_for_function("window.__atelier.mixer.amounts.makeup > 1")
    assert page.watched.errors == []
