"""What a painting is compared with, at one size: the objective of style transfer (Gatys et al. 2016, arXiv:1508.06576).

    loss = w_content |F - P|² / |P|² + w_style Σ |G - A|² / |A|² + w_smooth TV(x)

F are features of the canvas in one layer and P those of the content; G are Gram matrices of the canvas and A those of the style.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons import gram_losses
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.paint.grams import grams_of
from engine.lessons.paint.inputs import PaintingInputs, Style
from engine.lessons.paint.style.canvas import areas_of, noise, restored
from engine.lessons.paint.style.config import StyleConfig
from engine.nn import device
from engine.nn.images import scaled, unit

PARTS = ("content", "style", "smoothness")
"""The three that pull at the canvas."""

PROBES = 4
"""Noises at most by which shares become weights."""


@dataclass(frozen=True)
class Target:
    """A style for a part of the canvas. `areas`: layer -> how much each place belongs to that part; None: all of it."""

    share: float
    grams: Mapping[str, Tensor]
    areas: Mapping[str, Tensor] | None


@dataclass(frozen=True)
class Look:
    """What one look at a canvas says: losses, the slope of their weighted sum, and how hard each part pulls, where asked."""

    losses: dict[str, Tensor]
    slope: Tensor
    pulls: dict[str, Tensor]


class Objective:
    """Everything that a canvas of one size is compared with. It is computed once."""

    def __init__(self, eye: Eye, config: StyleConfig, data: PaintingInputs, height: int, width: int):
        self.eye, self.content_layer = eye, config.content_layer
        self.size = (height, width)
        with torch.no_grad():
            seen = eye.see(scaled(unit(data.content), height, width), {*eye.layers, config.content_layer})
        self.shapes = seen[config.content_layer].float()
        labels = areas_of(data, height, width)
        self.painted = None if labels is None else (labels > 0)
        like = data.content if config.colours == "match" else None
        known = [grams_of(style, eye, max(height, width), like) for style in data.styles]
        self.targets = blend(data.styles, known) if labels is None else apart(data.styles, known, labels, seen)

    def losses(self, x: Tensor, config: StyleConfig, parts: Collection[str] = PARTS) -> dict[str, Tensor]:
        """The losses of the wanted parts for a canvas (1, 3, h, w)."""
        layers = style_layers(config) if "style" in parts else {}
        wanted = {*layers, *([self.content_layer] if "content" in parts else [])}
        seen = self.eye.see(x, sorted(wanted)) if wanted else {}
        found = {}
        if "content" in parts:
            found["content"] = gram_losses.content(seen[self.content_layer], self.shapes)
        if layers:
            found["style"] = self._style(seen, layers)
        if "smoothness" in parts:
            found["smoothness"] = gram_losses.total_variation(x)
        return found

    def _style(self, seen: Mapping[str, Tensor], layers: Mapping[str, float]) -> Tensor:
        found = torch.zeros((), device=device.pick())
        for layer, weight in layers.items():
            for target in self.targets:
                gram = gram_losses.gram(seen[layer], target.areas[layer] if target.areas else None)
                found = found + weight * target.share * gram_losses.style(gram, target.grams[layer])
        return found / sum(layers.values())

    def look(self, x: Tensor, config: StyleConfig, weights: Mapping[str, float], each: bool = False) -> Look:
        """Losses and slope at a canvas. `each`: measure how hard every part pulls, which costs another way back."""
        x = x.detach().requires_grad_()
        losses = self.losses(x, config, [part for part, weight in weights.items() if weight > 0])
        slope, pulls = torch.zeros_like(x), {}
        if each:
            for part, loss in losses.items():
                own = self.kept_still(torch.autograd.grad(loss, x, retain_graph=True)[0]) * weights[part]
                pulls[part] = own.norm()
                slope = slope + own
        elif losses:
            total = sum((weights[part] * loss for part, loss in losses.items()), torch.zeros(()))
            slope = self.kept_still(torch.autograd.grad(total, x)[0])
        return Look({part: loss.detach() for part, loss in losses.items()}, slope, pulls)

    def kept_still(self, slope: Tensor) -> Tensor:
        """No slope where nothing shall be painted."""
        return slope if self.painted is None else slope * self.painted


def style_layers(config: StyleConfig) -> dict[str, float]:
    """The layers in which the style counts, and how much."""
    return {layer: weight for layer in LAYERS if (weight := getattr(config, layer)) > 0}


def blend(styles: Sequence[Style], known: Sequence[Mapping[str, Tensor]]) -> list[Target]:
    """One target for the whole canvas: the mean of the styles' Gram matrices, each with its weight."""
    total = sum(style.weight for style in styles)
    mean = {
        layer: sum(
            (style.weight / total * grams[layer] for style, grams in zip(styles, known, strict=True)), torch.zeros(())
        )
        for layer in known[0]
    }
    return [Target(1.0, mean, None)]


def apart(
    styles: Sequence[Style], known: Sequence[Mapping[str, Tensor]], labels: Tensor, seen: Mapping[str, Tensor]
) -> list[Target]:
    """A target for each area. It counts as much as it is large, so that all areas are painted equally fast."""
    found = []
    for number, (style, grams) in enumerate(zip(styles, known, strict=True), start=1):
        area = (labels == number).float()
        if area.any():
            places = {layer: F.interpolate(area, one.shape[-2:], mode="area") for layer, one in seen.items()}
            found.append(Target(style.weight * float(area.mean()), grams, places))
    total = sum(target.share for target in found) or 1.0
    return [Target(target.share / total, target.grams, target.areas) for target in found]


class Balance:
    """From shares to weights: equal shares shall pull equally hard, whatever the pictures, the size and the eye.

    The content does not pull at all at the content picture itself. So the pulls are measured at a probe, halfway from the
    content to noise: weight = share / length of the slope there.
    """

    def __init__(self) -> None:
        self.lengths: dict[str, float] = {}
        self.measured_for: list[float] = []

    def measure(self, objective: Objective, config: StyleConfig, data: PaintingInputs) -> None:
        """Anew for each size, and where other layers of the style count; else nothing is to be done."""
        wanted = [*map(float, objective.size), *(getattr(config, layer) for layer in LAYERS)]
        if wanted != self.measured_for:
            self.lengths, self.measured_for = lengths_at(objective, config, data, config.seed), wanted
            for part, length in self.lengths.items():
                if not math.isfinite(length):
                    raise Trouble(
                        _("The {part} loss of these pictures is no number.", part=_(part)),
                        "Choose other pictures or sizes.",
                    )

    def weights(self, config: StyleConfig) -> dict[str, float]:
        """The weight of each part. Typed ones win over shares."""
        typed = (config.content_weight, config.style_weight, config.smooth_weight)
        shares = (config.content_share, config.style_share, config.smooth_share)
        return {
            part: weight
            if weight >= 0
            else share / 100 / max(self.lengths[part], 1e-9)
            if part in self.lengths
            else 0.0
            for part, weight, share in zip(PARTS, typed, shares, strict=True)
        }

    def state_dict(self) -> dict[str, Any]:
        return {"lengths": self.lengths, "measured for": self.measured_for}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.lengths, self.measured_for = dict(state["lengths"]), list(state["measured for"])


def lengths_at(objective: Objective, config: StyleConfig, data: PaintingInputs, seed: int) -> dict[str, float]:
    """How long the slope of each loss is, halfway from the content to noise: the mean over some noises, where they are small."""
    content = scaled(unit(data.content), *objective.size)
    found: dict[str, list[float]] = {}
    for number in range(min(PROBES, max(1, 256**2 // content[0, 0].numel()))):
        probe = torch.lerp(content, noise(*objective.size, PROBES * seed + number), 0.5)
        pulls = objective.look(restored(probe, data), config, dict.fromkeys(PARTS, 1.0), each=True).pulls
        for part, pull in pulls.items():
            found.setdefault(part, []).append(float(pull))
    return {part: sum(lengths) / len(lengths) for part, lengths in found.items()}
