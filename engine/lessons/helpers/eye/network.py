"""The compact eye: a small network that sees pictures as VGG-19 does, at a thirtieth of the work.

    x (n, 3, h, w) in [0, 1] --stages--> what VGG's five layers relu1_1 .. relu5_1 would say, in fewer words

Each stage ends in a reading: the features of one of VGG's layers, written in the axes along which those features vary most
(`basis`, columns at right angles). Distances and Gram matrices in these axes are those in VGG's own, so a picture can
be painted by them. Gatys et al. 2016 (arXiv:1508.06576) paint with VGG-19 itself.
"""

import copy
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
WIDTHS = (64, 128, 256, 512, 512)
"""Channels of these layers in VGG-19."""


class CompactEye(nn.Module):
    def __init__(self, widths: list[int], readings: list[int]):
        """`widths`: channels of the five stages. `readings`: how many axes of each of VGG's layers are read."""
        super().__init__()
        self.arguments: dict[str, Any] = {"widths": list(widths), "readings": list(readings)}
        first, second, *deeper = widths
        # Four pixels side by side become one with twelve colours: all work happens at half the size or below.
        self.stages = nn.ModuleList([stage(12, first, stride=1, depth=1), squeezed(first, second)])
        for before, after in zip([second, *deeper], deeper, strict=False):
            self.stages.append(stage(before, after, stride=2, depth=2))
        self.phases = (4, 1, 1, 1, 1)  # relu1_1 has four times as many places as the first stage
        self.reads = nn.ModuleList(
            Mix(width, phases * axes) for width, axes, phases in zip(widths, readings, self.phases, strict=True)
        )
        for name, width, axes in zip(LAYERS, WIDTHS, readings, strict=True):
            self.register_buffer(f"basis_{name}", torch.eye(width, axes))
            self.register_buffer(f"scale_{name}", torch.ones(()))

    def forward(self, x: Tensor, deepest: str = LAYERS[-1]) -> dict[str, Tensor]:
        """Layer -> its reading (n, axes, places down, places across), down to the deepest that is wanted."""
        return self.read(self.trunk(x, LAYERS.index(deepest) + 1))

    def trunk(self, x: Tensor, depth: int = len(LAYERS)) -> list[Tensor]:
        """What the first stages themselves see, before any reading: more than VGG's axes hold."""
        x = fours(x.to(next(self.parameters()).dtype))
        seen = []
        for stage in self.stages[:depth]:
            x = stage(x)
            seen.append(x)
        return seen

    def read(self, trunk: list[Tensor]) -> dict[str, Tensor]:
        """What the stages see, in VGG's axes."""
        seen = {}
        for name, x, read, phases in zip(LAYERS, trunk, self.reads, self.phases, strict=False):
            seen[name] = apart(read, x) if isinstance(read, Mix) and phases == 4 else read(x)
        return seen

    def folded(self) -> "CompactEye":
        """The same eye at rest, faster: batch norm's scales and shifts put into the convolutions before them."""
        eye = copy.deepcopy(self).eval()
        for at, layers in enumerate(eye.stages):
            rest: list[Any] = []
            for layer in layers.children():
                if isinstance(layer, nn.BatchNorm2d):
                    rest[-1] = fuse_conv_bn_eval(rest[-1], layer)
                else:
                    rest.append(layer)
            eye.stages[at] = nn.Sequential(*rest)
        return eye


class Mix(nn.Conv2d):
    """A 1x1 convolution: the channels of each pixel are mixed. Said as a matrix product, its way back takes less than half as long."""

    def __init__(self, before: int, after: int):
        super().__init__(before, after, 1)

    def forward(self, input: Tensor) -> Tensor:
        return mixed(input, self.weight, self.bias)


def mixed(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """x (n, c, h, w) by `weight` (k, c, 1, 1): (n, k, h, w)."""
    return F.linear(x.permute(0, 2, 3, 1), weight.flatten(1), bias).permute(0, 3, 1, 2)


def fours(x: Tensor) -> Tensor:
    """Four pixels side by side become one with twelve colours: `pixel_unshuffle`, laid out channel by channel in one go."""
    count, channels, height, width = x.shape
    squares = x.reshape(count, channels, height // 2, 2, width // 2, 2).permute(0, 2, 4, 1, 3, 5)
    return squares.reshape(count, height // 2, width // 2, 4 * channels).permute(0, 3, 1, 2)


def apart(read: Mix, x: Tensor) -> Tensor:
    """`pixel_shuffle` of a 1x1 convolution. Its axes are computed phase by phase, so that they need not be sorted afterwards."""
    axes = read.out_channels // 4
    weight = read.weight.unflatten(0, (axes, 4)).transpose(0, 1).flatten(0, 1)
    bias = None if read.bias is None else read.bias.view(axes, 4).t().flatten()
    x = mixed(x, weight, bias)
    count, _, height, width = x.shape
    places = x.permute(0, 2, 3, 1).reshape(count, height, width, 2, 2, axes).transpose(2, 3)
    return places.reshape(count, 2 * height, 2 * width, axes).permute(0, 3, 1, 2)


def squeezed(before: int, after: int) -> nn.Sequential:
    """Many channels are mixed into half as many before they are looked at side by side: the width is cheap, the looking is not."""
    return nn.Sequential(Mix(before, before // 2), *stage(before // 2, after, stride=1, depth=1))


def stage(before: int, after: int, stride: int, depth: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for at in range(depth):
        convolution = nn.Conv2d(before if at == 0 else after, after, 3, stride=stride if at == 0 else 1, padding=1)
        layers += [convolution, nn.BatchNorm2d(after), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


NETWORKS = {"eye": CompactEye}

NARROWEST = 32
"""Pixels of the shorter side that the deepest layer needs."""
