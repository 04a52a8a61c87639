"""A critic with a trained eye (Projected GAN: Sauer et al. 2021, arXiv:2111.01007).

    picture (n, 3, h, w) in [0, 1] --compact eye--> what it sees in three layers --a small head each--> verdicts (n, 3, h/4, w/4)

It need not learn what strokes and edges are, only which of them belong to which side: that takes few pictures, and few steps. The eye
itself never learns. We differ from the paper: VGG's first layers instead of a classifier's last ones, and no random mixing of them.
"""

from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.lessons.translate.critic import SLOPE, shapes

if TYPE_CHECKING:
    from engine.lessons.helpers.eye.model import Eye

SEEN = ("relu2_1", "relu3_1", "relu4_1")
"""What is judged: strokes, what strokes form, and parts of things. Their places are 2, 4 and 8 pixels apart."""

STAGES = 4
"""Stages of the eye down to the last of these layers; the first takes squares of two pixels at once."""


class SightCritic(nn.Module):
    share = 2
    """How many verdicts side by side see the same patch: all are given at the places of the middle layer."""

    def __init__(self, width: int, eye: "Eye | None" = None):
        """`eye`: another one than the one that ships."""
        super().__init__()
        if eye is None:
            from engine.lessons.helpers.eye import (
                model as eye_model,  # opens its weights, and would be a circle at the top
            )

            eye = eye_model.load("compact")
        self.arguments: dict[str, Any] = {"width": width}
        self.eye = [eye]  # in a list, for it is no part of this network and is not saved with it
        readings = eye.network.arguments["readings"]
        self.heads = nn.ModuleList(head(readings[layer], width) for layer in (1, 2, 3))

    def forward(self, x: Tensor, condition: None = None) -> Tensor:
        seen = self.eye[0].see(x, SEEN)
        maps = [one(seen[layer].float()) for one, layer in zip(self.heads, SEEN, strict=True)]
        places = maps[1].shape[-2:]
        return torch.cat([F.interpolate(one, places, mode="area") for one in maps], 1)

    @staticmethod
    def likely(said: Tensor) -> Tensor:
        """What is said of each patch, one number for each layer in which the eye looks, as one map: their mean counts."""
        return said.mean(1)

    def path(self) -> list[tuple[int, int, int]]:
        """Kernel, stride and padding of what lies between the picture and a verdict of the last layer, which sees farthest."""
        stages = [layer for stage in self.eye[0].network.stages[:STAGES] for layer in stage]
        return [(2, 2, 0), *shapes(stages), *shapes(self.heads[-1].children())]


def head(seen: int, width: int) -> nn.Sequential:
    """Spectral norm holds the slope of each layer at 1."""
    layers = [nn.Conv2d(seen, width, 1), nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, 1, 3, padding=1)]
    first, middle, last = (nn.utils.parametrizations.spectral_norm(layer) for layer in layers)
    return nn.Sequential(first, nn.LeakyReLU(SLOPE), middle, nn.LeakyReLU(SLOPE), last)
