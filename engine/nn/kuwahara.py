"""The filter of Kuwahara et al. (1976): even places grow even, edges stay sharp, and whatever is finer than its reach is gone.

Each pixel takes the mean colour of the calmest of four squares that meet in it. A photograph looks brushed afterwards; a
painting loses its brush strokes.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

AT_ONCE = 32
"""Pictures that are smoothed at once, so that a whole set needs little memory."""


def smoothed(x: Tensor, reach: int) -> Tensor:
    """Pictures (n, c, h, w), float -> the same size; `reach`: pixels of a square's side less one."""
    height, width = x.shape[-2:]
    whole = F.pad(x, (reach,) * 4, mode="replicate")
    mean = F.avg_pool2d(
        whole, reach + 1, 1
    )  # (n, c, h + reach, w + reach): of the square to the right and below each place
    unrest = (F.avg_pool2d(whole * whole, reach + 1, 1) - mean * mean).sum(1, keepdim=True)
    corners = [(slice(top, top + height), slice(left, left + width)) for top in (0, reach) for left in (0, reach)]
    calmest = torch.stack([unrest[:, :, rows, columns] for rows, columns in corners]).argmin(0, keepdim=True)
    means = torch.stack([mean[:, :, rows, columns] for rows, columns in corners])
    return means.gather(0, calmest.expand(1, *x.shape))[0]


def set_smoothed(pictures: Tensor, reach: int) -> Tensor:
    """A whole set, uint8 (n, h, w, c), likewise."""
    found = [smoothed(part.permute(0, 3, 1, 2).float(), reach) for part in pictures.split(AT_ONCE)]
    return torch.cat(found).round().byte().permute(0, 2, 3, 1).contiguous()
