"""The autoencoder's room under a real hand: noise to move, a sheet to draw on, a map to drag over, one's own pictures."""

import re

import numpy as np
import pytest
import torch
from PIL import Image
from playwright.sync_api import expect

from engine.lessons.encode import codec as encode_codec
from engine.weights import shelf
from tests.browser.conftest import check_big_fits, quiet

REPAIR = "repair.denoiser-glyphs"
MAP = "autoencoder.map"


@pytest.fixture
def show(page, server):
    """Open a view of the lesson, and wait until the component of this name stands, if one is given."""

    def opened(view: str, name: str | None = None, **link: str):
        page.goto(f"{server.url}/autoencoder?" + "&".join([f"view={view}", *(f"{k}={v}" for k, v in link.items())]))
        if name:
            page.wait_for_function("name => window.__atelier?.[name]", arg=name)
        quiet(page)
        return page

    return opened


@pytest.fixture
def repairing(show):
    return show("repair", REPAIR, repairer="denoiser-glyphs")


def columns(page, name: str = REPAIR) -> np.ndarray:
    """(columns, 3, pixels): original, with noise, repaired, as the page has last drawn them."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return np.array(page.evaluate("name => window.__atelier[name].columns()", name))


def test_the_noise_level_is_dragged_and_the_server_hears_nothing(repairing):
    page = repairing
    slider = page.get_by_role("slider", name="Noise level")
    slider.scroll_into_view_if_needed()
    slider.fill("0.1")
    before, sent = columns(page), len(page.watched.sent)
    redraws = page.evaluate("name => window.__atelier[name].redraws", REPAIR)
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.1 * box["width"], y)
    page.mouse.down()
    for share in np.linspace(0.15, 0.6, 10):
        page.mouse.move(box["x"] + share * box["width"], y)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()
    after = columns(page)
    assert 0.55 < float(slider.input_value()) < 0.65
    np.testing.assert_array_equal(after[:, 0], before[:, 0])
    assert np.abs(after[:, 1:] - before[:, 1:]).mean(axis=(0, 2)).min() > 0.01, "noisy and repaired pictures follow"
    assert page.evaluate("name => window.__atelier[name].redraws", REPAIR) - redraws >= 5, "while the hand moves"
    assert len(page.watched.sent) == sent, "dragging reached the server"


def test_the_browser_repairs_as_the_engine_does_and_for_the_better(repairing):
    page = repairing
    page.get_by_role("slider", name="Noise level").fill("0.4")
    codec = encode_codec.load(shelf.find("denoiser-glyphs"))
    for kind in ("Gaussian", "Salt and pepper", "Masked blocks"):
        page.get_by_label("Kind of noise").get_by_role("radio", name=kind).first.click()
        original, noised, restored = np.moveaxis(columns(page), 1, 0)
        x = torch.tensor(noised, dtype=torch.float32).reshape(-1, codec.channels, codec.size, codec.size)
        with torch.inference_mode():
            expected = codec.decoder.paint(codec.encoder(x)).numpy().reshape(restored.shape)
        np.testing.assert_allclose(restored, expected, atol=1e-3)
        assert ((restored - original) ** 2).mean() < 0.5 * ((noised - original) ** 2).mean(), kind


def test_what_is_drawn_is_repaired_at_once(repairing):
    page = repairing
    before, sent = columns(page), len(page.watched.sent)
    sheet = page.get_by_label("Draw a picture of your own here")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"]
    page.mouse.move(x, y + 0.15 * box["height"])
    page.mouse.down()
    page.mouse.move(x - 5, y + 0.85 * box["height"], steps=8)
    page.mouse.up()
    expect(page.get_by_label(re.compile("^Your drawing, restored"))).to_be_visible()
    mine = columns(page)[0]
    assert np.ptp(mine[0]) > 0.9 and not np.isin(mine[0], before[:, 0]).all()
    assert np.ptp(mine[2]) > 0.5, "its repair shows strokes"
    assert len(page.watched.sent) == sent


def test_the_chart_of_noise_and_the_count_of_bytes_stand_below(repairing):
    page = repairing
    expect(page.get_by_text("How much noise can it take?")).to_be_visible()
    expect(page.locator(".js-plotly-plot .scatterlayer path.js-line")).to_have_count(2)
    code = shelf.card(shelf.find("denoiser-glyphs"))["networks"]["decoder"]["arguments"]["bottleneck"] * 4
    expect(page.get_by_test_id("stMetric").filter(has_text="Code")).to_contain_text(f"{code} B")


def test_the_map_is_dragged_over_and_the_server_hears_nothing(show):
    page = show("map", MAP, model="autoencoder-glyphs")
    plane = page.locator(".plane")
    plane.scroll_into_view_if_needed()
    box, sent = plane.bounding_box(), len(page.watched.sent)
    before = np.array(page.evaluate("name => window.__atelier[name].picture(0)", MAP))
    decoded = page.evaluate("name => window.__atelier[name].decoded", MAP)
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    for share in np.linspace(0.5, 0.2, 12):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + share * box["height"])
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()
    page.wait_for_function("([name, past]) => window.__atelier[name].decoded - past >= 8", arg=[MAP, decoded])
    shown = np.array(page.evaluate("name => window.__atelier[name].picture(0)", MAP))
    assert np.abs(shown - before).max() > 0.3
    assert len(page.watched.sent) == sent, "dragging reached the server"
    codec = encode_codec.load(shelf.find("autoencoder-glyphs"))
    z = torch.tensor([page.evaluate("name => window.__atelier[name].z(0)", MAP)], dtype=torch.float32)
    with torch.inference_mode():
        expected = codec.decoder.paint(z).numpy().ravel()
    np.testing.assert_allclose(shown, expected, atol=1e-3)


def test_a_point_of_the_map_shows_the_picture_it_stands_for(show):
    page = show("map", MAP, model="autoencoder-glyphs")
    page.locator(".plane").scroll_into_view_if_needed()
    x, y = page.evaluate(
        """name => {
            const { planes: [plane], views: [view] } = window.__atelier[name].pad;
            const box = plane.canvas.getBoundingClientRect();
            const [x, y] = plane.toScreen(view.points.subarray(0, 2));
            return [box.x + x, box.y + y];
        }""",
        MAP,
    )
    page.mouse.move(x, y)
    tip = page.locator(".tip")
    expect(tip).to_be_visible()
    assert tip.inner_text() in shelf.card(shelf.find("autoencoder-glyphs"))["classes"]
    assert page.evaluate(
        """() => {
            const roots = [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
            const canvas = roots.map((root) => root.querySelector(".tip canvas")).find(Boolean);
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(data).size > 4;
        }"""
    ), "a picture, not an empty frame"


def test_ones_own_pictures_become_a_set_and_are_trained_on(show, hers, tmp_path):
    files = []
    for number in range(10):
        pixels = np.random.default_rng(number).integers(0, 256, (6, 6, 3), np.uint8)
        files.append(tmp_path / f"mine {number}.png")
        Image.fromarray(pixels).resize((48, 40)).save(files[-1])
    page = show("train", steps="12", preview_every="4", width="2", batch="4")
    page.get_by_role("button", name="Use your own").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
    keep = page.get_by_role("button", name="Keep them")
    expect(keep).to_be_enabled()
    keep.click()
    expect(page).to_have_url(re.compile("data=album"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name=re.compile("Pictures"))).to_have_value("My pictures (10, yours)")
    quiet(page)
    page.get_by_role("button", name="Train", exact=True).last.click()
    panel = page.locator(".st-key-run-panel")
    expect(panel.get_by_text(re.compile("finished$"))).to_be_visible()
    expect(panel.get_by_text("Step 12 of 12")).to_be_visible()
    (run,) = hers("autoencoder")
    assert run.config.data.startswith("album:") and run.weights.exists()
    assert run.title.startswith("Autoencoder, My pictures,")
    assert shelf.card(run.weights)["networks"]["decoder"]["arguments"]["channels"] == 3
    expect(panel.get_by_role("img", name=re.compile(", step 12$"))).to_be_visible()


@pytest.mark.parametrize("view", ["repair", "map"])
def test_a_first_visit_without_network_shows_what_a_model_makes(show, view):
    """Nothing but the lesson's address: whichever model is offered first has something to show."""
    page = show(view)
    page.wait_for_function("() => Object.keys(window.__atelier ?? {}).length > 0")
    (name,) = page.evaluate("() => Object.keys(window.__atelier)")
    made = columns(page, name)[:, 2] if view == "repair" else page.evaluate("n => window.__atelier[n].picture(0)", name)
    assert np.ptp(made) > 0.3
    if view == "map":
        check_big_fits(page)
