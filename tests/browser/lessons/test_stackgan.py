"""Typing a sentence by hand: the pictures follow, unknown words are named, and buttons and sentence follow each other."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import conftest
from tests.playground.lessons.compete.stackgan import telling

FIRST = "a big red circle above a small blue square on green"


@pytest.fixture
def run(hers):
    """A tiny model that never learnt: it draws something else for each sentence."""
    return telling.a_run()


def opened(page: Page, server, run, link: str = "") -> Page:
    page.goto(f"{server.url}/stackgan?model={run.id}{link}")
    expect(picture(page, FIRST)).to_be_visible()
    conftest.quiet(page)
    return page


def picture(page: Page, sentence: str):
    """The first of ten."""
    return page.get_by_role("img", name=f"Noise 1: {sentence}", exact=True)


PIXELS = """(panes) => Array.from(panes.querySelectorAll("canvas")).slice(0, 2).map((one) => one.toDataURL()).join()"""


def field(page: Page):
    return page.get_by_label("Your sentence")


def type_in(page: Page, sentence: str) -> None:
    field(page).fill(sentence)
    field(page).press("Enter")


def test_a_typed_sentence_is_drawn_and_its_link_draws_it_again(page, server, run):
    opened(page, server, run)
    before = picture(page, FIRST).evaluate(PIXELS)
    field(page).fill("a small white heart on black")  # nobody presses Enter
    drawn = picture(page, "a small white heart on black")
    expect(drawn).to_be_visible()
    conftest.wait_for(lambda: drawn.evaluate(PIXELS) != before, "other pictures are drawn")
    conftest.quiet(page)
    after = drawn.evaluate(PIXELS)
    page.wait_for_url(re.compile("say=a(\\+|%20)small(\\+|%20)white"))
    page.reload()
    expect(field(page)).to_have_value("a small white heart on black")
    conftest.wait_for(lambda: drawn.evaluate(PIXELS) == after, "the same pictures are drawn")


def test_an_unknown_word_is_named_with_the_nearest_known_one(page, server, run):
    opened(page, server, run)
    type_in(page, "a wizard and a crimson ball")
    expect(picture(page, "a and a red circle")).to_be_visible()
    expect(page.get_by_text("crimson is not known; read as red.")).to_be_visible()
    expect(page.get_by_text("wizard is not known: left out.")).to_be_visible()
    type_in(page, "wizards")
    expect(page.get_by_text("None of these words is known to the model.")).to_be_visible()


def test_a_long_paste_is_read_as_far_as_a_sentence_may_go(page, server, run):
    opened(page, server, run)
    field(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("a small white heart on black, " + "as the poet once put it so very beautifully, " * 8)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only its beginning is read")).to_be_visible()
    expect(page.get_by_role("img", name="Noise 1: a small white heart on black")).to_be_visible()


def test_buttons_and_sentence_follow_each_other(page, server, run):
    opened(page, server, run)
    ground = page.get_by_role("group", name="Ground").or_(page.get_by_role("radiogroup", name="Ground"))
    ground.get_by_text("pink", exact=True).click()
    expect(field(page)).to_have_value("a big red circle above a small blue square on pink")
    page.get_by_role("button", name="a big yellow triangle on pink").click()
    expect(field(page)).to_have_value("a big yellow triangle on pink")
    expect(picture(page, "a big yellow triangle on pink")).to_be_visible()
    expect(page.get_by_text("Second shape", exact=True)).to_have_count(0)


def test_what_is_typed_is_there_in_the_other_view(page, server, run):
    opened(page, server, run)
    type_in(page, "a white star")
    expect(picture(page, "a white star")).to_be_visible()
    page.get_by_role("radio", name="Words").click()
    expect(field(page)).to_have_value("a white star")
    for word in ("a", "white", "star"):
        expect(page.get_by_role("img", name=f"Without {word}", exact=True)).to_be_visible()
    expect(page.get_by_alt_text("A walk from: a white star, to:")).to_be_visible()


@pytest.mark.parametrize("view", ["draw", "words", "obedience", "train"])
def test_on_a_phone_nothing_is_wider_than_the_window(open_page, server, run, view):
    page = open_page(width=390, height=844, color_scheme="dark")
    page.goto(f"{server.url}/stackgan?model={run.id}&view={view}")
    expect(page.get_by_text("The code that runs")).to_be_visible()
    conftest.quiet(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.watched.errors == []


def test_on_a_projector_ten_large_ones_are_seen_at_once_and_keys_move_the_line_over_all(page, server, run):
    opened(page, server, run)
    boxes = page.get_by_role("img", name=re.compile(rf"^Noise [0-9]+: {re.escape(FIRST)}$")).evaluate_all(
        "(pictures) => pictures.map((picture) => picture.getBoundingClientRect()).map(({ width, bottom }) => [width, bottom])"
    )
    assert len(boxes) == 10 and min(width for width, _ in boxes) >= 160
    assert max(bottom for _, bottom in boxes) <= 720, "seen without scrolling"
    slider = page.get_by_role("slider", name="Line between the two stages")
    slider.focus()
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "Stage 1: 100 %, Stage 2: 0 %")
    page.get_by_role("radio", name="Side by side").click()
    expect(slider).to_be_hidden()
    first, other = picture(page, FIRST).locator("canvas").nth(0), picture(page, FIRST).locator("canvas").nth(1)
    assert first.bounding_box()["x"] < other.bounding_box()["x"] and first.bounding_box()["width"] >= 160
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
