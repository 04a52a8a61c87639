"""The only place where pixels change type, range or layout.

At rest pixels are uint8 (n, h, w, c). Networks see floats (n, c, h, w) in [0, 1].
"""

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
