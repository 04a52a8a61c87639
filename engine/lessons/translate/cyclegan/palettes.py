"""Palettes: which pictures of the other side have colours like this one's, and how near colours come to theirs."""

import torch
import torch.nn.functional as F
from torch import Tensor

PLACES = 4
"""Light is compared in so many rows and columns: a bright sky belongs above."""

MEANS, SPREADS, LIGHTS = 3.0, 2.0, 0.7
"""How much the mean colour, the spread of colours and each place's light count when two palettes are compared."""

FAINT = 0.05
"""Added to a spread of colours that others are divided by, so that grey does not turn gaudy."""

LOW, STROKE = 16, 4
"""Pixels below which light is free to change, and below which colours count as strokes, not as palette."""


def near(a: Tensor, b: Tensor, count: int) -> Tensor:
    """For each picture of `a`, uint8 (n, h, w, 3), the `count` of `b` whose palettes are nearest: rows of indices."""
    return torch.cdist(traits(a), traits(b)).topk(min(count, len(b)), 1, largest=False).indices


def traits(pictures: Tensor) -> Tensor:
    """One row of numbers for each picture."""
    rows = []
    for part in pictures.split(32):
        x = part.permute(0, 3, 1, 2).float() / 255
        light = F.adaptive_avg_pool2d(x.mean(1, keepdim=True), PLACES).flatten(1)
        rows.append(torch.cat([MEANS * x.mean((2, 3)), SPREADS * x.std((2, 3)), LIGHTS * light], 1))
    return torch.cat(rows)


def light_lost(made: Tensor, given: Tensor, met: Tensor) -> Tensor:
    """mean |made - wanted|, both seen from so far that no stroke counts. Wanted is the given picture, its colours moved half way
    to those of the picture that was met: what was green may get darker or paler, but does not turn to brown."""
    middle, spread = given.mean((2, 3), keepdim=True), given.std((2, 3), keepdim=True)
    scale = (1 + met.std((2, 3), keepdim=True) / (spread + FAINT)) / 2
    wanted = (given - middle) * scale + (middle + met.mean((2, 3), keepdim=True)) / 2
    return F.l1_loss(F.avg_pool2d(made, LOW), F.avg_pool2d(wanted.clamp(0, 1), LOW))


def colours_apart(made: Tensor, given: Tensor, met: Tensor) -> Tensor:
    """How far the mean colour is from half way between the given picture and the one that was met, and the spread of colours
    from that of the one that was met"""
    made, given, met = (F.avg_pool2d(x, STROKE) for x in (made, given, met))
    means = (made.mean((2, 3)) - (given.mean((2, 3)) + met.mean((2, 3))) / 2).abs().mean()
    return means + (made.std((2, 3)) - met.std((2, 3))).abs().mean()
