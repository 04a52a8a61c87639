"""Training the instant painter: pictures from one side, styles from the other, judged by the compact eye."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, optim

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.lessons import gram_losses
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.paint.crops import CONTENT_LAYER, PLACE, cuts
from engine.lessons.paint.instant import network
from engine.lessons.paint.instant.config import InstantConfig
from engine.lessons.paint.instant.network import DRESSED, KNOWN, MARGIN, Moments, Painter, moments, padded, words
from engine.nn import device, evaluation, images
from engine.nn.loop import Batches, Chance, cosine_rate_at, restore, shows
from engine.nn.muon import Muon

PAINTING, PHOTOGRAPH = 0, 1
SHOWN = 6

WIDTHS = (64, 96, 128)
"""Channels of the painter, from fine to coarse."""

ITSELF = 0.1
"""The share of pictures that are to be painted in their own style: then nothing should change."""


def train(config: InstantConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    from engine.lessons.helpers.eye import model as eye_model

    torch.manual_seed(config.seed)
    eye = eye_model.load("compact")
    painter = device.fast(Painter(eye.network.arguments["readings"][: len(KNOWN)], list(WIDTHS)))
    optimisers = {
        "muon": Muon([weight for weight in painter.parameters() if weight.ndim == 4], lr=config.learning_rate),
        "adam": optim.Adam(
            [weight for weight in painter.parameters() if weight.ndim != 4], lr=config.learning_rate / 10
        ),
    }
    photographs, paintings = (
        torch.from_numpy(data.train[data.train_labels == kind]) for kind in (PHOTOGRAPH, PAINTING)
    )
    contents = Batches(len(photographs), config.batch, config.seed)
    styles = Batches(len(paintings), config.batch, config.seed + 1)
    networks = {"painter": painter}
    parts = {**optimisers, "contents": contents, "styles": styles, "chance": Chance()}
    done = restore(state, networks, parts)
    shown = [
        images.to_unit(torch.from_numpy(data.held_out[data.held_out_labels == kind]))[::every][:SHOWN].to(device.pick())
        for kind, every in ((PHOTOGRAPH, 9), (PAINTING, 8))
    ]

    for step in range(done + 1, config.steps + 1):
        content, style = cuts(photographs[next(contents)], config.side), cuts(paintings[next(styles)], config.side)
        same = torch.rand(len(content), device=content.device) < ITSELF
        style = torch.where(same[:, None, None, None], content, style)
        metrics = improve(painter, eye, optimisers, content, style, same, config, cosine_rate_at(step, config))
        if shows(step, config):
            sheet = look(painter, eye, *shown)
            metrics |= measure(painter, eye, *shown)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "styles", sheet, CAPTION)
        config = (yield Snapshot(step, networks, parts)) or config


CAPTION = "Held-out photographs on the left, held-out paintings above, and each photograph in each painting's style."


def clothes(content: Mapping[str, Tensor], style: Mapping[str, Moments]) -> dict[str, Tensor]:
    """What the eye sees of the contents, with the moments of the styles."""
    return {layer: network.dressed(content[layer], moments(content[layer]), style[layer]) for layer in DRESSED}


def paint(
    painter: Painter,
    clothes: Mapping[str, Tensor],
    style: Mapping[str, Moments],
    chance: torch.Generator | None = None,
) -> Tensor:
    """Dressed features of pictures with a margin -> pictures without it."""
    return painter(clothes, painter.turns(words(style)), chance)[:, :, MARGIN:-MARGIN, MARGIN:-MARGIN]


def losses_of(
    painter: Painter, eye: Eye, content: Tensor, style: Tensor, chance: torch.Generator | None = None
) -> tuple[Tensor, dict[str, Tensor]]:
    """The painted pictures, and what the eye says: each loss is a share of what there is to be matched."""
    with torch.no_grad():
        style_seen = eye.see(style)
        known = {layer: moments(style_seen[layer]) for layer in KNOWN}
        wanted = {layer: gram_losses.gram(seen) for layer, seen in style_seen.items()}
        dressed = clothes(eye.see(padded(content, MARGIN), DRESSED), known)
        rim = MARGIN // PLACE
        kept = dressed[CONTENT_LAYER][:, :, rim:-rim, rim:-rim]
    with device.precision():
        painted = paint(painter, dressed, known, chance)
    seen = eye.see(painted)
    layers = [gram_losses.style(gram_losses.gram(seen[name]), wanted[name]) for name in LAYERS]
    return painted, {
        "content": gram_losses.content(seen[CONTENT_LAYER], kept),
        "style": torch.stack(layers).mean(),
        "smoothness": gram_losses.total_variation(painted),
    }


def improve(
    painter: Painter,
    eye: Eye,
    optimisers: Mapping[str, optim.Optimizer],
    content: Tensor,
    style: Tensor,
    same: Tensor,
    config: InstantConfig,
    rate: float,
) -> dict[str, Tensor]:
    painted, parts = losses_of(painter, eye, content, style)
    itself = ((painted - content).square().mean((1, 2, 3)) * same).mean()
    loss = parts["content"] + 10 * config.style * parts["style"] + config.smooth * parts["smoothness"] + 20 * itself
    painter.zero_grad()
    loss.backward()
    for name, optimiser in optimisers.items():
        for group in optimiser.param_groups:
            group["lr"] = rate if name == "muon" else rate / 10
        optimiser.step()
    return {name: value.detach() for name, value in parts.items()}


def measure(painter: Painter, eye: Eye, contents: Tensor, styles: Tensor) -> dict[str, Tensor]:
    """The same losses on held-out pairs."""
    with evaluation.at_rest(painter):
        _, parts = losses_of(painter, eye, contents, styles, torch.Generator().manual_seed(0))
    return {f"held-out {name}": value for name, value in parts.items()}


def look(painter: Painter, eye: Eye, contents: Tensor, styles: Tensor) -> np.ndarray:
    """A table (h, w, 3): every content in every style."""
    rows = [images.to_pixels(torch.cat([torch.ones_like(styles[:1]), styles]))]
    with evaluation.at_rest(painter):
        style_seen = eye.see(styles, KNOWN)
        known = {layer: moments(style_seen[layer]) for layer in KNOWN}
        for content in contents.split(1):
            seen = eye.see(padded(content, MARGIN).expand(len(styles), -1, -1, -1), DRESSED)
            worn = clothes(seen, known)
            with device.precision():
                painted = paint(painter, worn, known, torch.Generator().manual_seed(0))
            rows.append(images.to_pixels(torch.cat([content, painted])))
    return sheets.sheet(rows)
