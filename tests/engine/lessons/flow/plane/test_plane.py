"""The flow on points: its network speaks three languages, its loop learns, its verdict says what went wrong."""

import numpy as np
import pytest
import torch

from engine import catalog
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data.drawn import points
from engine.lessons import distances
from engine.lessons.flow import paths
from engine.lessons.flow.plane import losses, model, picture, score, train
from engine.lessons.flow.plane.config import FlowConfig
from engine.lessons.flow.plane.network import Field, features
from engine.weights import shelf


@pytest.fixture
def pairs():
    chance = torch.Generator().manual_seed(0)
    noise, data = torch.randn(2, 50, 2, generator=chance)
    t = torch.rand(50, 1, generator=chance).clamp(0.1, 0.9)
    return noise, data, t, paths.straight(noise, data, t)


@pytest.mark.parametrize("predicts", ["velocity", "noise", "score"])
def test_a_network_without_error_says_the_velocity_whatever_it_predicts(predicts, pairs, monkeypatch):
    noise, data, t, x = pairs
    right = {"velocity": data - noise, "noise": noise, "score": -noise / (1 - t)}[predicts]
    monkeypatch.setattr(Field, "forward", lambda self, x, t: right)
    field, config = Field(predicts, 4, 1, 0), FlowConfig(predicts=predicts)
    assert torch.allclose(field.velocity(x, t), data - noise, atol=1e-4)
    assert float(train.cost(field, data, noise, t, config)) == pytest.approx(0, abs=1e-10)


def test_the_three_losses_are_one_with_other_weights(pairs):
    """An error e of the velocity is an error -t e of the noise, and t e / (1 - t) of the score."""
    noise, data, t, x = pairs
    v = data - noise + 0.3
    off = paths.noise_from_velocity(v, x, t)
    assert float(losses.flow_matching(v, noise, data)) == pytest.approx(0.09, rel=1e-4)
    assert float(losses.noise_matching(off, noise)) == pytest.approx(float((0.3 * t).square().mean()), rel=1e-4)
    said = paths.score_from_velocity(v, x, t)
    assert float(losses.score_matching(said, noise, t)) == pytest.approx(float((0.3 * t).square().mean()), rel=1e-4)


def test_at_the_ends_of_time_nothing_is_divided_by_nothing():
    for predicts in ("noise", "score"):
        field = Field(predicts, 4, 1, 2)
        for t in (0.0, 1.0):
            assert torch.isfinite(field.velocity(torch.ones(3, 2), torch.full((3, 1), t))).all()


def test_time_is_told_in_waves():
    said = features(torch.zeros(1, 2), torch.tensor([[0.5]]), 2)
    assert torch.allclose(said, torch.tensor([[0, 0, 0.5, 1, 0, 0, -1]]), atol=1e-6)


def test_what_a_look_draws_is_the_walk_from_always_the_same_noise():
    field, data = Field("velocity", 4, 1, 0), points.load("ring", 50)
    one = train.look(field, data, FlowConfig(walk=2))
    assert one.shape == (2 * picture.SIDE + 1, 3 * picture.SIDE + 2, 3) and one.dtype == np.uint8
    assert np.array_equal(one, train.look(field, data, FlowConfig(walk=2)))
    assert not np.array_equal(one[: picture.SIDE, : picture.SIDE], one[-picture.SIDE :, -picture.SIDE :])


def test_a_drawing_is_learnt_from():
    config = configs.from_dict(FlowConfig, {"shape": "drawn", "drawing": "00zz", "points": 40})
    with pytest.raises(Trouble, match="no drawing"):
        train.supply(config)
    config = configs.from_dict(FlowConfig, {"shape": "drawn", "drawing": "00yy", "points": 40})
    data = train.supply(config)
    assert len(data.train) == 40 and np.abs(data.train[:, 0] - data.train[:, 1]).max() < 6 * points.SPREAD
    with pytest.raises(Trouble, match="Nothing has been drawn yet"):
        train.supply(FlowConfig(shape="drawn"))


def test_pictures_are_refused_in_a_sentence():
    with pytest.raises(Trouble, match="learns points on the plane, not pictures. Choose one of: ring"):
        next(train.train(FlowConfig(), object()))


@pytest.mark.parametrize("name", catalog.CARDS["plane"].weights)
def test_what_is_shipped_carries_noise_into_its_shape_and_one_step_does_not(name):
    flow = model.load(shelf.find(name))
    real = points.draw(flow.card["config"]["shape"], 600, seed=7)
    away = {n: distances.sliced(flow.sample(600, "heun", n, seed=3), real) for n in (1, 24)}
    assert away[24] < 0.15 < 0.3 < away[1]
    assert np.array_equal(flow.sample(5, "ddpm", 3, seed=1), flow.sample(5, "ddpm", 3, seed=1))


def test_a_contact_sheet_shows_what_the_model_made_and_no_data():
    made, caption = score.sheet(model.load(shelf.find("flow-ring")), None)
    assert made.shape == (picture.SIDE, 5 * picture.SIDE + 4, 3) and caption
    assert not (made == picture.ORANGE).all(2).any()


def told(settings, **last):
    """What the verdict says of a run whose every look ended so."""
    looks = {"training loss": 1.2, "held-out loss": 1.2, "distance": 0.02, "distance, at least": 0.0}
    looks |= {"distance, at most": 0.07, "reached": 0.95} | last
    steps = [500, 1000, 1500, 2000]
    lines = {name: (steps, [value] * 4) for name, value in looks.items()}
    return catalog.verdict("plane", FlowConfig(**settings), lines)[0]


@pytest.mark.parametrize(
    ("settings", "last", "said"),
    [
        ({}, {}, "It flows"),
        ({"walk": 1}, {"distance": 0.7, "reached": 0.1}, "too few steps"),
        ({"walk": 4, "sampler": "ddpm"}, {"distance": 0.3, "reached": 0.4}, "too few steps"),
        ({"points": 16}, {"training loss": 0.5, "held-out loss": 3.0, "distance": 0.1}, "by heart"),
        ({"width": 4, "layers": 1}, {"distance": 0.3, "reached": 0.3}, "too small"),
        ({}, {"distance": 0.3, "reached": 0.5}, "not arrived yet"),
    ],
)
def test_the_verdict_says_what_went_wrong(settings, last, said):
    found = told(settings, **last)
    assert said in found.said and found.good == (said == "It flows")
