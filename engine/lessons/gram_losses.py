"""What style transfer minimises (Gatys et al. 2016, arXiv:1508.06576; total variation: Mahendran & Vedaldi 2015): pure functions on features.

Where Gatys divide by sizes of layers, we divide by what the target itself measures. Each loss then is a share without a unit:
0 where nothing is left to do, 1 where the picture says nothing of the target; the same for every eye, layer and size.
"""

from typing import Any

from torch import Tensor
from torch.autograd import Function


def gram(seen: Tensor, weight: Tensor | None = None) -> Tensor:
    """G = F Fᵀ / m over the m places: features (n, c, h, w) -> which of them appear together, (n, c, c).

    `weight` (n or 1, 1, h, w) says how much each place counts; its sum takes the part of m.
    """
    flat = seen.flatten(2).mT  # (n, m, c)
    if weight is None:
        return Products.apply(flat).float() / flat.shape[1]
    each = weight.flatten(2).mT  # (n, m, 1)
    counted = flat * each.sqrt().to(flat.dtype)
    return Products.apply(counted).float() / each.sum((1, 2), keepdim=True).clamp(min=1e-6)


class Products(Function):
    """F Fᵀ of features (n, m, c). Its slope is (D + Dᵀ) F, which autograd alone would find by two products and a transposition:
    with this it takes a third of the time."""

    @staticmethod
    def forward(context: Any, flat: Tensor) -> Tensor:
        context.save_for_backward(flat)
        return flat.mT @ flat

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> Tensor:
        (flat,), (slope,) = ctx.saved_tensors, slopes
        return flat @ (slope + slope.mT)


def style(seen: Tensor, target: Tensor) -> Tensor:
    """|G - A|² / |A|² of Gram matrices (n, c, c), the mean over the pictures."""
    return ((seen - target).square().sum((1, 2)) / target.square().sum((1, 2)).clamp(min=1e-12)).mean()


def content(seen: Tensor, target: Tensor) -> Tensor:
    """|F - P|² / |P|² of features (n, c, h, w), the mean over the pictures."""
    seen, target = seen.float(), target.float()
    return ((seen - target).square().sum((1, 2, 3)) / target.square().sum((1, 2, 3)).clamp(min=1e-12)).mean()


def total_variation(x: Tensor) -> Tensor:
    """The mean square of the steps from each pixel (n, c, h, w) to its neighbours on the right and below."""
    down, right = x[:, :, 1:] - x[:, :, :-1], x[:, :, :, 1:] - x[:, :, :, :-1]
    return down.square().mean() + right.square().mean()
