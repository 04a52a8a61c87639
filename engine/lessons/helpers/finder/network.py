"""A finder: at every fourth pixel of a picture it says whether a face has its middle there, and where its two eyes are.

x (n, 3, h, w) in [0, 1] --> (n, 5, h / 4, w / 4): a logit, then (across, down) to the left and to the right eye in units of REACH pixels.
The middle of a face is the middle between its eyes. It is convolutional throughout, so pictures may have any size.
"""

from typing import Any, cast

import torch
from torch import Tensor, nn

STRIDE = 4

REACH = 8.0

UNLIKELY = -4.0
"""The first answer everywhere: a face is rare."""


class Finder(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"width": width}
        self.layers = nn.Sequential(
            *block(3, width, stride=2),
            *block(width, 2 * width, stride=2),  # (n, 2 w, h / 4, w / 4)
            *block(2 * width, 3 * width),
            *block(3 * width, 3 * width, apart=2),  # by now it sees 31 pixels: both eyes
            *block(3 * width, 3 * width, apart=2),  # and 47: the whole face
            answers(3 * width),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(2 * x - 1)


def answers(before: int) -> nn.Module:
    last = nn.Conv2d(before, 5, 1)
    with torch.no_grad():
        cast(Tensor, last.bias)[0] = UNLIKELY
    return last


def block(before: int, after: int, stride: int = 1, apart: int = 1) -> tuple[nn.Module, ...]:
    return nn.Conv2d(before, after, 3, stride, apart, apart, bias=False), nn.BatchNorm2d(after), nn.ReLU()


NETWORKS = {"finder": Finder}
