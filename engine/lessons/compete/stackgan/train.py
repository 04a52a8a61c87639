"""Training a GAN that draws what a sentence says (StackGAN, Zhang et al. 2017): first the sketch, then its refinement.

A reader and a matcher that have learnt before (training/reading.py) stand still: one says what a sentence means, the other whether
it fits a picture.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, optim

from engine.data import sheets
from engine.data.sentences import worlds
from engine.data.sentences.worlds import PicturesWithSentences
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import _
from engine.lessons import adversarial
from engine.lessons import crowd as lessons_crowd
from engine.lessons.compete.stackgan import config as stackgan_config
from engine.lessons.compete.stackgan import losses
from engine.lessons.compete.stackgan.config import StackConfig
from engine.lessons.compete.stackgan.network import Critic, Refiner, Sketcher
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.helpers.reader import losses as reader_losses
from engine.lessons.helpers.reader import model as reader_model
from engine.lessons.helpers.reader.network import Matcher, Reader
from engine.nn import augment, device, evaluation, images
from engine.nn.images import scaled_down
from engine.nn.loop import Batches, Chance, follow, measures, restore, shows, step_down, warmth

SIZE = 64
CONDITION = 64

GRAIN = 0.1
"""Noise on what the matcher sees, so that no picture can flatter it with patterns that nobody else would see."""

OBEYED = 0.2
"""How much the fit to the sentence counts in the second stage, beside the first: the sketch obeys already, and who is pushed on
draws caricatures for the matcher."""

KEPT = 5.0
"""How much it counts that a picture, seen from afar, is its sketch. Without this the second stage forgets what the first has learnt."""

MEMORY = (0.0, 0.99)
"""Adam's betas: a critic with spectral norm turns so fast that a step keeps nothing of the last direction."""

TWICE = 4
"""One in so many sentences is drawn twice, to see what the noise does."""

LOOKED_AT = 300
"""Held-out sentences that each look asks for."""

SHOWN, NOISES = 8, 3
"""Sentences and noises on a preview."""

FIXED = 0
"""Seed of the sentences and the noise that every preview shows again."""

GAME = adversarial.OBJECTIVES["hinge"]


class Stage(NamedTuple):
    """A generator with its average, its critic, and the real pictures at its size."""

    generator: Any
    averaged: Any
    critic: Critic
    g_adam: optim.Optimizer
    d_adam: optim.Optimizer
    pictures: Tensor


def train(config: StackConfig, data: PicturesWithSentences, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    side = int(config.sketch)
    reader, matcher = reader_model.of_set(config.data)
    text = reader.arguments["text"]
    first = staged(Sketcher(text, CONDITION, config.noise, side, config.width), data, side, config)
    second = staged(Refiner(text, CONDITION, side, SIZE, config.width), data, SIZE, config)
    batches = Batches(len(data.train.rows), config.batch, config.seed)
    witness = Witness(data)

    networks = {"reader": reader, "sketcher": first.averaged, "refiner": second.averaged}
    parts: dict[str, Any] = {"batches": batches, "chance": Chance()}
    for number, stage in enumerate((first, second), start=1):
        parts |= {f"generator {number}": stage.generator, f"generator adam {number}": stage.g_adam}
        parts |= {f"critic {number}": stage.critic, f"critic adam {number}": stage.d_adam}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        refining = stackgan_config.phase(config, step) == "refining"
        stage = second if refining else first
        chosen = next(batches)
        x = 2 * images.to_unit(stage.pictures[chosen]) - 1
        wish = wished(reader, matcher, data.train.rows[chosen], config, step)
        draw = refined_from(first.averaged, second, config) if refining else sketch_of(first, config)
        with device.precision():
            drawn = draw(wish.t)
        warm, worth = warmth(step, config), config.matching * (OBEYED if refining else 1)
        metrics = teach(stage, x, drawn.pictures.detach(), wish, warm * config.critic_rate)
        metrics |= improve(stage, drawn, matcher, wish, worth, warm * config.generator_rate, config)
        follow(stage.averaged, stage.generator, min(config.average, step / (step + 10)))

        if measures(step, config):
            metrics |= witness.measure(networks, refining, config)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "fixed", *look(networks, data, refining, config))
        config = (yield Snapshot(step, networks, parts)) or config


def staged(generator: Sketcher | Refiner, data: PicturesWithSentences, size: int, config: StackConfig) -> Stage:
    # Both critics have as many channels where they see pictures at the same size.
    text = generator.arguments["text"]
    generator, critic = device.fast(generator), device.fast(Critic(text, size, config.width * SIZE // size))
    adams = (optim.Adam(network.parameters(), betas=MEMORY, fused=True) for network in (generator, critic))
    pictures = scaled_down(data.train.pictures, size).to(device.pick())
    return Stage(generator, deepcopy(generator), critic, *adams, pictures)


class Wish(NamedTuple):
    """What a batch of pictures shall show: t (n, text) what the reader holds of each sentence, and of the wrong one that is hardest
    to tell from it; right (n, d) where a picture of the sentence would point, and wrong (n, m, d) the same for all wrong ones."""

    t: Tensor
    wrong_t: Tensor
    right: Tensor
    wrong: Tensor


def wished(reader: Reader, matcher: Matcher, rows: np.ndarray, config: StackConfig, step: int) -> Wish:
    """A sentence for each picture. Chance comes from seed and step alone, so that a run which goes on says what it would have said."""
    world, dice = worlds.of(config.data), Random(f"{config.seed} {step}")
    heard = [world.hushed(row, dice) for row in rows]
    right = [world.say(row, dice) for row in heard]
    wrong = [world.say(worlds.altered(world, row, dice), dice) for row in heard for _other in range(config.wrong)]
    with torch.no_grad():
        t, others = (reader(reader.spell(some).to(device.pick())) for some in (right, wrong))
        others = others.view(len(t), config.wrong, -1)
        right, wrong = matcher.direction(t), matcher.direction(others)
        hardest = torch.einsum("nd,nmd->nm", right, wrong).argmax(1)
        return Wish(t, others[torch.arange(len(t)), hardest], right, wrong)


class Drawing(NamedTuple):
    """Pictures (n, 3, s, s) in [-1, 1], what the clouds of their sentences cost, how alike those of different noises are, and how
    far they are from their sketches."""

    pictures: Tensor
    blur: Tensor
    sameness: Tensor | float = 0.0
    astray: Tensor | float = 0.0


Draw = Callable[[Tensor], Drawing]
"""From what the reader holds of sentences (n, text) to pictures."""


def sketch_of(stage: Stage, config: StackConfig) -> Draw:
    """What draws sketches; some of the sentences twice, from two noises."""

    def draw(t: Tensor) -> Drawing:
        mean, log_var = stage.generator.condition(t)
        c, some = losses.blurred(mean, log_var), len(t) // TWICE
        z, again = torch.randn(len(t) + some, config.noise).to(t.device).split([len(t), some])
        made = stage.generator(torch.cat([c, c[:some]]), torch.cat([z, again]))
        one, other = made[:some].float(), made[len(t) :].float()
        same = losses.sameness(one, other, z[:some], again)
        return Drawing(made[: len(t)], losses.blur_cost(mean, log_var), same)

    return draw


def refined_from(sketcher: Sketcher, stage: Stage, config: StackConfig) -> Draw:
    """What draws large pictures over sketches; the first stage stands still."""

    def draw(t: Tensor) -> Drawing:
        z = torch.randn(len(t), config.noise).to(t.device)
        with evaluation.at_rest(sketcher):
            sketch = sketcher(losses.blurred(*sketcher.condition(t)), z)
        mean, log_var = stage.generator.condition(t)
        made = stage.generator(losses.blurred(mean, log_var), sketch.detach())
        return Drawing(made, losses.blur_cost(mean, log_var), astray=losses.astray(made.float(), sketch.float()))

    return draw


def teach(stage: Stage, x: Tensor, made: Tensor, wish: Wish, rate: float) -> dict[str, Any]:
    """One step of the critic: which pictures are real, and shown with their own sentence? (Matching-aware: Reed et al. 2016)"""
    with device.precision():
        real_seen, fake_seen = stage.critic.look(x), stage.critic.look(made)
        real, lied_about, fake = (
            stage.critic.say(seen, t).float()
            for seen, t in ((real_seen, wish.t), (real_seen, wish.wrong_t), (fake_seen, wish.t))
        )
    loss = (GAME.critic(real, fake, 0.0) + GAME.critic(real, lied_about, 0.0)) / 2
    step_down(stage.critic, stage.d_adam, loss, rate)
    return {
        "critic loss": loss.detach(),
        "D(x)": real.detach().mean(),
        "D(G(z))": fake.detach().mean(),
        "D(x, wrong sentence)": lied_about.detach().mean(),
    }


def improve(
    stage: Stage, drawn: Drawing, matcher: Matcher, wish: Wish, worth: float, rate: float, config: StackConfig
) -> dict[str, Any]:
    """One step of the generator: its pictures shall look real, and the matcher shall find their sentences, which is worth `worth`."""
    with device.precision():
        fake = stage.critic.say(stage.critic.look(drawn.pictures), wish.t)
        looked_at = augment.shifted(drawn.pictures, drawn.pictures.shape[-1] // 16)
        seen = matcher(looked_at + GRAIN * torch.randn_like(looked_at))
    fit, found = reader_losses.matching(seen.float(), wish.right, wish.wrong)
    loss = GAME.generator(fake.float()) + worth * fit
    loss = loss + config.blur * drawn.blur.float() + config.variety * drawn.sameness + KEPT * drawn.astray
    step_down(stage.generator, stage.g_adam, loss, rate)
    return {
        "generator loss": loss.detach(),
        "fit of made pictures": fit.detach(),
        "blur cost": drawn.blur.detach().float(),
        "right sentence found": found.float().mean(),
    }


def made(
    networks: Mapping[str, Any], sentences: list[list[str]], z: Tensor, large: bool
) -> tuple[Tensor, Tensor | None]:
    """Sketches, and with `large` the pictures made from them, in [0, 1]: each sentence at the middle of its cloud."""
    reader, sketcher, refiner = (networks[name] for name in ("reader", "sketcher", "refiner"))
    small, fine = [], []
    with evaluation.at_rest(reader), evaluation.at_rest(sketcher), evaluation.at_rest(refiner), device.precision():
        t = reader(reader.spell(sentences).to(z.device))
        for some, noise in zip(t.split(100), z.split(100), strict=True):
            sketch = sketcher(sketcher.condition(some)[0], noise)
            small.append(sketch.float())
            if large:
                fine.append(refiner(refiner.condition(some)[0], sketch).float())
    return (torch.cat(small) + 1) / 2, (torch.cat(fine) + 1) / 2 if large else None


class Witness:
    """Asks for held-out sentences, and lets a judge that took no part in the game read what was drawn."""

    def __init__(self, data: PicturesWithSentences):
        self.name, world, dice = data.name, worlds.of(data.name), Random(FIXED)
        self.judge = judge_model.of_set(data.name)
        told_of = data.held_out.only(np.arange(min(LOOKED_AT, len(data.held_out.rows))))
        self.rows = np.stack([world.hushed(row, dice) for row in told_of.rows])
        self.sentences = [world.say(row, dice) for row in self.rows]
        self.pictures = told_of.pictures

    @cached_property
    def real(self) -> np.ndarray:
        """What the judge sees in real ones: it takes seconds, and no first picture waits for them."""
        return self.judge.embed(self.pictures)

    def measure(self, networks: Mapping[str, Any], refining: bool, config: StackConfig) -> dict[str, float]:
        z = torch.randn(len(self.rows), config.noise, generator=torch.Generator().manual_seed(FIXED)).to(device.pick())
        sketches, refined = made(networks, self.sentences, z, refining)
        drawn = images.to_pixels(sketches if refined is None else refined)
        pictures = sheets.enlarged(drawn, SIZE)  # as they are shown; scaled smoothly, fine lines would fade
        obeyed = worlds.obeyed(self.rows, worlds.seen(self.name, self.judge.probabilities(pictures)))
        traits = worlds.of(self.name).TRAITS
        crowd = lessons_crowd.compared(self.real, self.judge.embed(pictures))
        return {
            "obedience": float(np.concatenate(list(obeyed.values())).mean()),
            **{f"obedience of {traits[at].name}": float(one.mean()) for at, one in obeyed.items() if len(one)},
            "KID": crowd.kid,
            "KID, at least": crowd.kid_low,
            "KID, at most": crowd.kid_high,
        }


def look(
    networks: Mapping[str, Any], data: PicturesWithSentences, refining: bool, config: StackConfig
) -> tuple[np.ndarray, str]:
    """A column for each held-out sentence, a row for each noise; in the second stage the sketch above the picture."""
    world, dice = worlds.of(data.name), Random(FIXED)
    sentences = [world.say(world.hushed(row, dice)) for row in data.held_out.rows[:SHOWN]]
    z = torch.randn(NOISES, config.noise, generator=torch.Generator().manual_seed(FIXED)).to(device.pick())
    rows = []
    for one in z:
        small, fine = made(networks, sentences, one.expand(len(sentences), -1), refining)
        rows.append(sheets.enlarged(images.to_pixels(small), SIZE))
        rows += [] if fine is None else [images.to_pixels(fine)]
    said = "; ".join(" ".join(words) for words in sentences)
    if refining:
        return sheets.sheet(rows), _(
            "Each sketch with the picture made from it below; from left to right: {sentences}.", sentences=said
        )
    return sheets.sheet(rows), _("Sketches; from left to right: {sentences}.", sentences=said)
