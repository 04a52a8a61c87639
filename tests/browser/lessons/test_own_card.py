"""Pictures made on the visitor's own graphics card: the engine's to a level or two, while the hand still draws; without one, as ever.

Chromium brings a card made of software, which is right and slow."""

import base64
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from playwright.sync_api import Page, expect

from engine.data import gallery
from engine.data.uploads import single
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.network import CompactEye
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.brush import graphics as brush_graphics
from engine.lessons.paint.brush import model as brush_model
from engine.lessons.paint.brush.network import Brush
from engine.lessons.paint.instant import graphics as instant_graphics
from engine.lessons.paint.instant import model as instant_model
from engine.lessons.paint.instant.network import Painter
from engine.lessons.translate import graphics, model
from engine.lessons.translate.network import ResNet, UNet
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.setup import critic_of_pairs
from engine.weights import checkpoint, shelf
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
async ({ plan, weights, asked, turns }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const opened = (text) => {
    const all = bytes(text);
    const length = new DataView(all.buffer).getUint32(0, true);
    const about = JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length)));
    const floats = new Float32Array(all.slice(4 + length, 4 + length + about.floats).buffer);
    return { ...about, floats, shorts: all.slice(4 + length + about.floats) };
  };
  const own = opened(plan);
  const packed = weights ? { ...own, ...opened(weights), grain: own.floats } : own;
  if (await openOnCard(packed, 0)) throw new Error("A card that is too slow was taken.");
  const net = await openOnCard(packed, 1e9);
  const [times, pictures] = [[], []];
  for (const { rgba, wish, mask } of asked) {
    let made = null;
    for (let turn = 0; turn < turns; turn++) {
      const began = performance.now();
      made = await net.run(bytes(rgba), { ...wish, given: rgba, mask: mask ? bytes(mask) : null });
      times.push(performance.now() - began);
    }
    pictures.push([...made]);
  }
  net.close();
  return { pictures, times };
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
    wish = {"strength": strength, "inner": strength if residual else 1}
    asked = {"rgba": in_text(with_alpha(given)), "wish": wish, "mask": in_text(kept)}
    found = computed(page, {"plan": in_text(as_bytes("one", plan)), "asked": [asked], "turns": turns})
    return picture(found["pictures"][0], size), found["times"]


def computed(page: Page, told: dict) -> dict:
    if page.evaluate("typeof openOnCard") == "undefined":
        files = ("kernels", "graphics", "painter")
        page.add_script_tag(content=assets.read("shared/numbers.js", *(f"weights/{name}.js" for name in files)))
    return page.evaluate(HARNESS, told)


def in_text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def with_alpha(given: np.ndarray) -> bytes:
    return np.dstack([given, np.full(given.shape[:2], 255, np.uint8)]).tobytes()


def picture(levels: list[int], size: tuple[int, ...]) -> np.ndarray:
    return np.array(levels, np.uint8).reshape(*size, 4)[:, :, :3]


def test_the_card_makes_the_pictures_of_the_engine(page, server, tmp_path):
    page.goto(f"{server.url}/_stcore/health")
    for kind, network, size, seed, strength in generators():
        path, config = tmp_path / f"{kind}.safetensors", PairConfig(critic_width=4, patch="16")
        card = {"lesson": "pix2pix", "config": {}, "step": 1}
        checkpoint.save_weights(path, {"generator": network, "critic": critic_of_pairs(config)}, card)
        given = np.random.default_rng(0).integers(0, 256, (*size, 3), np.uint8)
        wanted = model.opened(path).translate(given, strength, seed)
        assert np.abs(wanted.astype(int) - given).mean() > 3, f"{kind} does something"
        made, _times = on_the_card(page, path, given, seed=seed, strength=strength)
        assert np.abs(made.astype(int) - wanted).max() <= 2, kind

    brush, size = Brush(8, 2), (19, 30)
    torch.nn.init.normal_(brush.last.weight, std=0.05)
    given = gallery.picture("scene:lake", 96)[20 : 20 + size[0], : size[1]]
    wanted = brush_model.Brush(brush.eval(), {}).paint(given)
    assert wanted.std() > 20, "the brush paints something"
    asked = [{"rgba": in_text(with_alpha(given)), "wish": {"strength": 1, "inner": 1}}]
    plan = as_bytes("one", brush_graphics.plan_of(brush, *size))
    (made,) = computed(page, {"plan": in_text(plan), "asked": asked, "turns": 1})["pictures"]
    assert np.abs(picture(made, size).astype(int) - wanted).max() <= 2, "brush"


@pytest.fixture
def small_painter(tmp_path, monkeypatch):
    """An eye and a painter that look as the shipped ones do, with few channels; neither has learnt anything."""
    torch.manual_seed(5)
    eye, painter = CompactEye([8, 8, 12, 8, 8], [4, 8, 12, 8, 8]), Painter([4, 8, 12, 8], [8, 4, 12])
    for layer in (*eye.modules(), *painter.modules()):
        if isinstance(layer, torch.nn.Conv2d):
            torch.nn.init.kaiming_normal_(layer.weight)
        if isinstance(layer, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(layer.running_mean, -0.3, 0.3)
            torch.nn.init.uniform_(layer.running_var, 0.5, 2)
    torch.nn.init.normal_(painter.film.weight, std=0.05)
    for name, networks in (("eye", {"eye": eye}), ("instant", {"painter": painter})):
        card = {"lesson": name, "config": {}, "step": 1}
        checkpoint.save_weights(tmp_path / f"{name}.safetensors", networks, card)
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    kept = instant_model.load, instant_model.looked_at, instant_model.of_picture, eye_model.load
    kept = *kept, instant_graphics.networks
    for one in kept:
        one.cache_clear()
    yield instant_model.load()
    for one in kept:
        one.cache_clear()


def test_the_card_paints_as_the_engine_does_whatever_style_strength_and_picture(page, server, small_painter):
    """One net paints all of them, and looks anew at another picture alone."""
    size = (22, 34)
    one, other = (gallery.picture(name, 96)[: size[0], : size[1]] for name in ("photo:china", "scene:lake"))
    blend = [
        paint_inputs.style(name, weight, 64) for name, weight in (("painting:waves", 2.0), ("painting:quilt", 1.0))
    ]
    asked, wanted = [], []
    for given, styles, strength in (
        (one, blend[:1], 1),
        (one, blend, 1),
        (one, blend, 0.4),
        (one, blend, 0),
        (other, blend, 1),
    ):
        wish = {"strength": strength, "style": in_text(instant_graphics.code(styles))}
        asked.append({"rgba": in_text(with_alpha(given)), "wish": wish})
        wanted.append(small_painter.paint(given, styles, strength))
    assert all(np.abs(a.astype(int) - b).max() > 8 for a, b in pairwise(wanted)), "each is another one"

    page.goto(f"{server.url}/_stcore/health")
    plan, weights = instant_graphics.steps("one", *size), instant_graphics.weights()
    found = computed(page, {"plan": in_text(plan), "weights": in_text(weights), "asked": asked, "turns": 1})
    for levels, painted in zip(found["pictures"], wanted, strict=True):
        assert np.abs(picture(levels, size).astype(int) - painted).max() <= 2


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


def test_a_click_on_a_style_is_painted_by_the_card_and_by_the_server_when_it_is_lost(page, server, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(server.home))
    given = gallery.picture("scene:lake", 96)[30:38, 40:56]
    content = f"own:{single.keep(given)}"
    page.goto(f"{server.url}/style?content={content}&styles=painting:waves")
    made = page.locator(".making[data-made]")
    expect(made).to_be_visible()
    conftest.quiet(page)
    before = made.get_attribute("data-made")
    page.get_by_role("listbox", name="Styles").get_by_role("option", name=re.compile("^The Starry Night")).click()
    expect(made).not_to_have_attribute("data-made", before)
    expect(page.get_by_text(re.compile("in the style of The Starry Night, painted in one pass.$"))).to_be_visible()
    levels = made.locator("canvas").evaluate(
        "one => [...one.getContext('2d').getImageData(0, 0, one.width, one.height).data]"
    )
    page.evaluate("async () => (await window.__atelierCard).device.destroy()")
    expect(made).to_have_count(0)
    painted = page.get_by_role("img", name="in the style of The Starry Night")
    expect(painted).to_be_visible()
    content = base64.b64decode(painted.get_attribute("src").partition("base64,")[2])
    wanted = np.asarray(Image.open(io.BytesIO(content)))
    assert np.abs(picture(levels, given.shape[:2]).astype(int) - wanted).max() <= 2
