"""Instant style: any style in one pass (whitening and colouring: Li et al. 2017, arXiv:1705.08086).

The compact eye sees the content picture; what it sees is moved, layer by layer, until its means and Gram matrices are those of the
style: by the shortest way, which keeps most of the content (optimal transport between bell curves: Lu et al. 2019, arXiv:1906.00668).
The painter turns that into a picture again. We differ from the papers: one painter learns all layers at once; it is told the style's
moments (as in FiLM, Perez et al. 2018), which makes its strokes its own; and it gets a grain of chance (as in StyleGAN, Karras et
al. 2019), for in an even sky there is nothing that a stroke could begin with.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.lessons import gram_losses

DRESSED = ("relu2_1", "relu3_1", "relu4_1")
"""Layers that are moved to the style: at a half, a quarter and an eighth of the picture's size."""

KNOWN = ("relu1_1", *DRESSED)
"""Layers of whose moments the painter is told."""

MULTIPLE = 16
"""Both sides of a picture must be so many pixels, or twice, or three times."""

MARGIN = 16
"""Pixels that are painted around the picture and cut off again: near its rim the eye sees black beyond, and a painter that knows
where the rim is hides its mistakes there."""

FLOOR = 0.003
"""This share of the mean spread is added in every direction: noise would be blown up where there is none."""


class Moments(NamedTuple):
    """Of one layer: the mean of each channel (n, c), and the covariance matrix (n, c, c)."""

    mean: Tensor
    spread: Tensor


def moments(seen: Tensor) -> Moments:
    mean = seen.float().mean((2, 3))
    return Moments(mean, gram_losses.gram(seen - mean.to(seen.dtype)[:, :, None, None]))


def of_gram(mean: Tensor, gram: Tensor) -> Moments:
    return Moments(mean, gram - mean[:, :, None] * mean[:, None])


def way(own: Tensor, style: Tensor) -> Tensor:
    """The matrix T that turns features of one spread (n, c, c) into features of another, T own T = style, and moves them least."""
    values, axes = torch.linalg.eigh(own)
    values = raised(values)
    root, back = scaled(axes, values.sqrt()), scaled(axes, values.rsqrt())
    values, axes = torch.linalg.eigh(style)
    values, axes = torch.linalg.eigh(root @ scaled(axes, raised(values)) @ root)
    return back @ scaled(axes, values.clamp(min=0).sqrt()) @ back


def raised(spread: Tensor) -> Tensor:
    """Eigenvalues (n, c) with a little added in every direction."""
    return spread.clamp(min=0) + FLOOR * spread.mean(1, keepdim=True).clamp(min=1e-6)


def scaled(axes: Tensor, by: Tensor) -> Tensor:
    """The matrix that stretches these axes, columns, by these factors."""
    return axes * by[:, None] @ axes.mT


def dressed(seen: Tensor, own: Moments, style: Moments, strength: float = 1.0) -> Tensor:
    """What was seen (n, c, h, w), with the style's mean and Gram matrix in place of its own; or a part of the way there."""
    turn = torch.lerp(torch.eye(seen.shape[1], device=seen.device), way(own.spread, style.spread), strength)
    shift = torch.lerp(own.mean, style.mean, strength) - (turn @ own.mean[:, :, None])[:, :, 0]
    each = zip(seen.split(1), turn.to(seen.dtype), shift.to(seen.dtype), strict=True)
    return torch.cat([F.conv2d(one, by[:, :, None, None], to) for one, by, to in each])


def words(style: Mapping[str, Moments]) -> Tensor:
    """A style's means and deviations as one row of numbers (n, 2 x channels), none of them huge."""
    found = []
    for layer in KNOWN:
        deviation = style[layer].spread.diagonal(dim1=1, dim2=2).clamp(min=0).sqrt()
        found += [torch.asinh(style[layer].mean), torch.asinh(deviation)]
    return torch.cat(found, 1)


def padded(x: Tensor, margin: int = 0) -> Tensor:
    """With edges repeated all around, and until both sides fit the eye's stages."""
    height, width = x.shape[-2:]
    return F.pad(x, (margin, margin + -width % MULTIPLE, margin, margin + -height % MULTIPLE), mode="replicate")


class Painter(nn.Module):
    """From dressed features back to a picture."""

    def __init__(self, seen: list[int], widths: list[int]):
        """`seen`: channels of the known layers. `widths`: of the painter, from fine to coarse."""
        super().__init__()
        self.arguments: dict[str, Any] = {"seen": list(seen), "widths": list(widths)}
        fine, middle, coarse = widths
        convolutions = {
            "coarse": conv(seen[3], coarse),
            "coarse_1": conv(coarse, coarse),
            "coarse_2": conv(coarse, coarse),
            "middle": conv(coarse + seen[2], middle),
            "middle_1": conv(middle, middle),
            "middle_2": conv(middle, middle),
            "fine": conv(middle + seen[1], fine),
            "fine_1": conv(fine, fine),
        }
        self.convolutions = nn.ModuleDict(convolutions)
        self.pixels = conv(fine, 12)
        self.told = [3 * layer.out_channels for layer in convolutions.values()]
        self.film = nn.Linear(2 * sum(seen), sum(self.told))
        nn.init.zeros_(self.film.weight)
        nn.init.zeros_(self.film.bias)

    def turns(self, words: Tensor) -> dict[str, Tensor]:
        """How a style scales, shifts and roughens the painter's own channels: layer -> (n, 3, c)."""
        parts = self.film(words.to(self.film.weight.dtype)).split(self.told, 1)
        return {name: part.unflatten(1, (3, -1)) for name, part in zip(self.convolutions, parts, strict=True)}

    def forward(
        self, seen: Mapping[str, Tensor], turns: Mapping[str, Tensor], chance: torch.Generator | None = None
    ) -> Tensor:
        """`seen`: the dressed layers. `turns`: (n, 3, c) or, another for each place, (n, 3, c, h, w).
        `chance` draws the grain. Gives a picture (n, 3, h, w) in [0, 1]."""

        def step(name: str, x: Tensor) -> Tensor:
            return turned(self.convolutions[name](x), turns[name], chance)

        x = step("coarse", seen["relu4_1"])
        x = x + step("coarse_2", step("coarse_1", x))
        x = step("middle", torch.cat([larger(x), seen["relu3_1"].to(x.dtype)], 1))
        x = x + step("middle_2", step("middle_1", x))
        x = step("fine", torch.cat([larger(x), seen["relu2_1"].to(x.dtype)], 1))
        x = x + step("fine_1", x)
        return torch.sigmoid(F.pixel_shuffle(self.pixels(x), 2).float())


def larger(x: Tensor) -> Tensor:
    """Twice as large, and smooth: repeated places would show as bricks, for the grain begins on the coarse ones."""
    return F.interpolate(x, scale_factor=2, mode="bilinear")


def conv(before: int, after: int) -> nn.Conv2d:
    return nn.Conv2d(before, after, 3, padding=1, padding_mode="replicate")


def turned(x: Tensor, turn: Tensor, chance: torch.Generator | None = None) -> Tensor:
    """Scaled, shifted and roughened; then only what is above 0."""
    if turn.dim() == 3:
        turn = turn[..., None, None]
    elif turn.shape[-2:] != x.shape[-2:]:
        turn = F.interpolate(turn.flatten(1, 2), x.shape[-2:], mode="bilinear").unflatten(1, (3, -1))
    scale, shift, rough = turn.to(x.dtype).unbind(1)
    grain = torch.randn(len(x), 1, *x.shape[-2:], generator=chance).to(x)
    return F.relu(x * (1 + scale) + shift + rough * grain)


NETWORKS = {"painter": Painter}
