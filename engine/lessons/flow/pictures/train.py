"""Training a flow from noise to pictures: flow matching (Lipman et al. 2023, arXiv:2210.02747), or DDPM (Ho et al. 2020)."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, optim

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_, _
from engine.lessons.flow.pictures import losses
from engine.lessons.flow.pictures.config import PicturesConfig
from engine.lessons.flow.pictures.looks import LOOKED_AT, Looker, to_range
from engine.lessons.flow.pictures.network import UNet
from engine.nn import augment, device, images
from engine.nn.images import scaled_down
from engine.nn.loop import Batches, Chance, follow, measures, rate_at, restore, shows, step_down


def train(config: PicturesConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    channels, own, _width = data.shape
    size = own if config.size == "own" else int(config.size)
    if size % int(config.fold):
        raise Trouble(
            _("Pictures of {size} pixels cannot be folded by {fold}.", size=size, fold=config.fold),
            "Choose a smaller fold.",
        )
    here = device.pick()
    classes = data.classes if config.asked and data.train_labels is not None and len(data.classes) > 1 else ()
    learner = device.fast(UNet(channels, size, config.width, int(config.fold), len(classes)))
    averaged = deepcopy(learner) if config.average else learner
    adam = optim.Adam(learner.parameters(), lr=config.learning_rate, betas=(0.9, 0.99), fused=True)
    batches = Batches(len(data.train), config.batch, config.seed)
    pictures = scaled_down(data.train, size).to(here)
    labels = torch.from_numpy(data.train_labels).to(here) if classes else None
    held_out_labels = torch.from_numpy(data.held_out_labels).to(here) if classes else None
    looker = Looker(data, scaled_down(data.held_out[:LOOKED_AT], size), held_out_labels, config)

    networks = {"flow": averaged}
    parts = {"adam": adam, "batches": batches, "chance": Chance()}
    if config.average:
        parts["learner"] = learner
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        chosen = next(batches)
        x = to_range(images.to_unit(pictures[chosen]))
        x = augment.mirrored(x) if config.flip else x
        wanted = None if labels is None else secret(labels[chosen], len(classes), config.forget)
        metrics = improve(learner, adam, x, wanted, config, rate_at(step, config))
        follow(averaged, learner, min(config.average, step / (step + 10)))

        if measures(step, config):
            metrics |= looker.measure(averaged)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "made", looker.sheet(averaged, seed=0), caption(classes))
            yield Preview(step, "way", looker.strip(averaged), WAY)
        config = (yield Snapshot(step, networks, parts)) or config


def secret(labels: Tensor, nothing: int, share: float) -> Tensor:
    """Some classes, by chance, are kept from the network: it hears `nothing` instead (Ho & Salimans 2022)."""
    hidden = torch.rand(len(labels)).to(labels.device) < share
    return labels.masked_fill(hidden, nothing)


def improve(
    network: UNet, adam: optim.Optimizer, x: Tensor, wanted: Tensor | None, config: PicturesConfig, rate: float
) -> dict[str, Any]:
    """One step: each picture mixed with fresh noise, at a time drawn by chance."""
    noise = torch.randn_like(x)
    with device.precision():
        if config.path == "ddpm":
            each = losses.ancestral(network, x, noise, losses.stations(len(x)).to(x.device), wanted)
        else:
            each = losses.straight(network, x, noise, losses.times_of(config.times, len(x)).to(x.device), wanted)
    loss = each.mean()
    length = step_down(network, adam, loss, rate)
    return {"training loss": loss.detach(), "gradient": length}


WAY = N_(
    "From noise to picture in nine looks, left to right. Beneath each row: what the network takes for the picture at that time."
)


def caption(classes: tuple[str, ...]) -> str:
    if not classes:
        return N_("Made from always the same noise.")
    asked = ", ".join(classes[:10])
    return _("Made from always the same noise: a column each for {names}.", names=asked)
