"""Training a GAN on points: two networks, each paid for what the other one loses (Goodfellow et al. 2014, Algorithm 1)."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine import device, distances, gan_losses
from engine.configs_points import PointsConfig
from engine.data import points
from engine.data.points import REACH, Points
from engine.errors import Trouble
from engine.events import Event, Preview, Snapshot, Step
from engine.models.points import Discriminator, Generator, noise
from engine.training import looks
from engine.training.going_on import Batches, Chance, restore

LOOKED_AT = 500
"""Held-out points, and as many fakes, by which each look measures the distance."""

MEMORY = 0.99
"""Adam's second beta. In a game old gradients say little, so it remembers a hundred steps, not a thousand."""


def train(config: PointsConfig, data: Points, state: Mapping[str, Any] | None = None) -> Iterator[Event]:
    if not isinstance(data, Points):
        raise Trouble(
            "This GAN learns points on the plane, not pictures.", f"Choose one of: {', '.join(points.SHAPES)}."
        )
    here = device.pick()
    torch.manual_seed(config.seed)
    generator = Generator(config.latent, config.width, config.depth, config.activation).to(here)
    discriminator = Discriminator(config.width, config.depth, config.activation).to(here)
    g_adam, d_adam = (
        optim.Adam(network.parameters(), betas=(config.momentum, MEMORY), fused=True)
        for network in (generator, discriminator)
    )
    batches = Batches(len(data.train), config.batch, config.seed)
    real_points = torch.from_numpy(data.train).to(here)

    networks = {"generator": generator, "discriminator": discriminator}
    parts = {"generator adam": g_adam, "discriminator adam": d_adam, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    def z() -> Tensor:
        return noise(config.noise, batches.size, config.latent).to(here)

    for step in range(done + 1, config.steps + 1):
        metrics = {}
        if config.turn != "generator":
            for _ in range(config.k):
                real = real_points[next(batches)]
                metrics |= teach(generator, discriminator, d_adam, real, z(), config)
        if config.turn != "discriminator":
            metrics = improve(generator, discriminator, g_adam, z(), config) | metrics

        looking = step % config.preview_every == 0 or step in (1, config.steps)
        if looking:
            metrics |= measure(generator, data, config)
        config = (yield Step(step, config.steps, metrics)) or config
        if looking:
            yield Preview(step, "plane", look(generator, discriminator, data, config), CAPTION)
        yield Snapshot(step, networks, parts)


CAPTION = (
    "Held-out real points in white, made ones in black, on what the discriminator says: orange for real, blue for made."
)


def teach(
    generator: nn.Module, discriminator: nn.Module, adam: optim.Optimizer, x: Tensor, z: Tensor, config: PointsConfig
) -> dict[str, Any]:
    """One step of the discriminator, on real points x and on as many made from z. The generator stands still."""
    game = gan_losses.OBJECTIVES[config.objective]
    with torch.no_grad():
        made = generator(z)
    real_logits, made_logits = discriminator(torch.cat([x, made])).split(len(x))

    loss = game.critic(real_logits, made_logits, config.smoothing)
    if game.penalised:
        share = torch.rand(len(x), 1).to(x.device)
        loss = loss + config.penalty * gan_losses.gradient_penalty(discriminator, x, made, share)

    size = step_down(discriminator, adam, loss, config.discriminator_rate)
    return {
        "discriminator loss": loss.detach(),
        "D(x)": game.score(real_logits.detach()).mean(),
        "D(G(z))": game.score(made_logits.detach()).mean(),
        "gradient of D": size,
    }


def improve(
    generator: nn.Module, discriminator: nn.Module, adam: optim.Optimizer, z: Tensor, config: PointsConfig
) -> dict[str, Any]:
    """One step of the generator, judged by the discriminator as it is now. The discriminator stands still."""
    game = gan_losses.OBJECTIVES[config.objective]
    logits = discriminator(generator(z))
    loss = game.generator(logits)
    size = step_down(generator, adam, loss, config.generator_rate)
    return {
        "generator loss": loss.detach(),
        "D(G(z))": game.score(logits.detach()).mean(),
        "gradient of G": size,
    }


def step_down(network: nn.Module, adam: optim.Optimizer, loss: Tensor, rate: float) -> Tensor:
    """One step of this network alone. Returns how long its gradient was."""
    weights = list(network.parameters())
    for weight, slope in zip(weights, torch.autograd.grad(loss, weights), strict=True):
        weight.grad = slope
    for group in adam.param_groups:
        group["lr"] = rate
    adam.step()
    return nn.utils.get_total_norm([weight.grad for weight in weights])


def fakes(generator: nn.Module, count: int, config: PointsConfig) -> np.ndarray:
    """Always from the same noise, float32 (count, 2)."""
    here = next(generator.parameters()).device
    z = noise(config.noise, count, config.latent, torch.Generator().manual_seed(0)).to(here)
    with looks.at_rest(generator):
        return generator(z).cpu().numpy()


def measure(generator: nn.Module, data: Points, config: PointsConfig) -> dict[str, float]:
    """How far the made points lie from held-out real ones, and how many modes they cover."""
    made = fakes(generator, min(LOOKED_AT, len(data.held_out)), config)
    found = distances.measured(made, data.held_out[: len(made)])
    metrics = {"distance": found.value, "distance, at least": found.low, "distance, at most": found.high}
    if known := points.coverage(made, data.name):
        metrics |= {"covered modes": known.covered, "points on a mode": known.near}
    return metrics


def look(generator: nn.Module, discriminator: nn.Module, data: Points, config: PointsConfig) -> np.ndarray:
    """The plane as uint8 (h, w, 3): what the discriminator says everywhere, real points and fakes."""
    side, dot = 240, 1
    at = torch.linspace(-1.25 * REACH, 1.25 * REACH, side, device=next(discriminator.parameters()).device)
    y, x = torch.meshgrid(at.flip(0), at, indexing="ij")
    with looks.at_rest(discriminator):
        logits = discriminator(torch.stack([x, y], -1).reshape(-1, 2)).reshape(side, side).cpu().numpy()
    settled = gan_losses.OBJECTIVES[config.objective].settled
    if settled is None:
        logits = logits - np.median(logits)  # where any number would do, the middle is what it says of most places
    elif config.objective == "least-squares":
        logits = 4 * (logits - settled)
    share = (0.5 * (1 + np.tanh(0.5 * logits)))[:, :, None]
    picture = (share * (238, 139, 46) + (1 - share) * (61, 122, 196)).astype(np.uint8)
    for cloud, shade in ((data.held_out[:LOOKED_AT], 255), (fakes(generator, LOOKED_AT, config), 0)):
        column, row = (np.rint((cloud * (1, -1) / (1.25 * REACH) + 1) * (side - 1) / 2)).astype(int).T
        for across in range(dot + 1):
            for down in range(dot + 1):
                seen = (row + down >= 0) & (row + down < side) & (column + across >= 0) & (column + across < side)
                picture[row[seen] + down, column[seen] + across] = shade
    return picture
