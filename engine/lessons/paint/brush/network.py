"""A brush for one style: a network that has learnt to paint any picture in it, in one pass (Johnson et al. 2016, arXiv:1603.08155).

    x (n, 3, h, w) in [0, 1] --half--> --quarter--> residual blocks --half--> --whole--> (n, 3, h, w)

We differ from the paper: the first and last layer work on four pixels at once, and larger pictures grow by resizing, so that no
checkerboard appears. Instance norm makes it forget the contrast of the picture, as Ulyanov et al. 2016 (arXiv:1607.08022) found,
and grain lets it paint strokes where the picture is flat: they, too, begin with noise (arXiv:1603.03417).
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

MULTIPLE, LEAST = 4, 8
"""Both sides grow to a multiple of four, and to eight at least: instance norm needs more than one place."""

GRAIN = 0.4
"""Of the noise laid over a picture whose colours have deviation 1."""


class Brush(nn.Module):
    def __init__(self, width: int, blocks: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"width": width, "blocks": blocks}
        self.first = layer(12, width)
        self.smaller = layer(width, 2 * width, stride=2)
        self.blocks = nn.ModuleList(
            nn.Sequential(layer(2 * width, 2 * width), convolution(2 * width, 2 * width), norm(2 * width))
            for _ in range(blocks)
        )
        self.larger = layer(2 * width, width)
        self.last = convolution(width, 12)

    def forward(self, x: Tensor) -> Tensor:
        height, width = x.shape[-2:]
        below, right = (max(LEAST - length, -length % MULTIPLE) for length in (height, width))
        x = F.pad(x, (0, right, 0, below), mode="replicate")
        x = F.instance_norm(x) + GRAIN * self.grain(x)
        x = self.smaller(self.first(F.pixel_unshuffle(x, 2)))
        for block in self.blocks:
            x = x + block(x)
        x = self.last(self.larger(F.interpolate(x, scale_factor=2)))
        return F.pixel_shuffle(x, 2)[:, :, :height, :width].float() + 0.5

    def grain(self, x: Tensor) -> Tensor:
        """Noise without colour, at rest always the same: what is painted twice comes out twice the same."""
        count, chance = (len(x), None) if self.training else (1, torch.Generator().manual_seed(0))
        return torch.randn(count, 1, *x.shape[-2:], generator=chance).to(x.device)


def layer(before: int, after: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(convolution(before, after, stride), norm(after), nn.ReLU())


def convolution(before: int, after: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(before, after, 3, stride=stride, padding=1, padding_mode="replicate")


def norm(width: int) -> nn.InstanceNorm2d:
    return nn.InstanceNorm2d(width, affine=True)


NETWORKS = {"brush": Brush}
