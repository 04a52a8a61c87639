"""What a step of translation shows of its pictures: random cuts at random scales, mirrored by chance."""

import torch
from torch import Tensor

from engine.nn import augment, device, images

NEVER_ENLARGED_BY_MORE = 0.8
"""A cut has at least this share of the pixels per side that the step wants: more enlarging would teach blurred strokes."""


def cut(pictures: Tensor, side: int, least: float, flip: bool, most: float = 1.0) -> Tensor:
    """Pictures uint8 (n, h, w, c), squares -> float (n, c, side, side) in [0, 1], each cut by its own chance. `least` and
    `most`: the smallest and the largest part of a picture's side."""
    whole = pictures.shape[1]
    low = min(whole, max(round(least * whole), min(side, round(NEVER_ENLARGED_BY_MORE * whole))))
    high = max(low, round(most * whole))
    found = []
    for one in pictures:
        wide = int(torch.randint(low, high + 1, ()))
        top, left = (int(at) for at in torch.randint(0, whole - wide + 1, (2,)))
        found.append(images.resized(images.to_unit(one[None, top : top + wide, left : left + wide]), side))
    x = torch.cat(found)
    return (augment.mirrored(x) if flip else x).clamp(0, 1).to(device.pick())


def whole(pictures: Tensor, side: int) -> Tensor:
    """The same without chance: each picture as it is, at the wanted size."""
    return images.resized(images.to_unit(pictures), side).clamp(0, 1).to(device.pick())
