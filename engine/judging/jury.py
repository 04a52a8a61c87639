"""A jury of two networks that know pictures of everything, and that no shipped model learnt to please: VGG-19 and SqueezeNet 1.1.

They see each picture as means and deviations of what a middle layer sees in it; crowds of pictures are compared in these numbers.
The compact eye, through which some models learn, learnt from VGG-19, so where the two disagree, believe SqueezeNet. SqueezeNet 1.0
stays out of it: models are chosen by this jury, and somebody has to be left who can check that.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor

from engine.data.public import downloads
from engine.data.public.source import Source
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye import squeezenet, vgg
from engine.lessons.helpers.eye.model import PART
from engine.nn import device, images

SMALL = Source(
    "weights/squeezenet1_1_features_fp16.safetensors",
    (),
    1449928,
    "c8e71eaf8df5311f942efd804318124db3eaa5d81f92159c9a4375a135106e72",
    licence="MIT",
    from_whom="Forrest Iandola and others",
)
"""The features alone, exact to 16 bits, with the original weights."""

LAYER = "relu3_3"
"""What VGG-19 is asked for: textures and parts, at a quarter of the picture's size."""

FIRE = "relu3_1"
"""What SqueezeNet is asked for: its fourth fire module, at an eighth."""

NAMES = ("VGG-19", "SqueezeNet 1.1")

LEAST = 64
"""Pixels of a side that the jury wants: smaller pictures are enlarged."""

AT_ONCE = 16


@cache
def _vgg() -> Callable[[Tensor], Tensor]:
    part = downloads.find(PART)
    if part:
        network = vgg.from_caffe(load_file(part))
    elif eye_model.kept("vgg19").is_file():
        network = vgg.from_torchvision(load_file(eye_model.kept("vgg19")))
    else:
        raise eye_model.absence("vgg19")
    network = device.fast(network)
    return lambda x: network(x, LAYER)[LAYER]


@cache
def _squeezenet() -> Callable[[Tensor], Tensor]:
    small = downloads.find(SMALL)
    if small:
        network = squeezenet.from_caffe(load_file(small))
    else:
        eye_model.fetch("squeezenet")
        network = squeezenet.from_torchvision(load_file(eye_model.kept("squeezenet")))
    network = device.fast(network)
    return lambda x: network(x, FIRE)[FIRE]


MEMBERS = dict(zip(NAMES, (_vgg, _squeezenet), strict=True))


@torch.inference_mode()
def features(name: str, pictures: np.ndarray) -> np.ndarray:
    """What a member sees in uint8 pictures (n, h, w, c): float (n, d), means and deviations of each channel."""
    see, rows = MEMBERS[name](), []
    for start in range(0, len(pictures), AT_ONCE):
        x = images.to_unit(torch.from_numpy(np.ascontiguousarray(pictures[start : start + AT_ONCE]))).to(device.pick())
        x = x.expand(-1, 3, -1, -1)
        if min(x.shape[-2:]) < LEAST:
            x = torch.nn.functional.interpolate(x, scale_factor=-(-LEAST // min(x.shape[-2:])), mode="bilinear")
        seen = see(x).float()
        rows.append(torch.cat([seen.mean((2, 3)), seen.std((2, 3))], 1).cpu().numpy())
    return np.concatenate(rows).astype(np.float64)
