"""Training a flow on points: at a place on the straight line between a noise and a data point, say which way the line goes
(Lipman et al. 2022, Algorithm; Liu et al. 2022)."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, optim

from engine.core.errors import Trouble
from engine.data.cards import SHAPES
from engine.data.drawn import points
from engine.data.drawn.points import Points
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_, _
from engine.lessons import distances
from engine.lessons.flow import paths, samplers
from engine.lessons.flow.plane import losses, picture
from engine.lessons.flow.plane.config import DRAWN, FlowConfig
from engine.lessons.flow.plane.network import Field
from engine.nn import device, evaluation
from engine.nn.loop import Batches, Chance, measures, rate_at, restore, shows, step_down

NEAR = 1_000
"""Held-out points whose neighbourhood each look searches."""

FEW = {"in 1 step": 1, "in 4 steps": 4}
"""Curve -> Euler steps with which each look walks, beside the chosen walk."""

SHOWN, MOMENTS = 500, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Points on a picture, and the times at which it shows them."""


def train(config: FlowConfig, data: Points, state: Mapping[str, Any] | None = None) -> Events:
    if not isinstance(data, Points):
        raise Trouble(
            "This flow learns points on the plane, not pictures.",
            _("Choose one of: {shapes}.", shapes=", ".join(SHAPES)),
        )
    here = device.pick()
    torch.manual_seed(config.seed)
    field = Field(config.predicts, config.width, config.layers, config.waves).to(here)
    adam = optim.Adam(field.parameters(), fused=True)
    batches = Batches(len(data.train), config.batch, config.seed)
    real_points = torch.from_numpy(data.train).to(here)

    networks = {"field": field}
    parts = {"adam": adam, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        real = real_points[next(batches)]
        noise, t = torch.randn(len(real), 2).to(here), torch.rand(len(real), 1).to(here)
        metrics = improve(field, adam, real, noise, t, config, rate_at(step, config))

        if measures(step, config):
            metrics |= measure(field, data, config)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "flow", look(field, data, config), CAPTION)
        config = (yield Snapshot(step, networks, parts)) or config


CAPTION = N_(
    "Time goes from noise to data, row by row: made points in blue on held-out real ones in orange, with the velocity as arrows."
)


def improve(
    field: Field, adam: optim.Optimizer, data: Tensor, noise: Tensor, t: Tensor, config: FlowConfig, rate: float
) -> dict[str, Any]:
    """One step: pair each data point with a noise, stop at a time t on the line between them, and ask which way it goes."""
    loss = cost(field, data, noise, t, config)
    step_down(field, adam, loss, rate)
    return {"training loss": loss.detach()}


def cost(field: Field, data: Tensor, noise: Tensor, t: Tensor, config: FlowConfig) -> Tensor:
    """The loss of data and noise (n, 2) each at times t (n, 1), in the words that the network speaks."""
    said = field(paths.straight(noise, data, t), t)
    if config.predicts == "noise":
        return losses.noise_matching(said, noise)
    if config.predicts == "score":
        return losses.score_matching(said, noise, t)
    return losses.flow_matching(said, noise, data)


def measure(field: Field, data: Points, config: FlowConfig) -> dict[str, float]:
    """What held-out points cost, and how far made points lie from them, by the chosen walk and by few Euler steps."""
    real, noise = torch.from_numpy(data.held_out), always(len(data.held_out))
    t = (torch.arange(len(real))[:, None] + 0.5) / len(real)
    here = next(field.parameters()).device
    with evaluation.at_rest(field):
        loss = cost(field, real.to(here), noise.to(here), t.to(here), config)
    made = carried(field, len(real), config.sampler, config.walk)
    found = distances.measured(made, data.held_out)
    return {
        "held-out loss": float(loss),
        "distance": found.value,
        "distance, at least": found.low,
        "distance, at most": found.high,
        "reached": distances.reached(made[:NEAR], data.held_out[:NEAR]),
        **{name: distances.sliced(carried(field, len(real), "euler", n), data.held_out) for name, n in FEW.items()},
    }


def always(count: int) -> Tensor:
    """Noise (count, 2), the same at every look."""
    return torch.randn(count, 2, generator=torch.Generator().manual_seed(0))


def always_fresh() -> samplers.Fresh:
    """Fresh noise for a walk, the same at every look."""
    chance = torch.Generator().manual_seed(1)
    return lambda x: torch.randn(x.shape, generator=chance).to(x.device)


def asked(field: Field) -> Callable[[Tensor, float], Tensor]:
    """The network as a velocity of x and a number t, for samplers."""
    return lambda x, t: field.velocity(x, torch.full((len(x), 1), t, device=x.device))


def carried(field: Field, count: int, sampler: str, steps: int) -> np.ndarray:
    """Points made from always the same noise, float32 (count, 2)."""
    noise = always(count).to(next(field.parameters()).device)
    with evaluation.at_rest(field):
        made = samplers.sample(sampler, asked(field), noise, steps, always_fresh())
    return made.cpu().numpy()


def look(field: Field, data: Points, config: FlowConfig) -> np.ndarray:
    """The plane at six times as uint8 (h, w, 3): real points, made ones on their way, and the field."""
    here = next(field.parameters()).device
    grid = torch.from_numpy(picture.grid()).to(here)
    times = samplers.even_times(max(config.walk, len(MOMENTS) - 1))
    scenes = []
    with evaluation.at_rest(field):
        states = dict(samplers.walk(config.sampler, asked(field), always(SHOWN).to(here), times, always_fresh()))
        for moment in MOMENTS:
            t = min(states, key=lambda time, moment=moment: abs(time - moment))
            scenes.append((states[t].cpu().numpy(), asked(field)(grid, t).cpu().numpy()))
    return picture.planes(data.held_out[:SHOWN], scenes, across=3)


def supply(config: FlowConfig) -> Points:
    """What a config learns from: a shape of the library's, or the reader's own drawing."""
    if config.shape == DRAWN:
        return points.drawn(config.drawing, config.points)
    return points.load(config.shape, config.points)
