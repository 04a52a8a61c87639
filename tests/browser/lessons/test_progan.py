"""The lesson on progressive GANs, by keyboard and on a phone: alpha is the reader's."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import check_it_fits, quiet
from tests.playground import fabricate


@pytest.fixture
def grown(hers):
    """A generator whose weights came by chance: blends show on any picture."""
    return fabricate.grown()


def opened(page, server, run):
    page.goto(f"{server.url}/progan?view=grow&model={run.id}")
    expect(page.get_by_role("button", name="Face 1 at alpha")).to_be_visible()
    quiet(page)
    return page


PIXELS = """(face) => Array.from(face.querySelector("canvas").getContext("2d").getImageData(0, 0, 8, 8).data)"""


def test_keys_move_alpha_and_the_faces_are_the_sum_of_both_branches(page, server, grown):
    opened(page, server, grown)
    slider = page.get_by_role("slider", name="Alpha")
    page.get_by_role("radio", name="4 → 8 px").click()
    second = page.locator('[data-face="1"]')
    seen = {}
    for key, alpha in (("Home", "0.00"), ("End", "1.00"), ("ArrowLeft", "0.98")):
        slider.focus()
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=f"Face 2 at alpha = {alpha}")).to_be_visible()
        seen[alpha] = np.array(second.evaluate(PIXELS))
    low = seen["0.00"].reshape(8, 8, 4)
    assert np.array_equal(low, low[::2, ::2].repeat(2, 0).repeat(2, 1)), "a pixel of 4 is a square of 2"
    high = seen["1.00"]
    inside = (np.minimum(low.ravel(), high) > 0) & (np.maximum(low.ravel(), high) < 255)
    assert np.abs(0.02 * low.ravel() + 0.98 * high - seen["0.98"])[inside].max() <= 1.5 and inside.any()
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")


def test_let_it_grow_ends_at_the_last_resolution(page, server, grown):
    opened(page, server, grown)
    page.get_by_role("radio", name="4 → 8 px").click()
    page.evaluate("Object.assign(window.__atelier.growth, { lasts: 0.05 })")
    page.get_by_role("button", name="Let it grow").click()
    page.wait_for_function("window.__atelier.growth.at === 3 && !window.__atelier.growth.playing")
    expect(page.get_by_role("slider", name="Alpha")).to_have_attribute("aria-valuetext", "1.00")


@pytest.mark.parametrize("view", ["grow", "race", "train"])
def test_nothing_is_wider_than_the_screen(open_page, server, grown, view):
    page = open_page(color_scheme="dark")
    page.goto(f"{server.url}/progan?view={view}&model={grown.id}")
    expect(page.get_by_role("heading", name="Progressive GAN", exact=True)).to_be_visible()
    quiet(page)
    for width in (1280, 390):
        check_it_fits(page, width)
        for image in page.locator('[data-testid="stMain"] img').all():
            box = image.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width + 1
