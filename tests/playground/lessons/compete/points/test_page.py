"""The page of the GAN on points: what the toy is given, what it may say, and that play and training share their settings."""

import base64
import json

import numpy as np
import pytest

from engine import catalog
from engine.data.drawn import points
from engine.lessons.compete.points.config import PointsConfig
from engine.runs import store
from playground.components.toy import toy
from playground.runs import start


@pytest.fixture
def given(monkeypatch):
    """The configs that the page hands to the toy, and the function by which the toy answers."""
    seen = []
    monkeypatch.setattr(toy, "toy", lambda config, *, key, on_move: seen.append((config, on_move)))
    return seen


def opened(app, **link: str):
    app.switch_page("lessons/compete/points/page.py")
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def test_the_browser_gets_the_engines_points():
    data = json.loads(json.dumps(toy.described(PointsConfig(shape="eight", points=100), "toy")))
    for name, wanted in (("train", points.load("eight", 100).train), ("heldOut", points.load("eight", 100).held_out)):
        shorts = np.frombuffer(base64.b64decode(data[name]["shorts"]), "<i2").reshape(-1, 2)
        np.testing.assert_allclose(shorts * data[name]["scale"], wanted, atol=1e-4)
    assert np.shape(data["centres"]) == (8, 2) and data["config"]["shape"] == "eight"
    assert toy.described(PointsConfig(), "toy")["centres"] is None


@pytest.mark.parametrize("settings", [{}, {"noise": "uniform"}, {"latent": 1}])
def test_the_lattice_parts_the_noise_into_equal_shares(settings):
    config = PointsConfig(**settings)
    places = np.array(toy.lattice(config))
    drawn = np.random.default_rng(0).uniform(-1, 1, 40_000) if settings.get("noise") else None
    drawn = np.random.default_rng(0).normal(size=40_000) if drawn is None else drawn
    shares = np.histogram(drawn, places)[0] / len(drawn)
    assert shares == pytest.approx(np.full(len(shares), 0.96 / len(shares)), rel=0.35)
    assert np.allclose(places, -places[::-1])


@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        ({"k": 3, "seed": 9}, {"k": 3, "seed": 9}),
        ({"k": 3.0}, {}),
        ({"k": 0}, {}),
        ({"k": True}, {}),
        ({"generator_rate": 0.02, "discriminator_rate": float("nan")}, {"generator_rate": 0.02}),
        ({"turn": "nobody", "width": 64, "layers": 9}, {"width": 64}),
        (["k"], {}),
        (None, {}),
    ],
)
def test_what_a_browser_says_was_moved_is_within_its_range_or_stays(sent, understood):
    before = {"turn": "both", "k": 1, "generator_rate": 0.001, "discriminator_rate": 0.001, "seed": 0}
    before |= {"width": 32, "layers": 2}
    assert toy.sound(sent, PointsConfig()) == before | understood


@pytest.mark.parametrize("preset", catalog.card("points").presets, ids=lambda preset: preset.name)
def test_a_preset_sets_the_game_up_in_one_click_and_its_cure_too(app, given, preset):
    at = opened(app, preset=preset.name)
    assert not at.exception and not at.error
    assert given[-1][0] == catalog.config_of(preset)
    if preset.cured:
        at.button(key="points.cure").click().run()
        assert given[-1][0] == catalog.cured_config_of(preset)


def test_a_link_that_names_settings_of_the_toy_is_followed(app, given):
    at = opened(app, k="4", shape="moons", generator_rate="0.01")
    assert given[-1][0] == PointsConfig(k=4, shape="moons", generator_rate=0.01)
    assert at.query_params["k"] == "4"


def test_what_was_moved_in_the_toy_is_what_a_run_trains_with(app, given, monkeypatch):
    begun = []
    monkeypatch.setattr(start, "begin", lambda lesson, config: begun.append((lesson, config)))
    at = opened(app)
    for name, value in {"k": 3, "seed": 7, "discriminator_rate": 0.003}.items():
        at.session_state[f"form.points.{name}"] = value  # as `take_over` writes it
    at.button_group(key="points.view").set_value("train").run()
    at.button(key="points.go").click().run()
    assert not at.exception
    assert begun == [("points", PointsConfig(k=3, seed=7, discriminator_rate=0.003))]


def test_settings_that_play_no_role_are_not_asked_for(app):
    at = opened(app, view="train")
    keys = {widget.key for widget in [*at.slider, *at.select_slider]}
    assert "form.points.smoothing" in keys and "form.points.penalty" not in keys and "form.points.k" in keys
    at.selectbox(key="form.points.objective").set_value("wgan-gp").run()
    keys = {widget.key for widget in [*at.slider, *at.select_slider]}
    assert "form.points.penalty" in keys and "form.points.smoothing" not in keys


def test_a_run_of_this_lesson_has_a_panel(app):
    run = store.create("points", PointsConfig(steps=10))
    at = opened(app, run=run.id)
    assert not at.exception and at.session_state["points.view"] == "train"
    assert at.button(key="run.Start")
