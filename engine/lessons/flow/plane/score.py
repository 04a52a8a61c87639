"""How near a flow's points come to held-out ones, and its contact sheet."""

import numpy as np

from engine.data.drawn.points import Points
from engine.lessons import distances
from engine.lessons.flow import samplers
from engine.lessons.flow.plane import picture
from engine.lessons.flow.plane.config import FlowConfig
from engine.lessons.flow.plane.model import Flow
from engine.lessons.score import Score, share

WALKS = (("euler", 1), ("euler", 4), ("euler", 50), ("heun", 4), ("heun", 50), ("ddpm", 50))
"""Samplers and numbers of steps that a shipped model is measured with."""

NEAR = 1_000


def measure(flow: Flow, data: Points, config: FlowConfig) -> list[Score]:
    found = []
    for sampler, steps in WALKS:
        made = flow.sample(len(data.held_out), sampler, steps)
        away = distances.measured(made, data.held_out)
        how = f"sliced Wasserstein distance to {len(made):,} held-out points, without what chance adds"
        found.append(Score(f"distance, {sampler} {steps}", away.value, away.low, away.high, "", how))
    made = flow.sample(NEAR, "heun", 50)
    reached = distances.reached(made, data.held_out[:NEAR])
    return [*found, share("reached", reached, NEAR, "held-out points with a made one beside them, heun 50")]


def sheet(flow: Flow, data: Points) -> tuple[np.ndarray, str]:
    """The model's own points and field at five times."""
    times = samplers.even_times(48)
    noise = np.random.default_rng(0).normal(size=(600, 2)).astype(np.float32)
    states = dict(samplers.walk("heun", flow.velocity, noise, times))
    scenes = [(states[times[at]], flow.velocity(picture.grid(), times[at])) for at in (0, 12, 24, 36, 48)]
    made = picture.planes(np.empty((0, 2)), scenes, across=5)
    return made, "From noise to data: points on their way, and the velocity as arrows"
