"""What single channels of an eye see in a picture, and where: numpy in and out."""

import numpy as np
import torch
from torch.nn.functional import adaptive_avg_pool2d

from engine.data import gallery
from engine.lessons.helpers.eye import model as eye_model
from engine.nn.images import unit

STRONGEST = 16

FINEST = 128
"""Pixels of a map's longer side, at most: more would not be seen where sixteen stand beside each other."""


def strongest(picture: str, layer: str, size: int = 512, eye: str = "compact") -> dict[int, np.ndarray]:
    """Channel -> its map (h, w), float32 in [-1, 1], of the channels that say most about a picture, the strongest first.

    picture  what it is called in the gallery, or among one's own
    """
    with torch.no_grad():
        (seen,) = eye_model.load(eye).see(unit(gallery.picture(picture, size)), (layer,))[layer].float()
        strength = seen.square().mean((1, 2))
        channels = strength.argsort(descending=True)[:STRONGEST]
        maps = seen[channels]
        height, width = maps.shape[1:]
        share = min(1, FINEST / max(height, width))
        maps = adaptive_avg_pool2d(maps, (max(1, round(height * share)), max(1, round(width * share))))
        maps = maps / maps.abs().amax((1, 2), keepdim=True).clamp(min=1e-9)
    return dict(zip(channels.tolist(), maps.cpu().numpy(), strict=True))
