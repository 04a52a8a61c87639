"""Training a progressive GAN (Karras et al. 2018, arXiv:1710.10196): first on pictures of 4 pixels, then on ever larger ones.

This differs from the paper, for a processor instead of eight graphics cards: tens of thousands of pictures instead of millions, few
channels, and by default the first GAN's loss with R1 instead of WGAN-GP. Growth, fading and the layers are the paper's.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import numpy as np
import torch
from torch import Tensor, optim

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.lessons import adversarial
from engine.lessons.compete.prior import noise
from engine.lessons.compete.progan import schedule
from engine.lessons.compete.progan.config import ProgressiveConfig
from engine.lessons.compete.progan.network import Discriminator, Generator, Grown, Seen, real_at
from engine.lessons.compete.progan.schedule import Moment
from engine.lessons.compete.witness import ALWAYS_THE_SAME, FIXED, FRESH, SHOWN, Witness, made
from engine.nn import augment, device, images
from engine.nn.images import scaled_down
from engine.nn.loop import Batches, Chance, follow, measures, restore, shows, step_down

MOMENTA = (0.0, 0.99)
"""Adam's betas, the paper's: no momentum, for in a game the direction turns."""

LAZY = 4
"""Steps of D between two looks at its slope for R1, each of which then counts as many times (Karras et al. 2020)."""

DRIFT = 0.001
"""How softly a Wasserstein critic's verdicts are held near 0, the paper's."""


def train(config: ProgressiveConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    here, size = device.pick(), int(config.size)
    generator = device.fast(Generator(data.shape[0], size, config.width, config.latent))
    discriminator = device.fast(Discriminator(data.shape[0], size, config.width))
    averaged = deepcopy(generator)
    fades = [] if config.everywhere else schedule.sides(size)[1:]
    kept = {f"at-{side}": device.fast(cut_to(averaged, side)) for side in fades}
    g_adam, d_adam = (
        optim.Adam(network.parameters(), betas=MOMENTA, fused=True) for network in (generator, discriminator)
    )
    batches = Batches(len(data.train), config.batch, config.seed)
    pictures = scaled_down(data.train, size).to(here)
    witness = Witness(data, size, config.data)

    networks = {"generator": averaged, "discriminator": discriminator, **kept}
    parts: dict[str, Any] = {"learner": generator, "generator adam": g_adam, "discriminator adam": d_adam}
    parts |= {"batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        now = schedule.at(step, config.steps, config.phase, size)
        place = now if step <= config.steps - config.everywhere else schedule.anywhere(step, config.seed, now)
        x = as_made(images.to_unit(pictures[next(batches)]), place, config)
        z = noise(config.prior, len(x), config.latent).to(here)
        metrics = teach(generator, discriminator, d_adam, x, z, place, config, lazily=step % LAZY == 1)
        z = noise(config.prior, len(x), config.latent).to(here)
        metrics = improve(generator, discriminator, g_adam, z, place, config) | metrics
        age = step - now.first + 1  # layers that are new must not be averaged with how they began
        follow(averaged, generator, min(config.average, age / (age + 10)))
        metrics |= {"alpha": now.alpha, "resolution": now.side}
        if kept and now.fading and step == schedule.halfway(now.side, config.phase):
            kept[f"at-{now.side}"].load_state_dict(part_of(averaged, kept[f"at-{now.side}"]))

        grown = Grown(averaged, now.level, now.alpha)
        if measures(step, config):
            metrics |= witness.measure(grown, Seen(discriminator, now.level, now.alpha), None, config)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "fixed", look(grown, config, FIXED), ALWAYS_THE_SAME)
            yield Preview(step, "fresh", look(grown, config, step), FRESH)
        config = (yield Snapshot(step, networks, parts)) or config


def cut_to(generator: Generator, side: int) -> Generator:
    """A copy of the generator as far as it paints `side` pixels."""
    smaller = Generator(**generator.arguments | {"size": side})
    smaller.load_state_dict(part_of(generator, smaller))
    return smaller


def part_of(generator: Generator, smaller: Generator) -> dict[str, Tensor]:
    """The weights that both have."""
    weights = generator.state_dict()
    return {name: weights[name] for name in smaller.state_dict()}


def as_made(x: Tensor, now: Moment, config: ProgressiveConfig) -> Tensor:
    """Real pictures as small and as blurred as those that the generator makes by now, from -1 to 1."""
    if config.flip:
        x = augment.mirrored(x)
    return real_at(2 * x - 1, now.level, now.alpha)


def teach(
    generator: Generator,
    discriminator: Discriminator,
    adam: optim.Optimizer,
    x: Tensor,
    z: Tensor,
    now: Moment,
    config: ProgressiveConfig,
    lazily: bool,
) -> dict[str, Any]:
    """One step of the discriminator, on real pictures x and as many made from z. The generator stands still."""
    game = adversarial.OBJECTIVES[config.objective]
    with torch.no_grad(), device.precision():
        fake = generator(z, now.level, now.alpha)
    real_seen, fake_seen = seen(x, config), seen(fake, config)

    def verdict(some: Tensor) -> Tensor:
        with device.precision():
            return discriminator(some, now.level, now.alpha).float()

    real, made_up = verdict(real_seen), verdict(fake_seen)
    loss = game.critic(real, made_up, 0.0)
    if game.penalty:
        share = torch.rand(len(x), 1, 1, 1).to(x.device)
        slope = game.penalty(verdict, real_seen, fake_seen, share)
        loss = loss + config.penalty * slope + DRIFT * real.square().mean()
    elif lazily and config.calm:
        loss = loss + LAZY * config.calm / 2 * adversarial.steepness(verdict, real_seen)

    length = step_down(discriminator, adam, loss, config.learning_rate)
    return {
        "discriminator loss": loss.detach(),
        "D(x)": game.score(real.detach()).mean(),
        "D(G(z))": game.score(made_up.detach()).mean(),
        "gradient of D": length,
    }


def improve(
    generator: Generator,
    discriminator: Discriminator,
    adam: optim.Optimizer,
    z: Tensor,
    now: Moment,
    config: ProgressiveConfig,
) -> dict[str, Any]:
    """One step of the generator, judged by the discriminator as it is now. The discriminator stands still."""
    game = adversarial.OBJECTIVES[config.objective]
    with device.precision():
        fake = generator(z, now.level, now.alpha)
        logits = discriminator(seen(fake, config), now.level, now.alpha).float()
    loss = game.generator(logits)
    length = step_down(generator, adam, loss, config.learning_rate)
    return {"generator loss": loss.detach(), "D(G(z))": game.score(logits.detach()).mean(), "gradient of G": length}


def seen(pictures: Tensor, config: ProgressiveConfig) -> Tensor:
    """What the discriminator sees of pictures, real or made: gradients pass through."""
    return augment.changed(pictures) if config.augment else pictures


def look(grown: Grown, config: ProgressiveConfig, seed: int) -> np.ndarray:
    """Pictures in rows, all enlarged to the final size by whole factors, so that a film of them shows the pixels shrink."""
    return sheets.grid(images.to_pixels(made(grown, SHOWN, None, config, seed)), across=8)
