"""Training CycleGAN (Zhu et al. 2017, arXiv:1703.10593): two generators that translate there and back, and two critics.

`to_b` turns pictures of A into pictures of B, `to_a` the other way; `critic_b` knows what B looks like, `critic_a` what A does.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn, optim

from engine.core.pace import Stretch
from engine.data import sheets
from engine.data.unpaired import Domains
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_
from engine.lessons import adversarial
from engine.lessons import crowd as lessons_crowd
from engine.lessons.crops import cut, whole
from engine.lessons.translate import losses as translate_losses
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.cyclegan.guide import Guide, met
from engine.lessons.translate.cyclegan.pool import Pool
from engine.lessons.translate.cyclegan.repaint import carried, ways
from engine.lessons.translate.network import slopes
from engine.lessons.translate.setup import MEMORY, critic, generator, optimisers, step_all
from engine.nn import augment, device, evaluation, images
from engine.nn.loop import Batches, Chance, follow, measures, rate_at, restore, shows, step_down

SHOWN, MEASURED = 6, 12
"""Held-out pictures of each side that a look shows, and that it measures."""


def train(config: CycleConfig, data: Domains, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    yield from (cycle if config.recipe == "cycle" else repaint)(config, data, state)


def cycle(config: CycleConfig, data: Domains, state: Mapping[str, Any] | None) -> Events:
    """The textbook: both ways at once, held together by what comes back."""
    to_b, to_a = generator(config), generator(config)
    critics = {"b": critic(config), "a": critic(config)}
    learners = nn.ModuleList([to_b, to_a])
    averaged = deepcopy(learners) if config.average else learners
    found = optimisers(learners, config)
    critic_adams = {side: optim.Adam(one.parameters(), betas=MEMORY, fused=True) for side, one in critics.items()}
    pools = {side: Pool(config.pool) for side in critics}
    a_pictures, b_pictures = torch.from_numpy(data.a), torch.from_numpy(data.b)
    a_batches = Batches(len(a_pictures), config.batch, config.seed)
    b_batches = Batches(len(b_pictures), config.batch, config.seed + 1)

    guide = Guide(a_pictures, b_pictures, config.near) if config.guide else None

    networks = {"to_b": averaged[0], "to_a": averaged[1], "critic_b": critics["b"], "critic_a": critics["a"]}
    parts: dict[str, Any] = {f"generators {name}": one for name, one in found.items()}
    parts |= {f"critic {side} adam": adam for side, adam in critic_adams.items()}
    parts |= {f"pool {side}": pool for side, pool in pools.items()}
    parts |= {"a batches": a_batches, "b batches": b_batches, "chance": Chance()}
    if config.average:
        parts["learners"] = learners
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        side, rate = side_at(step, config), rate_at(step, config)
        a_at, b_at = next(a_batches), next(b_batches)
        if guide:  # in turn, one side chooses from the other
            a_at, b_at = (a_at, met(a_at, guide.near_a)) if step % 2 else (met(b_at, guide.near_b), b_at)
        a, b = (
            cut(side_of[at], side, config.crop, config.flip) for side_of, at in ((a_pictures, a_at), (b_pictures, b_at))
        )

        if step <= config.warm_up:
            made_b, made_a, metrics = learn_to_copy(learners, found, a, b, rate)
        else:
            made_b, made_a, metrics = improve(learners, critics, found, a, b, config, rate, guide)
        follow(averaged, learners, min(config.average, step / (step + 10)))

        critic_rate = config.critic_rate * rate / config.learning_rate
        metrics |= teach("B", critics["b"], critic_adams["b"], b, pools["b"].swap(made_b), config, critic_rate)
        metrics |= teach("A", critics["a"], critic_adams["a"], a, pools["a"].swap(made_a), config, critic_rate)

        if measures(step, config):
            metrics |= measure(averaged, data, side) | slopes(to_b)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield from previews(step, averaged, data, side)
        config = (yield Snapshot(step, networks, parts)) or config


def repaint(config: CycleConfig, data: Domains, state: Mapping[str, Any] | None) -> Events:
    """One way, or both: each by itself, and joined by whether the scene comes back."""
    found = ways(config, torch.from_numpy(data.a), torch.from_numpy(data.b))
    networks = {name: one for way in found for name, one in way.networks().items()} | carried(config)
    parts = {name: part for way in found for name, part in way.parts().items()} | {"chance": Chance()}
    held_out = {
        "B": (torch.from_numpy(data.a_held_out), *data.names),
        "A": (torch.from_numpy(data.b_held_out), *data.names[::-1]),
    }
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        rate, metrics = rate_at(step, config), {}
        for way, other in zip(found, reversed(found), strict=True):
            back = other.generator if config.recipe == "joined" and config.cycle else None
            learnt = way.learn(step, config, rate, back)
            learnt["training loss"] = learnt["training loss"] + metrics.get("training loss", 0)
            metrics |= learnt
        if measures(step, config):
            for way in found:
                metrics |= way.measure(held_out[way.name][0])
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            for way in found:
                yield from way.preview(step, *held_out[way.name])
        config = (yield Snapshot(step, networks, parts)) or config


FIXED = 52**2
"""Pixels that would cost what each step costs besides its pixels."""

COPYING = 0.56
"""What a step costs that only learns to copy, beside one of the whole game. Both as measured with small networks."""


def stretches(config: CycleConfig, data: object) -> list[Stretch]:
    def cost(step: int) -> float:
        return (side_at(step, config) ** 2 + FIXED) * (COPYING if step <= config.warm_up else 1.0)

    ends = {config.warm_up, int(config.first_share * config.steps), config.steps}
    return [Stretch(last, cost(last)) for last in sorted(ends) if 0 < last <= config.steps]


def side_at(step: int, config: CycleConfig) -> int:
    """Pixels of a side at this step: small pictures first, if so wished."""
    early = config.first_side and step <= config.first_share * config.steps
    return config.first_side if early else config.side


def improve(
    generators: nn.ModuleList,
    critics: Mapping[str, nn.Module],
    found: Mapping[str, optim.Optimizer],
    a: Tensor,
    b: Tensor,
    config: CycleConfig,
    rate: float,
    guide: Guide | None = None,
) -> tuple[Tensor, Tensor, dict[str, Any]]:
    """One step of both generators. The critics stand still. Returns what was made of a and of b."""
    to_b, to_a = generators
    n = len(a)
    with device.precision():
        # One pass for what is to be translated and for what is there already.
        made_b, same_b = to_b(torch.cat([a, b]) if config.identity else a).tensor_split([n])
        made_a, same_a = to_a(torch.cat([b, a]) if config.identity else b).tensor_split([n])
        back_a, back_b = to_a(made_b), to_b(made_a)
        verdicts_b = critics["b"](seen(made_b, config)).float()
        verdicts_a = critics["a"](seen(made_a, config)).float()
    parts = {
        "adversarial to B": translate_losses.adversarial(verdicts_b),
        "adversarial to A": translate_losses.adversarial(verdicts_a),
        "cycle A": translate_losses.cycle(back_a, a),
        "cycle B": translate_losses.cycle(back_b, b),
    }
    loss = config.adversarial * (parts["adversarial to B"] + parts["adversarial to A"])
    loss = loss + config.cycle * (parts["cycle A"] + parts["cycle B"])
    if guide:
        parts |= guide.losses(made_b, made_a, a, b)
        loss = loss + config.scene * (parts["scene A"] + parts["scene B"]) + config.strokes * parts["strokes of B"]
    if config.identity:
        parts["identity B"] = translate_losses.identity(same_b, b)
        parts["identity A"] = translate_losses.identity(same_a, a)
        loss = loss + config.identity * (parts["identity B"] + parts["identity A"])
    step_all(generators, found, loss, rate)
    metrics = {"training loss": loss} | parts
    return made_b.detach(), made_a.detach(), {name: value.detach() for name, value in metrics.items()}


def learn_to_copy(
    generators: nn.ModuleList, found: Mapping[str, optim.Optimizer], a: Tensor, b: Tensor, rate: float
) -> tuple[Tensor, Tensor, dict[str, Any]]:
    """A step before the game: both generators learn to hand on what they get, so that the scene is kept from the start."""
    both = torch.cat([a, b])
    with device.precision():
        made = [one(both) for one in generators]
    loss = sum((translate_losses.identity(one, both) for one in made), torch.zeros(()))
    step_all(generators, found, loss, rate)
    return made[0][: len(a)].detach(), made[1][len(a) :].detach(), {"training loss": loss.detach()}


def teach(
    name: str,
    network: nn.Module,
    adam: optim.Optimizer,
    real: Tensor,
    made: Tensor,
    config: CycleConfig,
    rate: float,
) -> dict[str, Tensor]:
    """One step of one critic, on real pictures and on made ones, new or old. The generators stand still."""
    with device.precision():
        real_verdicts, made_verdicts = network(seen(torch.cat([real, made]), config)).float().tensor_split([len(real)])
    loss = adversarial.least_squares_critic(real_verdicts, made_verdicts)
    step_down(network, adam, loss, rate)
    return {
        f"critic {name}": loss.detach(),
        f"D({name})": real_verdicts.detach().mean(),
        f"D(made {name})": made_verdicts.detach().mean(),
    }


def seen(pictures: Tensor, config: CycleConfig) -> Tensor:
    """What a critic sees of pictures, real or made (Zhao et al. 2020): gradients pass through."""
    return augment.changed(pictures) if config.augment else pictures


def measure(generators: nn.ModuleList, data: Domains, side: int) -> dict[str, float]:
    """How far held-out pictures are from what comes back, and from what is made of them where they already belong; and
    whether there is a grid on what is made."""
    metrics = {}
    for name, pictures, there, here in directions(generators, data):
        x = whole(torch.from_numpy(pictures[:MEASURED]), side)
        with evaluation.at_rest(generators), device.precision():
            made, same = there(x), here(x)
            back = here(made)
        metrics[f"held-out cycle {name}"] = float(translate_losses.cycle(back, x))
        metrics[f"held-out identity {name}"] = float(translate_losses.identity(same, x))
        metrics[f"checkerboard from {name}"] = lessons_crowd.checkerboard(images.to_pixels(made))
    return metrics


def previews(step: int, generators: nn.ModuleList, data: Domains, side: int) -> Iterator[Preview]:
    """Fixed held-out pictures of each side, what they become there, and what comes back."""
    for (name, pictures, there, here), other in zip(directions(generators, data), data.names[::-1], strict=True):
        x = whole(torch.from_numpy(pictures[:SHOWN]), side)
        with evaluation.at_rest(generators), device.precision():
            made = there(x)
            back = here(made)
        sheet = sheets.sheet([images.to_pixels(row) for row in (x, made, back)])
        own = data.names[0 if name == "A" else 1]
        said = N_("Above: {own} that nobody here learns from. Middle: translated to {other}. Below: translated back.")
        yield Preview(step, f"from-{name.lower()}", sheet, said.format(own=own, other=other))


def directions(generators: nn.ModuleList, data: Domains) -> tuple[tuple, ...]:
    """For each side its name, its held-out pictures, the generator that leads away, and the one that leads back."""
    to_b, to_a = generators
    return ("A", data.a_held_out, to_b, to_a), ("B", data.b_held_out, to_a, to_b)
