"""The toy in a real browser: its sums are the engine's, and every knob does what it says, and nothing else."""

import re

import pytest
import torch
from playwright.sync_api import Page, expect
from torch import optim
from torch.nn.utils import parameters_to_vector

from engine.core import config as configs
from engine.data.drawn import points
from engine.lessons import distances
from engine.lessons.compete.fields import OBJECTIVES
from engine.lessons.compete.points import train
from engine.lessons.compete.points.config import PointsConfig
from engine.lessons.compete.points.network import Discriminator, Generator
from engine.lessons.compete.points.train import MEMORY
from engine.lessons.compete.prior import noise


@pytest.fixture(scope="session")
def app(parts) -> str:
    """The address of the small app."""
    return f"{parts.url}/toy_app"


def opened(page: Page, app, **settings) -> Page:
    page.goto(f"{app}?{'&'.join(f'{name}={value}' for name, value in settings.items())}")
    page.wait_for_function("window.__atelier?.toy?.toy.state.game")
    return page


def paused(page: Page, app, **settings) -> Page:
    opened(page, app, **settings)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play", exact=True).first).to_be_visible()
    return page


def weights(page: Page) -> dict[str, list[float]]:
    return page.evaluate("Object.fromEntries(['g', 'd'].map((who) => [who, window.__atelier.toy.weights(who)]))")


def steps(page: Page) -> int:
    return page.evaluate("window.__atelier.toy.toy.state.game.rounds")


PLAY = """([config, weights, batches]) => {
  const game = new window.__atelier.toy.maths.Game(config, new Float32Array(2 * config.batch));
  game.g.weights.set(weights[0]);
  game.d.weights.set(weights[1]);
  const said = batches.map(([x, z, share, again, beside]) => {
    const d = game.teach(Float32Array.from(x), Float32Array.from(z), game.rules.penalised ? Float32Array.from(share) : null);
    const g = game.improve(Float32Array.from(again), game.rules.relative ? Float32Array.from(beside) : null);
    return [d.loss, d.real, d.made, d.size, g.loss, g.size];
  });
  return [said, Array.from(game.g.weights), Array.from(game.d.weights)];
}"""


@pytest.fixture(scope="module")
def sums(browser, app):
    """A page of the app, only to do sums in."""
    page = browser.new_page()
    yield opened(page, app)
    page.close()


# Where a leaky unit sees all points from one side, hinge and WGAN pull at its bias with nothing but rounding errors, and
# Adam makes whole steps of them: there the two may differ. A smooth unit shows all the same sums.
CASES = [(name, "tanh", 3, 1) for name in OBJECTIVES] + [
    (name, activation, 2, 2)
    for name in ("non-saturating", "minimax", "least-squares")
    for activation in ("leaky-relu", "relu")
]


@pytest.mark.parametrize(("objective", "activation", "layers", "latent"), CASES)
def test_five_steps_end_on_the_same_numbers_as_torch(sums, objective, activation, layers, latent):
    config = PointsConfig(
        objective=objective,
        activation=activation,
        layers=layers,
        latent=latent,
        width=12,
        batch=16,
        smoothing=0.1,
        generator_rate=0.01,
        discriminator_rate=0.01,
    )
    torch.manual_seed(3)
    g, d = Generator(latent, 12, layers, activation), Discriminator(12, layers, activation)
    g_adam, d_adam = (optim.Adam(one.parameters(), betas=(config.momentum, MEMORY)) for one in (g, d))
    start = [parameters_to_vector(one.parameters()).tolist() for one in (g, d)]
    batches, wanted = [], []
    for seed in range(5):
        x, share = torch.from_numpy(points.draw("ring", 16, seed)), torch.rand(16, 1)
        z, again = noise("normal", 16, latent), noise("normal", 16, latent)
        beside = torch.from_numpy(points.draw("ring", 16, seed + 9))
        batches.append([one.flatten().tolist() for one in (x, z, share, again, beside)])
        taught = train.teach(g, d, d_adam, x, z, share, config)
        improved = train.improve(g, d, g_adam, again, config, beside if objective == "relativistic" else None)
        names = ("discriminator loss", "D(x)", "D(G(z))", "gradient of D", "generator loss", "gradient of G")
        wanted.append([float((taught | improved)[name]) for name in names])
    said, *ended = sums.evaluate(PLAY, [configs.to_dict(config), start, batches])
    ends = [parameters_to_vector(one.parameters()).tolist() for one in (g, d)]
    if (
        objective == "relativistic"
    ):  # nothing but rounding errors pulls at D's last bias: only differences of what it says count
        for lines in (said, wanted):
            lines[:] = [[loss, real - made, *others] for loss, real, made, *others in lines]
        for weights in (ended[1], ends[1]):
            weights.pop()
    for found, expected in zip(said, wanted, strict=True):
        assert found == pytest.approx(expected, rel=1e-4, abs=1e-6)
    for found, expected in zip(ended, ends, strict=True):
        assert found == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_distance_and_reach_are_the_engines(sums):
    made, real = points.draw("ring", 500, 1), points.draw("eight", 500, 2)
    found = sums.evaluate(
        """([made, real]) => {
          const { Ruler, Reach } = window.__atelier.toy.maths;
          const measuring = new Ruler(500).measure(Float32Array.from(made), Float32Array.from(real));
          let slice;
          do slice = measuring.next(); while (!slice.done);
          return { ...slice.value, reached: new Reach(Float32Array.from(real)).share(Float32Array.from(made)) };
        }""",
        [made.flatten().tolist(), real.flatten().tolist()],
    )
    assert found["found"] == pytest.approx(distances.sliced(made, real), rel=1e-4)
    assert found["reached"] == pytest.approx(distances.reached(made, real), abs=0.003)
    wanted = distances.measured(made, real)
    assert found["high"] - found["found"] == pytest.approx(wanted.high - distances.sliced(made, real), rel=0.3)


def test_it_plays_by_itself_and_pauses(page, app):
    opened(page, app)
    page.wait_for_function("window.__atelier.toy.toy.state.game.rounds > 20")
    page.get_by_role("button", name="Pause").click()
    stood = steps(page)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert steps(page) == stood
    page.get_by_role("button", name="Play", exact=True).first.click()
    page.wait_for_function("before => window.__atelier.toy.toy.state.game.rounds > before + 5", arg=stood)


def test_each_frame_that_the_browser_grants_is_a_new_picture_and_the_server_hears_nothing(page, app):
    opened(page, app)
    page.wait_for_function("window.__atelier.toy.frames > 10")
    page.watched.sent.clear()
    drawn = page.evaluate(
        """() => new Promise((done) => {
          const first = window.__atelier.toy.frames;
          let granted = 0;
          const count = () => (++granted === 60 ? done(window.__atelier.toy.frames - first) : requestAnimationFrame(count));
          requestAnimationFrame(count);
        })"""
    )
    assert drawn >= 58
    assert page.watched.sent == []


def test_d_once_changes_d_only_and_g_once_g_only(page, app):
    paused(page, app)
    before = weights(page)
    page.get_by_role("button", name="Train D once").click()
    expect(page.locator(".told")).to_contain_text(
        re.compile(r"D has learnt from 128 real and 128 made points: .*G stood still")
    )
    middle = weights(page)
    assert middle["g"] == before["g"] and middle["d"] != before["d"]
    expect(page.locator('[data-who="discriminator"]')).to_have_class(re.compile("lit"))
    page.get_by_role("button", name="Train G once").click()
    expect(page.locator(".told")).to_contain_text("G has learnt from what D says of 128 made points")
    after = weights(page)
    assert after["d"] == middle["d"] and after["g"] != middle["g"]
    expect(page.locator('[data-who="generator"]')).to_have_class(re.compile("lit"))


def test_while_only_d_learns_g_stands_still(page, app):
    opened(page, app)
    page.get_by_role("radio", name="Only D").click()
    before = weights(page)
    page.wait_for_function(
        "before => window.__atelier.toy.toy.state.game.rounds > before + 10",
        arg=steps(page),
    )
    after = weights(page)
    assert after["g"] == before["g"] and after["d"] != before["d"]


def test_while_one_learns_the_other_is_asked_too(page, app):
    paused(page, app)
    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".charts")).to_contain_text("?")
    page.get_by_role("button", name="Train G once").click()
    expect(page.locator(".charts")).not_to_contain_text("?")
    page.get_by_role("radio", name="Only G").click()
    page.get_by_role("button", name="Play", exact=True).first.click()
    page.wait_for_function("window.__atelier.toy.toy.state.game.rounds > 30")
    expect(page.locator(".charts")).not_to_contain_text("?")


@pytest.mark.parametrize("turn", ["discriminator", "generator"])
def test_to_ask_who_stands_still_leaves_the_game_as_it_is(sums, turn):
    config = configs.to_dict(PointsConfig(turn=turn, objective="wgan-gp", batch=16, width=8))
    asked, unasked = sums.evaluate(
        """([config, train]) => [true, false].map((asks) => {
          const game = new window.__atelier.toy.maths.Game(config, Float32Array.from(train));
          for (let half = 0; half < 5; half++) {
            const { who } = game.half();
            if (asks) game.bystander(who);
          }
          return [Array.from(game.g.weights), Array.from(game.d.weights)];
        })""",
        [config, points.draw("ring", 64, 0).flatten().tolist()],
    )
    assert asked == unasked


def test_k_acts_while_it_plays_and_python_hears_of_it(page, app):
    opened(page, app)
    page.get_by_label("Steps of D for each one of G").fill("4")
    page.keyboard.press("Tab")
    expect(page.get_by_text(re.compile(r"^heard .*'k': 4"))).to_be_visible()
    taught = page.evaluate(
        """() => {
          const { game } = window.__atelier.toy.toy.state;
          while (game.next !== "generator") game.half();
          game.half();
          const turns = [];
          for (let half = 0; half < 5; half++) turns.push(game.half().who[0]);
          return turns.join("");
        }"""
    )
    assert taught == "ddddg"
    stood = steps(page)
    page.wait_for_function("before => window.__atelier.toy.toy.state.game.rounds > before", arg=stood)


def test_a_learning_rate_moves_without_a_new_game(page, app):
    paused(page, app)
    page.get_by_role("button", name="Train D once").click()
    before = weights(page)
    slider = page.get_by_role("slider", name="Generator's learning rate")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_function("window.__atelier.toy.toy.state.config.generator_rate === 0.00001")
    expect(page.get_by_text(re.compile("^heard .*'generator_rate': 1e-05"))).to_be_visible()
    assert weights(page) == before


def test_reset_begins_again_just_so_and_a_new_seed_otherwise(page, app):
    paused(page, app)
    page.get_by_role("button", name="Reset").click()
    first = weights(page)
    page.get_by_role("button", name="Train D once").click()
    page.get_by_role("button", name="Train G once").click()
    once = weights(page)
    page.get_by_role("button", name="Reset").click()
    assert weights(page) == first and steps(page) == 0
    page.get_by_role("button", name="Train D once").click()
    page.get_by_role("button", name="Train G once").click()
    assert weights(page) == once
    page.get_by_role("button", name="New seed").click()
    assert weights(page) != first and steps(page) == 0


def test_fewer_units_begin_a_new_game_and_python_hears_of_it(page, app):
    paused(page, app)
    page.get_by_role("button", name="Fewer units in each hidden layer").click()
    page.get_by_role("button", name="One hidden layer more").click()
    assert steps(page) == 0
    assert page.evaluate("window.__atelier.toy.toy.state.game.d.sizes") == [2, 24, 24, 24, 1]
    expect(page.get_by_text(re.compile("^heard .*'width': 24, 'layers': 3"))).to_be_visible()
    page.get_by_role("button", name="One hidden layer more").click()
    expect(page.get_by_role("button", name="One hidden layer more")).to_be_disabled()


UNIT = """(who) => {
  const { toy } = window.__atelier.toy;
  const { game } = toy.state;
  const net = who === "discriminator" ? game.d : game.g;
  const diagram = toy.players.diagrams.find((one) => one.who === who);
  const [x, y] = diagram.middleOf(2, 5);
  const ratio = diagram.canvas.width / diagram.canvas.clientWidth;
  const seen = Array.from(diagram.canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data);
  return { x, y, seen, at: toy.players.seen };
}"""


@pytest.mark.parametrize("who", ["discriminator", "generator"])
def test_a_unit_that_is_clicked_stays_in_sight_and_arrow_keys_go_on_from_there(page, app, who):
    paused(page, app)
    diagram = page.locator(f'[data-net="{who}"]')
    middle = page.evaluate(UNIT, who)
    diagram.click(position={"x": middle["x"], "y": middle["y"]})
    assert page.evaluate(UNIT, who)["at"] == {"who": who, "layer": 1, "unit": 5}
    said = page.locator(".unit")
    expect(said).to_contain_text("layer 2, unit 6")
    page.mouse.move(0, 0)
    diagram.press("ArrowLeft")
    diagram.press("ArrowDown")
    expect(said).to_contain_text("layer 1, unit 7")
    diagram.press("Escape")
    expect(said).to_contain_text("Point at a unit")


def test_a_unit_that_is_always_off_has_an_empty_map(sums):
    full, empty = sums.evaluate(
        """() => {
          const net = new window.__atelier.toy.maths.Net([2, 4, 1], "relu").begin(Math.random);
          net.layers[0].weight.set([1, 0, -1, 0]);
          net.layers[0].bias.set([0, -9]);
          net.forward(Float32Array.from([1, 0, -1, 0]), 2);
          return [0, 1].map((unit) => {
            const pixels = new Uint8ClampedArray(8);
            window.__atelier.toy.maths.colourMap(pixels, net.inputs[1], unit, 4, [1, 2, 3], [9, 9, 9]);
            return Array.from(pixels);
          });
        }"""
    )
    assert full[:4] == [1, 2, 3, 235] and full[7] == 0
    assert empty[3] == empty[7] == 0


def test_slow_motion_says_what_each_half_step_did(page, app):
    paused(page, app)
    page.get_by_role("button", name="Reset").click()
    speed = page.get_by_role("slider", name="Speed")
    speed.focus()
    page.keyboard.press("Home")
    expect(speed).to_have_attribute("aria-valuetext", "slow motion")
    page.get_by_role("button", name="Play", exact=True).first.click()
    expect(page.locator(".told")).to_contain_text("D has learnt from 128 real")
    expect(page.locator(".told")).to_contain_text("G has learnt from what D says")
    expect(page.locator(".told")).to_have_attribute("aria-live", "polite")


def test_another_setting_starts_anew_and_a_rerun_does_not(page, app):
    paused(page, app)
    page.get_by_role("button", name="Train D once").click()
    before = weights(page)
    page.get_by_text("Uniform noise").click()
    page.wait_for_function("window.__atelier.toy.toy.state.config.noise === 'uniform'")
    assert weights(page) != before


def test_a_game_and_a_drawing_survive_a_visit_to_another_page(page, app):
    paused(page, app)
    page.get_by_role("button", name="Draw your own").click()
    box = page.locator(".plane").bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + (0.3 + 0.05 * step) * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.up()
    page.get_by_role("button", name="Use it").click()
    page.wait_for_function("window.__atelier.toy.toy.state.game.rounds > 3")
    spread = page.evaluate("Array.from(window.__atelier.toy.toy.state.train)")
    assert max(map(abs, spread[1::2])) < 0.4 and min(spread[::2]) == pytest.approx(-1, abs=0.25)
    page.get_by_role("button", name="Pause").click()
    before, stood = weights(page), steps(page)
    page.get_by_text("Another page").click()
    expect(page.get_by_text("elsewhere")).to_be_visible()
    page.get_by_text("Another page").click()
    expect(page.get_by_role("button", name="Back to: ring")).to_be_visible()
    assert weights(page) == before and steps(page) == stood
    page.get_by_role("button", name="Back to: ring").click()
    page.wait_for_function("Math.abs(window.__atelier.toy.toy.state.heldOut[1]) > 0")
    assert page.evaluate("Math.max(...window.__atelier.toy.toy.state.train)") > 1.4


def test_dots_can_be_set_with_keys(page, app):
    paused(page, app)
    page.get_by_role("button", name="Draw your own").click()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Space"):
        page.keyboard.press(key)
    strokes = page.evaluate("window.__atelier.toy.toy.state.strokes")
    assert len(strokes) == 1 and strokes[0][0] == pytest.approx([0.2, 0.1])


def test_a_layer_can_be_switched_off(page, app):
    paused(page, app)
    expect(page.locator(".inset")).to_be_visible()
    chip = page.get_by_role("button", name="Sheet")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".inset")).to_be_hidden()


def test_steps_that_are_too_long_end_in_a_sentence(page, app):
    paused(page, app)
    page.evaluate("window.__atelier.toy.toy.state.game.d.weights.fill(NaN)")
    page.get_by_role("button", name="Train G once").click()
    expect(page.locator(".told")).to_contain_text("beyond all bounds")
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Train G once").click()
    expect(page.locator(".told")).to_contain_text("G has learnt")


def test_a_phone_and_a_calm_reader_are_thought_of(open_page, app):
    page = open_page(width=390, height=844, has_touch=True, reduced_motion="reduce")
    opened(page, app)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert steps(page) == 0
    page.get_by_role("button", name="Play", exact=True).last.tap()
    page.wait_for_function("window.__atelier.toy.toy.state.game.rounds > 3")
