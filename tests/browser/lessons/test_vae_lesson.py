"""The latent explorer under a real hand: drag, keys, drawing, walks. The server starts with an empty home and no network."""

import re

import numpy as np
import pytest
import torch
from PIL import Image
from playwright.sync_api import expect

from engine.lessons.encode import codec as encode_codec
from engine.weights import shelf
from tests.benchmarks import hands
from tests.browser.conftest import check_big_fits, quiet


@pytest.fixture
def show(page, server):
    """Open a view of the lesson, and wait for the pad of this name if one is given."""

    def opened(view: str, pad: str | None = None, **link: str):
        page.goto(f"{server.url}/vae?" + "&".join([f"view={view}", *(f"{k}={v}" for k, v in link.items())]))
        if pad:
            page.wait_for_function("name => window.__atelier?.[name]?.decoded > 0", arg=pad)
        return page

    return opened


def frame(page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_the_picture_follows_the_hand_and_the_server_hears_nothing(show):
    page = show("explore", "vae.map")
    quiet(page)
    before = len(page.watched.sent)
    decoded, _ = hands.drag(page, "vae.map", 30)
    assert decoded >= 28, "a picture for each that the screen shows"
    assert len(page.watched.sent) == before, "dragging reached the server"


def test_arrow_keys_move_the_point_and_a_double_click_centres_it(show):
    page = show("explore", "vae.map")
    plane = page.locator(".plane")
    plane.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("window.__atelier['vae.map'].z(0)[0] > 0.05")
    plane.dblclick()
    page.wait_for_function("window.__atelier['vae.map'].z(0).every((value) => Math.abs(value) < 0.01)")


@pytest.mark.parametrize("model", ["vae-conv-mnist", "vae-mnist", "vae-glyphs"])
def test_the_browser_draws_what_the_engine_draws(show, model):
    """To within a thousandth in each pixel, before either rounds to whole grey levels."""
    page = show("explore", "vae.map", model=model)
    codec = encode_codec.load(shelf.find(model))
    for key in (None, "Shift+ArrowRight", "Shift+ArrowUp"):
        if key:
            page.locator(".plane").press(key)
            frame(page)
        z = page.evaluate("window.__atelier['vae.map'].z(0)")
        with torch.inference_mode():
            expected = codec.decoder.paint(torch.tensor([z], dtype=torch.float32)).permute(0, 2, 3, 1).numpy().ravel()
        shown = page.evaluate("window.__atelier['vae.map'].picture(0)")
        np.testing.assert_allclose(shown, expected, atol=1e-3)
    assert z[0] > 0.3 and z[1] > 0.3, "the keys were heard"


def test_a_cloud_rains_from_a_drawn_digit_and_melts_into_the_prior_under_the_hand(show):
    """Samples fall from it and are decoded; the slider leads from a code without a cloud to one that is nearly the prior."""
    page = show("encode")
    canvas = page.locator(".sketch canvas").first
    canvas.wait_for()
    box = canvas.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"]
    page.mouse.move(x + 12, y + box["height"] * 0.15)
    page.mouse.down()
    page.mouse.move(x - 8, y + box["height"] * 0.85, steps=12)
    page.mouse.up()
    hook = "window.__atelier['encode.vae-beta-1']"
    page.wait_for_function(f"{hook}?.drops() === 100 && {hook}.decoded > 2")
    quiet(page)
    before, sent = page.evaluate(f"{hook}.picture()"), len(page.watched.sent)
    assert np.ptp(before) > 0.3
    slider = page.get_by_role("slider", name="Beta")
    widths = {}
    for number in range(6):
        slider.focus()
        if number == 0:
            for _ in range(6):
                slider.press("ArrowLeft")
        else:
            slider.press("ArrowRight")
        page.wait_for_function(f"{hook}.cloud.at === {number}")
        widths[page.evaluate(f"{hook}.stage()")] = page.evaluate(f"Math.max(...{hook}.cloudAt().sigma)")
    assert list(widths) == ["A plain autoencoder", "Beta 0", "Beta 0.1", "Beta 1", "Beta 4", "Beta 16"]
    assert list(widths.values()) == sorted(widths.values()), "the cloud grows with beta"
    assert widths["A plain autoencoder"] < 0.001 and widths["Beta 0"] < 0.05 and widths["Beta 16"] > 0.2
    expect(page.locator(".bar.price")).to_contain_text("16 × ")
    assert len(page.watched.sent) == sent, "the slider reached the server"


def test_two_maps_side_by_side_follow_one_hand(show):
    page = show("compare", "vae.compare")
    assert page.locator(".plane").evaluate_all("planes => planes.every(({ clientWidth }) => clientWidth >= 450)")
    before = [page.evaluate("k => window.__atelier['vae.compare'].z(k)", k) for k in (0, 1)]
    plane = page.locator(".plane").last
    plane.focus()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    page.wait_for_function(
        "before => [0, 1].every((k) => Math.abs(window.__atelier['vae.compare'].z(k)[1] - before[k][1]) > 0.02)",
        arg=before,
    )


def test_a_walk_plays_and_is_taken_away_in_three_forms(show):
    page = show("walk", model="vae-glyphs")
    expect(page.get_by_text("64 pictures from key frame to key frame.")).to_be_visible()
    hook = "window.__atelier['walk.film.vae-glyphs']"
    page.wait_for_function(f"{hook}?.ready() && {hook}.frame() > 1")
    page.get_by_role("button", name="Pause").click()
    sent = len(page.watched.sent)
    scrub = page.get_by_role("slider", name="Frame", exact=True)
    scrub.fill("40")
    assert page.evaluate(f"{hook}.frame()") == 40 and not page.evaluate(f"{hook}.playing()")
    scrub.press("ArrowRight")
    page.wait_for_function(f"{hook}.frame() === 41")
    page.get_by_role("button", name="Key frame 2").click()
    assert page.evaluate(f"{hook}.frame()") == 16 and len(page.watched.sent) == sent
    for words, kind in {"GIF": "GIF", "WebP": "WEBP", "Strip": "PNG"}.items():
        with page.expect_download() as waiting:
            page.get_by_role("button", name=words, exact=True).click()
        with Image.open(waiting.value.path()) as taken:
            assert taken.format == kind
            if kind == "PNG":
                assert taken.size == (64 * 28, 28)
            else:
                assert 50 <= taken.n_frames <= 64, "frames that are alike may be one"


def test_key_frames_are_kept_from_the_map(show):
    page = show("walk", model="vae-glyphs")
    page.get_by_text("Places on the map").click()
    page.wait_for_function("window.__atelier?.['clicks.vae-glyphs']?.decoded > 0")
    keep = page.get_by_role("button", name="Keep this place")
    plane = page.locator(".plane").first
    for number, (x, y) in enumerate([(0.3, 0.3), (0.7, 0.4)]):
        box = plane.bounding_box()
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.down()
        page.mouse.up()
        expect(keep).to_be_enabled()
        keep.click()
        if number == 0:
            expect(page.get_by_text("A walk needs two key frames at least.")).to_be_visible()
            expect(page.get_by_role("button", name="Take the last back")).to_be_enabled()
    expect(page.get_by_text("32 pictures from key frame to key frame.")).to_be_visible()


def test_a_plane_through_three_codes_is_dragged_over(show):
    page = show("walk", model="vae-glyphs")
    page.get_by_role("radio", name="Plane").or_(page.get_by_role("button", name="Plane", exact=True)).first.click()
    page.wait_for_function("window.__atelier?.['plane.vae-glyphs']?.decoded > 0")
    assert np.ptp(page.evaluate("window.__atelier['plane.vae-glyphs'].picture(0)")) > 0.3


def test_a_preset_by_link_stands_in_the_form(show):
    page = show("train", preset="collapse")
    expect(page.get_by_text("0 of 2 dimensions are active: every code decodes")).to_be_visible()
    page.get_by_role("button", name="Fill in the cure").click()
    expect(page).not_to_have_url(re.compile("beta=100"))


@pytest.mark.parametrize("view", ["explore", "encode", "compare", "walk"])
def test_a_first_visit_without_network_shows_what_a_model_makes(show, view):
    """Nothing but the lesson's address: whichever model is offered first has something to show."""
    page = show(view)
    if view == "walk":
        expect(page.get_by_text("pictures from key frame to key frame.")).to_be_visible()
        page.wait_for_function("() => Object.values(window.__atelier ?? {}).some((hook) => hook.film && hook.ready())")
        picture = page.locator(".film canvas")
        assert (
            picture.evaluate(
                """(picture) => {
                const brush = picture.getContext("2d");
                return new Set(brush.getImageData(0, 0, picture.width, picture.height).data).size;
            }"""
            )
            > 20
        ), "more than one grey"
        return
    page.wait_for_function("() => Object.values(window.__atelier ?? {}).some((hook) => hook.decoded > 0)")
    made = page.evaluate(
        "() => Object.values(window.__atelier).flatMap((hook) => (hook.pad?.views ?? [0]).map((_, k) => hook.picture(k)))"
    )
    assert len(made) == (2 if view == "compare" else 1)
    assert all(np.ptp(picture) > 0.3 for picture in made)
    quiet(page)
    check_big_fits(page)
