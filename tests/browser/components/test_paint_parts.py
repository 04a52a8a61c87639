"""The blending square, the mask and the gallery in a real browser: what the hand does is what Python gets."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import conftest
from tests.browser.components.apps import paint_app


@pytest.fixture(scope="session")
def app(parts) -> str:
    """The address of the small app."""
    return f"{parts.url}/paint_app"


def numbers(page: Page, what: str) -> list[float]:
    said = page.get_by_text(re.compile(f"^{what} ")).inner_text()
    return [float(number) for number in said.split()[1:]]


def place(page: Page, selector: str, x: float, y: float) -> tuple[float, float]:
    """A place in shares of an element's sides, as the mouse wants it."""
    box = page.locator(selector).bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def drag(page: Page, selector: str, *places: tuple[float, float]) -> None:
    page.mouse.move(*place(page, selector, *places[0]))
    page.mouse.down()
    for x, y in places[1:]:
        page.mouse.move(*place(page, selector, x, y), steps=8)
    page.mouse.up()


def shown(page: Page, app, what: str, selector: str) -> Page:
    page.goto(f"{app}?show={what}")
    expect(page.locator(selector)).to_be_visible()
    conftest.quiet(page)
    return page


@pytest.mark.parametrize(
    ("count", "to", "wanted"),
    [
        (2, (0.8, 0.2), [0.2, 0.8]),
        (3, (0.5, 0.5), [0.25, 0.25, 0.5]),
        (4, (0.75, 0.25), [0.1875, 0.5625, 0.0625, 0.1875]),
    ],
)
def test_the_point_of_the_square_weighs_the_corners(page, app, count, to, wanted):
    shown(page, app, f"square&count={count}", ".field")
    drag(page, ".field", (0.5, 0.5), (0.1, 0.9), to)
    page.wait_for_function(
        """wanted => { const found = [...document.querySelectorAll("*")].map((one) => /^weights ([\\d. ]+)$/.exec(one.textContent)).find(Boolean);
            return found && found[1].split(" ").every((one, k) => Math.abs(Number(one) - wanted[k]) < 0.02); }""",
        arg=wanted,
    )
    assert numbers(page, "weights") == pytest.approx(wanted, abs=0.02)
    shares = [int(text.rstrip("%")) for text in page.locator(".square b").all_inner_texts()]
    assert shares == pytest.approx([100 * weight for weight in wanted], abs=2)


def test_arrow_keys_move_the_point_and_home_brings_it_back(page, app):
    shown(page, app, "square&count=4", ".field")
    page.get_by_role("application").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator(".square")).to_have_attribute("data-x", "0.600")
    expect(page.locator(".square")).to_have_attribute("data-y", "0.450")
    expect(page.get_by_text("weights 0.220 0.330 0.180 0.270")).to_be_visible()
    page.keyboard.press("Home")
    expect(page.get_by_text("weights 0.250 0.250 0.250 0.250")).to_be_visible()


def test_python_can_move_the_point_and_says_so_to_those_who_listen(page, app):
    shown(page, app, "square&count=4", ".field")
    drag(page, ".field", (0.5, 0.5), (0.9, 0.9))
    expect(page.get_by_text("weights 0.010 0.090 0.090 0.810")).to_be_visible()
    page.get_by_role("button", name="All red").click()
    expect(page.locator(".square")).to_have_attribute("data-x", "0.000")
    expect(page.get_by_role("application")).to_have_attribute("aria-label", re.compile("Blend of Red 100%, Green 0%"))


def test_while_python_is_slow_one_question_is_asked_at_a_time(page, app):
    """A page that asked at each move would be cut off again and again, and show nothing until the hand rests."""
    shown(page, app, "square&count=4&slow=1", ".field")
    before = numbers(page, "runs")[0]
    drag(page, ".field", (0.5, 0.5), (0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.2, 0.2))
    expect(page.get_by_text("weights 0.640 0.160 0.160 0.040")).to_be_visible()
    assert numbers(page, "runs")[0] - before <= 8


def test_areas_are_drawn_where_the_hand_goes(page, app):
    shown(page, app, "mask", ".mask canvas")
    drag(page, ".mask canvas", (0.25, 0.5), (0.75, 0.5))
    expect(page.get_by_text(re.compile("^box "))).to_be_visible()
    top, bottom, left, right = numbers(page, "box")
    # The brush is 9% of 300 pixels wide, the line runs from 75 to 225.
    assert (top + bottom) / 2 == pytest.approx(99.5, abs=2) and bottom - top == pytest.approx(27, abs=2)
    assert (left, right) == pytest.approx((61.5, 238.5), abs=3)
    bare, first, second = numbers(page, "shares")
    assert second == 0 and first == pytest.approx(0.077, abs=0.006) and bare == pytest.approx(1 - first)


def test_a_second_style_a_larger_brush_the_eraser_and_undo(page, app):
    shown(page, app, "mask", ".mask canvas")
    drag(page, ".mask canvas", (0.2, 0.3), (0.8, 0.3))
    expect(page.get_by_text(re.compile("^shares 0.9.* 0.000$"))).to_be_visible()
    page.get_by_role("radio", name="Green").click()
    page.get_by_role("slider", name="Brush size").fill("0.2")
    drag(page, ".mask canvas", (0.2, 0.7), (0.8, 0.7))
    expect(page.get_by_text(re.compile(r"^shares .* 0\.2\d\d$"))).to_be_visible()
    both = numbers(page, "shares")
    page.get_by_role("radio", name="Leave as it is").click()
    drag(page, ".mask canvas", (0.5, 0.1), (0.5, 0.9))
    expect(page.get_by_text(f"shares {both[0]:.3f}", exact=False)).to_have_count(0)
    assert all(now < before for now, before in zip(numbers(page, "shares")[1:], both[1:], strict=True))
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"shares {both[0]:.3f} {both[1]:.3f} {both[2]:.3f}")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("no areas")).to_be_visible()
    page.locator(".mask canvas").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_text(f"shares {both[0]:.3f} {both[1]:.3f} {both[2]:.3f}")).to_be_visible()


def test_an_area_is_painted_by_keys_alone(page, app):
    shown(page, app, "mask", ".mask canvas")
    page.locator(".mask canvas").focus()
    for key in ("ArrowRight", "Shift+ArrowDown", "Space"):
        page.keyboard.press(key)
    expect(page.locator(".mask")).to_have_attribute("data-shares", re.compile("^[1-9]"))
    expect(page.locator(".mask .ring")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".mask canvas")).not_to_be_focused()


def test_strokes_that_follow_each_other_closely_are_all_kept(page, app):
    shown(page, app, "mask", ".mask canvas")
    for row in (0.2, 0.4, 0.6, 0.8):
        drag(page, ".mask canvas", (0.2, row), (0.8, row))
    page.wait_for_function("() => document.body.textContent.includes('box ')")
    expect(page.get_by_text(re.compile(r"^box 2\d 17\d "))).to_be_visible()
    mine = page.locator(".mask").get_attribute("data-shares")
    assert round(100 * numbers(page, "shares")[1]) == int(mine.split()[0])


def test_a_map_that_python_gives_is_taken_up_and_drawn_on(page, app):
    shown(page, app, "mask", ".mask canvas")
    page.get_by_role("button", name="Right half").click()
    expect(page.locator(".mask")).to_have_attribute("data-shares", "0 50")
    drag(page, ".mask canvas", (0.1, 0.5), (0.3, 0.5))
    expect(page.get_by_text(re.compile(r"^shares 0\.4\d\d 0\.0\d\d 0\.500$"))).to_be_visible()


def test_all_of_a_picture_is_filled_at_once(page, app):
    shown(page, app, "mask", ".mask canvas")
    page.get_by_role("radio", name="Green").click()
    page.get_by_role("button", name="Fill all with this area").click()
    expect(page.get_by_text("shares 0.000 0.000 1.000")).to_be_visible()


def test_a_click_chooses_one_and_the_corner_adds_more(page, app):
    shown(page, app, "gallery", ".window")
    page.get_by_role("option", name="Blue").click()
    expect(page.get_by_text("chosen blue", exact=True)).to_be_visible()
    expect(page.get_by_role("option", name="Blue")).to_have_attribute("aria-selected", "true")
    page.get_by_role("option", name="Grey").hover()
    page.get_by_role("option", name="Grey").locator(".add").click()
    expect(page.get_by_text("chosen blue grey", exact=True)).to_be_visible()
    expect(page.get_by_role("option", name="Grey").locator(".add")).to_have_text("2")
    page.get_by_role("option", name="Blue").locator(".add").click()
    expect(page.get_by_text("chosen grey", exact=True)).to_be_visible()


def test_a_pick_is_told_once_and_not_again_with_later_messages(page, app):
    """Told again, it would undo what was chosen since: a dream turned to another layer kept the channel of the old one."""
    shown(page, app, "gallery", ".window")
    page.watched.forget()
    page.get_by_role("option", name="Blue").click()
    expect(page.get_by_text("chosen blue", exact=True)).to_be_visible()
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_text("looked again")).to_be_visible()
    assert [b'"blue"' in message for message in page.watched.sent] == [True, False]


def test_a_gallery_fades_where_it_goes_on_below(page, app):
    page.set_viewport_size({"width": 320, "height": 700})
    shown(page, app, "gallery", ".window")
    window = page.get_by_role("listbox")
    expect(window).to_have_attribute("data-more", "true")
    window.evaluate("window => window.scrollTop = window.scrollHeight")
    expect(window).to_have_attribute("data-more", "false")


def test_the_gallery_is_used_by_keys_alone(page, app):
    shown(page, app, "gallery", ".window")
    page.get_by_role("option", name="Red").focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("chosen blue", exact=True)).to_be_visible()
    page.keyboard.press("End")
    page.keyboard.press("+")
    expect(page.get_by_text("chosen blue white", exact=True)).to_be_visible()


def test_each_picture_of_the_gallery_is_cut_from_its_own_place(page, app):
    shown(page, app, "gallery", ".window")
    for name, colour in zip(paint_app.NAMES, paint_app.COLOURS, strict=True):
        option = page.get_by_role("option", name=name)
        option.scroll_into_view_if_needed()
        x, y = place(page, f"[data-reference={name.lower()}] .thumb", 0.3, 0.6)
        shot = page.screenshot(clip={"x": x, "y": y, "width": 2, "height": 2})
        assert pixel(shot) == pytest.approx(colour, abs=8)


def pixel(png: bytes) -> tuple[int, int, int]:
    return Image.open(io.BytesIO(png)).convert("RGB").getpixel((0, 0))
