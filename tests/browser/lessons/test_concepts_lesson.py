"""Concept vectors under a real hand: sliders on a face, a vector built from picked faces, side effects, one's own drawn face."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from engine.data import marks
from engine.data.drawn import faces
from engine.lessons.encode import codec
from engine.weights import shelf
from tests.benchmarks import hands
from tests.browser.components.test_mixer import pixels
from tests.browser.conftest import check_big_fits, quiet

CARTOON = "faces-cartoon"
MIXER = f"mixer.{CARTOON}"


@pytest.fixture
def show(page, server):
    """Open a view of the lesson with the cartoon faces; with `ready`, wait until the mixer has drawn."""

    def opened(view: str, ready: bool = False):
        page.goto(f"{server.url}/concepts?view={view}&model={CARTOON}")
        if ready:
            drawn(page)
        return page

    return opened


def drawn(page) -> None:
    page.wait_for_function(
        "name => window.__atelier?.[name]?.frames > 0 && window.__atelier[name].pending() === 0", arg=MIXER
    )
    quiet(page)


def picture(page, which: int) -> np.ndarray:
    return pixels(page.locator("figure canvas").nth(which))


def test_the_face_follows_the_slider_and_the_server_hears_nothing(show):
    page = show("faces", ready=True)
    before = len(page.watched.sent)
    decoded, _ = hands.slide(page.get_by_label("Smile", exact=True), MIXER, 20)
    assert decoded >= 18, "a picture for each that the screen shows"
    assert len(page.watched.sent) == before, "dragging reached the server"


def test_letting_go_calls_the_judge_and_the_face_is_the_servers_own(show):
    page = show("faces", ready=True)
    was = picture(page, 1)
    slider = page.get_by_label("Smile", exact=True)
    slider.fill("2")
    slider.dispatch_event("change")
    expect(page.get_by_text("A judge, trained apart, sees: smile")).to_be_visible()
    drawn(page)
    now = picture(page, 1)
    assert np.abs(now.astype(int) - was).max() > 30 and np.array_equal(picture(page, 0), was)
    with page.expect_download() as download:
        page.get_by_role("button", name="Before and after (PNG)").click()
    pair = np.asarray(Image.open(download.value.path()))
    factor = pair.shape[0] // 64
    small = pair[::factor, ::factor]
    assert np.abs(small[:, 64:].astype(int) - now).max() <= 3
    page.get_by_role("button", name="Reset all").click()
    page.wait_for_function(
        "name => window.__atelier[name].amounts.smile === 0 && window.__atelier[name].pending() === 0", arg=MIXER
    )
    assert np.array_equal(picture(page, 1), was)


def test_another_face_is_one_click(show):
    page = show("faces", ready=True)
    was, frames = picture(page, 0), page.evaluate("name => window.__atelier[name].frames", MIXER)
    page.get_by_role("option").nth(4).click()
    expect(page.get_by_role("option").nth(4)).to_have_attribute("aria-selected", "true")
    page.wait_for_function("([name, before]) => window.__atelier[name].frames > before", arg=[MIXER, frames])
    drawn(page)
    assert np.abs(picture(page, 0).astype(int) - was).max() > 30


def test_a_vector_from_picked_faces_becomes_a_slider(show):
    page = show("build")
    page.get_by_role("radio", name="By hand").or_(page.get_by_text("By hand", exact=True)).first.click()
    name = page.get_by_label("What the faces have in common")
    name.fill("hats by hand")
    name.press("Enter")
    model = codec.load(shelf.find(CARTOON))
    hat = marks.index("faces", "hat")
    having = model.held_out["marks"].numpy()[:48, hat].astype(bool)
    for place in np.flatnonzero(having)[:5]:
        page.get_by_role("option").nth(int(place)).click()
    page.get_by_role("radio", name="without").click()
    for place in np.flatnonzero(~having)[:5]:
        page.get_by_role("option").nth(int(place)).click()
    expect(page.get_by_role("radio", name="without 5")).to_be_visible()
    expect(page.get_by_text("Difference of means").first).to_be_visible()
    quiet(page)
    page.get_by_role("button", name="Keep this vector").click()
    expect(page.get_by_text("Kept vectors (1)")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert b"atelier concept vector" in download.value.path().read_bytes()
    page.get_by_text("Faces", exact=True).first.click()
    drawn(page)
    expect(page.get_by_label("Hats by hand (kept)", exact=True)).to_be_attached()


def test_big_shows_faces_sliders_and_verdict_on_one_screen_by_keys_alone(show):
    page = show("faces", ready=True)
    sidebar, stays = page.get_by_test_id("stSidebar"), page.get_by_role("slider", name="Black hair", exact=True)
    expect(stays).to_be_in_viewport(ratio=1)  # also before, at a projector's 1280 x 720
    expect(sidebar).to_be_visible()
    page.keyboard.press("b")
    expect(sidebar).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    expect(page.get_by_role("button", name="Small")).to_be_in_viewport(ratio=1)
    smile = page.get_by_role("slider", name="Smile", exact=True)
    expect(smile).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_text("A judge, trained apart, sees: smile")).to_be_in_viewport(ratio=1)
    for seen in (page.get_by_role("img", name=re.compile("After")), stays, page.locator(".verdict li").first):
        expect(seen).to_be_in_viewport(ratio=0.99)
    label = page.locator(".concept label").first
    assert label.bounding_box()["height"] >= 30, "letters for six metres"
    page.keyboard.press("Escape")
    expect(sidebar).to_be_visible()


def test_ones_own_face_and_the_sliders_are_there_again_after_a_vector_was_built(show):
    page = show("faces", ready=True)
    bring(page, faces.draw({"smile": -1, "glasses": 0, "hat": 0}, 256))
    mine = picture(page, 0)
    slider = page.get_by_label("Glasses", exact=True)
    slider.fill("2")
    slider.dispatch_event("change")
    expect(page.get_by_text("A judge, trained apart, sees: glasses")).to_be_visible()
    go(page, "Build")
    page.get_by_role("button", name="Keep this vector").click()
    expect(page.get_by_text("Kept vectors (1)")).to_be_visible()
    go(page, "Faces")
    expect(page.get_by_text("What the model gets: 64 × 64 pixels.")).to_be_visible()
    drawn(page)
    assert slider.input_value() == "2" and np.array_equal(picture(page, 0), mine)
    expect(page.get_by_label("Smile (kept)", exact=True)).to_be_attached()
    expect(page.get_by_text("A judge, trained apart, sees: glasses")).to_be_visible()


def test_picks_of_one_page_stay_while_another_is_looked_at(show):
    page = show("build")
    page.get_by_role("radio", name="By hand").click()
    options = page.get_by_role("listbox", name="Copies of held-out faces").get_by_role("option")
    options.nth(2).click()
    expect(page.get_by_role("radio", name="with 1")).to_be_visible()
    expect(page.get_by_text("Difference of means").first).to_be_visible()
    turn(page, 2)
    expect(options.nth(2)).to_have_attribute("aria-selected", "false")  # the other page is there
    options.nth(5).click()
    expect(page.get_by_role("radio", name="with 2")).to_be_visible()
    expect(page.get_by_text("1 more picked on other pages.")).to_be_visible()
    page.get_by_role("radio", name="without").click()
    options.nth(6).click()
    expect(page.get_by_role("radio", name="without 1")).to_be_visible()
    quiet(page)
    go(page, "Faces")
    drawn(page)
    go(page, "Build")
    expect(page.get_by_role("radio", name="with 2")).to_be_visible()
    expect(page.get_by_role("combobox", name=re.compile("Measure it against"))).to_have_value("no label")
    turn(page, 1)
    expect(options.nth(2)).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Forget those").click()
    expect(page.get_by_role("radio", name="with 1")).to_be_visible()
    expect(page.get_by_text("What the 1 picked have")).to_be_visible()
    quiet(page)
    search = page.get_by_role("combobox", name="Search")
    search.click()
    search.fill("no glass")
    page.get_by_role("option", name="no glasses", exact=True).click()
    page.keyboard.press("Escape")
    quiet(page)
    expect(page.get_by_role("radio", name="with 1")).to_be_visible()
    known = codec.load(shelf.find(CARTOON)).held_out["marks"].numpy().astype(bool)
    without = np.count_nonzero(~known[:, marks.index("faces", "glasses")])
    expect(page.get_by_text(f"Page (of {-(-without // 48)})")).to_be_visible()


def test_a_threshold_is_dragged_and_one_face_follows_three_ways(show):
    page = show("build")
    said = page.get_by_text("Right of the line counts as smile")
    expect(said).to_be_visible()
    quiet(page)
    best = int(re.search(r"(\d+) %", said.inner_text())[1])
    threshold = page.get_by_role("slider", name="Threshold")
    threshold.press("End")
    expect(said).not_to_contain_text(f"{best} %")
    assert int(re.search(r"(\d+) %", said.inner_text())[1]) < best
    sent = len(page.watched.sent)
    page.wait_for_function("name => window.__atelier?.[name]?.pending() === 0", arg=f"lab.trio.{CARTOON}")
    after = page.get_by_role("img", name="Logistic regression", exact=True)
    was = pixels(after)
    page.get_by_role("slider", name="Steps along each vector").press("Home")
    page.wait_for_function("name => window.__atelier[name].pending() === 0", arg=f"lab.trio.{CARTOON}")
    assert np.abs(pixels(after).astype(int) - was).max() > 30
    assert len(page.watched.sent) == sent, "the hand needs no server"
    check_big_fits(page)


def test_letters_stay_with_their_faces_when_the_page_is_turned(show):
    page = show("sums")
    said = page.get_by_text("Distances between codes")
    expect(said).to_be_visible()
    quiet(page)
    before = said.inner_text()
    turn(page, 2)
    expect(page.get_by_text("11 more picked on other pages.")).to_be_visible()
    expect(said).to_have_text(before)
    page.get_by_role("radio", name="C 1", exact=True).click()
    page.get_by_role("option").nth(1).click()
    expect(said).not_to_have_text(before)
    after = said.inner_text()
    expect(page.locator('[role="option"][aria-selected="true"]')).to_have_count(1)
    turn(page, 1)
    expect(page.get_by_text("12 more picked on other pages.")).to_be_visible()
    expect(said).to_have_text(after)


def go(page, view: str) -> None:
    page.get_by_role("radiogroup", name="What to do here").get_by_text(view, exact=True).click()
    quiet(page)


def turn(page, number: int) -> None:
    field = page.get_by_role("spinbutton", name=re.compile("Page"))
    field.fill(str(number))
    field.press("Enter")
    quiet(page)


def bring(page, picture: np.ndarray) -> None:
    """One's own face, from a file."""
    page.get_by_text("Your own face", exact=True).click()
    page.get_by_role("button", name="Whoever is in it agrees").click()
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    page.locator('input[type="file"]').set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": content.getvalue()}
    )
    expect(page.get_by_text("What the model gets: 64 × 64 pixels.")).to_be_visible()
    drawn(page)


def test_the_matrix_is_there_at_once_and_own_locks_come_line_by_line(show):
    page = show("effects")
    rows = page.locator(".matrix tbody tr")
    expect(rows).to_have_count(6)
    expect(page.locator(".matrix .waits")).to_have_count(0)
    turned = page.locator(".matrix thead th span").first
    expect(turned).to_have_css(
        "text-orientation", "sideways"
    )  # else Hangul, which stands upright by itself, hangs upside down
    quiet(page)
    check_big_fits(page)
    page.get_by_role("combobox", name="Lock").click()
    page.get_by_role("option", name="hat", exact=True).click()
    page.keyboard.press("Escape")
    expect(rows).to_have_count(11)  # a hat does not lock itself
    expect(page.get_by_text("Where the leak comes from")).to_be_visible()
    expect(page.locator(".matrix .waits")).to_have_count(0)
    expect(page.get_by_text("with locks").first).to_be_visible()
    expect(page.get_by_text(re.compile("the largest change of a locked concept went from")).first).to_be_visible()
    drawn = "name => window.__atelier?.[name]?.pending() === 0"
    page.wait_for_function(drawn, arg="effects.matrix")
    assert len(np.unique(pixels(page.locator(".matrix canvas").first))) > 10


def test_ones_own_face_comes_from_a_file_and_leaves_no_trace(show, server):
    page = show("faces", ready=True)
    before = written(server.home)
    page.get_by_text("Your own face", exact=True).click()
    page.get_by_role("button", name="Whoever is in it agrees").click()
    content = io.BytesIO()
    Image.fromarray(two_people()).save(content, "PNG")
    page.locator('input[type="file"]').set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": content.getvalue()}
    )
    expect(page.get_by_text("2 faces were found. Which one?")).to_be_visible()
    expect(page.get_by_text("What the model gets: 64 × 64 pixels.")).to_be_visible()
    drawn(page)
    first = picture(page, 0)
    page.get_by_role("button", name="Face 2", exact=True).click()
    quiet(page)
    drawn(page)
    assert np.abs(picture(page, 0).astype(int) - first).max() > 30
    box = page.get_by_role("application", name=re.compile("Crop box"))
    for seen in (box, page.get_by_role("img", name=re.compile("After")), page.get_by_label("Black hair", exact=True)):
        expect(seen).to_be_in_viewport(ratio=0.99)
    slider = page.get_by_label("Glasses", exact=True)
    slider.fill("2")
    slider.dispatch_event("change")
    expect(page.get_by_text("A judge, trained apart, sees: glasses")).to_be_visible()
    assert written(server.home) == before
    page.get_by_role("button", name="Forget my picture").click()
    expect(page.get_by_role("button", name="Whoever is in it agrees")).to_be_visible()


def written(home: Path) -> set[Path]:
    """All files but those that a server notes while it warms up: picture sets, weights files, how this machine rounds."""
    own = [*home.glob("cache/pictures/*/*"), *home.glob("cache/sha256/*"), *home.glob("cache/arithmetic.*")]
    return {path for path in home.rglob("*") if path.is_file()}.difference(own)


def two_people() -> np.ndarray:
    """A wide picture: the second face is smaller."""
    wide = np.full((300, 640, 3), 170, np.uint8)
    wide[20:276, 20:276] = faces.draw({"smile": -1, "glasses": 0, "hat": 0}, 256)
    wide[60:252, 400:592] = faces.draw({"smile": 1, "glasses": 0, "hat": 0, "skin": 0.6}, 192)
    return wide


def test_arithmetic_on_clicked_faces(show):
    page = show("sums")
    expect(page.get_by_text("The nearest of 989 other held-out faces, as copies.")).to_be_visible()
    quiet(page)
    said = page.get_by_text("Distances between codes").inner_text()
    page.get_by_role("radio", name="C 1", exact=True).click()
    free = page.locator('[role="option"][aria-selected="false"]').first
    free.click()
    expect(page.get_by_text("Distances between codes")).not_to_have_text(said)
    quiet(page)
    check_big_fits(page)


def test_it_fits_a_phone(open_page, server):
    page = open_page(width=390, height=800)
    page.goto(f"{server.url}/concepts?view=faces&model={CARTOON}")
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.watched.errors == [] and page.watched.outside == []
