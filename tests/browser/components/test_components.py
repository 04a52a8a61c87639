"""The components in a real browser: what the hand does, what the page then shows, and what Python hears of it."""

import base64
import io
import itertools
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from engine.core.errors import Trouble
from engine.weights import browser
from playground.components.pad import pad
from playground.components.shared import encoding, palette
from playground.components.shared.atlas import atlas
from tests.browser.components.apps import components_app


@pytest.fixture(scope="session")
def app(parts) -> str:
    """The address of the small app."""
    return f"{parts.url}/components_app"


@pytest.fixture
def show(page, app):
    """Open one component of the app and wait until it stands."""

    def opened(what: str, name: str | None = None):
        page.goto(f"{app}?show={what}")
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
    side = plane["width"]
    for step in range(41):
        page.mouse.move(plane["x"] + side * (0.1 + 0.02 * step), plane["y"] + side * (0.1 + 0.015 * step))
        if step == 0:
            page.mouse.down()
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()
    assert page.evaluate("window.__atelier.pad.decoded") - before >= 35
    settled(page, (7 * 0.9 - 3.5, 3.5 - 7 * 0.7))
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


def test_touch_moves_the_point(open_page, app):
    page = open_page(width=390, height=844, has_touch=True)
    page.goto(f"{app}?show=pad")
    page.wait_for_function("window.__atelier?.pad")
    plane = page.locator(".plane").bounding_box()
    page.touchscreen.tap(plane["x"] + plane["width"] * 0.75, plane["y"] + plane["height"] * 0.25)
    settled(page, (1.75, 1.75))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


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
    assert page.locator(".rows").bounding_box()["height"] < 320  # the rest is scrolled to
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
    page.goto(f"{app}?show=pad&report")
    page.wait_for_function("window.__atelier?.pad")
    side = page.locator(".plane").bounding_box()["width"]
    page.locator(".plane").click(position={"x": side * 0.75, "y": side * 0.5})
    expect(page.get_by_text(re.compile(r"place: \[1\.7\d*, -?0"))).to_be_visible()
    expect(page.get_by_text("script runs: 2")).to_be_visible()
    settled(page, (1.75, 0))


def test_colours_follow_the_theme(show):
    page = show("pad")
    ground = page.locator(".atelier[data-ground]")
    expect(ground).to_have_attribute("data-ground", "light")
    ink = "window.__atelier.pad.pad.theme.text"
    before = page.evaluate(ink)
    page.evaluate("window.__atelier.pad.pad.z.set([1, -1])")
    page.emulate_media(color_scheme="dark")
    expect(ground).to_have_attribute("data-ground", "dark")
    assert page.evaluate(ink) != before
    assert place(page) == [1, -1]  # what the reader did outlives the change


def test_a_hovered_point_shows_its_picture(show):
    page = show("pad")
    x, y = page.evaluate(
        """() => {
            const { planes: [plane], views: [view] } = window.__atelier.pad.pad;
            const box = plane.canvas.getBoundingClientRect();
            const [x, y] = plane.toScreen(view.points.subarray(0, 2));
            return [box.x + x, box.y + y];
        }"""
    )
    page.mouse.move(x, y)
    tip = page.locator(".tip")
    expect(tip).to_be_visible()
    assert tip.inner_text() in components_app.CLASSES
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def columns(page) -> np.ndarray:
    """(columns, 3, 784): original, with noise, restored, as last drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return np.array(page.evaluate("window.__atelier.denoise.columns()"))


def test_the_noise_level_changes_pixels_and_tells_python_nothing(show):
    page = show("denoise")
    weak = columns(page)
    page.get_by_role("slider", name="Noise level").fill("0.8")
    strong = columns(page)
    np.testing.assert_array_equal(strong[:, 0], weak[:, 0])
    assert np.abs(strong[:, 1] - strong[:, 0]).mean() > 1.3 * np.abs(weak[:, 1] - weak[:, 0]).mean()
    brighter, more = weak[:, 1] > weak[:, 0], strong[:, 1] > strong[:, 0]
    assert more[brighter].all()  # the same chance, stronger: nothing flickers
    page.get_by_role("slider", name="Noise level").fill("0")
    np.testing.assert_array_equal(columns(page)[:, 1], columns(page)[:, 0])
    assert runs(page) == 1


def test_restored_pixels_are_the_engines(show):
    page = show("denoise")
    for kind in ("Salt and pepper", "Masked blocks"):
        page.get_by_role("radio", name=kind).click()
        shown = columns(page)
        noised = shown[:, 1].reshape(-1, 1, 28, 28)
        restored = browser.run(components_app.mender(), noised).reshape(len(shown), -1)
        np.testing.assert_allclose(shown[:, 2], restored, atol=1e-3)
        spoiled = (shown[:, 1] != shown[:, 0]).mean()
        assert 0.05 < spoiled < 0.6


def test_noise_is_what_the_engine_calls_it(show):
    page = show("denoise")
    page.get_by_role("radio", name="Masked blocks").click()
    noised = columns(page)[:, 1].reshape(-1, 7, 4, 7, 4)
    covered = (noised == 0.5).all(axis=(2, 4))
    assert ((noised == 0.5).any(axis=(2, 4)) == covered).all()
    assert 0.3 < covered.mean() < 0.5
    page.get_by_role("radio", name="Salt and pepper").click()
    original, noised, _ = np.moveaxis(columns(page), 1, 0)
    assert set(np.unique(noised[noised != original])) == {0, 1}


def test_a_drawing_joins_the_pictures(show):
    page = show("denoise")
    before = len(columns(page))
    sheet = page.get_by_label("Draw a picture of your own").bounding_box()
    page.mouse.move(sheet["x"] + 30, sheet["y"] + 40)
    page.mouse.down()
    page.mouse.move(sheet["x"] + 90, sheet["y"] + 160, steps=5)
    page.mouse.up()
    page.get_by_label("Your drawing, original").wait_for()
    drawn = columns(page)[0, 0].reshape(28, 28)
    rows, across = np.nonzero(drawn > 0.1)
    assert 18 <= np.ptp(rows) + 1 <= 22  # as long as MNIST's digits
    mass = drawn / drawn.sum()
    assert abs((mass.sum(1) * (np.arange(28) + 0.5)).sum() - 14) < 0.6
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your drawing, original")).to_have_count(0)
    assert len(columns(page)) == before
    assert runs(page) == 1


def test_a_line_is_no_plane():
    decoder = browser.pack([browser.linear(np.ones((4, 1)))])
    with pytest.raises(Trouble, match=r"one latent dimension, and a plane needs two\. Choose a model with 2 or more\."):
        pad.latent_pad([pad.View("Line", decoder)], key="line")


def test_codes_keep_their_places_on_the_way_to_the_browser():
    points = np.random.default_rng(0).normal(size=(50, 2)) * 3
    packed = encoding.numbers(points)
    unpacked = np.frombuffer(base64.b64decode(packed["shorts"]), "<i2").reshape(50, 2) * packed["scale"]
    np.testing.assert_allclose(unpacked, points, atol=1e-3)


@pytest.mark.parametrize("shape", [(60, 4, 5), (60, 4, 5, 1), (60, 4, 5, 3)])
def test_an_atlas_holds_each_picture_in_its_place(shape):
    pictures = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    made = atlas(pictures)
    sheet = np.asarray(Image.open(io.BytesIO(base64.b64decode(made["url"].split(",")[1]))))
    row, column = divmod(57, made["columns"])
    np.testing.assert_array_equal(sheet[4 * row : 4 * row + 4, 5 * column : 5 * column + 5], pictures[57].squeeze())


SIGHT = {
    "full colour vision": np.eye(3),
    "without red cones": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "without green cones": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
}  # fmt: skip


def lab(colour: str, sight) -> np.ndarray:
    """A colour as an eye sees it (Machado et al. 2009), in CIELAB, where distance is difference."""
    light = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    light = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(to_xyz @ np.clip(np.array(sight) @ light, 1e-3, 1) / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", SIGHT.values(), ids=SIGHT)
@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_the_palette_can_be_told_apart(colours, sight):
    seen = [lab(colour, sight) for colour in colours]
    nearest = min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2))
    assert nearest > 9  # 2 is just noticeable
