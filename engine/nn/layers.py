"""Layers that several networks are built of."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def with_places(x: Tensor) -> Tensor:
    """Two more channels: how far down and how far right each pixel lies, from -1 to 1."""
    n, _, height, width = x.shape
    down = torch.linspace(-1, 1, height, device=x.device)[:, None].expand(n, 1, height, width)
    right = torch.linspace(-1, 1, width, device=x.device).expand(n, 1, height, width)
    return torch.cat([x, down, right], 1)


class Residual(nn.Module):
    """Two convolutions that only say what is to be changed."""

    def __init__(self, width: int):
        super().__init__()
        self.change = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.change(x))


def halve(before: int, after: int) -> nn.Module:
    """The mean of four pixels, then a convolution. A strided one would see some pixels more often than others, and an eye
    that did would ask for a checkerboard."""
    return nn.Sequential(
        nn.AvgPool2d(2), nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()
    )
