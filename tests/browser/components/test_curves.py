"""Growing curves in a real browser: what a reader chose outlives each update, and no frame is ever empty."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.components.apps import curves_app

INK = """canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let coloured = 0;
    for (let at = 0; at < data.length; at += 4) {
        const spread = Math.max(data[at], data[at + 1], data[at + 2]) - Math.min(data[at], data[at + 1], data[at + 2]);
        if (data[at + 3] > 200 && spread > 60) coloured += 1;
    }
    return coloured;
}"""
"""How many pixels have a line's colour: text and axes are grey."""

WIDE = """canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const columns = new Set();
    for (let at = 0; at < data.length; at += 4) {
        const spread = Math.max(data[at], data[at + 1], data[at + 2]) - Math.min(data[at], data[at + 1], data[at + 2]);
        if (data[at + 3] > 200 && spread > 60) columns.add((at / 4) % canvas.width);
    }
    return columns.size / canvas.width;
}"""
"""Over what share of the width a line's colour is seen."""


@pytest.fixture(scope="session")
def app(parts) -> str:
    """The address of the small app."""
    return f"{parts.url}/curves_app"


def chart(page: Page, title: str = "Costs") -> Locator:
    return page.locator(".chart").filter(has=page.get_by_role("heading", name=title))


def ready(page: Page, app, query: str = "") -> Page:
    page.goto(f"{app}?{query}")
    expect(chart(page)).to_have_attribute("data-view", re.compile(r"^0 \d+"))
    return page


def view(page: Page) -> tuple[float, float]:
    left, right = chart(page).get_attribute("data-view").split()
    return float(left), float(right)


def tick(page: Page, steps: int) -> None:
    """Let the curves grow, and wait until the chart has drawn them."""
    page.get_by_role("button", name="Tick").click()
    newest = curves_app.vae(steps)["training loss"][1][-1]
    legend = chart(page).get_by_role("button", name="training loss").locator("b")
    expect(legend).to_have_text(re.compile(re.escape(f"{newest:.4g}".rstrip("0"))))
    frame(page)


def frame(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def drag(page: Page, start: float, end: float) -> None:
    """Drag over a range of the first chart, in shares of its width."""
    box = chart(page).locator("canvas").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + start * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + (start + end) / 2 * box["width"], y)
    page.mouse.move(box["x"] + end * box["width"], y)
    page.mouse.up()
    frame(page)


def test_zoom_log_smoothing_and_hidden_lines_outlive_ten_updates(page, app):
    ready(page, app, "steps=1000")
    drag(page, 0.3, 0.6)
    for name in ("Log", "Smooth", "held-out negative ELBO", "held-out KL"):
        chart(page).get_by_role("button", name=name).click()
    left, right = view(page)
    assert 200 < left < 400 and 500 < right < 700
    kept = ("data-view", "data-log", "data-smooth", "data-hidden")
    chosen = {name: chart(page).get_attribute(name) for name in kept}
    assert json.loads(chosen["data-hidden"]) == ["held-out negative ELBO", "held-out KL"]
    assert (chosen["data-log"], chosen["data-smooth"]) == ("true", "false")
    chart(page).locator("canvas").evaluate("canvas => (canvas.seen = true)")
    for more in range(1, 11):
        tick(page, 1000 + 100 * more)
        assert {name: chart(page).get_attribute(name) for name in kept} == chosen
    assert chart(page).locator("canvas").evaluate("canvas => canvas.seen"), "the canvas is still the same"
    hidden = chart(page).get_by_role("button", name="held-out KL")
    expect(hidden).to_have_attribute("aria-pressed", "false")
    expect(chart(page).get_by_role("button", name="Log")).to_have_attribute("aria-pressed", "true")


def test_choices_outlive_a_chart_that_is_built_anew(page, app):
    ready(page, app, "steps=1000")
    drag(page, 0.3, 0.6)
    chart(page).get_by_role("button", name="held-out KL").click()
    before = view(page)
    page.get_by_text("Curves", exact=True).click()
    expect(chart(page)).to_have_count(0)
    page.get_by_text("Curves", exact=True).click()
    expect(chart(page)).to_have_attribute("data-hidden", '["held-out KL"]')
    assert view(page) == before


def test_no_frame_is_empty_while_the_curves_grow(page, app):
    ready(page, app, "steps=1000")
    full = chart(page).locator("canvas").evaluate(INK)
    assert full > 500
    page.evaluate(
        """([canvas, ink]) => {
            const count = eval(ink);
            window.frames_seen = [];
            const look = () => {
                const there = canvas.isConnected && canvas.clientWidth > 0;
                window.frames_seen.push(there ? count(canvas) : 0);
                window.watching = requestAnimationFrame(look);
            };
            look();
        }""",
        [chart(page).locator("canvas").element_handle(), INK],
    )
    redraws = int(chart(page).get_attribute("data-redraws"))
    for more in range(1, 6):
        tick(page, 1000 + 100 * more)
    page.evaluate("cancelAnimationFrame(window.watching)")
    seen = page.evaluate("window.frames_seen")
    assert int(chart(page).get_attribute("data-redraws")) >= redraws + 5
    assert len(seen) > 10 and min(seen) > full / 2


def test_the_range_follows_the_newest_until_somebody_zooms_and_again_after(page, app):
    ready(page, app, "steps=300")
    assert view(page) == (0, 300)
    tick(page, 400)
    assert view(page) == (0, 400)
    drag(page, 0.4, 0.7)
    zoomed = view(page)
    tick(page, 500)
    assert view(page) == zoomed
    chart(page).get_by_role("button", name="Show all").click()
    frame(page)
    assert view(page) == (0, 500)
    expect(chart(page).get_by_role("button", name="Show all")).to_be_hidden()


def test_hovering_shows_every_lines_number_and_what_happened_there(page, app):
    ready(page, app, "steps=1000")
    canvas, tip = chart(page).locator("canvas"), chart(page).locator(".tip")
    expect(tip).to_be_hidden()
    lines = curves_app.vae(1000)
    found = {}
    width = canvas.bounding_box()["width"]
    for x in range(int(width * 0.38), int(width * 0.5), 2):
        canvas.hover(position={"x": x, "y": 100})
        frame(page)
        head = tip.locator("strong").inner_text()
        found[int(re.sub(r"\D", "", head))] = tip.inner_text()
        rows = dict(zip(tip.locator("span").all_inner_texts(), tip.locator("b").all_inner_texts(), strict=True))
        if "beta 2" in found[max(found)]:
            break
    else:
        pytest.fail("the mark at step 400 was never told")
    step = max(found)
    assert abs(step - 400) < 20 and len(found) > 2
    for name in ("training loss", "reconstruction", "KL"):
        assert float(rows[name]) == pytest.approx(lines[name][1][step - 1], rel=1e-3)
    assert float(rows["held-out KL"]) == pytest.approx(lines["held-out KL"][1][8], rel=1e-3)  # at step 400
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()


def test_a_wheel_scrolls_the_page_until_the_chart_was_clicked(page, app):
    ready(page, app, "steps=1000")
    canvas = chart(page).locator("canvas")
    canvas.hover(position={"x": 300, "y": 100})
    page.mouse.wheel(0, -100)
    expect(chart(page).get_by_text("Click the chart, then scroll to zoom")).to_be_visible()
    assert view(page) == (0, 1000)
    canvas.click(position={"x": 300, "y": 100})
    page.mouse.wheel(0, -200)
    expect(chart(page)).to_have_attribute("data-zoomed", "true")
    left, right = view(page)
    assert 0 < left < right < 1000
    canvas.dblclick(position={"x": 300, "y": 100})
    frame(page)
    assert view(page) == (0, 1000)


def test_two_fingers_zoom_and_one_asks_for_numbers(open_page, app):
    page = ready(open_page(390, 800, has_touch=True), app, "steps=1000")
    canvas = chart(page).locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    fingers = page.context.new_cdp_session(page)

    def touch(what: str, *places: float) -> None:
        points = [{"x": box["x"] + x, "y": box["y"] + 120, "id": k} for k, x in enumerate(places)]
        fingers.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})
        frame(page)

    touch("touchStart", 150)
    touch("touchMove", 180)
    expect(chart(page).locator(".tip")).to_contain_text("training loss")
    touch("touchEnd")
    expect(chart(page).locator(".tip")).to_be_hidden()

    touch("touchStart", 150)
    touch("touchStart", 150, 250)
    touch("touchMove", 120, 280)
    touch("touchMove", 100, 300)
    touch("touchEnd")
    left, right = view(page)
    assert 450 < right - left < 550 and left > 100  # twice as far apart: half as much in sight
    assert page.watched.errors == []


def test_keys_reach_everything(page, app):
    ready(page, app, "steps=1000")
    log = chart(page).get_by_role("button", name="Log")
    log.focus()
    page.keyboard.press("Enter")
    expect(log).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    canvas = chart(page).locator("canvas")
    expect(canvas).to_be_focused()
    page.keyboard.press("ArrowLeft")
    newest = curves_app.vae(1000)["training loss"][1][-1]
    expect(chart(page).locator(".spoken")).to_have_text(re.compile(rf"Step 1000: training loss {newest:.4g}"))
    page.keyboard.press("+")
    expect(chart(page)).to_have_attribute("data-zoomed", "true")
    page.keyboard.press("Escape")
    expect(chart(page)).to_have_attribute("data-zoomed", "false")
    page.keyboard.press("Tab")
    first = chart(page).get_by_role("button", name="training loss")
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    expect(first).to_have_attribute("aria-pressed", "false")
    tick(page, 1100)
    assert json.loads(chart(page).get_attribute("data-hidden")) == ["training loss"]


def test_no_line_is_drawn_where_nothing_was_measured(page, app):
    ready(page, app, "steps=100")
    line = chart(page).get_by_role("button", name="held-out KL")
    line.dblclick()
    expect(line).to_have_attribute("aria-pressed", "true")
    expect(chart(page).get_by_role("button", name="training loss")).to_have_attribute("aria-pressed", "false")
    frame(page)
    inked = chart(page).locator("canvas").evaluate(WIDE)
    assert 0.01 < inked < 0.15, "three looks, three dots"


def test_the_axis_begins_where_the_curves_do(page, app):
    page.goto(f"{app}?steps=1000&late=1")
    expect(chart(page)).to_have_attribute("data-view", "50 1000")
    page.goto(f"{app}?steps=1000")
    expect(chart(page)).to_have_attribute("data-view", "0 1000")


def test_the_newest_numbers_are_in_words(page, app):
    ready(page, app, "steps=1000")
    newest = curves_app.vae(1000)["held-out KL"][1][-1]
    label = chart(page).locator("canvas").get_attribute("aria-label")
    assert label.startswith("Costs. Step 0 to 1000. ") and f"held-out KL {newest:.4g}" in label
    expect(chart(page, "Active units").locator("header b")).to_have_text("12")


def test_double_click_shows_one_line_alone_and_again_all(page, app):
    ready(page, app)
    chart(page).get_by_role("button", name="reconstruction", exact=False).first.dblclick()
    frame(page)
    hidden = json.loads(chart(page).get_attribute("data-hidden"))
    assert len(hidden) == 5 and "reconstruction" not in hidden
    chart(page).get_by_role("button", name="reconstruction", exact=False).first.dblclick()
    expect(chart(page)).to_have_attribute("data-hidden", "[]")


def test_a_loss_that_is_no_number_leaves_a_gap_and_says_so(page, app):
    ready(page, app, "steps=300&spoilt=1")
    expect(chart(page).get_by_role("button", name="training loss")).to_contain_text("not a number")
    assert chart(page).locator("canvas").evaluate(INK) > 500


def test_the_lines_follow_the_theme(page, app):
    ready(page, app, "steps=300")
    expect(chart(page)).to_have_attribute("data-ground", "light")
    page.emulate_media(color_scheme="dark")
    expect(chart(page)).to_have_attribute("data-ground", "dark")
    frame(page)
    colour = "canvas => [...canvas.getContext('2d').getImageData(canvas.width - 120, 0, 1, canvas.height).data]"
    data = chart(page).locator("canvas").evaluate(colour)
    pixels = {tuple(data[at : at + 3]) for at in range(0, len(data), 4) if data[at + 3] == 255}
    assert (0x93, 0x85, 0xFF) in pixels or (0x1F, 0xB4, 0x89) in pixels


def test_lines_are_as_sharp_as_the_screen_at_any_width(open_page, app):
    page = ready(open_page(800, 600, device_scale_factor=2), app, "steps=300")
    canvas = chart(page).locator("canvas")
    sharpness = "canvas => canvas.width / canvas.clientWidth"
    assert canvas.evaluate(sharpness) == pytest.approx(2, 0.01)
    page.set_viewport_size({"width": 500, "height": 600})
    narrow = "canvas => new Promise((done) => (function look() { canvas.clientWidth < 500 ? done() : requestAnimationFrame(look); })())"
    canvas.evaluate(narrow)
    frame(page)
    assert canvas.evaluate(sharpness) == pytest.approx(2, 0.01)
    assert canvas.evaluate(INK) > 500
