"""The gallery in a real browser: what is clicked is picked, Python hears of it once, and the pictures travel once."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import gallery_app
from tests.browser.conftest import quiet, serve

HEAVY = 50_000
"""Bytes: only a sheet of pictures is as large as this."""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The address of the running app."""
    script, home = Path(gallery_app.__file__), tmp_path_factory.mktemp("gallery")
    for server in serve(script, home, STREAMLIT_BROWSER_GATHER_USAGE_STATS="false"):
        yield server.url


def opened(page: Page, app: str, what: str) -> Page:
    page.received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: page.received.append(len(frame))))
    page.goto(f"{app}/?show={what}")
    page.wait_for_function("window.__atelier?.gallery?.drawn > 0")
    quiet(page)
    return page


@pytest.fixture
def show(page, app):
    return lambda what: opened(page, app, what)


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def hook(page: Page, what: str):
    return page.evaluate(f"window.__atelier.gallery.{what}")


def runs(page: Page) -> int:
    quiet(page)
    return int(page.get_by_text("script runs:").inner_text().removeprefix("script runs: "))


def heard(page: Page, groups: dict) -> None:
    """Wait until Python says that it has these picks."""
    expect(page.get_by_text("picked:", exact=False).first).to_have_text(f"picked: {groups}")
    quiet(page)


def picked(page: Page) -> list[int]:
    """The places that say of themselves that they are picked."""
    return options(page).evaluate_all(
        "all => all.flatMap((option, k) => option.getAttribute('aria-selected') === 'true' ? [k] : [])"
    )


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> int:
    return options(page).evaluate_all("all => all.findIndex((option) => option.matches(':focus'))")


def colour(page: Page, place: int) -> str:
    return options(page).nth(place).evaluate("option => option.style.getPropertyValue('--mine')")


def test_a_click_picks_one_and_another_moves_the_ring(show):
    page = show("one")
    heard(page, {"picked": ()})
    options(page).nth(5).click()
    heard(page, {"picked": (5,)})
    expect(page.get_by_text("one: 5")).to_be_visible()
    options(page).nth(7).click()
    heard(page, {"picked": (7,)})
    assert picked(page) == [7]
    assert colour(page, 5) == "transparent" != colour(page, 7)
    assert hook(page, "sent") == 2 and runs(page) == 3
    options(page).nth(7).click()
    assert picked(page) == [7], "who picks one keeps one"


def test_fast_picking_makes_one_report(show):
    page = show("three")
    before = runs(page)
    page.evaluate("for (const k of [1, 2, 4, 9]) window.__atelier.gallery.gallery.cells[k].cell.click()")
    heard(page, {"picked": (1, 2, 9)})
    assert hook(page, "sent") == 1 and runs(page) == before + 1


def test_a_pick_that_is_taken_back_at_once_is_not_reported(show):
    page = show("three")
    before = runs(page)
    page.evaluate("for (const k of [1, 1]) window.__atelier.gallery.gallery.cells[k].cell.click()")
    options(page).nth(9).click()
    heard(page, {"picked": (4, 9)})
    assert hook(page, "sent") == 1 and runs(page) == before + 1


def test_no_more_than_agreed_are_picked(show):
    page = show("three")
    heard(page, {"picked": (4,)})
    expect(page.get_by_role("status").get_by_text("1 of 3 picked")).to_be_visible()
    for place in (0, 1, 2):
        options(page).nth(place).click()
    expect(page.get_by_text("3 of 3 picked: take one out first")).to_be_visible()
    heard(page, {"picked": (4, 0, 1)})
    options(page).nth(4).click()
    heard(page, {"picked": (0, 1)})
    expect(page.get_by_text("2 of 3 picked")).to_be_visible()
    page.get_by_role("button", name="Take all out").click()
    heard(page, {"picked": ()})
    expect(page.get_by_role("button", name="Take all out")).to_be_disabled()
    assert focused(page) >= 0, "the focus is handed on"


def test_groups_have_colours_words_and_counts(show):
    page = show("groups")
    smile, without = page.get_by_role("radio").all()
    expect(smile).to_have_text("with a smile · 0")
    expect(without).to_have_text("without · 1")
    options(page).nth(0).click()
    options(page).nth(3).click()
    without.click()
    options(page).nth(3).click()
    heard(page, {"with a smile": (0,), "without": (7, 3)})
    expect(smile).to_have_text("with a smile · 1")
    expect(without).to_have_text("without · 2")
    expect(options(page).nth(0)).to_have_text("with")
    expect(options(page).nth(3)).to_have_text("without")
    expect(options(page).nth(1)).to_have_text("")
    assert colour(page, 0) != colour(page, 3) == colour(page, 7)
    expect(page.get_by_role("option", name="face 4, without")).to_be_visible()
    options(page).nth(7).click()
    heard(page, {"with a smile": (0,), "without": (3,)})
    expect(options(page).nth(7)).to_have_attribute("aria-label", "face 8")


def test_a_group_of_another_name_keeps_its_pictures(show):
    page = show("groups")
    options(page).nth(2).click()
    heard(page, {"with a smile": (2,), "without": (7,)})
    page.get_by_text("Another name").click()
    heard(page, {"with a grin": (2,), "without": (7,)})
    expect(page.get_by_role("radio").first).to_have_text("with a grin · 1")
    expect(page.get_by_role("option", name="face 3, with a grin")).to_be_visible()


def test_each_group_holds_one_where_one_is_meant(show):
    page = show("sum")
    options(page).nth(3).click()
    options(page).nth(4).click()
    press(page, "2")
    options(page).nth(6).click()
    press(page, "3")
    options(page).nth(8).click()
    heard(page, {"A": (4,), "B": (6,), "C": (8,)})
    options(page).nth(4).click()
    heard(page, {"A": (), "B": (6,), "C": (4,)})
    assert picked(page) == [4, 6]
    expect(page.get_by_role("radio", name="B")).to_have_text("B · 1")


def test_keys_do_all_that_a_mouse_does(show):
    page = show("sum")
    expect(page.get_by_role("listbox")).to_have_attribute("aria-multiselectable", "true")
    page.get_by_role("radio", name="A").focus()
    press(page, "Tab")
    assert focused(page) == 0, "where nothing can be cleared, the next stop is the grid"
    across = options(page).evaluate_all("all => all.filter((option) => option.offsetTop === all[0].offsetTop).length")
    assert across > 4
    press(page, "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft")
    assert focused(page) == across + 1
    ring = options(page).nth(across + 1).evaluate("option => getComputedStyle(option).outlineStyle")
    assert ring == "solid"
    press(page, "Enter", "End")
    assert focused(page) == 47
    press(page, "ArrowDown", "ArrowRight")
    assert focused(page) == 47, "there is nothing further"
    press(page, "3", "Space", "Home", "ArrowUp", "ArrowLeft")
    assert focused(page) == 0
    heard(page, {"A": (across + 1,), "B": (), "C": (47,)})
    expect(page.get_by_role("radio", name="C")).to_be_checked()
    assert focused(page) == 0, "a run of the page leaves the focus where it is"
    stops = options(page).evaluate_all("all => all.filter((option) => option.tabIndex === 0).length")
    assert stops == 1


def test_down_from_above_an_unfinished_row_leads_to_its_end(show):
    page = show("one")
    across = hook(page, "gallery.across()")
    above = (48 // across) * across - 1
    assert 48 % across
    options(page).nth(above).focus()
    press(page, "ArrowDown")
    assert focused(page) == 47


def test_a_rerun_keeps_the_picks_and_does_not_send_the_pictures_again(show):
    page = show("groups")
    assert max(page.received) > HEAVY
    page.received.clear()
    options(page).nth(2).click()
    heard(page, {"with a smile": (2,), "without": (7,)})
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_text("script runs: 3")).to_be_visible()
    heard(page, {"with a smile": (2,), "without": (7,)})
    assert picked(page) == [2, 7] and hook(page, "sent") == 1 and hook(page, "drawn") == 1
    assert page.received and max(page.received) < HEAVY


def test_other_pictures_start_with_the_first_choice(show):
    page = show("groups")
    options(page).nth(2).click()
    heard(page, {"with a smile": (2,), "without": (7,)})
    for drawn in (2, 3):
        page.get_by_text("Other pictures").click()
        heard(page, {"with a smile": (), "without": (7,)})
        assert picked(page) == [7]
        page.wait_for_function("drawn => window.__atelier.gallery.drawn >= drawn", arg=drawn)
    assert hook(page, "sent") == 1


def test_a_gallery_built_anew_takes_its_picks_up_again(show):
    page = show("one")
    options(page).nth(5).click()
    heard(page, {"picked": (5,)})
    page.get_by_text("Hide the gallery").click()
    expect(page.get_by_role("listbox")).to_have_count(0)
    quiet(page)
    page.get_by_text("Hide the gallery").click()
    heard(page, {"picked": (5,)})
    assert picked(page) == [5]


def test_small_pictures_keep_square_pixels_and_their_own_light(show):
    page = show("small")
    canvas = options(page).nth(5).locator("canvas")
    seen = canvas.evaluate(
        """canvas => {
            const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const reds = new Set(data.filter((_, at) => at % 4 === 0));
            return { width, height, reds: [...reds].sort((a, b) => a - b), shown: canvas.getBoundingClientRect().width };
        }"""
    )
    assert seen == {"width": 72, "height": 72, "reds": [0, 200], "shown": 72}
    expect(options(page).nth(0)).to_have_attribute("title", "dark")
    heard(page, {"picked": (0,)})


def test_it_fits_a_phone_and_both_grounds(open_page, app):
    rings = set()
    for scheme in ("light", "dark"):
        page = opened(open_page(390, 844, color_scheme=scheme), app, "groups")
        options(page).nth(0).click()
        heard(page, {"with a smile": (0,), "without": (7,)})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        boxes = options(page).evaluate_all("all => all.map((option) => option.getBoundingClientRect().toJSON())")
        assert hook(page, "gallery.across()") == 4
        assert all(72 <= box["width"] < 100 and box["right"] <= 390 for box in boxes)
        assert all(abs(box["width"] - box["height"]) < 1 for box in boxes)
        rings.add(colour(page, 0))
        assert page.watched.errors == []
    assert len(rings) == 2 and all(re.fullmatch("#[0-9a-f]{6}", ring) for ring in rings)
