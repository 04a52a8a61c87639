"""Training a brush for one style, live: the eye compares what it paints with the picture and with the style."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn, optim

from engine import device, eyes, images, painting, style_losses
from engine.configs_paint import BrushConfig
from engine.easel import Studio
from engine.events import Events, Preview, Snapshot, Step
from engine.eyes import Eye
from engine.models.brush import Brush
from engine.models.eye import LAYERS
from engine.muon import Muon
from engine.training import looks
from engine.training.eye import rate_at
from engine.training.going_on import Batches, Chance, restore
from engine.training.instant import CONTENT_LAYER, cuts

SHOWN, SEEN = 3, 256
"""How many held-out pictures each look paints, and their sides in pixels."""


def train(config: BrushConfig, data: Studio, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    eye = eyes.load("compact")
    brush = device.fast(Brush(config.width, config.blocks))
    optimisers = {
        "muon": Muon([weight for weight in brush.parameters() if weight.ndim == 4], lr=config.learning_rate),
        "adam": optim.Adam([weight for weight in brush.parameters() if weight.ndim != 4], lr=config.learning_rate / 10),
    }
    pictures = torch.from_numpy(data.contents)
    held_out = images.resized(images.to_unit(torch.from_numpy(data.held_out[:SHOWN])), SEEN).to(device.pick())
    batches = Batches(len(pictures), config.batch, config.seed)
    wanted = painting.grams_of(data.style, eye, config.look)
    networks = {"brush": brush}
    parts = {**optimisers, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        content = cuts(pictures[next(batches)], config)
        metrics = improve(brush, eye, optimisers, content, wanted, config, rate_at(step, config))
        yield Step(step, config.steps, metrics)
        if step % config.preview_every == 0 or step in (1, config.steps):
            with looks.at_rest(brush), device.precision():
                painted = brush(held_out)
            sheet = images.sheet([images.to_pixels(held_out), images.to_pixels(painted)])
            yield Preview(step, "paintings", sheet, CAPTION)
        config = (yield Snapshot(step, networks, parts)) or config


CAPTION = "Above: pictures that the brush does not learn from. Below: how it paints them now."


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
        style_losses.style(style_losses.gram(seen[name]), wanted[name].expand(len(content), -1, -1)) for name in LAYERS
    ]
    parts = {
        "content": style_losses.content(seen[CONTENT_LAYER], kept),
        "style": torch.stack(layers).mean(),
        "smoothness": style_losses.total_variation(painted),
    }
    loss = parts["content"] + 10 * config.style_weight * parts["style"] + config.smooth_weight * parts["smoothness"]
    brush.zero_grad()
    loss.backward()
    for name, optimiser in optimisers.items():
        for group in optimiser.param_groups:
            group["lr"] = rate if name == "muon" else rate / 10
        optimiser.step()
    return {name: value.detach() for name, value in parts.items()}
