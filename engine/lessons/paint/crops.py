"""Cuts of photographs and paintings to learn from."""

import torch
from torch import Tensor

from engine.nn import augment, device, images

CONTENT_LAYER, PLACE = "relu4_1", 8
"""The layer by which the shapes are kept, and how many pixels are one of its places."""


def cuts(pictures: Tensor, across: int) -> Tensor:
    """Random cuts of pictures uint8 (n, h, w, 3) at random scales, mirrored by chance: float (n, 3, across, across)."""
    side = pictures.shape[1]
    found = []
    for one in images.to_unit(pictures).split(1):
        wide = int(torch.randint(side // 2, side + 1, ()))
        top, left = (int(at) for at in torch.randint(0, side - wide + 1, (2,)))
        found.append(images.resized(one[:, :, top : top + wide, left : left + wide], across))
    return augment.mirrored(torch.cat(found)).clamp(0, 1).to(device.pick())
