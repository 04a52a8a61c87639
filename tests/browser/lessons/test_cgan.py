"""Wishes under a real hand: another wish is another picture, two wishes mix, and all of it is what the server would draw."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from engine.lessons.compete.gan import model as gan_model
from tests.benchmarks import hands
from tests.browser.components.test_mixer import pixels
from tests.browser.conftest import quiet
from tests.playground import fabricate


@pytest.fixture
def letters(hers):
    """A run that never learnt."""
    return fabricate.generator("cgan", data="glyphs", label="embedding")


@pytest.fixture
def faces(hers):
    return fabricate.generator("cgan", data="faces", width=8)


@pytest.fixture
def show(page, server):
    def opened(run):
        page.goto(f"{server.url}/cgan?view=draw&model={run.id}")
        drawn(page, f"wishes.{run.id}")
        return page

    return opened


def drawn(page, name: str) -> None:
    page.wait_for_function(
        "name => window.__atelier?.[name]?.frames > 0 && window.__atelier[name].pending() === 0", arg=name
    )
    quiet(page)


def large(page) -> np.ndarray:
    return pixels(page.locator("canvas.picture")).astype(int)


def wanted(run, row: int, wish: dict[int, float], seed: int = 0) -> np.ndarray:
    """What the server draws from the page's noise for this wish."""
    model = gan_model.load(run.weights)
    asked = np.zeros((1, model.labels), np.float32)
    for place, amount in wish.items():
        asked[0, place] = amount
    rows = 3 if model.labels > 20 else 5
    picture = model.invent(model.noise(rows, seed)[row : row + 1], asked)[0]
    return np.broadcast_to(picture, (*picture.shape[:2], 3)).astype(int)


def near(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and np.abs(one - other).max() <= 4


def test_another_wish_is_another_picture_and_the_servers_own(show, letters):
    page, name = show(letters), f"wishes.{letters.id}"
    was = large(page)
    assert near(was, wanted(letters, 0, {0: 1}))
    page.get_by_role("button", name="B, noise 3", exact=True).click()
    expect(page.get_by_role("button", name="B, noise 3", exact=True)).to_have_attribute("aria-pressed", "true")
    drawn(page, name)
    now = large(page)
    assert np.abs(now - was).max() > 30 and near(now, wanted(letters, 2, {11: 1}))
    expect(page.get_by_text("Asked for B, noise 3")).to_be_visible()


def test_two_letters_mix_and_the_server_hears_nothing(show, letters):
    page, name = show(letters), f"wishes.{letters.id}"
    sent = len(page.watched.sent)
    page.get_by_label("Mix from").select_option("3")
    page.get_by_label("to", exact=True).select_option("8")
    page.get_by_label("Mix two wishes").fill("0.5")
    drawn(page, name)
    assert near(large(page), wanted(letters, 0, {3: 0.5, 8: 0.5}))
    expect(page.get_by_text("Asked for 3 50 % + 8 50 %, noise 1")).to_be_visible()
    page.get_by_role("button", name=re.compile("From 3 to 8: 100 %")).click()
    drawn(page, name)
    assert near(large(page), wanted(letters, 0, {8: 1}))
    assert len(page.watched.sent) == sent, "mixing reached the server"


def test_other_noise_repaints_the_grid(show, letters):
    page, name = show(letters), f"wishes.{letters.id}"
    tile = page.get_by_role("button", name="0, noise 2", exact=True).locator("canvas")
    was = pixels(tile).astype(int)
    assert near(was, wanted(letters, 1, {0: 1}))
    page.get_by_role("button", name="Other noise").click()
    page.wait_for_function("([name, old]) => window.__atelier[name].frames > old", arg=[name, 1])
    drawn(page, name)
    assert near(pixels(tile).astype(int), wanted(letters, 1, {0: 1}, seed=1))


def test_marks_of_a_face_are_switched_and_slid(show, faces):
    page, name = show(faces), f"wishes.{faces.id}"
    assert near(large(page), wanted(faces, 0, {0: 1}))
    page.get_by_role("button", name="glasses", exact=True).click()
    drawn(page, name)
    assert near(large(page), wanted(faces, 0, {0: 1, 1: 1}))
    page.get_by_label("smile", exact=True).and_(page.get_by_role("slider")).fill("0.4")
    drawn(page, name)
    assert near(large(page), wanted(faces, 0, {0: 0.4, 1: 1}))
    expect(page.get_by_text("Asked for smile 40 %, glasses, noise 1")).to_be_visible()


def test_the_face_follows_a_sliding_mark(show, faces):
    page, name = show(faces), f"wishes.{faces.id}"
    slider = page.get_by_label("beard", exact=True).and_(page.get_by_role("slider"))
    decoded, _ = hands.slide(slider, name, 20)
    assert decoded >= 18, "a picture for each that the screen shows"


def test_on_a_phone_nothing_is_wider_than_the_screen(open_page, server, letters):
    page = open_page(width=390, height=844, color_scheme="dark")
    page.goto(f"{server.url}/cgan?view=draw&model={letters.id}")
    drawn(page, f"wishes.{letters.id}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(".wishes").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    last = page.get_by_role("button", name="Z, noise 3", exact=True).bounding_box()
    assert last["width"] >= 28 and last["x"] + last["width"] <= 390
