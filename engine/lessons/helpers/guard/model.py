"""The guard of photo <-> Monet: says whether a picture is a photograph, a painting or neither, before somebody wonders at the result."""

from functools import cache
from typing import Literal, NamedTuple

import numpy as np
import torch

from engine.core.errors import Trouble
from engine.language.words import N_, _
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.guard.network import NETWORKS, traits
from engine.nn import device, images
from engine.weights import checkpoint, shelf

SHORTER = (192, 256)
"""Pixels of the shorter side at which a picture is looked at: one look alone errs twice as often with paintings."""

LONGEST = 3
"""A side is looked at up to so many times the shorter one."""

SURE = 0.6
"""From this share on a kind is named."""


class Looks(NamedTuple):
    """How likely a picture is of each kind; the three sum to 1."""

    photograph: float
    painting: float
    other: float


def warning(looks: Looks, towards: Literal["monet", "photo"]) -> str | None:
    """What to tell somebody who is about to translate a picture that looks like this; None if it suits."""
    if looks.other > SURE:
        return N_(
            "This looks like neither a photograph nor a painting. The network has never seen such a picture, so expect little of it."
        )
    if towards == "monet" and looks.painting > SURE:
        return N_(
            "This looks like a painting already. This direction has learnt from photographs: swap it, or choose a photograph."
        )
    if towards == "photo" and looks.photograph > SURE:
        return N_(
            "This looks like a photograph already. This direction has learnt from paintings: swap it, or choose a painting."
        )
    return None


def look(picture: np.ndarray) -> Looks:
    """uint8 (h, w, 3), of any size."""
    return load().look(picture)


@cache
def load() -> "Guard":
    return Guard("guard")


class Guard:
    def __init__(self, name: str):
        otherwise = Trouble(_("{name} holds no guard.", name=name), "Choose one that was trained as a guard.")
        networks, self.card, _beside = checkpoint.opened(shelf.find(name), {"guard": NETWORKS}, otherwise)
        self.network, self.eye = networks["guard"].to(device.pick()), eye_model.load("compact")

    @torch.inference_mode()
    def look(self, picture: np.ndarray) -> Looks:
        x = images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None].to(device.pick()))
        looks = [self.network(traits(self.eye.see(sized(x, shorter)))).softmax(1)[0] for shorter in SHORTER]
        return Looks(*torch.stack(looks).mean(0).tolist())


def sized(x: torch.Tensor, shorter: int) -> torch.Tensor:
    size = [min(LONGEST * shorter, round(length * shorter / min(x.shape[-2:]))) for length in x.shape[-2:]]
    return torch.nn.functional.interpolate(x, size, mode="bilinear", antialias=True).clamp(0, 1)
