"""PatchGAN (Isola et al. 2017, arXiv:1611.07004): a critic that judges every patch of a picture by itself.

    picture (n, 3, h, w) in [0, 1], and beside it perhaps the picture it was made from --> a map of verdicts (n, 1, h', w')

Each verdict sees one patch of 1, 16, 70 or 286 pixels; with 70 it steps by 8, so a picture of 256 pixels gets 30 x 30 verdicts, and padded
32 x 32.
Of pictures up to 256 pixels a patch of 286 sees the whole.
"""

from collections.abc import Iterable
from typing import Any, Protocol

import torch
from torch import Tensor, nn

HALVINGS = {"1": None, "16": 1, "70": 3, "70-padded": 3, "whole": 5}
"""Patch -> how many convolutions halve the picture; none of the single pixel's does."""

END = {"70-padded": (1, 2), "whole": (2, 2)}
"""Padding of the last two convolutions, where it is not 1: the widest field, so that small pictures, too, get verdicts; and one whose
verdicts are exactly as many as an eighth of the pixels, 16 x 16 for 128."""

SLOPE = 0.2
"""What a leaky ReLU lets through below 0."""


class Critic(nn.Module):
    """`norm`: instance, spectral or none. Spectral norm holds the slope of each layer at 1; instance norm lets every verdict
    know the contrast of the whole picture, a little beyond its patch."""

    share = 1
    """How many verdicts side by side see the same patch."""

    def __init__(self, width: int, patch: str, norm: str, condition: bool):
        super().__init__()
        self.arguments: dict[str, Any] = {"width": width, "patch": patch, "norm": norm, "condition": condition}
        before, halvings = 6 if condition else 3, HALVINGS[patch]
        if halvings is None:
            shapes = [(1, 1, 0, width), (1, 1, 0, 2 * width), (1, 1, 0, 1)]
        else:
            last, very_last = END.get(patch, (1, 1))
            shapes = [(4, 2, 1, width * min(2**level, 8)) for level in range(halvings)]
            shapes += [(4, 1, last, width * min(2**halvings, 8)), (4, 1, very_last, 1)]
        layers: list[nn.Module] = []
        for number, (kernel, stride, padding, after) in enumerate(shapes):
            inner = 0 < number < len(shapes) - 1
            normed = norm == "instance" and inner
            layer = nn.Conv2d(before, after, kernel, stride=stride, padding=padding, bias=not normed)
            layers.append(nn.utils.parametrizations.spectral_norm(layer) if norm == "spectral" else layer)
            if normed:
                layers.append(nn.InstanceNorm2d(after, affine=True))
            if number < len(shapes) - 1:
                layers.append(nn.LeakyReLU(SLOPE))
            before = after
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor, condition: Tensor | None = None) -> Tensor:
        return self.look(x, condition)[0]

    def look(self, x: Tensor, condition: Tensor | None = None) -> tuple[Tensor, list[Tensor]]:
        """Its verdicts, and what each layer sees on the way to them."""
        z = 2 * (x if condition is None else torch.cat([condition, x], 1)) - 1
        seen = []
        for layer in self.layers:
            z = layer(z)
            if isinstance(layer, nn.LeakyReLU):
                seen.append(z)
        return z, seen

    @staticmethod
    def likely(said: Tensor) -> Tensor:
        """Verdicts (n, k, h, w) as one map (n, h, w): 1 for real, 0 for made."""
        return said.mean(1)

    def path(self) -> list[tuple[int, int, int]]:
        """Kernel, stride and padding of what lies between the picture and a verdict."""
        return shapes(self.layers)


class Patchwise(Protocol):
    """A critic with one verdict for each patch."""

    share: int

    def path(self) -> list[tuple[int, int, int]]:
        """Kernel, stride and padding of each layer between the picture and a verdict."""
        ...


def receptive_field(critic: Patchwise) -> int:
    """Pixels of each side that one verdict sees: from the last layer back, r -> (r - 1) * stride + kernel."""
    field = 1
    for kernel, stride, _ in reversed(critic.path()):
        field = (field - 1) * stride + kernel
    return field


def place_of(critic: Patchwise, row: int, column: int) -> tuple[int, int, int]:
    """Top, left and side of the patch that a verdict sees. It may reach beyond the picture, where the critic sees grey."""
    step, start = 1, 0
    for _, stride, padding in critic.path():
        start -= padding * step
        step *= stride
    row, column = row // critic.share, column // critic.share
    return start + row * step, start + column * step, receptive_field(critic)


def shapes(layers: Iterable[nn.Module]) -> list[tuple[int, int, int]]:
    """Kernel, stride and padding of each convolution, in order."""
    found = (layer for layer in layers if isinstance(layer, nn.Conv2d))
    return [(layer.kernel_size[0], layer.stride[0], int(layer.padding[0])) for layer in found]
