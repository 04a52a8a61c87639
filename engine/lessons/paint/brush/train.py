"""Training a brush for one style, live: the eye compares what it paints with the picture and with the style."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn, optim

from engine.data import sheets
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.paint import grams
from engine.lessons.paint.brush import begin
from engine.lessons.paint.brush.config import NOTHING, BrushConfig
from engine.lessons.paint.brush.inputs import BrushInputs
from engine.lessons.paint.brush.network import Brush
from engine.lessons.paint.crops import CONTENT_LAYER, cuts
from engine.nn import device, evaluation, images
from engine.nn.loop import Batches, Chance, cosine_rate_at, restore, shows
from engine.nn.muon import Muon

SHOWN, SEEN = 3, 256
"""How many held-out pictures each look paints, and their sides in pixels."""

GENTLE = 0.3
"""Of the learning rate, for a brush that begins with what another has learnt: large steps would first undo it."""


def train(config: BrushConfig, data: BrushInputs, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    eye = eye_model.load("compact")
    brush = Brush(config.width, config.blocks)
    if state is None:
        begin.fill(brush, config)
    brush = device.fast(brush)
    optimisers = {
        "muon": Muon([weight for weight in brush.parameters() if weight.ndim == 4], lr=config.learning_rate),
        "adam": optim.Adam([weight for weight in brush.parameters() if weight.ndim != 4], lr=config.learning_rate / 10),
    }
    pictures = torch.from_numpy(data.contents)
    held_out = images.resized(images.to_unit(torch.from_numpy(data.held_out[:SHOWN])), SEEN).to(device.pick())
    batches = Batches(len(pictures), config.batch, config.seed)
    wanted = grams.grams_of(data.style, eye, config.look)
    networks = {"brush": brush}
    parts = {**optimisers, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        content = cuts(pictures[next(batches)], config.side)
        rate = cosine_rate_at(step, config) * (1.0 if config.start == NOTHING else GENTLE)
        metrics = improve(brush, eye, optimisers, content, wanted, config, rate)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            with evaluation.at_rest(brush), device.precision():
                painted = brush(held_out)
            sheet = sheets.sheet([images.to_pixels(held_out), images.to_pixels(painted)])
            yield Preview(step, "paintings", sheet, CAPTION)
        config = (yield Snapshot(step, networks, parts)) or config


CAPTION = N_("Above: pictures that the brush does not learn from. Below: how it paints them now.")


def improve(
    brush: nn.Module,
    eye: Eye,
    optimisers: Mapping[str, optim.Optimizer],
    content: Tensor,
    wanted: Mapping[str, Tensor],
    config: BrushConfig,
    rate: float,
) -> dict[str, Tensor]:
    with torch.no_grad():
        kept = eye.see(content, (CONTENT_LAYER,))[CONTENT_LAYER]
    with device.precision():
        painted = brush(content)
    seen = eye.see(painted)
    layers = [
        gram_losses.style(gram_losses.gram(seen[name]), wanted[name].expand(len(content), -1, -1)) for name in LAYERS
    ]
    parts = {
        "content": gram_losses.content(seen[CONTENT_LAYER], kept),
        "style": torch.stack(layers).mean(),
        "smoothness": gram_losses.total_variation(painted),
    }
    loss = parts["content"] + 10 * config.style_weight * parts["style"] + config.smooth_weight * parts["smoothness"]
    brush.zero_grad()
    loss.backward()
    for name, optimiser in optimisers.items():
        for group in optimiser.param_groups:
            group["lr"] = rate if name == "muon" else rate / 10
        optimiser.step()
    return {name: value.detach() for name, value in parts.items()}
