"""Pictures made on the visitor's own graphics card: the engine's to a level or two, while the hand still draws; without one, as ever.

Chromium brings a card made of software, which is right and slow."""

import base64
import json
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect

from engine.lessons.translate import graphics, model
from engine.lessons.translate.network import ResNet, UNet
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.setup import critic_of_pairs
from engine.weights import checkpoint
from engine.weights.graphics import as_bytes
from playground.components.shared import assets
from tests.browser import conftest
from tests.browser.lessons.test_pix2pix import drag, opened, run
from tests.browser.tabs import Tabs

run = run  # a fixture of another module

FLAGS = (
    *(flag for flag in conftest.FLAGS if flag != "--disable-gpu"),
    *(
        "--enable-unsafe-webgpu",
        "--use-webgpu-adapter=swiftshader",
        "--enable-features=Vulkan",
        "--use-vulkan=swiftshader",
    ),
)

HARNESS = """
async ({ plan, rgba, wish, mask, turns }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const all = bytes(plan);
  const length = new DataView(all.buffer).getUint32(0, true);
  const about = JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length)));
  const floats = all.slice(4 + length, 4 + length + about.floats);
  const packed = { ...about, floats, shorts: all.slice(4 + length + about.floats) };
  if (await openGenerator(packed, 0)) throw new Error("A card that is too slow was taken.");
  const net = await openGenerator(packed, Infinity);
  const times = [];
  let made = null;
  for (let turn = 0; turn < turns; turn++) {
    const began = performance.now();
    made = await net.run(bytes(rgba), { ...wish, mask: mask ? bytes(mask) : null });
    times.push(performance.now() - began);
  }
  net.close();
  return { made: [...made], times };
}
"""


@pytest.fixture(scope="module")
def tabs_with_a_card(browser):
    chromium = browser.browser_type.launch(executable_path=conftest.installed(), args=FLAGS)
    yield Tabs(chromium)
    chromium.close()


@pytest.fixture
def page(tabs_with_a_card, server) -> Page:
    page = tabs_with_a_card.take(1280, 720)
    page.add_init_script("(window.__atelier ??= {}).slowest = Infinity")
    yield page
    assert page.watched.errors == []
    tabs_with_a_card.give_back(page)


def generators():
    """Of each kind, one that was never trained but does something."""
    torch.manual_seed(3)
    yield "unet", UNet(8, 3, "resize", 0.5, False), (16, 48), 7, 1.0
    yield "unet without skips", UNet(4, 2, "resize", 0.0, False, skips=False, grain=True), (16, 24), None, 0.4
    painter = ResNet(8, 2, "resize", True, grain=True)
    torch.nn.init.normal_(painter.last.convolution.weight, std=0.3)
    yield "resnet", painter, (19, 30), None, 0.6
    yield "resnet without detail", ResNet(4, 1, "resize", False, detail=False, skips=False), (24, 18), None, 0.5


def on_the_card(page: Page, path: Path, given: np.ndarray, *, back=False, seed=None, strength=1.0, turns=1):
    """The picture, and the milliseconds of each turn. The page is one of this computer: others have no card."""
    size, residual = given.shape[:2], model.opened(path, back).network.residual
    plan = graphics.plan_of(path, back, *size)
    kept = graphics.kept(path, plan, seed) if seed else b""
    page.add_script_tag(content=assets.read("weights/graphics.js"))
    told = {
        "plan": base64.b64encode(as_bytes("one", plan)).decode(),
        "rgba": base64.b64encode(np.dstack([given, np.full(size, 255, np.uint8)]).tobytes()).decode(),
        "wish": {"strength": strength, "inner": strength if residual else 1},
        "mask": base64.b64encode(kept).decode(),
        "turns": turns,
    }
    found = page.evaluate(HARNESS, told)
    return np.array(found["made"], np.uint8).reshape(*size, 4)[:, :, :3], found["times"]


@pytest.mark.parametrize("case", list(generators()), ids=lambda case: case[0])
def test_the_card_makes_the_picture_of_the_engine(page, server, tmp_path, case):
    _name, network, size, seed, strength = case
    path, config = tmp_path / "one.safetensors", PairConfig(critic_width=4, patch="16")
    card = {"lesson": "pix2pix", "config": {}, "step": 1}
    checkpoint.save_weights(path, {"generator": network, "critic": critic_of_pairs(config)}, card)
    given = np.random.default_rng(0).integers(0, 256, (*size, 3), np.uint8)
    wanted = model.opened(path).translate(given, strength, seed)
    assert np.abs(wanted.astype(int) - given).mean() > 3, "it does something"

    page.goto(f"{server.url}/_stcore/health")
    made, _times = on_the_card(page, path, given, seed=seed, strength=strength)
    assert np.abs(made.astype(int) - wanted).max() <= 2


def test_what_a_browser_cannot_take_stays_with_the_server():
    about = {"width": 16, "depth": 4, "grow": "resize"}
    assert graphics.fits(about, 256, 256) and graphics.fits({"width": 48, "grow": "resize"}, 171, 256)
    for other, size in (
        ({"width": 6}, (256, 256)),
        ({"grow": "transposed"}, (256, 256)),
        ({"norms": "layer"}, (256, 256)),
        ({}, (256, 240)),
        ({}, (544, 544)),
    ):
        assert not graphics.fits(about | other, *size)


def test_the_picture_follows_the_hand_and_the_server_takes_over_when_the_card_is_lost(page, server, run):
    opened(page, server, run, "&map=scene:lake:6000", picture=".making[data-made]")
    made = page.locator(".making")
    expect(made.get_by_text(re.compile(r"^Made on your own graphics card in [\d,]+ ms\.$"))).to_be_visible()
    before = made.get_attribute("data-made")
    picture = made.locator("canvas").evaluate("one => one.toDataURL()")
    page.watched.sent.clear()
    drag(page, (0.2, 0.2), (0.8, 0.8), lift=False)
    expect(made).not_to_have_attribute("data-made", before)
    assert page.watched.sent == [], "nobody asked the server"
    page.mouse.up()
    conftest.quiet(page)
    assert made.locator("canvas").evaluate("one => one.toDataURL()") != picture

    page.evaluate("async () => (await window.__atelierCard).device.destroy()")
    expect(page.get_by_alt_text("The picture that")).to_be_visible()
    expect(made).to_have_count(0)
    assert json.loads(run.path.joinpath("status.json").read_text())["state"] == "finished"
