"""Brushes at work, numpy in, numpy out: a network that has learnt one style paints any picture in it."""

from pathlib import Path

import numpy as np
import torch

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.paint.brush.network import NETWORKS
from engine.nn import device, images
from engine.weights import checkpoint


def load(path: Path) -> "Brush":
    otherwise = Trouble(
        _("{name} holds no brush.", name=path.name), "Choose a run of the lesson 'A brush of your own'."
    )
    networks, card, _state = checkpoint.opened(path, {"brush": NETWORKS}, otherwise)
    return Brush(networks["brush"], card)


class Brush:
    """`card` says which style it has learnt."""

    def __init__(self, network: torch.nn.Module, card: dict):
        self.network = device.fast(network)
        self.card = card

    @torch.inference_mode()
    def paint(self, picture: np.ndarray) -> np.ndarray:
        """uint8 (h, w, 3) -> the same picture in the brush's style."""
        x = images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None].to(device.pick()))
        with device.precision():
            return images.to_pixels(self.network(x))[0]
