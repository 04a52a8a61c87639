"""Training a GAN that draws what a sentence says (StackGAN, Zhang et al. 2017): first the sketch, then its refinement."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from random import Random
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine import configs_telling, device, gan_losses, images, judging, samples, telling_losses
from engine.configs_telling import StackConfig
from engine.data import worlds
from engine.data.worlds import Tale
from engine.events import Event, Preview, Snapshot, Step
from engine.models.reader import Reader
from engine.models.stack import Critic, Refiner, Sketcher
from engine.training import looks
from engine.training.gan import follow, scaled_down
from engine.training.going_on import Batches, Chance, restore, step_down

SIZE = 64
EMBED, CONDITION = 48, 64

MEMORY = (0.0, 0.99)
"""Adam's betas: a critic with spectral norm turns so fast that a step keeps nothing of the last direction."""

LOOKED_AT = 300
"""Held-out sentences that each look asks for."""

SHOWN, NOISES = 8, 3
"""Sentences and noises on a preview."""

FIXED = 0
"""Seed of the sentences and the noise that every preview shows again."""

GAME = gan_losses.OBJECTIVES["hinge"]


class Stage(NamedTuple):
    """A generator with its average, its critic, and the real pictures at its size."""

    generator: nn.Module
    averaged: nn.Module
    critic: Critic
    g_adam: optim.Optimizer
    d_adam: optim.Optimizer
    pictures: Tensor


def train(config: StackConfig, data: Tale, state: Mapping[str, Any] | None = None) -> Iterator[Event]:
    torch.manual_seed(config.seed)
    side, here = int(config.sketch), device.pick()
    reader = Reader(worlds.vocabulary(worlds.of(config.data)), EMBED, config.text).to(here)
    first = staged(Sketcher(config.text, CONDITION, config.noise, side, config.width), data, side, config)
    second = staged(Refiner(config.text, CONDITION, side, SIZE, config.width), data, SIZE, config)
    r_adam = optim.Adam(reader.parameters(), betas=(0.9, 0.99), fused=True)
    batches = Batches(len(data.train.rows), config.batch, config.seed)
    witness = Witness(data)

    networks = {"reader": reader, "sketcher": first.averaged, "refiner": second.averaged}
    networks |= {"sketch_critic": first.critic, "critic": second.critic}
    parts = {"reader adam": r_adam, "batches": batches, "chance": Chance()}
    for number, stage in enumerate((first, second), start=1):
        parts |= {f"generator {number}": stage.generator, f"generator adam {number}": stage.g_adam}
        parts |= {f"critic adam {number}": stage.d_adam}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        phase = configs_telling.phase(config, step)
        stage = first if phase == "sketching" else second
        chosen = next(batches)
        right, wrong = told(reader, data.train.rows[chosen], config, step)
        x = 2 * images.to_unit(stage.pictures[chosen]) - 1
        if phase == "reading":
            metrics = read(reader, r_adam, second, x, right, wrong, config)
        else:
            z = torch.randn(len(x), config.noise).to(here)
            draw = sketch_of(first, z) if phase == "sketching" else refined_from(first.averaged, second, z)
            with torch.no_grad():
                meant = reader(right), reader(wrong)
            metrics = teach(stage, draw, x, *meant, config)
            metrics |= improve(stage, draw, *meant, config)
            follow(stage.averaged, stage.generator, min(config.average, step / (step + 10)))

        looking = step % config.preview_every == 0 or step in (1, config.steps)
        if looking:
            metrics |= witness.measure(networks, phase == "refining", config)
        yield Step(step, config.steps, metrics)
        if looking:
            yield Preview(step, "fixed", *look(networks, data, phase == "refining", config))
        config = (yield Snapshot(step, networks, parts)) or config


def staged(generator: nn.Module, data: Tale, size: int, config: StackConfig) -> Stage:
    # Both critics have as many channels where they see pictures at the same size.
    generator, critic = device.fast(generator), device.fast(Critic(config.text, size, config.width * SIZE // size))
    adams = (optim.Adam(network.parameters(), betas=MEMORY, fused=True) for network in (generator, critic))
    pictures = scaled_down(data.train.pictures, size).to(device.pick())
    return Stage(generator, deepcopy(generator), critic, *adams, pictures)


def told(reader: Reader, rows: np.ndarray, config: StackConfig, step: int) -> tuple[Tensor, Tensor]:
    """A sentence for each picture, ids (n, l), and sentences that are wrong in one point, (n * wrong, l).

    Chance comes from seed and step alone, so that a run which goes on says what it would have said.
    """
    world, dice = worlds.of(config.data), Random(f"{config.seed} {step}")
    heard = [world.hushed(row, dice) for row in rows]
    right = [world.say(row, dice) for row in heard]
    wrong = [world.say(worlds.altered(world, row, dice), dice) for row in heard for _ in range(config.wrong)]
    here = device.pick()
    return reader.spell(right).to(here), reader.spell(wrong).to(here)


def sketch_of(stage: Stage, z: Tensor) -> Any:
    """What draws sketches from what the reader holds."""

    def draw(t: Tensor) -> tuple[Tensor, Tensor]:
        mean, log_var = stage.generator.condition(t)
        return stage.generator(telling_losses.blurred(mean, log_var), z), telling_losses.blur_cost(mean, log_var)

    return draw


def refined_from(sketcher: Sketcher, stage: Stage, z: Tensor) -> Any:
    """What draws large pictures over sketches; the first stage stands still."""

    def draw(t: Tensor) -> tuple[Tensor, Tensor]:
        with looks.at_rest(sketcher):
            sketch = sketcher(telling_losses.blurred(*sketcher.condition(t)), z)
        mean, log_var = stage.generator.condition(t)
        made = stage.generator(telling_losses.blurred(mean, log_var), sketch.detach())
        return made, telling_losses.blur_cost(mean, log_var)

    return draw


def read(
    reader: Reader, adam: optim.Optimizer, stage: Stage, x: Tensor, right: Tensor, wrong: Tensor, config: StackConfig
) -> dict[str, Any]:
    """One step of the reader and of the second critic: which of many sentences belongs to each real picture?"""
    t, others = reader(right), reader(wrong)
    with device.precision():
        _, seen = stage.critic(x)
    fit, found = telling_losses.matching(seen.float(), *directions(stage.critic, t, others, config))
    for one, rate in ((adam, config.reader_rate), (stage.d_adam, config.critic_rate)):
        one.zero_grad()
        one.param_groups[0]["lr"] = rate
    fit.backward()
    adam.step()
    stage.d_adam.step()
    return {"reading loss": fit.detach(), "right sentence found, real": found.float().mean()}


def teach(stage: Stage, draw: Any, x: Tensor, t: Tensor, others: Tensor, config: StackConfig) -> dict[str, Any]:
    """One step of the critic: which pictures are real, and which sentence fits the real ones."""
    with torch.no_grad(), device.precision():
        made, _ = draw(t)
    with device.precision():
        real, seen = stage.critic(x)
        fake, _ = stage.critic(made)
    real, fake = real.float(), fake.float()
    fit, found = telling_losses.matching(seen.float(), *directions(stage.critic, t, others, config))
    loss = GAME.critic(real, fake, 0.0) + config.matching * fit
    step_down(stage.critic, stage.d_adam, loss, config.critic_rate)
    return {
        "critic loss": loss.detach(),
        "D(x)": real.detach().mean(),
        "D(G(z))": fake.detach().mean(),
        "right sentence found, real": found.float().mean(),
    }


def improve(stage: Stage, draw: Any, t: Tensor, others: Tensor, config: StackConfig) -> dict[str, Any]:
    """One step of the generator: its pictures shall look real, and the critic shall find their sentences."""
    with device.precision():
        made, blur = draw(t)
        fake, seen = stage.critic(made)
    fit, found = telling_losses.matching(seen.float(), *directions(stage.critic, t, others, config))
    loss = GAME.generator(fake.float()) + config.matching * fit + config.blur * blur.float()
    step_down(stage.generator, stage.g_adam, loss, config.generator_rate)
    return {
        "generator loss": loss.detach(),
        "fit of made pictures": fit.detach(),
        "blur cost": blur.detach().float(),
        "right sentence found, made": found.float().mean(),
    }


def directions(critic: Critic, t: Tensor, others: Tensor, config: StackConfig) -> tuple[Tensor, Tensor]:
    """Where right and wrong sentences point, (n, d) and (n, wrong, d)."""
    return critic.direction(t), critic.direction(others).view(len(t), config.wrong, -1)


def made(
    networks: Mapping[str, Any], sentences: list[list[str]], z: Tensor, large: bool
) -> tuple[Tensor, Tensor | None]:
    """Sketches, and with `large` the pictures made from them, in [0, 1]: each sentence at the middle of its cloud."""
    reader, sketcher, refiner = (networks[name] for name in ("reader", "sketcher", "refiner"))
    small, fine = [], []
    with looks.at_rest(reader), looks.at_rest(sketcher), looks.at_rest(refiner), device.precision():
        t = reader(reader.spell(sentences).to(z.device))
        for some, noise in zip(t.split(100), z.split(100), strict=True):
            sketch = sketcher(sketcher.condition(some)[0], noise)
            small.append(sketch.float())
            if large:
                fine.append(refiner(refiner.condition(some)[0], sketch).float())
    return (torch.cat(small) + 1) / 2, (torch.cat(fine) + 1) / 2 if large else None


class Witness:
    """Asks for held-out sentences, and lets a judge that took no part in the game read what was drawn."""

    def __init__(self, data: Tale):
        self.name, world, dice = data.name, worlds.of(data.name), Random(FIXED)
        self.judge = judging.of_set(data.name)
        told_of = data.held_out.only(np.arange(min(LOOKED_AT, len(data.held_out.rows))))
        self.rows = np.stack([world.hushed(row, dice) for row in told_of.rows])
        self.sentences = [world.say(row, dice) for row in self.rows]
        self.real = self.judge.embed(told_of.pictures)

    def measure(self, networks: Mapping[str, Any], refining: bool, config: StackConfig) -> dict[str, float]:
        z = torch.randn(len(self.rows), config.noise, generator=torch.Generator().manual_seed(FIXED)).to(device.pick())
        pictures = images.to_pixels(made(networks, self.sentences, z, refining)[1 if refining else 0])
        obeyed = worlds.obeyed(self.rows, worlds.seen(self.name, self.judge.probabilities(pictures)))
        traits = worlds.of(self.name).TRAITS
        crowd = samples.compared(self.real, self.judge.embed(pictures))
        return {
            "obedience": float(np.concatenate(list(obeyed.values())).mean()),
            **{f"obedience of {traits[at].name}": float(one.mean()) for at, one in obeyed.items() if len(one)},
            "KID": crowd.kid,
            "KID, at least": crowd.kid_low,
            "KID, at most": crowd.kid_high,
        }


def look(networks: Mapping[str, Any], data: Tale, refining: bool, config: StackConfig) -> tuple[np.ndarray, str]:
    """A column for each held-out sentence, a row for each noise; in the second stage the sketch above the picture."""
    world, dice = worlds.of(data.name), Random(FIXED)
    sentences = [world.say(world.hushed(row, dice)) for row in data.held_out.rows[:SHOWN]]
    z = torch.randn(NOISES, config.noise, generator=torch.Generator().manual_seed(FIXED)).to(device.pick())
    rows = []
    for one in z:
        small, fine = made(networks, sentences, one.expand(len(sentences), -1), refining)
        factor = SIZE // small.shape[-1]
        rows.append(images.to_pixels(small).repeat(factor, 1).repeat(factor, 2))
        rows += [] if fine is None else [images.to_pixels(fine)]
    stage = "Each sketch with the picture made from it below" if refining else "Sketches"
    return images.sheet(rows), f"{stage}; from left to right: {'; '.join(' '.join(words) for words in sentences)}."
