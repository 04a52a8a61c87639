"""Paths from noise to data, and the ways to say where a sample on its path has to go.

    straight path    x = (1 - t) noise + t data                      Lipman et al. 2022 (arXiv:2210.02747), Liu et al. 2022 (arXiv:2209.03003)
    DDPM's path      x = sqrt(a) data + sqrt(1 - a) noise            Ho et al. 2020 (arXiv:2006.11239), its ancestor

    velocity         v = E[data - noise | x]
    data             d = E[data | x]         = x + (1 - t) v
    noise            n = E[noise | x]        = x - t v
    score            s = grad log p(x at t)  = -n / (1 - t)          by Tweedie's formula; Song et al. 2021 (arXiv:2011.13456)

Time runs from 0, all noise, to 1, all data. (DDPM counts the other way, from data to noise.) The noise is normal. Everything is
plain arithmetic: x may be numpy or torch, and t a number, or one for each sample in a shape that stretches over x, as (n, 1).
At t = 0 neither noise nor score say where data lie, and at t = 1 there is no score: there the formulas divide by nothing.
"""

from typing import Any

Samples = Any
"""numpy or torch, of any shape."""


def straight(noise: Samples, data: Samples, t) -> Samples:
    """x = (1 - t) noise + t data"""
    return (1 - t) * noise + t * data


def velocity(noise: Samples, data: Samples) -> Samples:
    """dx/dt = data - noise: on a straight path the same at all times"""
    return data - noise


def data_from_velocity(v: Samples, x: Samples, t) -> Samples:
    """d = x + (1 - t) v: go on as now until time 1"""
    return x + (1 - t) * v


def noise_from_velocity(v: Samples, x: Samples, t) -> Samples:
    """n = x - t v: go back as now until time 0"""
    return x - t * v


def score_from_velocity(v: Samples, x: Samples, t) -> Samples:
    """s = -n / (1 - t) = (t v - x) / (1 - t), for t below 1"""
    return (t * v - x) / (1 - t)


def velocity_from_data(d: Samples, x: Samples, t) -> Samples:
    """v = (d - x) / (1 - t), for t below 1"""
    return (d - x) / (1 - t)


def velocity_from_noise(n: Samples, x: Samples, t) -> Samples:
    """v = (x - n) / t, for t above 0"""
    return (x - n) / t


def velocity_from_score(s: Samples, x: Samples, t) -> Samples:
    """v = (x + (1 - t) s) / t, for t above 0"""
    return (x + (1 - t) * s) / t


def preserving(noise: Samples, data: Samples, a) -> Samples:
    """DDPM's x = sqrt(a) data + sqrt(1 - a) noise. Noise and data of variance 1 stay at variance 1 all the way."""
    return a**0.5 * data + (1 - a) ** 0.5 * noise


def straight_time(a):
    """Where on the straight path a sample is as noisy as on DDPM's: t = sqrt(a) / (sqrt(a) + sqrt(1 - a))"""
    return a**0.5 / (a**0.5 + (1 - a) ** 0.5)


def straightened(x: Samples, a) -> Samples:
    """A sample of DDPM's path, made smaller until it lies on the straight one at `straight_time(a)`: x / (sqrt(a) + sqrt(1 - a))"""
    return x / (a**0.5 + (1 - a) ** 0.5)


def preserved(x: Samples, t) -> Samples:
    """The way back, which a network trained on DDPM's path wants to see: x / sqrt(t^2 + (1 - t)^2)"""
    return x / (t**2 + (1 - t) ** 2) ** 0.5


def share_of_data(t):
    """DDPM's a at time t of the straight path: t^2 / (t^2 + (1 - t)^2)"""
    return t**2 / (t**2 + (1 - t) ** 2)


def linear_schedule(steps: int, low: float = 1e-4, high: float = 0.02) -> list[float]:
    """DDPM's a_1 ... a_steps, falling from nearly 1: the product of 1 - b_k, with b_k going evenly from low to high. Made for 1,000 steps."""
    a, schedule = 1.0, []
    for k in range(steps):
        a *= 1 - (low + (high - low) * k / max(1, steps - 1))
        schedule.append(a)
    return schedule
