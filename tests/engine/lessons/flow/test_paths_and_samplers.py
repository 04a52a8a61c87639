"""Paths and samplers against closed forms: between two Gaussians the field, the flow and the score are known exactly."""

import math

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.lessons.flow import paths, samplers

MIDDLE, DEVIATION = 1.5, 0.3
"""Data are normal around MIDDLE; noise is normal around 0 with deviation 1."""


def variance(t):
    """of x at time t"""
    return (1 - t) ** 2 + (t * DEVIATION) ** 2


def field(x, t):
    """E[data - noise | x at t], by the rule for jointly normal numbers: mean + covariance / variance (x - its mean)"""
    return MIDDLE + (t * DEVIATION**2 - (1 - t)) / variance(t) * (x - t * MIDDLE)


def flow(x, t):
    """Where the exact field carries noise x by time t."""
    return t * MIDDLE + math.sqrt(variance(t)) * x


NOISE = np.random.default_rng(0).normal(size=400)


def test_the_exact_field_is_the_slope_of_the_exact_flow():
    for t in (0.0, 0.3, 0.8, 0.999):
        slope = (flow(NOISE, t + 1e-6) - flow(NOISE, t - 1e-6)) / 2e-6
        assert np.allclose(field(flow(NOISE, t), t), slope, atol=1e-5)


def test_velocity_is_the_mean_of_data_less_noise_there():
    """Many pairs that pass close to one place: their mean is the field at that place."""
    chance = np.random.default_rng(1)
    noise, data = chance.normal(size=2_000_000), MIDDLE + DEVIATION * chance.normal(size=2_000_000)
    x = paths.straight(noise, data, 0.6)
    near = np.abs(x - 1.1) < 0.01
    assert paths.velocity(noise, data)[near].mean() == pytest.approx(field(1.1, 0.6), abs=0.02)
    assert noise[near].mean() == pytest.approx(paths.noise_from_velocity(field(1.1, 0.6), 1.1, 0.6), abs=0.02)
    assert data[near].mean() == pytest.approx(paths.data_from_velocity(field(1.1, 0.6), 1.1, 0.6), abs=0.02)


def test_score_is_the_slope_of_the_log_density():
    for t in (0.0, 0.4, 0.9):
        x = flow(NOISE, t)
        slope = -(x - t * MIDDLE) / variance(t)
        assert np.allclose(paths.score_from_velocity(field(x, t), x, t), slope)


@pytest.mark.parametrize("numbers", [np.asarray, torch.from_numpy])
def test_each_way_to_say_it_leads_back_to_the_velocity(numbers):
    x, t = numbers(NOISE.reshape(200, 2)), numbers(np.linspace(0.05, 0.95, 200)[:, None])
    v = field(x, t)
    for there, back in (
        (paths.data_from_velocity, paths.velocity_from_data),
        (paths.noise_from_velocity, paths.velocity_from_noise),
        (paths.score_from_velocity, paths.velocity_from_score),
    ):
        assert np.allclose(back(there(v, x, t), x, t), v)


def test_ddpms_path_is_the_straight_one_at_another_size():
    chance = np.random.default_rng(2)
    noise, data = chance.normal(size=(2, 50))
    for a in (*paths.linear_schedule(1_000)[::250], 0.5):
        x, t = paths.preserving(noise, data, a), paths.straight_time(a)
        assert np.allclose(paths.straightened(x, a), paths.straight(noise, data, t))
        assert np.allclose(paths.preserved(paths.straight(noise, data, t), t), x)
        assert paths.share_of_data(t) == pytest.approx(a)


def test_ddpms_schedule_ends_in_noise():
    schedule = paths.linear_schedule(1_000)
    assert schedule[0] == pytest.approx(1 - 1e-4) and schedule[-1] == pytest.approx(4.04e-5, rel=0.01)
    assert schedule == sorted(schedule, reverse=True)


def error(sampler: str, steps: int) -> float:
    """How far a sampler lands from where the exact flow does, on average."""
    return float(np.abs(samplers.sample(sampler, field, NOISE, steps) - flow(NOISE, 1.0)).mean())


@pytest.mark.parametrize(("sampler", "order"), [("euler", 1), ("heun", 2)])
def test_twice_the_steps_halve_eulers_error_and_quarter_heuns(sampler, order):
    found = math.log2(error(sampler, 128) / error(sampler, 256))
    assert found == pytest.approx(order, abs=0.08)


def test_euler_is_ddim():
    """DDPM's step without fresh noise moves along the data and the noise that v believes in: that is Euler's step."""
    x = flow(NOISE, 0.4)
    v = field(x, 0.4)
    ddim = paths.straight(paths.noise_from_velocity(v, x, 0.4), paths.data_from_velocity(v, x, 0.4), 0.55)
    assert np.allclose(samplers.euler(field, x, 0.4, 0.55), ddim)


def test_ddpms_step_is_the_papers():
    """Posterior mean and variance of equations 6 and 7, written with DDPM's a and b on DDPM's path."""
    k, schedule = 600, paths.linear_schedule(1_000)
    a, before = schedule[k], schedule[k - 1]
    b = 1 - a / before
    data = 0.7
    x = np.random.default_rng(3).normal(size=50)
    mean = (before**0.5 * b * data + (1 - b) ** 0.5 * (1 - before) * x) / (1 - a)
    deviation = ((1 - before) / (1 - a) * b) ** 0.5
    t, s = paths.straight_time(a), paths.straight_time(before)
    here = paths.straightened(x, a)
    for z in (0.0, 1.0):
        stepped = samplers.ddpm(lambda x, t: (data - x) / (1 - t), here, t, s, lambda like, z=z: np.full_like(like, z))
        assert np.allclose(paths.preserved(stepped, s), mean + deviation * z)


def test_ddpm_ends_in_the_data_and_its_path_is_that_of_chance():
    chance = np.random.default_rng(4)
    start = chance.normal(size=20_000)
    made = [samplers.sample("ddpm", field, start, 100, lambda x: chance.normal(size=x.shape)) for _again in range(2)]
    for one in made:
        assert one.mean() == pytest.approx(MIDDLE, abs=0.02) and one.std() == pytest.approx(DEVIATION, abs=0.02)
        assert abs(np.corrcoef(start, one)[0, 1]) < 0.05, "DDPM forgets where it began"
    assert abs(np.corrcoef(*made)[0, 1]) < 0.05


def test_a_walk_tells_each_time_and_back_again():
    there = list(samplers.walk("heun", field, NOISE, samplers.even_times(64)))
    assert [t for t, _x in there] == samplers.even_times(64) and np.array_equal(there[0][1], NOISE)
    back = list(samplers.walk("heun", field, there[-1][1], samplers.even_times(64)[::-1]))
    assert np.allclose(back[-1][1], NOISE, atol=0.02), "the flow runs both ways"


def test_wrong_words_are_a_sentence():
    with pytest.raises(Trouble, match="no sampler called 'magic'. The samplers are: euler, heun, ddpm"):
        samplers.sample("magic", field, NOISE, 4)
    with pytest.raises(Trouble, match="no fresh noise. Give it a function that draws noise"):
        samplers.sample("ddpm", field, NOISE, 4)
