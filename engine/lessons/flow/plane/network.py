"""A small fully connected network that says, for each place and time, which way to go (Lipman et al. 2022, arXiv:2210.02747).

x (n, 2), t (n, 1) in [0, 1] --features--> (n, 3 + 2 f) --layers--> what is predicted (n, 2)
"""

import math
from typing import Any

import torch
from torch import Tensor, nn

from engine.lessons.flow import paths

EDGE = 0.02
"""Nearer to the ends of time than this, a formula that divides by t or 1 - t divides by EDGE instead."""


class Field(nn.Module):
    """`predicts`: velocity, noise or score. The layers answer in its terms; `velocity` says the same as a velocity."""

    def __init__(self, predicts: str, width: int, layers: int, waves: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"predicts": predicts, "width": width, "layers": layers, "waves": waves}
        self.predicts, self.waves = predicts, waves
        sizes = [3 + 2 * waves, *[width] * layers]
        self.hidden = nn.ModuleList(nn.Linear(before, after) for before, after in zip(sizes, sizes[1:], strict=False))
        self.out = nn.Linear(width, 2)

    def forward(self, x: Tensor, t: Tensor) -> Tensor:
        h = features(x, t, self.waves)
        for layer in self.hidden:
            h = nn.functional.silu(layer(h))
        return self.out(h)

    def velocity(self, x: Tensor, t: Tensor) -> Tensor:
        return as_velocity(self.predicts, self(x, t), x, t)


def features(x: Tensor, t: Tensor, waves: int) -> Tensor:
    """x, t, and sin and cos of k pi t for k = 1 ... waves: with waves, quick changes in time are easy to follow. (n, 3 + 2 waves)"""
    angles = t * math.pi * torch.arange(1, waves + 1, device=t.device)
    return torch.cat([x, t, angles.sin(), angles.cos()], 1)


def as_velocity(predicts: str, said: Tensor, x: Tensor, t: Tensor) -> Tensor:
    """What was predicted, said as a velocity."""
    if predicts == "noise":
        return paths.velocity_from_noise(said, x, t.clamp(min=EDGE))
    if predicts == "score":
        return paths.velocity_from_score(said, x, t.clamp(min=EDGE))
    return said


NETWORKS: dict[str, Any] = {"field": Field}
