"""The lesson on progressive GANs, by keyboard and on a phone: alpha is the reader's."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import check_it_fits, quiet
from tests.playground import fabricate


@pytest.fixture
def grown(hers):
    """A generator whose weights came by chance: blends show on any picture."""
    return fabricate.grown()


def picture(page, begins: str) -> np.ndarray:
    """What the browser shows under a caption that begins so."""
    found = page.locator(f'img[alt^="{begins}"]')
    expect(found).to_have_count(1)
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(found.get_attribute("src").partition(",")[2]))))


def opened(page, server, run):
    page.goto(f"{server.url}/progan?view=grow&model={run.id}")
    expect(page.locator('img[alt^="Low branch"]')).to_be_visible()
    quiet(page)
    return page


def test_keys_move_alpha_and_its_ends_are_the_branches(page, server, grown):
    opened(page, server, grown)
    slider = page.get_by_role("slider", name="Alpha")
    low, high = picture(page, "Low branch"), picture(page, "High branch")
    before = picture(page, "The picture at alpha = 0.50")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator('img[alt^="The picture at alpha = 0.52"]')).to_be_visible()
    assert not np.array_equal(picture(page, "The picture at alpha = 0.52"), before)
    page.keyboard.press("Home")
    expect(page.locator('img[alt^="The picture at alpha = 0.00"]')).to_be_visible()
    assert np.array_equal(picture(page, "The picture at alpha = 0.00"), low)
    page.keyboard.press("End")
    expect(page.locator('img[alt^="The picture at alpha = 1.00"]')).to_be_visible()
    assert np.array_equal(picture(page, "The picture at alpha = 1.00"), high)


def test_another_fade_shows_other_resolutions(page, server, grown):
    opened(page, server, grown)
    before = picture(page, "Low branch")
    page.get_by_role("radio", name="4 → 8 px").click()
    expect(page.get_by_text("What the layers up to 4 px paint")).to_be_visible()
    after = picture(page, "Low branch")
    assert after.shape == before.shape and not np.array_equal(after, before)
    assert np.array_equal(after[:32, :32], np.broadcast_to(after[0, 0], (32, 32, 3))), "a pixel of 4 is a square of 32"


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
