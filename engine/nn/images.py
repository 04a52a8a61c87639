"""The only place where pixels change type, range or layout.

At rest pixels are uint8 (n, h, w, c). Networks see floats (n, c, h, w) in [0, 1].
"""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.nn import device


def to_unit(pixels: Tensor) -> Tensor:
    """uint8 (n, h, w, c) -> float (n, c, h, w) in [0, 1]."""
    return pixels.permute(0, 3, 1, 2).float().div(255).contiguous()


def resized(unit: Tensor, size: int) -> Tensor:
    """Float pictures (n, c, h, w) at another size, their edges kept smooth."""
    from torch.nn import functional

    if unit.shape[-1] == size:
        return unit
    return functional.interpolate(unit, (size, size), mode="bilinear", antialias=True)


def to_pixels(unit: Tensor) -> np.ndarray:
    """float (n, c, h, w) in [0, 1] -> uint8 array (n, h, w, c), rounded; what lies outside is clipped."""
    return unit.detach().clamp(0, 1).mul(255).round().byte().permute(0, 2, 3, 1).contiguous().cpu().numpy()


def enlarged(pixels: np.ndarray, target: int) -> np.ndarray:
    """uint8 (..., h, w, c), or one picture (h, w), each pixel repeated a whole number of times: as large as fits into `target`
    across, at least once."""
    if pixels.ndim == 2:
        return enlarged(pixels[..., None], target)[..., 0]
    factor = max(1, target // pixels.shape[-2])
    return pixels.repeat(factor, -3).repeat(factor, -2)


def sheet(rows: Sequence[np.ndarray], gap: int = 1, ground: int = 128) -> np.ndarray:
    """Rows of uint8 pictures, each (n, h, w, c), on one sheet (h, w, c) with a thin line of grey between them."""
    height, width, channels = rows[0].shape[1:]
    across = max(len(row) for row in rows)
    paper = np.full(
        (len(rows) * (height + gap) - gap, across * (width + gap) - gap, channels), np.uint8(ground), np.uint8
    )
    for y, row in enumerate(rows):
        for x, picture in enumerate(row):
            top, left = y * (height + gap), x * (width + gap)
            paper[top : top + height, left : left + width] = picture
    return paper


def grid(pictures: np.ndarray, across: int, gap: int = 1, ground: int = 128) -> np.ndarray:
    """uint8 pictures (n, h, w, c) on one sheet, `across` in each row."""
    return sheet([pictures[i : i + across] for i in range(0, len(pictures), across)], gap, ground)


def scaled(unit: Tensor, height: int, width: int) -> Tensor:
    """Float pictures (n, c, h, w) in [0, 1] at another size."""
    if unit.shape[-2:] == (height, width):
        return unit
    return F.interpolate(unit, (height, width), mode="bicubic", antialias=True).clamp(0, 1)


def unit(picture: np.ndarray) -> Tensor:
    """uint8 (h, w, 3) -> float (1, 3, h, w) in [0, 1], where the painting happens."""
    return to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None].to(device.pick()))


def scaled_down(pictures: np.ndarray, size: int) -> Tensor:
    """uint8 (n, size, size, c)"""
    some = torch.from_numpy(pictures)
    if some.shape[1] == size:
        return some
    small = [to_pixels(resized(to_unit(part), size)) for part in some.split(500)]
    return torch.from_numpy(np.concatenate(small))
