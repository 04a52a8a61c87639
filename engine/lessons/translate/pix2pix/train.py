"""Training pix2pix (Isola et al. 2017, arXiv:1611.07004): a generator learns from pairs, and a critic sees both pictures of each.

We differ from the paper: the critic's verdicts are compared with 1 and 0 by squared error, as in CycleGAN, not by cross-entropy.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn, optim

from engine.data import sheets
from engine.data.label_colours import PALETTES
from engine.data.pairs import Pairs
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_
from engine.lessons import adversarial
from engine.lessons import crowd as lessons_crowd
from engine.lessons.crops import cut, whole
from engine.lessons.translate import losses as translate_losses
from engine.lessons.translate.calm_critic import CalmCritic
from engine.lessons.translate.critic import Critic
from engine.lessons.translate.label_palettes import labels_of, palettes_of, unlike
from engine.lessons.translate.network import ResNet, UNet, slopes
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.setup import MEMORY, critic_of_pairs, generator, optimisers, step_all
from engine.nn import device, evaluation, images
from engine.nn.loop import Batches, Chance, follow, measures, rate_at, restore, shows, step_down

SHOWN, MEASURED = 6, 24
"""Held-out pairs that a look shows, and that it measures."""

EVERY = 4
"""Of so many rows and columns one is enough to know the mean colours of a picture."""

FIXED = 0
"""Seed of the noise of every look."""


def train(config: PairConfig, data: Pairs, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    colours = label_colours(config, data)
    learner, judge = generator(config, len(colours)), critic_of_pairs(config)
    palettes = learner.palettes if isinstance(learner, UNet) else None
    if palettes:
        palettes.know(colours, known_palettes(data, colours, len(palettes.known)))
    averaged = deepcopy(learner) if config.average else learner
    found = optimisers(learner, config)
    adam = optim.Adam(judge.parameters(), betas=MEMORY, fused=True)
    # Given and wanted side by side as six channels, so that one cut hits both alike.
    both = torch.cat([torch.from_numpy(data.given), torch.from_numpy(data.wanted)], 3)
    batches = Batches(len(both), config.batch, config.seed)

    networks = {"generator": averaged, "critic": judge}
    parts: dict[str, Any] = {f"generator {name}": one for name, one in found.items()}
    parts |= {"critic adam": adam, "batches": batches, "chance": Chance()}
    if config.average:
        parts["learner"] = learner
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        rate = rate_at(step, config)
        x, y = cut(both[next(batches)], config.side, 1 - config.jitter, config.flip).split(3, 1)

        palette = palettes.seen(x, y) if palettes else None
        made, metrics = improve(learner, judge, found, x, y, palette, config, rate)
        follow(averaged, learner, min(config.average, step / (step + 10)))
        metrics |= teach(judge, adam, x, y, made, config.critic_rate * rate / config.learning_rate)

        if measures(step, config):
            metrics |= measure(averaged, data, config.side) | slopes(learner)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield look(step, averaged, data, config.side)
        config = (yield Snapshot(step, networks, parts)) or config


def label_colours(config: PairConfig, data: Pairs) -> Tensor:
    """The colours of the labels, (labels, 3) in [0, 1]; none where no palette is asked for, or where it can play no role: the maps'
    colours must be known, and the generator be a U-Net."""
    told = config.palette and config.form == "unet"
    return torch.tensor([*PALETTES.get(data.name, {}).values()] if told else []).reshape(-1, 3) / 255


def known_palettes(data: Pairs, colours: Tensor, count: int) -> Tensor:
    """Of all that it learns from, the colours of `count` pictures that are most unlike one another."""
    rows = []
    for pair in zip(data.given[:, ::EVERY, ::EVERY], data.wanted[:, ::EVERY, ::EVERY], strict=True):
        x, y = (images.to_unit(torch.from_numpy(one.copy())[None]) for one in pair)
        rows.append(palettes_of(labels_of(x, colours), y, len(colours)))
    return unlike(torch.cat(rows), count)


def improve(
    network: nn.Module,
    judge: Critic | CalmCritic,
    found: Mapping[str, optim.Optimizer],
    x: Tensor,
    y: Tensor,
    palette: Tensor | None,
    config: PairConfig,
    rate: float,
) -> tuple[Tensor, dict[str, Any]]:
    """One step of the generator. The critic, which sees what the picture was made from, stands still."""
    with device.precision():
        made = network(x) if palette is None else network(x, palette=palette)
        verdicts, seen = judge.look(made, x)
    pull = adversarial.two_heads if config.calm else translate_losses.adversarial
    parts = {"L1": translate_losses.l1(made, y), "adversarial": pull(verdicts.float())}
    if config.fixed == "l2":
        parts["L2"] = translate_losses.l2(made, y)
    loss = config.l1 * parts[config.fixed.upper()] + config.adversarial * parts["adversarial"]
    if config.matching:
        with torch.no_grad(), device.precision():
            wanted = judge.look(y, x)[1]
        parts["matching"] = translate_losses.matching(seen, wanted)
        loss = loss + config.matching * parts["matching"]
    step_all(network, found, loss, rate)
    return made.detach(), {name: value.detach() for name, value in {"training loss": loss, **parts}.items()}


def teach(
    judge: Critic | CalmCritic, adam: optim.Optimizer, x: Tensor, y: Tensor, made: Tensor, rate: float
) -> dict[str, Tensor]:
    """One step of the critic, on real pairs and on pairs with a made picture. The generator stands still."""
    with device.precision():
        real, wrong = judge(torch.cat([y, made]), torch.cat([x, x])).float().tensor_split([len(x)])
    tell = adversarial.two_heads_critic if isinstance(judge, CalmCritic) else adversarial.least_squares_critic
    loss = tell(real, wrong)
    step_down(judge, adam, loss, rate)
    said_real, said_wrong = (judge.likely(said.detach()).mean() for said in (real, wrong))
    return {"critic": loss.detach(), "D(real)": said_real, "D(made)": said_wrong}


def at_rest(network: ResNet | UNet, x: Tensor, y: Tensor) -> Tensor:
    """What becomes of x, always with the same noise; told the colours of y, where it learns to be told them."""
    palettes = network.palettes if isinstance(network, UNet) else None
    told = {"palette": palettes.seen(x, y)} if palettes else {}
    with evaluation.at_rest(network), device.precision():
        return network(x, torch.Generator().manual_seed(FIXED), **told)


def measure(network: ResNet | UNet, data: Pairs, side: int) -> dict[str, float]:
    x, y = (whole(torch.from_numpy(one[:MEASURED]), side) for one in (data.given_held_out, data.wanted_held_out))
    made = at_rest(network, x, y)
    grid = lessons_crowd.checkerboard(images.to_pixels(made))
    return {"held-out L1": float(translate_losses.l1(made, y)), "checkerboard": grid}


def look(step: int, network: ResNet | UNet, data: Pairs, side: int) -> Preview:
    """Fixed held-out pairs: given, made and wanted."""
    x, y = (whole(torch.from_numpy(one[:SHOWN]), side) for one in (data.given_held_out, data.wanted_held_out))
    made = at_rest(network, x, y)
    sheet = sheets.sheet([images.to_pixels(row) for row in (x, made, y)])
    given, wanted = data.names
    said = N_(
        "Above: {given} that it does not learn from. Middle: what it makes of them. Below: the {wanted} that belong to them."
    )
    return Preview(step, "pairs", sheet, said.format(given=given, wanted=wanted))
