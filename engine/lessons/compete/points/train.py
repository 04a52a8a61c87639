"""Training a GAN on points: two networks, each paid for what the other one loses (Goodfellow et al. 2014, Algorithm 1)."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.core.errors import Trouble
from engine.data.cards import SHAPES
from engine.data.drawn import points
from engine.data.drawn.points import REACH, Points
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_, _
from engine.lessons import adversarial, distances
from engine.lessons.compete.fields import BLUE, DRIFTING, ORANGE
from engine.lessons.compete.points.config import PointsConfig
from engine.lessons.compete.points.network import Discriminator, Generator
from engine.lessons.compete.prior import noise
from engine.nn import device, evaluation
from engine.nn.loop import Batches, Chance, measures, restore, shows, step_down

MEMORY = 0.99
"""Adam's second beta. In a game old gradients say little, so it remembers a hundred steps, not a thousand."""

NEAR = 1_000
"""Held-out points whose neighbourhood each look searches."""


def train(config: PointsConfig, data: Points, state: Mapping[str, Any] | None = None) -> Events:
    if not isinstance(data, Points):
        raise Trouble(
            "This GAN learns points on the plane, not pictures.",
            _("Choose one of: {shapes}.", shapes=", ".join(SHAPES)),
        )
    here = device.pick()
    torch.manual_seed(config.seed)
    generator = Generator(config.latent, config.width, config.layers, config.activation).to(here)
    discriminator = Discriminator(config.width, config.layers, config.activation).to(here)
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
        metrics = settled(config)
        if config.turn != "generator":
            for _turn in range(config.k):
                real = real_points[next(batches)]
                metrics |= teach(generator, discriminator, d_adam, real, z(), torch.rand(len(real), 1), config)
        if config.turn != "discriminator":
            beside = real_points[next(batches)] if adversarial.OBJECTIVES[config.objective].relative else None
            metrics |= improve(generator, discriminator, g_adam, z(), config, beside)
        if config.turn != "both":
            metrics = bystander(generator, discriminator, real_points, batches.size, step, config) | metrics

        if measures(step, config):
            metrics |= measure(generator, data, config)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "plane", look(generator, discriminator, data, config), CAPTION)
        config = (yield Snapshot(step, networks, parts)) or config


CAPTION = N_(
    "Held-out real points in white, made ones in black, on what the discriminator says: orange for real, blue for made."
)


def teach(
    generator: nn.Module,
    discriminator: nn.Module,
    adam: optim.Optimizer,
    x: Tensor,
    z: Tensor,
    share: Tensor,
    config: PointsConfig,
) -> dict[str, Any]:
    """One step of the discriminator, on real points x and on as many made from z. The generator stands still."""
    loss, said = judged(generator, discriminator, x, z, share, config)
    size = step_down(discriminator, adam, loss, config.discriminator_rate)
    return {**said, "gradient of D": size}


def judged(
    generator: nn.Module, discriminator: nn.Module, x: Tensor, z: Tensor, share: Tensor, config: PointsConfig
) -> tuple[Tensor, dict[str, Any]]:
    """The discriminator's loss, and what it says of real points x and of as many made from z.

    share (n, 1) in [0, 1] says how far from real to made WGAN-GP looks at the slope.
    """
    game = adversarial.OBJECTIVES[config.objective]
    with torch.no_grad():
        made = generator(z)
    real_logits, made_logits = discriminator(torch.cat([x, made])).split(len(x))

    loss = game.critic(real_logits, made_logits, config.smoothing)
    if game.penalty:
        loss = loss + config.penalty * game.penalty(discriminator, x, made, share.to(x.device))

    return loss, {
        "discriminator loss": loss.detach(),
        "D(x)": game.score(real_logits.detach()).mean(),
        "D(G(z))": game.score(made_logits.detach()).mean(),
    }


def improve(
    generator: nn.Module,
    discriminator: nn.Module,
    adam: optim.Optimizer,
    z: Tensor,
    config: PointsConfig,
    x: Tensor | None = None,
) -> dict[str, Any]:
    """One step of the generator, judged by the discriminator as it is now. The discriminator stands still."""
    loss = paid(generator, discriminator, z, config, x)
    size = step_down(generator, adam, loss, config.generator_rate)
    return {"generator loss": loss.detach(), "gradient of G": size}


def paid(
    generator: nn.Module, discriminator: nn.Module, z: Tensor, config: PointsConfig, x: Tensor | None = None
) -> Tensor:
    """The generator's loss: what the discriminator says of points made from z, beside as many real points x where both are compared."""
    said = discriminator(generator(z))
    game = adversarial.OBJECTIVES[config.objective]
    return game.generator(said) if x is None else game.generator(said, discriminator(x).detach())


def bystander(
    generator: nn.Module, discriminator: nn.Module, real_points: Tensor, count: int, step: int, config: PointsConfig
) -> dict[str, Any]:
    """What the player says who stands still while the other learns alone: its numbers change all the same.

    Its points and noise are drawn by a chance of their own, so that the game goes on as if nobody had asked.
    """
    chance = torch.Generator().manual_seed(step)
    z = noise(config.noise, count, config.latent, chance).to(real_points.device)
    x = real_points[torch.randint(len(real_points), (count,), generator=chance)]
    if config.turn == "discriminator":
        beside = x if adversarial.OBJECTIVES[config.objective].relative else None
        return {"generator loss": paid(generator, discriminator, z, config, beside).detach()}
    return judged(generator, discriminator, x, z, torch.rand(count, 1, generator=chance), config)[1]


def settled(config: PointsConfig) -> dict[str, Any]:
    """What D says of everything once it cannot tell real from made, where the objective knows such a number."""
    at = adversarial.OBJECTIVES[config.objective].settled
    return {} if at is None else {"where both settle": at * (1 - config.smoothing)}


def measure(generator: nn.Module, data: Points, config: PointsConfig) -> dict[str, float]:
    """How far the made points lie from held-out real ones, how many of these they reach, and how many heaps they cover."""
    made = fakes(generator, len(data.held_out), config)
    found = distances.measured(made, data.held_out)
    metrics = {"distance": found.value, "distance, at least": found.low, "distance, at most": found.high}
    metrics["reached"] = distances.reached(made[:NEAR], data.held_out[:NEAR])
    if known := points.coverage(made, data.name):
        metrics["covered heaps"] = known.covered
    return metrics


def fakes(generator: nn.Module, count: int, config: PointsConfig) -> np.ndarray:
    """Made points, always from the same noise, float32 (count, 2)."""
    z = noise(config.noise, count, config.latent, torch.Generator().manual_seed(0))
    with evaluation.at_rest(generator):
        return generator(z.to(next(generator.parameters()).device)).cpu().numpy()


SIDE, SEEN = 320, 1.25 * REACH
"""Pixels of the picture, and how far the plane reaches in it."""


def look(generator: nn.Module, discriminator: nn.Module, data: Points, config: PointsConfig) -> np.ndarray:
    """The plane as uint8 (h, w, 3): what the discriminator says everywhere, real points and made ones."""
    at = torch.linspace(-SEEN, SEEN, SIDE, device=next(discriminator.parameters()).device)
    y, x = torch.meshgrid(at.flip(0), at, indexing="ij")
    with evaluation.at_rest(discriminator):
        logits = discriminator(torch.stack([x, y], -1).reshape(-1, 2)).reshape(SIDE, SIDE).cpu().numpy()
    # Least squares has 0 for made and 1 for real. Where any number would do, the middle is what it says of most places.
    middle = 0.5 if config.objective == "least-squares" else 0.0
    if config.objective in DRIFTING:
        middle = np.median(logits)
    share = 0.5 + 0.5 * np.tanh((logits - middle) * (2 if config.objective == "least-squares" else 0.5))
    picture = (share[:, :, None] * np.array(ORANGE) + (1 - share[:, :, None]) * np.array(BLUE)).astype(np.uint8)
    for cloud, shade in ((data.held_out[:500], 255), (fakes(generator, 500, config), 0)):
        column, row = np.rint((cloud * (1, -1) / SEEN + 1) * (SIDE - 1) / 2).clip(-9, SIDE + 9).astype(int).T
        for down, across in np.ndindex(2, 2):
            inside = (row + down >= 0) & (row + down < SIDE) & (column + across >= 0) & (column + across < SIDE)
            picture[(row + down)[inside], (column + across)[inside]] = shade
    return picture
