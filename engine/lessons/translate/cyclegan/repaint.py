"""Repainting: one direction of CycleGAN, taught without the way back. What is made shall show the same scene as seen by an eye, not
pixel by pixel, which would punish every broad stroke; and it begins at the smoothed picture, so that every edge has to be painted.

The critic's fakes are what is made, untouched pictures of the one side, and smoothed pictures of the other: it learns that neither a
photograph nor a painting without strokes is a painting. It sees all pixels, and its gradient has no lattice (engine.lessons.translate.calm_critic).
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn, optim

from engine.data import sheets
from engine.events import Preview
from engine.language.words import N_
from engine.lessons import adversarial
from engine.lessons import crowd as lessons_crowd
from engine.lessons.crops import cut, whole
from engine.lessons.translate import losses as translate_losses
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.cyclegan import palettes
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.cyclegan.guide import met
from engine.lessons.translate.cyclegan.likeness import Likeness
from engine.lessons.translate.setup import MEMORY, critic, generator, optimisers, step_all
from engine.nn import augment, device, evaluation, images, kuwahara
from engine.nn.loop import Batches, follow, step_down

SHOWN, MEASURED = 6, 12
"""Held-out pictures that a look shows, and that it measures, at the size they have."""

HASTE = 2.5
"""How much faster a generator learns while it only learns to smooth."""

NOW_AND_THEN, SELDOM = 4, 8
"""Each so many steps a generator is asked to leave alone what is there already, and the critic's steepness is held down."""


class Way:
    """From `source` to `target`, both uint8 (n, h, w, 3). `name` is the side it leads to, A or B."""

    def __init__(self, name: str, source: Tensor, target: Tensor, config: CycleConfig, begin: str, seed: int):
        self.name, self.source_name = name, "BA"[name == "B"]
        self.generator, self.critic = generator(config), critic(config)
        if begin:
            self.begin_as(begin)
        self.averaged = deepcopy(self.generator) if config.average else self.generator
        self.found = optimisers(self.generator, config)
        self.critic_adam = optim.Adam(self.critic.parameters(), betas=MEMORY, fused=True)
        self.batches = Batches(len(source), config.batch, seed)
        self.likeness = Likeness()
        self.near = palettes.near(source, target, config.near)
        self.given, self.wanted = (
            torch.cat([side, kuwahara.set_smoothed(side, config.smooth)], 3) for side in (source, target)
        )  # what belongs together is cut alike

    def begin_as(self, model: str) -> None:
        """Go on from a model's networks."""
        networks = translate_model.networks_of_cyclegan(model)
        for mine, key in ((self.generator, f"to_{self.name.lower()}"), (self.critic, f"critic_{self.name.lower()}")):
            mine.load_state_dict(networks[key].state_dict())

    def networks(self) -> dict[str, nn.Module]:
        return {f"to_{self.name.lower()}": self.averaged, f"critic_{self.name.lower()}": self.critic}

    def parts(self) -> dict[str, Any]:
        found: dict[str, Any] = {f"generator {self.name} {kind}": one for kind, one in self.found.items()}
        found |= {f"critic {self.name} adam": self.critic_adam, f"batches {self.name}": self.batches}
        return found | ({f"learner {self.name}": self.generator} if self.averaged is not self.generator else {})

    def learn(self, step: int, config: CycleConfig, rate: float, back: nn.Module | None) -> dict[str, Tensor]:
        """One step of the generator and one of its critic. `back`: the other way, if what comes back counts."""
        at = next(self.batches)
        size = config.side, config.crop, config.flip, config.widest
        given, smooth_given = cut(self.given[at], *size).chunk(2, 1)
        wanted, smooth_wanted = cut(self.wanted[met(at, self.near)], *size).chunk(2, 1)
        if step <= config.warm_up:
            made, metrics = self.learn_to_smooth(given, smooth_given, HASTE * rate)
        else:
            made, metrics = self.improve(step, given, wanted, config, rate, back)
        follow(self.averaged, self.generator, min(config.average, step / (step + 10)))
        if step <= config.warm_up / 2:
            return metrics
        decoy = given if step % 2 else smooth_wanted
        return metrics | self.teach(step, wanted, made, decoy, config, config.critic_rate * rate / config.learning_rate)

    def learn_to_smooth(self, given: Tensor, smooth: Tensor, rate: float) -> tuple[Tensor, dict[str, Tensor]]:
        """A step before the game: what comes out is the scene without its detail, which then has to be painted."""
        with device.precision():
            made = self.generator(given)
        loss = translate_losses.l1(made, smooth)
        step_all(self.generator, self.found, loss, rate)
        return made.detach(), {"training loss": loss.detach()}

    def improve(
        self, step: int, given: Tensor, wanted: Tensor, config: CycleConfig, rate: float, back: nn.Module | None
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """One step of the generator. The critic stands still."""
        asked = config.identity and step % NOW_AND_THEN == 0
        with device.precision():
            made, same = self.generator(torch.cat([given, wanted]) if asked else given).tensor_split([len(given)])
            verdicts = self.critic(augment.glimpsed(made)).float()
            returned = back(made) if back else None
        parts = {
            f"adversarial to {self.name}": adversarial.two_heads(verdicts),
            f"scene {self.source_name}": self.likeness.loss(made, given),
            f"light of {self.source_name}": palettes.light_lost(made, given, wanted),
            f"colours of {self.name}": palettes.colours_apart(made, given, wanted),
        }
        weights = (config.adversarial, config.likeness, config.light, config.palette)
        loss = torch.stack([weight * part for weight, part in zip(weights, parts.values(), strict=True)]).sum()
        if returned is not None:
            parts[f"cycle {self.source_name}"] = self.likeness.loss(returned, given)
            loss = loss + config.cycle * parts[f"cycle {self.source_name}"]
        if asked:
            loss = loss + config.identity * NOW_AND_THEN * translate_losses.identity(same, wanted)
        step_all(self.generator, self.found, loss, rate)
        metrics = {"training loss": loss} | parts
        return made.detach(), {name: value.detach() for name, value in metrics.items()}

    def teach(
        self, step: int, real: Tensor, made: Tensor, decoy: Tensor, config: CycleConfig, rate: float
    ) -> dict[str, Tensor]:
        """One step of the critic. The generator stands still."""
        seen = augment.glimpsed(torch.cat([real, made, decoy]))
        with device.precision():
            of_real, of_made, of_decoy = self.critic(seen).float().chunk(3)
        against_made, against_decoy = (adversarial.two_heads_critic(of_real, fake) for fake in (of_made, of_decoy))
        loss = (against_made + config.decoys * against_decoy) / (1 + config.decoys)
        if config.flatness and step % SELDOM == 0:
            loss = loss + config.flatness * adversarial.steepness(
                lambda x: self.critic(augment.glimpsed(x)).mean((1, 2, 3)), real
            )
        step_down(self.critic, self.critic_adam, loss, rate)
        likely = self.critic.likely
        return {
            f"critic {self.name}": loss.detach(),
            f"D({self.name})": likely(of_real).detach().mean(),
            f"D(made {self.name})": likely(of_made).detach().mean(),
        }

    def measure(self, held_out: Tensor) -> dict[str, float]:
        """Whether there is a grid on what is made of held-out pictures, and how much of their scenes is lost."""
        x = whole(held_out[:MEASURED], held_out.shape[1])
        with evaluation.at_rest(self.averaged), device.precision(), torch.random.fork_rng(devices=()):
            made = self.averaged(x)
            lost = self.likeness.loss(made, x)
        return {
            f"held-out scene {self.source_name}": float(lost),
            f"checkerboard from {self.source_name}": lessons_crowd.checkerboard(images.to_pixels(made)),
        }

    def preview(self, step: int, held_out: Tensor, own: str, other: str) -> Iterator[Preview]:
        """Fixed held-out pictures, and what they become there."""
        x = whole(held_out[:SHOWN], held_out.shape[1])
        with evaluation.at_rest(self.averaged), device.precision():
            made = self.averaged(x)
        sheet = sheets.sheet([images.to_pixels(row) for row in (x, made)])
        said = N_("Above: {own} that nobody here learns from. Below: translated to {other}.")
        yield Preview(step, f"from-{self.source_name.lower()}", sheet, said.format(own=own, other=other))


WAYS = {"there": "B", "back": "A", "joined": "BA"}
"""Recipe -> which sides its generators lead to."""


def ways(config: CycleConfig, a: Tensor, b: Tensor) -> list[Way]:
    sides = {"B": (a, b, config.there_from), "A": (b, a, config.back_from)}
    return [
        Way(name, *sides[name][:2], config, sides[name][2], config.seed + at)
        for at, name in enumerate(WAYS[config.recipe])
    ]


def carried(config: CycleConfig) -> dict[str, nn.Module]:
    """Of the way that does not learn, the networks of a model, if one is named: they travel along."""
    side, model = {"there": ("a", config.back_from), "back": ("b", config.there_from), "joined": ("", "")}[
        config.recipe
    ]
    if not model:
        return {}
    networks = translate_model.networks_of_cyclegan(model)
    return {name: networks[name] for name in (f"to_{side}", f"critic_{side}")}
