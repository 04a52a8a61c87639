"""The crop box under a real hand: what lies in it is what Python cuts, told once per release."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from engine.data.drawn import faces
from playground.components.crop.crop import Box
from playground.widgets.own import own_face
from tests.browser import conftest
from tests.browser.components.apps import crop_app

WIDTH, HEIGHT = 800, 480
START = Box(400, 240, 288)
LEFT, TOP = crop_app.CORNER
AROUND = Box(LEFT + crop_app.FACE / 2, TOP + crop_app.FACE / 2, crop_app.FACE)
"""The box that holds just the drawn face."""


@pytest.fixture(scope="session")
def app(parts) -> str:
    """The address of the small app."""
    return f"{parts.url}/crop_app"


@pytest.fixture
def ready(page, app) -> Page:
    return opened(page, app)


def opened(page: Page, app) -> Page:
    page.goto(app)
    expect(page.locator(".crop .square")).to_be_visible()
    said(page, START)
    return page


def box(page: Page) -> Box:
    """What Python got last."""
    return Box(*map(float, page.get_by_text(re.compile("^box ")).inner_text().split()[1:]))


def said(page: Page, wanted: Box, within: float = 1.0) -> Box:
    """Wait until Python has this box."""
    for _ in range(300):
        now = box(page)
        if all(abs(getattr(now, name) - getattr(wanted, name)) <= within for name in ("x", "y", "side", "degrees")):
            return now
        page.wait_for_timeout(100)
    raise AssertionError(f"Python has {now}, not {wanted}")


def on_screen(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a pixel of the picture is."""
    stage = page.locator(".crop .stage").bounding_box()
    return stage["x"] + x / WIDTH * stage["width"], stage["y"] + y / HEIGHT * stage["height"]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], release: bool = True) -> None:
    """By mouse, in pixels of the picture."""
    page.mouse.move(*on_screen(page, *start))
    page.mouse.down()
    page.mouse.move(*on_screen(page, *end), steps=6)
    if release:
        page.mouse.up()


def fingerprint(face: np.ndarray) -> str:
    return f"print {crop_app._print(face)}"


def runs(page: Page) -> int:
    conftest.quiet(page)
    return int(page.get_by_text(re.compile("^runs ")).inner_text().split()[1])


def test_the_box_starts_in_the_middle_with_marks_for_eyes_and_mouth(ready):
    expect(ready.locator(".square i")).to_have_count(3)
    expect(ready.locator(".square")).to_have_attribute("aria-label", re.compile("Crop box, 288 pixels wide"))
    left, right, mouth = (one.bounding_box() for one in ready.locator(".square i").all())
    for spot, place in ((left, (25, 33.6)), (right, (39, 33.6)), (mouth, (32, 44.3))):
        expected = on_screen(
            ready, *(start + START.side * (at / 64 - 0.5) for start, at in zip((400, 240), place, strict=True))
        )
        middle = spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2
        assert middle == pytest.approx(expected, abs=1)


def test_dragging_the_box_moves_it_and_python_hears_once(ready):
    before = runs(ready)
    drag(ready, (400, 240), (468, 248), release=False)
    assert runs(ready) == before, "nothing is said while the hand holds the box"
    ready.mouse.up()
    said(ready, Box(468, 248, 288))
    assert runs(ready) == before + 1


def test_a_click_without_a_move_says_nothing(ready):
    before = runs(ready)
    ready.mouse.click(*on_screen(ready, 400, 240))
    ready.get_by_role("button", name="Run again").click()
    expect(ready.get_by_text("again 1")).to_be_visible()
    assert runs(ready) == before + 1 and box(ready) == START


def test_pulling_a_corner_leaves_the_opposite_one_where_it_is(ready):
    drag(ready, (400 - 144, 240 - 144), (400 - 144 + 60, 240 - 144 + 60))
    said(ready, Box(430, 270, 228))
    drag(ready, (430 + 114, 270 - 114), (430 + 134, 270 - 134))
    said(ready, Box(440, 260, 248))


def test_a_corner_of_a_tilted_box_follows_the_hand(ready):
    slider(ready).focus()
    ready.keyboard.press("End")
    said(ready, Box(400, 240, 288, 30))
    # The lower right corner lies 144 * sqrt(2) away, at 45 + 30 degrees.
    corner = np.array([400, 240]) + 144 * 2**0.5 * np.array([np.cos(np.radians(75)), np.sin(np.radians(75))])
    inwards = (np.array([400, 240]) - corner) / 2
    drag(ready, tuple(corner), tuple(corner + inwards))
    centre = np.array([400, 240]) + inwards / 2
    said(ready, Box(*centre, 288 * 0.75, 30))


def test_the_crop_is_what_lies_in_the_box(ready):
    drag(ready, (400, 240), (AROUND.x, AROUND.y))
    held = said(ready, Box(AROUND.x, AROUND.y, 288))
    corner = held.x + 144, held.y + 144
    drag(ready, corner, (corner[0] - 32, corner[1] - 32))
    held = said(ready, Box(held.x - 16, held.y - 16, 256))
    drag(ready, (held.x, held.y), (AROUND.x, AROUND.y))
    held = said(ready, AROUND)
    face = own_face.cut(crop_app.picture(), held)
    expect(ready.get_by_text(re.compile("^print "))).to_have_text(fingerprint(face))
    drawn = faces.draw({"smile": 1, "glasses": 0}, 64).astype(int)
    assert np.abs(face.astype(int) - drawn).mean() < 6


def slider(page: Page):
    return page.get_by_role("slider", name="Tilt")


def test_the_slider_tilts_box_and_crop(ready):
    slider(ready).focus()
    for _ in range(20):
        ready.keyboard.press("ArrowRight")
    held = said(ready, Box(400, 240, 288, 10), within=0.01)
    expect(ready.locator(".crop output")).to_have_text("10°")
    expect(ready.locator(".square")).to_have_attribute("style", re.compile(r"rotate\(10deg\)"))
    face = own_face.cut(crop_app.picture(), held)
    expect(ready.get_by_text(re.compile("^print "))).to_have_text(fingerprint(face))
    ready.get_by_role("button", name="Box back to the middle").click()
    said(ready, START, within=0.01)


def test_arrow_keys_move_and_plus_and_minus_resize(ready):
    ready.locator(".square").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        ready.keyboard.press(key)
    step = 288 / 64
    said(ready, Box(400 + 2 * step, 240 + step, 288), within=0.1)
    ready.keyboard.press("Shift+ArrowLeft")
    said(ready, Box(400 - 6 * step, 240 + step, 288), within=0.1)
    ready.keyboard.press("+")
    said(ready, Box(400 - 6 * step, 240 + step, 288 * (1 + 1 / 32)), within=0.1)
    ready.keyboard.press("-")
    ready.keyboard.press("-")
    said(ready, Box(400 - 6 * step, 240 + step, 288 / (1 + 1 / 32)), within=0.1)


def test_the_wheel_resizes_inside_the_box_only(ready):
    ready.mouse.move(*on_screen(ready, 400, 240))
    ready.mouse.wheel(0, 100)
    held = said(ready, Box(400, 240, 288 * np.exp(1 / 16)), within=0.1)
    ready.mouse.move(*on_screen(ready, 40, 40))
    ready.mouse.wheel(0, 100)
    slider(ready).press("ArrowRight")
    said(ready, Box(400, 240, held.side, 0.5), within=0.01)


def test_the_box_stays_on_the_picture_and_its_corners_in_reach(ready):
    drag(ready, (400, 240), (-300, -300))
    said(ready, Box(0, 0, 288))
    stage = ready.locator(".crop .stage").bounding_box()
    for corner in ready.locator(".crop .corner").all():
        room = corner.bounding_box()
        for axis, length in (("x", "width"), ("y", "height")):
            middle = room[axis] + room[length] / 2
            assert stage[axis] + 8 <= middle <= stage[axis] + stage[length] - 8
    face = own_face.cut(crop_app.picture(), box(ready))
    expect(ready.get_by_text(re.compile("^print "))).to_have_text(fingerprint(face))


def test_the_box_outlives_a_run_of_the_page(ready):
    drag(ready, (400, 240), (300, 200))
    said(ready, Box(300, 200, 288))
    before = box(ready)
    ready.get_by_role("button", name="Run again").click()
    expect(ready.get_by_text("again 1")).to_be_visible()
    assert box(ready) == before
    expect(ready.locator(".crop")).to_have_attribute("data-x", "300")


def test_fingers_drag_and_pinch(open_page, app):
    page = opened(open_page(390, 700, has_touch=True), app)
    hand = page.context.new_cdp_session(page)

    def touch(what: str, *places: tuple[float, float]) -> None:
        points = [dict(zip("xy", on_screen(page, *place), strict=True)) | {"id": k} for k, place in enumerate(places)]
        hand.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})

    stage = page.locator(".crop .stage").bounding_box()
    touch("touchStart", (400, 240))
    for k in range(1, 6):
        touch("touchMove", (400 + 10 * k, 240 - 20 * k))
    touch("touchEnd")
    said(page, Box(450, 140, 288), within=1.5)
    assert page.locator(".crop .stage").bounding_box() == stage, "the page stayed where it was"
    touch("touchStart", (420, 140))
    touch("touchStart", (420, 140), (480, 140))
    for k in range(1, 6):
        touch("touchMove", (420 + 3 * k, 140), (480 - 3 * k, 140))
    touch("touchEnd")
    said(page, Box(450, 140, 144), within=3)
    assert page.watched.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_telephone(open_page, app, scheme):
    page = opened(open_page(390, 800, color_scheme=scheme), app)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    stage, tools = (page.locator(f".crop .{part}").bounding_box() for part in ("stage", "tools"))
    assert stage["width"] > 330 and tools["x"] + tools["width"] <= 390
    assert page.watched.errors == []


def png(picture: np.ndarray) -> dict:
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    return {"name": "me.png", "mimeType": "image/png", "buffer": content.getvalue()}


def test_a_face_is_asked_for_uploaded_cut_and_forgotten(page, app):
    page.goto(f"{app}?show=face")
    agree = page.get_by_role("button", name="Whoever is in it agrees")
    expect(agree).to_be_visible()
    expect(page.get_by_text("The picture stays on this computer.")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)
    agree.click()
    page.locator("input[type=file]").set_input_files(png(crop_app.picture()))
    prints = page.get_by_text(re.compile("^print "))
    expect(prints).to_have_text(fingerprint(own_face.cut(crop_app.picture(), START)))
    drag(page, (400, 240), (AROUND.x, AROUND.y))
    expect(prints).not_to_have_text(fingerprint(own_face.cut(crop_app.picture(), START)))
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.get_by_role("button", name="Forget my picture").click()
    expect(page.get_by_text("no face yet")).to_be_visible()
    expect(agree).to_be_visible()
    expect(page.locator(".crop")).to_have_count(0)


def test_another_picture_starts_with_a_box_of_its_own(page, app):
    page.goto(f"{app}?show=face")
    page.get_by_role("button", name="Whoever is in it agrees").click()
    page.locator("input[type=file]").set_input_files(png(crop_app.picture()))
    prints = page.get_by_text(re.compile("^print "))
    expect(prints).to_be_visible()
    drag(page, (400, 240), (300, 200))
    expect(prints).not_to_have_text(fingerprint(own_face.cut(crop_app.picture(), START)))
    page.get_by_role("button", name="Another picture").click()
    other = faces.draw({"hat": 1}, 300)
    page.locator("input[type=file]").set_input_files(png(other))
    expect(prints).to_have_text(fingerprint(own_face.cut(other, Box(150, 150, 180))))
