"""The flow in a real browser: its sums are the engine's, time is under the hand, and what is drawn is learnt and heard."""

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect

from engine.data.drawn import strokes
from engine.lessons.flow import paths, samplers
from engine.lessons.flow.plane import model, train
from engine.lessons.flow.plane.config import FlowConfig
from engine.weights import shelf

SUMS = """([x, data, t]) => {
  const { state } = window.__atelier.flow.flow;
  const [from, ends] = [Float32Array.from(x), Float32Array.from(data)];
  const field = state.field.copy();
  const said = ['velocity', 'noise', 'score'].map((as) => Array.from(field.said(as, from, x.length / 2, 0.4)));
  const walks = [['euler', 3], ['heun', 12]].map(([name, steps]) => Array.from(new window.__atelier.flow.maths.Walk(field, name, from, steps).work().last));
  const loss = field.loss(ends, from, Float32Array.from(t), t.length);
  return { said, walks, loss, slopes: Array.from(field.net.slopes) };
}"""


@pytest.fixture
def flow(page: Page, parts) -> Page:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{parts.url}/flow_app")
    page.wait_for_function("window.__atelier?.flow?.flow.walk")
    return page


def test_its_sums_are_the_engines(flow):
    here = model.load(shelf.find("flow-letters"))
    chance = np.random.default_rng(0)
    x, data = chance.normal(size=(2, 40, 2)).astype(np.float32)
    t = chance.uniform(size=(40, 1)).astype(np.float32)
    found = flow.evaluate(SUMS, [x.ravel().tolist(), data.ravel().tolist(), t.ravel().tolist()])
    v = here.velocity(x, 0.4)
    wanted = (v, paths.noise_from_velocity(v, x, 0.4), paths.score_from_velocity(v, x, 0.4))
    for said, right in zip(found["said"], wanted, strict=True):
        np.testing.assert_allclose(np.reshape(said, (-1, 2)), right, atol=2e-3)
    for made, (sampler, steps) in zip(found["walks"], (("euler", 3), ("heun", 12)), strict=True):
        np.testing.assert_allclose(
            np.reshape(made, (-1, 2)), samplers.sample(sampler, here.velocity, x, steps), atol=0.01
        )

    here.field.requires_grad_(True)
    loss = train.cost(here.field, *map(torch.from_numpy, (data, x, t)), FlowConfig())
    slopes = torch.autograd.grad(loss, list(here.field.parameters()))
    assert found["loss"] == pytest.approx(float(loss.detach()), rel=1e-3)
    np.testing.assert_allclose(found["slopes"], torch.cat([one.flatten() for one in slopes]), atol=2e-3)


def test_time_goes_where_the_hand_moves_it_and_a_drawing_is_learnt_and_heard(flow):
    slider = flow.get_by_label("Time, from noise to data")
    slider.fill("0")
    expect(flow.get_by_text("Time 0: a cloud of noise.")).to_be_visible()
    slider.fill("1")
    expect(flow.get_by_text("Time 1: the points have arrived.")).to_be_visible()

    flow.get_by_role("button", name="Draw your own").click()
    plane = flow.locator(".flow canvas.plane")
    plane.focus()
    for _stroke in range(2):
        plane.press("ArrowRight")
        plane.press(" ")
    flow.get_by_role("button", name="Use it").click()
    expect(flow.get_by_text("The network learns your drawing here")).to_be_visible()
    heard = flow.get_by_text("heard", exact=False)
    expect(heard).not_to_contain_text("None")
    dots = strokes.read(heard.inner_text().removeprefix("heard "))
    np.testing.assert_allclose(np.concatenate(dots), [[0.1, 0], [0.2, 0]], atol=0.04)
