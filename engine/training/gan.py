"""Training GANs on pictures, with or without labels: DCGAN's recipe (Radford et al. 2016) for each of five objectives."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine import augment, device, gan_losses, images, judging, samples
from engine.configs_gan import ConditionalConfig, GANConfig
from engine.configs_growing import ProgressiveConfig
from engine.data import asked as asking
from engine.data.asked import Asked
from engine.data.pictures import Pictures
from engine.errors import Trouble
from engine.events import Events, Preview, Snapshot, Step
from engine.models.gan import Discriminator, Generator
from engine.models.growing import Grown
from engine.models.points import noise
from engine.training import looks
from engine.training.going_on import Batches, Chance, restore, step_down

LOOKED_AT = 400
"""Made pictures, and as many held-out ones, that each look compares."""

ASKED = 1_000
"""Pictures that each look asks a conditional GAN for; fewer where they are larger than 32 pixels, so that a look stays short."""

SHOWN = 48
"""Pictures on a preview."""

MEMORY = 0.99
"""Adam's second beta. In a game old gradients say little, so it remembers a hundred steps, not a thousand. This differs from
DCGAN, which keeps 0.999."""

FIXED = 0
"""Seed of the noise that every preview draws from again."""


def train(config: GANConfig | ConditionalConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    wishes = asking.of(data) if isinstance(config, ConditionalConfig) else None
    channels, size, _ = data.shape
    size = size if config.size == "own" else int(config.size)
    if size % 4 or size < 8:
        raise Trouble(f"Pictures of {size} pixels cannot be halved twice.", "Keep your pictures with 32 or 64 pixels.")
    here = device.pick()
    generator, discriminator = networks_of(config, channels, size, wishes)
    generator, discriminator = device.fast(generator), device.fast(discriminator)
    averaged = deepcopy(generator) if config.average else generator
    g_adam, d_adam = (
        optim.Adam(network.parameters(), betas=(config.momentum, MEMORY), fused=True)
        for network in (generator, discriminator)
    )
    batches = Batches(len(data.train), config.batch, config.seed)
    pictures = scaled_down(data.train, size).to(here)
    table = torch.from_numpy(wishes.train).to(here) if wishes else None
    witness = Witness(data, size, config.data)

    networks = {"generator": averaged, "discriminator": discriminator}
    parts = {"generator adam": g_adam, "discriminator adam": d_adam, "batches": batches, "chance": Chance()}
    if config.average:
        parts["learner"] = generator
    done = restore(state, networks, parts)
    for adam in (g_adam, d_adam):  # a branch may have another momentum than the state that it begins with
        adam.param_groups[0]["betas"] = (config.momentum, MEMORY)

    for step in range(done + 1, config.steps + 1):
        metrics: dict[str, Any] = {}
        if config.turn != "generator":
            for _ in range(config.k):
                chosen = next(batches)
                x = as_made(images.to_unit(pictures[chosen]), config)
                wanted = table[chosen] if table is not None else None
                z = noise(config.prior, len(x), config.latent).to(here)
                metrics |= teach(generator, discriminator, d_adam, x, z, wanted, config)
        if config.turn != "discriminator":
            wanted = table[torch.randint(len(table), (batches.size,))] if table is not None else None
            z = noise(config.prior, batches.size, config.latent).to(here)
            metrics = improve(generator, discriminator, g_adam, z, wanted, config) | metrics
            follow(averaged, generator, min(config.average, step / (step + 10)))

        looking = step % config.preview_every == 0 or step in (1, config.steps)
        if looking:
            metrics |= witness.measure(averaged, discriminator, wishes, config)
        yield Step(step, config.steps, metrics)
        if looking:
            yield Preview(step, "fixed", look(averaged, wishes, config, FIXED), caption(wishes, fixed=True))
            yield Preview(step, "fresh", look(averaged, wishes, config, step), caption(wishes, fixed=False))
        config = (yield Snapshot(step, networks, parts)) or config


def networks_of(config: GANConfig, channels: int, size: int, wishes: Asked | None) -> tuple[Generator, Discriminator]:
    labels = len(wishes.names) if wishes else 0
    label = config.label if isinstance(config, ConditionalConfig) else "joined"
    common = {"channels": channels, "size": size, "width": config.width, "labels": labels, "label": label}
    generator = Generator(
        **common,
        latent=config.latent,
        form=config.form,
        norm=config.norm != "none",
        grow=config.grow,
        output=config.output,
    )
    discriminator = Discriminator(
        **common,
        form=config.form,
        # A critic whose slope is measured picture by picture must not mix pictures (Gulrajani et al. 2017).
        norm=config.norm == "both" and not gan_losses.OBJECTIVES[config.objective].penalised,
        shrink=config.shrink,
        activation=config.activation,
        spectral=config.spectral,
        dropout=config.dropout,
    )
    return generator, discriminator


def scaled_down(pictures: np.ndarray, size: int) -> Tensor:
    """uint8 (n, size, size, c)"""
    some = torch.from_numpy(pictures)
    if some.shape[1] == size:
        return some
    small = [images.to_pixels(images.resized(images.to_unit(part), size)) for part in some.split(500)]
    return torch.from_numpy(np.concatenate(small))


def as_made(x: Tensor, config: GANConfig) -> Tensor:
    """Real pictures in the range in which the generator makes its own."""
    if config.flip:
        x = augment.mirrored(x)
    return 2 * x - 1 if config.output == "tanh" else x


def teach(
    generator: nn.Module,
    discriminator: nn.Module,
    adam: optim.Optimizer,
    x: Tensor,
    z: Tensor,
    asked: Tensor | None,
    config: GANConfig,
) -> dict[str, Any]:
    """One step of the discriminator, on real pictures x and as many made from z. The generator stands still."""
    game = gan_losses.OBJECTIVES[config.objective]
    with torch.no_grad(), device.precision():
        made = generator(z, asked).float()
    real_seen, made_seen = seen(x, config), seen(made, config)
    with device.precision():
        if config.together:
            twice = None if asked is None else torch.cat([asked, asked])
            real, fake = discriminator(torch.cat([real_seen, made_seen]), twice).float().chunk(2)
        else:
            real, fake = discriminator(real_seen, asked).float(), discriminator(made_seen, asked).float()
    if config.wrong:
        swapped = torch.rand(len(x), 1).to(x.device) < config.wrong
        loss = game.critic(torch.where(swapped, fake, real), torch.where(swapped, real, fake), config.smoothing)
    else:
        loss = game.critic(real, fake, config.smoothing)
    if game.penalised:
        share = torch.rand(len(x), 1, 1, 1).to(x.device)
        slope = gan_losses.gradient_penalty(lambda some: discriminator(some, asked), real_seen, made_seen, share)
        loss = loss + config.penalty * slope

    length = step_down(discriminator, adam, loss, config.discriminator_rate)
    return {
        "discriminator loss": loss.detach(),
        "D(x)": game.score(real.detach()).mean(),
        "D(G(z))": game.score(fake.detach()).mean(),
        "gradient of D": length,
    }


def improve(
    generator: nn.Module,
    discriminator: nn.Module,
    adam: optim.Optimizer,
    z: Tensor,
    asked: Tensor | None,
    config: GANConfig,
) -> dict[str, Any]:
    """One step of the generator, judged by the discriminator as it is now. The discriminator stands still."""
    game = gan_losses.OBJECTIVES[config.objective]
    with device.precision():
        logits = discriminator(seen(generator(z, asked).float(), config), asked).float()
    loss = game.generator(logits)
    length = step_down(generator, adam, loss, config.generator_rate)
    return {
        "generator loss": loss.detach(),
        "D(G(z))": game.score(logits.detach()).mean(),
        "gradient of G": length,
    }


def seen(pictures: Tensor, config: GANConfig) -> Tensor:
    """What the discriminator sees of pictures, real or made (Zhao et al. 2020): gradients pass through."""
    return augment.changed(pictures) if config.augment else pictures


@torch.no_grad()
def follow(averaged: nn.Module, network: nn.Module, memory: float) -> None:
    """Move the averaged weights a little towards the newest ones; what batch norm counts is copied."""
    if averaged is network:
        return
    torch._foreach_lerp_(list(averaged.parameters()), list(network.parameters()), 1 - memory)
    for kept, newest in zip(averaged.buffers(), network.buffers(), strict=True):
        kept.copy_(newest)


def made(
    generator: Generator | Grown, count: int, asked: Tensor | None, config: GANConfig | ProgressiveConfig, seed: int
) -> Tensor:
    """Pictures in [0, 1] from noise of its own, which leaves the run's chance as it is."""
    here = next(generator.parameters()).device
    z = noise(config.prior, count, config.latent, torch.Generator().manual_seed(seed)).to(here)
    found = []
    with looks.at_rest(generator), device.precision():
        for some in torch.arange(count).split(100):
            found.append(generator.paint(z[some], None if asked is None else asked[some]).float())
    return torch.cat(found)


def wishes_for(wishes: Asked, count: int) -> Tensor:
    """What the first held-out pictures show, so that no wish is asked for more often than it is met in the data."""
    return torch.from_numpy(np.resize(wishes.held_out, (count, len(wishes.names))))


class Witness:
    """Compares made pictures with held-out ones, through the eyes of a network that took no part in the game."""

    def __init__(self, data: Pictures, size: int, name: str):
        self.judge = judging.nearest(name, data.shape[0])
        self.name = name
        held_out = scaled_down(data.held_out[:LOOKED_AT], size)
        self.unit = images.to_unit(held_out)
        self.real = self.judge.embed(held_out.numpy())
        self.grain = samples.grain(held_out.numpy())

    def measure(
        self,
        generator: Generator | Grown,
        discriminator: nn.Module,
        wishes: Asked | None,
        config: GANConfig | ProgressiveConfig,
    ) -> dict[str, float]:
        side = generator.arguments["size"]
        count = max(len(self.real), min(ASKED, ASKED * 32 * 32 // side**2)) if wishes else len(self.real)
        asked = wishes_for(wishes, count).to(next(generator.parameters()).device) if wishes else None
        pictures = images.to_pixels(made(generator, count, asked, config, seed=FIXED + 1))
        crowd = samples.compared(self.real, self.judge.embed(pictures[: len(self.real)]))
        metrics = {
            "coverage": crowd.coverage,
            "density": crowd.density,
            "diversity": crowd.diversity,
            "KID": crowd.kid,
            "KID, at least": crowd.kid_low,
            "KID, at most": crowd.kid_high,
            "grain": samples.grain(pictures[: len(self.real)]) / self.grain,
            "D(held-out)": self.verdict(discriminator, wishes, config),
        }
        if wishes and asked is not None and self.judge.knows(self.name):
            right = asking.obeyed(self.name, asked.cpu().numpy(), self.judge.probabilities(pictures))
            metrics["obedience"] = float(np.concatenate(list(right.values())).mean())
            metrics |= {
                f"obedience of {wishes.names[int(one)]}": float(values.mean())
                for one, values in right.items()
                if len(values)
            }
        return metrics

    def verdict(self, discriminator: nn.Module, wishes: Asked | None, config: GANConfig | ProgressiveConfig) -> float:
        """What the discriminator says of real pictures that it has never met, seen as in training: as a batch, by its statistics."""
        here = next(discriminator.parameters()).device
        x = self.unit.to(here)
        x = 2 * x - 1 if config.output == "tanh" else x
        asked = torch.from_numpy(wishes.held_out[: len(x)]).to(here) if wishes else None
        twin = deepcopy(discriminator)  # which batch norm may count in as it likes
        with torch.no_grad(), torch.random.fork_rng(), device.precision():
            logits = twin(x, asked).float()
        return float(gan_losses.OBJECTIVES[config.objective].score(logits).mean())


def look(generator: Generator, wishes: Asked | None, config: GANConfig, seed: int) -> np.ndarray:
    """Pictures in rows; of a conditional GAN a column for each wish, and a row for each noise."""
    if wishes is None:
        return images.grid(images.to_pixels(made(generator, SHOWN, None, config, seed)), across=8)
    asked = columns(wishes)
    rows = max(2, min(6, SHOWN // len(asked)))
    here = next(generator.parameters()).device
    z = noise(config.prior, rows, config.latent, torch.Generator().manual_seed(seed)).to(here)
    with looks.at_rest(generator), device.precision():
        painted = [generator.paint(one.expand(len(asked), -1), asked.to(here)).float() for one in z]
    return images.sheet([images.to_pixels(row) for row in painted])


def columns(wishes: Asked) -> Tensor:
    """What the columns of a preview ask for: each class, or nothing and then each mark alone."""
    alone = torch.eye(len(wishes.names))
    return alone if wishes.one else torch.cat([torch.zeros(1, len(wishes.names)), alone])


def caption(wishes: Asked | None, *, fixed: bool) -> str:
    noises = "always the same noise" if fixed else "fresh noise at each look"
    if wishes is None:
        return f"Made from {noises}."
    first = "" if wishes.one else "nothing, then "
    return f"Made from {noises}: each row from one noise, asked for {first}{', '.join(wishes.names)}."
