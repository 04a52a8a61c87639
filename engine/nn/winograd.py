"""3x3 convolutions with a quarter of the multiplications (Lavin & Gray 2015, arXiv:1509.09308), for weights that never change.

    6x6 numbers --INTO--> 36 others --each times its own weight--> 36 products --OUT_OF--> the 4x4 answers in their middle

A filter that slides over 4x4 places multiplies 16 times 9. But what slides are polynomials in disguise: known at six points
along each side, they are multiplied point by point, 36 times. The points are 0, 1, -1, 2, -2 and infinity.
"""

from typing import TypeGuard

import torch
from torch import Tensor, nn

ALONG_INTO = torch.tensor(
    [
        [4.0, 0.0, -5.0, 0.0, 1.0, 0.0],
        [0.0, -4.0, -4.0, 1.0, 1.0, 0.0],
        [0.0, 4.0, -4.0, -1.0, 1.0, 0.0],
        [0.0, -2.0, -1.0, 2.0, 1.0, 0.0],
        [0.0, 2.0, -1.0, -2.0, 1.0, 0.0],
        [0.0, 4.0, 0.0, -5.0, 0.0, 1.0],
    ]
)
ALONG_FILTER = torch.tensor(
    [
        [1 / 4, 0.0, 0.0],
        [-1 / 6, -1 / 6, -1 / 6],
        [-1 / 6, 1 / 6, -1 / 6],
        [1 / 24, 1 / 12, 1 / 6],
        [1 / 24, -1 / 12, 1 / 6],
        [0.0, 0.0, 1.0],
    ]
)
ALONG_OUT_OF = torch.tensor(
    [
        [1.0, 1.0, 1.0, 1.0, 1.0, 0.0],
        [0.0, 1.0, -1.0, 2.0, -2.0, 0.0],
        [0.0, 1.0, 1.0, 4.0, 4.0, 0.0],
        [0.0, 1.0, -1.0, 8.0, -8.0, 1.0],
    ]
)
INTO, OUT_OF = torch.kron(ALONG_INTO, ALONG_INTO), torch.kron(ALONG_OUT_OF, ALONG_OUT_OF)
"""Down and across in one: (36, 36) and (16, 36)."""

TILES = 64
"""So many at a time, that what is made of them stays close to the processor."""

MIXED = 64 * 128
"""Channels before times channels after: with fewer, the way there and back costs more than it saves."""


def swapped(network: nn.Module) -> nn.Module:
    """The network with every convolution in it replaced for which this pays."""
    for name, layer in network.named_children():
        setattr(network, name, Winograd(layer) if pays_for(layer) else swapped(layer))
    return network


def pays_for(layer: nn.Module) -> TypeGuard[nn.Conv2d]:
    if not isinstance(layer, nn.Conv2d) or isinstance(layer, Winograd):
        return False
    plain = layer.stride == layer.dilation == (1, 1) and layer.groups == 1 and layer.padding_mode == "zeros"
    plain = plain and layer.kernel_size == (3, 3) and layer.padding == (1, 1)
    return plain and layer.in_channels * layer.out_channels >= MIXED


class Winograd(nn.Conv2d):
    """In place of `nn.Conv2d(before, after, 3, padding=1)` that never learns again. Gradients flow back into the picture."""

    there: Tensor

    def __init__(self, plain: nn.Conv2d):
        # On no device: weights of its own would only be drawn to be thrown away.
        super().__init__(plain.in_channels, plain.out_channels, 3, padding=1, device="meta")
        self.weight, self.bias = plain.weight, plain.bias
        self.register_buffer("there", at_points(plain.weight.detach()), persistent=False)
        self._back: Tensor | None = None

    def forward(self, input: Tensor) -> Tensor:
        return _Slide.apply(input, self)

    def back(self) -> Tensor:
        """The weights for the gradient: it slides back with the filters turned round. Made when it is first asked for."""
        if self._back is None:
            self._back = at_points(self.weight.detach().flip(2, 3).transpose(0, 1))
        return self._back


class _Slide(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x: Tensor, layer: Winograd) -> Tensor:
        ctx.layer = layer
        return slide(x, layer.there, layer.bias)

    @staticmethod
    def backward(ctx, *slopes: Tensor) -> tuple[Tensor, None]:
        return slide(slopes[0], ctx.layer.back(), None), None


def at_points(weight: Tensor) -> Tensor:
    """Filters (k, c, 3, 3) at the 36 points: (36, c, k)."""
    return torch.einsum("ia,kcab,jb->ijck", ALONG_FILTER, weight, ALONG_FILTER).flatten(0, 1).contiguous()


def slide(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """x (n, c, h, w) with zeros around it, by filters at their points: (n, k, h, w), laid out channel by channel for each pixel."""
    count, channels, height, width = x.shape
    after = weight.shape[2]
    down, across = -(-height // 4), -(-width // 4)
    around = with_rim(x.permute(0, 2, 3, 1), 4 * down + 2, 4 * across + 2)
    found = torch.empty(count, after, 4 * down, 4 * across, memory_format=torch.channels_last)
    rows = max(1, TILES // across)
    for picture, answer in zip(around, found.permute(0, 2, 3, 1), strict=True):
        tiles = picture.unfold(0, 6, 4).unfold(1, 6, 4).permute(3, 4, 0, 1, 2)  # (6, 6, down, across, c)
        places = answer.view(down, 4, across, 4, after).permute(1, 3, 0, 2, 4)  # (4, 4, down, across, k)
        for top in range(0, down, rows):
            some = tiles[:, :, top : top + rows]
            points = torch.mm(INTO, some.reshape(36, -1)).view(36, -1, channels)
            products = torch.bmm(points, weight).view(36, -1)
            answers = torch.mm(OUT_OF, products).view(4, 4, -1, across, after)
            places[:, :, top : top + rows] = answers if bias is None else answers.add_(bias)
    if found.shape[2:] == x.shape[2:]:
        return found
    return found[:, :, :height, :width].clone(memory_format=torch.channels_last)


def with_rim(x: Tensor, height: int, width: int) -> Tensor:
    """Pictures (n, h, w, c) one pixel from the left and the top of a larger field. Only what remains around them is filled with zeros."""
    field = x.new_empty(len(x), height, width, x.shape[3])
    below, beside = x.shape[1] + 1, x.shape[2] + 1
    field[:, 1:below, 1:beside] = x
    for rim in (field[:, :1], field[:, below:], field[:, 1:below, :1], field[:, 1:below, beside:]):
        rim.zero_()
    return field
