"""Pictures out of noise in a real browser: a hole that a hand draws is painted in."""

from playwright.sync_api import expect

from tests.browser.components.test_paint_parts import drag
from tests.browser.conftest import quiet
from tests.playground import fabricate


def test_a_hole_drawn_by_hand_is_painted_in(page, server, hers):
    run = fabricate.flow()
    page.goto(f"{server.url}/pictures?view=edit&model={run.id}")
    expect(page.locator('img[alt^="Six ways to fill it"]')).to_be_visible()
    page.get_by_role("combobox", name="Hole").click()
    page.get_by_role("option", name="Drawn by hand").click()
    expect(page.locator(".mask .hint")).to_have_text("Draw a hole")
    expect(page.get_by_text("Draw a hole into the picture")).to_be_visible()
    quiet(page)
    drag(page, ".mask canvas", (0.3, 0.5), (0.7, 0.5))
    expect(page.locator('img[alt^="Six ways to fill it"]')).to_be_visible()
