"""Translating by hand: bring a picture, swap the direction and meet the guard, move the lens over the critic's map."""

import io
import re

import numpy as np
import pytest
import torch
from PIL import Image
from playwright.sync_api import Page, expect

from engine.core import config as configs
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.setup import critic, generator
from engine.runs import store
from engine.runs.run import Status
from engine.weights import checkpoint
from tests.browser import conftest


@pytest.fixture
def translator(hers) -> str:
    """A finished run on photographs and Monet that never learnt. Its pictures are small, so that a busy machine is quick."""
    torch.manual_seed(0)
    config = CycleConfig(data="monet", width=4, blocks=1, critic_width=4, residual=False, patch="70")
    run = store.create("cyclegan", config, title="By hand")
    networks = {
        "to_b": generator(config),
        "to_a": generator(config),
        "critic_b": critic(config),
        "critic_a": critic(config),
    }
    checkpoint.save_weights(run.weights, networks, {"lesson": "cyclegan", "config": configs.to_dict(config), "step": 1})
    run.write_status(Status(state="finished", step=1, steps=1))
    return run.id


@pytest.fixture
def picture(tmp_path):
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (90, 120, 3), dtype=np.uint8)).save(tmp_path / "mine.png")
    return tmp_path / "mine.png"


def shown(page: Page, server, link: str) -> Page:
    page.goto(f"{server.url}/cyclegan?{link}")
    expect(page.get_by_role("listbox", name="Picture to translate")).to_be_visible()
    conftest.quiet(page)
    return page


def test_a_picture_is_brought_translated_taken_away_and_the_direction_swapped(page, server, translator, picture):
    shown(page, server, f"view=translate&model={translator}")
    expect(page.get_by_alt_text("Summer Palace, translated to paintings by Monet")).to_be_visible()
    page.get_by_role("button", name="Your own").click()
    page.locator('input[type="file"]').first.set_input_files(picture)
    expect(page.get_by_alt_text("mine, translated to paintings by Monet")).to_be_visible()
    page.keyboard.press("Escape")
    conftest.quiet(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download PNG").click()
    with Image.open(io.BytesIO(waiting.value.path().read_bytes())) as made:
        assert made.format == "PNG" and made.size == (120, 90) and "way=" not in made.info["Atelier"]
    before_and_after(page)

    page.get_by_role("button", name="Swap", exact=True).click()
    expect(page.get_by_alt_text("mine, translated to photographs")).to_be_visible()
    page.wait_for_url(re.compile("way=back"))


def before_and_after(page: Page) -> None:
    """The line follows hand and keys, both pictures come nearer in step, and their difference glows: the server hears of none."""
    wipe, line = page.locator(".wipe"), page.get_by_role("slider", name="Line between the pictures")
    box = wipe.locator(".stage").bounding_box()

    def at(x: float, y: float = 0.5) -> tuple[float, float]:
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    page.mouse.move(*at(0.5))
    page.mouse.down()
    page.mouse.move(*at(0.25), steps=4)
    page.mouse.up()
    expect(wipe).to_have_attribute("data-share", re.compile(r"^0\.2[45]"))
    page.keyboard.press("ArrowRight")
    expect(line).to_have_attribute("aria-valuenow", "27")
    page.keyboard.press("+")
    expect(wipe).to_have_attribute("data-scale", "1.50")
    moved = wipe.locator("img").evaluate_all("all => all.map((one) => one.style.transform)")
    assert moved[0] == moved[1] and "scale(1.5)" in moved[0]
    wipe.get_by_role("radio", name="Side by side").click()
    boxes = [one.bounding_box() for one in wipe.locator(".pane:not(.heat)").all()]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"] and boxes[0]["y"] == boxes[1]["y"]
    wipe.get_by_role("radio", name="Difference").click()
    expect(wipe).to_have_attribute("data-glows", re.compile("."))
    brightest = "one => Math.max(...one.getContext('2d').getImageData(0, 0, one.width, one.height).data.filter((_, k) => k % 4 == 0))"
    assert wipe.locator(".heat canvas").evaluate(brightest) > 100
    expect(page.get_by_role("img", name=re.compile("They differ by"))).to_be_visible()


def test_the_guard_warns_of_a_photograph_that_is_to_become_one(page, server, translator):
    shown(page, server, f"view=translate&model={translator}")
    expect(page.get_by_alt_text("Summer Palace, translated to paintings by Monet")).to_be_visible()
    conftest.quiet(page)
    before = page.get_by_role("alert").count()
    page.get_by_role("button", name="Swap", exact=True).click()
    expect(page.get_by_alt_text("Summer Palace, translated to photographs")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(before + 1)


def test_the_lens_follows_the_pointer_and_the_keys_without_the_server(page, server, translator):
    shown(page, server, f"view=lens&model={translator}")
    stage = page.get_by_role("application", name="Summer Palace, translated")
    expect(stage).to_be_visible()
    box = stage.bounding_box()
    host, patch = page.locator(".lens"), page.locator(".lens .patch")
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
    expect(host).to_have_attribute("data-field", "70")
    conftest.quiet(page)
    sent = len(page.watched.sent)

    def state() -> dict:
        found = host.evaluate("(node) => ({...node.dataset})")
        return found | {
            "frame": patch.evaluate("(node) => node.getAttribute('style')"),
            "said": page.locator(".lens .badge").inner_text(),
        }

    before = state()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.7)
    expect(host).not_to_have_attribute("data-column", before["column"])
    after = state()
    assert after["frame"] != before["frame"] and after["verdict"] != before["verdict"]
    assert float(after["said"].replace("−", "-")) == pytest.approx(float(after["verdict"]), abs=0.006)

    stage.focus()
    page.keyboard.press("Home")
    expect(host).not_to_have_attribute("data-column", after["column"])
    middle = int(host.get_attribute("data-column"))
    page.keyboard.press("ArrowLeft")
    expect(host).to_have_attribute("data-column", str(middle - 1))
    page.keyboard.press("Shift+ArrowRight")
    expect(host).to_have_attribute("data-column", str(middle + 4))
    assert len(page.watched.sent) == sent, "the server heard nothing"

    page.get_by_role("radio", name="Whole").click()
    expect(page.get_by_text("No critic here has learnt")).to_be_visible()
    expect(host).to_have_attribute("data-field", "286")
    expect(page.locator(".lens .badge")).to_be_hidden()


@pytest.mark.parametrize("view", ["translate", "lens"])
def test_the_page_fits_its_window(page, server, translator, view):
    shown(page, server, f"view={view}&model={translator}")
    conftest.check_it_fits(page, 1280, 390)
