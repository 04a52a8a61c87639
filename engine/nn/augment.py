"""Small random changes to pictures, so that few pictures teach like many. Chance is torch's own generator, which a run saves."""

import torch
import torch.nn.functional as F
from torch import Tensor


def mirrored(x: Tensor) -> Tensor:
    """About half of the pictures (n, c, h, w) swap left and right."""
    return torch.where(torch.rand(len(x), 1, 1, 1).to(x.device) < 0.5, x.flip(3), x)


def shifted(x: Tensor, reach: int) -> Tensor:
    """Each picture moved by up to `reach` pixels; its edge is repeated where nothing was. Gradients pass through."""
    n, _, height, width = x.shape
    down, right = torch.randint(-reach, reach + 1, (2, n, 1)).to(x.device)
    rows = (torch.arange(height, device=x.device) + down).clamp(0, height - 1)  # (n, h)
    columns = (torch.arange(width, device=x.device) + right).clamp(0, width - 1)  # (n, w)
    one = torch.arange(n, device=x.device)[:, None, None]
    return x.permute(0, 2, 3, 1)[one, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)


def cut(x: Tensor, share: float) -> Tensor:
    """The same part of all pictures (n, c, h, w), `share` of their sides long, somewhere else each time. Gradients pass through."""
    height, width = (round(share * length) for length in x.shape[2:])
    top, left = (
        int(torch.randint(0, whole - part + 1, ())) for whole, part in zip(x.shape[2:], (height, width), strict=True)
    )
    return x[:, :, top : top + height, left : left + width]


def softened(x: Tensor) -> Tensor:
    """About half of the pictures lose their finest detail, as pictures from a decoder do."""
    soft = F.interpolate(F.avg_pool2d(x, 2), scale_factor=2, mode="bilinear", align_corners=False)
    return torch.where(torch.rand(len(x), 1, 1, 1).to(x.device) < 0.5, soft, x)


def tinted(x: Tensor, reach: float) -> Tensor:
    """Each picture brighter or darker and stronger or weaker in contrast, by up to `reach`. Gradients pass through."""
    brighter, stronger = (torch.rand(2, len(x), 1, 1, 1).to(x.device) * 2 - 1) * reach
    middle = x.mean((1, 2, 3), keepdim=True)
    return (x - middle) * (1 + stronger) + middle + brighter


def changed(x: Tensor) -> Tensor:
    """What a critic sees, real or made: moved and tinted, so that it cannot learn few pictures by heart (Zhao et al. 2020)."""
    return tinted(shifted(x, x.shape[-1] // 8), 0.2)


def glimpsed(x: Tensor, reach: int = 8, tint: float = 0.05, hole: float = 0.3) -> Tensor:
    """What a critic with few pictures sees, real or made: moved, hardly tinted, for their palette counts, and about half of them
    with a square hole of this share of a side (Zhao et al. 2020). Gradients pass through."""
    n, _, height, width = x.shape
    x = tinted(shifted(x, reach), tint)
    side = round(hole * width)
    top, left = (torch.randint(0, length - side + 1, (n, 1, 1)).to(x.device) for length in (height, width))
    rows, columns = (
        torch.arange(height, device=x.device)[None, :, None],
        torch.arange(width, device=x.device)[None, None],
    )
    within = (rows >= top) & (rows < top + side) & (columns >= left) & (columns < left + side)
    holed = within & (torch.rand(n, 1, 1).to(x.device) < 0.5)
    return x.masked_fill(holed[:, None], 0.5)
