"""The sketch pad in a real browser: what the hand draws is what Python gets, and what it takes back is gone."""

import math
import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.browser.components.apps import sketch_app

LINE = [(0.25 + 0.05 * k, 0.5) for k in range(11)]


@pytest.fixture(scope="session")
def app(parts) -> str:
    """The address of the small app."""
    return f"{parts.url}/sketch_app"


def ready(page: Page, app, show: str = "digit") -> Page:
    page.goto(f"{app}?show={show}")
    expect(page.locator(".sketch")).to_have_attribute("data-empty", "true")
    expect(page.get_by_text("nothing drawn")).to_be_visible()
    return page


def draw(page: Page, places: Sequence[tuple[float, float]]) -> None:
    """A stroke by mouse, in shares of the pad's side."""
    box = page.locator(".sketch canvas").bounding_box()
    at = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    page.mouse.move(*at[0])
    page.mouse.down()
    for place in at[1:]:
        page.mouse.move(*place)
    page.mouse.up()


def said(page: Page, what: str) -> str:
    return page.get_by_text(re.compile(f"^{what} ")).inner_text().removeprefix(f"{what} ")


def told(page: Page, before: str = "") -> str:
    """Wait until Python has another drawing than before; its fingerprint."""
    fingerprint = page.get_by_text(re.compile("^print "))
    expect(fingerprint).to_be_visible()
    if before:
        expect(fingerprint).not_to_have_text(f"print {before}")
    return said(page, "print")


def box(page: Page) -> list[int]:
    return [int(number) for number in said(page, "box").split()]


def test_a_stroke_arrives_as_numbers_of_the_right_size_at_the_right_place(page, app):
    draw(ready(page, app), LINE)
    told(page)
    assert said(page, "shape") == "(28, 28, 1) uint8"
    top, bottom, left, right = box(page)
    # The brush is 28 / 11 wide: 1.3 pixels around a line from (7, 14) to (21, 14).
    assert (top, bottom) == (12, 15) and (left, right) == (5, 22)


def test_a_click_is_a_dot(page, app):
    draw(ready(page, app), [(0.5, 0.5)])
    told(page)
    assert box(page) == [12, 15, 12, 15]


def test_undo_takes_back_the_last_stroke_and_clear_can_be_undone(page, app):
    ready(page, app)
    draw(page, LINE)
    one = told(page)
    draw(page, [(0.5, 0.1), (0.5, 0.9)])
    two = told(page, one)
    page.get_by_role("button", name="Undo").click()
    assert told(page, two) == one
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("nothing drawn")).to_be_visible()
    expect(page.get_by_role("button", name="Clear")).to_be_disabled()
    page.keyboard.press("Control+z")
    assert told(page) == one
    page.keyboard.press("Control+z")
    expect(page.get_by_text("nothing drawn")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_control_z_works_right_after_drawing(page, app):
    draw(ready(page, app), LINE)
    told(page)
    page.keyboard.press("Control+z")
    expect(page.get_by_text("nothing drawn")).to_be_visible()


def test_the_eraser_removes_what_lies_under_it(page, app):
    draw(ready(page, app), LINE)
    before = told(page)
    page.get_by_role("radio", name="Eraser").click()
    draw(page, [(0.1, 0.5), (0.5, 0.5)])
    told(page, before)
    assert box(page)[2] >= 14
    draw(page, [(0.1, 0.5), (0.5, 0.5), (0.95, 0.5)])
    expect(page.get_by_text("box none")).to_be_visible()


def test_a_larger_brush_draws_wider(page, app):
    ready(page, app)
    page.get_by_label("Brush size").focus()
    page.keyboard.press("End")
    draw(page, LINE)
    told(page)
    top, bottom, *_ = box(page)
    assert bottom - top + 1 == 6  # a fifth of 28


def test_strokes_are_smooth_between_few_points(page, app):
    """Eight points of a circle: a polygon's sides would come 8 % closer to the middle than its corners."""
    ready(page, app)
    eighths = [k * math.pi / 4 for k in range(9)]
    draw(page, [(0.5 + 0.35 * math.cos(angle), 0.5 + 0.35 * math.sin(angle)) for angle in eighths])
    told(page)
    radii = page.locator(".sketch canvas").evaluate(
        """canvas => {
            const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const middle = width / 2;
            return Array.from({ length: 40 }, (_, k) => {
                const angle = Math.PI / 4 + (k / 40) * 1.4 * Math.PI;
                for (let r = 0; r < middle; r++) {
                    const [x, y] = [Math.round(middle + r * Math.cos(angle)), Math.round(middle + r * Math.sin(angle))];
                    if (data[4 * (y * width + x)] > 128) return r / middle;
                }
                return 0;
            });
        }"""
    )
    assert min(radii) > 0.5 and max(radii) / min(radii) < 1.06


def test_a_map_of_labels_has_its_colours_and_none_between(page, app):
    ready(page, app, "labels")
    for k, name in enumerate(["Sky", "Meadow", "Brick"]):
        page.get_by_role("radio", name=name).click()
        before = said(page, "print") if k else ""
        draw(page, [(0.1 + 0.08 * step, 0.3 + 0.1 * k + 0.1 * math.sin(step)) for step in range(11)])
        told(page, before)
    assert said(page, "shape") == "(256, 256, 3) uint8"
    expected = sorted(["#ffffff", *(colour for _, colour in sketch_app.PENS)])
    assert said(page, "colours") == str(expected)


def test_a_centred_drawing_is_twenty_pixels_long_wherever_it_was_drawn(page, app):
    ready(page, app, "centred")
    draw(page, [(0.1, 0.1), (0.1, 0.35)])
    told(page)
    top, bottom, left, right = box(page)
    assert (top, bottom) == (4, 23) and abs(left + right - 27) <= 1


def test_a_drawing_outlives_a_run_of_the_page(page, app):
    draw(ready(page, app), LINE)
    before = told(page)
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_text("again 1")).to_be_visible()
    assert said(page, "print") == before
    expect(page.locator(".sketch")).to_have_attribute("data-strokes", "1")


def test_a_finger_draws_and_the_page_does_not_scroll(open_page, app):
    page = ready(open_page(390, 420, has_touch=True), app)
    square = page.locator(".sketch canvas").bounding_box()
    finger = page.context.new_cdp_session(page)

    def touch(what: str, *place: float) -> None:
        points = [{"x": square["x"] + place[0], "y": square["y"] + place[1]}] if place else []
        finger.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})

    touch("touchStart", 140, 220)
    for y in range(210, 50, -10):
        touch("touchMove", 140, y)
    touch("touchEnd")
    told(page)
    top, bottom, left, right = box(page)
    assert bottom - top > 14 and right - left < 4
    assert page.locator(".sketch canvas").bounding_box()["y"] == square["y"], "the page stayed where it was"
    assert page.watched.errors == []


def test_keys_reach_every_tool_and_the_pad_says_what_it_is(page, app):
    ready(page, app)
    canvas = page.locator(".sketch canvas")
    expect(canvas).to_have_attribute("aria-label", "A digit. Empty")
    draw(page, LINE)
    told(page)
    expect(canvas).to_have_attribute("aria-label", "A digit. Something is drawn")
    order = [
        page.get_by_role("radio", name="Pen"),
        page.get_by_label("Brush size"),
        page.get_by_role("button", name="Undo"),
        page.get_by_role("button", name="Clear"),
    ]
    canvas.focus()
    for control in order:
        page.keyboard.press("Tab")
        expect(control).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("nothing drawn")).to_be_visible()
    order[0].focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Eraser")).to_be_checked()
