"""The line-up in a real browser: faces are decoded there, and picked by click or key."""

import numpy as np
import pytest
from playwright.sync_api import expect

from engine.weights import browser
from tests.browser.components.apps import lineup_app, mixer_app
from tests.browser.components.test_mixer import pixels
from tests.browser.conftest import quiet


@pytest.fixture(scope="session")
def app(parts) -> str:
    """The address of the small app."""
    return f"{parts.url}/lineup_app"


@pytest.fixture
def show(page, app):
    def opened(query: str = ""):
        page.goto(f"{app}?{query}")
        drawn(page)
        return page

    return opened


def drawn(page) -> None:
    page.wait_for_function("() => window.__atelier?.line?.pending() === 0")
    quiet(page)


def face(page, number: int):
    return page.get_by_role("option").nth(number)


def heard(page, text: str) -> None:
    expect(page.get_by_text(f"heard: {text}", exact=True)).to_be_visible()


def test_each_face_is_the_engines_own_picture(show):
    page = show()
    for place in (0, 7):
        code = lineup_app.codes(0)[place]
        wanted = browser.run(mixer_app.decoder(1), code[None])[0].transpose(1, 2, 0) * 255
        found = pixels(face(page, place).locator("canvas"))[:, :, :1]
        assert np.abs(found - wanted).max() <= 2


def test_a_click_moves_the_pick_and_python_hears_it_once(show):
    page = show()
    heard(page, "{'picked': ()}, one: None")
    face(page, 3).click()
    heard(page, "{'picked': (3,)}, one: 3")
    face(page, 5).click()
    heard(page, "{'picked': (5,)}, one: 5")
    expect(face(page, 5)).to_have_attribute("aria-selected", "true")
    expect(face(page, 3)).to_have_attribute("aria-selected", "false")
    assert page.evaluate("window.__atelier.line.sent") == 2


def test_a_face_belongs_to_one_group_at_most(show):
    page = show("groups")
    heard(page, "{'A': (0,), 'B': (1,), 'C': (2,)}, one: 0")
    page.get_by_role("radio", name="B").click()
    face(page, 0).click()
    heard(page, "{'A': (), 'B': (0,), 'C': (2,)}, one: 0")
    expect(face(page, 0)).to_have_attribute("aria-label", "Face 1, B")
    face(page, 0).click()
    heard(page, "{'A': (), 'B': (), 'C': (2,)}, one: 2")


def test_many_are_picked_quickly_and_reported_together(show):
    page = show("many")
    for place in (1, 4, 6, 8):
        face(page, place).dispatch_event("click")
    heard(page, "{'with': (1, 4, 6), 'without': ()}, one: 1")
    assert page.evaluate("window.__atelier.line.sent") == 1
    expect(page.get_by_role("radio", name="with 3")).to_have_attribute("aria-checked", "true")


def test_keys_lead_from_face_to_face_and_choose_the_group(show):
    page = show("groups")
    face(page, 0).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "3", "Enter"):
        page.keyboard.press(key)
    heard(page, "{'A': (0,), 'B': (1,), 'C': (4,)}, one: 0")
    page.keyboard.press("End")
    expect(face(page, lineup_app.COUNT - 1)).to_be_focused()


def test_a_rerun_keeps_the_pick_and_other_faces_begin_anew(show):
    page = show()
    face(page, 6).click()
    heard(page, "{'picked': (6,)}, one: 6")
    page.get_by_text("Other faces").click()
    heard(page, "{'picked': ()}, one: None")
    drawn(page)
    wanted = browser.run(mixer_app.decoder(1), lineup_app.codes(1)[:1])[0].transpose(1, 2, 0) * 255
    assert np.abs(pixels(face(page, 0).locator("canvas"))[:, :, :1] - wanted).max() <= 2


def test_faces_that_come_back_bring_their_picks_along(show):
    page = show()
    face(page, 6).click()
    heard(page, "{'picked': (6,)}, one: 6")
    page.get_by_text("Other faces").click()
    heard(page, "{'picked': ()}, one: None")
    face(page, 2).click()
    heard(page, "{'picked': (2,)}, one: 2")
    page.get_by_text("Other faces").click()
    heard(page, "{'picked': (6,)}, one: 6")
    expect(face(page, 6)).to_have_attribute("aria-selected", "true")


def test_a_pick_counts_even_if_the_next_click_comes_before_the_script_is_there(page, app):
    page.goto(f"{app}?late")
    heard(page, "0")
    before = len(page.watched.sent)
    face(page, 3).click()
    while len(page.watched.sent) == before:
        page.wait_for_timeout(20)
    page.get_by_text("Hide").click()  # the run that brings the pick is broken off
    expect(page.get_by_role("option")).to_have_count(0)
    page.get_by_text("Hide").click()
    heard(page, "1")
    expect(face(page, 3)).to_have_attribute("aria-selected", "true")


def test_it_fits_a_phone(open_page, app):
    page = open_page(width=390, height=800)
    page.goto(app)
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.watched.errors == []
